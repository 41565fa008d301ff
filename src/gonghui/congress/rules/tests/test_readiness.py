"""还差什么: what a meeting still lacks, and when it can open."""

from dataclasses import replace
from datetime import date

import pytest

from gonghui.congress.rules.ballotpaper import OPTIONS, BallotPaper, PaperKind, paper_fault
from gonghui.congress.rules.kinds import CongressPower, Mode, OnlineReason, VoteForm
from gonghui.congress.rules.people import Mix
from gonghui.congress.rules.preparation import Preparation
from gonghui.congress.rules.presidium import Scrutineer
from gonghui.congress.rules.readiness import Readiness, readiness
from gonghui.congress.rules.steps import STEP_WORDS, PrepStep
from gonghui.congress.rules.tests.examples import AGENDA, BODY, CN, PLANT, READY, SH, item


def _of(plan: Preparation, pack=SH) -> Readiness:
    return readiness(pack, plan)


def test_a_meeting_in_order_lacks_nothing():
    ready = _of(READY)
    assert ready.gaps == ()
    assert ready.can_open
    assert all(ready.is_done(step) for step in PrepStep)


def test_an_empty_plan_lacks_something_at_nearly_every_step():
    empty = _of(
        Preparation(
            today=date(2026, 11, 21),
            opens_on=None,
            mode=Mode.ON_SITE,
            workforce=PLANT,
            mix=Mix(total=0),
            term_years=5,
        )
    )
    assert not empty.can_open
    assert {gap.step for gap in empty.gaps} == set(PrepStep) - {PrepStep.MATERIALS}
    steps = [gap.step for gap in empty.gaps]
    assert steps == sorted(steps)
    for gap in empty.gaps:
        assert str(gap.sentence)
        assert str(gap.way_out)


@pytest.mark.parametrize(
    ("changes", "step", "must", "rule", "sentence"),
    [
        ({"opens_on": None}, PrepStep.BASICS, True, None, "还没有确定开会日期"),
        ({"opens_on": date(2026, 11, 20)}, PrepStep.BASICS, True, None, "开会日期已经过去"),
        ({"term_years": 6}, PrepStep.BASICS, True, "V12", "届期 6 年"),
        ({"mode": Mode.ONLINE, "onsite_others": 1}, PrepStep.BASICS, False, "V41", "全程线上召开应当说明理由"),
        (
            {"mode": Mode.ONLINE, "online_reason": OnlineReason.SUDDEN, "online_explained": True},
            PrepStep.BASICS,
            True,
            "V40",
            "线上召开是现场会议的补充",
        ),
        ({"report_sent": False}, PrepStep.UPWARD, False, None, "还没有向上级工会报告"),
        ({"report_answered": False}, PrepStep.UPWARD, False, None, "上级工会还没有批复"),
        ({"mix": Mix(total=0)}, PrepStep.DELEGATES, True, None, "还没有职工代表名册"),
        ({"mix": replace(BODY, managers=43)}, PrepStep.DELEGATES, True, "V03", "管理人员代表 43/213"),
        ({"mix": replace(BODY, women=10)}, PrepStep.DELEGATES, False, "V05", "女职工代表 10/213"),
        ({"failing_units": ("一车间",)}, PrepStep.DELEGATES, True, None, "选区“一车间”的选举不符合规定"),
        ({"without_delegation": 4}, PrepStep.DELEGATES, True, None, "还有 4 名代表没有编入代表团"),
        ({"review_done": False}, PrepStep.DELEGATES, True, None, "还没有代表资格审查报告"),
        ({"presidium": 6}, PrepStep.BODIES, True, "V24", "主席团 6 人"),
        ({"presidium_frontline": 4}, PrepStep.BODIES, False, "V25", "主席团成员中一线职工代表"),
        ({"scrutineers": (Scrutineer(delegation=1),)}, PrepStep.BODIES, True, "V60", "监票人 1 名"),
        ({"has_presiding": False}, PrepStep.BODIES, True, None, "还没有确定大会执行主席"),
        ({"has_secretary_general": False}, PrepStep.BODIES, False, None, "还没有提名大会秘书长"),
        ({"tellers": 0}, PrepStep.BODIES, False, None, "还没有提名计票人"),
        ({"unit_signed": False}, PrepStep.AGENDA, False, "V18", "议题和议程还没有经企业确认"),
        (
            {"items": (*AGENDA[:-1], item("M-SCC", form=VoteForm.SHOW_OF_HANDS))},
            PrepStep.AGENDA,
            True,
            "V21",
            "表决方式为举手表决",
        ),
        (
            {"items": (*AGENDA, item("M-RULE", has_paper=False))},
            PrepStep.MATERIALS,
            True,
            None,
            "还没有书面材料",
        ),
        ({"papers_served_on": None}, PrepStep.MATERIALS, True, "V17", "会议材料尚未送达"),
        ({"papers_unreached": 2}, PrepStep.MATERIALS, True, "V17", "还有 2 名代表没有收到"),
        ({"groups_discussed": 8}, PrepStep.OPINIONS, False, "V58", "已有 8 个代表团（组）讨论"),
        ({"groups": 0, "groups_discussed": 0}, PrepStep.OPINIONS, False, None, "还没有代表团（组）"),
        ({"split_items": ("集体合同草案",)}, PrepStep.OPINIONS, False, "V53", "意见分歧较大"),
        ({"notice_sent": False}, PrepStep.NOTICE, True, None, "还没有发出会议通知"),
        ({"notice_unreached": 3}, PrepStep.NOTICE, False, None, "还有 3 名代表没有收到会议通知"),
        ({"rehearsed": False}, PrepStep.REHEARSAL, False, None, "还没有彩排"),
        ({"fallback_printed": False}, PrepStep.REHEARSAL, False, None, "还没有打印纸质备用包"),
    ],
)
def test_one_thing_missing_is_one_gap_with_its_step_and_law(changes, step, must, rule, sentence):
    ready = _of(replace(READY, **changes))
    gaps = [gap for gap in ready.of_step(step) if sentence in str(gap.sentence)]
    assert len(gaps) == 1
    (gap,) = gaps
    assert (gap.must, gap.rule) == (must, rule)
    assert str(gap.way_out)
    assert (gap.basis is None) == (rule is None)
    assert ready.can_open is not must or any(other.must for other in ready.gaps)
    assert ready.is_done(step) is not must


