"""An electoral unit's own seats: no list, by-election or entry brings more delegates than it was allotted."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from gonghui.congress.actions import allotting, mandates, roll
from gonghui.congress.actions.mandates import MandateRow
from gonghui.congress.models import Delegate, ElectoralUnit, Term, UnitDecision
from gonghui.congress.queries import tenure
from gonghui.congress.rules.states import TermState
from gonghui.congress.tests import make
from gonghui.congress.tests.plan import Plan, stranger
from gonghui.congress.tests.test_prepare_roll import TITLES, apply, empty, lawful, lines_of, person, workbook
from gonghui.congress.tests.test_prepare_screens import browser, url
from gonghui.congress.tests.test_tenure_units import by_elect, made_with_units
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry, StagedBatch
from gonghui.kernel.staging import Batch, BatchState
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def take_in(made: Plan, rows: Sequence[list[str]], seats: str | None = None) -> Batch:
    titles = TITLES if seats is None else (*TITLES, "选区名额")
    content = workbook(rows if seats is None else [[*row, seats] for row in rows], titles)
    batch = roll.receive_roll(made.secretary, term_id=made.term.id, name="代表.xlsx", chunks=[content], now=NOON)
    return roll.read_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)


def refused(batch: Batch) -> dict[int, list[str]]:
    return {line.number: [one.code for one in line.reasons] for line in lines_of(batch) if line.reasons}


def test_list_when_it_has_more_rows_than_seats_then_the_last_are_refused_and_the_rest_come() -> None:
    made = empty()
    batch = take_in(made, lawful(8, managers=1), "6")
    assert refused(batch) == {8: ["seats"], 9: ["seats"]}
    sentence = next(line for line in lines_of(batch) if line.number == 8).reasons[0].sentence
    assert sentence == "选区“一选区”名额 6 名，纳入后正式代表 8 名。可登记为列席，或先调整选区名额"
    apply(made, batch)
    assert ElectoralUnit.objects.values_list("name", "seats").get() == ("一选区", 6)
    assert Delegate.objects.count() == 6


def test_list_when_the_unit_is_full_already_then_newcomers_are_refused_and_the_same_list_changes_nothing() -> None:
    made = empty()
    apply(made, take_in(made, lawful(6, managers=1), "6"))
    again = take_in(made, [*lawful(6, managers=1), person(90)])
    assert refused(again) == {8: ["seats"]}
    # As an observer the seventh finds a place; who has a seat may be brought up to date.
    assert refused(take_in(made, [person(90, kind="列席"), person(2, votes="90")])) == {}


def test_list_when_a_delegate_moves_then_the_seat_is_free_only_if_the_move_stands() -> None:
    made = empty()
    apply(made, take_in(made, lawful(6, managers=1), "6"))
    mover, newcomer = person(3), person(91)
    mover[8] = "二选区"
    assert refused(take_in(made, [mover, newcomer])) == {}
    ElectoralUnit.objects.create(term=made.term, name="三选区", staff=131, took_part=110, seats=1)
    blocked, first = person(3), person(92)
    blocked[8] = first[8] = "三选区"
    # The first takes the one seat there; the mover stays, and with them the sixth seat of the old unit is not free.
    assert refused(take_in(made, [first, blocked, newcomer])) == {3: ["seats"], 4: ["seats"]}


def test_list_when_rows_give_different_seats_for_a_unit_then_the_second_is_refused() -> None:
    made = empty()
    rows = [[*person(1), "6"], [*person(2), "7"]]
    content = workbook(rows, (*TITLES, "选区名额"))
    batch = roll.receive_roll(made.secretary, term_id=made.term.id, name="代表.xlsx", chunks=[content], now=NOON)
    batch = roll.read_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)
    assert refused(batch) == {3: ["unit-differs"]}


def test_list_when_only_an_observer_gives_fewer_seats_than_are_taken_then_those_stay_as_they_were() -> None:
    made = empty()
    apply(made, take_in(made, lawful(6, managers=1), "6"))
    observer = take_in(made, [person(93, kind="列席")], "2")
    assert refused(observer) == {}
    apply(made, observer)
    assert ElectoralUnit.objects.get().seats == 6


def test_list_when_undone_after_the_seat_was_filled_then_refused_and_nothing_changes() -> None:
    made = empty()
    apply(made, take_in(made, lawful(6, managers=1), "6"))
    later = take_in(made, [person(3, kind="列席")])
    apply(made, later)
    unit = ElectoralUnit.objects.get()
    extra = make.person("顾知秋")
    row = MandateRow(name="顾知秋", category="FRONT_LINE", person_id=extra.id, electoral_unit=unit.name)
    mandates.enter_delegates(made.secretary, term_id=made.term.id, rows=[row], now=NOON)
    with pytest.raises(RuleBroken) as caught:
        roll.undo_roll(made.secretary, term_id=made.term.id, batch_id=later.id, now=NOON)
    assert caught.value.code == "seats"
    assert Delegate.objects.get(employee_number="HD00003").kind == "NON_VOTING"
    assert StagedBatch.objects.get(id=later.id).state == BatchState.APPLIED


def test_entry_when_beyond_the_seats_then_all_or_nothing() -> None:
    made, first, _second = made_with_units()
    allotting.allot_seats(made.secretary, unit_id=first.id, seats=2, now=NOON)
    rows = [
        MandateRow(name=name, category="FRONT_LINE", person_id=make.person(name).id, electoral_unit=first.name)
        for name in ("何岚", "田野")
    ]
    with pytest.raises(RuleBroken) as caught:
        mandates.enter_delegates(made.secretary, term_id=made.term.id, rows=rows, now=NOON)
    assert (caught.value.code, "名额 2 名，纳入后正式代表 3 名" in str(caught.value.sentence)) == ("seats", True)
    assert made.term.delegates.count() == 4
    assert mandates.enter_delegates(made.secretary, term_id=made.term.id, rows=rows[:1], now=NOON).new == 1


def test_by_election_when_every_seat_is_taken_then_refused_and_nothing_is_written() -> None:
    made, first, second = made_with_units()
    allotting.allot_seats(made.secretary, unit_id=first.id, seats=2, now=NOON)
    allotting.allot_seats(made.secretary, unit_id=second.id, seats=2, now=NOON)
    with pytest.raises(RuleBroken) as caught:
        by_elect(made, second)
    assert caught.value.code == "no-seat-left"
    assert "选区“二车间”名额 2 名，现有正式代表 2 名，没有空缺的名额。" in str(caught.value.sentence)
    assert (UnitDecision.objects.count(), made.term.delegates.count()) == (0, 4)
    by_elect(made, first)
    assert tenure.vacancies(made.term) == []


def test_seats_when_fewer_than_are_taken_or_impossible_then_refused_and_else_kept_once() -> None:
    made, _first, second = made_with_units()
    for seats, code in ((1, "seats-taken"), (-1, "seats"), (5_001, "seats")):
        with pytest.raises(RuleBroken) as caught:
            allotting.allot_seats(made.secretary, unit_id=second.id, seats=seats, now=NOON)
        assert caught.value.code == code
    for _time in range(2):
        allotting.allot_seats(made.secretary, unit_id=second.id, seats=2, now=NOON)
    assert LedgerEntry.objects.filter(verb="allotted-seats").count() == 1
    allotting.allot_seats(made.secretary, unit_id=second.id, seats=0, now=NOON)
    assert ElectoralUnit.objects.get(id=second.id).seats == 0


def test_seats_when_the_term_is_over_or_a_stranger_asks_then_refused() -> None:
    made, first, _second = made_with_units()
    with pytest.raises(NotFound):
        allotting.allot_seats(stranger(), unit_id=first.id, seats=2, now=NOON)
    with pytest.raises(NotFound):
        allotting.allot_seats(made.secretary, unit_id=made.term.id, seats=2, now=NOON)
    Term.objects.filter(id=made.term.id).update(state=TermState.CLOSED)
    with pytest.raises(Conflict):
        allotting.allot_seats(made.secretary, unit_id=first.id, seats=2, now=NOON)


def test_page_when_seats_are_typed_then_shown_and_what_cannot_be_is_told_on_the_form() -> None:
    made, first, second = made_with_units()
    client = browser(made)
    assert "未登记" in client.get(url("term-unit", made.term.id, first.id)).content.decode()
    told = client.post(url("term-seats", made.term.id, second.id), {"seats": "1"})
    assert told.status_code == 422
    assert "选区“二车间”已有正式代表 2 名，名额不能少于这个人数。请先办理代表变动" in told.content.decode()
    assert client.post(url("term-seats", made.term.id, first.id), {"seats": "2"}).status_code == 302
    assert "2名，现任1名" in client.get(url("term-unit", made.term.id, first.id)).content.decode()
    assert ElectoralUnit.objects.get(id=first.id).seats == 2
