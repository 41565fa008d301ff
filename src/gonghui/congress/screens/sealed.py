"""What a delegate's phone shows of a sealed vote: the ballot's own addresses, the receipt, the check of a code."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.ballotbox import boards, casting
from gonghui.congress.ballotbox.making import OPTIONS
from gonghui.congress.models import Delegate, Meeting, SealedBox, Vote
from gonghui.congress.queries import sealed
from gonghui.congress.queries.ballots import paper_of


def file(box: SealedBox, name: str) -> bytes:
    """Return one of the five files of a box. Raises: NotFound for another name."""
    return boards.file_of(box, name)


def fresh_head(box: SealedBox) -> str:
    """Return the present head of a board, signed by it."""
    return boards.fresh_head(box)


def owner(meeting: Meeting, delegate: Delegate) -> str:
    """Return the name under which a phone keeps the key: one phone may serve several people."""
    return f"{meeting.id}:{delegate.id}"


def key_place(meeting: Meeting, delegate: Delegate) -> dict[str, str] | None:
    """Return what a phone needs to make and tell its key; None where no sealed vote is planned."""
    if delegate.kind != "FULL" or meeting.closed_at is not None or not sealed.has_sealed_items(meeting):
        return None
    return {
        "owner": owner(meeting, delegate), "known": sealed.own_key(meeting, delegate.id),
        "url": reverse("congress:voter-key", args=[meeting.id]),
    }  # fmt: skip


def ballot_part(vote: Vote, delegate: Delegate, tracker: str) -> dict[str, object]:
    """Return what the ballot page needs of a sealed round: addresses for the script, the code once received."""
    box = sealed.box_of(vote)
    if box is None:
        return {"sealed": None}
    return {
        "sealed": {
            "owner": owner(vote.item.meeting, delegate), "election": box.election, "hosted": box.ceremony.hosted,
            "manifest": reverse("congress:box-file", args=[vote.id, "manifest.json"]),
            "cast": reverse("congress:cast-sealed", args=[vote.id]),
            "audit": reverse("congress:open-ballot", args=[vote.id]),
            "check": reverse("congress:check-ballot", args=[vote.id]),
            "head": reverse("congress:box-head", args=[vote.id]), "size": len(box.roll.split()),
            "code": casting.short(tracker) if tracker else "",
        }
    }  # fmt: skip


def check_page(vote: Vote, delegate: Delegate, code: str) -> dict[str, object]:
    """Return the page on which a code is looked up, and opened ballots are checked by the browser itself."""
    box, paper = sealed.box_to_follow(vote), paper_of(vote)
    found = casting.find_code(box, code) if code else None
    mine = sealed.seat_of(box, delegate.id)
    return {
        "vote": vote, "box": box, "asked": code, "found": found, "opened": casting.opened_on(box),
        "mine": casting.short(mine.tracker) if mine is not None and mine.tracker else "",
        "manifest": reverse("congress:box-file", args=[vote.id, "manifest.json"]),
        "options": "|".join(_(word) for word in (paper.options if paper else OPTIONS)),
        "rows": "|".join(f"{row.full} " for row in paper.rows) if paper else "",
    }  # fmt: skip
