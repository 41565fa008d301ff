"""Quorum: all delegates are the base, and the chair is told what that means for the room."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.findings import Finding, judge, open_findings, permits
from gonghui.congress.rules.kinds import Severity
from gonghui.congress.rules.parameters import QUORUM
from gonghui.congress.rules.quorum import check_quorum, needed_of_present, quorum
from gonghui.congress.rules.tests.examples import CN, SH, words
from gonghui.congress.rules.text import say


def test_a_quorum_that_is_met_says_so_in_integers():
    counted = quorum(SH[QUORUM], should=213, present=187)
    assert (counted.needed, counted.met, counted.short) == (142, True, 0)
    assert str(counted.sentence) == "实到 187 人，应到 213 人；须全体代表 213 人三分之二以上，即 142 人，已达到法定人数"


def test_a_quorum_that_is_not_met_says_how_many_are_short():
    counted = quorum(SH[QUORUM], should=213, present=141)
    assert (counted.met, counted.short) == (False, 1)
    assert str(counted.sentence) == "实到 141 人，应到 213 人；须全体代表 213 人三分之二以上，即 142 人，还差 1 人"


def test_nobody_is_never_quorate():
    counted = quorum(SH[QUORUM], should=0, present=0)
    assert (counted.met, counted.short) == (False, 1)
    assert str(counted.sentence) == "代表名册为空，无法计算法定人数"


@pytest.mark.parametrize(("should", "present"), [(213, 214), (213, -1)])
def test_counts_that_cannot_be_are_refused(should, present):
    with pytest.raises(ValueError, match="present of"):
        quorum(SH[QUORUM], should=should, present=present)


@given(st.integers(1, 3000), st.data())
def test_losing_people_never_makes_a_quorum(should, data):
    present = data.draw(st.integers(0, should))
    fewer = data.draw(st.integers(0, present))
    assert (
        quorum(SH[QUORUM], should=should, present=present).met
        or not quorum(SH[QUORUM], should=should, present=fewer).met
    )


def test_the_finding_stops_the_meeting_and_cites_the_article():
    found = check_quorum(SH, should=213, present=141)
    assert found.stops
    assert (found.rule, found.actual, str(found.limit)) == ("V19", "141/213", "三分之二以上")
    assert "依据《上海市职工代表大会条例》第二十八条" in words(found)
    assert "休会" in words(found)


def test_a_quorum_that_is_met_has_no_way_out():
    found = check_quorum(SH, should=213, present=142)
    assert found.ok
    assert found.way_out is None
    assert not found.stops


@pytest.mark.parametrize(
    ("should", "present", "sentence"),
    [
        (213, 142, "到会 142 人中须有 107 人赞成（75.4%）方能通过"),
        (213, 100, "到会 100 人，少于通过所需的 107 票，任何议题都不能通过"),
        (0, 0, "代表名册为空，无法计算法定人数"),
    ],
)
def test_the_chair_is_told_what_the_base_means_for_the_room(should, present, sentence):
    assert str(needed_of_present(SH, should=should, present=present)) == sentence


def _found(rule: str, ok: bool) -> Finding:
    return judge(SH, rule, ok, say("甲"), way_out=say("乙"))


def test_findings_are_listed_gravest_first():
    found = (_found("V05", False), _found("V19", True), _found("V03", False), _found("V07", False))
    assert [one.rule for one in open_findings(found)] == ["V07", "V03", "V05"]


def test_an_override_lets_pass_only_what_may_be_overridden():
    warns, asks, stops = (_found("V05", False),), (_found("V03", False),), (_found("V19", False),)
    assert permits(warns)
    assert not permits(asks)
    assert asks[0].needs_reason
    assert permits(asks, overridden=frozenset({"V03"}))
    assert not permits(stops, overridden=frozenset({"V19"}))
    assert permits((_found("V19", True), _found("V03", True)))


def test_a_finding_may_be_milder_than_its_rule_where_the_law_is():
    assert judge(CN, "V03", False, say("甲"), severity=Severity.WARN).severity is Severity.WARN
