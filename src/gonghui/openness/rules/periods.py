"""When a matter is due again: quarters, half years and years, and what is disclosed when it happens."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

SOON: Final = timedelta(days=7)
"""How long before its last day a duty turns amber."""


class Period(StrEnum):
    """How often a matter is disclosed; EVENT whenever it happens, so it is never due by the calendar."""

    EVENT = "EVENT"
    QUARTER = "QUARTER"
    HALF_YEAR = "HALF_YEAR"
    YEAR = "YEAR"


class Standing(StrEnum):
    """How a duty stands today."""

    NONE = "NONE"
    """Nothing is due by the calendar."""
    EXEMPT = "EXEMPT"
    """The period ended before the unit took the duty on."""
    DONE = "DONE"
    OPEN = "OPEN"
    SOON = "SOON"
    LATE = "LATE"


MONTHS: Final = {Period.QUARTER: 3, Period.HALF_YEAR: 6, Period.YEAR: 12}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """One period [start, end) with its key, such as 2026-Q3, 2026-H1 or 2026; `due` is the last day to disclose it."""

    key: str
    start: date
    end: date
    due: date


def stretch_owed(period: Period, today: date, grace_days: int) -> Stretch | None:
    """Return the period that ended last, which is what is owed today; None for what is disclosed when it happens.

    `grace_days` are natural days after the period's end, the day of the end itself not counted.
    """
    if period is Period.EVENT:
        return None
    months = MONTHS[period]
    end = date(today.year, (today.month - 1) // months * months + 1, 1)
    start = _months_before(end, months)
    # The first day after the period is the first of the days of grace.
    return Stretch(key=_key(period, start), start=start, end=end, due=end + timedelta(days=grace_days - 1))


def standing(owed: Stretch | None, *, since: date, published: frozenset[str], today: date) -> Standing:
    """Tell how a duty stands: `since` is the day the unit took it on, `published` the keys that were disclosed.

    A period that ended before the unit took the duty on is not owed.
    """
    if owed is None:
        return Standing.NONE
    if owed.key in published:
        return Standing.DONE
    if owed.end <= since:
        return Standing.EXEMPT
    if today > owed.due:
        return Standing.LATE
    return Standing.SOON if owed.due - today < SOON else Standing.OPEN


def is_key_of(period: Period, key: str, today: date) -> bool:
    """Tell whether `key` names a period of this kind that has begun by `today`; for EVENT it is empty."""
    if period is Period.EVENT:
        return key == ""
    return any(key == _key(period, start) for start in starts(period, today))


def starts(period: Period, today: date, *, back: int = 8) -> tuple[date, ...]:
    """Return the first days of the running period and of those before it, newest first, `back` in all."""
    months = MONTHS[period]
    first = date(today.year, (today.month - 1) // months * months + 1, 1)
    found = [first]
    while len(found) < back:
        found.append(_months_before(found[-1], months))
    return tuple(found)


def key_of(period: Period, start: date) -> str:
    """Return the key of the period that begins on `start`."""
    return _key(period, start)


def _key(period: Period, start: date) -> str:
    if period is Period.QUARTER:
        return f"{start.year}-Q{(start.month + 2) // 3}"
    return f"{start.year}-H{1 if start.month == 1 else 2}" if period is Period.HALF_YEAR else str(start.year)


def _months_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)
