"""Lists of proposals: of one's own, of the desk, of a department, of what is open; and searching them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from gonghui.congress import public as congress
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound
from gonghui.kernel.paging import Page, page_of
from gonghui.proposals import policy
from gonghui.proposals.models import Assignment, Call, CoSigner, Department, Proposal
from gonghui.proposals.queries.law import after_workdays, limits_of
from gonghui.proposals.rules.clocks import amber_until, light
from gonghui.proposals.rules.kinds import Light
from gonghui.proposals.rules.states import IN_HAND, UNSENT, State

MOST_WORDS = 5
SHOWN = ("id", "number", "title", "category", "state", "due_on", "author_name", "delegation", "is_confidential",
         "supervised_at", "reply_kind", "grade", "award", "made_at", "submitted_at", "year", "union_id")  # fmt: skip
"""What a list reads: not the texts."""
QUEUES = ("all", "review", "assign", "hand", "amber", "red", "supervised", "replied", "tracked", "closed", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A proposal in a list; `author` is empty where it is hidden, `departments` where the list does not ask."""

    id: UUID
    number: str
    title: str
    category: str
    state: State
    due_on: date | None
    light: Light
    author: str
    delegation: str
    is_confidential: bool
    is_supervised: bool
    reply_kind: str
    grade: str
    award: str
    year: int
    departments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a list is narrowed by; empty values narrow nothing."""

    queue: str = "all"
    category: str = ""
    year: str = ""
    department: str = ""
    call: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """The day on which a list is read, and up to which day what is due is amber."""

    day: date
    amber: date


def today_of(union_id: UUID, day: date) -> Today:
    """Return today with its amber day, by the rules of the union's running term; without one nothing is amber."""
    term_id = congress.current_term(union_id)
    return Today(day=day, amber=amber_until(day, limits_of(term_id), after_workdays) if term_id else day)


def desk_union(actor: Actor) -> UUID:
    """Return the union at whose desk the actor sits: by the hat worn, else by a committee. Raises: NotFound."""
    if actor.hat is not None and actor.hat.role in policy.KEEPERS:
        return actor.hat.within
    named = congress.committees_named(actor.person_id, policy.COMMITTEE_WORD)
    found = next((union_id for union_id in named if policy.belongs(actor, union_id)), None)
    if found is None:
        raise NotFound
    return found


def at_desk(actor: Actor, union_id: UUID, filters: Filters, today: Today) -> QuerySet[Proposal]:
    """Return the submitted proposals of a union, newest first, to be paged. Raises: NotAllowed, NotFound."""
    policy.require_desk(actor, union_id)
    rows = _queue(sent(union_id), filters.queue, today)
    if filters.category:
        rows = rows.filter(category=filters.category)
    if filters.year.isdecimal():
        rows = rows.filter(year=int(filters.year[:4]))
    if filters.department:
        rows = rows.filter(_assigned_to([_uuid(filters.department)]))
    if filters.call:
        rows = rows.filter(call_id=_uuid(filters.call))
    return _found(rows, filters.words, names=True).order_by("-made_at", "-id").only(*SHOWN)


def tasks(actor: Actor, filters: Filters) -> QuerySet[Proposal]:
    """Return what the actor's departments handle or have handled, what is due first; searched without names.

    Raises: NotFound for who is in no department.
    """
    hands = policy.hands_of(actor)
    if not hands:
        raise NotFound
    rows = Proposal.objects.filter(_assigned_to([one.department_id for one in hands]))
    if filters.queue == "hand":
        rows = rows.filter(state__in=IN_HAND)
    rows = _found(rows, filters.words, names=False)
    return rows.order_by("due_on", "-made_at", "-id").only(*SHOWN)


def handled_unions(actor: Actor) -> list[UUID]:
    """Return the unions in whose departments the actor works."""
    return list(dict.fromkeys(one.department.union_id for one in policy.hands_of(actor)))


