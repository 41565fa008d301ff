"""Papers about votes with several rows: every name is there, from two to thirty-one, and no ballot leaves its page."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from gonghui.congress.papers import content as c
from gonghui.congress.papers import data, pdf, sheet, word
from gonghui.congress.papers.compose.phrases import outcome, voted
from gonghui.congress.papers.tests import reading
from gonghui.congress.papers.tests.edges import LONG_NAME
from gonghui.congress.papers.tests.plant import votes
from gonghui.congress.papers.tests.plant.people import MAJORITY, MEETING

FONTS = pdf.default_fonts()
TOLD = (
    "差额选举：候选人31名，应选9名，赞成的不超过9名；达到所须票数的，按赞成票多少依次当选；"
    "末位票数相同的，对相同者另行投票，连同本轮最多2轮"
)
OPTIONS = ("赞成", "反对", "弃权")
GRADES = ("优秀", "称职", "基本称职", "不称职")
MARGIN = 14 * 72 / 25.4


def names(count: int, length: int) -> tuple[c.BallotRow, ...]:
    """Names of this many characters, each another: the family's name stays, the last sign tells them apart."""
    signs = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥金木水火土日月山川"
    made = [(LONG_NAME[: length - 1] + signs[n]) for n in range(count)]
    return tuple(c.BallotRow(name=name, note="" if n % 2 else "总装一车间") for n, name in enumerate(made))


def ballot(count: int = 31, length: int = 20, **changes: object) -> c.RowsBallot:
    values: dict[str, object] = {
        "meeting": MEETING, "item_no": 4, "question": "选举第五届职工董事、职工监事", "secret": True,
        "majority": MAJORITY, "heading": "选举票", "rows": names(count, length), "most": min(9, count), "told": TOLD,
    }  # fmt: skip
    return c.RowsBallot(**(values | changes))  # type: ignore[arg-type]


def result(count: int = 31, length: int = 20) -> c.RowsResult:
    told = votes.result()
    fields = {name: getattr(told, name) for name in told.__dataclass_fields__}
    rows = tuple(
        c.RowResult(name=row.name, note=row.note, counts=(150 - n, 40 + n, 15), outcome="当选" if n < 2 else "未当选")
        for n, row in enumerate(names(count, length))
    )
    return c.RowsResult(
        **(fields | {"channels": ()}), head="当选2名", sentence="当选：甲、乙；应选2名，当选2名，缺额0名",
        options=OPTIONS,
        rows=rows, elected=tuple(row.name for row in rows[:2]), told=TOLD,
    )  # fmt: skip


def tally(count: int, *, filled: bool) -> c.RowsTallySheet:
    plain = votes.tally_sheet()
    fields = {name: getattr(plain, name) for name in plain.__dataclass_fields__}
    counts = [
        c.RowsCount(
            by=c.Signatory(role="监票人", name=name), issued=205, returned=205, invalid=1, valid=204,
            rows=tuple((150 - n, 40 + n, 14) for n in range(count)),
        )
        if filled else c.RowsCount(by=c.Signatory(role="监票人"))
        for name in ("许静", "袁海涛")
    ]  # fmt: skip
    rows = names(count, 4)
    return c.RowsTallySheet(**(fields | {"first": counts[0], "second": counts[1]}), rows=rows, options=OPTIONS)


@pytest.mark.parametrize("length", [2, 4, 20])
@pytest.mark.parametrize("count", [2, 7, 16, 31])
def test_ballot_when_of_many_or_long_names_then_every_name_is_there_and_nothing_leaves_the_page(count, length):
    paper = ballot(count, length, copies=2)
    made = pdf.render(paper, fonts=FONTS)
    assert made.missing == ()
    pages = reading.pages(made.data)
    whole = [page for page in pages if page.count("选举票")]
    assert sum(page.count("选举票") for page in pages) == 2
    assert len(whole) == len(pages)
    for page in pages:
        for row in paper.rows:
            assert page.count(row.name) == page.count("选举票"), row.name
        assert "赞成的不得多于" in page
    height = float(PdfReader(BytesIO(made.data)).pages[0].mediabox.height)
    for _page, across, up, run in reading.placed(made.data):
        assert MARGIN <= across < 595 - MARGIN, run
        assert MARGIN <= up < height - MARGIN, run


