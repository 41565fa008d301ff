"""Five thousand proposals over ten years: lists and search by Chinese substrings, on SQLite and PostgreSQL.

`python -m bench.proposals` prints a Markdown table: each kind of question is asked anew many times with other words, as
the desk asks it (count, page of twenty, departments, counts of the queues).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench._bars import Bar, code, lines
from devtools import postgres, site
from devtools.places import ROOT

ASKED = 200
"""Milliseconds within which 95 of 100 answers come."""


def surroundings(folder: Path, url: str) -> dict[str, str]:
    """Return the environment of a run that keeps its data in `folder`."""
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    ours = {"GONGHUI_DATABASE_URL": url, "GONGHUI_VAR": str(folder), "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
    return os.environ | site.SETTINGS | site.kept_secrets(folder / "secrets.json") | ours


def measure(folder: Path, url: str, proposals: int, turns: int) -> dict[str, list[tuple[float, float]]]:
    """Fill a database, ask it, and give the milliseconds of each question, on the clock and of the processor."""
    given = surroundings(folder, url)
    commands = (["django", "migrate", "--no-input"], ["bench._proposals_run", str(proposals), str(turns)])
    for command in commands:
        asked = [sys.executable, "-m", *command]
        done = subprocess.run(asked, check=False, env=given, capture_output=True, text=True, cwd=ROOT)
        if done.returncode:
            raise SystemExit(done.stderr)
    values: dict[str, list[tuple[float, float]]] = json.loads(done.stdout)
    return values


def at(values: list[float], share: int) -> float:
    """Return the value that so many of a hundred do not exceed."""
    return values[min(len(values) - 1, len(values) * share // 100)]


def main() -> int:
    """Run on both databases and print; 1 when a bar was not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--proposals", type=int, default=5000)
    parser.add_argument("--turns", type=int, default=60)
    options = parser.parse_args()
    print("| database | question | times | p50 ms | p95 ms | slowest ms | of the site's processor, p50 | asked | met |")
    print("|---|---|---:|---:|---:|---:|---:|---|:---:|")
    bars = []
    for kind in ("SQLite", "PostgreSQL"):
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            url = site.sqlite_url(folder / "bench.sqlite3")
            if kind == "PostgreSQL":
                url = stack.enter_context(postgres.cluster())
            found = measure(folder, url, options.proposals, options.turns)
        for question, pairs in found.items():
            values, worked = ([pair[n] for pair in pairs] for n in (0, 1))
            bar = Bar(what=f"{kind}: {question}", asked=ASKED, met=at(values, 95), unit="ms, p95")
            bars.append(bar)
            told = (at(values, 50), at(values, 95), values[-1], at(sorted(worked), 50))
            row = (kind, question, len(values), *(f"{value:.1f}" for value in told))
            print("| " + " | ".join(map(str, (*row, f"≤ {ASKED} ms", bar.sign))) + " |", flush=True)
    print("\n" + lines(bars))
    return code(bars)


if __name__ == "__main__":
    sys.exit(main())
