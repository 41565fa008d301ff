"""Working days of China: weekends, public holidays and weekends worked in exchange (调休), from editable data."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

DATA = Path(__file__).with_name("workdays.json")

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
# The notice for a year may make a working weekend of the last days of the year before (as in 2018 and 2007).
_LAST_SETTLED = (12, 25)
# No term of law runs longer; a bound keeps a slip of the keyboard from walking through the centuries.
LONGEST = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """Days off, and weekend days worked. `sources` names the notice behind each year that is certain."""

    holidays: frozenset[date] = frozenset()
    makeup: frozenset[date] = frozenset()
    sources: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        both = self.holidays & self.makeup
        if both:
            raise ValueError(f"both a day off and a day worked: {min(both)}")
        idle = [day for day in self.makeup if day.weekday() < _SATURDAY]
        if idle:
            raise ValueError(f"a make-up workday falls on a weekend: {min(idle)}")

    def settles(self, day: date) -> bool:
        """Tell whether it is known for certain if this is a working day."""
        if day.year not in self.sources:
            return False
        return (day.month, day.day) <= _LAST_SETTLED or day.year + 1 in self.sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """The last day of a term; not `certain` where the notice for a year it touches is not in the calendar yet."""

    last_day: date
    certain: bool


def is_workday(day: date, calendar: Calendar) -> bool:
    """Tell whether people work on this day; without data for its year only the weekend is free."""
    if day in calendar.holidays:
        return False
    return day.weekday() < _SATURDAY or day in calendar.makeup


def add_workdays(start: date, n: int, calendar: Calendar) -> date:
    """Return the n-th working day after `start` (before it, when n is negative); n = 0 gives `start` itself.

    The day itself never counts, whether worked or not.

    Raises: ValueError for more than 2,000 days either way.
    Source: 民法典, article 201 (a term in days runs from the day after).
    """
    if abs(n) > LONGEST:
        raise ValueError(f"a term is at most {LONGEST} working days")
    step = _ONE_DAY if n >= 0 else -_ONE_DAY
    day, left = start, abs(n)
    while left:
        day += step
        left -= is_workday(day, calendar)
    return day


def workdays_between(start: date, end: date, calendar: Calendar) -> int:
    """Count the working days after `start` up to and including `end`; the reverse of `add_workdays`.

    Raises: ValueError when `end` is before `start`.
    """
    if end < start:
        raise ValueError("the end is before the start")
    return sum(is_workday(day, calendar) for day in _days_after(start, end))


def deadline(start: date, n: int, calendar: Calendar) -> Deadline:
    """Return the last day on which a thing is still done within n working days of `start`.

    Source: 民法典, articles 201 and 203; terms in working days such as 上海市职工代表大会条例, article 37.
    """
    last_day = add_workdays(start, n, calendar)
    certain = all(calendar.settles(day) for day in _days_after(start, last_day))
    return Deadline(last_day=last_day, certain=certain)


def is_within(start: date, n: int, day: date, calendar: Calendar) -> bool:
    """Tell whether `day` still lies within n working days of `start`; the day of `start` itself does."""
    return start <= day <= add_workdays(start, n, calendar)


def read_calendar(text: str) -> Calendar:
    """Read the JSON of one or more years.

    Each year: `year`, `source` (the notice), `certain`, `holidays` (name, first and last day), `makeup` (days worked).
    A year that is not `certain` lends its days but counts as unsettled.

    Raises: ValueError on anything that is not of that form, or a holiday that ends before it begins.
    """
    try:
        years = [_read_year(entry) for entry in json.loads(text)]
    except (KeyError, TypeError) as err:
        raise ValueError(f"not a calendar of working days: {err!r}") from err
    return Calendar(
        holidays=frozenset[date]().union(*(holidays for holidays, _makeup, _source in years)),
        makeup=frozenset[date]().union(*(makeup for _holidays, makeup, _source in years)),
        sources=MappingProxyType({year: name for _holidays, _makeup, source in years for year, name in source}),
    )


@cache
def china(path: Path = DATA) -> Calendar:
    """Return the calendar kept in a file, by default the one shipped; read once per process."""
    return read_calendar(path.read_text(encoding="utf-8"))


def _read_year(entry: Mapping[str, Any]) -> tuple[frozenset[date], frozenset[date], tuple[tuple[int, str], ...]]:
    holidays: set[date] = set()
    for holiday in entry["holidays"]:
        first, last = date.fromisoformat(holiday["first"]), date.fromisoformat(holiday["last"])
        if last < first:
            raise ValueError(f"a holiday ends before it begins: {holiday['name']} {first}")
        holidays.update(_days_after(first - _ONE_DAY, last))
    makeup = frozenset(date.fromisoformat(day) for day in entry["makeup"])
    source = ((int(entry["year"]), str(entry["source"])),) if entry["certain"] else ()
    return frozenset(holidays), makeup, source


def _days_after(start: date, end: date) -> Iterable[date]:
    return (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
