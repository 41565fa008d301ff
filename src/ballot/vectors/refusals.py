"""Changes of the worked election's entries, each with the name of the check that refuses it."""

import copy
import io
import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from ballot import sealed
from ballot.archive import BOARD, DKG, HEADS, MANIFEST, ROLL, Archive, ArchiveWriter
from ballot.board import Chain, sign_head
from ballot.canonical import base64, unbase64, write
from ballot.drbg import Drbg
from ballot.errors import Invalid
from ballot.group import Group
from ballot.simulate import Election
from ballot.vectors.primitives import GROUP, Vector
from ballot.verify.naive import verify_naive

Path = list[str | int]
# Values to put in place of a member; none of them is ever right.
_OTHER: dict[str, list[Any]] = {
    "counter": [2, 0, "1"],
    "item": ["committee", "none"],
    "count": [0, 11, 13],
    "issued": [3, 40, 2**40],
    "received": [11, 15],
    "valid": [9, 11, 13],
    "value": [41, 0, 1001],
    "trustee": [4, 0, 33],
    "scrutineer": [0, 3, 2],
    "entries": [1, 0],
    "reason": ["", "x\u202ey", "另一个原因"],
    "choices": ["110", "01", "abc"],
    "batch": ["box-2", "Box"],
    "name": [".hidden", "a/b"],
    "size": [2**28 + 1],
    "kind": ["ballet"],
}


class RememberingGroup:
    """The group with a memory: nearly the same board is verified hundreds of times."""

    name = GROUP.name

    def __init__(self) -> None:
        self.is_point = lru_cache(None)(GROUP.is_point)
        self.base = lru_cache(None)(GROUP.base)
        self.multiply = lru_cache(None)(GROUP.multiply)
        self.add = lru_cache(None)(GROUP.add)
        self.subtract = lru_cache(None)(GROUP.subtract)
        self.from_uniform = GROUP.from_uniform


def refusals(election: Election) -> list[Vector]:
    """Change one entry of every kind, a field at a time; board and scrutineers sign every changed board.

    A change is a `path` and what happens there: `set` to a value, `flip` of bit 2 of one byte under the base64 or hex,
    or `drop`; with an empty path the whole is set. The check is the name under which the entry itself is refused.
    """
    lines = [line.rstrip(b"\n") for line in election.lines()]
    group = RememberingGroup()
    made = []
    for number in _chosen(lines):
        for change in _changes(json.loads(lines[number])):
            line = changed(lines[number], change)
            check = _check(election, group, [*lines[:number], line, *lines[number + 1 :]], number + 1)
            if check:
                made.append({"entry": number + 1, **change, "check": check})
    for line in _twice_in_one(election, lines):
        entry = json.loads(line)
        number = next(n for n, old in enumerate(lines) if _same_place(json.loads(old), entry))
        check = _check(election, group, [*lines[:number], line, *lines[number + 1 :]], number + 1)
        made.append({"entry": number + 1, "path": [], "set": entry, "check": check})
    return made


def changed(line: bytes, change: dict[str, Any]) -> bytes:
    """Carry a change out."""
    value = json.loads(line)
    path: Path = list(change["path"])
    if not path:
        return write(change["set"])
    last = path.pop()
    at = value
    for name in path:
        at = at[name]
    if "flip" in change:
        at[last] = _flipped(at[last], change["flip"])
    elif change.get("drop"):
        del at[last]
    else:
        at[last] = copy.deepcopy(change["set"])
    return write(value)


def is_hex(text: str) -> bool:
    """Tell a point or hash in hex from other texts."""
    return len(text) == 64 and set(text) <= set("0123456789abcdef")


def _flipped(text: str, byte: int) -> str:
    data = bytearray(bytes.fromhex(text) if is_hex(text) else unbase64(text))
    data[byte] ^= 4
    return data.hex() if is_hex(text) else base64(bytes(data))


