"""After the congress and between its sessions: joint meetings, mandates, binding force, corrections, branches."""

from datetime import date

import pytest

from gonghui.congress.rules.calendar import Period
from gonghui.congress.rules.effect import (
    check_binding,
    check_branches,
    check_change,
    check_correction,
    check_mandate,
    check_vote_right,
)
from gonghui.congress.rules.joint import check_joint_call, check_joint_item, check_joint_members, check_joint_report
from gonghui.congress.rules.kinds import CongressPower
from gonghui.congress.rules.tests.examples import AGENDA, CN, SH, words

TERM = Period(date(2026, 5, 1), date(2031, 5, 1))


@pytest.mark.parametrize("power", list(CongressPower))
def test_a_joint_meeting_keeps_off_what_belongs_to_the_congress(power):
    found = check_joint_item(SH, power)
    forbidden = {CongressPower.REVIEW_APPROVE, CongressPower.REVIEW_DECIDE, CongressPower.ELECT}
    assert found.stops is (power in forbidden)
    assert "第二十五条第一款" in words(found)


@pytest.mark.parametrize("by_union", [True, False])
def test_the_union_calls_a_joint_meeting(by_union):
    found = check_joint_call(SH, called_by_union=by_union)
    assert found.ok is by_union
    assert "第二十五条第二款" in words(found)


@pytest.mark.parametrize(("called", "ok"), [(11, False), (12, True), (20, True)])
def test_a_joint_meeting_leaves_nobody_out_who_belongs_to_it(called, ok):
    found = check_joint_members(SH, called=called, known=12)
    assert (found.rule, found.ok, found.stops) == ("V57", ok, False)
    assert str(found.law) == "《上海市职工代表大会条例》第二十五条第二款"
    assert ok or str(found.sentence) == "代表团（组）长、专门小组（委员会）负责人和主席团成员共 12 人，应到只有 11 人"


@pytest.mark.parametrize(("unreported", "on_agenda", "ok"), [(0, False, True), (2, True, True), (2, False, False)])
def test_joint_meetings_are_reported_to_the_next_congress(unreported, on_agenda, ok):
    items = AGENDA if on_agenda else tuple(one for one in AGENDA if one.matter != "M-REPORT-UNION")
    found = check_joint_report(SH, items, unreported=unreported)
    assert found.ok is ok
    assert ok or "联席会议 2 次" in words(found)


@pytest.mark.parametrize("full", [True, False])
def test_observers_do_not_vote(full):
    found = check_vote_right(SH, is_full_delegate=full)
    assert found.stops is not full
    assert "第二十一条第二款" in words(found)


@pytest.mark.parametrize(
    ("mandate", "ok"),
    [
        (TERM, True),
        (Period(date(2028, 1, 1), date(2031, 5, 1)), True),
        (Period(date(2026, 4, 30), date(2031, 5, 1)), False),
        (Period(date(2026, 5, 1), date(2031, 5, 2)), False),
        (Period(date(2026, 5, 1), date(2029, 5, 1)), False),
    ],
)
def test_a_mandate_ends_with_its_term(mandate, ok):
    found = check_mandate(SH, mandate=mandate, term=TERM)
    assert found.ok is ok
    assert ok or "到 2031-04-30 为止" in words(found)


@pytest.mark.parametrize(
    ("matter", "passed", "ok"), [("M-CC", True, True), ("M-CC", False, False), ("M-RULE", False, True)]
)
def test_only_what_the_congress_passed_binds(matter, passed, ok):
    found = check_binding(SH, SH.matters[matter], passed=passed)
    assert found.ok is ok
    assert ok or "不具有约束力" in words(found)


@pytest.mark.parametrize("again", [True, False])
def test_a_resolution_is_changed_by_a_new_vote_only(again):
    found = check_change(SH, voted_again=again)
    assert found.stops is not again
    assert "第三十四条" in words(found)


@pytest.mark.parametrize(
    ("demanded", "answered", "way_out"),
    [(True, True, ""), (False, False, "请上传工会的纠正要求"), (True, False, "请督促单位书面答复")],
)
def test_a_correction_is_demanded_and_answered_in_writing(demanded, answered, way_out):
    found = check_correction(SH, demanded_in_writing=demanded, answered_in_writing=answered)
    assert found.ok is (demanded and answered)
    assert way_out in words(found)


def test_branches_have_a_congress_of_their_own_in_shanghai():
    found = check_branches(SH, without=("一分厂", "二分厂"))
    assert not found.ok
    assert "一分厂、二分厂" in words(found)
    assert check_branches(SH, without=()).ok
    assert str(check_branches(SH, without=()).sentence) == "分公司（厂）、分院（校）都已建立职工代表大会制度"
    assert check_branches(CN, without=("一分厂",)).ok
