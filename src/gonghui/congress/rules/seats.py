"""The seats that an electoral unit was allotted (选区名额): nobody comes onto the roll beyond them."""

from collections.abc import Sequence

from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

MOST_SEATS = 5_000
"""What a form takes at all; how many delegates there are is for the law."""


def seats_beyond(seats: int, *, serving: int, settled: Sequence[bool]) -> frozenset[int]:
    """Return which rows of a list find no seat in their unit, the last ones first; `seats` of 0 set no limit.

    `serving` are the unit's full delegates who are not in the list; `settled` says of each full delegate of the list,
    in order, whether they have a seat of this unit already: those keep it. Where even they are too many, everybody who
    is not settled is beyond, and so are the last of the settled.
    """
    if not seats:
        return frozenset()
    excess = serving + len(settled) - seats
    # Newcomers go from the end of the list, then those who have a seat.
    leaving = sorted(range(len(settled)), key=lambda index: (settled[index], -index))
    return frozenset(leaving[: max(0, excess)])


def has_room(seats: int, *, serving: int) -> bool:
    """Say whether one more full delegate finds a seat in a unit; `seats` of 0 set no limit."""
    return not seats or serving < seats


def seats_sentence(unit: str, *, seats: int, wanted: int) -> Text:
    """Say that a unit has fewer seats than it would have delegates, and the ways out."""
    return say(
        _("选区“%(unit)s”名额 %(seats)s 名，纳入后正式代表 %(wanted)s 名。可登记为列席，或先调整选区名额"),
        unit=unit, seats=seats, wanted=wanted,
    )  # fmt: skip


def full_sentence(unit: str, *, seats: int, serving: int) -> Text:
    """Say that every seat of a unit is taken."""
    return say(
        _("选区“%(unit)s”名额 %(seats)s 名，现有正式代表 %(serving)s 名，没有空缺的名额。"),
        unit=unit, seats=seats, serving=serving,
    )  # fmt: skip
