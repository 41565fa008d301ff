"""Clocks of a proposal in working days: by when each step is due, and when it turns amber and red.

The number of days are the rule pack's (V50); the calendar of working days is given as a function.
"""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from gonghui.proposals.rules.kinds import Light
from gonghui.proposals.rules.states import Event, State

#: Gives the n-th working day after a day (before it, when n is negative); the day itself never counts.
AddWorkdays: TypeAlias = Callable[[date, int], date]
_MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the rules of a unit set for proposals: days are working days, `track_months` months.

    `seconders` is how many co-signers a proposal needs; `reply_max` is for complicated matters; `amber` is how many
    working days before the last one a clock turns amber.

    Source: common practice of enterprises; a unit sets its own in its measures (实施办法).
    """

    seconders: int
    review: int
    assign: int
    send_back: int
    countersign: int
    reply: int
    reply_max: int
    rate: int
    amber: int
    track_months: int


def due_after(
    state: State, day: date, limits: Limits, add_workdays: AddWorkdays, *, is_complex: bool = False
) -> date | None:
    """Return the last day of the clock that starts when a proposal comes into a state, None where none runs.

    The countersigning and the signature run on the clock of the reply, which started with the assignment: for them this
    gives None, and the day that was set stays.

    Source: 民法典 201 (the day itself does not count).
    """
    days = {
        State.SUBMITTED: limits.review,
        State.ACCEPTED: limits.assign,
        State.ASSIGNED: limits.reply_max if is_complex else limits.reply,
        State.REPLIED: limits.rate,
    }.get(state)
    if state is State.TRACKED:
        return next_check(day, limits, add_workdays)
    return None if days is None else add_workdays(day, days)


def keeps_clock(event: Event) -> bool:
    """Tell whether an event leaves the clock running: a reply stays due, however often its draft goes round."""
    return event in (Event.DRAFT_REPLY, Event.COUNTERSIGNED, Event.REJECT)


def next_check(day: date, limits: Limits, add_workdays: AddWorkdays) -> date:
    """Return when a promise is looked at again: some months on, on the next working day where that one is free.

    Source: 民法典 202 and 203.
    """
    year, month = divmod(day.month - 1 + limits.track_months, _MONTHS)
    year, month = day.year + year, month + 1
    same = date(year, month, min(day.day, monthrange(year, month)[1]))
    before = add_workdays(same, -1)
    return add_workdays(before, 1)


def amber_until(today: date, limits: Limits, add_workdays: AddWorkdays) -> date:
    """Return the day up to which what is due is amber today."""
    return add_workdays(today, limits.amber)


def light(due: date | None, today: date, amber: date) -> Light:
    """Return how a clock stands today; `amber` is the day that `amber_until` gives.

    The last day itself still is in time: a clock is red from the day after it.
    """
    if due is None:
        return Light.NONE
    if due < today:
        return Light.RED
    return Light.AMBER if due <= amber else Light.GREEN


def may_send_back(assigned: date, today: date, limits: Limits, add_workdays: AddWorkdays) -> bool:
    """Tell whether a department may still send back what is not its matter."""
    return today <= add_workdays(assigned, limits.send_back)
