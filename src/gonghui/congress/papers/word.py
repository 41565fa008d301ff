"""Papers as Word files, to be edited before they are final: the same blocks, the same words, Word's own typefaces."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
import segno
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from gonghui.congress.papers.blocks import (
    Attachments,
    Block,
    Colophon,
    Cue,
    Document,
    Facts,
    Figures,
    Heading,
    Layout,
    Marked,
    Note,
    Number,
    Outcome,
    Para,
    ProofMark,
    RedHead,
    Salutation,
    Seal,
    Signatures,
    Speech,
    Table,
    Title,
)
from gonghui.congress.papers.compose import sections
from gonghui.congress.papers.content import (
    Agenda,
    FilingCover,
    FilingReport,
    IncidentLog,
    MarkedDraft,
    Minutes,
    Notice,
    OpinionTable,
    Paper,
    Publication,
    QualificationReport,
    Record,
    Resolution,
    Script,
    TallySheet,
    VoteResult,
)
from gonghui.congress.papers.errors import NotOffered
from gonghui.congress.papers.pdf import meeting_of
from gonghui.congress.papers.word_parts import HEITI, RED, SONGTI, chinese, folio, grid, line, marked, ruled_below
from gonghui.congress.papers.words import moment

__all__ = ["offers", "render"]

OFFERED = (
    Agenda,
    FilingCover,
    FilingReport,
    IncidentLog,
    MarkedDraft,
    Minutes,
    Notice,
    OpinionTable,
    Publication,
    QualificationReport,
    Record,
    Resolution,
    Script,
    TallySheet,
    VoteResult,
)
CENTRE, LEFT, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT, WD_ALIGN_PARAGRAPH.RIGHT
BODY = {Layout.OFFICIAL: 16.0, Layout.SPEECH: 17.0, Layout.FORM: 10.5, Layout.WIDE: 10.0}
PITCH = {Layout.OFFICIAL: 28.9, Layout.SPEECH: 31.0, Layout.FORM: 18.0, Layout.WIDE: 17.0}


def offers(paper: Paper) -> bool:
    """Say whether a paper is one that people edit in Word; lists go to Excel, ballots are printed as they are."""
    return isinstance(paper, OFFERED)


def render(paper: Paper) -> bytes:
    """Write a paper as docx; the same paper gives the same bytes.

    Raises:
        NotOffered: the paper is a list, a ballot, a cover or a pack.
    """
    part = sections(paper)[0]
    if not offers(paper) or not isinstance(part, Document):
        raise NotOffered(part.title, "Word")
    document = docx.Document()
    chinese(document)
    _page(document, part)
    writer = _Writer(document, part.layout)
    for block, following in zip(part.blocks, (*part.blocks[1:], None), strict=True):
        # The seal never stands on a page without text.
        writer.write(block, keep=isinstance(following, Attachments | Seal))
    held = meeting_of(paper).held_on
    properties = document.core_properties
    properties.title, properties.author, properties.comments = part.title[:255], meeting_of(paper).unit[:255], ""
    properties.created = properties.modified = datetime(held.year, held.month, held.day)  # noqa: DTZ001 - Word's own property has no zone
    out = BytesIO()
    document.save(out)
    return _steady(out.getvalue())


def _page(document: WordDocument, part: Document) -> None:
    """Official papers keep the page of the standard: text 156 by 225 mm; tables have narrower margins."""
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    margins = {
        Layout.OFFICIAL: (37, 35, 28, 26),
        Layout.SPEECH: (24, 22, 24, 24),
        Layout.FORM: (20, 18, 20, 20),
        Layout.WIDE: (17, 16, 16, 16),
    }
    if part.layout is Layout.WIDE:
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Mm(297), Mm(210)
    top, bottom, left, right = (Mm(side) for side in margins[part.layout])
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = top, bottom, left, right
    document.settings.odd_and_even_pages_header_footer = True
    folio(page.footer.paragraphs[0], RIGHT)
    folio(page.even_page_footer.paragraphs[0], LEFT)


def _steady(raw: bytes) -> bytes:
    """Pack the file again with fixed times, or every run would give other bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(raw)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()


