"""Bad input: one clear refusal, bounded memory (attack 16)."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ballot.archive import BOARD, DKG, HEADS, MANIFEST, NAMES, ROLL, Archive
from ballot.canonical import write
from ballot.drbg import Drbg
from ballot.errors import Invalid
from ballot.simulate import Election
from ballot.tests.world import CachedGroup, both, changed, lines_of, members_of, pack, play_small, rebuilt, unpack
from ballot.verify.batch import verify_batch
from ballot.verify.naive import verify_naive


@pytest.fixture(scope="module")
def played() -> Election:
    return play_small(Drbg("archive"))


@pytest.fixture(scope="module")
def members(played: Election) -> dict[str, bytes]:
    return members_of(played)


def refusal(data: bytes) -> str:
    found = set()
    for verify in (verify_naive, verify_batch):
        with pytest.raises(Invalid) as failure, Archive(io.BytesIO(data)) as archive:
            verify(archive)
        found.add(failure.value.check)
    return found.pop() if len(found) == 1 else str(found)


def test_attack_16_truncated_zip_is_refused_wherever_it_ends(members: dict[str, bytes]) -> None:
    data = pack(members).getvalue()
    for length in (0, 1, 4, 100, len(data) // 2, len(data) - 22, len(data) - 1):
        assert refusal(data[:length]) == "archive"


def test_attack_16_damaged_byte_in_the_zip_is_refused(members: dict[str, bytes]) -> None:
    data = bytearray(pack(members).getvalue())
    for at in range(40, len(data) - 40, len(data) // 12):
        spoiled = bytearray(data)
        spoiled[at] ^= 0x10
        with pytest.raises(Invalid), Archive(io.BytesIO(bytes(spoiled))) as archive:
            verify_naive(archive)


def zipped(add: Callable[[zipfile.ZipFile], None], members: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        add(archive)
    return target.getvalue()


def test_attack_16_member_unknown_missing_or_repeated_is_refused(members: dict[str, bytes]) -> None:
    assert refusal(zipped(lambda z: z.writestr("more.txt", b"x"), members)) == "archive"
    assert refusal(zipped(lambda z: z.writestr("papers/", b""), members)) == "archive"
    assert refusal(zipped(lambda z: z.writestr("papers/a.txt", b"x"), members)) == "papers"
    for name in NAMES:
        rest = {k: v for k, v in members.items() if k != name}
        assert refusal(zipped(lambda z: None, rest)) == "archive"
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped(lambda z: z.writestr(MANIFEST, members[MANIFEST]), members)
    assert refusal(twice) == "archive"


def test_attack_16_other_compression_is_refused(members: dict[str, bytes]) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert refusal(target.getvalue()) == "archive"


def peak(run: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("filling", [b"\0", b"9", b"[", b'{"a":', b"\n"])
def test_attack_16_zip_bomb_is_refused_in_little_memory(name: str, filling: bytes, members: dict[str, bytes]) -> None:
    def write_bomb(z: zipfile.ZipFile) -> None:
        with z.open(zipfile.ZipInfo(name), "w") as stream:
            block = filling * (2**20 // len(filling))
            for _ in range(64):
                stream.write(block)

    rest = {k: v for k, v in members.items() if k != name}
    data = zipped(write_bomb, rest)

    def run() -> None:
        assert refusal(data) in ("archive", "json", "roll", "manifest", "head", "entry")

    assert peak(run) < 48 * 2**20


def test_attack_16_endless_directory_is_refused_before_it_is_read(tmp_path: Path) -> None:
    end = bytearray(zipped(lambda z: None, {MANIFEST: b"{}"})[-22:])
    end[12:16] = (2**30).to_bytes(4, "little")
    path = tmp_path / "a.zip"
    with path.open("wb") as stream:
        stream.truncate(2**30)
        stream.seek(2**30)
        stream.write(end)
    with pytest.raises(Invalid, match="directory"):
        Archive(path)


def replaced_suite(members: dict[str, bytes], suite: str) -> dict[str, bytes]:
    return members | {MANIFEST: changed(members[MANIFEST], suite=suite)}


@pytest.mark.parametrize("suite", ["gonghui-ballot-v2/ristretto255-sha512", "gonghui-ballot-v1/sm2-sm3", ""])
def test_attack_16_other_suite_is_refused_by_name(members: dict[str, bytes], suite: str) -> None:
    archive = pack(replaced_suite(members, suite)).getvalue()
    assert refusal(archive) == "suite"


ZEROS = b'"previous":"' + b"0" * 64
OTHER_FORMS: dict[str, Callable[[bytes], bytes]] = {
    "duplicate": lambda line: line[:-1] + b',"signature":"x"}',
    "duplicate_same": lambda line: line.replace(b'"counter":1', b'"counter":1,"counter":1'),
    "space": lambda line: line.replace(b'":"', b'": "', 1),
    "order": lambda line: b'{"zzz":1,' + line[1:],
    "unknown": lambda line: line[:-1] + b',"zzz":1}',
    "zero_counter": lambda line: line.replace(b'"counter":1', b'"counter":0'),
    "large_counter": lambda line: line.replace(b'"counter":1', b'"counter":9007199254740992'),
    "leading_zero": lambda line: line.replace(b'"counter":1', b'"counter":01'),
    "float": lambda line: line.replace(b'"counter":1', b'"counter":1.0'),
    "text_counter": lambda line: line.replace(b'"counter":1', b'"counter":"1"'),
    "escape": lambda line: line.replace(b'"item":"plan"', b'"item":"pl\\u0061n"'),
    "upper_hex": lambda line: line.replace(ZEROS, b'"previous":"' + b"A" * 64),
    "spaced_hex": lambda line: line.replace(b'"previous":"00', b'"previous":" 0'),
    "return": lambda line: line + b"\r",
    "empty": lambda line: b"",
    "unknown_kind": lambda line: line.replace(b'"kind":"ballot"', b'"kind":"ballet"'),
    "unknown_item": lambda line: line.replace(b'"item":"plan"', b'"item":"plum"'),
    "array": lambda line: b"[" + line + b"]",
    # These base64 texts have no padding of their own: their bytes come in threes.
    "padded_ciphertexts": lambda line: line.replace(b'","counter"', b'=","counter"'),
    "more_padded_ciphertexts": lambda line: line.replace(b'","counter"', b'==","counter"'),
    "padded_proofs": lambda line: line.replace(b'","signature"', b'=","signature"'),
    "more_padded_proofs": lambda line: line.replace(b'","signature"', b'==","signature"'),
    "longer_padded_proofs": lambda line: line.replace(b'","signature"', b'====","signature"'),
    "padded_signature": lambda line: line.replace(b'=="}', b'==="}'),
    "unpadded_signature": lambda line: line.replace(b'=="}', b'"}'),
}


@pytest.mark.parametrize("how", OTHER_FORMS)
def test_attack_16_ballot_line_in_another_form_is_refused(played: Election, how: str, cached: CachedGroup) -> None:
    lines = lines_of(played)
    at = next(n for n, line in enumerate(lines) if b'"kind":"ballot"' in line)
    bad = OTHER_FORMS[how](lines[at])
    assert bad != lines[at]
    verdicts = both(rebuilt(played, [*lines[:at], bad, *lines[at + 1 :]]), cached)
    assert verdicts[0] == verdicts[1]
    assert verdicts[0] in ("json", "entry")


def test_attack_16_poison_totals_cannot_stall_a_tally(played: Election) -> None:
    # A result is checked by one multiplication, and totals above the count are refused before any.
    lines = lines_of(played)
    at = next(n for n, line in enumerate(lines) if b'"kind":"result"' in line)
    poison = changed(lines[at], totals=[2**53 - 1, 0, 0])
    assert both(rebuilt(played, [*lines[:at], poison, *lines[at + 1 :]])) == ("result", "result")


def test_line_that_is_too_long_is_refused(members: dict[str, bytes]) -> None:
    long = write({"kind": "ballot", "pad": "x" * 2**20}) + b"\n"
    assert refusal(pack(members | {BOARD: long}).getvalue()) == "archive"
    assert refusal(pack(members | {HEADS: b"x" * 5000 + b"\n"}).getvalue()) == "archive"
    assert refusal(pack(members | {ROLL: b"a" * 70 + b"\n"}).getvalue()) == "archive"
    assert refusal(pack(members | {DKG: b" " * (2**22 + 1)}).getvalue()) == "archive"


def test_archive_is_written_the_same_every_time(played: Election) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    played.write(first)
    played.write(second)
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("what", ["content", "longer", "missing", "unlisted", "none_listed"])
def test_paper_of_the_meeting_that_was_exchanged_is_refused(
    worked_archive: Path, what: str, members: dict[str, bytes], cached: CachedGroup
) -> None:
    worked = unpack(worked_archive)
    assert both(worked, cached) == ("ok", "ok")
    name = next(name for name in worked if name.startswith("papers/"))
    spoiled = {
        "content": worked | {name: b"x" + worked[name][1:]},
        "longer": worked | {name: worked[name] + b"\n"},
        "missing": {k: v for k, v in worked.items() if k != name},
        "unlisted": worked | {"papers/more.txt": b"x"},
        "none_listed": members | {"papers/more.txt": b"x"},
    }[what]
    assert both(spoiled, cached) == ("papers", "papers")