def published(actor: Actor, words: str) -> QuerySet[Proposal]:
    """Return the proposals of the actor's unions whose replies are open, newest first; searched without names."""
    unions = {hat.within for hat in actor.hats}
    rows = Proposal.objects.filter(union_id__in=unions, public_at__isnull=False)
    return _found(rows, words, names=False).order_by("-public_at", "-id").only(*SHOWN)


def from_below(actor: Actor, union_id: UUID) -> QuerySet[Proposal]:
    """Return what unions below recommended, unanswered first. Raises: NotAllowed, NotFound."""
    policy.require_desk(actor, union_id)
    rows = Proposal.objects.filter(forward__to_union_id=union_id).select_related("forward", "union")
    return rows.order_by("forward__answered_at", "-forward__sent_at")


def mine(actor: Actor) -> list[Proposal]:
    """Return one's own proposals, newest first."""
    if actor.person_id is None:
        return []
    return list(Proposal.objects.filter(author_id=actor.person_id).order_by("-made_at", "-id").only(*SHOWN)[:100])


def asked_of(actor: Actor) -> list[CoSigner]:
    """Return what one was asked to co-sign and has not been submitted, unanswered first."""
    if actor.person_id is None:
        return []
    rows = CoSigner.objects.filter(person_id=actor.person_id, proposal__state__in=UNSENT).select_related("proposal")
    return list(rows.order_by("answer", "-invited_at"))


def merged_here(actor: Actor) -> list[Proposal]:
    """Return the proposals into which one's own were merged."""
    if actor.person_id is None:
        return []
    return list(Proposal.objects.filter(merged__author_id=actor.person_id).distinct().order_by("-made_at").only(*SHOWN))


def page_found(rows: QuerySet[Proposal], words: str, number: str | None, *, size: int) -> Page[Proposal]:
    """Return one page of a list. Where words are looked for, the texts are gone through once for count and page."""
    if not words:
        return page_of(rows, number, size=size)
    ids = list(rows.values_list("id", flat=True))
    page = page_of(ids, number, size=size)
    named = {row.id: row for row in Proposal.objects.filter(id__in=page.items).only(*SHOWN)}
    return page.map(lambda key: named[key])


def line(row: Proposal, today: Today, *, shows_author: bool) -> Line:
    """Return a row of a list; who is hidden from its reader is left out here."""
    shown = shows_author or not row.is_confidential
    return Line(
        id=row.id, number=row.number, title=row.title, category=row.category, state=State(row.state),
        due_on=row.due_on, light=light(row.due_on, today.day, today.amber), author=row.author_name if shown else "",
        delegation=row.delegation if shown else "", is_confidential=row.is_confidential,
        is_supervised=row.supervised_at is not None, reply_kind=row.reply_kind, grade=row.grade, award=row.award,
        year=row.year,
    )  # fmt: skip


def departments_of(rows: list[UUID]) -> dict[UUID, tuple[tuple[str, str], ...]]:
    """Return the departments of proposals in hand, lead first, as pairs of part and name; one query."""
    found: dict[UUID, tuple[tuple[str, str], ...]] = {}
    parts = Assignment.objects.filter(proposal_id__in=rows, ended_at=None).order_by("-part", "department__name")
    for proposal, part, name in parts.values_list("proposal_id", "part", "department__name"):
        if (part, name) not in found.get(proposal, ()):
            found[proposal] = (*found.get(proposal, ()), (part, name))
    return found


def sent(union_id: UUID) -> QuerySet[Proposal]:
    """Return what lies or lay at the desk of a union: submitted, and not back with its author."""
    return Proposal.objects.filter(union_id=union_id, submitted_at__isnull=False).exclude(state__in=UNSENT)


def counts(actor: Actor, union_id: UUID, today: Today) -> dict[str, int]:
    """Return how many proposals lie in each queue of the desk; one query. Raises: NotAllowed, NotFound."""
    policy.require_desk(actor, union_id)
    from_db = sent(union_id).values_list("state", "due_on", "supervised_at")
    found = dict.fromkeys(QUEUES, 0)
    for state, due_on, supervised_at in from_db.exclude(state__in=_ENDED):
        found[_QUEUE_OF[State(state)]] += 1
        shown = light(due_on, today.day, today.amber)
        found["red"] += shown is Light.RED
        found["amber"] += shown is Light.AMBER
        found["supervised"] += supervised_at is not None
    return found


