"""Counting: each scrutineer signs what they counted, apart from the other; when they agree the result is computed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.confirming import confirm_if_agreed
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.voting import lock_round
from gonghui.congress.models import Appointment, TallySheet, Vote
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.queries.counts import AnyTally, channels_of, online_tally
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.rowstally import rows_faults
from gonghui.congress.rules.states import Post, VoteState
from gonghui.congress.rules.vote import Tally, tally_faults
from gonghui.congress.rules.zones import Zone, total, zone_faults
from gonghui.kernel.action import action, record, touch
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, RuleBroken


@action
def sign_sheet(
    actor: Actor, *, vote_id: UUID, channel: Channel, now: datetime, tally: AnyTally | None = None,
    zones: Sequence[Zone] = (),
) -> bool:  # fmt: skip
    """Sign what one scrutineer counted in one channel. Returns whether the round is confirmed by it.

    For phones the server has counted; the scrutineer signs that they have seen and checked it. A sheet may be signed
    again, as a new attempt, as long as the two do not agree. Hands may be counted by `zones` instead of a `tally`: the
    sheet is their sum, and the two must agree zone by zone.
    Raises: RuleBroken for numbers that cannot be right; Conflict before the stop or after the confirmation;
    NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 31 (count of all delegates).
    """
    vote = lock_round(vote_id)
    meeting = vote.item.meeting
    policy.require_member(actor, meeting)
    policy.require_scrutineer(actor, meeting)
    scrutineer = appointment_of(actor, vote)
    if vote.state != VoteState.STOPPED:
        raise Conflict(_("现在不能录入计票结果。"), remedy=_("请等主持人停止表决；已经确认的，不能再改。"))
    if tally is None:
        tally = _summed(vote, channel, zones)
    _require_possible(vote, channel, tally)
    attempts = TallySheet.objects.filter(vote=vote, scrutineer=scrutineer, channel=channel)
    TallySheet.objects.create(
        vote=vote, scrutineer=scrutineer, channel=channel,
        attempt=(attempts.aggregate(last=Max("attempt"))["last"] or 0) + 1, signed_at=now,
        zones=[asdict(zone) for zone in zones] or None, **_fields(tally),
    )  # fmt: skip
    record("signed-sheet", stream=stream(meeting), subject=("vote", vote.id), channel=str(channel))
    touch(topic(meeting), "count", "now", "guards")
    return confirm_if_agreed(vote, now)


def _summed(vote: Vote, channel: Channel, zones: Sequence[Zone]) -> Tally:
    if channel is not Channel.HANDS or vote.paper:
        raise RuleBroken(_("只有举手表决按分区清点。"), code="no-zones")
    faults = [fault.render(gettext) for fault in zone_faults(zones)]
    if faults or not zones:
        raise RuleBroken(
            "；".join(faults) or _("还没有填分区的票数。"), code="sheet-wrong", remedy=_("请改正后再签署。")
        )
    return total(zones, entitled=channels_of(vote).get(channel, 0))


def _fields(tally: AnyTally) -> dict[str, object]:
    """Return what a sheet stores of a count; one of several rows has no single for, against and abstained."""
    if isinstance(tally, Tally):
        return asdict(tally)
    written = [[name, count] for name, count in tally.written] or None
    return {**asdict(tally), "votes_for": 0, "votes_against": 0, "abstained": 0, "written": written}


def appointment_of(actor: Actor, vote: Vote) -> Appointment:
    """Return the actor's post as a scrutineer of the meeting. Raises: NotAllowed without one."""
    posts = Appointment.objects.filter(meeting=vote.item.meeting, role=Post.SCRUTINEER, ended_at=None)
    found = posts.filter(person_id=actor.person_id).first() if actor.person_id else None
    if found is None:
        raise NotAllowed(_("只有本次会议的监票人可以录入计票结果。"))
    return found


def _require_possible(vote: Vote, channel: Channel, tally: AnyTally) -> None:
    if channel not in channels_of(vote):
        raise RuleBroken(_("本轮表决没有用这个渠道。"), code="no-such-channel")
    paper = paper_of(vote)
    if isinstance(tally, Tally) != (paper is None):
        raise RuleBroken(_("计票单与本轮的票面不符。"), code="sheet-wrong", remedy=_("请刷新页面后再填。"))
    faults: Sequence[object] = (
        tally_faults(tally) if isinstance(tally, Tally) else rows_faults(paper, tally) if paper else ()
    )
    if faults:
        raise RuleBroken(
            "；".join(str(fault) for fault in faults), code="sheet-wrong", remedy=_("请重新清点后再录入。")
        )
    entitled = channels_of(vote)[channel]
    if tally.issued > entitled:
        raise RuleBroken(
            _("发出 %(issued)s 票，多于在册的 %(entitled)s 人。") % {"issued": tally.issued, "entitled": entitled},
            code="too-many-issued", remedy=_("请按名册核对发票数。"),
        )  # fmt: skip
    if channel is Channel.ONLINE and tally != online_tally(vote):
        raise RuleBroken(_("手机票由系统计数，不能改动。"), code="online-changed", remedy=_("请刷新页面核对后再签。"))
