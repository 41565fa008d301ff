"""Bad archives at the command line: one clear line, exit code 1, and memory that stays small (attack 16)."""

import os
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ballot.archive import BOARD, HEADS, MANIFEST, ROLL
from ballot.cli import main
from ballot.drbg import Drbg
from ballot.simulate import Election
from ballot.tests.world import changed, lines_of, members_of, pack, play_small, rebuilt
from ballot.transcript import SUITE

GIGABYTE = 2**30
UNKNOWN = f"is not the suite of this verifier ({SUITE})"
# An interpreter with numba in it takes 165 of them.
MEGABYTES = 250
VERIFIERS: list[list[str]] = [[], ["--naive"]]


@pytest.fixture(scope="module")
def played() -> Election:
    return play_small(Drbg("bad input"))


@pytest.fixture(scope="module")
def members(played: Election) -> dict[str, bytes]:
    return members_of(played)


def refused(path: Path, capsys: pytest.CaptureFixture[str], options: Sequence[str] = ()) -> str:
    """Verify, expect one line on standard error and exit code 1, and give the line."""
    assert main(["--lang", "en", "verify", str(path), *options]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert err.startswith("NOT VERIFIED: ")
    return err.removeprefix("NOT VERIFIED: ").rstrip("\n")


def with_giant(path: Path, members: dict[str, bytes], name: str, start: bytes, filling: bytes) -> None:
    """Write an archive whose member `name` inflates to a gigabyte, without ever holding that gigabyte.

    A deflated block that ends in a full flush knows nothing of what came before, so the same bytes may follow again.
    """
    step = 2**20
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(start + filling * (step - len(start))) + packer.flush(zlib.Z_FULL_FLUSH)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(filling * step) + packer.flush(zlib.Z_FULL_FLUSH)
    data = first + block * (GIGABYTE // step - 1) + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    with zipfile.ZipFile(path, "w") as archive:
        for other, content in members.items():
            archive.writestr(other, content)
        info = zipfile.ZipInfo(name)
        archive.writestr(info, data)
        # What was stored as it is becomes what it means: deflated, and this long.
        info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, GIGABYTE
    with path.open("r+b") as stream:
        stream.seek(info.header_offset + 8)
        stream.write(struct.pack("<H", zipfile.ZIP_DEFLATED))
        stream.seek(info.header_offset + 22)
        stream.write(struct.pack("<I", GIGABYTE))


RUN = """
import sys
from pathlib import Path
from ballot.cli import main
code = main(sys.argv[2:])
# Of this very program: what `getrusage` says may be the peak of whoever started it.
status = Path("/proc/self/status").read_text()
Path(sys.argv[1]).write_text(next(line for line in status.splitlines() if line.startswith("VmHWM")))
sys.exit(code)
"""


def run_alone(path: Path, options: Sequence[str], word: str = "verify") -> tuple[int, str, float]:
    """Verify, or do another thing, in a process of its own: exit code, what it said, its peak memory in megabytes."""
    peak = path.with_suffix(".peak")
    words = [sys.executable, "-c", RUN, str(peak), "--lang", "en", word, str(path), *options]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(words, capture_output=True, check=False, env=environment, text=True)
    return done.returncode, done.stdout + done.stderr, int(peak.read_text().split()[1]) / 1024


@pytest.mark.parametrize("options", VERIFIERS, ids=["batch", "naive"])
@pytest.mark.parametrize(
    ("name", "start", "said"),
    [
        (BOARD, b'{"ciphertexts":"', "archive: board.jsonl, line 1: longer than 1048576 bytes"),
        (MANIFEST, b'{"title":"', "archive: manifest.json: longer than 4194304 bytes"),
        (ROLL, b"", "archive: roll.txt, line 1: longer than 65 bytes"),
        (HEADS, b'{"head":"', "archive: heads.jsonl, line 1: longer than 4096 bytes"),
    ],
)
def test_attack_16_line_of_a_gigabyte_is_refused_in_little_memory(
    tmp_path: Path, members: dict[str, bytes], options: list[str], name: str, start: bytes, said: str
) -> None:
    path = tmp_path / "giant.zip"
    with_giant(path, {k: v for k, v in members.items() if k != name}, name, start, b"A")
    assert path.stat().st_size < 2 * 2**20
    with zipfile.ZipFile(path) as archive, archive.open(name) as stream:
        assert archive.getinfo(name).file_size == GIGABYTE
        assert stream.read(2**21) == start + b"A" * (2**21 - len(start))
    code, line, megabytes = run_alone(path, options)
    assert (code, line) == (1, f"NOT VERIFIED: {said}\n")
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("options", VERIFIERS, ids=["batch", "naive"])
def test_attack_16_gigabyte_of_empty_lines_is_refused_in_little_memory(
    tmp_path: Path, members: dict[str, bytes], options: list[str]
) -> None:
    path = tmp_path / "empty.zip"
    with_giant(path, {k: v for k, v in members.items() if k != BOARD}, BOARD, b"", b"\n")
    code, line, megabytes = run_alone(path, options)
    assert code == 1
    assert line.startswith("NOT VERIFIED: json: board entry 1: ")
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("options", VERIFIERS, ids=["batch", "naive"])
def test_attack_16_truncated_zip_is_one_line(
    tmp_path: Path, members: dict[str, bytes], options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    data, path = pack(members).getvalue(), tmp_path / "cut.zip"
    for length in (0, 10, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:length])
        assert refused(path, capsys, options).startswith("archive: ")


def version_two(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {MANIFEST: changed(members[MANIFEST], suite="gonghui-ballot-v2/ristretto255-sha512")}


def other_suite(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {MANIFEST: changed(members[MANIFEST], suite="gonghui-ballot-v1/sm2-sm3")}


def manifest_key_twice(members: dict[str, bytes]) -> dict[str, bytes]:
    return members | {MANIFEST: members[MANIFEST].replace(b'"k_min":', b'"k_min":2,"k_min":', 1)}


@pytest.mark.parametrize("options", VERIFIERS, ids=["batch", "naive"])
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (
            version_two,
            f"suite: manifest.json: 'gonghui-ballot-v2/ristretto255-sha512' {UNKNOWN}",
        ),
        (other_suite, f"suite: manifest.json: 'gonghui-ballot-v1/sm2-sm3' {UNKNOWN}"),
        (manifest_key_twice, "json: manifest.json: not in canonical form, or a member stands twice"),
    ],
)
def test_attack_16_wrong_version_other_suite_and_doubled_name_are_one_line(
    tmp_path: Path,
    members: dict[str, bytes],
    options: list[str],
    spoil: Callable[[dict[str, bytes]], dict[str, bytes]],
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "bad.zip"
    path.write_bytes(pack(spoil(members)).getvalue())
    assert refused(path, capsys, options) == said


@pytest.mark.parametrize("options", VERIFIERS, ids=["batch", "naive"])
def test_attack_16_doubled_name_in_a_ballot_is_one_line(
    tmp_path: Path, played: Election, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    lines = lines_of(played)
    at = next(n for n, line in enumerate(lines) if b'"kind":"ballot"' in line)
    lines[at] = lines[at].replace(b'"counter":1', b'"counter":1,"counter":1')
    path = tmp_path / "twice.zip"
    path.write_bytes(pack(rebuilt(played, lines)).getvalue())
    place = f"board entry {at + 1}"
    assert refused(path, capsys, options) == f"json: {place}: not in canonical form, or a member stands twice"


def test_attack_16_file_that_is_no_archive_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("minutes of the meeting")
    assert refused(path, capsys).startswith("archive: ")
    assert refused(tmp_path / "not there.zip", capsys).startswith("archive: ")
    assert refused(tmp_path, capsys).startswith("archive: ")
