"""Files as tables: an xlsx gives one per visible sheet, a CSV gives one; each can be gone through again and again."""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from python_calamine import CalamineError, CalamineWorkbook

from gonghui.kernel.staging import refusals, workbook
from gonghui.kernel.staging.archive import open_archive
from gonghui.kernel.staging.cells import Fault, RawRow, csv_text_of, text_of
from gonghui.kernel.staging.limits import Limits

_ZIP: Final = b"PK"
_COMPOUND_FILE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED: Final = "EncryptedPackage".encode("utf-16-le")
_OLD_WORKBOOK: Final = ("Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
_OTHERS: Final = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")
_MEGABYTE: Final = 1024 * 1024
_STEP: Final = 1 << 20
_SEPARATORS: Final = (",", "\t", ";")
_LONGEST_FIELD: Final = 131_072


class Table(Protocol):
    """Rows of one sheet or file, from its first line on."""

    def rows(self) -> Iterator[RawRow]:
        """Go through the rows from the beginning, blank ones included, numbered as people see them."""
        ...


def open_tables(path: Path, limits: Limits) -> Iterator[Table]:
    """Tell what a file is by its content, whatever its name says, and return its tables one after the other.

    Raises: FileRefused, with a sentence for each kind of file that cannot be read.
    """
    size = path.stat().st_size
    if size == 0:
        raise refusals.empty()
    if size > limits.file_bytes:
        raise refusals.too_large(limits.file_bytes // _MEGABYTE)
    with path.open("rb") as file:
        beginning = file.read(8)
    if beginning.startswith(_ZIP):
        return _sheets(path, limits)
    if beginning == _COMPOUND_FILE:
        raise _compound(path.read_bytes())
    if beginning.startswith(_OTHERS):
        raise refusals.not_a_table()
    return iter([_text_table(path, limits)])


def _compound(content: bytes) -> refusals.FileRefused:
    """Tell apart what shares the old container format: a locked xlsx, an old xls, something else."""
    if _LOCKED in content:
        return refusals.locked()
    return refusals.old_excel() if any(name in content for name in _OLD_WORKBOOK) else refusals.not_a_table()


@dataclass(frozen=True, slots=True)
class _Sheet:
    book: CalamineWorkbook
    name: str
    faults: Mapping[tuple[int, int], Fault]
    limits: Limits

    def rows(self) -> Iterator[RawRow]:
        try:
            sheet = self.book.get_sheet_by_name(self.name)
        except CalamineError as err:
            raise refusals.broken() from err
        if sheet.start is None:
            return
        indent = sheet.start[1]
        marks: dict[int, dict[int, Fault]] = {}
        for (row, column), fault in self.faults.items():
            marks.setdefault(row, {})[column] = fault
        for index, values in enumerate(sheet.iter_rows()):
            yield _row(index, [""] * indent + list(values), marks.get(index, {}), self.limits)


def _row(index: int, values: list[object], marks: Mapping[int, Fault], limits: Limits) -> RawRow:
    read = [text_of(value, limits.cell_chars) for value in values]
    if len(read) > limits.columns and any(text for text, _fault in read[limits.columns :]):
        raise refusals.too_many_columns(limits.columns)
    faults = {column: fault for column, (_text, fault) in enumerate(read) if fault is not None} | dict(marks)
    return RawRow(index + 1, tuple(text for text, _fault in read[: limits.columns]), faults)


def _sheets(path: Path, limits: Limits) -> Iterator[Table]:
    archive = open_archive(path, limits)
    if workbook.WORKBOOK not in archive.names:
        raise refusals.binary_excel() if "xl/workbook.bin" in archive.names else refusals.not_a_table()
    parts = workbook.sheet_parts(archive)
    try:
        book = CalamineWorkbook.from_path(path)
    except CalamineError as err:
        raise refusals.broken() from err
    for name, part in parts:
        yield _Sheet(book, name, workbook.scan(archive, part, limits).faults, limits)


@dataclass(frozen=True, slots=True)
class _Text:
    path: Path
    encoding: str
    separator: str
    limits: Limits

    def rows(self) -> Iterator[RawRow]:
        csv.field_size_limit(_LONGEST_FIELD)
        with self.path.open("r", encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.separator, strict=True)
            number = 0
            try:
                for number, values in enumerate(reader, 1):
                    yield self._row(number, values)
            except csv.Error as err:
                raise refusals.broken_csv(number + 1) from err

    def _row(self, number: int, values: list[str]) -> RawRow:
        if len(values) > self.limits.columns and any(values[self.limits.columns :]):
            raise refusals.too_many_columns(self.limits.columns)
        read = [csv_text_of(value, self.limits.cell_chars) for value in values[: self.limits.columns]]
        faults = {column: fault for column, (_text, fault) in enumerate(read) if fault is not None}
        return RawRow(number, tuple(text for text, _fault in read), faults)


def _text_table(path: Path, limits: Limits) -> Table:
    encoding = _encoding(path)
    with path.open("r", encoding=encoding, newline="") as file:
        beginning = file.read(4096)
    if beginning.lstrip().lower().startswith(("<!doctype", "<html", "<table", "<meta", "<?xml")):
        raise refusals.web_page()
    first_line = next((line for line in io.StringIO(beginning) if line.strip()), "")
    separator = max(_SEPARATORS, key=first_line.count)
    return _Text(path, encoding, separator, limits)


def _encoding(path: Path) -> str:
    """Return the encoding in which the whole file can be read: Unicode by its mark, UTF-8, or GB 18030."""
    with path.open("rb") as file:
        beginning = file.read(4)
    if beginning.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif b"\x00" in beginning:
        raise refusals.not_a_table()
    else:
        candidates = ["utf-8-sig", "gb18030"]
    for encoding in candidates:
        if _decodes(path, encoding):
            return encoding
    raise refusals.unreadable_text()


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_STEP):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
