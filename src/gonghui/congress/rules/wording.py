"""What was changed inside one paragraph: the words taken out and put in, as a reader of Chinese would mark them.

A number, a Latin word and the number of a clause (第十二条) change as a whole; scattered single characters between two
changes are drawn into them, since confetti cannot be read.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

TOKEN: Final = re.compile(
    r"第[零〇一二三四五六七八九十百千\d]+[条章节款项编]"
    r"|[零〇一二三四五六七八九十百千万亿两]{2,}"
    r"|\d+(?:[.,:]\d+)*[%％‰]?"
    r"|[A-Za-z]+"
    r"|\s+"
    r"|.",
    re.DOTALL,
)
SENTENCE: Final = re.compile(r"[^。；！？\n]*[。；！？\n]+|[^。；！？\n]+")
MOST_TOKENS: Final = 1500
"""Longer paragraphs are compared sentence by sentence."""
LONGEST_ISLAND: Final = 4
"""So many unchanged characters between two changes, at most, may be drawn into them."""


class Mark(StrEnum):
    """What became of a stretch of text."""

    SAME = "SAME"
    OUT = "OUT"
    IN = "IN"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that was kept, taken out or put in."""

    mark: Mark
    text: str


def spans(old: str, new: str) -> tuple[Span, ...]:
    """Return how one paragraph became another, in reading order; what is taken out stands before what is put in.

    Without IN the spans are `old` again, without OUT they are `new`. No span is empty, no two
    neighbours are of a kind.
    """
    return tuple(_spans(_groups(old, new)))


def before(marked: Iterable[Span]) -> str:
    """Return the text before the change."""
    return "".join(span.text for span in marked if span.mark is not Mark.IN)


def after(marked: Iterable[Span]) -> str:
    """Return the text after the change."""
    return "".join(span.text for span in marked if span.mark is not Mark.OUT)


def tokens(text: str) -> list[str]:
    """Part a paragraph into what changes as a whole; of a very long one, into sentences."""
    fine = TOKEN.findall(text)
    return fine if len(fine) <= MOST_TOKENS else SENTENCE.findall(text)


Group = tuple[str, str, str]
"""Kept, taken out, put in: either the first or the two others are filled."""


def _groups(old: str, new: str) -> list[Group]:
    if old == new:
        return [(old, "", "")]
    left, right = tokens(old), tokens(new)
    if max(len(left), len(right)) > MOST_TOKENS:
        left, right = SENTENCE.findall(old), SENTENCE.findall(new)
    if max(len(left), len(right)) > MOST_TOKENS:
        return [("", old, new)]
    return _joined(_matched(left, right))


def _matched(left: Sequence[str], right: Sequence[str]) -> list[Group]:
    found: list[Group] = []
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        out, put = "".join(left[a:b]), "".join(right[c:d])
        found.append((out, "", "") if tag == "equal" else ("", out, put))
    return found


def _joined(groups: list[Group]) -> list[Group]:
    """Draw short unchanged stretches into the changes on both sides, until none is left that would only confuse."""
    done: list[Group] = []
    for group in groups:
        done.append(group)
        while len(done) >= 3 and _is_island(*done[-3:]):
            first, (kept, _out, _put), last = done[-3:]
            done[-3:] = [("", first[1] + kept + last[1], first[2] + kept + last[2])]
    return done


def _is_island(first: Group, kept: Group, last: Group) -> bool:
    if first[0] or last[0] or not kept[0]:
        return False
    length = len(kept[0])
    around = min(max(len(one[1]), len(one[2])) for one in (first, last))
    return length <= LONGEST_ISLAND and length <= around and not any(char in "。；！？" for char in kept[0])


def _spans(groups: Iterable[Group]) -> Iterable[Span]:
    for kept, out, put in groups:
        for mark, text in ((Mark.SAME, kept), (Mark.OUT, out), (Mark.IN, put)):
            if text:
                yield Span(mark, text)
