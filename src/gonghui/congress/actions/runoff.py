"""The run-off of an election: a new item right after, drafted in one tap, with those who have equal votes."""

import re
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.agenda import renumber, script_of
from gonghui.congress.actions.presence import lock_meeting, require_running, stream, topic
from gonghui.congress.models import AgendaItem, BallotRow, Delegate, Vote
from gonghui.congress.queries.ballots import next_candidates
from gonghui.congress.rules.ballotpaper import Candidacy, PaperKind
from gonghui.congress.rules.states import ItemState, VoteState
from gonghui.congress.rules.text import numeral
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound

_LONGEST = 120
_ROUND = re.compile(r"（第[一二三四五六七八九十]+轮）$")
_COPIED = ("matter", "power", "mode", "form", "count_by", "minutes", "reporter")


@action
def draft_runoff(actor: Actor, *, vote_id: UUID, now: datetime) -> UUID:
    """Put another round for the seats that stayed open on the agenda, as the next item. Pressed again, the same one.

    Who has equal votes at the last seat stands in it; without a tie, those next by votes.
    Raises: Conflict when the result is not announced, no seat is open, or no further round is allowed; NotAllowed,
    NotFound.
    """
    meeting_id = Vote.objects.filter(id=vote_id).values_list("item__meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_meeting(actor, meeting_id)
    policy.require_presiding(actor, meeting)
    require_running(meeting)
    vote = Vote.objects.select_related("item", "result").get(id=vote_id)
    made = AgendaItem.objects.filter(runoff_of=vote.item).values_list("id", flat=True).first()
    if made is not None:
        unchanged()
        return made
    if vote.state != VoteState.ANNOUNCED or not next_candidates(vote):
        raise Conflict(
            _("现在没有需要另行投票的名额。"), remedy=_("宣布结果后仍有名额空缺、且未到轮次上限的，才能另行投票。")
        )
    item = _next_item(vote)
    _copy_rows(vote, item)
    record("drafted-runoff", stream=stream(meeting), subject=("item", item.id), seats=item.seats)
    touch(topic(meeting), "now", "agenda", "vote", "wall")
    return item.id


def _next_item(vote: Vote) -> AgendaItem:
    before = vote.item
    meeting = before.meeting
    again = f"（第{numeral(vote.paper['round'] + 1)}轮）"
    title = f"{_ROUND.sub('', before.title)[: _LONGEST - len(again)]}{again}"
    values = {name: getattr(before, name) for name in _COPIED}
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, position=last + 1, title=title, state=ItemState.SERVED, paper_kind=PaperKind.ELECTION,
        seats=vote.result.open_seats or 0, runoff_of=before, write_ins=False,
        question=f"{_ROUND.sub('', vote.question)}{again}", **values,
    )  # fmt: skip
    item.script = script_of(item, item.position)
    item.save(update_fields=["script"])
    others = [one for one in meeting.items.order_by("position") if one.id != item.id]
    begun = max(n for n, one in enumerate(others, 1) if one.id == before.id or one.started_at is not None)
    renumber(meeting, [*others[:begun], item, *others[begun:]])
    return item


def _copy_rows(vote: Vote, item: AgendaItem) -> None:
    """Whom voters wrote in stands in the next round beside the candidates; nobody else may be written in there."""
    stood = [row for row in vote.item.rows.order_by("position") if row.standing != Candidacy.WITHDRAWN]
    BallotRow.objects.bulk_create(
        [
            BallotRow(
                item=item, position=place, name=row.name, note=row.note, delegate_id=row.delegate_id,
                proposed_by=row.proposed_by, standing=Candidacy.OFFICIAL,
            )
            for place, row in enumerate(
                (stood[n] if n < len(stood) else _written_in(vote, n) for n in next_candidates(vote)), 1
            )
        ]
    )  # fmt: skip


def _written_in(vote: Vote, place: int) -> BallotRow:
    row = (vote.result.rows or [])[place]
    running = Delegate.objects.filter(term_id=vote.item.meeting.term_id, ended_on=None, name=row["name"])
    found = list(running.values_list("id", flat=True)[:2])
    return BallotRow(name=row["name"], note=row["note"], delegate_id=found[0] if len(found) == 1 else None)
