"""Zips in every form: taken or refused as the vectors say, by both verifiers, in little memory."""

import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ballot import zips
from ballot.archive import HEADS, MANIFEST, NAMES, ROLL, Archive, ArchiveWriter
from ballot.cli import main
from ballot.errors import Invalid
from ballot.tests.conftest import VECTORS
from ballot.tests.test_archive import peak
from ballot.tests.test_bad_input import run_alone
from ballot.tests.world import CachedGroup, pack, unpack, verdict
from ballot.verify.batch import verify_batch
from ballot.verify.naive import verify_naive

SMALL = VECTORS / "small.zip"
MEGABYTES = 250


def laid(vector: dict[str, Any]) -> io.BytesIO:
    """Lay an archive of the vectors out."""
    small = SMALL.read_bytes()
    if "members" in vector:
        changes = {name: text.encode() for name, text in vector["members"].items()}
        return pack(unpack(SMALL) | changes)
    parts = (small[slice(*part)] if isinstance(part, list) else bytes.fromhex(part) for part in vector["parts"])
    return io.BytesIO(b"".join(parts))


def test_attack_16_every_form_of_a_zip_is_judged_as_in_the_vectors(
    vectors: Callable[[str], Any], cached: CachedGroup
) -> None:
    found = []
    for vector in vectors("archives.json"):
        archive = laid(vector)

        def naive(stream: io.BytesIO = archive) -> None:
            with Archive(stream) as opened:
                verify_naive(opened, group=cached)

        def batch(stream: io.BytesIO = archive) -> None:
            with Archive(stream) as opened:
                verify_batch(opened, group=cached, kernel="fast")

        verdicts = verdict(naive), verdict(batch)
        if verdicts != (vector["check"] or "ok",) * 2:
            found.append((vector["name"], verdicts))
    assert found == []


def test_archive_of_any_size_is_written_as_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    # Four gigabytes are a long test: let a kilobyte be what no longer fits in a field.
    members = unpack(SMALL)
    for full in (100, 1000, 1400, 10_000):
        monkeypatch.setattr(zips, "FULL_32", full)
        written = pack(members)
        assert unpack(written) == members
    monkeypatch.undo()
    with pytest.raises(Invalid):
        Archive(written)


def test_member_that_shrank_or_grew_since_the_directory_was_read_is_refused() -> None:
    stream = io.BytesIO(SMALL.read_bytes())
    with Archive(stream) as archive:
        stream.truncate(3000)
        with pytest.raises(Invalid, match="cut off"):
            archive.read(HEADS, 2**20)


def bomb(path: Path, how: str, count: int = 400_000) -> None:
    """Write a zip of many entries; the end tells of one, and a zip64 record of them all."""
    fields = (20, 20, 0, 0, 0, 33, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0)
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, *fields)
    size = count * (len(entry) + 8)
    record = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, count, count, size, 0)
    locator = struct.pack("<IIQI", 0x07064B50, 0, size, 1)
    with path.open("wb") as stream:
        stream.writelines(entry + b"%08x" % n for n in range(count))
        stream.write(record + locator)
        if how == "end says little":
            stream.write(struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, 46, 0, 0))
        else:
            decoy = struct.pack("<IQHHIIQQQQ", 0x06064B50, 44, 45, 45, 0, 0, 1, 1, 46, 0)
            end = (0x06054B50, 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, len(decoy))
            stream.write(struct.pack("<IHHHHIIH", *end) + decoy)


@pytest.mark.parametrize("how", ["end says little", "decoy in a comment"])
def test_attack_16_directory_hidden_behind_zip64_is_refused_in_little_memory(tmp_path: Path, how: str) -> None:
    path = tmp_path / "bomb.zip"
    bomb(path, how)

    def run() -> None:
        with pytest.raises(Invalid) as refusal:
            Archive(path)
        assert refusal.value.check == "archive"

    assert peak(run) < 2**21


def with_repeated(path: Path, name: str, part: bytes, count: int) -> None:
    """Write the small election with one member made of a part that comes again and again."""
    members = unpack(SMALL)
    with ArchiveWriter(path) as archive:
        for other in NAMES:
            if other == name:
                archive.stream(other, (part for _ in range(count)))
            else:
                archive.add(other, members[other])


def test_attack_16_inspect_of_a_million_heads_takes_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "heads.zip"
    line = unpack(SMALL)[HEADS].splitlines(keepends=True)[0]
    with_repeated(path, HEADS, line * 1000, 300)
    code, said, megabytes = run_alone(path, [], "inspect")
    assert code == 0
    assert "(299960 earlier ones are not shown)" in said
    assert len(said) < 20_000
    assert megabytes < MEGABYTES


@pytest.mark.parametrize("options", [[], ["--naive"]])
def test_attack_16_roll_of_many_numbers_takes_little_memory(tmp_path: Path, options: list[str]) -> None:
    path = tmp_path / "roll.zip"
    members = unpack(SMALL)
    with ArchiveWriter(path) as archive:
        for name in NAMES:
            if name == ROLL:
                lines = (
                    b"".join(b"%064x\n" % (2 * n + 1) for n in range(at, at + 1000)) for at in range(0, 600_000, 1000)
                )
                archive.stream(name, lines)
            elif name == MANIFEST:
                archive.add(name, members[name].replace(b'"size":3}', b'"size":600000}'))
            else:
                archive.add(name, members[name])
    code, said, megabytes = run_alone(path, options)
    assert (code, said) == (1, "NOT VERIFIED: roll: roll.txt, line 1: not a public key\n")
    assert megabytes < MEGABYTES


def test_file_that_is_no_archive_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lang", "en", "inspect", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("NOT VERIFIED: archive: ")
