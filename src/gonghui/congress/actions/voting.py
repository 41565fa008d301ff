"""One round of voting, by the chair: prepared, opened, extended, stopped, announced, or voided and repeated."""

import hashlib
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.contracts import require_signed
from gonghui.congress.actions.freezing import frozen_paper
from gonghui.congress.actions.presence import lock_meeting, require_running, stream, topic
from gonghui.congress.actions.refusing import passed_stands
from gonghui.congress.actions.running import require_quorum
from gonghui.congress.actions.waiving import require_groups
from gonghui.congress.ballotbox import boards, counting, opening
from gonghui.congress.ballotbox.refusing import checked
from gonghui.congress.events import ResultAnnounced, VotingOpened
from gonghui.congress.models import AgendaItem, Delegate, Meeting, RollEntry, SealedBox, Vote
from gonghui.congress.queries import sealed
from gonghui.congress.queries.poll import is_polling
from gonghui.congress.queries.presence import entitled_now, pack_of, voting_delegates
from gonghui.congress.queries.trial import is_trying
from gonghui.congress.rules.kinds import Channel, CongressPower, VoteForm
from gonghui.congress.rules.parameters import QUORUM
from gonghui.congress.rules.powers import end_state_after_vote, majority_for
from gonghui.congress.rules.sealing import BoxStep
from gonghui.congress.rules.states import ItemState, MeetingState, VoteState
from gonghui.congress.rules.values import MAJORITY
from gonghui.kernel.action import action, publish, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

PARTS = ("now", "vote", "guards", "wall", "me", "count")


@action
def prepare_vote(actor: Actor, *, item_id: UUID, now: datetime) -> UUID:
    """Put the question of the item now under discussion before the congress: shown everywhere, not yet open.

    Raises: Conflict when the item is not under discussion; RuleBroken when its ballot is not complete, or while
        delegations have not reported on it and the chair has not waived that; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 30.
    """
    item, meeting = _lock_current(actor, item_id)
    standing = Vote.objects.filter(item=item, state__in=_STANDING).first()
    if standing is not None:
        unchanged()
        return standing.id
    if is_polling(meeting):
        raise Conflict(_("征求意见还没有结束，不能进入表决。"), remedy=_("请先按“结束征求意见”，再进入表决。"))
    if is_trying(meeting):
        raise Conflict(_("试投还没有结束，不能进入表决。"), remedy=_("请先按“结束试投”，再进入表决。"))
    if item.form == VoteForm.NONE:
        raise Conflict(_("这一项听取意见，不表决。"), remedy=_("请直接结束本项议程。"))
    require_groups(item)
    question = item.question.strip() or f"是否通过《{item.title}》？"
    base = len(voting_delegates(meeting.term_id))
    pack = pack_of(meeting)
    majority = majority_for(pack, CongressPower(item.power))
    paper = frozen_paper(item)
    vote = Vote.objects.create(
        item=item, round=(item.votes.aggregate(last=Max("round"))["last"] or 0) + 1, form=item.form,
        count_by=item.count_by, state=VoteState.READY, question=question,
        question_digest=hashlib.sha256(question.encode()).hexdigest(), rule=MAJORITY.write(majority), paper=paper,
        all_delegates=base, present=0, quorum_needed=pack[QUORUM].needed(base), needed=majority.needed(base),
    )  # fmt: skip
    record("prepared-vote", stream=stream(meeting), subject=("vote", vote.id), round=vote.round)
    touch(topic(meeting), *PARTS)
    return vote.id


@action
def vote_on_paper(actor: Actor, *, item_id: UUID, now: datetime) -> None:
    """Let the secret vote of the item now under discussion be held on paper instead of on phones.

    Rounds that were held before stay as they were: sealed ones keep their box.
    Raises: Conflict while a round stands, or when there is nothing to change; NotAllowed, NotFound.
    """
    item, meeting = _lock_current(actor, item_id)
    if item.form != VoteForm.SECRET_BALLOT:
        raise Conflict(_("这一项不是无记名投票，不用改。"))
    if item.count_by == "SHEET":
        return unchanged()
    if Vote.objects.filter(item=item, state__in=_STANDING).exists():
        raise Conflict(_("本轮表决还在，不能改用纸质票。"), remedy=_("请先作废本轮，再改用纸质票。"))
    item.count_by = "SHEET"
    item.save(update_fields=["count_by"])
    record("moved-to-paper", stream=stream(meeting), subject=("item", item.id))
    touch(topic(meeting), *PARTS)
    return None


