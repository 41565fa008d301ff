"""Classes of those who rate (测评人分类): who belongs to which, what each weighs, and the weighted shares.

Each class votes in a round of its own on the same people, with its own roll, its own box and its own guard of small
numbers; no count over all classes is made, so nothing of a small class shows as a difference.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

MOST_CLASSES, LONGEST_CLASS, WHOLE = 6, 20, 100


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterClass:
    """A class: its name, its weight in hundredths, and the categories of delegates (as the roll has them) in it."""

    name: str
    weight: int
    categories: tuple[str, ...]


def classes_fault(classes: Sequence[RaterClass], delegates: Mapping[str, int]) -> Text | None:
    """Say what is wrong with the classes, or None. `delegates` counts those with a vote by category."""
    if not 2 <= len(classes) <= MOST_CLASSES:
        return say(_("测评人分类请写 2 至 %(most)s 类"), most=MOST_CLASSES)
    names = [one.name for one in classes]
    if len(set(names)) < len(names) or any(not 1 <= len(name) <= LONGEST_CLASS for name in names):
        return say(_("各类名称互不相同，每个最多 %(most)s 个字"), most=LONGEST_CLASS)
    total = sum(one.weight for one in classes)
    if total != WHOLE or any(one.weight < 1 for one in classes):
        return say(_("各类权重都是正整数，合计应为 100，现在合计 %(total)s"), total=total)
    every = [category for one in classes for category in one.categories]
    if len(set(every)) < len(every):
        return say(_("同一种代表只能归入一类"))
    left = sum(count for category, count in delegates.items() if category not in every)
    if left:
        return say(_("还有 %(left)s 名代表没有归入任何一类"), left=left)
    empty = next((one.name for one in classes if not any(delegates.get(each, 0) for each in one.categories)), None)
    return say(_("“%(name)s”里没有代表"), name=empty) if empty is not None else None


def weighted(classes: Sequence[tuple[int, Sequence[Sequence[int]]]]) -> tuple[tuple[Fraction, ...], ...] | None:
    """Return for each person the weighted share of each grade, exactly.

    `classes` holds the weight of each and its counts by row and grade. A class's share is of those in it who rated the
    person. None where the weights do not make a whole, or in a class nobody rated somebody.
    """
    if sum(weight for weight, _rows in classes) != WHOLE or any(
        not sum(row) for _weight, rows in classes for row in rows
    ):
        return None
    weights = [weight for weight, _rows in classes]
    people = zip(*(rows for _weight, rows in classes), strict=True)
    return tuple(_shares(weights, rows) for rows in people)


def _shares(weights: Sequence[int], rows: Sequence[Sequence[int]]) -> tuple[Fraction, ...]:
    parts = [[Fraction(weight * n, WHOLE * sum(row)) for n in row] for weight, row in zip(weights, rows, strict=True)]
    return tuple(sum(grade, Fraction(0)) for grade in zip(*parts, strict=True))
