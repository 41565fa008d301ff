"""By when the report to the superior union is due, counted on the calendar of working days."""

from datetime import date
from functools import partial

from gonghui.congress.models import Meeting
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.calendar import filing_due
from gonghui.congress.rules.parameters import FILE_UPPER_WD
from gonghui.kernel import workdays
from gonghui.kernel.clock import local_date
from gonghui.kernel.workdays import Calendar, Deadline


def due(meeting: Meeting, calendar: Calendar) -> Deadline:
    """Return by when the report is due after the close; not certain where the calendar lacks a year it touches.

    Source: 上海市职工代表大会条例 art. 37.
    """
    closed_on = local_date(meeting.closed_at or meeting.ends_at)
    pack = pack_of(meeting)
    last = filing_due(pack, closed_on, partial(add_workdays, calendar))
    return Deadline(last_day=last, certain=workdays.deadline(closed_on, pack[FILE_UPPER_WD], calendar).certain)


def add_workdays(calendar: Calendar, day: date, n: int) -> date:
    """Return the n-th working day after a day."""
    return workdays.add_workdays(day, n, calendar)
