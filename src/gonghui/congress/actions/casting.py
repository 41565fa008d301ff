"""Casting a named vote: once per person and round; a resend is answered as the first one was."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.refusing import require
from gonghui.congress.actions.voting import lock_round
from gonghui.congress.models import NamedBallot, RollEntry, Vote
from gonghui.congress.queries import find
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.queries.presence import FULL, is_present, pack_of
from gonghui.congress.rules.ballotpaper import choices_fault, filled
from gonghui.congress.rules.effect import check_vote_right
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.states import VoteState
from gonghui.congress.rules.written import names_fault, tidy
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, RuleBroken

CHOICES = ("FOR", "AGAINST", "ABSTAIN")


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What was received, when; `again` when it had been received before."""

    choice: str
    at: datetime
    again: bool
    choices: tuple[int, ...] = ()
    written: tuple[str, ...] = ()


@action
def cast_vote(
    actor: Actor, *, vote_id: UUID, key: UUID, now: datetime, choice: str = "", choices: Sequence[int | None] = (),
    written: Sequence[str] = (),
) -> Received:  # fmt: skip
    """Cast one's own named vote. `key` is made by the phone, so that a resend is recognised.

    On a ballot of several rows `choices` holds the place of the option chosen in each, and `choice` stays empty;
    `written` are the names of others on it.

    A second press or a resend answers with what was received first, also after the round was stopped.
    Raises: NotFound for whoever is not a delegate; RuleBroken for whoever sits without a vote, for a choice that is
        none, or whoever is not on the roll of the round or has left; Conflict when the round is not open, or another
        choice was received before.
    Source: 上海市职工代表大会条例 art. 21 (who sits without a vote).
    """
    vote = lock_round(vote_id)
    meeting = vote.item.meeting
    policy.require_member(actor, meeting)
    delegate = find.own_mandate(actor, meeting)
    before = NamedBallot.objects.filter(vote=vote, delegate=delegate).first()
    if before is not None:
        return _as_before(before, choice, _filled(vote, choices), tidy(written), key)
    if delegate.kind != FULL:
        require(check_vote_right(pack_of(meeting), is_full_delegate=False), "no-vote-right")
    marked, others = _marked(vote, choice, choices, tidy(written)), tidy(written)
    require_open(vote, now)
    _require_on_roll(vote, delegate.id)
    if not is_present(meeting.id, delegate.id):
        raise RuleBroken(_("您已离场，不能参加表决。"), code="left", remedy=_("请重新签到；下一轮表决可以参加。"))
    NamedBallot.objects.create(
        vote=vote, delegate=delegate, choice="" if vote.paper else choice, choices=marked or None,
        written=list(others) or None, key=key, at=now,
    )  # fmt: skip
    record("cast-vote", stream=stream(meeting), subject=("vote", vote.id), delegate=str(delegate.id))
    touch(topic(meeting), "count")
    return Received(choice=choice, at=now, again=False, choices=tuple(marked), written=others)


def _filled(vote: Vote, choices: Sequence[int | None]) -> list[int | None]:
    paper = paper_of(vote)
    return list(filled(paper, choices)) if paper is not None else []


def _marked(vote: Vote, choice: str, choices: Sequence[int | None], written: Sequence[str]) -> list[int]:
    """Return what was marked in each row, nothing for a decision. Raises: RuleBroken for what cannot be."""
    paper = paper_of(vote)
    if paper is None:
        if choice not in CHOICES:
            raise RuleBroken(_("没有这个选项。"), code="no-such-choice", remedy=_("请从赞成、反对、弃权中选一项。"))
        return []
    marked = filled(paper, choices)
    fault = names_fault(paper, written) or choices_fault(paper, marked, written)
    if fault is not None:
        raise RuleBroken(
            f"{fault.render(gettext)}。", code="ballot-wrong", remedy=_("请改好后再提交，您的票还没有投出。")
        )
    return [one for one in marked if one is not None]


def _as_before(
    before: NamedBallot, choice: str, marked: list[int | None], written: Sequence[str], key: UUID
) -> Received:  # fmt: skip
    kept = tuple(before.written or ())
    other = (before.choices != marked or kept != written) if before.choices else before.choice != choice
    if before.key != key and other:
        raise Conflict(
            _("您的票已收到，不能更改。"), code="already-cast", remedy=_("如果不是您本人提交的，请马上告诉监票人。")
        )
    unchanged()
    return Received(choice=before.choice, at=before.at, again=True, choices=tuple(before.choices or ()), written=kept)


def require_open(vote: Vote, now: datetime) -> None:
    """Raises: Conflict when a round takes no votes at this moment."""
    if vote.state != VoteState.OPEN or (vote.closes_at is not None and now >= vote.closes_at):
        raise Conflict(
            _("表决已经停止，您的票没有收到。"), code="closed", remedy=_("请等待下一项；有疑问请告诉监票人。")
        )


def _require_on_roll(vote: Vote, delegate_id: UUID) -> None:
    entry = RollEntry.objects.filter(vote=vote, delegate_id=delegate_id).first()
    if entry is None:
        raise RuleBroken(
            _("本轮表决开始时您还没有签到，不在本轮名册上。"),
            code="not-on-roll",
            remedy=_("签到后可以参加下一轮表决。"),
        )
    if entry.channel != Channel.ONLINE:
        raise RuleBroken(_("本轮您用纸质表决票，不用手机。"), code="on-paper", remedy=_("请到会场工作人员处领票。"))
