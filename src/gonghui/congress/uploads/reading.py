"""The text of a document, for reading on a phone: paragraphs parted by empty lines."""

import logging
import re
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from gonghui.congress.rules.difference import label_of
from gonghui.congress.uploads import refusals, word
from gonghui.congress.uploads.sniffing import DOCX, ENCODINGS, PDF, TXT, FileType

MOST_CHARACTERS: Final = 200_000
MOST_PAGES: Final = 300
MOST_SECONDS: Final = 30.0
CUT: Final = "（正文太长，后面的内容请看原件。）"
_ENDS_A_LINE: Final = "。！？；：…”）》.!?;:)"
_FOLIO: Final = re.compile(r"[-—–·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–·\s]*")
_HEADERS_FROM: Final = 3
"""A line that stands first or last on so many pages, and on most of them, is a header and no text."""
_log = logging.getLogger(__name__)


def text_of(path: Path, kind: FileType) -> str:
    """Return the text of a document; empty for pictures, sheets and scanned pages.

    What is longer than MOST_CHARACTERS is cut, and says so in its last paragraph.

    Raises: UploadRefused for a document that cannot be opened, or takes too long to read.
    """
    if kind is DOCX:
        paragraphs: Iterable[str] = _of_word(path)
    elif kind is PDF:
        paragraphs = _of_pdf(path)
    elif kind is TXT:
        paragraphs = _decoded(path).splitlines()
    else:
        return ""
    text = "\n\n".join(line for line in (_clean(one) for one in paragraphs) if line)
    if len(text) <= MOST_CHARACTERS:
        return text
    whole = text[: MOST_CHARACTERS - len(CUT) - 2].rsplit("\n\n", 1)[0]
    return f"{whole}\n\n{CUT}"


def _of_word(path: Path) -> list[str]:
    try:
        return word.lines_of(path)
    # Whatever a broken document makes the reader stumble over, the person hears that it cannot be read.
    except Exception as error:
        raise refusals.broken() from error


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
    until = time.monotonic() + MOST_SECONDS
    pages: list[list[str]] = []
    for number in range(min(count, MOST_PAGES)):
        if time.monotonic() > until:
            raise refusals.too_slow()
        try:
            page = reader.pages[number].extract_text()
        except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
            # A page that shows well may still hold no readable text; the file itself is there to be opened.
            _log.warning("no text on page %d: %s", number + 1, type(error).__name__)
            continue
        pages.append([line.strip() for line in page.splitlines() if line.strip()])
    return _joined(_without_headers(pages))


def _without_headers(pages: list[list[str]]) -> list[list[str]]:
    """Take away numbers of pages, and what stands first or last on most pages."""
    ends = Counter(line for page in pages for line in {*page[:1], *page[-1:]})
    often = {line for line, n in ends.items() if n >= _HEADERS_FROM and n * 2 > len(pages)}
    found: list[list[str]] = []
    for page in pages:
        kept = list(page)
        for at in (0, -1):
            while kept and (kept[at] in often or _FOLIO.fullmatch(kept[at])):
                kept.pop(at)
        found.append(kept)
    return found


def _joined(pages: list[list[str]]) -> Iterator[str]:
    """Join lines to paragraphs, across pages too.

    One ends where a sentence does, on a line that is not full, or where the next begins with the number of a clause.
    """
    gathered = ""
    for lines in pages:
        longest = max((len(line) for line in lines), default=0)
        for words in lines:
            if gathered and label_of(words):
                yield gathered
                gathered = ""
            # Words of another script would grow together where a line ended.
            gap = " " if gathered[-1:].isascii() and gathered[-1:].isalpha() and words[0].isascii() else ""
            gathered += gap + words
            if words[-1] in _ENDS_A_LINE or len(words) * 4 < longest * 3:
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
