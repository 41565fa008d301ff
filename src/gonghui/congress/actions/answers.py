"""Answers to opinions: one for many of a kind, each kept with its own history; replaced or taken back, never lost."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.opinions import checked_place
from gonghui.congress.actions.preparing import lock_to_prepare
from gonghui.congress.actions.presence import lock_meeting, stream, topic
from gonghui.congress.models import Disposition, Meeting, Opinion, Paper
from gonghui.congress.rules.opinions import answer_fault
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.ids import uuid4

MOST_TOGETHER: Final = 200
_FIELDS: Final = ("outcome", "answer", "answered_at", "change_paper", "change_paragraph")


@action
def answer_opinions(
    actor: Actor, *, meeting_id: UUID, opinion_ids: Collection[UUID], outcome: str, reason: str,
    change_paper_id: UUID | None = None, change_paragraph: int | None = None, now: datetime,
) -> int:  # fmt: skip
    """Answer opinions of one kind together: adopted, in part or not, why, and where the text was changed.

    Each keeps its own line of history; one that has the same answer already gets no second. Returns how many were
    answered now.

    Raises: RuleBroken without opinions, an outcome or a reason, with too many at once, or a paragraph that is none;
        NotFound for one of another meeting; NotAllowed.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    wanted = set(opinion_ids)
    if not wanted:
        raise RuleBroken(_("还没有勾选意见。"), code="opinions-missing", remedy=_("请先勾选要答复的意见。"))
    if len(wanted) > MOST_TOGETHER:
        raise RuleBroken(_("一次最多答复%(most)s条。") % {"most": MOST_TOGETHER}, code="too-many")
    fault = answer_fault(outcome, reason, changes_text=change_paper_id is not None)
    if fault is not None:
        raise RuleBroken(f"{fault.render(gettext)}。", code="answer")
    paper = checked_place(meeting, change_paper_id, change_paragraph)
    opinions = list(Opinion.objects.filter(id__in=wanted, meeting=meeting).order_by("id"))
    if len(opinions) != len(wanted):
        raise NotFound
    said = (outcome, reason.strip(), paper.id if paper else None, change_paragraph)
    changed = [one for one in opinions if _stands(one) != said]
    if not changed:
        unchanged()
        return 0
    _write(actor, meeting, changed, outcome, reason.strip(), paper, change_paragraph, now)
    return len(changed)


@action
def take_answer_back(actor: Actor, *, opinion_id: UUID, now: datetime) -> None:
    """Take an answer back: the opinion waits again, and what was answered stays in its history.

    Raises: Conflict when it is not answered; NotAllowed, NotFound.
    """
    meeting_id = Opinion.objects.filter(id=opinion_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_meeting(actor, meeting_id)
    policy.require_preparer(actor, meeting)
    opinion = Opinion.objects.get(id=opinion_id)
    if opinion.answered_at is None:
        raise Conflict(_("这条意见还没有答复。"), code="not-answered")
    _write(actor, meeting, [opinion], "", "", None, None, now)


def _stands(opinion: Opinion) -> tuple[str, str, UUID | None, int | None]:
    return (opinion.outcome, opinion.answer, opinion.change_paper_id, opinion.change_paragraph)


def _write(
    actor: Actor, meeting: Meeting, opinions: list[Opinion], outcome: str, reason: str, paper: Paper | None,
    paragraph: int | None, now: datetime,
) -> None:  # fmt: skip
    lines = Disposition.objects.filter(opinion__in=opinions).order_by().values_list("opinion_id")
    last = dict(lines.annotate(last=Max("seq")))
    together = uuid4()
    for one in opinions:
        one.outcome, one.answer, one.answered_at = outcome, reason, now if outcome else None
        one.change_paper, one.change_paragraph = paper, paragraph
        verb = "answered-opinion" if outcome else "took-answer-back"
        record(verb, stream=stream(meeting), subject=("opinion", one.id), outcome=outcome)
    Disposition.objects.bulk_create(
        Disposition(
            opinion=one, seq=last.get(one.id, 0) + 1, outcome=outcome, reason=reason, change_paper=paper,
            change_paragraph=paragraph, together=together, by_account=actor.account_id, at=now,
        )
        for one in opinions
    )  # fmt: skip
    Opinion.objects.bulk_update(opinions, _FIELDS)
    touch(topic(meeting), "opinions", "prepare")
