"""The dated tree of unions: who stands under whom on a day, and that nobody ever stands under itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID


class TreeFault(StrEnum):
    """Why a union cannot be placed there."""

    ITSELF = "tree-itself"
    CYCLE = "tree-cycle"
    EARLIER_THAN_LAST = "tree-earlier"
    BEFORE_FOUNDING = "tree-before-founding"
    DISSOLVED = "tree-dissolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`union` stands under `superior` during [since, until); no `until`: to this day and on."""

    union: UUID
    superior: UUID
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether the place holds on a day."""
        return self.since <= day and (self.until is None or day < self.until)


def superior_on(places: Iterable[Place], union: UUID, day: date) -> UUID | None:
    """Return the union directly above on a day, or None at the top of the tree."""
    return next((place.superior for place in places if place.union == union and place.covers(day)), None)


def line_above(places: Sequence[Place], union: UUID, day: date) -> tuple[UUID, ...]:
    """Return all unions above on a day, nearest first. Stops where a line that was stored wrongly begins to turn."""
    line: list[UUID] = []
    above = superior_on(places, union, day)
    while above is not None and above not in line:
        line.append(above)
        above = superior_on(places, above, day)
    return tuple(line)


def placed(places: Sequence[Place], new: Place) -> tuple[Place, ...]:
    """Return the places after `new` has taken over: what the union held open ends the day it begins.

    A place that would then have lasted no day at all falls away.
    """
    kept = []
    for place in places:
        if place.union != new.union or (place.until is not None and place.until <= new.since):
            kept.append(place)
        elif place.since < new.since:
            kept.append(Place(union=place.union, superior=place.superior, since=place.since, until=new.since))
    return (*kept, new)


def fault_of_placing(places: Sequence[Place], new: Place) -> TreeFault | None:
    """Return what stands against placing a union anew, or None when nothing does.

    The tree is looked at on the first day of the new place and on every later day on which some place changes.
    """
    if new.union == new.superior:
        return TreeFault.ITSELF
    if any(place.union == new.union and place.since > new.since for place in places):
        return TreeFault.EARLIER_THAN_LAST
    after = placed(places, new)
    days = {new.since} | {place.since for place in after if place.since > new.since}
    if any(new.union in line_above(after, new.superior, day) for day in days):
        return TreeFault.CYCLE
    return None
