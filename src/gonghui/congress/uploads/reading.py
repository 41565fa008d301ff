"""The text of a document, for reading on a phone: paragraphs parted by empty lines."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import docx
from docx.table import Table
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from gonghui.congress.uploads import refusals
from gonghui.congress.uploads.sniffing import DOCX, ENCODINGS, PDF, TXT, FileType

MOST_CHARACTERS: Final = 200_000
MOST_PAGES: Final = 300
_ENDS_A_LINE: Final = "。！？；：…”）》.!?;:)"
_log = logging.getLogger(__name__)


def text_of(path: Path, kind: FileType) -> str:
    """Return the text of a document, cut at MOST_CHARACTERS; empty for pictures, sheets and scanned pages.

    Raises: UploadRefused for a document that cannot be opened.
    """
    if kind is DOCX:
        paragraphs = _of_word(path)
    elif kind is PDF:
        paragraphs = _of_pdf(path)
    elif kind is TXT:
        paragraphs = iter(_decoded(path).splitlines())
    else:
        return ""
    text = "\n\n".join(line for line in (_clean(one) for one in paragraphs) if line)
    return text[:MOST_CHARACTERS]


def _of_word(path: Path) -> Iterator[str]:
    try:
        document = docx.Document(str(path))
        # Whatever a broken document makes the reader stumble over, the person hears that it cannot be read.
        blocks: list[Any] = list(document.iter_inner_content())
    except Exception as error:
        raise refusals.broken() from error
    for block in blocks:
        if isinstance(block, Table):
            for row in block.rows:
                yield "　".join(dict.fromkeys(cell.text.strip() for cell in row.cells if cell.text.strip()))
        else:
            yield block.text


def _of_pdf(path: Path) -> Iterator[str]:
    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise refusals.locked()
        count = len(reader.pages)
    except refusals.UploadRefused:
        raise
    except Exception as error:
        raise refusals.broken() from error
    for number in range(min(count, MOST_PAGES)):
        try:
            page = reader.pages[number].extract_text()
        except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
            # A page that shows well may still hold no readable text; the file itself is there to be opened.
            _log.warning("no text on page %d: %s", number + 1, type(error).__name__)
            continue
        yield from _joined(page.splitlines())


def _joined(lines: list[str]) -> Iterator[str]:
    """Join the lines of a page to paragraphs: one ends where a sentence does on a line that is not full."""
    longest = max((len(line.strip()) for line in lines), default=0)
    gathered = ""
    for line in lines:
        words = line.strip()
        gathered += words
        if not words or (words[-1] in _ENDS_A_LINE) or len(words) * 4 < longest * 3:
            yield gathered
            gathered = ""
    yield gathered


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise refusals.unknown()


def _clean(text: str) -> str:
    return "".join(char for char in text if char.isprintable() or char in "\t　").strip()
