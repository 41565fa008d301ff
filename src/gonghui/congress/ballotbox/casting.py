"""Ballots that come in: read and proved outside any lock, placed on the board by one writer."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ballot.entries import read_entry
from ballot.errors import Invalid
from ballot.group import standard
from ballot.sealed import Audit, Ballot, check_ballot, short_tracker
from ballot.signature import require_key
from ballot.verify.chunk import ChunkVerifier
from gonghui.congress.ballotbox import boards, kernels
from gonghui.congress.ballotbox.refusing import checked, refusal
from gonghui.congress.models import BoardLine, SealedBox, Seat
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


def prove(box_id: UUID, election: str, line: str) -> Proved:
    """Read a ballot's line and check all that needs no place on the board: about two milliseconds.

    Raises: RuleBroken for a line that is no ballot of this round, or whose proofs or signature do not hold.
    """
    manifest = boards.manifest_by(box_id, election)
    with checked():
        entry, _members = read_entry(manifest, line.encode(), "ballot")
        if not isinstance(entry, Ballot):
            raise Invalid("entry", "not a ballot")
        tracker = check_ballot(standard(), manifest, entry, "ballot")
    return Proved(ballot=entry, key=entry.key.hex(), tracker=tracker.hex())


def prove_all(box_id: UUID, election: str, lines: Sequence[str]) -> list[Proved | None]:
    """Do what `prove` does for many ballots at once; None for each that does not hold.

    With compiled kernels all equations are checked in one sum under random weights, a tenth of the work; a sum that
    does not vanish is halved until each bad ballot stands alone. Without them each ballot is checked by itself.
    """
    kernel, manifest = kernels.compiled(), boards.manifest_by(box_id, election)
    if kernel is None or len(lines) == 1:
        return [_proved(box_id, election, line) for line in lines]
    try:
        found = ChunkVerifier(manifest, kernel).verify([line.encode() for line in lines], 1).casts
    except (Invalid, ValueError):
        half = len(lines) // 2
        return prove_all(box_id, election, lines[:half]) + prove_all(box_id, election, lines[half:])
    held = (found.get(n) for n in range(len(lines)))
    return [
        Proved(ballot=one.ballot, key=one.ballot.key.hex(), tracker=one.tracker.hex()) if one is not None else None
        for one in held
    ]


def _proved(box_id: UUID, election: str, line: str) -> Proved | None:
    try:
        return prove(box_id, election, line)
    except (RuleBroken, ValueError):
        return None


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


def publish_opened(box: SealedBox, key: str, line: str) -> str:
    """Put an opened ballot of this key on the board, and return its code for people.

    Raises: Invalid(check, where).
    """
    keeper = boards.keeper_of(box)
    entry, _members = read_entry(keeper.manifest, line.encode(), "audit")
    if not isinstance(entry, Audit) or entry.ballot.key.hex() != key:
        raise Invalid("audit", "not an opened ballot of this phone")
    boards.append(box, keeper, [entry])
    return short_tracker(entry.ballot.tracker(keeper.manifest.election))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A ballot on the board as its code finds it: where it stands, and its line when it was opened."""

    index: int
    code: str
    opened: str = ""


def opened_on(box: SealedBox) -> list[Shown]:
    """Return the opened ballots of a board, in order."""
    manifest, found = boards.manifest_of(box), []
    lines = BoardLine.objects.filter(box=box, line__contains='"kind":"audit"').order_by("index")
    for index, line in lines.values_list("index", "line"):
        entry, _members = read_entry(manifest, line.encode(), "board")
        if isinstance(entry, Audit):
            code = short_tracker(entry.ballot.tracker(manifest.election))
            found.append(Shown(index=index, code=code, opened=line))
    return found


def find_code(box: SealedBox, code: str) -> Shown | None:
    """Find a counted ballot by its code, however it is spaced or cased; None when the board has none."""
    wanted = "".join(code.upper().split()).replace("-", "").replace("O", "0").replace("I", "1").replace("L", "1")
    for seat in Seat.objects.filter(box=box).exclude(tracker=""):
        if short(seat.tracker).replace("-", "") == wanted:
            manifest = boards.manifest_of(box)
            for index, line in BoardLine.objects.filter(box=box, line__contains=seat.key).values_list("index", "line"):
                entry, _members = read_entry(manifest, line.encode(), "board")
                if isinstance(entry, Ballot) and entry.tracker(manifest.election).hex() == seat.tracker:
                    return Shown(index=index, code=short(seat.tracker))
    return None


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
