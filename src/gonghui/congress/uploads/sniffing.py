"""What a file is, told by its content and never by its name."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gonghui.congress.uploads import refusals
from gonghui.kernel.staging.archive import open_archive
from gonghui.kernel.staging.limits import Limits
from gonghui.kernel.staging.refusals import FileRefused

MOST_BYTES: Final = 30 * 1024 * 1024
ACCEPT: Final = ".docx,.pdf,.xlsx,.txt,.jpg,.jpeg,.png"
ENCODINGS: Final = ("utf-8-sig", "gb18030")
_HEAD: Final = 1024
_LIMITS: Final = Limits(file_bytes=MOST_BYTES, unpacked_bytes=120 * 1024 * 1024)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileType:
    """A kind of file that is taken: the ending it gets, and the media type it is served under."""

    ending: str
    media_type: str


DOCX: Final = FileType(
    ending="docx", media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)
XLSX: Final = FileType(ending="xlsx", media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
PDF: Final = FileType(ending="pdf", media_type="application/pdf")
TXT: Final = FileType(ending="txt", media_type="text/plain; charset=utf-8")
JPG: Final = FileType(ending="jpg", media_type="image/jpeg")
PNG: Final = FileType(ending="png", media_type="image/png")


def type_of(path: Path) -> FileType:
    """Return what a file is.

    Office files are unpacked once within limits, so that a bomb never reaches a reader of documents.

    Raises: UploadRefused for anything that is not taken.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head:
        raise refusals.empty()
    if head.startswith(b"PK\x03\x04"):
        return _office(path)
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"\xff\xd8\xff"):
        return JPG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        raise refusals.old_office()
    if is_text(path):
        return TXT
    raise refusals.unknown()


def is_text(path: Path) -> bool:
    """Tell whether a file is plain text in a known encoding, without control characters or the marks of a web page."""
    data = path.read_bytes()
    if b"\x00" in data or data.lstrip()[:1] == b"<":
        return False
    return any(_reads(data, encoding) for encoding in ENCODINGS)


def _reads(data: bytes, encoding: str) -> bool:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return all(char.isprintable() or char in "\r\n\t\f\ufeff\u3000\u200b" for char in text[:20_000])


def _office(path: Path) -> FileType:
    try:
        names = open_archive(path, _LIMITS).names
    except FileRefused as refused:
        known = {"file-bomb": refusals.bomb, "file-locked": refusals.locked}
        raise known.get(refused.code, refusals.broken)() from refused
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise refusals.macros()
    if "word/document.xml" in names:
        return DOCX
    if "xl/workbook.xml" in names:
        return XLSX
    raise refusals.unknown()
