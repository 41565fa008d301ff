"""What the officers of a union see: duties with their standing, disclosures, questions."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound
from gonghui.openness import policy
from gonghui.openness.models import Board, Disclosure, DisclosureStep, Duty, Question
from gonghui.openness.rules.catalogue import Article, Catalogue, catalogue_of
from gonghui.openness.rules.periods import Period, Standing, Stretch, standing, stretch_owed
from gonghui.openness.rules.states import QuestionState, State


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyLine:
    """A duty as it stands today; `owed` is the period that ended last, `latest` the newest disclosure on record."""

    id: UUID
    code: str
    group: str
    title: str
    period: Period
    department: str
    article: Article | None
    owed: Stretch | None
    standing: Standing
    latest: UUID | None
    latest_state: str
    latest_key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A board and what it owes."""

    board: Board
    catalogue: Catalogue
    duties: tuple[DutyLine, ...]
    waiting: int
    waiting_late: int

    def count(self, *which: Standing) -> int:
        """Return how many duties stand so."""
        return sum(one.standing in which for one in self.duties)


def board_of(union_id: UUID) -> Board | None:
    """Return the board of a union, None before it is opened."""
    return Board.objects.filter(union_id=union_id).first()


def desk(actor: Actor, union_id: UUID, today: date) -> Desk | None:
    """Return what a union's board owes, None before it is opened. Raises: NotAllowed, NotFound."""
    policy.require(actor, union_id, *policy.OFFICERS)
    board = board_of(union_id)
    if board is None:
        return None
    dues = waiting_dues(board)
    return Desk(board=board, catalogue=catalogue_of(board.catalogue), duties=duties_of(board, today),
                waiting=len(dues), waiting_late=sum(due < today for due in dues))  # fmt: skip


def duties_of(board: Board, today: date) -> tuple[DutyLine, ...]:
    """Return the duties of a board as they stand today, in its order."""
    catalogue = catalogue_of(board.catalogue)
    published, latest = _disclosed(board)
    articles = {one.code: one.article for one in catalogue.matters}
    return tuple(
        _line(duty, articles.get(duty.code), catalogue, frozenset(published[duty.pk]), latest.get(duty.pk), today)
        for duty in board.duties.filter(ended_on=None).order_by("position", "pk")
    )


def waiting_dues(board: Board) -> list[date]:
    """Return the last days of the questions that wait, one for each."""
    return list(board.questions.filter(state=QuestionState.WAITING).values_list("due_on", flat=True))


def duty(actor: Actor, duty_id: UUID) -> Duty:
    """Return a duty of the actor's own union. Raises: NotAllowed, NotFound."""
    found = Duty.objects.select_related("board").filter(pk=duty_id).first()
    if found is None:
        raise NotFound
    policy.require(actor, found.board.union_id, *policy.OFFICERS)
    return found


def disclosure(actor: Actor, disclosure_id: UUID) -> tuple[Disclosure, tuple[DisclosureStep, ...]]:
    """Return a disclosure with its steps, oldest first. Raises: NotAllowed, NotFound."""
    found = Disclosure.objects.select_related("duty__board").filter(pk=disclosure_id).first()
    if found is None:
        raise NotFound
    policy.require(actor, found.duty.board.union_id, *policy.OFFICERS)
    return found, tuple(found.steps.order_by("at", "pk"))


def disclosures(actor: Actor, union_id: UUID, *, state: str = "", words: str = "") -> QuerySet[Disclosure]:
    """Return the disclosures of a union, newest first, by state and by words of their title or text."""
    policy.require(actor, union_id, *policy.OFFICERS)
    found = Disclosure.objects.select_related("duty").filter(duty__board__union_id=union_id)
    if state:
        found = found.filter(state=state)
    for word in words.split():
        found = found.filter(title__contains=word) | found.filter(text__contains=word)
    return found.order_by("-changed_at", "-pk")


def questions(actor: Actor, union_id: UUID, state: str) -> QuerySet[Question]:
    """Return the questions of a union in a state, `supporters` counted: those waiting by due day, others newest first.

    Raises: NotAllowed, NotFound.
    """
    policy.require(actor, union_id, *policy.OFFICERS)
    found = Question.objects.filter(board__union_id=union_id, state=state).annotate(supporters=Count("supports"))
    return found.order_by("due_on", "pk") if state == QuestionState.WAITING else found.order_by("-answered_at", "pk")


def question_counts(union_id: UUID) -> dict[str, int]:
    """Return how many questions of a union stand in each state."""
    rows = Question.objects.filter(board__union_id=union_id).values_list("state").annotate(many=Count("pk"))
    return dict(rows.order_by("state"))


def published_between(actor: Actor, union_id: UUID, since: datetime, until: datetime) -> QuerySet[Disclosure]:
    """Return what was put up in [since, until), oldest first, for the ledger of a year."""
    policy.require(actor, union_id, *policy.OFFICERS)
    found = Disclosure.objects.select_related("duty").filter(duty__board__union_id=union_id)
    return found.filter(published_at__gte=since, published_at__lt=until).order_by("published_at", "pk")


def _disclosed(board: Board) -> tuple[dict[UUID, set[str]], dict[UUID, Disclosure]]:
    """Return the periods published, and the newest disclosure that is not withdrawn, by duty."""
    published: dict[UUID, set[str]] = defaultdict(set)
    latest: dict[UUID, Disclosure] = {}
    rows = Disclosure.objects.filter(duty__board=board).exclude(state=State.WITHDRAWN)
    for one in rows.only("duty_id", "key", "state").order_by("pk"):
        latest[one.duty_id] = one
        if one.state == State.PUBLISHED:
            published[one.duty_id].add(one.key)
    return published, latest


def _line(
    duty: Duty, article: Article | None, catalogue: Catalogue, published: frozenset[str], latest: Disclosure | None,
    today: date,
) -> DutyLine:  # fmt: skip
    period = Period(duty.period)
    owed = stretch_owed(period, today, catalogue.grace_days)
    return DutyLine(
        id=duty.pk, code=duty.code, group=duty.group, title=duty.title, period=period, department=duty.department,
        article=article, owed=owed, standing=standing(owed, since=duty.since, published=published, today=today),
        latest=latest.pk if latest else None, latest_state=latest.state if latest else "",
        latest_key=latest.key if latest else "",
    )  # fmt: skip
