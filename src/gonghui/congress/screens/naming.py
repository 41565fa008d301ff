"""The names that voters wrote, as a scrutineer reads them; the other's readings show only as differences."""

from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.congress.models import Meeting, Vote
from gonghui.congress.queries import writeins
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.parameters import SCRUTINEERS_MIN
from gonghui.congress.rules.states import VoteState
from gonghui.congress.rules.written import readings_differences
from gonghui.congress.screens import words


def card(meeting: Meeting, vote: Vote, appointment_id: UUID) -> dict[str, object] | None:
    """Return the card on the scrutineer's page; None where there is nothing to read, or no more."""
    if vote.state != VoteState.STOPPED or (names := _names(meeting, vote)) is None:
        return None
    mine, differences = _stands(vote, names, appointment_id)
    word = _("两人不一致") if differences else _("等待另一位监票人") if mine else _("待辨认")
    return {
        "count": len(names.votes), "mine": mine is not None, "differs": bool(differences), "word": word,
        "kind": "bad" if differences else "info" if mine else "warn",
    }  # fmt: skip


def page(meeting: Meeting, vote: Vote, appointment_id: UUID) -> dict[str, object]:
    """Return every name with its ballots and whom this scrutineer took it for; at first as it was written."""
    names = _names(meeting, vote)
    if names is None:
        return {"m": meeting, "vote": vote, "lines": [], "may_read": False}
    mine, differences = _stands(vote, names, appointment_id)
    paper = paper_of(vote)
    lines = [
        {
            "name": name, "votes": votes, "on_paper": name in names.on_paper,
            "person": (mine or {}).get(name, name), "unreadable": (mine or {}).get(name) == "",
        }
        for name, votes in names.votes.items()
    ]  # fmt: skip
    known = [row.full for row in paper.rows] if paper else []
    return {
        "m": meeting, "vote": vote, "lines": lines, "may_read": vote.state == VoteState.STOPPED,
        "differences": differences, "known": [*known, *names.votes], "signed": mine is not None,
    }  # fmt: skip


def _names(meeting: Meeting, vote: Vote) -> writeins.WrittenNames | None:
    return writeins.names_of(vote, needed=pack_of(meeting)[SCRUTINEERS_MIN])


def _stands(
    vote: Vote, names: writeins.WrittenNames, appointment_id: UUID
) -> tuple[dict[str, str] | None, list[str]]:  # fmt: skip
    readings = writeins.readings_of(vote)
    own = readings.pop(appointment_id, None)
    mine = own.names if own is not None and set(names.votes) <= set(own.names) else None
    if mine is None:
        return None, []
    differing = [
        words.translated(text) for other in readings.values() for text in readings_differences(mine, other.names)
    ]
    return mine, differing
