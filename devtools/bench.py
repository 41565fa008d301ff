"""./dev bench: run the benchmarks and collect their tables."""

import argparse
import os
import platform
from pathlib import Path

from devtools import debian, env
from devtools.commands import ask
from devtools.commands import run as run_command
from devtools.places import PYTHON, ROOT, VAR, shown
from devtools.progress import Refusal, Steps, say

SHORT = "跑基准测试 · run the benchmarks and print their tables"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this word's options."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="只跑这些 · only these modules of bench/")
    parser.add_argument("--list", action="store_true", help="列出 · list them")


def benches() -> list[str]:
    """Name the modules of bench/ that can be run."""
    return sorted(path.stem for path in (ROOT / "bench").glob("*.py") if not path.name.startswith("_"))


def run(options: argparse.Namespace) -> int:
    """Run each benchmark as `python -m bench.NAME`; the tables also go to var/bench.md."""
    known = benches()
    if options.list or not known:
        say("\n".join(known) or "还没有基准测试。 · There are no benchmarks yet.")
        return 0
    unknown = sorted(set(options.names) - set(known))
    if unknown:
        raise Refusal(f"没有这些基准：{'、'.join(unknown)}。 · Known: {', '.join(known)}.")
    chosen = options.names or known
    steps = Steps(len(chosen))
    env.prepare(env.DEV, steps)
    report, failed = [machine()], 0
    for name in chosen:
        with steps.step(f"基准 {name}", f"bench.{name}") as step:
            done = run_command([PYTHON, "-m", f"bench.{name}"], name=f"bench-{name}", tail=step.tail)
        failed += done.code != 0
        report.append(f"## {name}\n\n{done.output.strip()}\n")
        say(f"\n{done.output.strip()}\n")
    target = VAR / "bench.md"
    target.write_text("\n".join(report), encoding="utf-8")
    say(f"{report[0]}\n全文 · all of it: {shown(target)}")
    return 1 if failed else 0


def machine() -> str:
    """Describe the machine and the versions, for a table means nothing without them."""
    folder = debian.postgres_folder()
    rows = {
        "CPU": f"{_cpu()}, {os.cpu_count()} cores",
        "Memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') // 2**30} GiB",
        "System": f"{platform.system()} {platform.release()}",
        "Python": ask([PYTHON, "--version"]) or "?",
        "Django": ask([PYTHON, "-m", "django", "--version"]) or "?",
        "SQLite": ask([PYTHON, "-c", "import sqlite3; print(sqlite3.sqlite_version)"]) or "?",
        "PostgreSQL": (ask([folder / "postgres", "--version"]) if folder else None) or "none",
    }
    return "| | |\n|---|---|\n" + "".join(f"| {name} | {value} |\n" for name, value in rows.items())


def _cpu() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text(encoding="utf-8").splitlines() if described.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