@action
def open_vote(actor: Actor, *, vote_id: UUID, seconds: int | None, now: datetime) -> None:
    """Open the round: the quorum is checked again and the roll of those present is frozen.

    The roll of a sealed round was frozen before, and its scrutineers have signed it.
    `seconds` sets a limit; None leaves the end to the chair.
    Raises: RuleBroken without a quorum, before all delegations have reported on the item, or for a collective contract
        that is not signed; Conflict in any other state; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 28, 30, 31; 上海市集体合同条例 art. 22.
    """
    vote, meeting = _lock_vote(actor, vote_id)
    if vote.state == VoteState.OPEN:
        return unchanged()
    _require_state(vote, VoteState.READY)
    if meeting.state != MeetingState.OPEN:
        raise Conflict(_("会议没有在进行，不能开始表决。"))
    require_signed(vote.item, meeting)
    require_groups(vote.item)
    present = require_quorum(meeting)
    if sealed.is_sealed(vote):
        size = _open_box(vote)
    else:
        vote.present, roll = present, _roll(vote)
        RollEntry.objects.bulk_create([RollEntry(vote=vote, delegate_id=who, channel=by) for who, by in roll])
        size = len(roll)
    vote.state, vote.opened_at = VoteState.OPEN, now
    vote.closes_at = None if seconds is None else now + timedelta(seconds=seconds)
    vote.save(update_fields=["state", "present", "opened_at", "closes_at"])
    record("opened-vote", stream=stream(meeting), subject=("vote", vote.id), present=vote.present, roll=size)
    publish(VotingOpened(meeting_id=meeting.id, vote_id=vote.id))
    touch(topic(meeting), *PARTS)
    return None


@action
def extend_vote(actor: Actor, *, vote_id: UUID, seconds: int, now: datetime) -> None:
    """Give more time to an open round; a round whose time has run out gets the seconds from now.

    Raises: Conflict when it is not open or has no limit; NotAllowed, NotFound.
    """
    vote, meeting = _lock_vote(actor, vote_id)
    _require_state(vote, VoteState.OPEN)
    if vote.closes_at is None:
        raise Conflict(_("本轮表决没有限时，不需要延长。"))
    vote.closes_at = max(vote.closes_at, now) + timedelta(seconds=seconds)
    vote.save(update_fields=["closes_at"])
    record("extended-vote", stream=stream(meeting), subject=("vote", vote.id), seconds=seconds)
    touch(topic(meeting), "now", "vote", "wall")


@action
def stop_vote(actor: Actor, *, vote_id: UUID, now: datetime) -> None:
    """Stop taking votes, while enough are present.

    Raises: RuleBroken when the quorum has been lost meanwhile; Conflict when the round is not open.
    Source: 上海市职工代表大会条例 art. 28.
    """
    vote, meeting = _lock_vote(actor, vote_id)
    if vote.state == VoteState.STOPPED:
        return unchanged()
    _require_state(vote, VoteState.OPEN)
    require_quorum(meeting)
    vote.state, vote.stopped_at = VoteState.STOPPED, now
    vote.save(update_fields=["state", "stopped_at"])
    if sealed.is_sealed(vote):
        _close_box(vote)
    record("stopped-vote", stream=stream(meeting), subject=("vote", vote.id))
    touch(topic(meeting), *PARTS)
    return None


@action
def announce_result(actor: Actor, *, vote_id: UUID, now: datetime) -> None:
    """Announce the result that two scrutineers have confirmed; from now on every face shows it.

    Raises: Conflict before it is confirmed; NotAllowed, NotFound.
    """
    vote, meeting = _lock_vote(actor, vote_id)
    if vote.state == VoteState.ANNOUNCED:
        return unchanged()
    _require_state(vote, VoteState.CONFIRMED)
    item = vote.item
    vote.state, vote.announced_at = VoteState.ANNOUNCED, now
    vote.save(update_fields=["state", "announced_at"])
    item.state = end_state_after_vote(item.power, passed=vote.result.passed)
    item.save(update_fields=["state"])
    record("announced-result", stream=stream(meeting), subject=("vote", vote.id), passed=vote.result.passed)
    publish(ResultAnnounced(meeting_id=meeting.id, vote_id=vote.id, passed=vote.result.passed))
    touch(topic(meeting), *PARTS, "agenda")
    return None


