"""CPU time of verifying a ballot of three options, whole archive end to end, against belenios-tool in the same run.

`python -m bench.verify` prints a Markdown table of medians. CPU time, not wall time: the machine may be shared.
"""

import argparse
import os
import platform
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ballot.archive import BOARD, NAMES, Archive, ArchiveWriter
from ballot.errors import Invalid
from ballot.simulate import simulate
from ballot.verify.batch import verify_batch
from ballot.verify.kernels import kernel
from ballot.verify.naive import verify_naive
from bench._bars import Bar, code, lines, spread
from bench._belenios import GROUP, inside, make, tool

# What Belenios 2.5.1 with Ed25519 over libsodium would take for a ballot, and belenios-tool 2.0 took, on the reference
# machine of the design: the first is not packaged, so it is scaled by what the second takes here.
ED25519_THERE, TOOL_THERE = 4.7, 20.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A verifier, how many ballots, and the CPU seconds of each run."""

    name: str
    voters: int
    seconds: list[float]

    @property
    def each(self) -> list[float]:
        """Give the CPU milliseconds a ballot."""
        return [1000 * seconds / self.voters for seconds in self.seconds]

    @property
    def ms(self) -> float:
        """Give their median."""
        return statistics.median(self.each)


COLD, HINTS, BAD = "this, fast kernel, cold", "this, fast kernel, with hints", "this, fast kernel, one bad ballot named"
NAIVE, SODIUM, PYTHON = "this, naive on libsodium", "this, batch on libsodium", "this, batch in plain Python"
TOOL = f"belenios-tool ({GROUP})"
# CPU milliseconds a ballot; the others may take what they take.
MOST = {COLD: 0.24, NAIVE: 2.5}


def cpu(run: Callable[[], object]) -> float:
    """Give the CPU seconds of this process that a call takes."""
    started = time.process_time()
    run()
    return time.process_time() - started


def child_cpu() -> float:
    """Give the CPU seconds of finished children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def runs(run: Callable[[], object], repeat: int) -> list[float]:
    """Give the CPU seconds of several calls."""
    return [cpu(run) for _ in range(repeat)]


def say(text: str) -> None:
    """Tell how far it went; ./dev bench shows such lines while they last and leaves them out of the tables."""
    print(f"· {text}", file=sys.stderr, flush=True)


def ours(folder: Path, voters: int, repeat: int, reference: int) -> Iterator[Row]:
    """Measure this verifier on every back end."""
    path, hints = folder / f"{voters}.zip", folder / f"{voters}.hints"
    say(f"playing an election of {voters} voters …")
    simulate(path, voters, seed="bench", workers=os.cpu_count() or 1)

    def batch(name: str, keep: Path | None = None) -> None:
        with Archive(path) as archive:
            verify_batch(archive, kernel=name, hints=keep)

    def naive() -> None:
        with Archive(path) as archive:
            verify_naive(archive)

    few = 1 if voters > 2000 else repeat
    say("fast …")
    yield Row(name=COLD, voters=voters, seconds=runs(lambda: batch("fast"), repeat))
    batch("fast", hints)
    bad = spoiled(path)
    yield Row(name=BAD, voters=voters, seconds=runs(lambda: refuse(bad), repeat))
    yield Row(name=HINTS, voters=voters, seconds=runs(lambda: batch("fast", hints), repeat))
    say("libsodium …")
    yield Row(name=NAIVE, voters=voters, seconds=runs(naive, few))
    yield Row(name=SODIUM, voters=voters, seconds=runs(lambda: batch("libsodium"), few))
    if voters <= reference:
        say("plain Python …")
        yield Row(name=PYTHON, voters=voters, seconds=runs(lambda: batch("reference"), 1))


def spoiled(path: Path) -> Path:
    """Copy an archive with one wrong ballot, nine tenths down the board."""
    copy = path.with_suffix(".bad")
    if not copy.exists():
        with Archive(path) as source, ArchiveWriter(copy) as target:
            for name in NAMES:
                content = b"".join(source.blocks(name))
                if name == BOARD:
                    lines = content.splitlines(keepends=True)
                    at = len(lines) * 9 // 10
                    lines[at] = lines[at].replace(b'"counter":1', b'"counter":2')
                    content = b"".join(lines)
                target.add(name, content)
    return copy


def refuse(path: Path) -> None:
    """Verify an archive that must be refused for its proofs."""
    with Archive(path) as archive:
        try:
            verify_batch(archive, kernel="fast")
        except Invalid as failure:
            if failure.check == "proof":
                return
    raise AssertionError("a bad ballot went through")


