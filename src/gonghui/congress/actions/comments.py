"""A rater's own words in an appraisal: taken once from each, kept without a person and without a time."""

from secrets import SystemRandom
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import stream
from gonghui.congress.actions.voting import lock_round
from gonghui.congress.models import CommentBox, CommentMark, RollEntry
from gonghui.congress.queries import find
from gonghui.congress.queries.ballots import kind_of, paper_of
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.comments import LONGEST, scrub
from gonghui.congress.rules.states import VoteState
from gonghui.kernel.action import action, record
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, RuleBroken

TAKEN: Final = (VoteState.OPEN, VoteState.STOPPED)
BOX = Actor.system("comment-box")
"""Who puts a comment in: the ledger does not tell whose it is."""


def comment(actor: Actor, *, vote_id: UUID, text: str) -> bool:
    """Add one's words to an appraisal that is open. Returns whether something was taken out of them.

    Raises: RuleBroken without words, with too many, for anything but an appraisal, or for whoever does not rate;
        Conflict for a second comment, before the round is open or after its count; NotAllowed, NotFound.
    """
    vote = find.vote(actor, vote_id)
    policy.require_member(actor, vote.item.meeting)
    delegate = find.own_mandate(actor, vote.item.meeting)
    words = text.strip()
    if not words:
        raise RuleBroken(_("请写下您的意见再提交。"), code="text-missing")
    if len(words) > LONGEST:
        raise RuleBroken(_("意见太长。"), remedy=_("请写在300字以内。"), code="text-too-long")
    return _put_in(BOX, vote_id=vote_id, delegate_id=delegate.id, text=words)


@action
def _put_in(_actor: Actor, *, vote_id: UUID, delegate_id: UUID, text: str) -> bool:
    vote = lock_round(vote_id)
    paper = paper_of(vote)
    if paper is None or kind_of(vote) is not PaperKind.APPRAISAL:
        raise RuleBroken(_("只有民主测评可以附意见。"), code="no-comments")
    if vote.state not in TAKEN:
        raise Conflict(_("现在不能提意见。"), remedy=_("表决开始以后、结果确认以前可以提。"))
    names = dict(RollEntry.objects.filter(vote=vote).values_list("delegate_id", "delegate__name"))
    if delegate_id not in names:
        raise RuleBroken(_("您不在本轮的名册上。"), code="not-on-roll")
    _mark, new = CommentMark.objects.get_or_create(vote=vote, delegate_id=delegate_id)
    if not new:
        raise Conflict(_("您的意见已经收到，每人提一次。"), code="already-commented")
    scrubbed = scrub(text, set(names.values()) - {row.name for row in paper.rows})
    box, _made = CommentBox.objects.select_for_update().get_or_create(vote=vote)
    texts = [*box.texts, scrubbed.text]
    SystemRandom().shuffle(texts)
    CommentBox.objects.filter(id=box.id).update(texts=texts)
    record("comment-came", stream=stream(vote.item.meeting), subject=("vote", vote.id))
    return scrubbed.masked
