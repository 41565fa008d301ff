"""Turnout of a round by delegation, without telling who; small numbers of missing ones are hidden."""

from dataclasses import dataclass

from django.db.models import Count

from gonghui.congress.models import NamedBallot, RollEntry, Seat, Vote
from gonghui.congress.queries import sealed
from gonghui.congress.rules.kinds import BY_SYSTEM


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """A delegation's turnout. `missing` is None where fewer than the smallest group are missing."""

    name: str
    received: int
    on_roll: int
    missing: int | None


def turnout(vote: Vote, *, min_group: int) -> list[Turnout]:
    """Return received and entitled phone votes by delegation, in the order of delegations."""
    place, name = "delegate__delegation__position", "delegate__delegation__name"
    roll = RollEntry.objects.filter(vote=vote, channel__in=BY_SYSTEM).values(place, name).annotate(n=Count("id"))
    named = NamedBallot.objects.filter(vote=vote)
    cast = Seat.objects.filter(box__vote=vote).exclude(tracker="") if sealed.is_sealed(vote) else named
    counted = cast.values(name).annotate(n=Count("id"))
    received = {row[name]: row["n"] for row in counted}
    found = []
    for row in roll.order_by(place, name):
        missing = row["n"] - received.get(row[name], 0)
        hidden = 0 < missing < min_group
        found.append(
            Turnout(name=row[name] or "", received=received.get(row[name], 0), on_roll=row["n"],
                    missing=None if hidden else missing)
        )  # fmt: skip
    return found
