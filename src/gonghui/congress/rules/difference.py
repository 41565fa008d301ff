"""How one text became another, paragraph by paragraph: kept, reworded, moved, added, taken out.

A paragraph is what stands between empty lines; they are counted from 1. Clauses whose number alone changed because
another came in before them stay paired with what they were.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache
from typing import Final

from gonghui.congress.rules.wording import Mark, Span, spans

LABEL: Final = re.compile(
    r"^\s*(第[零〇一二三四五六七八九十百千\d]+[条章节款项编]|[（(][一二三四五六七八九十\d]+[）)]|[一二三四五六七八九十]+、"
    r"|\d{1,3}(?:[.．]\d{1,3})*[、.．)）](?!\d)|\d{1,2}(?:[.．]\d{1,2})+(?=\s))\s*"
)
"""The number that a clause, a chapter or a point begins with."""
ALIKE: Final = 0.35
"""From this share of common pairs of characters on, a paragraph is the other one reworded."""
MOVED_ALIKE: Final = 0.75
SAME_LABEL: Final = 0.1
"""What it is worth that two paragraphs bear the same number, though their words have little in common."""
SHORTEST_MOVED: Final = 6
MOST_CELLS: Final = 20_000
"""So many pairs of paragraphs are weighed at most; of longer stretches those near each other."""


class Change(StrEnum):
    """What became of a paragraph."""

    SAME = "SAME"
    CHANGED = "CHANGED"
    RENUMBERED = "RENUMBERED"
    MOVED = "MOVED"
    ADDED = "ADDED"
    REMOVED = "REMOVED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One paragraph with what became of it. `was` and `now` are its places, 0 where it was not or is no more."""

    change: Change
    was: int
    now: int
    old: str
    new: str

    @property
    def spans(self) -> tuple[Span, ...]:
        """The words taken out and put in."""
        if self.change is Change.ADDED:
            return (Span(Mark.IN, self.new),)
        if self.change is Change.REMOVED:
            return (Span(Mark.OUT, self.old),)
        if self.old != self.new and likeness(self.old, self.new) < ALIKE:
            return (Span(Mark.OUT, self.old), Span(Mark.IN, self.new))
        return spans(self.old, self.new)


