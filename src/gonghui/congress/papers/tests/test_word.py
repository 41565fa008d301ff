"""Word files read back: the words of the paper, the page of the standard, heads that repeat, rows that stay whole."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.shared import Mm

from gonghui.congress.papers import content as c
from gonghui.congress.papers import word
from gonghui.congress.papers.errors import NotOffered
from gonghui.congress.papers.tests import edges, plant
from gonghui.congress.papers.tests.plant import people, texts, votes

PAPERS = {
    name: paper
    for group in (plant.every(), *(edges.empty(), edges.thirty_one(), edges.stretched()))
    for name, paper in group.items()
    if word.offers(paper)
}


def written(paper: c.Paper) -> str:
    document = docx.Document(BytesIO(word.render(paper)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.mark.parametrize("name", PAPERS)
def test_paper_when_written_then_word_opens_it_and_it_has_words(name: str) -> None:
    assert len(written(PAPERS[name])) > 20


def test_offer_when_asked_then_letters_are_in_and_lists_and_ballots_are_not() -> None:
    offered = {name for name, paper in plant.every().items() if word.offers(paper)}
    assert {"notice", "agenda", "resolution", "minutes", "publication", "filing_report", "qualification"} <= offered
    assert not {"ballot", "roster", "sign_in_blank", "receipts", "fallback"} & offered
    with pytest.raises(NotOffered, match="不提供Word格式"):
        word.render(people.roster())


def test_resolution_when_written_then_text_is_as_on_paper() -> None:
    words = written(texts.resolution())
    for part in ("禾渡职代发〔2026〕3号", "一、通过《禾渡精密制造有限公司集体合同》。", "（盖章处）", "抄送：上级工会"):
        assert part in words


def test_official_paper_when_written_then_the_text_area_is_156_by_225_and_indents_are_two_characters() -> None:
    document = docx.Document(BytesIO(word.render(texts.resolution())))
    page = document.sections[0]
    width = page.page_width - page.left_margin - page.right_margin  # type: ignore[operator]
    height = page.page_height - page.top_margin - page.bottom_margin  # type: ignore[operator]
    assert (round(width / Mm(1)), round(height / Mm(1))) == (156, 225)
    body = next(one for one in document.paragraphs if one.text.startswith("会议以无记名方式"))
    assert body._p.xpath("./w:pPr/w:ind/@w:firstLineChars") == ["200"]
    assert set(body._p.xpath("./w:r/w:rPr/w:rFonts/@w:eastAsia")) == {"宋体"}


def test_table_when_written_then_its_head_repeats_and_no_row_is_cut() -> None:
    document = docx.Document(BytesIO(word.render(people.qualification())))
    for table in document.tables[:2]:
        assert [len(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows][:2] == [1, 0]
        assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)


@pytest.mark.parametrize("name", edges.NAMES)
def test_name_when_odd_then_it_comes_out_as_typed(name: str) -> None:
    paper = c.Resolution(
        meeting=people.MEETING,
        number="",
        subject="决议",
        adopted_on=people.MEETING.held_on,
        preamble=(f"会议由{name.replace(chr(10), '')}主持。",),
        decisions=(),
        signed_by=(),
        signed_on=people.MEETING.held_on,
    )
    assert f"会议由{name.replace(chr(10), '')}主持。" in written(paper)


def test_control_characters_when_written_then_they_are_left_out() -> None:
    assert "审议通过，无记名投票" in written(replace(votes.result(), power="审议\x00\x0b通过"))


def test_paper_when_written_twice_then_the_bytes_are_the_same_and_hold_no_clock() -> None:
    first, second = word.render(votes.result()), word.render(votes.result())
    assert first == second
    assert {entry.date_time for entry in ZipFile(BytesIO(first)).infolist()} == {(1980, 1, 1, 0, 0, 0)}
