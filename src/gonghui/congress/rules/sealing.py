"""Sealed votes: the steps of the key ceremony and of a box, who opens it, and when it may be opened at all."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

#: The least number of ballots whose sum may be opened: fewer would show how single people voted.
LEAST_OPENED = 10
MOST_TRUSTEES = 3


class CeremonyStep(StrEnum):
    """The messages of a key ceremony, in their order; each trustee sends one of each, complaints mostly empty."""

    REGISTER = "REGISTER"
    COMMIT = "COMMIT"
    REVEAL = "REVEAL"
    COMPLAIN = "COMPLAIN"
    CONFIRM = "CONFIRM"


class BoxStep(StrEnum):
    """How far the box of one sealed round has come.

    SEALING: the roll is frozen, scrutineers check and sign it and rehearse the opening. READY, OPEN as the round.
    TALLIED: closed, the sum stands on the board, still encrypted. COUNTED: opened. WITHHELD: too few to be opened.
    SEALED: nothing more is added, and the scrutineers have signed the last head.
    """

    SEALING = "SEALING"
    READY = "READY"
    OPEN = "OPEN"
    TALLIED = "TALLIED"
    COUNTED = "COUNTED"
    WITHHELD = "WITHHELD"
    SEALED = "SEALED"


def ceremony_step(sent: Collection[Collection[CeremonyStep]]) -> CeremonyStep | None:
    """Return the step that a ceremony waits for, given what each trustee has sent; None when all is there.

    Nobody reveals before all have committed, and so on: a step is over when every trustee has taken it.
    """
    return next((step for step in CeremonyStep if any(step not in one for one in sent)), None)


def threshold_of(trustees: int) -> int:
    """Return how many trustees must open a box together: both of two, two of three.

    Raises: ValueError for fewer than two or more than three.
    """
    if not 2 <= trustees <= MOST_TRUSTEES:
        raise ValueError(f"{trustees} trustees")
    return 2


def roll_fault(phones: int) -> Text | None:
    """Say why a sealed round cannot begin with so many phones, or None: a sum of a few ballots shows them."""
    if phones >= LEAST_OPENED:
        return None
    return say(
        _("能用手机投密封票的代表只有 %(phones)s 人，少于 %(least)s 人时开票会暴露个人的选择，不能用密封票"),
        phones=phones,
        least=LEAST_OPENED,
    )


def paper_warning(paper: int) -> Text | None:
    """Say that so few paper ballots would show their voters, or None; it does not stop the round."""
    if paper == 0 or paper >= LEAST_OPENED:
        return None
    return say(
        _("用纸质票的只有 %(paper)s 人，单独计票会暴露他们的选择；请他们用手机投密封票，没有手机的用投票亭"),
        paper=paper,
    )


def may_be_opened(received: int) -> bool:
    """Say whether so many ballots may be opened."""
    return received >= LEAST_OPENED


def votes_of(totals: Sequence[int]) -> tuple[int, int, int]:
    """Return for, against, abstained from the opened totals of a question with those three options.

    Raises: ValueError for another number of totals.
    """
    votes_for, votes_against, abstained = totals
    return votes_for, votes_against, abstained
