"""From a file to candidates: rows found under the header, read column by column, with the faults of each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from gonghui.kernel.staging import refusals
from gonghui.kernel.staging.cells import Fault, RawRow, bare_digits, csv_text_of, read_date
from gonghui.kernel.staging.header import Column, Header, Kind, find_header
from gonghui.kernel.staging.intake import Candidate, Intake, Reason
from gonghui.kernel.staging.tables import Table, open_tables

DATE: Final = "cell-date"
REQUIRED: Final = "cell-required"
CELL_CODES: Final = "cell-"
"""How the codes of all reasons begin that concern reading a cell; a judge's own codes begin otherwise."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file whose header was found: how many rows it has, and the rows themselves."""

    table: Table
    header: Header
    intake: Intake
    total: int

    def candidates(self, *, after: int = 0) -> Iterator[tuple[Candidate, tuple[Reason, ...]]]:
        """Go through the filled rows behind row number `after`, each with what the mechanism itself finds wrong."""
        for row in _filled(self.table, self.header):
            if row.number > after:
                yield _candidate(row, self.header, self.intake)


def open_file(path: Path, intake: Intake) -> Reading:
    """Find the header and count the rows; nothing is staged yet.

    Raises: FileRefused.
    """
    table, header = find_header(open_tables(path, intake.limits), intake.columns)
    total = sum(1 for _row in islice(_filled(table, header), intake.limits.rows + 1))
    if total == 0:
        raise refusals.no_rows()
    if total > intake.limits.rows:
        raise refusals.too_many_rows(intake.limits.rows)
    return Reading(table, header, intake, total)


def reread(number: int, values: Mapping[str, str], intake: Intake) -> tuple[Candidate, tuple[Reason, ...]]:
    """Read what a person typed to repair a row, by the same rules as a cell of a CSV file."""
    read = {column.key: csv_text_of(values.get(column.key, ""), intake.limits.cell_chars) for column in intake.columns}
    cells = {key: text for key, (text, _fault) in read.items()}
    faults = {key: fault for key, (_text, fault) in read.items() if fault is not None}
    return _understood(number, cells, faults, intake)


def _filled(table: Table, header: Header) -> Iterator[RawRow]:
    places = header.positions.values()
    for row in table.rows():
        if row.number > header.last_row and any(
            place in row.faults or (place < len(row.cells) and row.cells[place]) for place in places
        ):
            yield row


def _candidate(row: RawRow, header: Header, intake: Intake) -> tuple[Candidate, tuple[Reason, ...]]:
    cells, faults = {}, {}
    for column in intake.columns:
        place = header.positions.get(column.key)
        cells[column.key] = row.cells[place] if place is not None and place < len(row.cells) else ""
        if place is not None and place in row.faults:
            faults[column.key] = row.faults[place]
    return _understood(row.number, cells, faults, intake)


def _understood(
    number: int, cells: Mapping[str, str], faults: Mapping[str, Fault], intake: Intake
) -> tuple[Candidate, tuple[Reason, ...]]:
    values, reasons = {}, []
    for column in intake.columns:
        text = cells[column.key]
        if column.key in faults:
            reasons.append(_fault(number, column, faults[column.key], intake.limits.cell_chars))
        elif column.required and not text:
            reasons.append(_reason(REQUIRED, number, column, _("第 %(row)s 行“%(title)s”没有填。")))
        elif text and column.kind is Kind.DATE:
            day = read_date(text)
            if day is None:
                sentence = _("第 %(row)s 行“%(title)s”看不出是哪一天，请写成“2024-03-01”；只知道年月的，写“2024-03”。")
                reasons.append(_reason(DATE, number, column, sentence))
            else:
                text = day.isoformat()
        elif column.kind is Kind.DIGITS:
            text = bare_digits(text)
        values[column.key] = text
    return Candidate(number=number, values=values), tuple(reasons)


def _fault(number: int, column: Column, fault: Fault, longest: int) -> Reason:
    sentences = {
        Fault.FORMULA: _("第 %(row)s 行“%(title)s”是公式，请改成数值后再传。"),
        Fault.ERROR: _("第 %(row)s 行“%(title)s”是 Excel 的错误值（如 #N/A），请改成正确的内容。"),
        Fault.ROUNDED: _(
            "第 %(row)s 行“%(title)s”被 Excel 当成数字，后几位已经丢失。"
            "请先把整列设为“文本”格式，再重新填写完整的号码。"
        ),
        Fault.TOO_LONG: _("第 %(row)s 行“%(title)s”超过了 %(longest)s 个字。"),
        Fault.CONTROL: _("第 %(row)s 行“%(title)s”含有看不见的控制字符，请重新输入这一格。"),
    }
    return _reason(fault.value, number, column, sentences[fault], longest=longest)


def _reason(code: str, number: int, column: Column, sentence: str, **facts: int) -> Reason:
    words = sentence % {"row": number, "title": column.title, **facts}
    return Reason(code=code, sentence=words, column=column.key)
