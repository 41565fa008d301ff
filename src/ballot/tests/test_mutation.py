"""Attack 13: every field of the worked election, changed one at a time, is refused by both verifiers alike.

The board is chained and signed again after each change, by a board and scrutineers who do as they are told: what
refuses is the check of the content, not the hash around it. Other tests change bytes without signing again.
"""

import copy
import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from ballot.archive import BOARD, DKG, HEADS, MANIFEST, ROLL, Archive
from ballot.board import Chain, read_head, verify_head
from ballot.canonical import base64, unbase64, write
from ballot.dkg import read_transcript, verify_transcript
from ballot.drbg import Drbg
from ballot.entries import read_entry
from ballot.errors import Invalid
from ballot.group import scalars as sc
from ballot.manifest import read_manifest
from ballot.replay import Replay
from ballot.roll import LINE, read_roll
from ballot.sealed import Ballot, check_ballot
from ballot.signature import KeyPair, key_of
from ballot.store import MemoryStore
from ballot.tests.world import CachedGroup, both, pack, signed_heads, unpack, verdict
from ballot.vectors.files import check_heads, check_transcript
from ballot.vectors.refusals import changed
from ballot.verify.batch import take
from ballot.verify.chunk import ChunkVerifier
from ballot.verify.jobs import Job
from ballot.verify.kernels import kernel
from ballot.verify.naive import PlainSums
from ballot.verify.setting import archive_heads, read_setting
from ballot.verify.spill import ChunkSums, SpillStore

ELEMENT = 32


class World:
    """The worked election's members and the keys that sign its heads."""

    def __init__(self, path: Path, secrets: dict[str, Any], group: CachedGroup) -> None:
        self.group = group
        self.members = unpack(path)
        self.lines = self.members[BOARD].splitlines()
        self.manifest = read_manifest(group, self.members[MANIFEST])
        texts = [secrets["board"], *secrets["scrutineers"]]
        self.signers: list[KeyPair] = [key_of(sc.decode(bytes.fromhex(text)), group) for text in texts]

    def verdicts(self, members: dict[str, bytes], **more: Any) -> tuple[str, str]:
        return both(members, self.group, **more)

    def with_line(self, number: int, line: bytes) -> dict[str, bytes]:
        """Exchange one line, chain and sign again."""
        lines = [*self.lines[:number], line, *self.lines[number + 1 :]]
        board = b"".join(text + b"\n" for text in lines)
        heads = signed_heads(self.manifest.election, lines, self.signers)
        return self.members | {BOARD: board, HEADS: heads}


@pytest.fixture(scope="module")
def world(worked_archive: Path, vectors: Callable[[str], Any], cached: CachedGroup) -> World:
    return World(worked_archive, vectors("board.json")["secrets"], cached)


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the path of every value that is not an object or a filled array."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = False
    for name, member in inner:
        found = True
        yield from leaves(member, (*path, name))
    if not found:
        yield path


def is_hex(text: str) -> bool:
    return len(text) >= 64 and not len(text) % 2 and all(c in "0123456789abcdef" for c in text)


