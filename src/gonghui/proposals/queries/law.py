"""Which rules hold for proposals of a term: rule V50 of the union's pack, as limits for the clocks."""

from datetime import date
from uuid import UUID

from gonghui.congress import public as congress
from gonghui.kernel.workdays import add_workdays, china
from gonghui.proposals.rules.clocks import Limits


def limits_of(term_id: UUID) -> Limits:
    """Return the limits that hold for a term. Raises: NotFound."""
    rules = congress.proposal_rules(term_id)
    return Limits(
        seconders=rules.seconders, review=rules.review, assign=rules.assign, send_back=rules.send_back,
        countersign=rules.countersign, reply=rules.reply, reply_max=rules.reply_max, rate=rules.rate,
        amber=rules.amber, track_months=rules.track_months,
    )  # fmt: skip


def after_workdays(day: date, n: int) -> date:
    """Return the n-th working day after a day, by the calendar of the country."""
    return add_workdays(day, n, china())
