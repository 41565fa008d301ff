"""./dev check: everything that can be seen without running the product."""

import argparse
import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from devtools import debian, docs, env, hosts, site, translations
from devtools.commands import Words, end_all
from devtools.commands import run as run_command
from devtools.places import ASSETS, CONGRESS_ASSETS, PYTHON, ROOT, VAR, present
from devtools.progress import Refusal, Steps, live, padded, say, spent
from devtools.stamps import files_below

SHOWN = 40
PY = (".py",)
SHORT = "静态检查 · format, lint, types, contracts, templates, migrations, translations, docs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a check is asked to look at; no paths means the whole tree."""

    paths: list[str] = field(default_factory=list)
    fix: bool = False
    node: str = "node"

    def pick(self, *whole: str) -> list[str]:
        """Return the paths given, or those of the whole tree that exist."""
        return self.paths or present(*whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one check ended; `output` is shown when it is not good."""

    name: str
    good: bool
    seconds: float
    output: str = ""


def _ruff_format(job: Job) -> list[Words]:
    return [
        [
            PYTHON,
            "-m",
            "ruff",
            "format",
            *([] if job.fix else ["--check", "--output-format=concise"]),
            *job.pick("dev", "."),
        ]
    ]


def _ruff(job: Job) -> list[Words]:
    return [[PYTHON, "-m", "ruff", "check", *(["--fix"] if job.fix else []), *job.pick("dev", ".")]]


def _mypy(job: Job) -> list[Words]:
    places = [
        place for place in job.pick("src", "tests", "devtools", "bench") if files_below(ROOT / place, suffixes=PY)
    ]
    return [[PYTHON, "-m", "mypy", "--show-traceback", *places]]


def _imports(_job: Job) -> list[Words]:
    return [[PYTHON, "-c", "from importlinter.cli import lint_imports_command as go; go()"]]


def _templates(job: Job) -> list[Words]:
    pages = [path for path in job.pick("src") if Path(path).is_dir() or Path(path).suffix == ".html"]
    if not any(pages_below(Path(page)) for page in pages):
        return []
    return [[PYTHON, "-m", "djlint", *pages, "--quiet", "--lint"]]


def pages_below(place: Path) -> list[Path]:
    """List the templates at or below a place."""
    return [place] if place.suffix == ".html" else list((ROOT / place).rglob("*.html"))


def _migrations(_job: Job) -> list[Words]:
    return [[PYTHON, "-m", "django", "makemigrations", "--check", "--dry-run"], [PYTHON, "-m", "django", "check"]]


def _bandit(job: Job) -> list[Words]:
    quiet: Words = ["-q", "-f", "custom", "--msg-template", "{relpath}:{line}: {test_id} {msg}", "-c", "pyproject.toml"]
    return [[PYTHON, "-m", "bandit", *quiet, "-r", *job.pick("src", "devtools"), "-x", "*/tests/*"]]


def _types(job: Job) -> list[Words]:
    tsc = ROOT / "node_modules" / "typescript" / "bin" / "tsc"
    projects = [place for place in (ASSETS, CONGRESS_ASSETS, ROOT / "booth") if (place / "tsconfig.json").is_file()]
    return [[job.node, tsc, "--noEmit", "-p", place] for place in projects]


COMMANDS: dict[str, Callable[[Job], list[Words]]] = {
    "mypy": _mypy,
    "format": _ruff_format,
    "ruff": _ruff,
    "imports": _imports,
    "templates": _templates,
    "migrations": _migrations,
    "bandit": _bandit,
    "types": _types,
}


def _translations(job: Job) -> list[str]:
    if job.fix:
        translations.renew()
    return translations.problems()


def _docs(_job: Job) -> list[str]:
    return docs.problems(docs.pages())


def _hosts(_job: Job) -> list[str]:
    return hosts.problems()


LOOKS: dict[str, Callable[[Job], list[str]]] = {"translations": _translations, "docs": _docs, "hosts": _hosts}
NAMES = (*COMMANDS, *LOOKS)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this word's options."""
    parser.add_argument("--only", metavar="A,B", default="", help=f"只跑这些 · only these of: {', '.join(NAMES)}")
    parser.add_argument(
        "--fix", action="store_true", help="顺手整理格式 · tidy formats, and bring the translation catalogue in line"
    )
    parser.add_argument("--no-install", action="store_true", help="不装系统软件 · install nothing from Debian")
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="只查这些 · only these (format, ruff, mypy, templates, bandit)"
    )


