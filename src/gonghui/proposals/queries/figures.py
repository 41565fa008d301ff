"""Statistics of a union's proposals in a year or of a meeting: counted in the database, never with names."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from gonghui.kernel.actor import Actor
from gonghui.proposals import policy
from gonghui.proposals.models import Assignment, Proposal
from gonghui.proposals.queries.lists import Today
from gonghui.proposals.rules.kinds import Part
from gonghui.proposals.rules.states import ANSWERED, TAKEN_UP


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentFigures:
    """How a department led: assigned, answered, overdue now, rated satisfied or basically, rated unsatisfied."""

    name: str
    led: int
    answered: int
    overdue: int
    satisfied: int
    unsatisfied: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Whole numbers of submitted proposals; `taken_up` are those on the docket, merged ones not counted again."""

    received: int
    taken_up: int
    answered: int
    closed: int
    overdue: int
    supervised: int
    rehandled: int
    awarded: int
    forwarded: int
    by_state: Mapping[str, int]
    by_category: Mapping[str, int]
    by_kind: Mapping[str, int]
    by_grade: Mapping[str, int]
    departments: tuple[DepartmentFigures, ...]


def figures(actor: Actor, union_id: UUID, today: Today, *, year: int | None = None) -> Figures:
    """Return the figures of a union, of one year or of all. Raises: NotAllowed, NotFound."""
    policy.require_desk(actor, union_id)
    rows = _scope(union_id, year)
    red = Q(due_on__lt=today.day)
    sums = rows.aggregate(
        received=Count("id"), taken_up=Count("id", filter=Q(state__in=TAKEN_UP)),
        answered=Count("id", filter=Q(state__in=ANSWERED)), closed=Count("id", filter=Q(state="CLOSED")),
        overdue=Count("id", filter=red), supervised=Count("id", filter=Q(supervised_at__isnull=False)),
        rehandled=Count("id", filter=Q(round=2)), awarded=Count("id", filter=~Q(award="")),
        forwarded=Count("forward"),
    )  # fmt: skip
    return Figures(
        **sums, by_state=_by(rows, "state"), by_category=_by(rows, "category"),
        by_kind=_by(rows.exclude(reply_kind=""), "reply_kind"), by_grade=_by(rows.exclude(grade=""), "grade"),
        departments=tuple(_departments(rows, today)),
    )  # fmt: skip


def awarded(actor: Actor, union_id: UUID, *, year: int | None = None) -> list[tuple[str, str, str]]:
    """Return number, title and award of proposals with one, by number. Raises: NotAllowed, NotFound."""
    policy.require_desk(actor, union_id)
    rows = _scope(union_id, year).exclude(award="").order_by("number")
    return list(rows.values_list("number", "title", "award"))


def promised(actor: Actor, union_id: UUID, *, year: int | None = None) -> list[tuple[str, str]]:
    """Return number and title of promises that are still tracked, by number. Raises: NotAllowed, NotFound."""
    policy.require_desk(actor, union_id)
    return list(_scope(union_id, year).filter(state="TRACKED").order_by("number").values_list("number", "title"))


def on_docket(actor: Actor, union_id: UUID, *, year: int | None = None) -> list[UUID]:
    """Return the ids of proposals on the docket. Raises: NotAllowed, NotFound."""
    policy.require_desk(actor, union_id)
    return list(_scope(union_id, year).filter(state__in=TAKEN_UP).order_by("id").values_list("id", flat=True))


def _scope(union_id: UUID, year: int | None) -> QuerySet[Proposal]:
    rows = Proposal.objects.filter(union_id=union_id, submitted_at__isnull=False).exclude(state="WITHDRAWN")
    return rows.filter(year=year) if year else rows


def _by(rows: QuerySet[Proposal], field: str) -> dict[str, int]:
    return dict(rows.order_by(field).values_list(field).annotate(n=Count("id")))


def _departments(rows: QuerySet[Proposal], today: Today) -> list[DepartmentFigures]:
    led = Assignment.objects.filter(part=Part.LEAD, ended_at=None, proposal__in=rows)
    good = Q(proposal__grade__in=("SATISFIED", "BASICALLY"))
    counted = led.order_by("department__name").values("department__name").annotate(
        led=Count("proposal", distinct=True),
        answered=Count("proposal", distinct=True, filter=Q(proposal__state__in=ANSWERED)),
        overdue=Count("proposal", distinct=True, filter=Q(proposal__due_on__lt=today.day)),
        satisfied=Count("proposal", distinct=True, filter=good),
        unsatisfied=Count("proposal", distinct=True, filter=Q(proposal__grade="UNSATISFIED")),
    )  # fmt: skip
    return [
        DepartmentFigures(
            name=one["department__name"], led=one["led"], answered=one["answered"], overdue=one["overdue"],
            satisfied=one["satisfied"], unsatisfied=one["unsatisfied"],
        )
        for one in counted
    ]  # fmt: skip