def _chosen(lines: list[bytes]) -> Iterator[int]:
    """Choose one entry of every kind, a second ballot of a seat too; no papers: their files speak for them."""
    seen = {"papers"}
    for number, line in enumerate(lines):
        value = json.loads(line)
        kind = value["kind"] + ("" if value.get("counter", 1) == 1 else " again")
        if kind not in seen:
            seen.add(kind)
            yield number


def _changes(value: Any) -> Iterator[Vector]:
    for path, member in _leaves(value, []):
        name = path[-1] if isinstance(path[-1], str) else path[-2]
        for other in _OTHER.get(str(name), []):
            if other != member:
                yield {"path": path, "set": other}
        if isinstance(member, str) and (is_hex(member) or len(member) >= 80):
            size = 32 if is_hex(member) else len(unbase64(member))
            yield from ({"path": path, "flip": byte} for byte in sorted({0, 33 % size, size - 20, size - 1}))
        if name in ("key", "new", "old", "factor"):
            yield {"path": path, "set": "0" * 64}
    for name in value:
        yield {"path": [name], "drop": True}
    yield {"path": ["zz"], "set": 0}


def _leaves(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    if inner is None:
        yield path, value
    else:
        for name, member in inner:
            yield from _leaves(member, [*path, name])


class _Repeating:
    """Random bytes of which the first draw comes twice: two cells with one randomness."""

    def __init__(self, seed: str) -> None:
        self._tape = Drbg(seed)
        self._held: bytes | None = None
        self._draws = 0

    def __call__(self, size: int) -> bytes:
        self._draws += 1
        if self._draws == 2 and self._held is not None:
            return self._held
        self._held = self._tape(size)
        return self._held


def _same_place(one: Any, other: Any) -> bool:
    names = ("kind", "key", "item", "counter")
    return all(one.get(name) == other[name] for name in names)


def _twice_in_one(election: Election, lines: list[bytes]) -> Iterator[bytes]:
    """Give a ballot and an audit with one A in two cells; all proofs and signatures hold."""
    pairs = {pair.public: pair for pair in (*election.voters, *election.auditors)}
    for kind in ("ballot", "audit"):
        old = next(value for value in map(json.loads, lines) if value["kind"] == kind)
        pair, item = pairs[bytes.fromhex(old["key"])], election.manifest.by_id[old["item"]]
        choices = [int(cell == 0) for cell in range(item.cells)]
        entropy = _Repeating(kind)
        prepared = sealed.prepare(election.manifest, item, pair.public, choices, entropy=entropy, group=GROUP)
        make = sealed.cast if kind == "ballot" else sealed.audit
        yield write(make(prepared, pair, Drbg(kind), GROUP).to_json())


def _check(election: Election, group: Group, lines: list[bytes], number: int) -> str:
    chain = Chain(election.manifest.election)
    for line in lines:
        chain.extend(line)
    pairs, tape = [election.board_pair, *election.scrutineers], Drbg("heads")
    heads = [sign_head(election.manifest.election, chain.index, chain.head, pair, tape, group) for pair in pairs]
    target = io.BytesIO()
    election.write(target)
    with Archive(target) as archive:
        members = {name: archive.read(name, 2**24) for name in (MANIFEST, DKG, ROLL)}
    members[BOARD] = b"".join(line + b"\n" for line in lines)
    members[HEADS] = b"".join(head.line() + b"\n" for head in heads)
    target = io.BytesIO()
    with ArchiveWriter(target) as writer:
        for name, content in members.items():
            writer.add(name, content)
    try:
        with Archive(target) as archive:
            verify_naive(archive, group=group)
    except Invalid as refused:
        place = f"board entry {number}"
        # What is right in itself and makes a later entry wrong, another item's opening for one, is left out.
        here = refused.where == place or refused.where.startswith((f"{place}:", f"{place} "))
        return refused.check if here else ""
    raise AssertionError(f"{number}: taken")