class _Writer:
    """Draws one block after another into a Word document."""

    def __init__(self, document: WordDocument, layout: Layout) -> None:
        self._document = document
        self._official = layout is Layout.OFFICIAL
        self._size = BODY[layout]
        self._pitch = PITCH[layout]
        self._width = {Layout.OFFICIAL: 156.0, Layout.WIDE: 265.0, Layout.SPEECH: 162.0}.get(layout, 170.0)

    def write(self, block: Block, *, keep: bool = False) -> None:  # noqa: C901 - one flat case for each block, nothing nested
        match block:
            case Table():
                self._table(block)
            case Facts(rows):
                grid(self._document, [[label, value] for label, value in rows], (1, 4), self._width, labels=True)
            case Signatures():
                self._signatures(block)
            case RedHead(body, number):
                self._red_head(body, number)
            case Title():
                self._title(block)
            case Number(text) | Salutation(text):
                self._line(text, align=CENTRE if isinstance(block, Number) else LEFT)
            case Marked():
                marked(self._document.add_paragraph(), block, size=self._size)
            case Heading(text):
                self._line(text, font=HEITI, indent=self._official, keep=True)
            case Para(text, lead):
                for no, part in enumerate(text.split("\n")):
                    self._line(part, lead=lead if no == 0 else "", indent=self._official, keep=keep)
            case Outcome(word, sentence):
                self._line(word, font=HEITI, size=24, align=CENTRE, pitch=40, keep=True)
                self._line(sentence, align=CENTRE)
            case Figures(cells):
                words = [f"{label}\n{number}\n{share}" for label, number, share in cells]
                grid(self._document, [words], (1,) * len(words), self._width, size=12, centred=True)
            case Attachments(titles):
                self._attachments(titles)
            case Seal(lines, dated, sealed):
                self._seal(lines, dated, sealed=sealed)
            case ProofMark():
                self._proof(block)
            case Colophon():
                self._colophon(block)
            case Note(text):
                self._line(text, size=None if self._official else 9)
            case Cue(text, guard):
                self._cue(text, guard)
            case Speech(text):
                self._line(text, after=10)

    def _line(
        self,
        text: str,
        *,
        lead: str = "",
        font: str = SONGTI,
        size: float | None = None,
        align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT,
        indent: bool = False,
        keep: bool = False,
        pitch: float | None = None,
        after: float = 0,
    ) -> None:
        size = size or self._size
        paragraph = line(self._document.add_paragraph(), text, lead=lead, font=font, size=size, indent=indent)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY if align is LEFT and indent else align
        paragraph.paragraph_format.line_spacing = Pt(pitch or self._pitch)
        paragraph.paragraph_format.keep_with_next = keep
        paragraph.paragraph_format.space_after = Pt(after)

    def _red_head(self, body: str, number: str) -> None:
        size = max(22.0, min(38.0, 440 / max(len(body), 1)))
        head = line(self._document.add_paragraph(), body, font=SONGTI, size=size, bold=True, colour=RED)
        head.alignment = CENTRE
        head.paragraph_format.space_before = Pt(60)
        below = line(self._document.add_paragraph(), number, size=self._size)
        below.alignment = CENTRE
        below.paragraph_format.space_before = Pt(20)
        below.paragraph_format.space_after = Pt(36)
        ruled_below(below, "C1272D", 12)

    def _title(self, title: Title) -> None:
        *over, last = title.lines
        for text in over:
            self._line(
                text, size=22 if self._official else 13, align=CENTRE, pitch=34 if self._official else 20, keep=True
            )
        self._line(last, size=22 if self._official else 20, align=CENTRE, pitch=34, keep=True)
        for paragraph in self._document.paragraphs[-len(title.lines) if self._official else -1 :]:
            for run in paragraph.runs:
                run.bold = True
        if title.below:
            self._line(title.below, align=CENTRE, keep=True)
        self._document.paragraphs[-1].paragraph_format.space_after = Pt(18 if self._official else 8)

    def _attachments(self, titles: tuple[str, ...]) -> None:
        for no, title in enumerate(titles, 1):
            mark = f"{no}. " if len(titles) > 1 else ""
            head = "附件：" if no == 1 else "　　　"
            self._line(f"{head}{mark}{title}", indent=True, keep=True)

    def _seal(self, lines: tuple[str, ...], dated: str, *, sealed: bool) -> None:
        texts = [*(("（盖章处）",) if sealed else ()), *lines, dated]
        for no, text in enumerate(texts):
            self._line(text, align=RIGHT, keep=no < len(texts) - 1)
            paragraph = self._document.paragraphs[-1]
            paragraph.paragraph_format.right_indent = Pt(2 * self._size)
            paragraph.paragraph_format.space_before = Pt(30 if no == 0 else 0)
            if sealed and no == 0:
                for run in paragraph.runs:
                    run.font.color.rgb, run.font.size = RED, Pt(9)

    def _signatures(self, block: Signatures) -> None:
        cells = [
            f"{one.role}：{one.name}\n已在系统内签名确认　{moment(one.signed_at)}"
            if one.signed_at
            else f"{one.role}：{one.name}　____________\n日期：　　　年　　月　　日"
            for one in block.people
        ]
        if len(cells) % 2:
            cells.append("")
        pairs = [cells[place : place + 2] for place in range(0, len(cells), 2)]
        if pairs:
            grid(self._document, pairs, (1, 1), self._width, size=11, lined=False)

    def _table(self, table: Table) -> None:
        if table.caption or table.aside:
            words = f"{table.caption}　{table.aside}".strip()
            self._line(words, font=HEITI, size=11, pitch=20, keep=True)
        kept = [place for place, column in enumerate(table.columns) if not column.hidden]
        columns = [table.columns[place] for place in kept]
        rows = [[row[place] for place in kept] for row in table.rows]
        if not rows:
            self._line(table.empty, size=10.5, align=CENTRE)
            return
        grid(
            self._document,
            [[column.title for column in columns], *rows],
            tuple(column.width for column in columns),
            self._width,
            head=True,
            kinds=tuple(column.kind for column in columns),
            total=table.total,
        )

    def _proof(self, block: ProofMark) -> None:
        if block.proof.url:
            picture = BytesIO()
            segno.make(block.proof.url, error="m", micro=False).save(picture, kind="png", scale=6, border=1)
            picture.seek(0)
            self._document.add_paragraph().add_run().add_picture(picture, width=Mm(20))
        code = f"校验码 {block.proof.code}" if block.proof.code else ""
        for text in filter(None, (block.proof.sentence, code)):
            self._line(text, font=HEITI, size=9, pitch=14)

    def _colophon(self, block: Colophon) -> None:
        if block.copies_to:
            self._line(f"抄送：{'，'.join(block.copies_to)}。", size=14, pitch=24)
            self._document.paragraphs[-1].paragraph_format.space_before = Pt(24)
            ruled_below(self._document.paragraphs[-1], "1B1A18", 4)
        self._line(f"{block.issued_by}　　{block.issued_on}印发", size=14, pitch=24)
        ruled_below(self._document.paragraphs[-1], "1B1A18", 8)

    def _cue(self, text: str, guard: str) -> None:
        for mark, words in (("【操作】", text), ("【先确认】", guard)):
            if words:
                self._line(f"{mark}{words}", font=HEITI, size=11.5, pitch=20, keep=True)
