"""The agenda: power, form, place of each item; the yearly reports; the way the meeting is held."""

from dataclasses import replace

import pytest

from gonghui.congress.rules.agenda import (
    allowed_forms,
    allowed_modes,
    check_agenda,
    check_item,
    check_mode,
    default_form,
    end_state_after_vote,
    end_state_without_vote,
    end_states,
    majority_for,
    secrecy,
)
from gonghui.congress.rules.kinds import Channel, CongressPower, Mode, OnlineReason, Severity, UnitType, VoteForm
from gonghui.congress.rules.owed import Remanded, check_reports, check_usual
from gonghui.congress.rules.parameters import MANDATORY_REPORTS, PASS, PROCEDURE_PASS
from gonghui.congress.rules.states import ItemState
from gonghui.congress.rules.tests.examples import AGENDA, ALL_PACKS, CN, SH, TJ, item, words

POWERS = list(CongressPower)
AFAR = [(Mode.ONLINE, Severity.BLOCK, False), (Mode.MIXED, Severity.WARN, False), (Mode.ON_SITE, Severity.WARN, True)]
SECRET = {
    CongressPower.REVIEW_APPROVE,
    CongressPower.REVIEW_DECIDE,
    CongressPower.ELECT,
    CongressPower.EVALUATE,
}


@pytest.mark.parametrize("pack", ALL_PACKS, ids=lambda pack: pack.id)
def test_approval_decision_election_and_evaluation_are_secret(pack):
    for power in POWERS:
        assert (allowed_forms(pack, power) == frozenset({VoteForm.SECRET_BALLOT})) == (power in SECRET)


@pytest.mark.parametrize("pack", ALL_PACKS, ids=lambda pack: pack.id)
def test_every_matter_is_voted_as_its_power_allows(pack):
    for matter in pack.matters.values():
        assert default_form(pack, matter) in allowed_forms(pack, matter.power)
        assert default_form(pack, matter) is matter.form


def test_a_matter_whose_form_its_power_does_not_allow_falls_back():
    wrong = replace(SH.matters["M-CC"], form=VoteForm.SHOW_OF_HANDS)
    assert default_form(SH, wrong) is VoteForm.SECRET_BALLOT
    wrong = replace(SH.matters["M-PRO-AGENDA"], form=VoteForm.SECRET_BALLOT)
    assert default_form(SH, wrong) is VoteForm.NONE


def test_a_secret_vote_is_on_paper_or_with_sealed_ballots():
    now = secrecy(SH, CongressPower.REVIEW_APPROVE, VoteForm.SECRET_BALLOT, sealed_ready=False)
    assert (now.required, now.channels) == (True, frozenset({Channel.PAPER}))
    assert str(now.sentence) == (
        "依据《上海市职工代表大会条例》第三十一条，应当无记名投票。"
        "使用纸质票，由 2 名监票人分别清点；也可改用手机密封票"
    )
    later = secrecy(SH, CongressPower.REVIEW_APPROVE, VoteForm.SECRET_BALLOT, sealed_ready=True)
    assert later.channels == frozenset({Channel.ONLINE, Channel.PAPER})
    assert str(later.sentence) == "无记名投票：用手机密封票，没有手机的用纸质票"


def test_a_form_that_is_not_secret_does_not_escape_the_law():
    assert secrecy(SH, CongressPower.ELECT, VoteForm.SHOW_OF_HANDS, sealed_ready=False).channels == frozenset(
        {Channel.PAPER}
    )


def test_a_unit_may_choose_secrecy_where_the_law_does_not_ask():
    chosen = secrecy(SH, CongressPower.SUPERVISE, VoteForm.SECRET_BALLOT, sealed_ready=False)
    assert (chosen.required, chosen.channels) == (False, frozenset({Channel.PAPER}))
    assert str(chosen.sentence).startswith("本项定为无记名投票，应当无记名投票")


@pytest.mark.parametrize(
    ("form", "channels"),
    [
        (VoteForm.SHOW_OF_HANDS, {Channel.HANDS, Channel.ONLINE}),
        (VoteForm.OPEN_BALLOT, {Channel.ONLINE, Channel.PAPER}),
        (VoteForm.NONE, set()),
    ],
)
def test_an_open_vote_has_its_channels(form, channels):
    open_vote = secrecy(SH, CongressPower.PROCEDURE, form, sealed_ready=False)
    assert (open_vote.required, open_vote.channels) == (False, frozenset(channels))
    assert str(open_vote.sentence)


def test_the_meetings_own_business_has_its_own_majority():
    assert majority_for(SH, CongressPower.PROCEDURE) == SH[PROCEDURE_PASS]
    assert majority_for(SH, CongressPower.REVIEW_APPROVE) == SH[PASS]


