"""The packs that come with the product: complete, cited, and with the figures of their laws."""

import json
import re
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from gonghui.congress.rules.kinds import (
    FORM_WORDS,
    MODE_WORDS,
    POWER_WORDS,
    REASON_WORDS,
    SEEN_WORDS,
    SEVERITY_WORDS,
    UNIT_TYPE_WORDS,
    CongressPower,
    DispatchRule,
    ExtensionApproval,
    FilingClock,
    Mode,
    OnlineElections,
    OnlineReason,
    Phase,
    Seen,
    Severity,
    UnitType,
    VoteForm,
)
from gonghui.congress.rules.law import LawRef, basis
from gonghui.congress.rules.majority import Bound, Majority, MajorityBase, Op
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.packcheck import check_whole
from gonghui.congress.rules.packcodec import read_majority, read_pack, write_majority, write_pack
from gonghui.congress.rules.packfile import PACKS, builtin, builtin_ids, digest, freeze, load, thaw
from gonghui.congress.rules.parameters import (
    CC_FILE_FROM,
    CC_REPLY_DAYS,
    CC_SIGN_FIRST,
    DISPATCH,
    ENFORCE_AUTHORITY_DAYS,
    ENFORCE_UNION_DAYS,
    EXTENSION_APPROVAL,
    FRONTLINE_MIN,
    MANAGER_MAX,
    MANDATORY_REPORTS,
    MATERIALS_DAYS,
    ONLINE_ELECTIONS,
    ONSITE_MATTERS,
    PARAMETERS,
    PASS,
    PER_YEAR_MIN,
    QUORUM,
    REGIONAL_MANAGER_MAX,
    RULE_PARAMETERS,
    TERM_YEARS,
    UNIT_TURNOUT,
    UNIT_WIN,
    WOMEN_FACTOR,
)
from gonghui.congress.rules.reader import Json, PackInvalid, canonical, parse
from gonghui.congress.rules.tests.examples import ALL_PACKS, CN, HN, JS, SH, TJ, ZJ

BLOCKS = {"V07", "V08", "V19", "V20", "V21", "V26", "V33", "V42"}
OVERRIDES = {"V02", "V03", "V12", "V13", "V17", "V24", "V40"}


def test_the_packs_are_those_of_six_places():
    assert builtin_ids() == ("CN", "CN-HN", "CN-JS", "CN-SH", "CN-TJ", "CN-ZJ")
    assert [pack.inherits for pack in ALL_PACKS] == [(), ("CN",), ("CN",), ("CN",), ("CN",), ("CN",)]


@pytest.mark.parametrize("pack", ALL_PACKS, ids=lambda pack: pack.id)
def test_every_pack_holds_the_whole_table(pack):
    assert set(pack.rules) == set(RULE_PARAMETERS)
    assert {f"V{number:02}" for number in range(1, 51)} <= set(pack.rules)
    assert {name for rule in pack.rules.values() for name in rule.parameters} == set(PARAMETERS)
    assert set(pack.powers) == set(CongressPower)
    assert all(re.search(r"[\u4e00-\u9fff]", rule.title) for rule in pack.rules.values())


@pytest.mark.parametrize("pack", ALL_PACKS, ids=lambda pack: pack.id)
def test_severities_are_those_of_the_table(pack):
    for number in range(1, 51):
        rule = pack.rule(f"V{number:02}")
        if rule.id in BLOCKS:
            assert rule.severity is Severity.BLOCK
        elif rule.id in OVERRIDES:
            assert rule.severity is Severity.BLOCK_WITH_OVERRIDE
        elif (pack.id, rule.id) == ("CN-ZJ", "V05"):
            # 女职工代表的比例不得低于: the one ordinance that forbids rather than advises.
            assert rule.severity is Severity.BLOCK_WITH_OVERRIDE
        elif rule.id not in ("V60",):
            assert rule.severity is Severity.WARN, rule.id


@pytest.mark.parametrize("pack", ALL_PACKS, ids=lambda pack: pack.id)
def test_a_rule_seen_in_full_cites_an_article(pack):
    for entry in (*pack.rules.values(), *pack.matters.values()):
        if entry.seen is Seen.FULL:
            assert entry.sources
            assert entry.sources[0].article is not None


