"""What python-docx has no words for: East Asian typefaces, two-character indents, page fields, rows that stay whole."""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from gonghui.congress.papers.blocks import Cell, Kind, Marked, shown
from gonghui.congress.papers.glyphs import cleaned

SONGTI, HEITI = "宋体", "黑体"
RED = RGBColor(0xC1, 0x27, 0x2D)


def line(
    paragraph: Paragraph,
    text: str,
    *,
    lead: str = "",
    font: str = SONGTI,
    size: float = 10.5,
    bold: bool = False,
    indent: bool = False,
    colour: RGBColor | None = None,
) -> Paragraph:
    """Write text into a paragraph, `lead` before it in Heiti; text is data: nothing in it is a field or markup."""
    if lead:
        _run(paragraph, lead, HEITI, size)
    run = _run(paragraph, text, font, size)
    run.bold = bold or None
    if colour is not None:
        run.font.color.rgb = colour
    if indent:
        settings = paragraph._p.get_or_add_pPr().get_or_add_ind()
        settings.set(qn("w:firstLineChars"), "200")
        settings.set(qn("w:firstLine"), str(int(size * 40)))
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.widow_control = True
    return paragraph


def marked(paragraph: Paragraph, block: Marked, *, size: float) -> Paragraph:
    """Write a paragraph of a marked-up draft: struck through what was taken out, underlined what was put in."""
    for mark, text in block.spans:
        run = _run(paragraph, text, SONGTI, size)
        run.font.strike = mark == "out" or None
        run.font.underline = mark == "in" or None
        run.bold = mark == "in" or None
        if mark != "same":
            run.font.color.rgb = RED
    if block.note:
        _run(paragraph, f"〔{block.note}〕", HEITI, size)
    paragraph.paragraph_format.space_after = Pt(6)
    return paragraph


def _run(paragraph: Paragraph, text: str, font: str, size: float) -> Run:
    run = paragraph.add_run(cleaned(text))
    run.font.name = font
    run.font.size = Pt(size)
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def chinese(document: WordDocument) -> None:
    """Tell Word that the text is mainland Chinese: glyphs, punctuation, and no spaces made up around digits."""
    style = document.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    style.font.name = SONGTI
    letters = style.element.get_or_add_rPr()
    letters.get_or_add_rFonts().set(qn("w:eastAsia"), SONGTI)
    language = OxmlElement("w:lang")
    for name, value in (("val", "en-US"), ("eastAsia", "zh-CN")):
        language.set(qn(f"w:{name}"), value)
    letters.append(language)
    lines = style.element.get_or_add_pPr()
    for name in ("w:autoSpaceDE", "w:autoSpaceDN"):
        setting = OxmlElement(name)
        setting.set(qn("w:val"), "0")
        lines.insert_element_before(setting, "w:adjustRightInd", "w:spacing", "w:ind", "w:jc", "w:rPr")


def folio(paragraph: Paragraph, align: WD_ALIGN_PARAGRAPH) -> None:
    """Write the page number as — 1 — on the outer side."""
    paragraph.alignment = align
    _run(paragraph, "— ", SONGTI, 14)
    run = _run(paragraph, "", SONGTI, 14)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)
    _run(paragraph, " —", SONGTI, 14)


def ruled_below(paragraph: Paragraph, colour: str, eighths: int) -> None:
    """Draw a rule under a paragraph; its weight is in eighths of a point."""
    borders = OxmlElement("w:pBdr")
    rule = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", str(eighths)), ("space", "6"), ("color", colour)):
        rule.set(qn(f"w:{name}"), value)
    borders.append(rule)
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def grid(
    document: WordDocument,
    rows: Sequence[Sequence[Cell]],
    shares: tuple[float, ...],
    width: float,
    *,
    size: float = 10,
    head: bool = False,
    labels: bool = False,
    centred: bool = False,
    lined: bool = True,
    total: bool = False,
    kinds: tuple[Kind, ...] = (),
) -> None:
    """Draw a table `width` mm wide: the head repeats on every page and no row is cut by one."""
    table = document.add_table(rows=len(rows), cols=len(shares))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    if lined:
        table.style = "Table Grid"
    widths = [Mm(width * share / sum(shares)) for share in shares]
    for column, size_of in zip(table.columns, widths, strict=True):
        column.width = size_of
    _padded(table)
    # Cells are reached once, row by row: python-docx walks the whole table for every single look-up.
    for y, (row, texts) in enumerate(zip(table.rows, rows, strict=True)):
        settings = row._tr.get_or_add_trPr()
        settings.append(OxmlElement("w:cantSplit"))
        if head and y == 0:
            settings.append(OxmlElement("w:tblHeader"))
        for x, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[x]
            strong = (head and y == 0) or (labels and x == 0) or (total and y == len(rows) - 1)
            cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
            if lined and ((head and y == 0) or (labels and x == 0)):
                _shaded(cell)
            _fill(cell, text, size, strong=strong, align=_align(x, y, head=head, centred=centred, kinds=kinds))
    document.add_paragraph().paragraph_format.space_after = Pt(0)


def _padded(table: Table) -> None:
    """Give the cells air above and below, in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for side, value in (("top", "60"), ("left", "80"), ("bottom", "60"), ("right", "80")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), value)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.insert_element_before(margins, "w:tblLook")


def _shaded(cell: _Cell) -> None:
    fill = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "F3F1EC")):
        fill.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().insert_element_before(fill, "w:noWrap", "w:tcMar", "w:textDirection", "w:vAlign")


def _align(x: int, y: int, *, head: bool, centred: bool, kinds: tuple[Kind, ...]) -> WD_ALIGN_PARAGRAPH:
    if centred or (head and y == 0):
        return WD_ALIGN_PARAGRAPH.CENTER
    kind = kinds[x] if kinds else Kind.TEXT
    if kind is Kind.NUMBER:
        return WD_ALIGN_PARAGRAPH.RIGHT
    return WD_ALIGN_PARAGRAPH.CENTER if kind in {Kind.CENTRE, Kind.NAME} else WD_ALIGN_PARAGRAPH.LEFT


def _fill(cell: _Cell, value: Cell, size: float, *, strong: bool, align: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = cell.paragraphs[0]
    line(paragraph, shown(value), font=HEITI if strong else SONGTI, size=size)
    paragraph.alignment = align