@pytest.mark.parametrize(
    ("power", "passed", "failed", "silent"),
    [
        ("REVIEW_ADVISE", ItemState.OPINIONS_COLLECTED, ItemState.OPINIONS_COLLECTED, ItemState.OPINIONS_COLLECTED),
        ("REVIEW_APPROVE", ItemState.APPROVED, ItemState.REJECTED, None),
        ("REVIEW_DECIDE", ItemState.APPROVED, ItemState.REJECTED, None),
        ("SUPERVISE", ItemState.NOTED, ItemState.NOTED, ItemState.NOTED),
        ("ELECT", ItemState.ELECTED, ItemState.REJECTED, None),
        ("EVALUATE", ItemState.RATED, ItemState.RATED, None),
        ("PROCEDURE", ItemState.APPROVED, ItemState.REJECTED, ItemState.NOTED),
    ],
)
def test_an_item_ends_as_its_power_allows(power, passed, failed, silent):
    assert end_state_after_vote(power, passed=True) is passed
    assert end_state_after_vote(power, passed=False) is failed
    if silent is None:
        with pytest.raises(ValueError, match="cannot end without a vote"):
            end_state_without_vote(power)
    else:
        assert end_state_without_vote(power) is silent
    expected = {passed, failed, ItemState.REMANDED} | ({silent} if silent else set())
    assert end_states(CongressPower(power)) == expected


def _rules(pack, unit_type, plan):
    return {finding.rule: finding for finding in check_item(pack, unit_type, plan)}


def test_an_item_in_order():
    found = check_item(SH, UnitType.PRIVATE, item("M-CC"))
    assert [(one.rule, one.ok) for one in found] == [("V66", True), ("V21", True), ("V43", True), ("V33", True)]


def test_a_draft_contract_is_signed_before_it_comes_to_the_congress_where_the_place_asks_for_it():
    unsigned = replace(item("M-CC"), is_signed=False)
    found = _rules(SH, UnitType.PRIVATE, unsigned)["V33"]
    assert found.stops
    assert words(found) == (
        "“集体合同草案”还没有登记双方首席代表的签字，签字后才是提交大会的正式文本｜"
        "请在议程的这一项登记双方首席代表和签字日期｜依据《上海市集体合同条例》第二十二条"
    )
    assert _rules(SH, UnitType.PRIVATE, replace(item("M-AGREE-APP"), is_signed=False))["V33"].ok
    assert _rules(SH, UnitType.REGIONAL, replace(item("M-REG-CC"), is_signed=False))["V33"].ok
    for pack in (CN, TJ):
        assert _rules(pack, UnitType.STATE, unsigned)["V33"].ok


def test_an_approval_may_not_be_brought_as_advice():
    found = _rules(SH, UnitType.PRIVATE, item("M-CC", power=CongressPower.REVIEW_ADVISE, form=VoteForm.NONE))["V66"]
    assert found.stops
    assert words(found) == (
        "“集体合同草案”属于审议通过事项，议程上列为审议建议｜请把本项改为审议通过｜"
        "依据《上海市职工代表大会条例》第三十三条第二款"
    )


@pytest.mark.parametrize(
    ("matter", "power", "unit_type", "ok"),
    [
        ("M-RULE", CongressPower.REVIEW_APPROVE, UnitType.PRIVATE, True),
        ("M-RULE", CongressPower.REVIEW_DECIDE, UnitType.PRIVATE, True),
        ("M-RULE", CongressPower.SUPERVISE, UnitType.PRIVATE, False),
        ("M-CC", CongressPower.REVIEW_DECIDE, UnitType.PRIVATE, True),
        ("M-SUP-CC", CongressPower.REVIEW_ADVISE, UnitType.PRIVATE, False),
        ("M-WAGE-SYS", CongressPower.REVIEW_ADVISE, UnitType.STATE, False),
        ("M-WAGE-SYS", CongressPower.REVIEW_ADVISE, UnitType.PRIVATE, True),
    ],
)
def test_a_matter_may_be_brought_with_more_power_and_never_with_less(matter, power, unit_type, ok):
    form = next(iter(allowed_forms(SH, power)))
    assert _rules(SH, unit_type, item(matter, power=power, form=form))["V66"].ok is ok


def test_an_approval_by_show_of_hands_is_refused_with_the_article():
    found = _rules(SH, UnitType.PRIVATE, item("M-CC", form=VoteForm.SHOW_OF_HANDS))["V21"]
    assert found.stops
    assert words(found) == (
        "“集体合同草案”是审议通过事项，表决方式为举手表决｜请改为无记名投票｜依据《上海市职工代表大会条例》第三十一条"
    )


