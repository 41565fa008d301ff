"""Who makes up a unit and its delegates, in numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from gonghui.congress.rules.kinds import UnitType


class Category(StrEnum):
    """What a delegate does at work, as the roll has it. One each; DISPATCHED counts as front-line too."""

    FRONT_LINE = "FRONT_LINE"
    PROFESSIONAL = "PROFESSIONAL"
    MANAGER = "MANAGER"
    DISPATCHED = "DISPATCHED"
    OTHER = "OTHER"


@dataclass(frozen=True, slots=True, kw_only=True)
class Workforce:
    """The unit and its staff, in people. `is_large_group`: a cross-region or cross-trade group.

    `is_professional`: education, technology, culture, health. `concentrates_disabled`: employs disabled staff in
    concentration (集中安置). `is_general_meeting`: all staff meet, nobody is elected to be their delegate.
    """

    staff: int
    women: int = 0
    dispatched: int = 0
    disabled: int = 0
    unit_type: UnitType = UnitType.PRIVATE
    is_large_group: bool = False
    is_professional: bool = False
    concentrates_disabled: bool = False
    is_general_meeting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Mix:
    """Full delegates counted by what they are, in people. Front-line includes dispatched workers."""

    total: int
    managers: int = 0
    frontline: int = 0
    professionals: int = 0
    women: int = 0
    dispatched: int = 0
    disabled: int = 0


def mix_of(delegates: Iterable[tuple[Category, bool]]) -> Mix:
    """Count delegates given as (category, is a woman)."""
    rows = list(delegates)
    counts = {category: sum(row is category for row, _woman in rows) for category in Category}
    return Mix(
        total=len(rows),
        managers=counts[Category.MANAGER],
        frontline=counts[Category.FRONT_LINE] + counts[Category.DISPATCHED],
        professionals=counts[Category.PROFESSIONAL],
        women=sum(woman for _row, woman in rows),
        dispatched=counts[Category.DISPATCHED],
    )
