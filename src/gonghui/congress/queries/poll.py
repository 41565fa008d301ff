"""The consultative poll (征求意见) of a meeting, while it is under way."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from gonghui.congress.models import Meeting, Poll, PollAnswer


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """A poll under way: what is asked of how many, and the answers for, against and abstaining."""

    question: str
    on_roll: int
    counts: tuple[int, int, int]

    @property
    def received(self) -> int:
        """How many have answered."""
        return sum(self.counts)


def polling(meeting: Meeting) -> Polling | None:
    """Return the poll that is under way, None when there is none."""
    found = Poll.objects.filter(meeting=meeting).first()
    if found is None:
        return None
    rows = PollAnswer.objects.filter(poll=found).values("choice").annotate(n=Count("id")).order_by()
    counts = {row["choice"]: row["n"] for row in rows}
    return Polling(question=found.question, on_roll=found.on_roll,
                   counts=(counts.get("FOR", 0), counts.get("AGAINST", 0), counts.get("ABSTAIN", 0)))  # fmt: skip


def is_polling(meeting: Meeting) -> bool:
    """Tell whether a poll is under way."""
    return Poll.objects.filter(meeting=meeting).exists()


def has_answered(meeting: Meeting, delegate_id: UUID) -> bool:
    """Tell whether a delegate has answered the poll under way."""
    return PollAnswer.objects.filter(poll__meeting=meeting, delegate_id=delegate_id).exists()
