"""The delegates as a body, with the examples of the ordinances."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.composition import (
    Category,
    check_composition,
    check_form,
    manager_room,
    mix_of,
    room_words,
    seats_for,
    women_needed,
)
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.kinds import Severity, UnitType
from gonghui.congress.rules.measures import read_measures, tighten
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import MANAGER_MAX
from gonghui.congress.rules.people import Mix, Workforce
from gonghui.congress.rules.tests.examples import BODY, CN, HN, PLANT, SH, ZJ, words


def _found(pack: Pack, workforce: Workforce, mix: Mix) -> dict[str, Finding]:
    return {finding.rule: finding for finding in check_composition(pack, workforce, mix)}


def test_the_body_of_the_plant_is_in_order():
    found = check_composition(SH, PLANT, BODY)
    assert [one.rule for one in found] == ["V02", "V03", "V04", "V05", "V06"]
    assert all(one.ok for one in found)
    assert str(found[0].sentence) == "职工 2846 人，职工代表不少于 165 名，现有 213 名"


def test_where_all_staff_meet_there_is_no_body_to_measure():
    assert check_composition(SH, replace(PLANT, is_general_meeting=True), Mix(total=9, managers=9)) == ()


def test_a_roll_is_counted_by_category():
    rows = [
        (Category.FRONT_LINE, True),
        (Category.DISPATCHED, False),
        (Category.PROFESSIONAL, True),
        (Category.MANAGER, False),
        (Category.OTHER, False),
    ]
    assert mix_of(rows) == Mix(total=5, managers=1, frontline=2, professionals=1, women=2, dispatched=1)
    assert mix_of([]) == Mix(total=0)


@pytest.mark.parametrize(
    ("managers", "total", "ok", "actual"),
    [(42, 213, True, "42/213 = 19.7%"), (43, 214, False, "43/214 = 20.1%"), (43, 215, True, "43/215 = 20%")],
)
def test_managers_stay_within_a_fifth(managers, total, ok, actual):
    found = _found(SH, PLANT, replace(BODY, managers=managers, total=total))["V03"]
    assert (found.ok, found.actual) == (ok, actual)
    assert str(found.sentence) == f"管理人员代表 {actual}，不超过 20%"
    assert found.needs_reason is not ok


def test_one_manager_too_many_is_told_the_way_out_and_the_article():
    found = _found(SH, PLANT, replace(BODY, managers=43, total=214))["V03"]
    assert words(found) == (
        "管理人员代表 43/214 = 20.1%，不超过 20%｜请减少 1 名管理人员代表，或增加一线职工代表｜"
        "依据《上海市职工代表大会条例》第十六条第一款"
    )


def test_a_large_group_is_only_warned_about_managers_in_shanghai():
    group = replace(PLANT, is_large_group=True)
    many = replace(BODY, managers=60)
    assert _found(SH, group, many)["V03"].severity is Severity.WARN
    assert "跨地区" in str(_found(SH, group, many)["V03"].sentence)
    assert _found(ZJ, group, many)["V03"].severity is Severity.BLOCK_WITH_OVERRIDE


@pytest.mark.parametrize(
    ("managers", "total", "planned", "room"),
    [
        (40, 213, None, 2),
        (42, 213, None, 0),
        (60, 213, None, 0),
        (40, 100, 213, 2),
        (0, 0, 213, 42),
        (40, 250, 213, 10),
    ],
)
def test_the_room_for_managers_is_counted_of_the_plan(managers, total, planned, room):
    assert manager_room(SH, Mix(total=total, managers=managers), planned=planned) == room


@given(st.integers(0, 400), st.integers(0, 400))
def test_filling_the_room_for_managers_keeps_the_ceiling(total, managers):
    managers = min(managers, total)
    room = manager_room(SH, Mix(total=total, managers=managers))
    bound = SH[MANAGER_MAX]
    if room:
        assert bound.is_met(managers + room, total)
    assert total == 0 or not bound.is_met(managers + room + 1, total)


def test_the_room_is_said_live():
    assert str(room_words(2)) == "还可增加 2 人"
    assert str(room_words(0)) == "已到上限，不能再增加"


@pytest.mark.parametrize(("frontline", "ok"), [(107, True), (106, False)])
def test_front_line_staff_are_the_main_body(frontline, ok):
    found = _found(SH, PLANT, replace(BODY, frontline=frontline))["V04"]
    assert found.ok is ok
    assert "应当为主体（高于 50%）" in str(found.sentence)
    if not ok:
        assert "请把 1 个名额调整给一线职工" in words(found)


def test_exactly_half_is_no_main_body_in_shanghai_but_meets_the_national_floor():
    even = Mix(total=200, frontline=100, women=80)
    assert not _found(SH, PLANT, even)["V04"].ok
    assert _found(CN, PLANT, even)["V04"].ok


@pytest.mark.parametrize(
    "workforce",
    [replace(PLANT, unit_type=UnitType.HOSPITAL), replace(PLANT, is_professional=True)],
)
def test_professionals_are_the_main_body_where_they_do_the_work(workforce):
    found = _found(SH, workforce, replace(BODY, professionals=100, frontline=71))["V04"]
    assert not found.ok
    assert "专业技术人员代表 100/213 = 46.9%" in words(found)
    assert "请把 7 个名额调整给专业技术人员" in words(found)


def test_teachers_are_three_fifths_of_a_school_by_the_national_rule():
    school = replace(PLANT, unit_type=UnitType.SCHOOL)
    assert not _found(CN, school, replace(BODY, professionals=127))["V04"].ok
    assert _found(CN, school, replace(BODY, professionals=128))["V04"].ok


@pytest.mark.parametrize(("women", "ok"), [(75, True), (74, False)])
def test_women_match_their_share_of_the_staff(women, ok):
    # 1,000 of 2,846 staff: 213 × 1000 / 2846 = 74.8…, so 75.
    assert women_needed(SH, PLANT, 213) == 75
    found = _found(SH, PLANT, replace(BODY, women=women))["V05"]
    assert found.ok is ok
    assert found.severity is Severity.WARN


def test_women_count_four_fifths_of_their_share_nationally_and_the_whole_in_zhejiang():
    assert women_needed(CN, PLANT, 213) == 60
    found = _found(ZJ, PLANT, replace(BODY, women=74))["V05"]
    assert found.needs_reason
    assert "请把 1 个名额调整给女职工" in words(found)


def test_a_unit_without_women_needs_none():
    assert women_needed(SH, Workforce(staff=120), 30) == 0
    assert women_needed(SH, Workforce(staff=0), 30) == 0


def test_dispatched_workers_are_represented_nationally_observe_in_zhejiang_and_are_free_in_shanghai():
    none = replace(BODY, dispatched=0)
    assert not _found(CN, PLANT, none)["V06"].ok
    assert _found(CN, replace(PLANT, dispatched=0), none)["V06"].ok
    assert _found(CN, PLANT, BODY)["V06"].ok
    assert "列席" in str(_found(ZJ, PLANT, none)["V06"].sentence)
    assert "未要求" in str(_found(SH, PLANT, none)["V06"].sentence)


def test_disabled_staff_match_their_share_where_they_are_employed_in_concentration():
    workshop = replace(PLANT, disabled=285, concentrates_disabled=True)
    assert not _found(ZJ, workshop, replace(BODY, disabled=21))["V61"].ok
    assert _found(ZJ, workshop, replace(BODY, disabled=22))["V61"].ok
    assert "V61" not in _found(ZJ, PLANT, BODY)
    assert "请把 1 个名额调整给残疾职工" in words(_found(ZJ, workshop, replace(BODY, disabled=21))["V61"])


def test_too_few_delegates_are_told_how_many_more():
    found = _found(SH, PLANT, replace(BODY, total=160, managers=10))["V02"]
    assert not found.ok
    assert "请再选举 5 名职工代表" in words(found)
    assert "第二十一条第一款" in words(found)


def test_too_many_delegates_are_told_the_cap():
    huge = replace(PLANT, staff=20_000)
    found = _found(HN, huge, replace(BODY, total=501))["V02"]
    assert not found.ok
    assert "300 至 500 名" in words(found)
    assert "请减少到 500 名以内" in words(found)


def test_a_unit_may_add_seats_of_its_own():
    pack = tighten(SH, read_measures("实施办法", {"parameters": {"delegate.count_extra": 10}}))
    assert seats_for(pack, 2846).floor == 175


def test_a_regional_congress_has_its_own_figures():
    region = Workforce(staff=5000, unit_type=UnitType.REGIONAL)
    found = check_composition(SH, region, Mix(total=30, managers=9, frontline=15))
    assert [one.rule for one in found] == ["V44", "V44", "V44"]
    assert all(one.ok for one in found)
    broken = check_composition(SH, region, Mix(total=29, managers=9, frontline=14))
    assert [one.ok for one in broken] == [False, False, False]
    assert words(broken[0]) == (
        "区域、行业职代会代表 29 名，不得少于 30 名｜请再选举 1 名职工代表｜"
        "依据《上海市职工代表大会条例》第四十一条第二款"
    )
    assert "请减少 1 名管理人员代表" in words(broken[1])
    assert "请把 1 个名额调整给一线职工" in words(broken[2])
    assert not check_composition(ZJ, region, Mix(total=30, managers=7, frontline=20))[1].ok


@pytest.mark.parametrize(
    ("pack", "staff", "ok"), [(SH, 99, True), (SH, 100, False), (HN, 100, True), (HN, 101, False), (ZJ, 100, False)]
)
def test_a_general_meeting_is_for_small_units(pack, staff, ok):
    found = check_form(pack, staff, general_meeting=True)
    assert found.ok is ok
    assert check_form(pack, staff, general_meeting=False).ok
    if not ok:
        assert "请改为召开职工代表大会" in words(found)
