"""./dev bench: run the benchmarks and collect their tables."""

import argparse
import datetime
import os
import platform
import re
from pathlib import Path

from devtools import debian, env
from devtools.commands import ask
from devtools.commands import run as run_command
from devtools.places import PYTHON, ROOT, VAR, shown
from devtools.progress import Refusal, Steps, say

TEMPLATE = ROOT / "bench" / "performance.md"
PAGE = ROOT / "docs" / "reference" / "performance.md"
NEEDS = {"scale": (debian.SODIUM,), "verify": (debian.SODIUM, debian.BELENIOS)}
SHORT = "跑基准测试 · run the benchmarks and print their tables"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Add this word's options."""
    parser.add_argument("names", nargs="*", metavar="NAME", help="只跑这些 · only these modules of bench/")
    parser.add_argument(
        "--write", action="store_true", help="写入 docs/reference/performance.md · write the tables into that page"
    )
    parser.add_argument("--no-install", action="store_true", help="不装系统软件 · install nothing from Debian")
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
    env.prepare(env.DEV, steps, may_install=not options.no_install)
    compared(chosen, steps, may_install=not options.no_install)
    report, failed, tables = [machine()], 0, {}
    for name in chosen:
        with steps.step(f"基准 {name}", f"bench.{name}") as step:
            done = run_command([PYTHON, "-m", f"bench.{name}"], name=f"bench-{name}", tail=step.tail)
        failed += done.code != 0
        printed = told(done.output)
        report.append(f"## {name}\n\n{printed}\n")
        say(f"\n{printed}\n")
        if "Traceback" not in printed:
            tables[name] = printed
    target = VAR / "bench.md"
    target.write_text("\n".join(report), encoding="utf-8")
    say(f"{report[0]}\n全文 · all of it: {shown(target)}")
    if options.write:
        written = page(TEMPLATE.read_text(encoding="utf-8"), PAGE.read_text("utf-8") if PAGE.exists() else "", tables)
        PAGE.write_text(written, encoding="utf-8")
        say(f"写入 · written: {shown(PAGE)}")
    return 1 if failed else 0


def told(output: str) -> str:
    """Leave out the lines that only told how far a benchmark was."""
    return "\n".join(line for line in output.strip().splitlines() if not line.startswith("· ")).strip()


def compared(chosen: list[str], steps: Steps, *, may_install: bool) -> None:
    """Bring in what the benchmarks compare with; without it they run all the same, after the line to install it."""
    needs = [need for name in chosen for need in NEEDS.get(name, ())]
    try:
        debian.ensure(needs, steps, may_install=may_install)
    except Refusal as refusal:
        say(str(refusal))


def page(template: str, before: str, tables: dict[str, str]) -> str:
    """Fill the template: with what was measured now, else with what stands on the page, each with its machine."""
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()

    def filled(found: re.Match[str]) -> str:
        name = found[1]
        kept = re.search(f"<!-- {name} -->\n.*?<!-- /{name} -->", before, re.DOTALL)
        if name in tables:
            return f"<!-- {name} -->\nMeasured on {today}.\n\n{machine()}\n{tables[name]}\n<!-- /{name} -->"
        return kept[0] if kept else f"<!-- {name} -->\nNot measured yet.\n<!-- /{name} -->"

    return re.sub(r"\{\{(\w+)\}\}", filled, template)


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
        "libsodium": ask([PYTHON, "-c", _SODIUM]) or "none",
        "numba": ask([PYTHON, "-c", "import numba; print(numba.__version__)"]) or "none",
        "Node": ask(["node", "--version"]) or "none",
        "belenios-tool": ask(["belenios-tool", "--version"]) or "none",
    }
    return "| | |\n|---|---|\n" + "".join(f"| {name} | {value} |\n" for name, value in rows.items())


_SODIUM = (
    "import ctypes, ctypes.util; library = ctypes.CDLL(ctypes.util.find_library('sodium')); "
    "library.sodium_version_string.restype = ctypes.c_char_p; print(library.sodium_version_string().decode())"
)


def _cpu() -> str:
    described = Path("/proc/cpuinfo")
    lines = described.read_text(encoding="utf-8").splitlines() if described.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