@pytest.mark.parametrize("pack", ALL_PACKS, ids=lambda pack: pack.id)
def test_only_laws_that_were_read_are_cited_as_seen_in_full(pack):
    for entry in (*pack.rules.values(), *pack.matters.values(), *pack.powers.values()):
        for ref in entry.sources:
            if ref.seen is Seen.FULL:
                assert pack.sources[ref.law].seen is Seen.FULL, ref


def test_jiangsu_says_nothing_of_its_own():
    assert dict(JS.rules) == dict(CN.rules)
    assert JS.effective is None
    assert JS.sources["江苏省企业民主管理条例"].seen is Seen.SECONDARY


@pytest.mark.parametrize(
    ("pack", "op", "legal_op"), [(CN, Op.GT, None), (SH, Op.GT, Op.GTE), (ZJ, Op.GT, None), (HN, Op.GT, None)]
)
def test_items_pass_by_more_than_half_of_all_delegates(pack, op, legal_op):
    assert pack[PASS] == Majority(num=1, den=2, op=op, base=MajorityBase.ALL_DELEGATES, legal_op=legal_op)


@pytest.mark.parametrize("pack", ALL_PACKS, ids=lambda pack: pack.id)
def test_the_quorum_is_two_thirds_of_all_delegates(pack):
    assert pack[QUORUM] == Majority(num=2, den=3, op=Op.GTE, base=MajorityBase.ALL_DELEGATES)
    assert pack[QUORUM].needed(213) == 142


def test_shanghai_has_the_figures_of_its_ordinance():
    assert SH.effective == date(2017, 11, 23)
    assert SH[MANAGER_MAX] == Bound(num=1, den=5, op=Op.LTE)
    assert SH[FRONTLINE_MIN].for_type(UnitType.SCHOOL) == Bound(num=1, den=2, op=Op.GT)
    assert SH[UNIT_TURNOUT] == Majority(num=2, den=3, op=Op.GTE, base=MajorityBase.UNIT_EMPLOYEES)
    assert SH[UNIT_WIN] == Majority(num=1, den=2, op=Op.GTE, base=MajorityBase.UNIT_EMPLOYEES)
    assert SH[MATERIALS_DAYS] == 7
    assert (SH[ENFORCE_UNION_DAYS], SH[ENFORCE_AUTHORITY_DAYS]) == (90, 30)
    assert (SH[CC_SIGN_FIRST], SH[CC_REPLY_DAYS], SH[CC_FILE_FROM]) == (True, 15, FilingClock.NOTICE_OF_PASSING)
    assert SH[EXTENSION_APPROVAL] is ExtensionApproval.NONE
    assert SH[ONLINE_ELECTIONS] is OnlineElections.IF_SECRET
    assert str(SH.rule("V19").basis()) == "依据《上海市职工代表大会条例》第二十八条"
    assert str(SH.rule("V30").law) == "《上海市职工代表大会条例》第三十七条"
    assert SH.matters["M-WAGE-SYS"].applies(UnitType.COLLECTIVE)
    assert not SH.matters["M-WAGE-SYS"].applies(UnitType.PRIVATE)
    assert str(SH.matters["M-CC"].basis()) == "依据《上海市职工代表大会条例》第十一条第（一）项"


def test_the_other_places_have_the_figures_of_their_laws():
    assert ZJ[WOMEN_FACTOR] == Bound(num=1, den=1, op=Op.GTE)
    assert ZJ[DISPATCH] is DispatchRule.OBSERVE
    assert ZJ[REGIONAL_MANAGER_MAX] == Bound(num=1, den=5, op=Op.LTE)
    assert HN[TERM_YEARS] == frozenset({3, 5})
    assert CN[CC_REPLY_DAYS] == 20
    assert not CN[CC_SIGN_FIRST]
    assert CN[PER_YEAR_MIN].for_type(UnitType.COLLECTIVE) == 2
    assert CN[PER_YEAR_MIN].for_type(UnitType.PRIVATE) == 1
    assert {"M-CC", "M-SETTLE", "M-WAGE-SYS"} <= TJ[ONSITE_MATTERS]
    assert TJ.rule("V42").seen is Seen.PRESS
    assert SH[ONSITE_MATTERS] == frozenset()


