"""A name across every page of a PDF: whose copy it is, should it turn up where it does not belong."""

import json
from io import BytesIO
from pathlib import Path

import typst
from pypdf import PageObject, PdfReader, PdfWriter, Transformation
from pypdf.errors import PyPdfError

from gonghui.congress.papers.fonts import RARE, RARE_FAMILY, faces
from gonghui.congress.papers.glyphs import cleaned, coverage, substituted
from gonghui.congress.papers.pdf import TEMPLATES, typefaces

SIDE = 1200
"""The side of the sheet of names in points: larger than any page of A3, laid over each from its lower left corner."""


class NotStamped(Exception):
    """The file cannot be read well enough to bear a name."""


def stamp(pdf: bytes, words: str, *, fonts: Path) -> bytes:
    """Return a PDF with `words` across every page, light enough to read through; its own text stays text.

    Raises:
        NotStamped: the file is not one that can be taken apart.
        FontsMissing: a typeface is not in `fonts`.
    """
    sheet = PdfReader(BytesIO(_sheet(words, fonts))).pages[0]
    try:
        # Cloning takes over outlines and form fields, which adding pages one by one would lose.
        writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
        for page in writer.pages:
            _lay_over(page, sheet)
        out = BytesIO()
        writer.write(out)
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise NotStamped from error
    return out.getvalue()


def _lay_over(page: PageObject, sheet: PageObject) -> None:
    page.transfer_rotation_to_content()
    box = page.mediabox
    scale = max(1.0, float(box.width) / SIDE, float(box.height) / SIDE)
    moved = Transformation().scale(scale).translate(float(box.left), float(box.bottom))
    page.merge_transformed_page(sheet, moved)


def _sheet(words: str, fonts: Path) -> bytes:
    files = faces(fonts)
    drawn, _missing = substituted(cleaned(words), coverage(files))
    data = {"words": drawn, "side": SIDE, "rare": RARE_FAMILY if files[-1].name == RARE else None}
    return typst.compile(
        str(TEMPLATES / "stamp.typ"), root=str(TEMPLATES), font_paths=typefaces(files), ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )  # fmt: skip
