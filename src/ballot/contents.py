"""What an archive says of itself, for people who look before they verify: read, not checked."""

import hashlib
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ballot.archive import BOARD, HEADS, MANIFEST, NAMES, Archive, board_lines
from ballot.board import MAX_HEAD_LINE
from ballot.canonical import MAX_TEXT, parse
from ballot.entries import KINDS
from ballot.group import standard
from ballot.manifest import MAX_BYTES, Manifest, read_manifest
from ballot.questions import Item
from ballot.transcript import SUITE
from ballot.words import LANGUAGES

SHORT = 16
# Nobody checked this archive: what it may make us remember and show is bounded.
MAX_HEADS = 40
MAX_PAPERS = 1000
MAX_NAME = 80


@dataclass(slots=True)
class _Board:
    """What stands on the board, by kind and by item."""

    kinds: Counter[str] = field(default_factory=Counter)
    by_item: Counter[tuple[str, str]] = field(default_factory=Counter)
    claimed: dict[str, list[str]] = field(default_factory=dict)
    papers: list[dict[str, Any]] = field(default_factory=list)
    last: str = ""


def describe_contents(archive: Archive, language: str) -> str:
    """Write what an archive holds, for people.

    Raises: Invalid(check, where) for what cannot even be read.
    """
    manifest = read_manifest(standard(), archive.read(MANIFEST, MAX_BYTES))
    board = _read_board(archive, manifest.by_id)
    parts = (
        [LANGUAGES[language]["unverified"]],
        _members(archive, language),
        _terms(manifest, language),
        _people(manifest, language),
        [line for item in manifest.items for line in _item(item, board, language)],
        _board(board, language),
        _heads(archive, manifest, language),
    )
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _read_board(archive: Archive, items: dict[str, Item]) -> _Board:
    board = _Board()
    for number, line in enumerate(board_lines(archive), 1):
        value = parse(line, f"{BOARD}, line {number}")
        entry = value if isinstance(value, dict) else {}
        kind, item = str(entry.get("kind")), str(entry.get("item"))
        known = kind if kind in KINDS else "?"
        board.kinds[known] += 1
        board.last = known
        if item in items:
            board.by_item[known, item] += 1
            if kind == "result":
                board.claimed[item] = _numbers(entry.get("totals"), items[item].cells)
        elif kind == "papers" and isinstance(entry.get("files"), list):
            board.papers = [file for file in entry["files"][:MAX_PAPERS] if isinstance(file, dict)]
    return board


def _numbers(value: object, most: int) -> list[str]:
    """Show what should be a list of numbers."""
    numbers = value[:most] if isinstance(value, list) else []
    return [str(number) if isinstance(number, int) else "?" for number in numbers]


def _members(archive: Archive, language: str) -> Iterator[str]:
    w = LANGUAGES[language]
    yield w["in_members"]
    for name in (*NAMES, *archive.papers()):
        digest, size = hashlib.sha256(), 0
        for block in archive.blocks(name):
            digest.update(block)
            size += len(block)
        yield f"  {size:>13,}  {digest.hexdigest()}  {_plain(name)}"


def _terms(manifest: Manifest, language: str) -> Iterator[str]:
    w = LANGUAGES[language]
    rows = {
        "election": manifest.title,
        "id": manifest.election.hex(),
        "in_suite": SUITE,
        "in_time": f"{manifest.opens} – {manifest.closes}",
        "in_roll": w["in_roll_is"].format(size=manifest.roll_size, paper=manifest.roll_paper),
        "in_roll_hash": manifest.roll_hash.hex(),
        "in_least": str(manifest.k_min),
        "in_key": manifest.key.hex(),
        "in_booth": manifest.booth.hex(),
        "in_auditors": str(len(manifest.auditors)),
    }
    yield from (f"{w[name]}{w['colon']}{_plain(text)}" for name, text in rows.items())


def _people(manifest: Manifest, language: str) -> Iterator[str]:
    w = LANGUAGES[language]
    yield w["dkg"].format(trustees=len(manifest.trustees), threshold=manifest.threshold)
    for trustee in manifest.trustees:
        hosted = f"  ({w['in_hosted']})" if trustee.hosted else ""
        yield f"  {trustee.index}  {trustee.key.hex()[:SHORT]}…  {_plain(trustee.name)}{hosted}"
    yield w["in_scrutineers"].format(count=len(manifest.scrutineers), quorum=manifest.quorum)
    for number, scrutineer in enumerate(manifest.scrutineers, 1):
        yield f"  {number}  {scrutineer.key.hex()[:SHORT]}…  {_plain(scrutineer.name)}"


def _item(item: Item, board: _Board, language: str) -> Iterator[str]:
    w = LANGUAGES[language]
    rule = w[f"in_{item.kind.value}"].format(least=item.least, most=item.most, seats=item.seats)
    yield f"{item.id}  {_plain(item.title)}  ({rule}{w['in_and']}{w[f'in_revote_{item.revote.value}']})"
    if item.majority:
        m = item.majority
        yield f"  {w['in_majority']}{w['colon']}{m.base} {m.op} {m.num}/{m.den}"
    names = ("ballot", "audit", "paper", "share")
    counts = "  ".join(f"{name} {board.by_item[name, item.id]}" for name in names)
    yield f"  {w['in_on_board']}{w['colon']}{counts}"
    totals = board.claimed.get(item.id)
    said = f"{w['in_claimed']}{w['colon']}" if totals else w["in_no_result"]
    yield f"  {said}"
    width = len(item.options)
    for cell, total in enumerate(totals or ()):
        row = f"{_plain(item.rows[cell // width], MAX_NAME)} / " if item.rows else ""
        yield f"    {total:>8}  {row}{_plain(item.options[cell % width], MAX_NAME)}"


def _board(board: _Board, language: str) -> Iterator[str]:
    w = LANGUAGES[language]
    yield f"{w['entries']}{w['colon']}{sum(board.kinds.values())}"
    yield "  " + ", ".join(f"{_plain(kind)} {count}" for kind, count in sorted(board.kinds.items()))
    if board.last != "seal":
        yield f"  {w['unsealed']}"
    for paper in board.papers:
        yield f"  {_plain(str(paper.get('sha256')), 64)}  {_plain(str(paper.get('name')), 200)}"


def _heads(archive: Archive, manifest: Manifest, language: str) -> Iterator[str]:
    w = LANGUAGES[language]
    names = {s.key.hex(): _plain(s.name) for s in manifest.scrutineers} | {manifest.board_key.hex(): w["in_board_key"]}
    yield w["in_heads"]
    rows: deque[str] = deque(maxlen=MAX_HEADS)
    number = 0
    for number, line in enumerate(archive.lines(HEADS, MAX_HEAD_LINE), 1):
        value = parse(line, f"{HEADS}, line {number}")
        head = value if isinstance(value, dict) else {}
        signer = str(head.get("signer"))
        who = names.get(signer, _plain(signer, SHORT) + "…")
        rows.append(f"  {_plain(str(head.get('index')), SHORT):>9}  {_plain(str(head.get('head')), 64)}  {who}")
    if number > len(rows):
        yield "  " + w["in_earlier"].format(count=number - len(rows))
    yield from rows


def _plain(text: str, most: int = MAX_TEXT) -> str:
    """Show a text of an archive nobody verified: whatever steers a terminal becomes a question mark."""
    return "".join(c if c.isprintable() else "?" for c in text[:most])