def departments(union_id: UUID) -> list[Department]:
    """Return the departments of a union that handle proposals, by name, with their people."""
    rows = Department.objects.filter(union_id=union_id, ended_at=None)
    return list(rows.prefetch_related("hands").order_by("name"))


def due_days(union_id: UUID) -> list[tuple[date, str, int]]:
    """Return day, queue and number of what a clock runs for, in order of days; one query."""
    running = Proposal.objects.filter(union_id=union_id, due_on__isnull=False, submitted_at__isnull=False)
    found: dict[tuple[date, str], int] = {}
    for state, day in running.values_list("state", "due_on"):
        if day is not None:
            key = (day, _QUEUE_OF[State(state)])
            found[key] = found.get(key, 0) + 1
    return sorted((day, queue, count) for (day, queue), count in found.items())


def department(actor: Actor, department_id: UUID) -> Department:
    """Return a department with its people. Raises: NotAllowed, NotFound."""
    found = Department.objects.prefetch_related("hands").filter(id=department_id, ended_at=None).first()
    if found is None:
        raise NotFound
    policy.require_desk(actor, found.union_id)
    return found


def calls(union_id: UUID) -> list[Call]:
    """Return the calls of a union, newest first."""
    return list(Call.objects.filter(union_id=union_id).order_by("-opens_on", "-id")[:50])


def open_calls(unions: set[UUID], day: date) -> list[Call]:
    """Return the calls of unions that take proposals on a day, what ends first first."""
    running = Q(closes_on=None) | Q(closes_on__gte=day)
    rows = Call.objects.filter(running, union_id__in=unions, opens_on__lte=day, ended_at=None)
    return list(rows.order_by("closes_on", "-opens_on"))


def years(union_id: UUID) -> list[int]:
    """Return the years in which proposals were made, newest first."""
    rows = Proposal.objects.filter(union_id=union_id, submitted_at__isnull=False).order_by("-year")
    return list(rows.values_list("year", flat=True).distinct())


def _found(rows: QuerySet[Proposal], words: str, *, names: bool) -> QuerySet[Proposal]:
    """Keep what holds every word anywhere: Chinese is not parted by blanks, so any stretch of it is a word."""
    for word in words.split()[:MOST_WORDS]:
        meant = Q(found_by__contains=word.casefold())
        if names:
            meant |= Q(author_name__contains=word) | Q(delegation__contains=word)
        rows = rows.filter(meant)
    return rows


def _assigned_to(departments: list[UUID]) -> Q:
    parts = Assignment.objects.filter(department_id__in=departments, ended_at=None)
    return Q(id__in=parts.values("proposal_id"))


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotFound from error


def _queue(rows: QuerySet[Proposal], queue: str, today: Today) -> QuerySet[Proposal]:
    if queue == "red":
        return rows.filter(due_on__lt=today.day)
    if queue == "amber":
        return rows.filter(due_on__gte=today.day, due_on__lte=today.amber)
    if queue == "supervised":
        return rows.filter(supervised_at__isnull=False).exclude(state__in=_ENDED)
    states = [state for state, name in _QUEUE_OF.items() if name == queue]
    return rows.filter(state__in=states) if states else rows


_QUEUE_OF = {
    State.SUBMITTED: "review", State.ACCEPTED: "assign", State.ASSIGNED: "hand", State.COUNTERSIGN: "hand",
    State.SIGNING: "hand", State.REPLIED: "replied", State.TRACKED: "tracked", State.CLOSED: "closed",
    State.MERGED: "other", State.CONVERTED: "other", State.REFUSED: "other", State.WITHDRAWN: "other",
    State.DRAFT: "other", State.SEEKING: "other",
}  # fmt: skip
_ENDED = (State.CLOSED, State.MERGED, State.CONVERTED, State.REFUSED, State.WITHDRAWN)
