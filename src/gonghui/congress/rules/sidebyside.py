"""A changed clause set for the big screen: how it was on the left, how it is on the right, page by page."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from gonghui.congress.rules.difference import Change, Step, difference, label_of
from gonghui.congress.rules.pictures import breaks
from gonghui.congress.rules.wording import Mark, Span

HALF: Final = 13
"""How many Han characters a line of one half of the screen holds in letters that are read from thirty metres."""
ROWS: Final = 6
SHOWN: Final = (Change.CHANGED, Change.MOVED, Change.ADDED, Change.REMOVED)
"""A clause that was only counted anew is not put before the hall."""

Set = tuple[Span, ...]
"""One line of the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One page: a changed clause, or a part of a long one. Both sides have at most as many lines as fit."""

    step: Step
    old: tuple[Set, ...]
    new: tuple[Set, ...]
    part: int
    parts: int

    @property
    def label(self) -> str:
        """The number of the clause, empty where it bears none."""
        return label_of(self.step.new or self.step.old)


def shown(steps: Iterable[Step]) -> list[Step]:
    """Return what is put before the hall of a difference."""
    return [step for step in steps if step.change in SHOWN]


@lru_cache(maxsize=16)
def leaves(old: str, new: str, *, line: int = HALF, rows: int = ROWS) -> tuple[Leaf, ...]:
    """Set the changed clauses of two texts into pages; none is empty, and nothing of a changed clause is left out.

    What was set last is remembered: a whole hall asks for the same pages at once.
    """
    return tuple(leaf for step in shown(difference(old, new)) for leaf in _leaves(step, line, rows))


def _leaves(step: Step, line: int, rows: int) -> Iterator[Leaf]:
    old = _set([span for span in step.spans if span.mark is not Mark.IN], line)
    new = _set([span for span in step.spans if span.mark is not Mark.OUT], line)
    parts = -(-max(len(old), len(new)) // rows)
    for part in range(parts):
        here = slice(part * rows, (part + 1) * rows)
        yield Leaf(step=step, old=tuple(old[here]), new=tuple(new[here]), part=part + 1, parts=parts)


def _set(marked: Sequence[Span], line: int) -> list[Set]:
    """Break marked text into lines, by the width alone; punctuation stays with what it ends."""
    if not marked:
        return []
    spans = [Span(Mark.SAME, "　　"), *(Span(one.mark, one.text.replace("\n", "　")) for one in marked)]
    words = "".join(span.text for span in spans)
    return [tuple(_cut(spans, at, to)) for at, to in pairwise([0, *breaks(words, line), len(words)])]


def _cut(spans: Sequence[Span], at: int, to: int) -> Iterator[Span]:
    begins = 0
    for span in spans:
        ends = begins + len(span.text)
        piece = span.text[max(at, begins) - begins : min(to, ends) - begins] if at < ends and to > begins else ""
        if piece:
            yield Span(span.mark, piece)
        begins = ends
