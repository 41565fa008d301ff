"""Tables as Excel workbooks: real numbers and dates, and text that no spreadsheet will run as a formula."""

from collections.abc import Iterable
from datetime import date, datetime
from io import BytesIO
from itertools import groupby

import xlsxwriter

from gonghui.congress.papers.blocks import Cell, Column, Document, Facts, Kind, Layout, Table
from gonghui.congress.papers.compose import sections
from gonghui.congress.papers.content import (
    IncidentLog,
    NamedVotes,
    OpinionTable,
    Paper,
    PresenceLedger,
    ReceiptTable,
    Roster,
    SignInSheet,
    VolumeTable,
    VoteResult,
)
from gonghui.congress.papers.errors import NotOffered
from gonghui.congress.papers.glyphs import cleaned
from gonghui.congress.papers.pdf import meeting_of
from gonghui.congress.papers.words import SHANGHAI

__all__ = ["offers", "render"]

OFFERED = (
    IncidentLog,
    NamedVotes,
    OpinionTable,
    PresenceLedger,
    ReceiptTable,
    Roster,
    SignInSheet,
    VolumeTable,
    VoteResult,
)
CELL_LIMIT = 32_767  # characters a cell of a workbook can hold
OPTIONS = {
    "in_memory": True,
    # User text stays text: no formula from a leading =, no link from an address, no number from digits.
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd hh:mm",
}


def offers(paper: Paper) -> bool:
    """Say whether a paper is a list or a count that people sort and sum in Excel."""
    return isinstance(paper, OFFERED)


def render(paper: Paper) -> bytes:
    """Write the tables of a paper as xlsx: one sheet for tables with the same columns, a head row that stays in view.

    Times are written as Shanghai wall-clock time, since a workbook knows no time zones.

    Raises:
        NotOffered: the paper is no list and no count.
    """
    document = sections(paper)[0]
    if not offers(paper) or not isinstance(document, Document):
        raise NotOffered(document.title, "Excel")
    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        held = meeting_of(paper).held_on
        book.set_properties({"title": cleaned(document.title), "created": datetime(held.year, held.month, held.day)})  # noqa: DTZ001 - a workbook's own property has no zone
        styles = _Styles(book)
        for no, (columns, tables) in enumerate(_joined(document.tables), 1):
            name = (tables[0].caption if len(tables) == 1 else "") or document.title[-12:]
            _write(book.add_worksheet(_sheet_name(name, no)), document, columns, tables, styles)
        _facts(book, document, styles)
    return out.getvalue()


def _joined(tables: Iterable[Table]) -> list[tuple[tuple[Column, ...], list[Table]]]:
    return [(columns, list(group)) for columns, group in groupby(tables, key=lambda table: table.columns)]


class _Styles:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        base = {"font_name": "宋体", "font_size": 11, "border": 1, "valign": "vcenter"}
        self.title = book.add_format({"font_name": "宋体", "font_size": 16, "bold": True})
        self.head = book.add_format(
            base | {"font_name": "黑体", "bg_color": "#F3F1EC", "align": "center", "text_wrap": True}
        )
        self.text = book.add_format(base | {"text_wrap": True, "num_format": "@"})
        self.centre = book.add_format(base | {"align": "center", "text_wrap": True, "num_format": "@"})
        self.number = book.add_format(base | {"align": "right", "num_format": "0"})
        self.day = book.add_format(base | {"align": "center", "num_format": "yyyy-mm-dd"})
        self.moment = book.add_format(base | {"align": "center", "num_format": "yyyy-mm-dd hh:mm"})


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    document: Document,
    columns: tuple[Column, ...],
    tables: list[Table],
    styles: _Styles,
) -> None:
    sheet.write_string(0, 0, cleaned(document.title), styles.title)
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(6, column.width * 7))
        sheet.write_string(1, place, column.title, styles.head)
    line = 2
    for table in tables:
        for row in table.rows:
            for place, (column, cell) in enumerate(zip(columns, row, strict=True)):
                _cell(sheet, line, place, cell, column.kind, styles)
            line += 1
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    if document.layout is Layout.WIDE:
        sheet.set_landscape()
    if line > 2:
        sheet.autofilter(1, 0, line - 1, len(columns) - 1)


def _cell(
    sheet: xlsxwriter.worksheet.Worksheet, line: int, place: int, cell: Cell, kind: Kind, styles: _Styles
) -> None:
    """Each type is written by its own call: what a person typed only ever goes through `write_string`."""
    if cell is None or cell == "":
        sheet.write_blank(line, place, None, styles.text)
    elif isinstance(cell, int):
        sheet.write_number(line, place, cell, styles.number)
    elif isinstance(cell, datetime):
        sheet.write_datetime(line, place, cell.astimezone(SHANGHAI).replace(tzinfo=None), styles.moment)
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, cell, styles.day)
    else:
        centred = kind in {Kind.CENTRE, Kind.NAME, Kind.NUMBER}
        sheet.write_string(line, place, cleaned(cell)[:CELL_LIMIT], styles.centre if centred else styles.text)


def _facts(book: xlsxwriter.Workbook, document: Document, styles: _Styles) -> None:
    rows = [row for block in document.blocks if isinstance(block, Facts) for row in block.rows]
    if not rows:
        return
    sheet = book.add_worksheet("说明")
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 70)
    for line, (label, value) in enumerate(rows):
        sheet.write_string(line, 0, label, styles.head)
        sheet.write_string(line, 1, cleaned(value)[:CELL_LIMIT], styles.text)


def _sheet_name(wanted: str, no: int) -> str:
    """A sheet's name has at most 31 characters and none of []:*?/\\, and is unlike its siblings."""
    clean = "".join(char for char in cleaned(wanted) if char not in "[]:*?/\\\n'").strip()
    return f"{no} {clean}"[:31] if no > 1 or not clean else clean[:31]
