"""A list of delegates brings numbers of its own: those are kept, and no other row moves them."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from gonghui.congress.actions import roll
from gonghui.congress.models import Delegate
from gonghui.congress.tests.plan import Plan
from gonghui.congress.tests.test_prepare_roll import TITLES, apply, empty, lawful, lines_of, person, workbook
from gonghui.kernel.staging import Batch, Verdict
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def numbered(rows: Sequence[list[str]], badges: Sequence[str]) -> list[list[str]]:
    return [[*row, badge] for row, badge in zip(rows, badges, strict=True)]


def take_in(made: Plan, rows: Sequence[list[str]], heading: str = "代表证号") -> Batch:
    content = workbook(rows, titles=(*TITLES, heading))
    batch = roll.receive_roll(made.secretary, term_id=made.term.id, name="代表.xlsx", chunks=[content], now=NOON)
    return roll.read_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)


def numbers() -> dict[str, str]:
    return dict(Delegate.objects.values_list("employee_number", "number"))


def refused(batch: Batch) -> dict[int, list[str]]:
    return {line.number: [one.code for one in line.reasons] for line in lines_of(batch) if line.reasons}


@pytest.mark.parametrize("heading", ["代表证号", "代表编号", "证号", "证件编号"])
def test_numbers_when_given_then_they_are_kept_although_a_row_is_refused(heading: str) -> None:
    made = empty()
    rows = numbered(lawful(8, managers=1), ["101", "102", "103", "104", "105", "106", "107", "D8"])
    rows[2][11] = "1"
    batch = take_in(made, rows, heading)
    assert refused(batch) == {4: ["not-elected"]}
    apply(made, batch)
    assert numbers() == {
        "HD00000": "101", "HD00001": "102", "HD00003": "104", "HD00004": "105", "HD00005": "106", "HD00006": "107",
        "HD00007": "D8",
    }  # fmt: skip


def test_numbers_when_some_are_empty_then_they_go_on_behind_all_that_were_given_even_to_refused_rows() -> None:
    made = empty()
    rows = numbered(lawful(8, managers=1), ["005", "", "", "", "", "", "", "012"])
    rows[7][11] = "1"
    apply(made, take_in(made, rows))
    assert sorted(numbers().values()) == ["005", "013", "014", "015", "016", "017", "018"]


def test_numbers_when_twice_or_taken_then_the_row_says_by_whom() -> None:
    made = empty()
    apply(made, take_in(made, numbered(lawful(6, managers=1), ["001", "002", "003", "004", "005", "006"])))
    holder = Delegate.objects.get(number="003")
    batch = take_in(made, numbered([person(6), person(7), person(8), person(2)], ["003", "021", "021", "003"]))
    assert refused(batch) == {2: ["badge-taken"], 4: ["badge-twice"], 5: ["badge-twice"]}
    said = next(line.reasons[0].sentence for line in lines_of(batch) if line.number == 2)
    assert said == f"代表证号 003 本届已由{holder.name}使用，请换一个号"


def test_numbers_when_changed_then_they_are_and_come_back_when_it_is_undone() -> None:
    made = empty()
    apply(made, take_in(made, numbered(lawful(6, managers=1), [""] * 6)))
    before = numbers()
    batch = take_in(made, numbered(lawful(6, managers=1), ["", "", "", "", "", "066"]))
    assert (batch.counts[Verdict.CHANGED], batch.counts[Verdict.UNCHANGED]) == (1, 5)
    apply(made, batch, minutes=1)
    assert numbers() == {**before, "HD00005": "066"}
    roll.undo_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)
    assert numbers() == before