@pytest.mark.parametrize("form", [VoteForm.NONE, VoteForm.OPEN_BALLOT])
def test_the_meetings_own_business_need_not_be_secret(form):
    assert _rules(SH, UnitType.PRIVATE, item("M-PRO-AGENDA", form=form))["V21"].ok


def test_major_interests_are_dealt_with_on_site_in_tianjin():
    plan = replace(item("M-CC"), mode=Mode.MIXED)
    found = _rules(TJ, UnitType.STATE, plan)["V42"]
    assert found.stops
    assert "办理方式为线上线下结合｜本项应当现场审议表决，请改为现场" in words(found)
    assert _rules(SH, UnitType.STATE, plan)["V43"].ok
    assert allowed_modes(TJ, "M-CC", CongressPower.REVIEW_APPROVE) == frozenset({Mode.ON_SITE})
    assert allowed_modes(TJ, "M-PLAN", CongressPower.REVIEW_ADVISE) == frozenset(Mode)


def test_elections_are_held_on_site_unless_the_place_allows_sealed_ones():
    plan = replace(item("M-EL-COMM"), mode=Mode.ONLINE)
    assert not _rules(CN, UnitType.STATE, plan)["V43"].ok
    assert _rules(SH, UnitType.STATE, plan)["V43"].ok
    assert allowed_modes(CN, "M-EVAL", CongressPower.EVALUATE) == frozenset({Mode.ON_SITE})


def test_an_unknown_matter_is_refused():
    with pytest.raises(KeyError):
        check_item(SH, UnitType.STATE, replace(item("M-CC"), matter="M-NONE"))


def test_a_whole_agenda_in_order():
    found = check_agenda(SH, UnitType.PRIVATE, AGENDA, union_signed=True, unit_signed=True)
    assert [(one.rule, one.ok) for one in found] == [("V18", True), ("V47", True), ("V53", True)]


@pytest.mark.parametrize(
    ("union", "unit", "sentence"),
    [
        (False, False, "议题和议程还没有经企业与工会协商确定"),
        (True, False, "议题和议程还没有经企业确认"),
        (False, True, "议题和议程还没有经工会确认"),
        (True, True, "议题和议程已由企业与工会协商确定"),
    ],
)
def test_union_and_enterprise_agree_on_the_agenda(union, unit, sentence):
    found = check_agenda(SH, UnitType.PRIVATE, AGENDA, union_signed=union, unit_signed=unit)[0]
    assert (found.ok, str(found.sentence)) == (union and unit, sentence)


def test_missing_yearly_reports_are_named():
    short = tuple(plan for plan in AGENDA if plan.matter != "M-SUP-OHS")
    found = check_agenda(SH, UnitType.PRIVATE, short, union_signed=True, unit_signed=True)[1]
    assert "劳动安全卫生、社会保险费交缴、职工教育培训经费情况报告" in words(found)
    assert "第十二条" in words(found)
    extra = check_agenda(SH, UnitType.PRIVATE, short, union_signed=True, unit_signed=True, yearly=False)
    assert [one.rule for one in extra] == ["V18", "V53"]


def _missing(unit_type, *matters):
    """Tell, for each article, what an agenda of these matters lacks."""
    items = tuple(item(matter) for matter in matters)
    found = check_agenda(SH, unit_type, items, union_signed=True, unit_signed=True)
    return [(str(one.law), one.severity, str(one.sentence)) for one in found if one.rule == "V47" and not one.ok]


def test_what_is_owed_by_one_article_is_one_finding_with_that_article():
    articles = ["《上海市职工代表大会条例》第十条", "《上海市职工代表大会条例》第十二条"]
    found = _missing(UnitType.STATE, "M-CC")
    assert [law for law, _severity, _words in found] == articles
    assert {severity for _law, severity, _words in found} == {Severity.WARN}
    assert found[0][2] == (
        "议程缺少每年应当向大会报告的事项：财务预决算等重要事项、发展规划、年度经营管理情况和重要决策、"
        "职代会工作机构工作和联席会议协商处理事项"
    )


def test_a_report_whose_pack_names_no_article_of_its_own_is_asked_for_all_the_same():
    without = replace(SH.matters["M-REPORT-UNION"], sources=())
    silent = replace(SH, matters=dict(SH.matters) | {"M-REPORT-UNION": without})
    first, *_others = check_reports(silent, UnitType.STATE, SH[MANDATORY_REPORTS] - {"M-REPORT-UNION"})
    assert without.title in str(first.sentence)
    assert first.rule == MANDATORY_REPORTS.rule


