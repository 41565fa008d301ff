"""What must hold before a proposal goes on: co-signers, both signatures, the author's own rating, one re-handling."""

from datetime import date
from uuid import UUID

from gonghui.proposals.rules.kinds import Grade, ReplyKind
from gonghui.proposals.rules.states import Event

ROUNDS = 2
"""A proposal is handled once, and once more where its author is not satisfied."""


def missing_seconders(agreed: int, needed: int) -> int:
    """Return how many co-signers are still missing before a proposal may be submitted."""
    return max(0, needed - agreed)


def after_draft(waiting: int) -> Event | None:
    """Return what follows while `waiting` assisting departments have not countersigned: the signature once none waits.

    The head's signature cannot be skipped: what this leads to is its state, never the reply.
    """
    return Event.COUNTERSIGNED if waiting == 0 else None


def may_rate(author: UUID, who: UUID | None) -> bool:
    """Tell whether somebody may rate: the author alone, whatever office anybody else holds."""
    return who is not None and who == author


def settled_by(kind: ReplyKind) -> Event:
    """Return how an answered proposal is settled: a promise (B) is tracked, everything else is closed."""
    return Event.TRACK if kind is ReplyKind.B else Event.CLOSE


def after_rating(grade: Grade, round_: int, kind: ReplyKind) -> Event:
    """Return what a rating leads to: one re-handling where the author is not satisfied, else the settlement."""
    if grade is Grade.UNSATISFIED and round_ < ROUNDS:
        return Event.REHANDLE
    return settled_by(kind)


def may_settle_unrated(due: date | None, today: date) -> bool:
    """Tell whether an answered proposal may be settled although its author has not rated: once the days are over."""
    return due is not None and today > due
