"""The working calendar: what a union owes in every context, by how near it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from gonghui.congress import public as congress
from gonghui.openness import public as openness
from gonghui.ui.parts import Due

SOURCES: Final[tuple[Callable[[UUID, date], list[Due]], ...]] = (congress.dues, openness.dues)
WEEK: Final = timedelta(days=7)
MONTH: Final = timedelta(days=30)


class Near(StrEnum):
    """How near a day is."""

    LATE = "LATE"
    WEEK = "WEEK"
    MONTH = "MONTH"
    LATER = "LATER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the calendar; `days` are left, negative when it is late."""

    due: Due
    near: Near
    days: int


def near(due: Due, today: date) -> Near:
    """Tell how near a line is; an event of today is of this week, and gone tomorrow."""
    if due.on < today:
        return Near.LATE
    if due.on - today < WEEK:
        return Near.WEEK
    return Near.MONTH if due.on - today < MONTH else Near.LATER


def lines(union_id: UUID, today: date, sources: Sequence[Callable[[UUID, date], list[Due]]] = SOURCES) -> list[Line]:
    """Return what a union owes, nearest first; an event that is over is left out."""
    found = [one for source in sources for one in source(union_id, today)]
    kept = sorted((one for one in found if not (one.is_event and one.on < today)), key=lambda one: one.on)
    return [Line(due=one, near=near(one, today), days=(one.on - today).days) for one in kept]
