"""Questions from the workshop: asked by name or without, supported, answered within the days of the place."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.kernel import clock
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.openness import policy
from gonghui.openness.actions.board import lock_board, stream
from gonghui.openness.models import Board, Question, QuestionSupport
from gonghui.openness.rules.catalogue import catalogue_of
from gonghui.openness.rules.questions import answer_due
from gonghui.openness.rules.states import QuestionState

LONGEST: Final = 500
MOST_A_DAY: Final = 200
"""Questions that a board takes from strangers in a day: beyond that it is not the workshop that asks."""


@action
def ask(actor: Actor, *, slug: str, text: str, now: datetime) -> UUID:
    """Ask something on a board: by name where a person of the union acts, else without anything kept but the day.

    The same words still waiting are one question.
    Raises: NotFound; NotAllowed for people of other unions; RuleBroken for an empty or over-long text, or too many.
    Source: 浙江省企业民主管理条例 article 23.
    """
    board = Board.objects.select_for_update().filter(slug=slug).first()
    if board is None:
        raise NotFound
    if actor.person_id is not None and not policy.is_member(actor, board.union_id):
        raise NotAllowed(_("只有本单位的职工可以在这里署名提问。"), remedy=_("退出登录后可以匿名提问。"))
    words = text.strip()
    if not words:
        raise RuleBroken(_("请写明要问什么。"), code="text-missing")
    if len(words) > LONGEST:
        raise RuleBroken(_("问题最多 %(most)d 字。") % {"most": LONGEST}, code="text-too-long", remedy=_("请写要点。"))
    today = clock.local_date(now)
    waiting = board.questions.filter(state=QuestionState.WAITING)
    asker = {"person": None} if actor.person_id is None else {"person_id": actor.person_id}
    same = waiting.filter(text=words, **asker).first()
    if same is not None:
        unchanged()
        return same.pk
    if actor.person_id is None and board.questions.filter(asked_on=today, person=None).count() >= MOST_A_DAY:
        raise RuleBroken(_("今天收到的匿名问题太多了。"), code="too-many", remedy=_("请明天再提，或者登录后署名提问。"))
    due = answer_due(today, catalogue_of(board.catalogue).reply_days)
    question = Question.objects.create(board=board, person_id=actor.person_id, text=words, asked_on=today, due_on=due)
    record("question-asked", stream=stream(board), subject=("board", board.pk), due=due.isoformat())
    return question.pk


@action
def support(actor: Actor, *, question_id: UUID, now: datetime) -> None:
    """Say that one has the same question; pressed again it is taken back. Raises: NotAllowed, NotFound."""
    found = Question.objects.select_related("board").filter(pk=question_id).first()
    if found is None:
        raise NotFound
    if actor.person_id is None or not policy.is_member(actor, found.board.union_id):
        raise NotAllowed(_("只有本单位的职工可以附议。"), remedy=_("请先登录。"))
    made, new = QuestionSupport.objects.get_or_create(question=found, person_id=actor.person_id)
    if not new:
        made.delete()
    record("question-supported" if new else "question-support-withdrawn", stream=stream(found.board),
           subject=("question", found.pk))  # fmt: skip


@action
def answer(actor: Actor, *, question_id: UUID, text: str, now: datetime) -> None:
    """Answer in public; a later answer takes its place. Raises: RuleBroken for its words; NotAllowed, NotFound."""
    _close(actor, question_id, QuestionState.ANSWERED, text, now)


@action
def set_aside(actor: Actor, *, question_id: UUID, reason: str, now: datetime) -> None:
    """Keep a question off the board, with the reason. Raises: RuleBroken without one; Conflict once answered."""
    _close(actor, question_id, QuestionState.SET_ASIDE, reason, now)


def _close(actor: Actor, question_id: UUID, state: QuestionState, text: str, now: datetime) -> None:
    union_id = Question.objects.filter(pk=question_id).values_list("board__union_id", flat=True).first()
    if union_id is None:
        raise NotFound
    board = lock_board(actor, union_id, *policy.OFFICERS)
    question = Question.objects.get(pk=question_id)
    words = text.strip()
    if not words:
        raise RuleBroken(_("请写明答复的内容或者理由。"), code="text-missing")
    if (question.state, question.answer) == (state, words):
        return unchanged()
    if state is QuestionState.SET_ASIDE and question.state == QuestionState.ANSWERED:
        raise Conflict(_("这个问题已经公开答复，不能再收起。"), code="answered", remedy=_("可以更正答复。"))
    question.state, question.answer, question.answered_at = state, words, now
    question.save(update_fields=["state", "answer", "answered_at"])
    record("question-answered" if state is QuestionState.ANSWERED else "question-set-aside", stream=stream(board),
           subject=("question", question.pk), late=clock.local_date(now) > question.due_on)  # fmt: skip
    return None
