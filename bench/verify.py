"""CPU time of verifying a ballot of three options, whole archive end to end, against belenios-tool in the same run.

`python -m bench.verify` prints a Markdown table of medians. CPU time, not wall time: the machine may be shared.
"""

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ballot.archive import BOARD, Archive
from ballot.errors import Invalid
from ballot.simulate import simulate
from ballot.verify.batch import verify_batch
from ballot.verify.kernels import kernel
from ballot.verify.naive import verify_naive

GROUP = "BELENIOS-2048"
TEMPLATE = (
    '{"description":"bench","name":"bench","questions":[{"answers":["a","b","c"],"min":1,"max":1,"question":"q"}],'
    '"administrator":"A","credential_authority":"C"}'
)
Row = tuple[str, int, float]


def cpu(run: Callable[[], object]) -> float:
    """Give the CPU seconds of this process that a call takes."""
    started = time.process_time()
    run()
    return time.process_time() - started


def child_cpu() -> float:
    """Give the CPU seconds of finished children."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def median(run: Callable[[], object], repeat: int) -> float:
    """Give the median CPU seconds of several calls."""
    return statistics.median(cpu(run) for _ in range(repeat))


def say(text: str) -> None:
    """Tell how far it went."""
    print(text, file=sys.stderr, flush=True)


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

    say("fast …")
    yield "this, fast kernel, cold", voters, median(lambda: batch("fast"), repeat)
    batch("fast", hints)
    yield "this, fast kernel, one bad ballot named", voters, median(lambda: refuse(spoiled(path)), repeat)
    yield "this, fast kernel, with hints", voters, median(lambda: batch("fast", hints), repeat)
    say("libsodium …")
    yield "this, naive on libsodium", voters, median(naive, 1 if voters > 2000 else repeat)
    yield "this, batch on libsodium", voters, median(lambda: batch("libsodium"), 1 if voters > 2000 else repeat)
    if voters <= reference:
        say("plain Python …")
        yield "this, batch in plain Python", voters, median(lambda: batch("reference"), 1)


def spoiled(path: Path) -> Path:
    """Copy an archive with one wrong ballot, nine tenths down the board."""
    copy = path.with_suffix(".bad")
    if not copy.exists():
        with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
            for name in source.namelist():
                content = source.read(name)
                if name == BOARD:
                    lines = content.splitlines(keepends=True)
                    at = len(lines) * 9 // 10
                    lines[at] = lines[at].replace(b'"counter":1', b'"counter":2')
                    content = b"".join(lines)
                target.writestr(name, content)
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


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Work in another folder."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def tool(*arguments: str, stdin: bytes = b"") -> bytes:
    """Run belenios-tool."""
    environment = os.environ | {"BELENIOS_USE_URANDOM": "1"}
    done = subprocess.run(["belenios-tool", *arguments], input=stdin, capture_output=True, check=True, env=environment)
    return done.stdout


def belenios(folder: Path, voters: int) -> Iterator[Row]:
    """Measure belenios-tool on the same question; making its ballots takes longer than verifying them."""
    say(f"belenios-tool: making {voters} ballots …")
    with inside(folder):
        uuid = tool("setup", "generate-token").decode().strip()
        group = ("--group", GROUP)
        tool("setup", "generate-credentials", "--uuid", uuid, "--count", str(voters), *group)
        tool("setup", "generate-trustee-key", *group)
        Path("public_keys.jsons").write_bytes(next(Path().glob("*.pubkey")).read_bytes())
        Path("template.json").write_text(TEMPLATE)
        tool("setup", "make-trustees")
        tool("setup", "make-election", "--uuid", uuid, *group, "--template", "template.json")
        next(Path().glob("*.pubcreds")).rename("public_creds.json")
        tool("archive", "init")
        for name in ("election.json", "trustees.json", "public_creds.json", "public_keys.jsons"):
            Path(name).unlink()
        Path("choices").write_text("[[1,0,0]]")
        for line in next(Path().glob("*.privcreds")).read_text().splitlines():
            Path("credential").write_text(line.split()[1])
            made = tool("election", "generate-ballot", "--privcred", "credential", "--ballot", "choices")
            tool("archive", "add-event", "--type=Ballot", stdin=made)
        say("belenios-tool: verifying …")
        before = child_cpu()
        tool("election", "verify")
        yield f"belenios-tool ({GROUP})", voters, child_cpu() - before


def table(rows: list[Row]) -> str:
    """Write the table; the ratio is to belenios-tool of the same run."""
    theirs = [seconds / voters for name, voters, seconds in rows if name.startswith("belenios")]
    lines = ["| verifier | ballots | CPU s | CPU ms a ballot | belenios-tool takes |", "|---|---:|---:|---:|---:|"]
    for name, voters, seconds in rows:
        ratio = f"{theirs[0] / (seconds / voters):.0f} ×" if theirs else "-"
        lines.append(f"| {name} | {voters} | {seconds:.2f} | {1000 * seconds / voters:.3f} | {ratio} |")
    return "\n".join(lines)


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--repeat", type=int, default=3)
    parser.add_argument("--reference", type=int, default=1000, help="largest size for plain Python")
    parser.add_argument("--belenios", type=int, default=1000, help="largest size for belenios-tool (0: leave out)")
    options = parser.parse_args()
    rows: list[Row] = []
    kernel("fast")  # compiled, or read from the cache, before anything is measured
    with tempfile.TemporaryDirectory() as name:
        for voters in options.sizes:
            for row in ours(Path(name), voters, options.repeat, options.reference):
                say(f"{row[0]}: {1000 * row[2] / voters:.3f} ms a ballot")
                rows.append(row)
            if shutil.which("belenios-tool") and voters <= options.belenios:
                folder = Path(name) / f"belenios{voters}"
                folder.mkdir()
                rows += belenios(folder, voters)
    print(f"Three options, exactly one; median of {options.repeat}; {platform.machine()}, {os.cpu_count()} cores\n")
    print(table(rows))
    if not shutil.which("belenios-tool"):
        print("\nbelenios-tool is not installed (Debian package `belenios-tool`).")


if __name__ == "__main__":
    main()