@action
def void_vote(actor: Actor, *, vote_id: UUID, reason: str, now: datetime) -> None:
    """Void a round that has not been announced. The round and its votes stay; a new round may be prepared.

    Raises: RuleBroken without a reason; Conflict when it was announced; NotAllowed, NotFound.
    """
    vote, meeting = _lock_vote(actor, vote_id)
    if vote.state == VoteState.VOIDED:
        return unchanged()
    if vote.state == VoteState.ANNOUNCED and vote.item.state == ItemState.APPROVED:
        raise passed_stands(pack_of(meeting))
    if vote.state not in _STANDING:
        raise Conflict(_("结果已经宣布，不能作废本轮表决。"), remedy=_("对结果有异议的，请在公示期内提出。"))
    if not reason.strip():
        raise RuleBroken(_("请写明作废本轮表决的理由。"), code="reason-missing")
    vote.state, vote.voided_at, vote.void_reason = VoteState.VOIDED, now, reason.strip()[:300]
    vote.save(update_fields=["state", "voided_at", "void_reason"])
    record("voided-vote", stream=stream(meeting), subject=("vote", vote.id))
    touch(topic(meeting), *PARTS)
    return None


_STANDING = (VoteState.READY, VoteState.OPEN, VoteState.STOPPED, VoteState.CONFIRMED)


def lock_round(vote_id: UUID) -> Vote:
    """Lock and return a round with its item and meeting.

    Raises: NotFound.
    """
    rounds = Vote.objects.select_for_update(of=("self",)).select_related("item__meeting__term__union")
    vote = rounds.filter(id=vote_id).first()
    if vote is None:
        raise NotFound
    return vote


def _open_box(vote: Vote) -> int:
    """Open the box of a sealed round, and return the length of its roll of phones and paper."""
    box = _locked_box(vote)
    if box is None or box.step != BoxStep.READY:
        raise Conflict(_("监票人还没有核对名册，不能开始表决。"), remedy=_("请监票人在手机上核对签名。"))
    with checked(), boards.undone_on_failure(box):
        opening.append_open(box)
    box.step = BoxStep.OPEN
    box.save(update_fields=["step"])
    return RollEntry.objects.filter(vote=vote).count()


def _close_box(vote: Vote) -> None:
    """Close the box of a sealed round; a box whose key the server keeps is opened at once."""
    box = _locked_box(vote)
    assert box is not None, "a sealed round opened without its box"
    with checked(), boards.undone_on_failure(box):
        counting.close(box)
        if box.ceremony.hosted and box.step == BoxStep.TALLIED:
            counting.open_hosted(box)


def _locked_box(vote: Vote) -> SealedBox | None:
    boxes = SealedBox.objects.select_for_update(of=("self",)).select_related("ceremony")
    return boxes.filter(vote=vote).first()


def _roll(vote: Vote) -> list[tuple[UUID, Channel]]:
    """Return who may vote in a round and by which channel: present full delegates, by id."""
    here = entitled_now(vote.item)
    if vote.form == VoteForm.SECRET_BALLOT:
        return [(who, Channel.PAPER) for who in here]
    if vote.count_by == "SHEET":
        by = Channel.HANDS if vote.form == VoteForm.SHOW_OF_HANDS else Channel.PAPER
        return [(who, by) for who in here]
    phones = set(Delegate.objects.filter(id__in=here, person__account__isnull=False).values_list("id", flat=True))
    return [(who, Channel.ONLINE if who in phones else Channel.PAPER) for who in here]


def _lock_vote(actor: Actor, vote_id: UUID) -> tuple[Vote, Meeting]:
    vote = lock_round(vote_id)
    meeting = vote.item.meeting
    policy.require_member(actor, meeting)
    policy.require_presiding(actor, meeting)
    return vote, meeting


def _lock_current(actor: Actor, item_id: UUID) -> tuple[AgendaItem, Meeting]:
    meeting_id = AgendaItem.objects.filter(id=item_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_meeting(actor, meeting_id)
    policy.require_presiding(actor, meeting)
    require_running(meeting)
    item = AgendaItem.objects.get(id=item_id)  # after the lock: seen before it, it may have been remanded meanwhile
    if meeting.current_item_id != item.id or item.state != ItemState.IN_SESSION:
        raise Conflict(_("这一项不在审议中，不能进入表决。"), remedy=_("请先开始审议这一项。"))
    return item, meeting


def _require_state(vote: Vote, state: VoteState) -> None:
    if vote.state != state:
        raise Conflict(_("表决的状态已经变化，这一步不能再做。"), remedy=_("请刷新页面，看现在到了哪一步。"))
