"""A unit's own measures: they tighten, and are refused with the law when they would loosen."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.kinds import CongressPower, ExtensionApproval, Severity, UnitType
from gonghui.congress.rules.majority import Bound, Majority, MajorityBase, Op
from gonghui.congress.rules.measures import Loosened, read_measures, tighten
from gonghui.congress.rules.packfile import freeze, thaw
from gonghui.congress.rules.parameters import (
    FRONTLINE_MIN,
    MANAGER_MAX,
    MATERIALS_DAYS,
    ONSITE_MATTERS,
    PARAMETERS,
    PASS,
    SECRET_POWERS,
    Parameter,
    free,
    higher,
    higher_floor,
    larger_majority,
    later_member,
    lower,
    lower_ceiling,
    lower_floor,
    smaller_majority,
    stays_false,
    stays_true,
    subset,
    superset,
    unchanged,
)
from gonghui.congress.rules.reader import Json, Node, PackInvalid
from gonghui.congress.rules.tests.examples import ALL_PACKS, CN, HN, SH, TJ

TITLE = "实施办法（试行）"


def _measures(**parameters: Json) -> Any:
    return read_measures(TITLE, {"parameters": {name.replace("__", "."): value for name, value in parameters.items()}})


def _refusal(pack: Any, **parameters: Json) -> str:
    with pytest.raises(Loosened) as caught:
        tighten(pack, _measures(**parameters))
    return str(caught.value.sentence)


def test_a_unit_may_ask_for_more():
    pack = tighten(
        SH,
        _measures(
            materials__days=10,
            session__quorum={"num": 3, "den": 4, "op": "GTE", "base": "ALL_DELEGATES"},
            delegate__manager_max={"num": 15, "den": 100, "op": "LTE"},
            delegate__count_extra=5,
        ),
    )
    assert pack[MATERIALS_DAYS] == 10
    assert pack[MANAGER_MAX] == Bound(num=15, den=100, op=Op.LTE)
    assert pack.measures == TITLE
    assert pack.rule("V03").severity is SH.rule("V03").severity
    assert SH[MATERIALS_DAYS] == 7
    frozen = freeze(pack)
    assert thaw(frozen.content, frozen.sha256) == pack


def test_a_unit_may_not_ask_for_less_and_is_told_the_law():
    assert _refusal(SH, materials__days=5) == (
        "实施办法不得放宽“会议材料提前送达日数”（V17）：依据《上海市职工代表大会条例》第三十条第一款，现为“7”，拟改为“5”"
    )


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("session.quorum", {"num": 1, "den": 2, "op": "GT", "base": "ALL_DELEGATES"}, "全体代表三分之二以上"),
        ("session.quorum", {"num": 3, "den": 4, "op": "GTE", "base": "PRESENT"}, "到会代表四分之三以上"),
        ("delegate.manager_max", {"num": 1, "den": 4, "op": "LTE"}, "不超过 25%"),
        ("delegate.manager_max", {"num": 1, "den": 5, "op": "GTE"}, "不低于 20%"),
        ("vote.secret_powers", ["ELECT"], "ELECT、EVALUATE、REVIEW_APPROVE、REVIEW_DECIDE"),
        ("vote.proxy", True, "拟改为“是”"),
        ("agenda.cosign", False, "拟改为“否”"),
        ("term.years", [2, 3], "3、4、5"),
        ("term.years", [], "拟改为“无”"),
        ("agenda.mandatory", ["M-SUP-CC"], "拟改为“M-SUP-CC”"),
        ("delegate.main_body", {"default": "PROFESSIONAL"}, "拟改为“PROFESSIONAL”"),
        ("delegate.count_rule", [{"start": 1, "end": None, "kind": "FIXED", "base": 300}], "按人数分 3 档计算"),
        ("session.call_ratio", {"num": 1, "den": 2, "op": "GTE", "base": "ALL_DELEGATES"}, "三分之一以上"),
        ("session.per_year_min", {"default": 1}, "现为“1；集体及集体控股企业：2”，拟改为“1”"),
        ("online.elections", "IF_SECRET", None),
        ("reduce.min_share", {"num": 1, "den": 5, "op": "GTE"}, "不低于 10%"),
        ("cc.sign_before_vote", False, "拟改为“否”"),
    ],
)
def test_each_kind_of_loosening_is_refused(name, value, words):
    measures = read_measures(TITLE, {"parameters": {name: value}})
    if words is None:
        assert tighten(SH, measures).rule("V43").parameters[name] == "IF_SECRET"
        return
    with pytest.raises(Loosened) as caught:
        tighten(SH, measures)
    assert caught.value.path == f"measures.parameters.{name}"
    assert words in str(caught.value.sentence)


def test_the_wording_of_the_law_is_the_floor_and_not_our_safer_default():
    plain: Json = {"num": 1, "den": 2, "op": "GTE", "base": "ALL_DELEGATES"}
    assert tighten(SH, _measures(vote__pass=plain))[PASS].needed(212) == 106
    assert "过半数" in _refusal(CN, vote__pass=plain)


def test_a_rule_may_be_made_to_stop_where_it_warned():
    pack = tighten(SH, read_measures(TITLE, {"severities": {"V05": "BLOCK"}}))
    assert pack.rule("V05").severity is Severity.BLOCK


def test_a_rule_may_not_be_softened():
    with pytest.raises(Loosened) as caught:
        tighten(SH, read_measures(TITLE, {"severities": {"V19": "WARN"}}))
    assert str(caught.value) == (
        "measures.severities.V19: "
        "实施办法不得降低“法定到会人数”（V19）的约束力：依据《上海市职工代表大会条例》第二十八条"
    )


def _own(code: str, law: str = "上海市职工代表大会条例") -> Json:
    return {
        "code": code,
        "title": "食堂管理办法",
        "power": "REVIEW_APPROVE",
        "form": "SECRET_BALLOT",
        "applies_to": "ALL",
        "sources": [{"law": law, "article": 11, "item": 6, "seen": "full"}],
    }


def test_a_unit_may_add_matters_of_its_own():
    pack = tighten(SH, read_measures(TITLE, {"matters": [_own("U-CANTEEN")]}))
    assert pack.matters["U-CANTEEN"].power is CongressPower.REVIEW_APPROVE
    frozen = freeze(pack)
    assert thaw(frozen.content, frozen.sha256) == pack


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"parameters": {"materials.weeks": 1}}, "unknown parameter"),
        ({"severities": {"V99": "BLOCK"}}, "unknown rule"),
        ({"severities": {"V19": "HARD"}}, "one of"),
        ({"matters": [_own("M-CC")]}, "begins with U-"),
        ({"wishes": {}}, "unknown key"),
        ([], "object"),
    ],
)
def test_measures_with_a_fault_are_refused(value, reason):
    with pytest.raises(PackInvalid, match=reason):
        read_measures(TITLE, value)


def test_measures_with_an_ill_typed_value_are_refused():
    with pytest.raises(PackInvalid, match=r"measures\.parameters\.materials\.days: expected an integer"):
        tighten(SH, _measures(materials__days="7"))


def test_measures_may_not_name_what_the_pack_does_not_hold():
    onsite: frozenset[str] = TJ[ONSITE_MATTERS]
    more: Json = [*sorted(onsite), "M-NONE"]
    with pytest.raises(PackInvalid, match="unknown matter M-NONE"):
        tighten(TJ, _measures(online__forbid_matters=more))
    with pytest.raises(PackInvalid, match="do not list"):
        tighten(SH, read_measures(TITLE, {"matters": [_own("U-X", "无名法")]}))


def test_nothing_tightened_changes_only_the_name():
    assert dict(tighten(SH, read_measures(TITLE, {})).rules) == dict(SH.rules)


# Directions ---------------------------------------------------------------------------------------------------------


@given(st.sampled_from(ALL_PACKS), st.sampled_from(sorted(PARAMETERS)))
def test_the_law_itself_is_never_a_loosening(pack, name):
    parameter: Parameter[Any] = PARAMETERS[name]
    value = pack[parameter]
    again = parameter.kind.read(Node(parameter.kind.write(value)))
    assert again == value
    assert parameter.keeps(value, again)
    assert str(parameter.kind.words(value))


fractions = st.tuples(st.integers(1, 12), st.integers(12, 24))


@given(fractions, fractions, fractions)
def test_tightening_is_monotone_for_majorities(first, second, third):
    a, b, c = (
        Majority(num=num, den=den + 1, op=Op.GTE if num % 2 else Op.GT, base=MajorityBase.PRESENT)
        for num, den in (first, second, third)
    )
    if larger_majority(a, b):
        assert all(b.needed(count) >= a.needed(count) for count in range(1, 60))
        if larger_majority(b, c):
            assert larger_majority(a, c)
    assert larger_majority(a, b) or larger_majority(b, a)
    assert smaller_majority(a, b) == larger_majority(b, a)


@given(fractions, fractions)
def test_tightening_is_monotone_for_shares(first, second):
    floors = [Bound(num=num, den=den, op=op) for (num, den), op in zip((first, second), (Op.GTE, Op.GT), strict=True)]
    if higher_floor(floors[0], floors[1]):
        assert all(floors[1].least(whole) >= floors[0].least(whole) for whole in range(60))
    assert lower_floor(floors[1], floors[0]) == higher_floor(floors[0], floors[1])
    ceilings = [Bound(num=num, den=den, op=op) for (num, den), op in zip((first, second), (Op.LTE, Op.LT), strict=True)]
    if lower_ceiling(ceilings[0], ceilings[1]):
        assert all(ceilings[1].most(whole) <= ceilings[0].most(whole) for whole in range(60))


def test_the_same_share_is_stricter_when_it_excludes_the_number():
    at_least, more = Bound(num=1, den=2, op=Op.GTE), Bound(num=1, den=2, op=Op.GT)
    assert higher_floor(at_least, more)
    assert not higher_floor(more, at_least)
    at_most, less = Bound(num=1, den=5, op=Op.LTE), Bound(num=1, den=5, op=Op.LT)
    assert lower_ceiling(at_most, less)
    assert not lower_ceiling(less, at_most)
    assert not lower_floor(at_least, at_most)


def test_a_majority_of_another_base_is_no_tightening():
    half = Majority(num=1, den=2, op=Op.GT, base=MajorityBase.ALL_DELEGATES)
    other = Majority(num=9, den=10, op=Op.GT, base=MajorityBase.PRESENT)
    assert not larger_majority(half, other)
    assert not smaller_majority(half, other)


def test_the_plain_directions():
    assert (higher(7, 8), higher(7, 7), higher(7, 6)) == (True, True, False)
    assert (lower(7, 6), lower(7, 7), lower(7, 8)) == (True, True, False)
    assert (unchanged(7, 7), unchanged(7, 8)) == (True, False)
    assert free(7, 1)
    assert [stays_true(*pair) for pair in ((True, True), (True, False), (False, True))] == [True, False, True]
    assert [stays_false(*pair) for pair in ((False, False), (False, True), (True, False))] == [True, False, True]
    assert superset(frozenset({1}), frozenset({1, 2}))
    assert not superset(frozenset({1, 2}), frozenset({1}))
    assert subset(frozenset({1, 2}), frozenset({1}))
    assert not subset(frozenset({1}), frozenset())
    assert not subset(frozenset({1}), frozenset({2}))
    assert later_member(ExtensionApproval.NONE, ExtensionApproval.UPPER_UNION)
    assert not later_member(ExtensionApproval.UPPER_UNION, ExtensionApproval.NONE)


def test_a_value_by_type_of_unit_must_hold_for_every_type():
    keeps = FRONTLINE_MIN.keeps
    old, read = CN[FRONTLINE_MIN], FRONTLINE_MIN.kind.read
    higher_share: Json = {"num": 3, "den": 5, "op": "GTE"}
    assert keeps(old, read(Node({"default": higher_share})))
    assert not keeps(old, read(Node({"default": {"num": 1, "den": 2, "op": "GTE"}})))
    assert read(Node({"default": higher_share})).for_type(UnitType.STATE) == Bound(num=3, den=5, op=Op.GTE)


def test_henan_keeps_its_two_lengths_of_term():
    assert "3、5" in _refusal(HN, term__years=[4])
    assert SECRET_POWERS.rule == "V21"
