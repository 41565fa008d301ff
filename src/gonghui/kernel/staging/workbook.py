"""What an xlsx says besides values: which part holds which sheet, where formulas stand, how far the cells reach."""

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from xml.parsers import expat

from gonghui.kernel.staging import refusals
from gonghui.kernel.staging.archive import Archive
from gonghui.kernel.staging.cells import Fault
from gonghui.kernel.staging.limits import Limits

WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_SHARED: Final = "xl/sharedStrings.xml"

_PLACE: Final = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,9})[\"']")
_MARKED: Final = re.compile(rb"<(?:\w+:)?f[\s>/]|\bt\s*=\s*[\"']e[\"']")
_SHARED_CELL: Final = re.compile(rb"\bt\s*=\s*[\"']s[\"']")


@dataclass(frozen=True, slots=True)
class Scan:
    """Marks on the cells of one sheet, by row and column counted from zero."""

    faults: Mapping[tuple[int, int], Fault]


def sheet_parts(archive: Archive) -> list[tuple[str, str]]:
    """Return the visible sheets in the order people see them: name, and part of the archive.

    Raises: FileRefused `file-broken`.
    """
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def relation(name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def sheet(name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet" and attributes.get("state", "visible") == "visible":
            sheets.append((attributes.get("name", ""), attributes.get("id", "")))

    if not {WORKBOOK, _RELATIONS} <= archive.names:
        raise refusals.broken()
    _parse(archive.read(_RELATIONS), relation)
    _parse(archive.read(WORKBOOK), sheet)
    parts = [(name, posixpath.normpath(posixpath.join("/xl", targets.get(ident, "")))[1:]) for name, ident in sheets]
    return [(name, part) for name, part in parts if part in archive.names]


def scan(archive: Archive, part: str, limits: Limits) -> Scan:
    """Look through a sheet before it is read: is it small enough, and where do formulas and errors stand?

    A quick look over the bytes settles most sheets; one that may hold formulas, or may be too large, is walked through.

    Raises: FileRefused `file-scattered`, `file-bomb`, `file-broken`.
    """
    text = archive.read(part)
    lengths = _shared_lengths(archive)
    rows, columns = _reach(text)
    uses = sum(1 for _match in _SHARED_CELL.finditer(text))
    if (
        rows * columns <= limits.area
        and uses * max(lengths, default=0) <= limits.text_bytes
        and not _MARKED.search(text)
    ):
        return Scan({})
    walk = _Walk(lengths)
    _parse(text, walk.start, walk.end, walk.characters)
    if walk.area > limits.area:
        raise refusals.scattered()
    if walk.text_bytes > limits.text_bytes:
        raise refusals.bomb()
    return Scan(walk.faults)


class _Walk:
    """Follows a sheet cell by cell, as a reader of it would."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self.faults: dict[tuple[int, int], Fault] = {}
        self.text_bytes = 0
        self._lengths = lengths
        self._row = self._column = -1
        self._kind = ""
        self._value: list[str] | None = None
        self._filled: list[int] = []

    @property
    def area(self) -> int:
        if not self._filled:
            return 0
        top, left, bottom, right = self._filled
        return (bottom - top + 1) * (right - left + 1)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._row = int(attributes["r"]) - 1 if attributes.get("r", "").isdecimal() else self._row + 1
            self._column = -1
        elif name == "c":
            self._column += 1
            if "r" in attributes:
                self._row, self._column = _place(attributes["r"])
            self._kind = attributes.get("t", "")
            if self._kind == "e":
                self.faults[self._row, self._column] = Fault.ERROR
        elif name == "f":
            self.faults[self._row, self._column] = Fault.FORMULA
        elif name in ("v", "is"):
            self._fill()
            self._value = []

    def characters(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def end(self, name: str) -> None:
        if name in ("v", "is") and self._value is not None:
            text, self._value = "".join(self._value), None
            if self._kind == "s" and text.isdecimal() and int(text) < len(self._lengths):
                self.text_bytes += self._lengths[int(text)]
            else:
                self.text_bytes += len(text)

    def _fill(self) -> None:
        top, left, bottom, right = self._filled or (self._row, self._column, self._row, self._column)
        self._filled = [min(top, self._row), min(left, self._column), max(bottom, self._row), max(right, self._column)]


def _reach(text: bytes) -> tuple[int, int]:
    """Return how many rows and columns the addresses in a sheet span at most, counted from A1."""
    rows, letters = 1, {b""}
    for match in _PLACE.finditer(text):
        letters.add(match[1])
        rows = max(rows, int(match[2]))
    return rows, max(_column(name.decode()) for name in letters) + 1


def _shared_lengths(archive: Archive) -> list[int]:
    lengths: list[int] = []

    def start(name: str, _attributes: Mapping[str, str]) -> None:
        if name == "si":
            lengths.append(0)

    def characters(text: str) -> None:
        if lengths:
            lengths[-1] += len(text)

    if _SHARED in archive.names:
        _parse(archive.read(_SHARED), start, None, characters)
    return lengths


def _place(address: str) -> tuple[int, int]:
    match = re.fullmatch(r"([A-Za-z]{1,3})(\d{1,9})", address, re.ASCII)
    if match is None:
        raise refusals.broken()
    return int(match[2]) - 1, _column(match[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return max(number - 1, 0)


def _parse(text: bytes, start: Any, end: Any = None, characters: Any = None) -> None:
    """Parse XML of which only local names matter; a document type, which no workbook has, is refused."""

    def refuse(*_args: object) -> None:
        raise refusals.broken()

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, attributes: start(
        _local(name), {_local(k): v for k, v in attributes.items()}
    )
    parser.StartDoctypeDeclHandler = refuse
    if end is not None:
        parser.EndElementHandler = lambda name: end(_local(name))
    if characters is not None:
        parser.CharacterDataHandler = characters
    try:
        parser.Parse(text, True)
    except expat.ExpatError as err:
        raise refusals.broken() from err


def _local(name: str) -> str:
    return name.rsplit(" ", 1)[-1]