@pytest.mark.parametrize("pack", ALL_PACKS, ids=lambda pack: pack.id)
def test_a_matter_of_a_secret_power_is_voted_secretly(pack):
    secret = {CongressPower.REVIEW_APPROVE, CongressPower.REVIEW_DECIDE, CongressPower.ELECT, CongressPower.EVALUATE}
    for matter in pack.matters.values():
        assert (matter.form is VoteForm.SECRET_BALLOT) == (matter.power in secret), matter.code


@pytest.mark.parametrize("pack", ALL_PACKS, ids=lambda pack: pack.id)
@pytest.mark.parametrize("unit_type", list(UnitType))
def test_every_type_of_unit_has_a_template_with_the_yearly_reports(pack, unit_type):
    templates = pack.templates_for(unit_type)
    assert templates
    yearly = {matter.code for matter in pack.matters_for(unit_type) if matter.yearly_report}
    regional = unit_type is UnitType.REGIONAL
    assert yearly == (set() if regional else {"M-SUP-PROP", "M-SUP-RES", "M-SUP-CC", "M-SUP-OHS"})
    for template in templates:
        assert yearly <= {line.matter for line in template.items}
        assert template.items[0].phase is Phase.PRELIMINARY
        assert template.items[-1].matter == "M-PRO-RESOLUTION"
        for line in template.items:
            assert pack.matters[line.matter].applies(unit_type) or not line.must, (template.code, line.matter)


def test_the_regional_template_of_shanghai_follows_its_article_and_lacks_nothing():
    (template,) = SH.templates_for(UnitType.REGIONAL)
    own = {code for code in SH.matters if code.startswith("M-REG-")}
    assert own <= {line.matter for line in template.items}
    for code in own:
        assert SH.matters[code].sources[0].article == 40
    owed = {code for code in SH[MANDATORY_REPORTS] if SH.matters[code].applies(UnitType.REGIONAL)}
    assert owed <= {line.matter for line in template.items}


def test_the_templates_are_those_of_eight_kinds_of_unit():
    assert list(CN.templates) == [
        "STATE_ENTERPRISE",
        "PRIVATE_ENTERPRISE",
        "PUBLIC_INSTITUTION",
        "SCHOOL",
        "HOSPITAL",
        "CONSTRUCTION_GROUP",
        "PLANT",
        "REGIONAL",
    ]


def test_a_basis_says_how_surely_it_is_known():
    read = LawRef(law="中华人民共和国工会法", article=20, paragraph=2, item=3)
    assert str(read) == "《中华人民共和国工会法》第二十条第二款第（三）项"
    assert str(basis((read,), Seen.FULL)) == "依据《中华人民共和国工会法》第二十条第二款第（三）项"
    remembered = LawRef(law="企业民主管理规定", seen=Seen.MEMORY)
    assert str(basis((remembered,), Seen.MEMORY)) == "依据《企业民主管理规定》（条文待核对）"
    assert str(basis((), Seen.DERIVED)) == "本平台默认设置，法律未作规定"
    assert str(basis((), Seen.PRESS)) == "通行做法，条文待核对"
    assert CN.rule("V23").law is None
    assert CN.powers[CongressPower.PROCEDURE].seen is Seen.DERIVED


@pytest.mark.parametrize("pack", ALL_PACKS, ids=lambda pack: pack.id)
def test_freezing_and_thawing_gives_the_same_pack_back(pack):
    frozen = freeze(pack)
    assert (frozen.pack_id, frozen.version, len(frozen.sha256)) == (pack.id, pack.version, 64)
    assert thaw(frozen.content, frozen.sha256) == pack
    assert thaw(json.loads(frozen.text), frozen.sha256) == pack
    assert freeze(thaw(frozen.content, frozen.sha256)) == frozen


def test_thawing_does_not_mind_the_order_of_keys():
    frozen = freeze(SH)
    shuffled = dict(reversed(list(frozen.content.items())))
    assert thaw(shuffled, frozen.sha256) == SH


def test_thawing_refuses_a_changed_pack():
    frozen = freeze(SH)
    changed: dict[str, Json] = {**frozen.content, "title": "另一个规则"}
    with pytest.raises(PackInvalid, match="hash"):
        thaw(changed, frozen.sha256)


