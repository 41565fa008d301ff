"""The consultative poll (征求意见): asked of whoever is here, also below the quorum. It can never make a resolution.

It is no round of voting: it has no majority, no result, no paper. Its counts are a line of the hall's log.
"""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.casting import CHOICES
from gonghui.congress.actions.presence import lock_meeting, require_running, stream, topic
from gonghui.congress.models import Incident, Meeting, Poll, PollAnswer, Vote
from gonghui.congress.queries import find
from gonghui.congress.queries.poll import polling
from gonghui.congress.queries.presence import is_present, pack_of, present_ids, quorum_now, voting_delegates
from gonghui.congress.queries.state import STANDING
from gonghui.congress.queries.trial import is_trying
from gonghui.congress.rules.parameters import MIN_GROUP
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, RuleBroken

PARTS = ("now", "vote", "wall", "count", "log")
LONGEST = 120


@action
def open_poll(actor: Actor, *, meeting_id: UUID, question: str, now: datetime) -> None:
    """Ask the full delegates who are here for their opinion; no quorum is needed, and nothing is decided by it.

    Raises: RuleBroken without a question; Conflict while a vote, a trial or another poll is under way; NotAllowed,
    NotFound.
    """
    meeting = _lock(actor, meeting_id)
    asked = " ".join(question.split())
    if not 0 < len(asked) <= LONGEST:
        raise RuleBroken(_("请写明征求意见的问题，最多 %(most)s 个字。") % {"most": LONGEST}, code="question")
    going = polling(meeting)
    if going is not None and going.question == asked:
        return unchanged()
    if going is not None or is_trying(meeting):
        raise Conflict(_("上一次征求意见或试投还没有结束。"), remedy=_("请先结束，再开始。"))
    if Vote.objects.filter(item__meeting=meeting, state__in=STANDING).exists():
        raise Conflict(_("正在表决，不能征求意见。"), remedy=_("请在表决以前或本轮宣布以后进行。"))
    here = present_ids(meeting.id).intersection(voting_delegates(meeting.term_id))
    Poll.objects.create(meeting=meeting, question=asked, on_roll=len(here), opened_at=now)
    record("opened-poll", stream=stream(meeting), subject=("meeting", meeting.id), present=len(here))
    touch(topic(meeting), *PARTS)
    return None


@action
def answer_poll(actor: Actor, *, meeting_id: UUID, choice: str, now: datetime) -> None:
    """Answer a poll; the first answer counts, and a resend changes nothing.

    Raises: RuleBroken for a choice that is none, or whoever is not here; Conflict when it is over; NotFound.
    """
    meeting, delegate = find.own_seat(actor, meeting_id)
    poll = Poll.objects.select_for_update().filter(meeting=meeting).first()
    if poll is None:
        raise Conflict(_("征求意见已经结束。"))
    if choice not in CHOICES:
        raise RuleBroken(_("没有这个选项。"), code="no-such-choice", remedy=_("请从赞成、反对、弃权中选一项。"))
    if delegate.id not in voting_delegates(meeting.term_id) or not is_present(meeting.id, delegate.id):
        raise RuleBroken(_("在场的正式代表才能表态。"), code="not-here", remedy=_("还没有签到的，请先签到。"))
    if PollAnswer.objects.filter(poll=poll, delegate=delegate).exists():
        return unchanged()
    PollAnswer.objects.create(poll=poll, delegate=delegate, choice=choice)
    record("answered-poll", stream=stream(meeting), subject=("meeting", meeting.id), delegate=str(delegate.id))
    touch(topic(meeting), "count", "wall")
    return None


@action
def end_poll(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """End a poll: its counts become a line of the hall's log, its answers are deleted. Few answers are not counted out.

    Raises: NotAllowed, NotFound.
    """
    meeting = _lock(actor, meeting_id)
    going = polling(meeting)
    if going is None:
        return unchanged()
    counts = f"赞成{going.counts[0]}，反对{going.counts[1]}，弃权{going.counts[2]}"
    if sum(going.counts) < pack_of(meeting)[MIN_GROUP]:
        counts = f"表态{sum(going.counts)}人，人数太少，不分列"
    quorum = quorum_now(meeting)
    short = "" if quorum.met else "，不足法定人数"
    words = f"征求意见：{going.question}　{counts}（到会{going.on_roll}人{short}；不是表决，不作为决议的依据）"
    Incident.objects.create(meeting=meeting, text=words[:300], by_account=actor.account_id, at=now)
    Poll.objects.filter(meeting=meeting).delete()
    record("ended-poll", stream=stream(meeting), subject=("meeting", meeting.id), answered=sum(going.counts))
    touch(topic(meeting), *PARTS)
    return None


def _lock(actor: Actor, meeting_id: UUID) -> Meeting:
    meeting = lock_meeting(actor, meeting_id)
    policy.require_presiding(actor, meeting)
    require_running(meeting)
    return meeting
