"""The tree of unions as rules see it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q

from gonghui.registry.models import UnionPlace
from gonghui.registry.rules import tree
from gonghui.registry.rules.tree import Place


def places(*, since: date | None = None) -> tuple[Place, ...]:
    """Return the places of all unions that hold on `since` or later; all there ever were without it."""
    rows = UnionPlace.objects.order_by("since", "pk")
    if since is not None:
        rows = rows.filter(Q(until=None) | Q(until__gt=since))
    return tuple(_place(row) for row in rows)


def places_of(unions: Iterable[UUID]) -> tuple[Place, ...]:
    """Return all places that these unions ever had, oldest first."""
    return tuple(_place(row) for row in UnionPlace.objects.filter(union__in=tuple(unions)).order_by("since", "pk"))


def superior(union_id: UUID, day: date) -> UUID | None:
    """Return the union directly above on a day, or None at the top."""
    return tree.superior_on(places_of([union_id]), union_id, day)


def line_above(union_id: UUID, day: date) -> tuple[UUID, ...]:
    """Return all unions above on a day, nearest first; one query for each level."""
    line: list[UUID] = []
    above = superior(union_id, day)
    while above is not None and above not in line:
        line.append(above)
        above = superior(above, day)
    return tuple(line)


def _place(row: UnionPlace) -> Place:
    return Place(union=row.union_id, superior=row.superior_id, since=row.since, until=row.until)
