"""A paper through all its versions: which change came in at which step (草案 → 修改稿 → 表决稿)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gonghui.congress.rules.difference import Change, Step, difference, label_of, paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One paragraph through the versions.

    `anchor` is made of the version in which it first stood and its place there (1-12) and never changes. `places` holds
    its place in every version, 0 where it did not stand; `steps` what became of it from each version to the next,
    None where it stood in neither.
    """

    anchor: str
    places: tuple[int, ...]
    texts: tuple[str, ...]
    steps: tuple[Step | None, ...]

    @property
    def is_changed(self) -> bool:
        """Tell whether anything was done to it but to count it anew."""
        return any(step is not None and step.change not in QUIET for step in self.steps)

    @property
    def label(self) -> str:
        """The number it bears in the newest version in which it stands."""
        return label_of(next((text for text in reversed(self.texts) if text), ""))


QUIET = (Change.SAME, Change.RENUMBERED)


def lines(texts: Sequence[str]) -> tuple[Line, ...]:
    """Return the paragraphs of a paper through its versions, oldest first, in the order of the newest.

    What was taken out on the way stands behind what it stood behind.
    """
    if not texts:
        return ()
    found = [
        Line(anchor=f"1-{place}", places=(place,), texts=(words,), steps=())
        for place, words in enumerate(paragraphs(texts[0]), 1)
    ]
    for number, (old, new) in enumerate(pairwise(texts), 2):
        found = _next(found, difference(old, new), number)
    return tuple(found)


def anchors(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the anchor of every paragraph of the newest text, in order."""
    standing = [line for line in lines(texts) if line.places[-1]]
    return tuple(line.anchor for line in sorted(standing, key=lambda line: line.places[-1]))


def _next(found: list[Line], steps: Sequence[Step], number: int) -> list[Line]:
    by_place = {line.places[-1]: line for line in found if line.places[-1]}
    gone_behind: dict[int, list[Line]] = {}
    behind = 0
    for line in found:
        if line.places[-1]:
            behind = line.places[-1]
        else:
            gone_behind.setdefault(behind, []).append(_grown(line, None))
    made = gone_behind.get(0, [])
    for step in steps:
        if step.was:
            made += [_grown(by_place[step.was], step), *gone_behind.get(step.was, [])]
        else:
            made.append(_grown(_unborn(f"{number}-{step.now}", number - 1), step))
    return made


def _unborn(anchor: str, versions: int) -> Line:
    return Line(anchor=anchor, places=(0,) * versions, texts=("",) * versions, steps=(None,) * (versions - 1))


def _grown(line: Line, step: Step | None) -> Line:
    place, words = (step.now, step.new) if step else (0, "")
    return replace(line, places=(*line.places, place), texts=(*line.texts, words), steps=(*line.steps, step))
