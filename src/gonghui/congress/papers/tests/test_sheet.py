"""Workbooks read back: one line for each person, real numbers and times, and nothing that runs."""

from datetime import datetime
from io import BytesIO

import openpyxl
import pytest

from gonghui.congress.papers import content as c
from gonghui.congress.papers import sheet
from gonghui.congress.papers.errors import NotOffered
from gonghui.congress.papers.tests import edges, plant
from gonghui.congress.papers.tests.plant import people, texts, votes

PAPERS = {
    f"{no}_{name}": paper
    for no, group in enumerate((plant.every(), edges.empty(), edges.stretched()))
    for name, paper in group.items()
    if sheet.offers(paper)
}


def rows(paper: c.Paper) -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(BytesIO(sheet.render(paper)))
    return list(book.worksheets[0].iter_rows(min_row=2, values_only=True))


@pytest.mark.parametrize("name", PAPERS)
def test_paper_when_written_then_it_opens_with_a_frozen_head(name: str) -> None:
    book = openpyxl.load_workbook(BytesIO(sheet.render(PAPERS[name])))
    assert book.worksheets[0].freeze_panes == "A3"
    assert all(book.worksheets[0].cell(2, column).value for column in range(1, book.worksheets[0].max_column + 1))


def test_offer_when_asked_then_lists_are_in_and_letters_are_not() -> None:
    offered = {name for name, paper in plant.every().items() if sheet.offers(paper)}
    assert {"roster", "sign_in_filled", "ledger", "named_votes", "result", "opinions", "receipts"} <= offered
    assert not {"notice", "ballot", "resolution", "minutes", "fallback"} & offered
    with pytest.raises(NotOffered, match="不提供Excel格式"):
        sheet.render(texts.notice())


def test_roster_when_written_then_all_delegations_are_one_list_with_the_delegation_in_it() -> None:
    head, *lines = rows(people.roster())
    assert len(lines) == 213
    assert head[:5] == ("序号", "代表证号", "姓名", "性别", "代表团")
    assert lines[212][:5] == (213, "D213", people.DELEGATES[212].name, people.DELEGATES[212].gender, "第九代表团")


def test_named_votes_when_written_then_each_person_has_a_choice() -> None:
    _, *lines = rows(votes.named_votes())
    choices = [line[4] for line in lines]
    assert {choice: choices.count(choice) for choice in set(choices)} == {
        "赞成": 171,
        "反对": 29,
        "弃权": 5,
        "未表决": 8,
    }


def test_result_when_written_then_totals_are_numbers_and_the_question_is_on_the_second_sheet() -> None:
    _, *lines = rows(votes.result())
    assert lines[-1] == ("合计", 205, 205, 205, 0, 171, 29, 5)
    book = openpyxl.load_workbook(BytesIO(sheet.render(votes.result())))
    assert book["说明"].cell(2, 2).value == "是否通过《禾渡精密制造有限公司集体合同（草案）》？"


def test_time_when_written_then_it_is_shanghai_wall_clock() -> None:
    _, first, *_ = rows(people.ledger())
    assert first[1] == datetime(2026, 11, 20, 8, 20)  # noqa: DTZ001 - a workbook knows no time zones


@pytest.mark.parametrize("name", [*edges.NAMES, "{=1+1}", "http://gonghui.example/", "007", "1e5", "\t=1", "\x07=1"])
def test_text_when_it_looks_like_a_formula_or_number_then_it_stays_text(name: str) -> None:
    book = openpyxl.load_workbook(BytesIO(sheet.render(edges.roster((name,)))))
    cell = book.worksheets[0].cell(3, 3)
    assert cell.data_type == "s"
    assert cell.value == name.replace("\t", " ").replace("\x07", "")
    assert cell.hyperlink is None


def test_text_when_longer_than_a_cell_then_it_is_cut_at_the_limit() -> None:
    _, line = rows(edges.roster(("长" * 40_000,)))
    assert line[2] == "长" * 32_767


def test_paper_when_written_twice_then_the_bytes_are_the_same() -> None:
    assert sheet.render(people.receipts()) == sheet.render(people.receipts())
