"""Rows of a list of delegates, and the managers' ceiling over the whole of it."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.packfile import builtin
from gonghui.congress.rules.parameters import MANAGER_MAX
from gonghui.congress.rules.roll import (
    Kind,
    Mandate,
    badge_doubles,
    beyond_sentence,
    free_badges,
    managers_beyond,
    read_mandate,
    unit_differences,
)

PACK = builtin("CN-SH")
CEILING = PACK[MANAGER_MAX]


def codes(**cells: str) -> list[str]:
    return [fault.code for fault in read_mandate(cells, PACK)[1]]


def test_row_when_empty_then_it_is_a_full_delegate_of_whom_nothing_more_is_known() -> None:
    assert read_mandate({}, PACK) == (Mandate(kind=Kind.FULL), ())


def test_row_when_the_win_is_counted_then_the_base_is_all_staff_of_the_unit() -> None:
    lawful = {"unit": "一选区", "unit_staff": "118", "took_part": "100", "votes": "59"}
    mandate, faults = read_mandate(lawful, PACK)
    assert faults == ()
    assert mandate == Mandate(kind=Kind.FULL, unit="一选区", unit_staff=118, took_part=100, votes=59)
    _none, faults = read_mandate({**lawful, "votes": "58"}, PACK)
    assert [fault.code for fault in faults] == ["not-elected"]
    assert "《上海市职工代表大会条例》第十五条" in str(faults[0].sentence)


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"kind": "随便"}, ["kind"]),
        ({"kind": "退回选区"}, ["returned"]),
        ({"votes": "六十"}, ["not-a-number"]),
        ({"votes": "60"}, ["unit-staff-missing"]),
        ({"took_part": "80"}, ["unit-staff-missing"]),
        ({"took_part": "80", "votes": "60"}, ["unit-staff-missing"]),
        ({"unit_staff": "0", "took_part": "80"}, ["unit-staff-missing"]),
        ({"kind": "列席", "took_part": "80"}, ["unit-staff-missing"]),
        ({"kind": "列席", "unit_staff": "100", "took_part": "101"}, ["took-part-too-many"]),
        ({"unit_staff": "100", "took_part": "101"}, ["took-part-too-many"]),
        ({"unit_staff": "100", "took_part": "80", "votes": "81"}, ["votes-too-many"]),
        ({"unit_staff": "100", "took_part": "66", "votes": "60"}, ["turnout"]),
        ({"seat": "一二三四五六七八九十一"}, ["too-long"]),
        ({"kind": "列席", "unit_staff": "100", "votes": "1"}, []),
    ],
)
def test_row_when_something_stands_against_it_then_it_has_a_code(cells: dict[str, str], found: list[str]) -> None:
    assert codes(**cells) == found


def test_row_when_the_unit_has_no_staff_then_its_figure_is_not_known() -> None:
    assert read_mandate({"unit": "一选区", "unit_staff": "0"}, PACK) == (Mandate(kind=Kind.FULL, unit="一选区"), ())
    _none, faults = read_mandate({"unit": "一选区", "took_part": "80"}, PACK)
    assert [(fault.column, str(fault.sentence)) for fault in faults] == [
        ("unit_staff", "填了参加人数，还要填选区职工数")
    ]


def test_managers_when_one_is_too_many_then_the_last_is_named_with_the_sum() -> None:
    beyond, managers, total = managers_beyond(CEILING, managers=42, total=213, rows=[True])
    assert (beyond, managers, total) == (frozenset({0}), 42, 213)
    assert str(beyond_sentence(CEILING, managers=managers, total=total)) == (
        "纳入后经营管理人员为 43/214 = 20.1%，不超过 20%。可登记为列席，或退回选区，改选一名非管理人员"
    )


def test_managers_when_workers_come_too_then_all_fit() -> None:
    assert managers_beyond(CEILING, managers=42, total=213, rows=[True, False])[0] == frozenset()


@given(st.integers(0, 40), st.integers(0, 200), st.lists(st.booleans(), max_size=60))
def test_managers_when_cut_then_the_ceiling_holds_or_none_of_the_list_is_left(
    managers: int, others: int, rows: list[bool]
) -> None:
    beyond, taken, total = managers_beyond(CEILING, managers=managers, total=managers + others, rows=rows)
    assert all(rows[index] for index in beyond)
    assert taken == managers + sum(rows) - len(beyond)
    assert total == managers + others + len(rows) - len(beyond)
    assert CEILING.is_met(taken, total) or len(beyond) == sum(rows)
    if beyond:
        assert not CEILING.is_met(taken + 1, total + 1)


def test_units_when_two_rows_give_other_figures_then_the_later_is_named() -> None:
    first = Mandate(kind=Kind.FULL, unit="一选区", unit_staff=100, took_part=80)
    other = Mandate(kind=Kind.FULL, unit="一选区", unit_staff=120, took_part=80)
    silent = Mandate(kind=Kind.FULL, unit="一选区")
    assert unit_differences([(2, first), (3, silent), (4, other), (5, first)]) == {4: 2}


@pytest.mark.parametrize(
    ("text", "badge"), [("007", "007"), (" 12 ", "12"), ("ＡＢ１２", "AB12"), ("1234567890", "1234567890")]
)
def test_badge_when_given_then_it_is_kept_in_narrow_letters(text: str, badge: str) -> None:
    assert read_mandate({"badge": text}, PACK) == (Mandate(kind=Kind.FULL, badge=badge), ())


@pytest.mark.parametrize("text", ["12345678901", "沪001", "A-01", "A 01"])
def test_badge_when_the_desk_could_not_find_it_then_the_row_says_what_to_write(text: str) -> None:
    _mandate, faults = read_mandate({"badge": text}, PACK)
    assert [(fault.code, fault.column, str(fault.sentence)) for fault in faults] == [
        ("badge", "badge", "代表证号请用 1 至 10 个字母或数字，如 007")
    ]


def test_badges_when_given_twice_then_each_later_row_names_the_first() -> None:
    assert badge_doubles([(2, "001"), (3, ""), (4, "001"), (5, ""), (6, "002"), (7, "001")]) == {4: 2, 7: 2}


@pytest.mark.parametrize(
    ("taken", "free"),
    [
        ((), ["001", "002"]),
        (("002", "", "A7"), ["003", "004"]),
        (("999",), ["1000", "1001"]),
        (("20260007",), ["20260008", "20260009"]),
        (("9999999999", "002"), ["001", "003"]),
    ],
)
def test_badges_when_asked_for_then_they_go_on_behind_the_highest(taken: tuple[str, ...], free: list[str]) -> None:
    assert list(islice(free_badges(taken), 2)) == free


@given(st.lists(st.text("019A", max_size=10)))
def test_badges_when_given_out_then_none_is_taken_and_each_fits(taken: list[str]) -> None:
    given_out = list(islice(free_badges(taken), 5))
    assert len(set(given_out)) == 5
    assert not set(given_out) & set(taken)
    assert all(len(one) <= 10 for one in given_out)