def test_a_frozen_pack_stands_alone():
    content: Json = json.loads((PACKS / "CN-SH.json").read_text(encoding="utf-8"))
    with pytest.raises(PackInvalid, match="stands alone"):
        thaw(content, digest(content))


def test_an_unknown_pack_is_refused():
    with pytest.raises(PackInvalid, match="no rule pack"):
        builtin("../CN")


def test_a_file_that_holds_another_pack_is_refused():
    with pytest.raises(PackInvalid, match="holds the pack"):
        load((PACKS / "CN-JS.json").read_text(encoding="utf-8"), "CN-XX")


def test_a_frozen_pack_is_read_once_for_many_requests():
    frozen = freeze(HN)
    assert thaw(frozen.content, frozen.sha256) is thaw(frozen.content, frozen.sha256)


def test_a_majority_is_frozen_into_a_vote():
    assert read_majority(write_majority(SH[PASS])) == SH[PASS]
    assert write_majority(CN[PASS]) == {"num": 1, "den": 2, "op": "GT", "base": "ALL_DELEGATES"}


# What the strict reader refuses -------------------------------------------------------------------------------------


def _cn() -> dict[str, Json]:
    content: dict[str, Json] = json.loads((PACKS / "CN.json").read_text(encoding="utf-8"))
    return content


def _no_parent(pack_id: str) -> Pack:
    raise AssertionError(pack_id)


def _refused(content: Json) -> PackInvalid:
    with pytest.raises(PackInvalid) as caught:
        read_pack(parse(canonical(content)), _no_parent)
    return caught.value


def _first(content: dict[str, Json], key: str) -> dict[str, Json]:
    members = content[key]
    assert isinstance(members, list)
    first = members[0]
    assert isinstance(first, dict)
    return first


@pytest.mark.parametrize(
    ("change", "path", "reason"),
    [
        (lambda pack: pack.pop("title"), "", "lacks 'title'"),
        (lambda pack: pack.update(extra=1), "extra", "unknown key"),
        (lambda pack: pack.update(title=""), "title", "text"),
        (lambda pack: pack.update(title=" 国 "), "title", "text"),
        (lambda pack: pack.update(title=7), "title", "text"),
        (lambda pack: pack.update(effective="2012-02-30"), "effective", "date"),
        (lambda pack: pack.update(inherits="CN"), "inherits", "itself"),
        (lambda pack: pack.update(rules={}), "rules", "list"),
        (lambda pack: pack.update(retention=[]), "retention", "object"),
        (lambda pack: pack.update(retention={"notice": "FOREVER"}), "retention.notice", "one of"),
        (lambda pack: pack["rules"].append(pack["rules"][0]), "rules[66]", "given twice"),
        (lambda pack: pack["rules"].pop(3), "rules", "lacks V04"),
        (lambda pack: pack["powers"].pop(), "powers", "lacks PROCEDURE"),
        (lambda pack: pack["rules"][0].update(id="V99"), "rules[0].id", "unknown rule"),
        (lambda pack: pack["rules"][0].update(severity="STOP"), "rules[0].severity", "one of"),
        (lambda pack: pack["rules"][0].update(severity=1), "rules[0].severity", "one of"),
        (lambda pack: pack["rules"][0].update(seen="full"), "rules[0].seen", "each citation"),
        (lambda pack: pack["rules"][0].update(sources=[]), "rules[0].sources", "without a citation"),
        (
            lambda pack: pack["rules"][0]["parameters"].update({"congress.min_staff": "100"}),
            "rules[0].parameters.congress.min_staff",
            "integer",
        ),
        (
            lambda pack: pack["rules"][0]["parameters"].update({"congress.min_staff": True}),
            "rules[0].parameters.congress.min_staff",
            "integer",
        ),
        (
            lambda pack: pack["rules"][0]["parameters"].update({"congress.min_staff": -1}),
            "rules[0].parameters.congress.min_staff",
            "integer",
        ),
        (
            lambda pack: pack["rules"][17]["parameters"].update({"agenda.cosign": 1}),
            "rules[17].parameters.agenda.cosign",
            "true or false",
        ),
        (
            lambda pack: pack["rules"][18]["parameters"]["session.quorum"].update(num=4),
            "rules[18].parameters.session.quorum",
            "majority",
        ),
        (
            lambda pack: pack["rules"][18]["parameters"]["session.quorum"].update(num="2"),
            "rules[18].parameters.session.quorum.num",
            "integer",
        ),
        (
            lambda pack: pack["rules"][2]["parameters"]["delegate.manager_max"].update(den=0),
            "rules[2].parameters.delegate.manager_max",
            "fraction",
        ),
        (
            lambda pack: pack["rules"][11]["parameters"].update({"term.years": [3, 3]}),
            "rules[11].parameters.term.years[1]",
            "given twice",
        ),
        (
            lambda pack: pack["rules"][1]["parameters"]["delegate.count_rule"][0].update(end=5),
            "rules[1].parameters.delegate.count_rule",
            "follow one another",
        ),
        (
            lambda pack: pack["rules"][1]["parameters"]["delegate.count_rule"][0].update(base=5),
            "rules[1].parameters.delegate.count_rule[0].base",
            "unknown key",
        ),
        (
            lambda pack: pack["rules"][1]["parameters"]["delegate.count_rule"][0]["rate"].update(den=0),
            "rules[1].parameters.delegate.count_rule[0].rate.den",
            "integer",
        ),
        (
            lambda pack: pack["rules"][0]["sources"][0].update(law="无名法"),
            "rules.V01",
            "do not list",
        ),
        (lambda pack: pack["matters"][0].update(applies_to="SOME"), "matters[0].applies_to", "list"),
        (lambda pack: pack["matters"][0].update(yearly_report="yes"), "matters[0].yearly_report", "true or false"),
        (
            lambda pack: pack["templates"][0]["items"][0].update(matter="M-NONE"),
            "templates.STATE_ENTERPRISE",
            "unknown matter M-NONE",
        ),
        (lambda pack: pack["templates"][0]["items"][0].update(minutes=0), "templates[0].items[0].minutes", "integer"),
        (
            lambda pack: pack["rules"][46]["parameters"].update({"agenda.mandatory": ["M-NONE"]}),
            "rules.V47",
            "unknown matter",
        ),
    ],
)
def test_a_fault_in_a_pack_is_refused_with_its_place(change, path, reason):
    content = _cn()
    change(content)
    fault = _refused(content)
    assert fault.path == path
    assert reason in fault.reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "not JSON"),
        ("[1, 2", "not JSON"),
        ('{"a": 1, "a": 2}', "key given twice"),
        ('{"a": 0.5}', "numbers are integers"),
        ('{"a": NaN}', "numbers are integers"),
    ],
)
def test_broken_json_is_refused(text, reason):
    with pytest.raises(PackInvalid, match=reason):
        parse(text)


