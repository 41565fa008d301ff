"""From a draft to the board: which step follows which, and who may not take two of them."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a disclosure stands. Whether a published one is still up is a question of the day, not of a state."""

    DRAFT = "DRAFT"
    CHECKED = "CHECKED"
    """Read for secrets by somebody else than who wrote it."""
    APPROVED = "APPROVED"
    """Signed off by the person responsible for openness."""
    PUBLISHED = "PUBLISHED"
    WITHDRAWN = "WITHDRAWN"
    """Taken down before its time, with a reason; it stays on record."""


class Step(StrEnum):
    """What people do to a disclosure."""

    CHECK = "CHECK"
    APPROVE = "APPROVE"
    RETURN = "RETURN"
    PUBLISH = "PUBLISH"
    WITHDRAW = "WITHDRAW"


NEXT: Final = {
    (State.DRAFT, Step.CHECK): State.CHECKED,
    (State.CHECKED, Step.RETURN): State.DRAFT,
    (State.CHECKED, Step.APPROVE): State.APPROVED,
    (State.APPROVED, Step.RETURN): State.DRAFT,
    (State.APPROVED, Step.PUBLISH): State.PUBLISHED,
    (State.PUBLISHED, Step.WITHDRAW): State.WITHDRAWN,
}


class QuestionState(StrEnum):
    """Where a question of the workshop stands."""

    WAITING = "WAITING"
    ANSWERED = "ANSWERED"
    SET_ASIDE = "SET_ASIDE"
    """Not answered in public, with a reason: it is of one person, or of something else."""


class NoSuchStep(Exception):
    """The step does not follow from the state; carries both."""

    def __init__(self, state: State, step: Step) -> None:
        super().__init__(f"{step} does not follow {state}")
        self.state, self.step = state, step


def advance(state: State, step: Step) -> State:
    """Return the state after a step. Raises: NoSuchStep."""
    try:
        return NEXT[state, step]
    except KeyError:
        raise NoSuchStep(state, step) from None


def steps_from(state: State) -> tuple[Step, ...]:
    """Return the steps that may be taken, in the order in which they are offered."""
    return tuple(step for (before, step) in NEXT if before is state)