def belenios(folder: Path, voters: int) -> tuple[Row, float]:
    """Measure belenios-tool on the same question; give the wall-clock seconds that making a ballot took as well."""
    say(f"belenios-tool: making {voters} ballots …")
    with inside(folder):
        making = make(voters)
        say("belenios-tool: verifying …")
        before = child_cpu()
        tool("election", "verify")
        return Row(name=TOOL, voters=voters, seconds=[child_cpu() - before]), making


def theirs(rows: list[Row], voters: int) -> Row | None:
    """Find belenios-tool's row of this size, else its row of another."""
    found = [row for row in rows if row.name == TOOL]
    return next((row for row in found if row.voters == voters), found[-1] if found else None)


def bars(rows: list[Row]) -> list[Bar]:
    """Compare with what was asked for: at every size, and the ratios on this machine."""
    made = []
    for row in rows:
        size = f"{row.voters:,} ballots, {row.name.removeprefix('this, ')}"
        if row.name in MOST:
            made.append(Bar(what=size, asked=MOST[row.name], met=row.ms, unit="ms CPU a ballot"))
        if row.name == COLD:
            honest = row
            tool_row = theirs(rows, row.voters)
            scaled = ED25519_THERE * (tool_row.ms / TOOL_THERE if tool_row else 1)
            note = f"{scaled:.2f} ms here" if tool_row else f"{scaled} ms on the reference machine"
            other = f"{size}, Belenios with Ed25519 would take"
            made.append(Bar(what=other, asked=20, met=scaled / row.ms, unit="×", least=True, note=note))
            if tool_row:
                taken = tool_row.voters != row.voters
                note = f"its figure is that of {tool_row.voters:,} ballots" if taken else ""
                what = f"{size}, belenios-tool takes"
                made.append(Bar(what=what, asked=80, met=tool_row.ms / row.ms, unit="×", least=True, note=note))
        if row.name == BAD:
            what = f"{row.voters:,} ballots, one bad one found and named"
            made.append(Bar(what=what, asked=2, met=row.ms / honest.ms, unit="× the honest time"))
    return made


def table(rows: list[Row]) -> str:
    """Write the table; the ratio is to belenios-tool of the same run."""
    head = ("verifier", "ballots", "CPU s", "CPU ms a ballot", "belenios-tool takes", "asked, ms", "met")
    lines = ["| " + " | ".join(head) + " |", "|---|---:|---:|---:|---:|---:|:---:|"]
    for row in rows:
        tool_row = theirs(rows, row.voters)
        ratio = f"{tool_row.ms / row.ms:.0f} ×" if tool_row else "-"
        if tool_row and tool_row.voters != row.voters:
            ratio += f" (of {tool_row.voters})"
        bar = Bar(what="", asked=MOST[row.name], met=row.ms, unit="") if row.name in MOST else None
        asked, met = (bar.wanted, bar.sign) if bar else ("", "")
        seconds = f"{statistics.median(row.seconds):.2f}"
        cells = (row.name, row.voters, seconds, spread(row.each), ratio, asked, met)
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def main() -> int:
    """Run and print; 1 when a bar was not met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--reference", type=int, default=10_000, help="largest size for plain Python")
    parser.add_argument("--belenios", type=int, default=10_000, help="largest size for belenios-tool (0: leave out)")
    options = parser.parse_args()
    rows: list[Row] = []
    notes = []
    kernel("fast")  # compiled, or read from the cache, before anything is measured
    making = 0.0
    with tempfile.TemporaryDirectory() as name:
        for voters in options.sizes:
            for row in ours(Path(name), voters, options.repeat, options.reference):
                say(f"{row.name}: {row.ms:.3f} ms a ballot")
                rows.append(row)
            if not shutil.which("belenios-tool"):
                continue
            if voters <= options.belenios:
                folder = Path(name) / f"belenios{voters}"
                folder.mkdir()
                row, making = belenios(folder, voters)
                rows.append(row)
            elif making:
                notes.append(
                    f"belenios-tool was not run on {voters:,} ballots: making them with it takes {making:.2f} s each, "
                    f"{voters * making / 60:.0f} minutes in all; its ratios there are of the smaller run. "
                    f"`python -m bench.verify --belenios {voters}` does it."
                )
    if not shutil.which("belenios-tool"):
        notes.append("belenios-tool is not installed: `apt-get install belenios-tool` (Debian), then again.")
    met = bars(rows)
    print(
        f"Three options, exactly one; whole archive; median (least – greatest) of {options.repeat} runs, of one where"
    )
    print("there is one figure; CPU time, on", platform.machine(), f"with {os.cpu_count()} cores.\n")
    print(table(rows))
    print("".join(f"\n{note}\n" for note in notes))
    print(lines(met))
    return code(met)


if __name__ == "__main__":
    sys.exit(main())