def test_a_missing_agenda_is_one_gap_and_takes_the_presidium_with_it():
    ready = _of(replace(READY, items=()))
    assert [str(gap.sentence) for gap in ready.of_step(PrepStep.AGENDA)] == ["还没有议程"]
    assert [gap.rule for gap in ready.of_step(PrepStep.BODIES)] == ["V59"]


def test_an_override_turns_a_must_into_advice_and_nothing_more():
    late = replace(READY, papers_served_on=date(2026, 12, 8))
    assert not _of(late).can_open
    overridden = _of(replace(late, overridden=frozenset({"V17"})))
    assert overridden.can_open
    (gap,) = overridden.gaps
    assert (gap.rule, gap.must, gap.can_override) == ("V17", False, True)
    assert str(gap.law) == "《上海市职工代表大会条例》第三十条第一款"


def test_a_rule_that_stops_cannot_be_overridden():
    hands = replace(READY, items=(*AGENDA, item("M-SCC", form=VoteForm.SHOW_OF_HANDS)), overridden=frozenset({"V21"}))
    assert not _of(hands).can_open


def test_musts_come_before_advice_within_a_step():
    ready = _of(replace(READY, mix=replace(BODY, women=10, managers=60), review_done=False))
    assert [gap.must for gap in ready.of_step(PrepStep.DELEGATES)] == [True, True, False]


@pytest.mark.parametrize(
    ("kind", "fault"),
    [
        (PaperKind.ELECTION, "还没有列出候选人"),
        (PaperKind.APPRAISAL, "还没有列出测评对象"),
        (PaperKind.ITEMS, "还没有列出"),
    ],
)
def test_a_ballot_of_several_rows_that_has_none_keeps_the_meeting_from_opening(kind: PaperKind, fault: str):
    missing = paper_fault(BallotPaper(kind=kind, rows=(), options=OPTIONS, seats=1))
    found = _of(replace(READY, items=(*AGENDA, replace(item("M-EL-DIR"), title="选举", ballot_fault=missing))))
    (gap,) = [gap for gap in found.of_step(PrepStep.AGENDA) if "表决票" in str(gap.sentence)]
    assert str(gap.sentence).startswith(f"“选举”的表决票还不完整：{fault}")
    assert (gap.must, gap.can_override, found.can_open) == (True, False, False)


def test_the_meetings_own_business_needs_no_paper():
    plan = replace(READY, items=(*AGENDA, item("M-PRO-AGENDA", has_paper=False)))
    assert plan.items[-1].power is CongressPower.PROCEDURE
    assert _of(plan).can_open


def test_the_same_plan_is_judged_by_the_pack_of_its_place():
    online = replace(READY, mode=Mode.ONLINE, online_reason=OnlineReason.URGENT, online_explained=True, onsite_others=1)
    elsewhere = replace(online, items=tuple(replace(one, mode=Mode.ONLINE) for one in AGENDA))
    assert _of(elsewhere).can_open
    assert [gap.rule for gap in _of(elsewhere, CN).of_step(PrepStep.AGENDA)] == ["V42"]


def test_every_step_has_a_word():
    assert list(STEP_WORDS) == list(PrepStep)
    assert [int(step) for step in PrepStep] == list(range(1, 10))