def variants(text_path: tuple[str | int, ...], value: Any, *, thorough: bool) -> Iterator[Any]:
    """Give other values of the same form: as hard to tell from an honest one as can be."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif value is None:
        yield {"base": "roll", "den": 2, "num": 1, "op": ">"}
    elif isinstance(value, list):
        yield ["x"]
    elif is_hex(value):
        yield value[:-2] + f"{int(value[-2:], 16) ^ 1:02x}"
    elif text_path[-1] in ("choices",):
        yield ("1" if value[0] == "0" else "0") + value[1:]
    elif len(value) >= 80 and len(value) % 4 == 0 and value.isascii():
        data = bytearray(unbase64(value))
        places = range(0, len(data), ELEMENT) if thorough else (0, len(data) - ELEMENT)
        for at in places:
            spoiled = bytearray(data)
            spoiled[at + 1] ^= 4
            yield base64(bytes(spoiled))
    else:
        yield value + "x"


def put(value: Any, path: tuple[str | int, ...], member: Any) -> Any:
    """Copy a JSON value with one member exchanged."""
    made = copy.deepcopy(value)
    at = made
    for name in path[:-1]:
        at = at[name]
    at[path[-1]] = member
    return made


def mutants(data: bytes, *, thorough: bool) -> Iterator[tuple[str, bytes]]:
    """Give every change of one JSON text with its name, then texts with a member more or less."""
    value = json.loads(data)
    for path in leaves(value):
        at = value
        for name in path:
            at = at[name]
        for number, member in enumerate(variants(path, at, thorough=thorough)):
            yield f"{'.'.join(map(str, path))}#{number}", write(put(value, path, member))
    for name in value:
        yield f"without {name}", write({k: v for k, v in value.items() if k != name})
    yield "one more", write({**value, "more": 1})


def chosen(lines: list[bytes]) -> dict[int, bool]:
    """Choose one line of every kind, and a second ballot of a seat."""
    seen: set[str] = set()
    picked = {}
    for number, line in enumerate(lines):
        value = json.loads(line)
        mark = value["kind"] if value.get("counter", 1) == 1 else "re-vote"
        if mark not in seen:
            seen.add(mark)
            picked[number] = False
    return picked


def run_lines(world: World, lines: dict[int, bool]) -> int:
    count = 0
    for number, thorough in lines.items():
        for name, line in mutants(world.lines[number], thorough=thorough):
            verdicts = world.verdicts(world.with_line(number, line))
            assert "ok" not in verdicts, f"board entry {number + 1}: {name}: {verdicts}"
            count += 1
    return count


def test_attack_13_worked_election_itself_verifies(world: World) -> None:
    assert world.verdicts(world.members) == ("ok", "ok")
    assert world.verdicts(world.with_line(0, world.lines[0])) == ("ok", "ok")


def test_attack_13_every_field_of_every_kind_of_entry(world: World) -> None:
    assert run_lines(world, chosen(world.lines)) > 150


class Walk:
    """Both verifiers side by side on their way along the board: they read a line only when every change was refused."""

    def __init__(self, world: World, store: SpillStore) -> None:
        self._world = world
        with Archive(pack(world.members)) as archive:
            self._manifest, ceremony = read_setting(world.group, archive)
            roll = list(read_roll(self._manifest, archive.lines(ROLL, LINE)))
            self._heads = archive_heads(world.group, self._manifest, archive, ())
        self._sums, self._store = ChunkSums(world.group), store
        parts = (world.group, self._manifest, ceremony)
        self._naive = Replay(*parts, MemoryStore(), PlainSums(world.group), roll)
        self._batch = Replay(*parts, store, self._sums, roll)
        self._verifier = ChunkVerifier(self._manifest, kernel("fast"))

    def naive(self, line: bytes, number: int) -> None:
        """Do what the naive verifier does with one line. Raises: Invalid."""
        where = f"board entry {number}"
        entry, _ = read_entry(self._manifest, line, where)
        self._naive.next(where)
        if isinstance(entry, Ballot):
            check_ballot(self._world.group, self._manifest, entry, where)
            self._naive.cast(entry, entry.tracker(self._manifest.election), where)
        else:
            self._naive.take(entry, where)

    def batch(self, line: bytes, number: int, head: bytes) -> None:
        """Do what the batch verifier does with a chunk of one line. Raises: Invalid."""
        job = Job(manifest=self._manifest.data, kernel="fast", lines=(line,), heads=(head,), first=number)
        result = self._verifier.verify(job.lines, number)
        before = copy.deepcopy(self._sums._sums)
        try:
            self._sums.add_chunk(result.sums)
            take(self._batch, self._store, self._heads, job, result)
        except Invalid:
            # A verifier ends with its first refusal; this one goes on, so it must be as it was.
            self._sums._sums = before
            raise


@pytest.mark.slow
def test_attack_13_every_field_of_every_entry(world: World) -> None:
    # Slow: all lines, all 32-byte elements. A verifier that refuses a line stays as it was, so each change meets the
    # very state its line would, and no line before it is verified again. The test above reads whole archives.
    count = 0
    chain = Chain(world.manifest.election)
    with SpillStore() as store:
        walk = Walk(world, store)
        for number, line in enumerate(world.lines, 1):
            # What a list of papers says is compared with the files at the end.
            whole = json.loads(line)["kind"] == "papers"
            head = chain.extend(line)
            for name, made in mutants(line, thorough=True):
                if whole:
                    verdicts = world.verdicts(world.with_line(number - 1, made))
                else:
                    one, two = partial(walk.naive, made, number), partial(walk.batch, made, number, head)
                    verdicts = (verdict(one), verdict(two))
                assert "ok" not in verdicts, f"board entry {number}: {name}: {verdicts}"
                count += 1
            assert verdict(partial(walk.naive, line, number)) == "ok"
            assert verdict(partial(walk.batch, line, number, head)) == "ok"
    assert count > 5000


def test_attack_13_changes_of_the_vectors_are_refused_under_their_names(
    world: World, vectors: Callable[[str], Any]
) -> None:
    # The booth reads the same file: both implementations call a failure by the same name.
    changes = [change for change in vectors("refusals.json") if "entry" in change]
    chain, found = Chain(world.manifest.election), []
    with SpillStore() as store:
        walk = Walk(world, store)
        for number, line in enumerate(world.lines, 1):
            head = chain.extend(line)
            for change in (change for change in changes if change["entry"] == number):
                made = changed(line, change)
                one, two = partial(walk.naive, made, number), partial(walk.batch, made, number, head)
                if (verdict(one), verdict(two)) != (change["check"],) * 2:
                    found.append((change, verdict(one), verdict(two)))
            walk.naive(line, number)
            walk.batch(line, number, head)
    assert found == []
    assert len(changes) > 300


def test_attack_13_changes_of_files_are_refused_under_their_names(world: World, vectors: Callable[[str], Any]) -> None:
    chain = Chain(world.manifest.election)
    chained = [chain.head, *(chain.extend(line) for line in world.lines)]
    heads, found = world.members[HEADS].splitlines(), []
    changes = [change for change in vectors("refusals.json") if "file" in change]
    for change in changes:
        name, number = change["file"], change.get("line", 0)
        text = changed(heads[number - 1] if name == HEADS else world.members[name], change)
        lines = [*heads[: number - 1], text, *heads[number:]]
        judge: dict[str, Callable[[], object]] = {
            MANIFEST: partial(read_manifest, world.group, text),
            DKG: partial(check_transcript, world.group, text),
            HEADS: partial(check_heads, world.group, world.manifest, lines, chained),
        }
        if verdict(judge[name]) != change["check"]:
            found.append((change, verdict(judge[name])))
    assert found == []
    assert len(changes) > 400


POINTS = {
    "rehearsal": ["factor", "proof 0", "proof 32"],
    "tally": ["ciphertexts 0", "ciphertexts 32"],
    "share": ["factors 0", "proofs 0", "proofs 32"],
    "paper": ["signature 0"],
    "roll_seal": ["signature 0"],
    "roll_add": ["signature 0"],
    "roll_replace": ["signature 0"],
}


def with_point(line: bytes, field: str, point: bytes) -> bytes:
    """Put a point into a field of an entry, the first of its kind; a number says at which byte of base64."""
    name, _, at = field.partition(" ")
    value = json.loads(line)
    holder = value if name in value else value["shares" if "shares" in value else "signatures"][0]
    if at:
        data = unbase64(holder[name])
        holder[name] = base64(data[: int(at)] + point + data[int(at) + ELEMENT :])
    else:
        holder[name] = point.hex()
    return write(value)


def test_attack_04_every_bad_encoding_in_every_point_of_the_other_entries(
    world: World, vectors: Callable[[str], Any]
) -> None:
    bad = [bytes.fromhex(text) for text in vectors("public/rfc9496.json")["bad_encodings"]]
    chain, met = Chain(world.manifest.election), set()
    with SpillStore() as store:
        walk = Walk(world, store)
        for number, line in enumerate(world.lines, 1):
            head, kind = chain.extend(line), json.loads(line)["kind"]
            for field in POINTS.get(kind, []) if kind not in met else ():
                for point in bad:
                    made = with_point(line, field, point)
                    one, two = partial(walk.naive, made, number), partial(walk.batch, made, number, head)
                    verdicts = verdict(one), verdict(two)
                    name = {"rehearsal": "share", "share": "share", "tally": "tally"}.get(kind, "signature")
                    assert verdicts == (name, name), f"{kind}: {field}: {point.hex()}"
            met.add(kind)
            walk.naive(line, number)
            walk.batch(line, number, head)
    assert met >= set(POINTS)


def test_attack_04_every_bad_encoding_in_every_key_of_manifest_ceremony_and_heads(
    world: World, vectors: Callable[[str], Any]
) -> None:
    bad = [bytes.fromhex(text) for text in vectors("public/rfc9496.json")["bad_encodings"]]
    manifest, dkg = json.loads(world.members[MANIFEST]), json.loads(world.members[DKG])
    head = json.loads(world.members[HEADS].splitlines()[0])
    keys = [("key",), ("board_key",), ("trustees", 0, "key"), ("scrutineers", 0, "key"), ("auditors", 0)]
    for point in [*bad, bytes(32)]:
        text = point.hex()
        for path in keys:
            data = write(put(manifest, path, text))
            assert verdict(partial(read_manifest, world.group, data)) == "manifest", path
        for member in ("sign", "encrypt"):
            transcript = read_transcript(write(put(dkg, ("trustees", 0, member), text)))
            assert verdict(partial(verify_transcript, world.group, transcript)) == "dkg"
        for member, check in (("coefficients", "dkg"), ("possession", "dkg"), ("signature", "signature")):
            data = unbase64(dkg["reveals"][0][member])
            spoiled = base64(point + data[ELEMENT:])
            transcript = read_transcript(write(put(dkg, ("reveals", 0, member), spoiled)))
            assert verdict(partial(verify_transcript, world.group, transcript)) == check
        signer = read_head(write(head | {"signer": text}), "head")
        assert verdict(partial(verify_head, world.group, world.manifest, signer, "head")) == "head"
        data = unbase64(head["signature"])
        if point != bytes(32):
            signed = read_head(write(head | {"signature": base64(point + data[ELEMENT:])}), "head")
            assert verdict(partial(verify_head, world.group, world.manifest, signed, "head")) == "signature"


def test_attack_13_every_field_of_manifest_ceremony_and_heads(world: World) -> None:
    for name in (MANIFEST, DKG):
        for what, data in mutants(world.members[name], thorough=True):
            assert "ok" not in world.verdicts(world.members | {name: data}), f"{name}: {what}"
    heads = world.members[HEADS].splitlines()
    for number, line in enumerate(heads):
        for what, data in mutants(line, thorough=False):
            changed = b"".join(x + b"\n" for x in (*heads[:number], data, *heads[number + 1 :]))
            assert "ok" not in world.verdicts(world.members | {HEADS: changed}), f"head {number}: {what}"


def test_attack_13_every_line_dropped_doubled_or_exchanged(world: World) -> None:
    for name in (BOARD, HEADS, ROLL):
        lines = world.members[name].splitlines(keepends=True)
        steps = range(0, len(lines), 1 if len(lines) < 20 else 6)
        for number in steps:
            cut = lines[:number] + lines[number + 1 :]
            twice = lines[: number + 1] + lines[number:]
            swapped = lines[:]
            swapped[number - 1], swapped[number] = swapped[number], swapped[number - 1]
            for made in (cut, twice, swapped):
                if made == cut and name == HEADS and number < 3:
                    continue  # An early signed head may be left out: it says nothing the last one does not.
                verdicts = world.verdicts(world.members | {name: b"".join(made)})
                if name == HEADS and made == swapped and lines[number - 1][78:90] == lines[number][78:90]:
                    continue  # Heads of one index may stand in any order.
                assert "ok" not in verdicts, f"{name}, line {number + 1}"


def test_attack_13_random_bytes_of_every_member(world: World) -> None:
    tape = Drbg("bytes")
    for name, data in world.members.items():
        for _ in range(6):
            spoiled = bytearray(data)
            spoiled[tape.below(len(data))] ^= 1 << tape.below(8)
            assert "ok" not in world.verdicts(world.members | {name: bytes(spoiled)}), name