def test_a_budget_is_reported_where_the_ordinance_asks_for_it():
    reported = ("M-PLAN", "M-REPORT-UNION", "M-SUP-PROP", "M-SUP-RES", "M-SUP-CC", "M-SUP-OHS")
    assert _missing(UnitType.PRIVATE, *reported) == []
    (only,) = _missing(UnitType.STATE, *reported)
    assert only[0] == "《上海市职工代表大会条例》第十条第一款第（五）项"
    assert "财务预决算" in only[2]


def test_a_regional_congress_owes_its_own_reports_and_not_those_of_an_enterprise():
    found = _missing(UnitType.REGIONAL, "M-REPORT-UNION")
    assert [law for law, _severity, _words in found] == ["《上海市职工代表大会条例》第四十条"]
    assert _missing(UnitType.REGIONAL, "M-REPORT-UNION", "M-REG-REPORT", "M-REG-SUP") == []


def test_an_item_sent_back_is_asked_for_until_it_is_brought_again():
    sent_back = (Remanded(title="考勤办法", matter="M-RULE"), Remanded(title="集体合同", matter="M-CC"))

    def last(items):
        return check_agenda(SH, UnitType.PRIVATE, items, union_signed=True, unit_signed=True, remanded=sent_back)[-1]

    found = last(AGENDA)
    assert (found.rule, found.ok, found.severity) == ("V53", False, Severity.WARN)
    assert words(found) == (
        "以前的大会退回协商的“考勤办法”还没有列入议程｜请企业和工会协商修改后，提交大会再次审议｜"
        "依据《上海市职工代表大会条例》第三十条第二款"
    )
    assert last((*AGENDA, item("M-RULE"))).ok


def test_what_every_template_holds_to_be_a_must_is_asked_for_once():
    def usual(here, **more):
        return check_usual(SH, UnitType.PRIVATE, here, **more)

    assert usual(frozenset(one.matter for one in AGENDA)) == ()
    bare = frozenset({"M-PLAN", "M-PRO-PRESIDIUM"})
    (found,) = usual(bare)
    assert found.severity is Severity.WARN
    assert str(found.sentence) == "议程缺少通常不可缺的事项：会议议程、监票人、计票人名单、代表资格审查报告、大会决议"
    assert str(found.basis) == "通行做法，条文待核对"
    assert "代表资格审查报告" not in str(usual(bare, without=frozenset({"M-PRO-QUALIFICATION"}))[0].sentence)
    assert check_usual(CN, UnitType.REGIONAL, frozenset(), yearly=False)[0].rule == "M-PRO-AGENDA"
    regional = check_usual(CN, UnitType.REGIONAL, frozenset())[0]
    assert "职代会工作机构工作" in str(regional.sentence)


@pytest.mark.parametrize(
    ("mode", "others", "ok"),
    [(Mode.ONLINE, 1, True), (Mode.ONLINE, 0, False), (Mode.ON_SITE, 0, True), (Mode.MIXED, 0, True)],
)
def test_once_a_year_there_is_a_hall(mode, others, ok):
    found = check_mode(SH, mode, reason=OnlineReason.URGENT, explained=True, onsite_held_or_planned=others)[0]
    assert (found.rule, found.ok) == ("V40", ok)
    assert ok or "请改为现场或线上线下结合召开" in words(found)


@pytest.mark.parametrize(
    ("reason", "explained", "ok"),
    [(OnlineReason.SUDDEN, True, True), (OnlineReason.SUDDEN, False, False), (None, True, False)],
)
def test_an_online_congress_gives_its_reason(reason, explained, ok):
    found = check_mode(SH, Mode.ONLINE, reason=reason, explained=explained, onsite_held_or_planned=1)
    assert [one.rule for one in found] == ["V40", "V41"]
    assert found[1].ok is ok
    assert len(check_mode(SH, Mode.MIXED, reason=None, explained=False, onsite_held_or_planned=1)) == 1


@pytest.mark.parametrize(("mode", "severity", "ok"), AFAR)
def test_paper_does_not_reach_those_who_are_online(mode, severity, ok):
    planned = replace(item("M-AGREE"), mode=mode, on_paper=True)
    found = next(one for one in check_item(SH, UnitType.PRIVATE, planned) if "投不了票" in words(one))
    assert (found.ok, found.severity, found.rule) == (ok, severity, "V21")
    sealed = replace(planned, on_paper=False)
    assert all(one.ok for one in check_item(SH, UnitType.PRIVATE, sealed) if one.rule == "V21")
