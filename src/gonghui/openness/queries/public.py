"""What everybody sees who has the address of a board: what is up today, and what was answered."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound
from gonghui.openness import policy
from gonghui.openness.models import Board, Disclosure, Question, QuestionSupport
from gonghui.openness.rules.states import QuestionState, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A board as the workshop sees it. `mine` are the questions that this person supports already."""

    board: Board
    up: tuple[Disclosure, ...]
    questions: tuple[Question, ...]
    mine: frozenset[UUID]
    is_member: bool


def board(slug: str) -> Board:
    """Return the board of an address. Raises: NotFound."""
    found = Board.objects.filter(slug=slug).first()
    if found is None:
        raise NotFound
    return found


def shown(actor: Actor, slug: str, today: date, *, most: int = 50) -> Shown:
    """Return what is up today, newest first, and the newest answers (at most `most`). Raises: NotFound."""
    found = board(slug)
    up = Disclosure.objects.select_related("duty").filter(
        duty__board=found, state=State.PUBLISHED, shown_until__gte=today
    )
    answered = Question.objects.filter(board=found, state=QuestionState.ANSWERED).annotate(supporters=Count("supports"))
    member = policy.is_member(actor, found.union_id)
    return Shown(
        board=found, up=tuple(up.order_by("duty__position", "-published_at")),
        questions=tuple(answered.order_by("-answered_at", "pk")[:most]), is_member=member,
        mine=_supported(found, actor.person_id) if member and actor.person_id else frozenset(),
    )  # fmt: skip


def _supported(found: Board, person_id: UUID) -> frozenset[UUID]:
    mine = QuestionSupport.objects.filter(question__board=found, person_id=person_id)
    return frozenset(mine.values_list("question_id", flat=True))


def one(slug: str, disclosure_id: UUID, today: date) -> Disclosure:
    """Return one disclosure that is up today. Raises: NotFound, also for one that is over or taken down."""
    found = Disclosure.objects.select_related("duty__board").filter(
        pk=disclosure_id, duty__board__slug=slug, state=State.PUBLISHED, shown_until__gte=today
    )
    shown_now = found.first()
    if shown_now is None:
        raise NotFound
    return shown_now
