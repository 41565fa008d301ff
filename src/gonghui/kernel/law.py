"""References to the law: the articles behind a rule, written as people cite them, from a register of known laws."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

DATA: Final = Path(__file__).with_name("law.json")

_DIGITS: Final = "零一二三四五六七八九"
_UNITS: Final = ((1000, "千"), (100, "百"), (10, "十"))
_VALUES: Final = {digit: value for value, digit in enumerate(_DIGITS)} | {"〇": 0}
_LARGEST: Final = 9999

_NUMBER: Final = r"(?:\d{1,4}|[零〇一二三四五六七八九十百千]{1,8})"
_CITATION: Final = re.compile(
    rf"《(?P<law>.+)》\s*第(?P<article>{_NUMBER})条"
    rf"(?:第(?P<paragraph>{_NUMBER})款)?(?:第[（(]?(?P<item>{_NUMBER})[）)]?项)?"
)


class UnknownLaw(ValueError):
    """A reference to a law that is not in the register, or to an article it does not have."""


class Status(StrEnum):
    """Whether a law is in force."""

    IN_FORCE = "in-force"
    REPEALED = "repealed"


class Text(StrEnum):
    """How much of a law's text was read when the register was made."""

    FULL = "full"
    PART = "part"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Law:
    """One entry of the register. `articles` is their number where the whole text is known; unknown dates are None."""

    title: str
    short: str
    kind: str
    region: str
    adopted: date | None
    amended: tuple[date, ...]
    in_force: date | None
    articles: int | None
    status: Status
    text: Text

    @property
    def version(self) -> date | None:
        """The date of the text that is meant: of the last amendment, else of adoption."""
        return self.amended[-1] if self.amended else self.adopted


@dataclass(frozen=True, slots=True)
class LawRef:
    """An article of a law, and in it a paragraph (款) and an item (项), each counted from one.

    Raises: UnknownLaw for a title that is not in the register (short titles are not titles) or an article past the
    last one; ValueError for numbers below one.
    """

    law: str
    article: int
    paragraph: int | None = None
    item: int | None = None

    def __post_init__(self) -> None:
        known = register().get(self.law)
        if known is None:
            raise UnknownLaw(f"not in the register of laws: {self.law}")
        if any(number is not None and number < 1 for number in (self.article, self.paragraph, self.item)):
            raise ValueError("articles, paragraphs and items are counted from one")
        if known.articles is not None and self.article > known.articles:
            raise UnknownLaw(f"{self.law} has {known.articles} articles, no {self.article}")

    def __str__(self) -> str:
        return f"《{self.law}》{self.place}"

    @property
    def place(self) -> str:
        """The place within the law: 第二十八条第一款第（二）项."""
        words = f"第{to_numeral(self.article)}条"
        if self.paragraph is not None:
            words += f"第{to_numeral(self.paragraph)}款"
        if self.item is not None:
            words += f"第（{to_numeral(self.item)}）项"
        return words

    @property
    def entry(self) -> Law:
        """What the register knows of the law."""
        return register()[self.law]


def parse(text: str) -> LawRef:
    """Read a citation such as 《上海市职工代表大会条例》第二十八条 or 《工会法》第6条第1款.

    A short title from the register is as good as the full one; numbers may be Chinese or Arabic.

    Raises: ValueError for what is no citation; UnknownLaw for an unknown law or article.
    """
    match = _CITATION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a citation: {text}")
    paragraph, item = match["paragraph"], match["item"]
    return LawRef(
        find(match["law"]).title,
        _number(match["article"]),
        _number(paragraph) if paragraph else None,
        _number(item) if item else None,
    )


def find(name: str) -> Law:
    """Return the law of this full or short title; brackets within a title may be of either kind.

    Raises: UnknownLaw.
    """
    bare = name.replace("《", "〈").replace("》", "〉")
    for law in register().values():
        if bare in (law.title, law.short):
            return law
    raise UnknownLaw(f"not in the register of laws: {name}")


@cache
def register() -> Mapping[str, Law]:
    """Return the laws this product knows of, by full title."""
    return read_register(DATA.read_text(encoding="utf-8"))


def read_register(text: str) -> Mapping[str, Law]:
    """Read a register from JSON: a list of entries with the fields of `Law`.

    Raises: ValueError for malformed entries and for a title or short title that comes twice.
    """
    try:
        laws = [_read_law(entry) for entry in json.loads(text)]
    except (KeyError, TypeError) as err:
        raise ValueError(f"not a register of laws: {err!r}") from err
    names = [name for law in laws for name in {law.title, law.short}]
    twice = {name for name in names if names.count(name) > 1}
    if twice:
        raise ValueError(f"named twice in the register of laws: {min(twice)}")
    return MappingProxyType({law.title: law for law in laws})


def to_numeral(number: int) -> str:
    """Write a number from 1 to 9999 in Chinese, as laws count: 十, 二十八, 一百零一, 一千二百六十.

    Raises: ValueError outside that range.
    """
    if not 1 <= number <= _LARGEST:
        raise ValueError(f"not a number of an article: {number}")
    words, rest = "", number
    for unit, name in _UNITS:
        digit, rest = divmod(rest, unit)
        if digit:
            words += _DIGITS[digit] + name
        elif words and rest and not words.endswith("零"):
            words += "零"
    words += _DIGITS[rest] if rest else ""
    return words.removeprefix("一") if words.startswith("一十") else words


def from_numeral(words: str) -> int:
    """Read a Chinese number from 1 to 9999; only the writing that `to_numeral` gives is accepted (〇 may stand for 零).

    Raises: ValueError for anything else.
    """
    total = digit = 0
    for char in words:
        if char in _VALUES:
            digit = _VALUES[char]
            continue
        unit = next((unit for unit, name in _UNITS if name == char), 0)
        total += (digit or 1) * unit
        digit = 0
    total += digit
    if not 1 <= total <= _LARGEST or to_numeral(total) != words.replace("〇", "零"):
        raise ValueError(f"not a Chinese number: {words}")
    return total


def _number(words: str) -> int:
    return int(words) if words.isdecimal() else from_numeral(words)


def _read_law(entry: Mapping[str, Any]) -> Law:
    return Law(
        title=entry["title"],
        short=entry["short"],
        kind=entry["kind"],
        region=entry["region"],
        adopted=_date(entry["adopted"]),
        amended=tuple(date.fromisoformat(day) for day in entry["amended"]),
        in_force=_date(entry["in_force"]),
        articles=entry["articles"],
        status=Status(entry["status"]),
        text=Text(entry["text"]),
    )


def _date(day: str | None) -> date | None:
    return None if day is None else date.fromisoformat(day)
