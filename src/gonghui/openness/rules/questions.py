"""Until when a question of the workshop is answered."""

from datetime import date, timedelta

from gonghui.openness.rules.periods import SOON, Standing


def answer_due(asked_on: date, reply_days: int) -> date:
    """Return the last day for an answer, in natural days after the day it was asked.

    Source: 浙江省企业民主管理条例 article 23; 民法典 article 201.
    """
    return asked_on + timedelta(days=reply_days)


def clock_of(due: date, today: date) -> Standing:
    """Tell the colour of a question that waits: OPEN, SOON in its last week, LATE after its last day."""
    if today > due:
        return Standing.LATE
    return Standing.SOON if due - today < SOON else Standing.OPEN
