"""Ballots that come in: read and proved outside any lock, placed on the board by one writer."""

from collections.abc import Sequence
from dataclasses import dataclass

from ballot.entries import read_entry
from ballot.errors import Invalid
from ballot.group import standard
from ballot.sealed import Ballot, check_ballot, short_tracker
from ballot.signature import require_key
from gonghui.congress.ballotbox import boards
from gonghui.congress.ballotbox.refusing import checked, refusal
from gonghui.congress.models import SealedBox
from gonghui.kernel.errors import RuleBroken


@dataclass(frozen=True, slots=True, kw_only=True)
class Proved:
    """A ballot whose proofs and signature hold; its place on the board is still to be found."""

    ballot: Ballot
    key: str
    tracker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What became of a ballot: on the board, there already (`again`), or refused."""

    again: bool = False
    refused: RuleBroken | None = None


def prove(box: SealedBox, line: str) -> Proved:
    """Read a ballot's line and check all that needs no place on the board: about two milliseconds.

    Raises: RuleBroken for a line that is no ballot of this round, or whose proofs or signature do not hold.
    """
    manifest = boards.manifest_of(box)
    with checked():
        entry, _members = read_entry(manifest, line.encode(), "ballot")
        if not isinstance(entry, Ballot):
            raise Invalid("entry", "not a ballot")
        tracker = check_ballot(standard(), manifest, entry, "ballot")
    return Proved(ballot=entry, key=entry.key.hex(), tracker=tracker.hex())


def place(box: SealedBox, ballots: Sequence[Proved]) -> list[Placed]:
    """Put proved ballots on the board, in this order; the caller holds the row of `box`.

    A ballot that is refused leaves the board as it was and stops none of the others.
    """
    keeper, lines, placed = boards.keeper_of(box), [], []
    for one in ballots:
        try:
            line = keeper.place(one.ballot)
        except Invalid as failure:
            placed.append(Placed(refused=refusal(failure)))
            continue
        if line is not None:
            lines.append(line)
        placed.append(Placed(again=line is None))
    if lines:
        boards.store(box, keeper, lines)
    return placed


def receipt_head(box: SealedBox) -> str:
    """Return the head that goes with a receipt, signed by the board."""
    return boards.fresh_head(box)


def short(tracker: str) -> str:
    """Write a tracker for people."""
    return short_tracker(bytes.fromhex(tracker))


def is_key(text: str) -> bool:
    """Tell whether a text is a public key in lower-case hex."""
    try:
        raw = bytes.fromhex(text)
        if len(raw) != 32 or raw.hex() != text:
            return False
        require_key(standard(), raw, "roll", "key")
    except (ValueError, Invalid):
        return False
    return True
