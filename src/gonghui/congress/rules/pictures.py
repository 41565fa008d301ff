"""The pictures of the big screen that somebody chooses by hand, and how a paper is set for a far row."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final
from uuid import UUID

LINE: Final = 26
"""How many Han characters a line of the screen holds in letters that are read from thirty metres."""
LINES: Final = 7
NEVER_FIRST: Final = frozenset("，。、；：？！）》」』】”’…—,.;:?!)")
"""What may not begin a line: it hangs over the end of the one before."""
NARROW: Final = 0x2E80
"""Characters below are about half as wide as a Han character."""


class Picture(StrEnum):
    """What the wall shows. FOLLOW lets the sitting decide; the others stay until somebody chooses again."""

    FOLLOW = "FOLLOW"
    WELCOME = "WELCOME"
    SIGN_IN = "SIGN_IN"
    AGENDA = "AGENDA"
    PAPER = "PAPER"
    CHANGE = "CHANGE"
    RESULT = "RESULT"
    NAMES = "NAMES"
    MESSAGE = "MESSAGE"
    PAUSE = "PAUSE"
    ANTHEM = "ANTHEM"


LEAFED: Final = (Picture.PAPER, Picture.CHANGE)
"""The pictures that have pages to turn by hand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A picture with what belongs to it: a line of text, or a paper, its page (from 0) and what it is compared with."""

    what: Picture
    text: str = ""
    paper_id: UUID | None = None
    page: int = 0
    base_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name in a table of the screen, with how they chose; `wide` counts the columns it takes."""

    name: str
    choice: str
    wide: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLine:
    """One line of the table of names: the head of a delegation, or as many names as stand beside each other."""

    head: str = ""
    names: tuple[Name, ...] = ()


COLUMNS: Final = 4
COLUMN: Final = 6
"""How many Han characters of a name stand in one column."""


def name_pages(groups: Sequence[tuple[str, Sequence[tuple[str, str]]]], *, lines: int = LINES) -> list[list[NameLine]]:
    """Set names with their choices into pages, delegation by delegation.

    `groups` holds (delegation, [(name, choice), …]). A long name takes more columns instead of being cut; every page
    begins with the head of a delegation, and no head stands alone at the foot of a page.
    """
    made: list[list[NameLine]] = []
    for head, names in groups:
        for line in _lines_of_names(names):
            if not made or len(made[-1]) >= lines or (_needs_head(made[-1], head) and len(made[-1]) > lines - 2):
                made.append([])
            if _needs_head(made[-1], head):
                made[-1].append(NameLine(head=head))
            made[-1].append(line)
    return made


def _needs_head(page: list[NameLine], head: str) -> bool:
    return next((line.head for line in reversed(page) if line.head), None) != head


def _lines_of_names(names: Sequence[tuple[str, str]]) -> list[NameLine]:
    lines: list[list[Name]] = []
    room = 0
    for name, choice in names:
        wide = min(COLUMNS, -(-max(1, len(name)) // COLUMN))
        if not lines or wide > room:
            lines.append([])
            room = COLUMNS
        lines[-1].append(Name(name=name, choice=choice, wide=wide))
        room -= wide
    return [NameLine(names=tuple(line)) for line in lines]


def pages(text: str, *, line: int = LINE, lines: int = LINES) -> list[list[str]]:
    """Set a text into pages of at most `lines` lines of at most `line` Han characters.

    Every paragraph begins with an indent of two; no page is empty, and a text without words has none.
    """
    set_lines = [part for paragraph in text.splitlines() if paragraph.strip() for part in _broken(paragraph, line)]
    return [set_lines[at : at + lines] for at in range(0, len(set_lines), lines)]


def _broken(paragraph: str, line: int) -> list[str]:
    words = "　　" + paragraph.strip()
    cuts = breaks(words, line)
    return [words[at:to] for at, to in pairwise([0, *cuts, len(words)])]


def breaks(words: str, line: int) -> list[int]:
    """Return where lines after the first begin: punctuation that may not begin a line stays with what it ends."""
    found: list[int] = []
    width = 0.0
    for at, letter in enumerate(words):
        wide = 0.5 if ord(letter) < NARROW else 1.0
        if width + wide > line and letter not in NEVER_FIRST:
            found.append(at)
            width = 0.0
        width += wide
    return found


def pages_of_paragraphs(texts: Sequence[str], *, line: int = LINE, lines: int = LINES) -> list[tuple[int, int]]:
    """Return for each page that `pages` makes of these paragraphs the first and the last that stand on it, from 1."""
    owners = [
        number for number, text in enumerate(texts, 1) for part in text.splitlines() if part.strip()
        for _line in _broken(part, line)
    ]  # fmt: skip
    return [(owners[at], owners[min(at + lines, len(owners)) - 1]) for at in range(0, len(owners), lines)]
