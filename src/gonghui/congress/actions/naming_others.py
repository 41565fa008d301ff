"""Reading the names that voters wrote on an election's ballots: each scrutineer alone, as sheets are signed."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.confirming import confirm_if_agreed
from gonghui.congress.actions.counting import appointment_of
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.voting import lock_round
from gonghui.congress.models import NameReading
from gonghui.congress.queries import writeins
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.parameters import SCRUTINEERS_MIN
from gonghui.congress.rules.reading import too_many
from gonghui.congress.rules.states import VoteState
from gonghui.congress.rules.written import readings_fault
from gonghui.kernel.action import action, record, touch
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, RuleBroken


@action
def read_names(actor: Actor, *, vote_id: UUID, readings: Mapping[str, str], now: datetime) -> bool:
    """Sign whom one scrutineer takes each written name for; empty where it cannot be read.

    `readings` maps each name as it was written to a person. A scrutineer may sign again, as a new attempt, as long as
    the two do not agree. Returns whether the round is confirmed by it.
    Raises: RuleBroken for a name that is missing or cannot be so; Conflict while the sheets do not agree, where nobody
    wrote a name, or after the confirmation; NotAllowed, NotFound.
    """
    vote = lock_round(vote_id)
    meeting = vote.item.meeting
    policy.require_member(actor, meeting)
    policy.require_scrutineer(actor, meeting)
    scrutineer = appointment_of(actor, vote)
    names = writeins.names_of(vote, needed=pack_of(meeting)[SCRUTINEERS_MIN])
    if vote.state != VoteState.STOPPED or names is None:
        raise Conflict(
            _("现在没有需要辨认的姓名。"), remedy=_("请先由两位监票人签署一致的计票单；已经确认的，不能再改。")
        )
    read = {name: " ".join(readings[name].split()) for name in names.votes if name in readings}
    paper = paper_of(vote)
    assert paper is not None, "names are written on ballots of several rows"
    fault = readings_fault(paper, names.votes, names.on_paper, read) or too_many(names.tallies, read)
    if fault is not None:
        raise RuleBroken(f"{fault.render(gettext)}。", code="reading-wrong", remedy=_("请改好后再签署。"))
    before = NameReading.objects.filter(vote=vote, scrutineer=scrutineer)
    NameReading.objects.create(
        vote=vote, scrutineer=scrutineer, attempt=(before.aggregate(last=Max("attempt"))["last"] or 0) + 1, names=read,
        signed_at=now,
    )  # fmt: skip
    record("read-names", stream=stream(meeting), subject=("vote", vote.id), count=len(read))
    touch(topic(meeting), "count", "now", "vote", "guards")
    return confirm_if_agreed(vote, now)
