"""Presidium, scrutineers, heads of committees."""

import pytest

from gonghui.congress.rules.formula import Seats
from gonghui.congress.rules.presidium import (
    Scrutineer,
    check_committee_head,
    check_committees_elected,
    check_presidium,
    check_scrutineers,
    presidium_seats,
)
from gonghui.congress.rules.tests.examples import CN, SH, words


@pytest.mark.parametrize(
    ("delegates", "seats"),
    [
        (30, Seats(floor=3, cap=5)),
        (99, Seats(floor=3, cap=5)),
        (100, Seats(floor=3, cap=None)),
        (101, Seats(floor=7, cap=None)),
        (213, Seats(floor=7, cap=None)),
    ],
)
def test_shanghai_sizes_the_presidium_by_the_delegates(delegates, seats):
    assert presidium_seats(SH, delegates=delegates, staff=2846) == seats


def test_a_small_unit_may_have_one_executive_chair():
    assert presidium_seats(SH, delegates=30, staff=30) == Seats(floor=1, cap=5)
    assert presidium_seats(SH, delegates=30, staff=31).floor == 3
    assert presidium_seats(CN, delegates=30, staff=30) == Seats(floor=3, cap=25)


def _presidium(members: int, frontline: int, *, delegates: int = 213, elected: bool = True):
    return check_presidium(SH, delegates=delegates, staff=2846, members=members, frontline=frontline, elected=elected)


def test_a_presidium_in_order():
    assert [(one.rule, one.ok) for one in _presidium(9, 5)] == [("V24", True), ("V25", True), ("V59", True)]


def test_a_presidium_too_small_or_too_large_is_told_the_way_out():
    assert _presidium(6, 3)[0].needs_reason
    assert words(_presidium(6, 3)[0]) == (
        "主席团 6 人，应当不少于 7 人｜请增加 1 名主席团成员｜依据《上海市职工代表大会条例》第二十三条第二款"
    )
    assert "应当为 3 至 5 人｜请减少到 5 人以内" in words(_presidium(6, 3, delegates=80)[0])


@pytest.mark.parametrize(("frontline", "ok"), [(5, True), (4, False)])
def test_half_of_the_presidium_is_front_line(frontline, ok):
    found = _presidium(9, frontline)[1]
    assert found.ok is ok
    if not ok:
        assert "至少 5 名" in words(found)


def test_the_congress_elects_its_presidium():
    found = _presidium(9, 5, elected=False)[2]
    assert not found.ok
    assert "列入预备会议议程" in words(found)


@pytest.mark.parametrize(
    ("scrutineers", "ok", "way_out"),
    [
        ((), False, "请再提名 2 名监票人"),
        ((Scrutineer(delegation=1),), False, "请再提名 1 名监票人"),
        ((Scrutineer(delegation=1), Scrutineer(delegation=1)), False, "请从不同代表团提名监票人"),
        ((Scrutineer(delegation=1), Scrutineer(delegation=2, is_candidate=True)), False, "不得是候选人，请更换 1 名"),
        ((Scrutineer(delegation=1), Scrutineer(delegation=2)), True, ""),
        ((Scrutineer(delegation=1), Scrutineer(delegation=1), Scrutineer(delegation=2)), True, ""),
    ],
)
def test_two_scrutineers_of_different_delegations_and_no_candidate(scrutineers, ok, way_out):
    found = check_scrutineers(SH, scrutineers)
    assert found.ok is ok
    assert way_out in words(found)


@pytest.mark.parametrize(("committees", "elected", "ok"), [(0, False, True), (2, True, True), (2, False, False)])
def test_the_congress_elects_the_members_of_its_committees(committees, elected, ok):
    found = check_committees_elected(SH, committees=committees, elected=elected)
    assert (found.rule, found.ok, found.stops) == ("M-EL-COMM", ok, False)
    assert "《上海市职工代表大会条例》第十三条" in words(found)
    assert ok or "列入大会议程" in words(found)


@pytest.mark.parametrize("is_delegate", [True, False])
def test_a_committee_is_headed_by_a_delegate(is_delegate):
    found = check_committee_head(SH, is_delegate=is_delegate)
    assert found.ok is is_delegate
    assert "第二十四条" in words(found)
