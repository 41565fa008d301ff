"""The numbers that Word counts by itself (第一条, （二）, 1.1): they stand in no text of the file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from docx.document import Document
from docx.oxml.ns import qn

from gonghui.congress.papers.words import han

STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
CIRCLED: Final = 0x2460
MOST_CIRCLED: Final = 20
LETTERS: Final = 26
ROMAN: Final = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
DEEPEST: Final = 9


def _roman(number: int) -> str:
    made = ""
    for worth, sign in ROMAN:
        made += sign * (number // worth)
        number %= worth
    return made


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % LETTERS) * ((number - 1) // LETTERS + 1)


def _circled(number: int) -> str:
    return chr(CIRCLED + number - 1) if number <= MOST_CIRCLED else str(number)


WAYS: Final[Mapping[str, Callable[[int], str]]] = {
    "chineseCounting": han, "chineseCountingThousand": han, "japaneseCounting": han, "taiwaneseCounting": han,
    "taiwaneseCountingThousand": han, "ideographDigital": han, "japaneseDigitalTenThousand": han,
    "chineseLegalSimplified": lambda n: "".join(FORMAL[int(digit)] for digit in str(n)),
    "ideographTraditional": lambda n: STEMS[(n - 1) % len(STEMS)],
    "decimalEnclosedCircle": _circled, "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda n: f"{n:02d}", "lowerRoman": _roman, "upperRoman": lambda n: _roman(n).upper(),
    "lowerLetter": _letter, "upperLetter": lambda n: _letter(n).upper(), "bullet": lambda _n: "", "none": lambda _n: "",
}  # fmt: skip


@dataclass(slots=True)
class Level:
    """One level of a list: where it starts, how its number is written, what stands around it."""

    start: int
    way: str
    words: str
    joined: str
    style: str


@dataclass(slots=True)
class Numbering:
    """All lists of a document, and how far each has been counted; ask for the paragraphs in their order."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    of_number: dict[str, str] = field(default_factory=dict)
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    of_style: dict[str, tuple[str, int | None, str]] = field(default_factory=dict)
    counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def before(self, paragraph: Any) -> str:
        """Return what Word shows before a paragraph, empty where it is not counted."""
        number, at = self._place(paragraph)
        known = self.lists.get(self.of_number.get(number, ""), {})
        level = known.get(at)
        if level is None:
            return ""
        counts = self.counted.setdefault(self.of_number[number], {})
        restart = self.restarts.pop((number, at), None)
        counts[at] = restart if restart is not None else counts.get(at, level.start - 1) + 1
        for deeper in [one for one in counts if one > at]:
            del counts[deeper]
        return self._written(known, counts, level)

    def _written(self, known: dict[int, Level], counts: dict[int, int], level: Level) -> str:
        if level.way == "bullet":
            return ""
        words = level.words
        for no in range(DEEPEST, 0, -1):
            if f"%{no}" in words:
                other = known.get(no - 1, level)
                way = WAYS.get(other.way, str)
                words = words.replace(f"%{no}", way(counts.get(no - 1, other.start)))
        return words + level.joined if words.strip() else ""

    def _place(self, paragraph: Any) -> tuple[str, int]:
        properties = paragraph.find(qn("w:pPr"))
        own = properties.find(qn("w:numPr")) if properties is not None else None
        style = _value(properties, "w:pStyle") if properties is not None else ""
        number, level = _number(own)
        based, seen = style, set[str]()
        while not number and based and based not in seen:
            seen.add(based)
            number, from_style, parent = self.of_style.get(based, ("", None, ""))
            level = from_style if level is None else level
            if number and level is None:
                known = self.lists.get(self.of_number.get(number, ""), {})
                level = next((at for at, one in known.items() if one.style == based), 0)
            based = parent
        return number, level or 0


def numbering_of(document: Document) -> Numbering:
    """Read the lists of a document."""
    found = Numbering()
    part = next((rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None)
    root: Any = getattr(part, "element", None)
    if root is None:
        return found
    for one in root.findall(qn("w:abstractNum")):
        found.lists[one.get(qn("w:abstractNumId"), "")] = {
            int(level.get(qn("w:ilvl"), "0")): _level(level) for level in one.findall(qn("w:lvl"))
        }
    for one in root.findall(qn("w:num")):
        number = one.get(qn("w:numId"), "")
        found.of_number[number] = _value(one, "w:abstractNumId")
        for override in one.findall(qn("w:lvlOverride")):
            start = _value(override, "w:startOverride")
            if start.isdigit():
                found.restarts[number, int(override.get(qn("w:ilvl"), "0"))] = int(start)
    for style in document.styles.element.findall(qn("w:style")):
        properties = style.find(qn("w:pPr"))
        number, level = _number(properties.find(qn("w:numPr")) if properties is not None else None)
        found.of_style[style.get(qn("w:styleId"), "")] = (number, level, _value(style, "w:basedOn"))
    return found


def _level(level: Any) -> Level:
    start = _value(level, "w:start")
    joined = {"nothing": "", "space": " "}.get(_value(level, "w:suff"), "　")
    return Level(start=int(start) if start.isdigit() else 1, way=_value(level, "w:numFmt") or "decimal",
                 words=_value(level, "w:lvlText"), joined=joined, style=_value(level, "w:pStyle"))  # fmt: skip


def _number(properties: Any) -> tuple[str, int | None]:
    if properties is None:
        return "", None
    level = _value(properties, "w:ilvl")
    return _value(properties, "w:numId"), int(level) if level.isdigit() else None


def _value(parent: Any, name: str) -> str:
    found = parent.find(qn(name))
    return str(found.get(qn("w:val"), "")) if found is not None else ""
