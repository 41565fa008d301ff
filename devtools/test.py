"""./dev test: everything, on both databases, and the journeys in a real browser; the last line counts it all."""

import argparse
import time
from contextlib import ExitStack
from dataclasses import replace

from devtools import check, debian, env, junit, node, pictures, postgres, suites
from devtools.places import ROOT
from devtools.progress import Steps, padded, say, spent
from devtools.suites import Result, Wish

SHORT = "全部测试 · everything: checks, SQLite, PostgreSQL, booth, journeys"
NEEDS = (debian.POSTGRES, debian.BROWSER, debian.FONTS, debian.POPPLER, debian.SODIUM, debian.GETTEXT)
FAST_NEEDS = (debian.SODIUM, debian.GETTEXT)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this word's options."""
    parser.add_argument("--fast", action="store_true", help="只用 SQLite，不走浏览器 · SQLite only, no journeys")
    parser.add_argument(
        "--only", metavar="EXPR", default="", help="只跑名字匹配的 · only tests whose names match (pytest -k)"
    )
    parser.add_argument("--no-install", action="store_true", help="不装系统软件 · install nothing from Debian")
    parser.add_argument("--no-check", action="store_true", help="跳过静态检查 · leave the static checks out")
    parser.add_argument("--cover", action="store_true", help="规则与内核须全部覆盖 · every branch of rules and kernel")
    parser.add_argument("--workers", type=int, default=2, metavar="N", help="并行数 · how many tests at once (2)")
    parser.add_argument("paths", nargs="*", metavar="PATH", help="只跑这些 · only these files or folders")


def run(options: argparse.Namespace) -> int:
    """Prepare, run all runs, and sum up; a failing run does not stop the next."""
    began = time.monotonic()
    wish = Wish(paths=tuple(options.paths), only=options.only, workers=options.workers, cover=options.cover)
    with_checks = not options.no_check and not wish.narrowed
    with_booth = suites.has_booth() and not wish.narrowed
    steps = Steps(with_checks + with_booth + wish.cover + (1 if options.fast else 4))
    may_install = not options.no_install
    found = env.prepare(env.DEV, steps, may_install=may_install)
    debian.ensure(FAST_NEEDS if options.fast else NEEDS, steps, may_install=may_install)
    results = []
    if with_checks:
        results.append(checked(found, steps))
    if wish.cover:
        (ROOT / ".coverage").unlink(missing_ok=True)
    results += tested(wish, found, steps, fast=options.fast)
    return summed(results, time.monotonic() - began)


def checked(found: node.Node | None, steps: Steps) -> Result:
    """Run the static checks as one run; each check counts as one test."""
    steps.done += 1
    say(f"[{steps.done}/{steps.total}] 静态检查 · checks")

    def work() -> tuple[int, int]:
        job = check.Job(node=found.node if found else "node")
        outcomes = check.run_all(list(check.NAMES), job)
        bad = sum(not outcome.good for outcome in outcomes)
        return len(outcomes) - bad, bad

    return suites.timed("checks", work)


def tested(wish: Wish, found: node.Node | None, steps: Steps, *, fast: bool) -> list[Result]:
    """Run the tests: SQLite always; unless fast, PostgreSQL and the journeys too."""
    marks = "not journey and not postgres"
    results = [suites.pytest("sqlite", marks, wish, steps, title="测试", env=suites.sqlite_env("sqlite"))]
    if not fast:
        with ExitStack() as stack:
            url = stack.enter_context(postgres.cluster())
            given = {"GONGHUI_DATABASE_URL": url, "GONGHUI_TESTS_WITH_DATABASE_ONLY": "1"}
            results.append(suites.pytest("postgresql", "not journey", wish, steps, title="测试", env=given))
    if wish.cover:
        results.append(suites.uncovered(steps))
    booth = suites.booth(found, steps) if not wish.narrowed else None
    if booth is not None:
        results.append(booth)
    if not fast:
        results += journeys(wish, steps)
    return results


def journeys(wish: Wish, steps: Steps) -> list[Result]:
    """Walk through the product in the browser; what measures seconds comes last, with nothing beside it."""
    wish = replace(wish, cover=False)
    runs = (("journeys", "journey and not alone", wish), ("alone", "journey and alone", replace(wish, workers=1)))
    results = [
        suites.pytest(name, marks, asked, steps, title="浏览器走查", env=suites.sqlite_env(name))
        for name, marks, asked in runs
    ]
    if not wish.narrowed and all(result.good for result in results):
        pictures.remember()
    return results


def summed(results: list[Result], seconds: float) -> int:
    """Print one row a run, why tests were skipped, and as the very last line the sum; return the exit code."""
    total = junit.Count()
    say(f"\n{padded('', 12)} {'passed':>8} {'failed':>8} {'skipped':>8} {'time':>12}")
    for result in results:
        count = result.count
        numbers = f"{count.passed:>8} {count.failed:>8} {count.skipped:>8} {spent(result.seconds):>12}"
        say(f"{'✓' if result.good else '✗'} {padded(result.name, 10)} {numbers}")
        total += count
    for reason in sorted(set(total.reasons))[:20]:
        say(f"  skipped: {reason}")
    say(f"共用时 · all in {spent(seconds)}; {suites.logs()}/")
    say(str(total))
    return 0 if all(result.good for result in results) else 1
