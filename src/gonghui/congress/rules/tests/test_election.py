"""Elections of delegates: all staff of the unit are the base, never the votes cast."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.election import (
    check_by_election,
    check_call,
    check_published,
    check_recall,
    check_surplus,
    check_turnout,
    check_unit_election,
    check_win,
    elect,
)
from gonghui.congress.rules.parameters import PASS
from gonghui.congress.rules.tests.examples import CN, SH, words


@pytest.mark.parametrize(("took_part", "ok"), [(43, True), (42, False)])
def test_two_thirds_of_a_unit_take_part(took_part, ok):
    found = check_turnout(SH, staff=64, took_part=took_part)
    assert (found.ok, found.stops, found.actual) == (ok, not ok, f"{took_part}/64")
    if not ok:
        assert words(found) == (
            "选区职工 64 人，参加选举 42 人；须选区全体职工 64 人三分之二以上，即 43 人｜"
            "参加人数不足，选举无效，请重新组织选举｜依据《上海市职工代表大会条例》第十五条第三款"
        )


def test_half_of_all_staff_elects_in_shanghai_and_more_than_half_elsewhere():
    assert check_win(SH, staff=64, votes_for=32).ok
    assert not check_win(SH, staff=64, votes_for=31).ok
    assert not check_win(CN, staff=64, votes_for=32).ok
    assert check_win(CN, staff=64, votes_for=33).ok


def test_a_majority_of_those_who_came_does_not_elect():
    turnout, first, second = check_unit_election(SH, staff=90, took_part=60, votes=(50, 40))
    assert turnout.ok
    assert first.ok
    assert not second.ok
    assert str(second.sentence) == "获得 40 票赞成；须选区全体职工 90 人半数以上，即 45 票"
    assert "不能当选" in words(second)


def test_more_votes_than_voters_are_refused():
    with pytest.raises(ValueError, match="more votes"):
        check_unit_election(SH, staff=90, took_part=60, votes=(61,))


def test_a_unit_without_staff_elects_nobody():
    with pytest.raises(ValueError, match="nobody"):
        check_turnout(SH, staff=0, took_part=0)


def test_a_recall_needs_half_of_the_unit():
    assert check_recall(SH, staff=64, votes_for=32).ok
    lost = check_recall(SH, staff=64, votes_for=31)
    assert "代表资格继续有效" in words(lost)
    assert "第十九条第二款" in words(lost)


@pytest.mark.parametrize(
    ("same_unit", "published", "kept"), [(True, True, [True, True]), (False, False, [False, False])]
)
def test_a_vacancy_is_filled_by_the_unit_that_elected(same_unit, published, kept):
    found = check_by_election(SH, same_unit=same_unit, published=published)
    assert [one.ok for one in found] == kept
    assert [one.rule for one in found] == ["V65", "V56"]
    assert check_published(SH, published=published).ok is published


@pytest.mark.parametrize(("seats", "candidates", "ok"), [(5, 6, True), (5, 5, False), (6, 8, True), (6, 7, False)])
def test_there_are_a_fifth_more_candidates_than_seats(seats, candidates, ok):
    found = check_surplus(SH, seats=seats, candidates=candidates)
    assert found.ok is ok
    if not ok:
        assert "请再推荐 1 名候选人" in words(found)


@pytest.mark.parametrize(("signed", "ok"), [(71, True), (70, False)])
def test_a_third_of_all_delegates_call_a_meeting(signed, ok):
    found = check_call(SH, delegates=213, signed=signed)
    assert found.ok is ok
    assert "须全体代表 213 人三分之一以上，即 71 人" in words(found)


def _elect(votes: dict[str, int], seats: int, round_number: int = 1):
    return elect(SH, SH[PASS], votes, seats=seats, base=213, round_number=round_number)


def test_those_with_most_votes_above_the_majority_are_elected():
    outcome = _elect({"甲": 120, "乙": 180, "丙": 107, "丁": 106}, 2)
    assert (outcome.elected, outcome.tied, outcome.open_seats, outcome.again) == (("乙", "甲"), (), 0, False)
    assert str(outcome.sentence) == "应选 2 名，当选 2 名，缺额 0 名；须全体代表 213 人过半数，即 107 票"


def test_seats_stay_empty_when_too_few_reach_the_majority():
    outcome = _elect({"甲": 120, "乙": 106}, 2)
    assert (outcome.elected, outcome.open_seats, outcome.again) == (("甲",), 1, True)
    assert not _elect({"甲": 120, "乙": 106}, 2, round_number=2).again


def test_equal_votes_at_the_last_seat_elect_neither():
    outcome = _elect({"甲": 150, "乙": 120, "丙": 120}, 2)
    assert (outcome.elected, outcome.tied, outcome.open_seats, outcome.again) == (("甲",), ("乙", "丙"), 1, True)


def test_equal_votes_that_all_fit_are_elected_in_the_order_of_the_ballot():
    assert _elect({"乙": 120, "甲": 120}, 2).elected == ("乙", "甲")


def test_an_election_fills_at_least_one_seat():
    with pytest.raises(ValueError, match="at least one seat"):
        _elect({"甲": 1}, 0)


@given(st.dictionaries(st.sampled_from("甲乙丙丁戊己庚辛"), st.integers(0, 213)), st.integers(1, 5))
def test_an_election_never_elects_too_many_nor_anyone_behind_somebody_left_out(votes, seats):
    outcome = _elect(votes, seats)
    assert len(outcome.elected) + outcome.open_seats == seats
    assert all(votes[name] >= 107 for name in outcome.elected)
    left = [count for name, count in votes.items() if name not in outcome.elected]
    assert all(votes[name] >= max(left, default=0) for name in outcome.elected)
    assert not set(outcome.elected) & set(outcome.tied)
