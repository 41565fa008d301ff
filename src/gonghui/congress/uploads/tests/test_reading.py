"""The text of documents as delegates read it: numbers that Word counts, tracked changes, tables, pages of a PDF."""

from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from pypdf import PdfReader, PdfWriter

from gonghui.congress.papers import content, pdf
from gonghui.congress.rules.difference import paragraphs
from gonghui.congress.uploads import UploadRefused, reading
from gonghui.congress.uploads.numbering import WAYS
from gonghui.congress.uploads.reading import text_of
from gonghui.congress.uploads.sniffing import DOCX, PDF, TXT

MEETING = content.Meeting(unit="某厂", term_no=5, session_no=1, held_on=date(2026, 11, 20), place="礼堂", mode="现场",
                          rule_pack="上海")  # fmt: skip


def read(document: Document, tmp_path: Path) -> list[str]:
    path = tmp_path / "a.docx"
    document.save(str(path))
    return text_of(path, DOCX).split("\n\n")


def counted(document: Document, number: str, *levels: tuple[str, str]) -> None:
    """Give a document a list whose levels are written so: (way, words)."""
    drawn = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{words}"/></w:lvl>'
        for at, (way, words) in enumerate(levels)
    )
    root = document.part.numbering_part.element
    first = root.find(qn("w:num"))
    first.addprevious(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="9{number}">{drawn}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="9{number}"/></w:num>'))


def clause(document: Document, text: str, number: str, level: int = 0) -> None:
    settings = document.add_paragraph(text)._p.get_or_add_pPr()
    settings.append(
        parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )


def test_word_when_it_counts_clauses_itself_then_their_numbers_are_read(tmp_path: Path) -> None:
    document = docx.Document()
    counted(document, "41", ("chineseCountingThousand", "第%1条"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    document.add_paragraph("集体合同")
    for level, text in ((0, "总则。"), (1, "目的；"), (1, "范围。"), (2, "全体职工。"), (0, "工资。"), (1, "标准。")):
        clause(document, text, "41", level)
    assert read(document, tmp_path) == [
        "集体合同", "第一条　总则。", "（一）　目的；", "（二）　范围。", "1.　全体职工。", "第二条　工资。",
        "（一）　标准。",
    ]  # fmt: skip


def test_numbers_when_written_in_the_ways_of_word_then_as_it_shows_them() -> None:
    ways = {"chineseCounting": "十二", "decimalZero": "12", "lowerRoman": "xii", "upperLetter": "L",
            "ideographTraditional": "乙", "decimalEnclosedCircle": "⑫", "chineseLegalSimplified": "壹贰"}  # fmt: skip
    assert {way: WAYS[way](12) for way in ways} == ways


def test_word_when_changes_are_tracked_then_read_as_if_accepted(tmp_path: Path) -> None:
    document = docx.Document()
    body = document.add_paragraph("夜班津贴为每班")._p
    body.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>30</w:delText></w:r></w:del>"))
    body.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>45</w:t></w:r></w:ins>"))
    body.append(parse_xml(f"<w:r {nsdecls('w')}><w:t>元。</w:t></w:r>"))
    body.append(parse_xml(f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>暗记</w:t></w:r>"))
    assert read(document, tmp_path) == ["夜班津贴为每班45元。"]


def test_word_when_it_has_a_table_then_each_row_is_a_line_and_equal_cells_stay(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=3)
    for at, text in enumerate(("岗位", "上年", "今年", "焊工", "30元", "30元")):
        table.cell(at // 3, at % 3).text = text
    document.add_paragraph("附表说明。")
    assert read(document, tmp_path) == ["岗位｜上年｜今年", "焊工｜30元｜30元", "附表说明。"]


def test_word_when_a_part_stands_in_a_form_field_then_it_is_read_too(tmp_path: Path) -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtContent><w:p><w:r><w:t>甲方：某厂</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    ))  # fmt: skip
    assert read(document, tmp_path) == ["甲方：某厂"]


def typeset(tmp_path: Path, *texts: str) -> Path:
    copy = content.ReadingCopy(meeting=MEETING, title="集体合同（草案）", version="第1版", paragraphs=texts)
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf.render(copy, fonts=pdf.default_fonts()).data)
    return path


def test_pdf_when_of_many_pages_then_clauses_are_whole_and_headers_and_folios_are_gone(tmp_path: Path) -> None:
    pay = "按月足额支付职工工资，" * 9
    clauses = [f"第{n}条　企业应当按照国家规定和本合同的约定，{pay}不得克扣或者拖欠。" for n in range(1, 40)]
    path = typeset(tmp_path, *clauses)
    found = ["".join(one.split()) for one in text_of(path, PDF).split("\n\n")]
    assert len(PdfReader(path).pages) > 2
    assert [one for one in found if one.endswith("拖欠。")] == ["".join(one.split()) for one in clauses]
    assert not [one for one in found if "页，共" in one]


def test_pdf_when_scanned_then_it_has_no_text(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(width=595, height=842)
    path = tmp_path / "a.pdf"
    writer.write(path)
    assert text_of(path, PDF) == ""


def test_pdf_when_locked_or_too_slow_then_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = typeset(tmp_path, "第一条　总则。")
    monkeypatch.setattr(reading, "MOST_SECONDS", -1.0)
    with pytest.raises(UploadRefused) as slow:
        text_of(path, PDF)
    writer = PdfWriter(clone_from=PdfReader(path))
    writer.encrypt("secret", algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    path.write_bytes(out.getvalue())
    with pytest.raises(UploadRefused) as locked:
        text_of(path, PDF)
    assert (slow.value.code, locked.value.code) == ("upload-too-slow", "upload-locked")


def test_text_when_longer_than_a_phone_reads_then_cut_at_a_paragraph_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n".join("字" * 999 for _ in range(300)), encoding="utf-8")
    found = paragraphs(text_of(path, TXT))
    assert sum(len(one) + 2 for one in found) <= reading.MOST_CHARACTERS + 2
    assert {len(one) for one in found[:-1]} == {999}
    assert found[-1] == reading.CUT