def run(options: argparse.Namespace) -> int:
    """Prepare, run the checks two at a time, and say which found something."""
    names = [name for name in options.only.split(",") if name] or list(NAMES)
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        raise Refusal(f"没有这些检查：{'、'.join(unknown)}。 · Known: {', '.join(NAMES)}.")
    steps = Steps(0)
    found = env.prepare(env.DEV, steps, front=False, may_install=not options.no_install)
    if "translations" in names:
        debian.ensure([debian.GETTEXT], steps, may_install=not options.no_install)
    job = Job(paths=options.paths, fix=options.fix, node=found.node if found else "node")
    outcomes = run_all(names, job)
    bad = [outcome.name for outcome in outcomes if not outcome.good]
    say(f"{len(outcomes) - len(bad)} ✓" + (f", {len(bad)} ✗: {', '.join(bad)}" if bad else ""))
    return 1 if bad else 0


def run_all(names: list[str], job: Job) -> list[Outcome]:
    """Run the checks, two at a time, and show each as it ends; in the order of ending."""
    outcomes: list[Outcome] = []
    began = time.monotonic()
    # Tools that rewrite the same files must not run side by side.
    with ThreadPoolExecutor(max_workers=1 if job.fix else 2) as pool:
        waiting: set[Future[Outcome]] = {pool.submit(one, name, job) for name in names}
        try:
            while waiting:
                done, waiting = wait(waiting, timeout=0.3, return_when=FIRST_COMPLETED)
                for future in done:
                    outcomes.append(future.result())
                    _show(outcomes[-1])
                live(
                    f"… {len(outcomes)}/{len(names)}  {', '.join(sorted(_running))}  {spent(time.monotonic() - began)}"
                )
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            end_all()
            raise
    live("")
    return outcomes


_running: set[str] = set()
_running_turn = threading.Lock()


def one(name: str, job: Job) -> Outcome:
    """Run one check by its name."""
    began = time.monotonic()
    with _running_turn:
        _running.add(name)
    try:
        good, output = _look(name, job) if name in LOOKS else _command(name, job)
    except Refusal as refusal:
        good, output = False, str(refusal)
    finally:
        with _running_turn:
            _running.discard(name)
    return Outcome(name=name, good=good, seconds=time.monotonic() - began, output=output)


def _look(name: str, job: Job) -> tuple[bool, str]:
    found = LOOKS[name](job)
    return not found, "\n".join([*found[:SHOWN], *([f"… {len(found) - SHOWN} more"] if len(found) > SHOWN else [])])


def _command(name: str, job: Job) -> tuple[bool, str]:
    scratch = VAR / "check"
    scratch.mkdir(parents=True, exist_ok=True)
    surroundings = site.throwaway(scratch) | {"MYPYPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}
    failures = []
    for number, argv in enumerate(COMMANDS[name](job)):
        done = run_command(argv, name=f"check-{name}-{number}", env=surroundings)
        if done.code != 0:
            failures.append(done.output.strip() or f"exit code {done.code}")
    return not failures, "\n".join(failures)


def _show(outcome: Outcome) -> None:
    say(f"{'✓' if outcome.good else '✗'} {padded(outcome.name, 14)} {spent(outcome.seconds)}")
    if not outcome.good:
        say("\n".join(f"    {line}" for line in outcome.output.splitlines()))
