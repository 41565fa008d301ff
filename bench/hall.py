"""A hall votes: phones on the live stream, real sealed ballots made beforehand, real HTTP, one node of this machine.

`python -m bench.hall` prints a Markdown table. Server, database and load share the cores of one machine.
"""

import argparse
import asyncio
import json
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from bench import _hall_load as load
from bench._bars import Bar, code, lines
from devtools import postgres, site
from devtools.places import ROOT

READY_WITHIN = 60
FULL = 3000
"""Phones of the hall for which a wait and the wall's swap are asked for; of a larger one only that all are cast."""
MINUTE = 60
HEAD = (
    "| database | phones | seconds given | done in | p50 | p99 | slowest | acknowledged | stored "
    "| wall: press to picture, p95 | of it the press, p95 | MB a process | kB a listener "
    "| CPU a ballot: server | database | load | connected in |"
)


def surroundings(folder: Path, url: str) -> dict[str, str]:
    """Return the environment of a server that keeps its data in `folder`."""
    path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    (folder / "static").mkdir(exist_ok=True)  # whitenoise warns about a missing one, into the table
    ours = {"GONGHUI_DATABASE_URL": url, "GONGHUI_VAR": str(folder), "PYTHONPATH": path, "PYTHONUNBUFFERED": "1"}
    return os.environ | site.SETTINGS | site.kept_secrets(folder / "secrets.json") | ours


def memory(pids: list[int]) -> float:
    """Return the resident megabytes of processes."""
    return sum(int(Path(f"/proc/{pid}/status").read_text().split("VmRSS:")[1].split()[0]) / 1024 for pid in pids)


def cpu(pids: list[int]) -> float:
    """Return the CPU seconds that processes have used."""
    fields = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in pids]
    return sum(int(one[11]) + int(one[12]) for one in fields) / os.sysconf("SC_CLK_TCK")


def ended(pid: int) -> float:
    """Return the CPU seconds of a process's children that have ended."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")


def database_cpu(url: str) -> float:
    """Return the CPU seconds that PostgreSQL has used, with those of connections that are closed; 0 for SQLite."""
    if not url:
        return 0.0
    main = int((Path(parse_qs(urlsplit(url).query)["host"][0]) / "data" / "postmaster.pid").read_text().split()[0])
    return cpu(family(main)) + ended(main)


def settle(pids: list[int]) -> None:
    """Wait until the server has read in what it reads in after its start."""
    sizes = [0.0]
    while len(sizes) < 4 or max(sizes[-3:]) - min(sizes[-3:]) > 1:
        time.sleep(1)
        sizes.append(memory(pids))


def family(pid: int) -> list[int]:
    """Return a process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(int(child) for child in children)]