def test_ballot_when_of_two_then_two_fill_a_sheet_and_a_sample_says_so():
    assert pdf.render(ballot(2, 3, copies=4), fonts=FONTS).pages == 2
    assert "票样" in reading.text(pdf.render(ballot(2, 3, sample=True), fonts=FONTS).data)
    assert "代表证号：" in reading.text(pdf.render(ballot(2, 3, secret=False), fonts=FONTS).data)


def test_ballot_when_people_are_rated_then_it_has_a_box_for_each_grade():
    paper = ballot(9, 4, options=GRADES, heading="测评票", most=0)
    words = reading.text(pdf.render(paper, fonts=FONTS).data)
    assert "测评票" in words
    assert "每一行在优秀、称职、基本称职、不称职中选一格划“○”" in words
    assert words.count("基本称职") == 2


@pytest.mark.parametrize("count", [2, 31])
def test_result_when_rendered_then_every_row_is_there_in_pdf_word_excel_and_json(count: int, tmp_path: Path):
    paper = result(count)
    words = reading.text(pdf.render(paper, fonts=FONTS).data)
    for row in paper.rows:
        assert row.name in words
    assert "当选2名" in words
    assert "当选人，按得票多少排列：" in words
    assert sheet.render(paper).startswith(b"PK")
    assert word.render(paper).startswith(b"PK")
    assert '"paper": "RowsResult"' in data.render(paper).decode()
    assert outcome(paper) == "当选2名"
    assert "缺额0名" in voted(paper)
    assert "赞成0票" not in voted(paper)
    named = c.NamedVotes(
        result=replace(paper, form="记名投票"),
        rows=(c.NamedVote(number="001", name="王伟", delegation="一车间", choice="赞成1：甲"),),
    )
    assert "赞成1：甲" in reading.text(pdf.render(named, fonts=FONTS).data)


@pytest.mark.parametrize("filled", [True, False])
def test_tally_sheet_when_of_thirty_one_then_both_counts_stand_by_row(filled: bool):
    paper = tally(31, filled=filled)
    words = reading.text(pdf.render(paper, fonts=FONTS).data)
    for row in paper.rows:
        assert row.name in words
    assert ("150/40/14" in words) == filled
    assert word.render(paper).startswith(b"PK")


@pytest.mark.parametrize(("count", "blanks"), [(2, 1), (9, 5), (31, 5)])
def test_ballot_with_lines_for_others_when_printed_then_they_are_there_and_it_keeps_to_its_page(count, blanks):
    pages = reading.pages(pdf.render(ballot(count, 8, blanks=blanks, copies=1), fonts=FONTS).data)
    told = pages[0]
    assert len(pages) == 1
    assert told.count("另选他人：") == blanks
    assert "另选他人的，在空行写明姓名" in told


def test_sheet_with_names_written_in_when_filled_then_each_is_listed_and_else_there_are_lines():
    empty = replace(tally(3, filled=False), blanks=2)
    assert reading.text(pdf.render(empty, fonts=FONTS).data).count("另选：") == 2
    counted = tally(3, filled=True).first
    assert isinstance(counted, c.RowsCount)
    first = replace(counted, written=(("张三", 3), ("李四", 1)))
    told = reading.text(pdf.render(replace(tally(3, filled=True), first=first, blanks=2), fonts=FONTS).data)
    assert "另选：张三" in told
    assert "另选：李四" in told


def test_result_when_somebody_was_written_in_then_only_the_votes_in_favour_are_told():
    row = c.RowResult(name="张三", note="另选", counts=(140, 0, 65), outcome="当选", written=True)
    told = reading.text(pdf.render(replace(result(2), rows=(*result(2).rows, row)), fonts=FONTS).data)
    assert "张三（另选）140——当选" in told
