"""After a round: the encrypted sum, the trustees' shares, the opened totals, the seal."""

from ballot import tally as sums
from ballot.entries import Result, Seal, Share, Stage, Tally, Withheld, read_entry
from ballot.errors import Invalid
from ballot.group import standard
from ballot.keeper import Keeper
from gonghui.congress.ballotbox import boards
from gonghui.congress.ballotbox.ceremonies import pair_of
from gonghui.congress.ballotbox.making import ITEM
from gonghui.congress.models import BoardLine, SealedBox
from gonghui.congress.rules.sealing import BoxStep


def close(box: SealedBox) -> None:
    """Close the round on the board, put its sum there, or say that too few came for a sum to be opened."""
    keeper = boards.keeper_of(box)
    item = keeper.manifest.by_id[ITEM]
    boards.append(box, keeper, [Stage(kind="close", item=item)])
    tally = keeper.tally(item)
    if tally is None:
        boards.append(box, keeper, [Withheld(item=item, count=keeper.counted(item))])
        _seal(box, keeper)
        box.step = BoxStep.WITHHELD
    else:
        boards.append(box, keeper, [tally])
        boards.sign_board(box, keeper)
        box.step = BoxStep.TALLIED
    box.save(update_fields=["step"])


def take_share(box: SealedBox, index: int, line: str) -> bool:
    """Check a trustee's share and put it on the board; with enough of them open the totals. Returns whether it opened.

    Raises: Invalid(check, where).
    """
    keeper = boards.keeper_of(box)
    entry, _members = read_entry(keeper.manifest, line.encode(), "share")
    if not isinstance(entry, Share) or entry.trustee != index:
        raise Invalid("share", "not this trustee's share")
    boards.append(box, keeper, [entry])
    boards.sign_board(box, keeper)
    tally, shares = _on_board(box, keeper)
    if tally is None or len(shares) < keeper.manifest.threshold:
        return False
    _open(box, keeper, tally, shares)
    return True


def open_hosted(box: SealedBox) -> None:
    """Open the totals with the share that the server keeps."""
    keeper, secret = boards.keeper_of(box), box.ceremony.hosted_share
    tally, _shares = _on_board(box, keeper)
    assert tally is not None
    assert secret is not None
    share = sums.decrypt(keeper.manifest.election, tally, 1, pair_of(secret.reveal()))
    boards.append(box, keeper, [share])
    _open(box, keeper, tally, [share])


def _open(box: SealedBox, keeper: Keeper, tally: Tally, shares: list[Share]) -> None:
    totals = sums.open_totals(standard(), keeper.manifest.threshold, tally, shares)
    boards.append(box, keeper, [Result(item=tally.item, totals=totals)])
    _seal(box, keeper)
    box.totals, box.step = list(totals), BoxStep.COUNTED
    box.save(update_fields=["totals", "step"])


def _seal(box: SealedBox, keeper: Keeper) -> None:
    boards.append(box, keeper, [Seal(entries=keeper.entries)])
    boards.sign_board(box, keeper)


def _on_board(box: SealedBox, keeper: Keeper) -> tuple[Tally | None, list[Share]]:
    """Read the tally and the shares back from the end of the board, where nothing but they stands after the close."""
    tally, shares = None, []
    latest = BoardLine.objects.filter(box=box).order_by("-index").values_list("line", flat=True)
    for line in reversed(latest[: len(keeper.manifest.trustees) + 1]):
        entry, _members = read_entry(keeper.manifest, line.encode(), "board")
        if isinstance(entry, Tally):
            tally = entry
        elif isinstance(entry, Share):
            shares.append(entry)
    return tally, shares


def shares_given(box: SealedBox) -> set[int]:
    """Return which trustees have given their share."""
    manifest = boards.manifest_of(box)
    latest = BoardLine.objects.filter(box=box).order_by("-index").values_list("line", flat=True)
    entries = (read_entry(manifest, line.encode(), "board")[0] for line in latest[: len(manifest.trustees) + 3])
    return {entry.trustee for entry in entries if isinstance(entry, Share)}
