"""Which characters the typefaces can draw, and what stands on paper for one they cannot."""

import struct
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

SUBSTITUTE = "〓"
_INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingCharacter:
    """A character no typeface draws: where it stood, so that a person can write it in by hand."""

    character: str
    context: str
    shown: str  # the context as it stands on the paper

    @property
    def note(self) -> str:
        """What the paper itself says, without the character that it cannot show."""
        return f"注：“{self.shown}”中以“{SUBSTITUTE}”代替的字（{self.code}）字库未收录，请手工补写。"

    @property
    def code(self) -> str:
        return f"U+{ord(self.character):04X}"

    @property
    def sentence(self) -> str:
        """What the person who made the paper is told: which character, where, and the two ways out."""
        return _(
            "“%(context)s”中的“%(character)s”（%(code)s）字库未收录，纸面以“%(substitute)s”代替。"
            "请在纸上手工补写；或请管理员安装收录该字的字体（如 fonts-hanazono）后重新生成。"
        ) % {"context": self.context, "character": self.character, "code": self.code, "substitute": SUBSTITUTE}


class Coverage:
    """The code points a set of font files can draw, as sorted ranges."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        self._ranges = _merged(ranges)
        self._starts = [first for first, _ in self._ranges]

    def __contains__(self, character: str) -> bool:
        code = ord(character)
        place = bisect_right(self._starts, code) - 1
        return place >= 0 and code <= self._ranges[place][1]


@lru_cache(maxsize=8)
def coverage(faces: tuple[Path, ...]) -> Coverage:
    """Read the character maps of font files (formats 4 and 12 of the `cmap` table)."""
    return Coverage(pair for face in faces for pair in _ranges(face))


def cleaned(text: str) -> str:
    """Drop what no paper shows: controls but the newline, direction marks, variation selectors, unassigned codes.

    What is left is not normalised: a name keeps the very characters its bearer writes.
    """
    kept = (char for char in text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ") if _visible(char))
    return "".join(kept)


def substituted(text: str, known: Coverage) -> tuple[str, tuple[MissingCharacter, ...]]:
    """Put 〓 for every character the faces lack, and say which they were with up to twelve characters around."""
    missing = []
    out = []
    for place, char in enumerate(text):
        if char == "\n" or char in known:
            out.append(char)
        else:
            out.append(SUBSTITUTE)
            around = text[max(0, place - 6) : place + 6].replace("\n", " ")
            drawn = "".join(one if one in known else SUBSTITUTE for one in around)
            missing.append(MissingCharacter(character=char, context=around, shown=drawn))
    return "".join(out), tuple(missing)


def _visible(char: str) -> bool:
    if char == "\n":
        return True
    if any(first <= ord(char) <= last for first, last in _SELECTORS):
        return False
    # Code points newer than this Python's tables count as unassigned there; planes 2 and 3 hold only ideographs.
    return unicodedata.category(char) not in _INVISIBLE or 0x20000 <= ord(char) <= 0x3FFFF


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    out: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(out[-1][1], last))
        else:
            out.append((first, last))
    return out


def _ranges(face: Path) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the best character map of one TrueType file."""
    raw = face.read_bytes()
    count = struct.unpack_from(">H", raw, 4)[0]
    records = (struct.unpack_from(">4sIII", raw, 12 + 16 * index) for index in range(count))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    offsets = {
        start + struct.unpack_from(">HHI", raw, start + 4 + 8 * index)[2]
        for index in range(struct.unpack_from(">H", raw, start + 2)[0])
    }
    by_format = {struct.unpack_from(">H", raw, offset)[0]: offset for offset in offsets}
    if 12 in by_format:
        yield from _format12(raw, by_format[12])
    elif 4 in by_format:
        yield from _format4(raw, by_format[4])


def _format12(raw: bytes, offset: int) -> Iterator[tuple[int, int]]:
    for index in range(struct.unpack_from(">I", raw, offset + 12)[0]):
        first, last, glyph = struct.unpack_from(">III", raw, offset + 16 + 12 * index)
        if glyph:
            yield first, last


def _format4(raw: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Ranges whose glyphs come through the index array are read code by code: a zero there is a hole."""
    double = struct.unpack_from(">H", raw, offset + 6)[0]
    ends, starts = offset + 14, offset + 16 + double
    deltas, indirect = starts + double, starts + 2 * double
    for place in range(0, double, 2):
        last, first = (struct.unpack_from(">H", raw, table + place)[0] for table in (ends, starts))
        delta, jump = (struct.unpack_from(">H", raw, table + place)[0] for table in (deltas, indirect))
        for code in range(first, min(last, 0xFFFE) + 1):
            if jump == 0:
                glyph = (code + delta) & 0xFFFF
            else:
                glyph = struct.unpack_from(">H", raw, indirect + place + jump + 2 * (code - first))[0]
            if glyph:
                yield code, code