Difference = tuple[Step, ...]


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a text: what is parted by empty lines, without the space around it."""
    return tuple(part for part in (one.strip() for one in re.split(r"\n[^\S\n]*\n", text)) if part)


@lru_cache(maxsize=64)
def difference(old: str, new: str) -> Difference:
    """Return how the paragraphs of `old` became those of `new`, in the order of `new`.

    What was taken out stands where it was. Every paragraph of both texts is in exactly one step.
    """
    left, right = paragraphs(old), paragraphs(new)
    pairs = list(_aligned(left, right))
    moved = _with_moves(pairs, left, right)
    taken = set(moved.values())
    return tuple(
        _step(moved.get(now, was), now, left, right, is_moved=now in moved)
        for was, now in pairs
        if now or was not in taken
    )


def apply(steps: Iterable[Step], old: str) -> str:
    """Return the text that a difference makes of `old`: paragraphs parted by an empty line.

    Raises: ValueError when the difference was made from another text.
    """
    left = paragraphs(old)
    made: list[str] = []
    for step in steps:
        if step.was and (step.was > len(left) or left[step.was - 1] != step.old):
            raise ValueError(f"paragraph {step.was} is not the one that was compared")
        if step.now:
            made.append(step.new)
    return "\n\n".join(made)


def undo(steps: Iterable[Step]) -> str:
    """Return the text that a difference was made from."""
    return "\n\n".join(step.old for step in sorted((one for one in steps if one.was), key=lambda one: one.was))


def carried(steps: Iterable[Step], place: int) -> int:
    """Return where the paragraph that was at `place` stands now, 0 when it was taken out."""
    return next((step.now for step in steps if step.was == place), 0)


def label_of(paragraph: str) -> str:
    """Return the number that a paragraph begins with (第十二条), empty without one."""
    found = LABEL.match(paragraph)
    return found.group(1) if found else ""


def body_of(paragraph: str) -> str:
    """Return a paragraph without the number it begins with."""
    return LABEL.sub("", paragraph, count=1)


def likeness(one: str, other: str) -> float:
    """Return how much two paragraphs have in common, from 0 to 1: shared pairs of characters, without the number."""
    return _dice(_pairs_of(body_of(one)), _pairs_of(body_of(other)))


def _step(was: int, now: int, left: Sequence[str], right: Sequence[str], *, is_moved: bool) -> Step:
    old, new = left[was - 1] if was else "", right[now - 1] if now else ""
    change = Change.MOVED if is_moved else _change(was, now, old, new)
    return Step(change=change, was=was, now=now, old=old, new=new)


def _change(was: int, now: int, old: str, new: str) -> Change:
    if not was or not now:
        return Change.ADDED if now else Change.REMOVED
    if old == new:
        return Change.SAME
    return Change.RENUMBERED if body_of(old) == body_of(new) and label_of(old) and label_of(new) else Change.CHANGED


Pair = tuple[int, int]


def _aligned(left: Sequence[str], right: Sequence[str]) -> Iterator[Pair]:
    """Pair paragraphs in order: those that are the same first, between them those that are most alike."""
    matcher = SequenceMatcher(None, [body_of(one) or one for one in left], [body_of(one) or one for one in right],
                              autojunk=False)  # fmt: skip
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(range(a + 1, b + 1), range(c + 1, d + 1), strict=True)
        else:
            yield from _between(left, right, (a, b), (c, d))


def _between(left: Sequence[str], right: Sequence[str], old: Pair, new: Pair) -> Iterator[Pair]:
    (a, b), (c, d) = old, new
    worth = _worths(left[a:b], right[c:d])
    for was, now in _best(worth, b - a, d - c):
        yield (a + was if was else 0), (c + now if now else 0)


def _worths(left: Sequence[str], right: Sequence[str]) -> dict[Pair, float]:
    """Return what pairing is worth, for the pairs of paragraphs that may be one another."""
    mine, theirs = [_known(one) for one in left], [_known(one) for one in right]
    band = max(4, MOST_CELLS // max(1, len(left)))
    found: dict[Pair, float] = {}
    for at, (label, pairs) in enumerate(mine):
        middle = at * len(right) // max(1, len(left))
        for to in range(max(0, middle - band), min(len(right), middle + band + 1)):
            same = bool(label) and label == theirs[to][0]
            alike = _dice(pairs, theirs[to][1])
            worth = (alike if alike >= ALIKE else 0.0) + (SAME_LABEL if same else 0.0)
            if worth:
                found[at + 1, to + 1] = worth
    return found


def _best(worth: dict[Pair, float], left: int, right: int) -> list[Pair]:
    """Return the pairing in order that is worth most; what stays alone is taken out or added.

    The best chain that ends before a place is kept in a Fenwick tree, so that a thousand paragraphs are no matter.
    """
    tree: list[tuple[float, Pair | None]] = [(0.0, None)] * (right + 1)
    before: dict[Pair, Pair | None] = {}
    end: tuple[float, Pair | None] = (0.0, None)
    for was, now in sorted(worth, key=lambda pair: (pair[0], -pair[1])):
        best, behind = _best_before(tree, now - 1)
        before[was, now] = behind
        chain = (best + worth[was, now], (was, now))
        end = max(end, chain, key=lambda one: one[0])
        at = now
        while at <= right:
            tree[at] = max(tree[at], chain, key=lambda one: one[0])
            at += at & -at
    chosen: list[Pair] = []
    last = end[1]
    while last is not None:
        chosen.append(last)
        last = before[last]
    return list(_filled(chosen[::-1], left, right))


def _best_before(tree: list[tuple[float, Pair | None]], at: int) -> tuple[float, Pair | None]:
    best: tuple[float, Pair | None] = (0.0, None)
    while at > 0:
        best = max(best, tree[at], key=lambda one: one[0])
        at -= at & -at
    return best


def _filled(chosen: list[Pair], left: int, right: int) -> Iterator[Pair]:
    """Put what stays alone between the pairs: first what was taken out there, then what was added."""
    was = now = 0
    for to_was, to_now in [*chosen, (left + 1, right + 1)]:
        yield from ((n, 0) for n in range(was + 1, to_was))
        yield from ((0, n) for n in range(now + 1, to_now))
        if to_was <= left:
            yield to_was, to_now
        was, now = to_was, to_now


def _with_moves(pairs: list[Pair], left: Sequence[str], right: Sequence[str]) -> dict[int, int]:
    """Return now -> was of paragraphs that were taken out in one place and added in another."""
    gone = {was: body_of(left[was - 1]) for was, now in pairs if not now}
    added = {now: body_of(right[now - 1]) for was, now in pairs if not was}
    long = {now: words for now, words in added.items() if len(words) >= SHORTEST_MOVED}
    moved: dict[int, int] = {}
    for now, words in long.items():
        was = next((place for place, text in gone.items() if text == words), 0)
        if was:
            moved[now] = was
            del gone[was]
    if len(gone) * len(long) > MOST_CELLS:
        return moved
    known = {was: _pairs_of(text) for was, text in gone.items()}
    for now in [one for one in long if one not in moved]:
        mine = _pairs_of(long[now])
        alike, was = max(((_dice(theirs, mine), place) for place, theirs in known.items()), default=(0.0, 0))
        if alike >= MOVED_ALIKE:
            moved[now] = was
            del known[was]
    return moved


def _known(paragraph: str) -> tuple[str, Counter[str]]:
    return label_of(paragraph), _pairs_of(body_of(paragraph))


def _pairs_of(text: str) -> Counter[str]:
    words = "".join(text.split())
    return Counter(words[at : at + 2] for at in range(max(1, len(words) - 1)) if words)


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    small, large = (one, other) if len(one) <= len(other) else (other, one)
    return 2 * sum(min(count, large[pair]) for pair, count in small.items()) / total if total else 0.0
