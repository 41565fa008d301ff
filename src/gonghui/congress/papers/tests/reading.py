"""Reading finished papers back: the text of a PDF without its spaces, and pictures of its pages."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader


def pages(data: bytes) -> list[str]:
    """The text of every page with all white space taken out: names are set wide, lines break anywhere."""
    return [re.sub(r"[\s\u200b]+", "", page.extract_text()) for page in PdfReader(BytesIO(data)).pages]


def text(data: bytes) -> str:
    return "".join(pages(data))


def ink(data: bytes, folder: Path) -> list[float]:
    """The share of dark dots on every page, from pictures of 30 dots an inch."""
    tool = shutil.which("pdftoppm")
    assert tool is not None
    paper = folder / "paper.pdf"
    paper.write_bytes(data)
    subprocess.run([tool, "-r", "30", "-gray", str(paper), str(folder / "page")], check=True, capture_output=True)
    return [_dark(path.read_bytes()) for path in sorted(folder.glob("page*.pgm"))]


def _dark(picture: bytes) -> float:
    """Count dots below mid grey in a binary PGM."""
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", picture)
    assert head is not None
    dots = picture[head.end() :]
    return sum(1 for dot in dots if dot < 160) / len(dots)


def placed(data: bytes) -> list[tuple[int, float, float, str]]:
    """Every run of text with its page and its place in points from the lower left corner."""
    out: list[tuple[int, float, float, str]] = []

    def note(run: str, cm: list[float], tm: list[float], *_: object) -> None:
        if run.strip():
            across = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            up = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            out.append((number, across, up, run.strip()))

    for number, page in enumerate(PdfReader(BytesIO(data)).pages, 1):  # noqa: B007 - `note` reads it
        page.extract_text(visitor_text=note)
    return out