def serve(port: int, env: dict[str, str], workers: int) -> subprocess.Popen[bytes]:
    """Start the product's own server and wait until it answers."""
    argv = [sys.executable, "-m", "gonghui.config.serve", "--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen(argv, env=env)
    deadline = time.monotonic() + READY_WITHIN
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return server
        except OSError:
            if time.monotonic() > deadline or server.poll() is not None:
                raise
            time.sleep(0.2)


def measure(database: str, phones: int, seconds: float, workers: int, port: int) -> tuple[str, list[Bar]]:
    """Build a hall, storm it, and return the line of the table with the bars that it should meet."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = stack.enter_context(postgres.cluster(durable=True)) if database == "PostgreSQL" else ""
        env = surroundings(folder, url or site.sqlite_url(folder / "gonghui.sqlite3"))
        subprocess.run([sys.executable, "-m", "django", "migrate", "--verbosity=0"], env=env, check=True)
        say(f"{database}: making a hall of {phones} …")
        told = folder / "told.json"
        quick = env | {"PGOPTIONS": "-c synchronous_commit=off"}  # only while the hall is made
        subprocess.run([sys.executable, "-m", "bench._hall_setup", str(phones), str(told)], env=quick, check=True)
        server = serve(port, env, workers)
        try:
            pids = family(server.pid)
            settle(pids)
            before, full, began = memory(pids), [0.0], [0.0, 0.0, 0.0]

            def used() -> list[float]:
                return [cpu(pids), database_cpu(url), time.process_time()]

            def ready() -> None:
                full[0], began[:] = memory(pids), used()
                say(f"{phones} phones listen; voting … (load average {os.getloadavg()[0]:.1f})")

            swaps = max(20, 2 * int(seconds))  # of ten the worst would be the 95th in a hundred
            found = asyncio.run(load.run(port, json.loads(told.read_text()), seconds, swaps, ready))
            spent = [1000 * (now - then) / phones for now, then in zip(used(), began, strict=True)]
            after, stored = memory(pids), count(env)
        finally:
            server.terminate()
            server.wait(30)
        lost = set(found.acknowledged) - stored
        for refused in found.refused[:3]:
            say(f"refused: {refused}")
        assert not lost, f"{len(lost)} acknowledged ballots are not stored"
        each, whole = (full[0] - before) * 1024 / phones, after / len(pids)
        line = row(database, phones, seconds, found, stored, each, whole, spent)
        return line, bars(f"{phones} phones on {database}", phones, seconds, found)


def count(env: dict[str, str]) -> set[str]:
    """Return the trackers that the database holds."""
    code = (
        "import django; django.setup(); from gonghui.congress.models import Seat; "
        "print(*Seat.objects.exclude(tracker='').values_list('tracker', flat=True))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def row(
    database: str, phones: int, seconds: float, found: load.Measured, stored: set[str], each: float, whole: float,
    spent: list[float],
) -> str:  # fmt: skip
    """Write the line."""
    waits, of_database = sorted(found.waits), f"{spent[1]:.2f} ms" if spent[1] else "in the server's"
    parts = (
        database, phones, f"{seconds:.0f}", f"{found.took:.1f} s", ms(statistics.median(waits)), ms(late(waits, 0.99)),
        ms(waits[-1]), len(found.acknowledged), len(stored), ms(late(found.swaps, 0.95)),
        ms(late(found.presses, 0.95)), f"{whole:.0f}", f"{each:.0f}", f"{spent[0]:.2f} ms", of_database,
        f"{spent[2]:.2f} ms", f"{found.connected:.1f} s",
    )  # fmt: skip
    return "| " + " | ".join(map(str, parts)) + " |"


def late(values: list[float], share: float) -> float:
    """Return the value that a share of the values does not pass."""
    return sorted(values)[int(len(values) * share)]


def ms(seconds: float) -> str:
    """Write milliseconds."""
    return f"{1000 * seconds:.0f} ms"


def bars(what: str, phones: int, seconds: float, found: load.Measured) -> list[Bar]:
    """Compare with what was asked for: three thousand in ten seconds, ten thousand in a minute, nothing lost."""
    kept = Bar(what=f"{what}, acknowledged", asked=phones, met=len(found.acknowledged), unit="ballots", least=True)
    if phones > FULL:
        return [kept, Bar(what=f"{what}, all cast", asked=MINUTE, met=found.took, unit="s")]
    p99, p95 = 1000 * late(found.waits, 0.99), 1000 * late(found.swaps, 0.95)
    return [
        kept,
        Bar(what=f"{what}, all cast", asked=seconds + 2, met=found.took, unit="s"),
        Bar(what=f"{what}, slowest but for one in a hundred", asked=2000, met=p99, unit="ms"),
        Bar(what=f"{what}, wall, press to picture, p95", asked=300, met=p95, unit="ms"),
    ]


def say(text: str) -> None:
    """Tell how far it went."""
    print(f"· {text}", file=sys.stderr, flush=True)


def main() -> int:
    """Run and print; 0 when every bar was met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--phones", type=int, nargs="+", default=[3000, 10_000])
    parser.add_argument("--sqlite", type=int, default=300, help="phones on SQLite (0: leave out)")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--port", type=int, default=8765)
    options = parser.parse_args()
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asked_for: list[Bar] = []
    print(HEAD)
    print("|---" * HEAD.count(" | ") + "|---|")
    for phones in options.phones:
        seconds = options.seconds if phones <= FULL else options.seconds * 5  # ten thousand within a minute
        line, met = measure("PostgreSQL", phones, seconds, options.workers, options.port)
        asked_for += met
        print(line, flush=True)
    if options.sqlite:
        line, met = measure("SQLite", options.sqlite, options.seconds, 1, options.port + 1)
        asked_for += met
        print(line, flush=True)
    print("\n" + lines(asked_for))
    return code(asked_for)


if __name__ == "__main__":
    sys.exit(main())
