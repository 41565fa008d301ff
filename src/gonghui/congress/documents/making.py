"""Makes one paper in one format; the same paper always gives the same bytes, so it is kept under its content's hash."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from gonghui.congress.documents.catalogue import Document
from gonghui.congress.papers import content, data, pdf, sheet, word

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A finished paper: its bytes, and pages where it has any."""

    data: bytes
    pages: int | None


def make(document: Document, ending: str) -> Made:
    """Make a paper in one of its formats. Raises: KeyError for a format it is not offered in."""
    if ending not in document.formats:
        raise KeyError(ending)
    return render(document.make(), ending)


def render(paper: content.Paper, ending: str) -> Made:
    """Render a filled paper as pdf, docx, xlsx or json."""
    if ending == "pdf":
        made = pdf.render(paper, fonts=pdf.default_fonts())
        return Made(data=made.data, pages=made.pages)
    return Made(data={"docx": word.render, "xlsx": sheet.render, "json": data.render}[ending](paper), pages=None)


def fingerprint(paper: content.Paper) -> str:
    """Return the hash of what a paper says, the name under which its finished forms are kept."""
    return sha256(b"gonghui-paper-cache-v1\x00" + data.render(paper)).hexdigest()


def kept(target: Path, paper: content.Paper, ending: str) -> Path:
    """Return the file of a paper in one format, made now if it is not there yet; whole or not at all.

    `target` is named by the paper's fingerprint. The page count of a PDF lies beside it.
    Raises: OSError when the disk does not take it.
    """
    if not target.exists():
        made = render(paper, ending)
        if made.pages is not None:
            write_whole(target.with_suffix(".pages"), str(made.pages).encode())
        write_whole(target, made.data)
    return target


def pages_of(file: Path) -> int | None:
    """Return the pages of a kept PDF, None for what has none."""
    beside = file.with_suffix(".pages")
    return int(beside.read_text()) if beside.exists() else None


def write_whole(target: Path, data: bytes) -> None:
    """Write a file beside its place and then move it there, so that it is never seen half.

    Raises: OSError when the disk does not take it; nothing is left behind.
    """
    part = target.with_name(f"{target.name}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
