"""A box's board as this process keeps it: the replayed state in memory, the lines in the database.

The caller holds the lock on the box's row. What another process added meanwhile is read in; what was rolled back is
forgotten, because the row says how long the board is and what its head is.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from uuid import UUID

from ballot import dkg
from ballot.board import Chain, Head, read_head, sign_head, verify_head
from ballot.entries import Entry
from ballot.errors import Invalid
from ballot.group import standard
from ballot.keeper import Keeper
from ballot.manifest import Manifest, read_manifest
from gonghui.congress.ballotbox.ceremonies import pair_of
from gonghui.congress.models import BoardHead, BoardLine, SealedBox
from gonghui.kernel.errors import NotFound

KEPT = 4
_shelf: OrderedDict[UUID, Keeper] = OrderedDict()
_guard = threading.Lock()


def manifest_of(box: SealedBox) -> Manifest:
    """Return the frozen terms of a box."""
    return _manifest(box.manifest)


def manifest_by(box_id: UUID, election: str) -> Manifest:
    """Return the terms of a box by its election's id: asked once for each ballot, read from the database once."""
    return _elections(box_id, election)


@lru_cache(maxsize=8)
def _elections(box_id: UUID, election: str) -> Manifest:  # noqa: ARG001 - the election's id is that of the text
    return _manifest(SealedBox.objects.values_list("manifest", flat=True).get(id=box_id))


@lru_cache(maxsize=8)
def _manifest(text: str) -> Manifest:
    return read_manifest(standard(), text.encode())


def keeper_of(box: SealedBox) -> Keeper:
    """Return the board as it stands in the database; the caller holds the row of `box`."""
    with _guard:
        keeper = _shelf.get(box.id)
    if keeper is None or keeper.entries > box.entries:
        keeper = _rebuilt(box)
    if keeper.entries < box.entries:
        later = BoardLine.objects.filter(box=box, index__gt=keeper.entries).order_by("index")
        keeper.resume(line.encode() for line in later.values_list("line", flat=True).iterator())
    if keeper.head.hex() != (box.head or keeper.head.hex()):
        keeper = _rebuilt(box)
    with _guard:
        _shelf[box.id] = keeper
        _shelf.move_to_end(box.id)
        while len(_shelf) > KEPT:
            _shelf.popitem(last=False)
    return keeper


def _rebuilt(box: SealedBox) -> Keeper:
    manifest = manifest_of(box)
    transcript = dkg.read_transcript(box.ceremony.transcript.encode())
    held = dkg.verify_transcript(standard(), transcript)
    keeper = Keeper(manifest, held, (bytes.fromhex(key) for key in box.roll.split()))
    lines = BoardLine.objects.filter(box=box).order_by("index").values_list("line", flat=True)
    keeper.resume(line.encode() for line in lines.iterator())
    return keeper


def append(box: SealedBox, keeper: Keeper, entries: Sequence[Entry]) -> None:
    """Check entries and put them on the board.

    Raises: Invalid(check, where).
    """
    store(box, keeper, [keeper.accept(entry) for entry in entries])


def store(box: SealedBox, keeper: Keeper, lines: Sequence[bytes]) -> None:
    """Keep lines that the keeper has just taken, and how long the board is now."""
    first = keeper.entries - len(lines) + 1
    BoardLine.objects.bulk_create(
        [BoardLine(box=box, index=first + n, line=line.decode()) for n, line in enumerate(lines)]
    )
    box.entries, box.head = keeper.entries, keeper.head.hex()
    box.save(update_fields=["entries", "head"])


@contextmanager
def undone_on_failure(box: SealedBox) -> Iterator[None]:
    """Drop what is kept in memory of a board when a step fails half way, so that it is read anew."""
    try:
        yield
    except BaseException:
        with _guard:
            _shelf.pop(box.id, None)
        raise


def sign_board(box: SealedBox, keeper: Keeper) -> None:
    """Let the board sign its present head, and keep that."""
    head = keeper.sign(pair_of(box.board_secret.reveal()))
    BoardHead.objects.get_or_create(
        box=box, index=head.index, signer=head.signer.hex(), defaults={"line": head.line().decode()}
    )


def fresh_head(box: SealedBox) -> str:
    """Return the present head, signed by the board now: for whoever mirrors it. The line of `heads.jsonl`."""
    manifest = manifest_of(box)
    start = Chain(manifest.election).head
    head = bytes.fromhex(box.head) if box.head else start
    pair = pair_of(box.board_secret.reveal())
    return sign_head(manifest.election, box.entries, head, pair).line().decode()


def take_head(box: SealedBox, signer: str, line: str) -> Head:
    """Keep a head that a scrutineer signed; it must be the head of the whole board.

    Raises: Invalid("json" | "head" | "signature", where).
    """
    head = read_head(line.encode(), "head")
    verify_head(standard(), manifest_of(box), head, "head")
    if (head.signer.hex(), head.index, head.head.hex()) != (signer, box.entries, box.head):
        raise Invalid("head", "head: not of this signer, or not of the whole board")
    BoardHead.objects.get_or_create(box=box, index=head.index, signer=signer, defaults={"line": line})
    return head


def signed_last(box: SealedBox) -> int:
    """Count the scrutineers who have signed the last head."""
    keys = [one.key.hex() for one in manifest_of(box).scrutineers]
    return BoardHead.objects.filter(box=box, index=box.entries, signer__in=keys).count()


def file_of(box: SealedBox, name: str) -> bytes:
    """Return one of the five files of a box's archive as it stands.

    Raises: NotFound for another name.
    """
    if name == "manifest.json":
        return box.manifest.encode()
    if name == "dkg.json":
        return box.ceremony.transcript.encode()
    if name == "roll.txt":
        return box.roll.encode()
    if name == "board.jsonl":
        lines = BoardLine.objects.filter(box=box).order_by("index").values_list("line", flat=True)
        return "".join(f"{line}\n" for line in lines).encode()
    if name == "heads.jsonl":
        heads = BoardHead.objects.filter(box=box).order_by("index", "signer").values_list("line", flat=True)
        return "".join(f"{line}\n" for line in heads).encode()
    raise NotFound
