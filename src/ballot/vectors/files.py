"""Changes of the worked election's manifest, transcript and heads, each with the name of the check that refuses it."""

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from ballot.archive import DKG, HEADS, MANIFEST
from ballot.board import Chain
from ballot.canonical import unbase64
from ballot.dkg import read_transcript, verify_transcript
from ballot.errors import Invalid
from ballot.group import Group
from ballot.manifest import Manifest, read_manifest
from ballot.simulate import Election
from ballot.vectors.primitives import Vector
from ballot.vectors.refusals import Path, RememberingGroup, changed, is_hex
from ballot.verify.setting import HeadCheck

# Values to put in place of a member; none of them is ever right.
_OTHER_TERMS: dict[str, list[Any]] = {
    "suite": ["gonghui-ballot-v2/ristretto255-sha512"],
    "id": ["Plan", "-a", "a" * 65],
    "kind": ["writein"],
    "revote": ["never"],
    "title": ["", "x\u202ey", "a" * 2001],
    "k_min": [1_000_001],
    "quorum": [33],
    "threshold": [4],
    "index": [2, 33],
    "paper": [2**30],
    "majority": [
        {"base": "present", "den": 2, "num": 3, "op": ">"},
        {"base": "present", "den": 2_000_000, "num": 1, "op": ">"},
        {"base": "present", "den": 2, "num": 1, "op": "<"},
    ],
    "key": ["0" * 64, "01" + "0" * 62],
    "board_key": ["0" * 64, "01" + "0" * 62],
    "signer": ["01" + "0" * 62],
    "trustee": [2, 4],
}


def file_refusals(election: Election) -> Iterator[Vector]:
    """Change manifest, transcript and two heads, a member at a time; each is judged by reading that file alone."""
    group = RememberingGroup()
    lines = [line.rstrip(b"\n") for line in election.lines()]
    heads = [head.line() for head in election.heads]
    chain = Chain(election.manifest.election)
    chained = [chain.head, *(chain.extend(line) for line in lines)]
    texts = [
        (MANIFEST, 0, election.manifest.data),
        (DKG, 0, election.transcript.data()),
        (HEADS, 1, heads[0]),
        (HEADS, len(heads), heads[-1]),
    ]
    for name, number, text in texts:
        place: Vector = {"file": name, "line": number} if number else {"file": name}
        for change in _changes(json.loads(text)):
            made = changed(text, change)
            if name == MANIFEST:
                check = _refusal(partial(read_manifest, group, made))
            elif name == DKG:
                check = _refusal(partial(check_transcript, group, made))
            else:
                signed = [*heads[: number - 1], made, *heads[number:]]
                check = _refusal(partial(check_heads, group, election.manifest, signed, chained))
            # What is taken by itself is another election's, or a text nobody can judge alone.
            if check:
                yield {**place, **change, "check": check}


def _changes(value: Any) -> Iterator[Vector]:
    """Change every member of the first of its kind: its type, its range, its bytes; one member more or less."""
    for path, member in _members(value, []):
        if isinstance(member, str) and (is_hex(member) or len(member) >= 80):
            size = 32 if is_hex(member) else len(unbase64(member))
            yield from ({"path": path, "flip": byte} for byte in sorted({0, 33 % size, size - 1}))
        name = path[-1] if path else ""
        others = [0, "x", [], {}, *_OTHER_TERMS.get(str(name), [])]
        yield from ({"path": path, "set": other} for other in others if other != member)
        if isinstance(member, dict):
            yield {"path": [*path, "zz"], "set": 0}
        if path and isinstance(path[-1], str):
            yield {"path": path, "drop": True}


def _members(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Give every value with its path; of the values of an array the first."""
    yield path, value
    inner = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for name, member in inner:
        yield from _members(member, [*path, name])


def _refusal(read: Callable[[], object]) -> str:
    try:
        read()
    except Invalid as refused:
        return refused.check
    return ""


def check_transcript(group: Group, text: bytes) -> None:
    """Check a transcript, whatever hash the manifest names.

    Raises: Invalid(check, where).
    """
    verify_transcript(group, read_transcript(text))


def check_heads(group: Group, manifest: Manifest, lines: list[bytes], chained: list[bytes]) -> None:
    """Check the signed heads of a sealed board whose chain is known.

    Raises: Invalid(check, where).
    """
    check = HeadCheck(group, manifest, lines)
    for index, head in enumerate(chained):
        check.reached(index, head)
    check.finish(sealed=True)
