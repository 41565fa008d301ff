"""Which column holds what: the header is found by its names, wherever in the first ten rows it stands."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Final

from gonghui.kernel.errors import Sentence
from gonghui.kernel.staging import refusals
from gonghui.kernel.staging.cells import RawRow
from gonghui.kernel.staging.tables import Table

LOOKED_AT: Final = 10
_REMARK: Final = re.compile(r"[(（\[【].*?[)）\]】]")
_ORNAMENT: Final = re.compile(r"[\s*＊:：·、/\\_-]+")


class Kind(StrEnum):
    """How the text of a cell is to be understood."""

    TEXT = "text"
    DATE = "date"
    DIGITS = "digits"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column that an import knows: `key` in code, `title` and `aliases` on the sheet.

    A `required` one must be in the header and filled in every row. Aliases are data, not sentences: what people write.
    """

    key: str
    title: Sentence
    aliases: tuple[str, ...] = ()
    kind: Kind = Kind.TEXT
    required: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """Where the known columns stand, counted from zero, and the number of the header's last row."""

    positions: Mapping[str, int]
    last_row: int


def find_header(tables: Iterable[Table], columns: Sequence[Column]) -> tuple[Table, Header]:
    """Return the first table with a header, and the header.

    A header is the row among the first ten with the most known names, at least two (or all, when fewer are known);
    names that stand in the row below it, under a merged heading, count as well.

    Raises: FileRefused `header-missing`, `header-column-missing`, `header-column-twice`.
    """
    names = _names(columns)
    enough = min(2, len(columns))
    for table in tables:
        rows = list(islice(table.rows(), LOOKED_AT + 1))
        found = [_known(row, names) for row in rows]
        best = max(
            range(len(rows[:LOOKED_AT])), key=lambda index: (len(set(found[index].values())), -index), default=None
        )
        if best is None or len(set(found[best].values())) < enough:
            continue
        return table, _header(rows, found, best, columns)
    raise refusals.no_header(_listed(column for column in columns if column.required))


def bare_name(name: str) -> str:
    """Return a heading as it is compared: without blanks, marks and remarks in brackets, in narrow lower case."""
    return _ORNAMENT.sub("", _REMARK.sub("", unicodedata.normalize("NFKC", name))).lower()


def _names(columns: Sequence[Column]) -> dict[str, str]:
    return {bare_name(str(name)): column.key for column in columns for name in (column.title, *column.aliases)}


def _known(row: RawRow, names: Mapping[str, str]) -> dict[int, str]:
    keys = ((position, names.get(bare_name(cell))) for position, cell in enumerate(row.cells))
    return {position: key for position, key in keys if key is not None}


def _header(rows: Sequence[RawRow], found: Sequence[Mapping[int, str]], best: int, columns: Sequence[Column]) -> Header:
    known, last = dict(found[best]), best
    below = dict(found[best + 1]) if best + 1 < len(rows) else {}
    if below and not set(below) & set(known) and not set(below.values()) & set(known.values()):
        known, last = known | below, best + 1
    titles = {column.key: str(column.title) for column in columns}
    positions: dict[str, int] = {}
    for position, key in sorted(known.items()):
        if key in positions:
            names = [_heading(rows, best, last, place) for place in (positions[key], position)]
            raise refusals.column_twice(titles[key], *names)
        positions[key] = position
    missing = [column for column in columns if column.required and column.key not in positions]
    if missing:
        raise refusals.column_missing(_listed(missing))
    return Header(positions, rows[last].number)


def _heading(rows: Sequence[RawRow], best: int, last: int, position: int) -> str:
    cells = [row.cells[position] for row in rows[best : last + 1] if position < len(row.cells)]
    return next(cell for cell in cells if cell)


def _listed(columns: Iterable[Column]) -> str:
    return "、".join(str(column.title) for column in columns)
