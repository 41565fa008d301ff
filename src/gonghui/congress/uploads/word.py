"""The text of a Word file as its reader sees it: with the numbers Word counts, changes accepted, a table row by row."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import docx
from docx.oxml.ns import qn

from gonghui.congress.uploads.numbering import Numbering, numbering_of

CELLS: Final = "｜"
"""What stands between the cells of a row."""
SIGNS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
UNSEEN: Final = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"),
                 "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}  # fmt: skip
"""What was taken out in a tracked change, settings, and the second drawing of what is drawn twice."""
HOLDERS: Final = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:moveTo"), qn("w:customXml"), qn("w:smartTag")}


def lines_of(path: Path) -> list[str]:
    """Return the paragraphs of a Word file in order; a line break inside one parts it.

    Raises: whatever python-docx and lxml raise for a broken file.
    """
    document = docx.Document(str(path))
    contents = {style.style_id for style in document.styles if (style.name or "").lower().startswith("toc ")}
    return list(_blocks(document.element.body, numbering_of(document), contents))


def _blocks(parent: Any, numbering: Numbering, contents: set[str]) -> Iterator[str]:
    for one in parent:
        if one.tag == qn("w:p"):
            if _style(one) not in contents:
                yield from _paragraph(one, numbering)
        elif one.tag == qn("w:tbl"):
            yield from _rows(one)
        elif one.tag in HOLDERS:
            yield from _blocks(one, numbering, contents)


def _paragraph(paragraph: Any, numbering: Numbering) -> Iterator[str]:
    boxes: list[Any] = []
    words = "".join(_words(paragraph, boxes))
    # Word counts an empty paragraph of a list, too, but nobody sees more than its number.
    number = numbering.before(paragraph)
    if words.strip():
        yield from f"{number}{words.strip()}".split("\n")
    for box in boxes:
        for one in box.iterchildren(qn("w:p")):
            yield from _paragraph(one, numbering)


def _words(parent: Any, boxes: list[Any]) -> Iterator[str]:
    """Yield the text of a paragraph; text boxes anchored in it are gathered, to be read after it."""
    for one in parent:
        if one.tag in UNSEEN:
            continue
        if one.tag == qn("w:t"):
            yield one.text or ""
        elif one.tag in SIGNS:
            yield SIGNS[one.tag]
        elif one.tag == qn("w:txbxContent"):
            boxes.append(one)
        elif one.tag != qn("w:r") or one.find(f"{qn('w:rPr')}/{qn('w:vanish')}") is None:
            yield from _words(one, boxes)


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl"))) is not table:
            continue
        cells = [" ".join("".join(_words(one, [])).split()) for one in row.iter(qn("w:tc"))
                 if next(one.iterancestors(qn("w:tr"))) is row]  # fmt: skip
        if any(cells):
            yield CELLS.join(cells).strip(CELLS)


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return str(found.get(qn("w:val"), "")) if found is not None else ""
