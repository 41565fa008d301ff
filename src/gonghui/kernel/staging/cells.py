"""From a cell to a text: numbers, dates and texts as people mean them, and what can go wrong on the way."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

# Excel keeps fifteen digits of a number; what stands behind them is lost.
_EXACT: Final = 10**15
_SCIENTIFIC: Final = re.compile(r"\d(?:\.\d+)?E\+\d{2,3}", re.ASCII)
_DATE: Final = re.compile(
    r"(?P<y>\d{4})(?:年(?P<m1>\d{1,2})月(?P<d1>\d{1,2})日?|(?P<sep>[-/.])(?P<m2>\d{1,2})(?P=sep)(?P<d2>\d{1,2})"
    r"|(?P<m3>\d{2})(?P<d3>\d{2}))(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?",
    re.ASCII,
)
# A month alone. Excel writes the number 2015.10 as 2015.1, which therefore may be either month and is none.
_MONTH: Final = re.compile(r"(?P<y>\d{4})(?:年(?P<m1>\d{1,2})月|[-/](?P<m2>\d{1,2})|\.(?P<m3>\d{2}|[2-9]))", re.ASCII)
_SERIAL: Final = re.compile(r"\d{5}", re.ASCII)
_EPOCH: Final = date(1899, 12, 30)
# A cell may hold this many times what is kept of it before the rest is not even looked at.
_SPARE: Final = 4
_QUOTED: Final = re.compile(r'="([^"]*)"')


class Fault(StrEnum):
    """Why the content of a cell cannot be taken."""

    FORMULA = "cell-formula"
    ERROR = "cell-error"
    ROUNDED = "cell-rounded"
    TOO_LONG = "cell-too-long"
    CONTROL = "cell-control"


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row as it stands in the file: its number there, its cells as texts, and faults by column counted from zero."""

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, Fault] = field(default_factory=lambda: MappingProxyType({}))


def text_of(value: object, longest: int) -> tuple[str, Fault | None]:
    """Return what a cell holds as a text, cut to `longest` characters, and what is wrong with it.

    Invisible marks that come along when text is copied are dropped, line breaks become spaces, markup stays as it is.
    """
    if isinstance(value, str):
        return _plain(value, longest)
    if isinstance(value, bool):
        return ("是" if value else "否"), None
    if isinstance(value, int | float):
        return _digits(value)
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return (value.date().isoformat() if midnight else value.isoformat(" ", "minutes")), None
    if isinstance(value, date | time):
        return value.isoformat(), None
    if isinstance(value, timedelta):
        return str(value), None
    raise TypeError(f"a cell does not hold a {type(value).__name__}")


def csv_text_of(value: str, longest: int) -> tuple[str, Fault | None]:
    """Return what a field of a CSV file holds; `="00123"`, as systems write to keep digits, is the text in it."""
    quoted = _QUOTED.fullmatch(value.strip())
    text, fault = _plain(quoted[1] if quoted else value, longest)
    return text, Fault.FORMULA if text.startswith("=") else fault


def read_date(text: str) -> date | None:
    """Read 2024-03-01, 2024/3/1, 2024.3.1, 2024年3月1日, 20240301, with or without a time, or Excel's number of days.

    A month alone, such as 2024年3月 or 2024.3, is its first day. Returns None for what is no day in the calendar, such
    as 1999.2.30, and for anything vaguer than a month.
    """
    bare = unicodedata.normalize("NFKC", text).strip()
    if _SERIAL.fullmatch(bare):
        return _EPOCH + timedelta(days=int(bare))
    close = re.sub(r"\s*(年|月|日$)\s*", r"\1", bare)
    match = _DATE.fullmatch(close) or _MONTH.fullmatch(close)
    if match is None:
        return None
    parts = match.groupdict()
    month = parts["m1"] or parts["m2"] or parts["m3"]
    day = parts.get("d1") or parts.get("d2") or parts.get("d3") or "1"
    try:
        return date(int(match["y"]), int(month), int(day))
    except ValueError:
        return None


def bare_digits(text: str) -> str:
    """Return a number, such as an ID, as it is compared: narrow, upper case, no blanks, no leading apostrophe."""
    return "".join(unicodedata.normalize("NFKC", text).split()).lstrip("'`").upper()


def _plain(value: str, longest: int) -> tuple[str, Fault | None]:
    # Most cells are plain: one look settles them, and nobody reads a cell of a million characters letter by letter.
    text, fault = (value, None) if value.isprintable() else _cleaned(value[: longest * _SPARE])
    text = " ".join(text.split())
    if len(text) > longest:
        return text[:longest].rstrip(), Fault.TOO_LONG
    if fault is None and _SCIENTIFIC.fullmatch(text):
        fault = Fault.ROUNDED
    return text, fault


def _cleaned(value: str) -> tuple[str, Fault | None]:
    kept = []
    fault = None
    for char in value:
        category = unicodedata.category(char)
        if char in "\t\r\n\u2028\u2029\x0b\x0c\x85":
            kept.append(" ")
        elif category in ("Cc", "Cs"):
            fault = Fault.CONTROL
        elif category != "Cf":
            kept.append(char)
    return "".join(kept), fault


def _digits(value: float) -> tuple[str, Fault | None]:
    if abs(value) >= _EXACT or value != value:
        return f"{value:.15G}", Fault.ROUNDED
    if value == int(value):
        return str(int(value)), None
    return format(value, ".15g"), None