def test_a_pack_is_not_a_list():
    assert _refused([]).reason == "expected an object"
    assert str(_refused([])) == ".: expected an object"


def test_a_citation_of_a_power_or_matter_must_be_listed():
    stray = (LawRef(law="无名法", article=1),)
    matter = replace(CN.matters["M-CC"], sources=stray)
    with pytest.raises(PackInvalid, match=r"matters\.M-CC"):
        check_whole(replace(CN, matters=MappingProxyType({**CN.matters, "M-CC": matter})))
    power = replace(CN.powers[CongressPower.ELECT], sources=stray)
    with pytest.raises(PackInvalid, match=r"powers\.ELECT"):
        check_whole(replace(CN, powers=MappingProxyType({**CN.powers, CongressPower.ELECT: power})))


def test_a_rule_pack_keeps_its_notes():
    written = write_pack(SH)
    rules = written["rules"]
    assert isinstance(rules, list)
    noted = [rule for rule in rules if isinstance(rule, dict) and "note" in rule]
    assert {str(rule["id"]) for rule in noted} >= {"V03", "V20", "V24"}
    assert "半数以上" in SH.rule("V20").note


@pytest.mark.parametrize(
    ("vocabulary", "words"),
    [
        (CongressPower, POWER_WORDS),
        (VoteForm, FORM_WORDS),
        (Mode, MODE_WORDS),
        (UnitType, UNIT_TYPE_WORDS),
        (Severity, SEVERITY_WORDS),
        (Seen, SEEN_WORDS),
        (OnlineReason, REASON_WORDS),
    ],
)
def test_every_member_of_a_vocabulary_has_a_word(vocabulary, words):
    assert set(words) == set(vocabulary)
