"""The delegates as a body: how many, how many managers, front-line, women, dispatched, disabled."""

from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.formula import Seats
from gonghui.congress.rules.kinds import DispatchRule, MainBody, Severity, UnitType
from gonghui.congress.rules.majority import Bound
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import (
    COUNT_EXTRA,
    COUNT_RULE,
    DISABLED_FACTOR,
    DISPATCH,
    FRONTLINE_MIN,
    GROUP_RELAX,
    MAIN_BODY,
    MANAGER_MAX,
    MIN_STAFF,
    WOMEN_FACTOR,
)
from gonghui.congress.rules.people import Category, Mix, Workforce, mix_of
from gonghui.congress.rules.regional import check_regional
from gonghui.congress.rules.text import Text, say, share_words
from gonghui.congress.rules.text import mark as _

__all__ = [
    "Category",
    "Mix",
    "Workforce",
    "check_composition",
    "check_form",
    "manager_room",
    "mix_of",
    "room_words",
    "seats_for",
    "women_needed",
]


def seats_for(pack: Pack, staff: int) -> Seats:
    """Return how many delegates a staff of this size has at least, with the unit's own extra seats.

    Raises: ValueError for a staff below 1.
    Source: 上海市职工代表大会条例 21; 浙江省企业民主管理条例 10; 河南省企业职工民主权利保障条例 18.
    """
    seats = pack[COUNT_RULE].seats(staff)
    return Seats(floor=seats.floor + pack[COUNT_EXTRA], cap=seats.cap)


def check_form(pack: Pack, staff: int, *, general_meeting: bool) -> Finding:
    """Check the form by headcount: a congress of delegates, or a general meeting of all staff.

    Source: 上海市职工代表大会条例 4; 浙江省企业民主管理条例 7; 河南省企业职工民主权利保障条例 8.
    """
    return judge(
        pack,
        MIN_STAFF.rule,
        not general_meeting or staff < pack[MIN_STAFF],
        say(
            _("职工 %(staff)s 人；%(least)s 人以上应当召开职工代表大会，不足的一般召开职工大会"),
            staff=staff,
            least=pack[MIN_STAFF],
        ),
        way_out=say(_("请改为召开职工代表大会，先选举职工代表")),
        actual=str(staff),
    )


def check_composition(pack: Pack, workforce: Workforce, mix: Mix) -> tuple[Finding, ...]:
    """Check the body of delegates rule by rule, in the order of the table; where all staff meet, there is none.

    Source: 上海市职工代表大会条例 16, 21, 41; 浙江省企业民主管理条例 10, 11, 18; 河南省企业职工民主权利保障条例 18.
    """
    if workforce.is_general_meeting:
        return ()
    if workforce.unit_type is UnitType.REGIONAL:
        return check_regional(pack, mix)
    findings = [
        _check_count(pack, workforce, mix),
        _check_managers(pack, workforce, mix),
        _check_main_body(pack, workforce, mix),
        _check_women(pack, workforce, mix),
        _check_dispatched(pack, workforce, mix),
    ]
    if workforce.concentrates_disabled:
        findings.append(_check_disabled(pack, workforce, mix))
    return tuple(findings)


def manager_room(pack: Pack, mix: Mix, *, planned: int | None = None) -> int:
    """Return how many more managers the list takes, never below 0, counted of the planned number of delegates.

    While the list is still short of the plan the plan is the base; beyond it the list itself.
    """
    base = max(mix.total, planned or 0)
    return max(0, pack[MANAGER_MAX].most(base) - mix.managers)


def room_words(room: int) -> Text:
    """Say the room that is left: 还可增加 2 人, 已到上限."""
    return say(_("还可增加 %(room)s 人"), room=room) if room else say(_("已到上限，不能再增加"))


def women_needed(pack: Pack, workforce: Workforce, total: int) -> int:
    """Return how many women the law expects among `total` delegates, rounded up."""
    return _matching(pack[WOMEN_FACTOR], workforce.women, workforce.staff, total)


def _check_count(pack: Pack, workforce: Workforce, mix: Mix) -> Finding:
    seats = seats_for(pack, workforce.staff)
    if mix.total < seats.floor:
        way_out = say(_("请再选举 %(count)s 名职工代表"), count=seats.floor - mix.total)
    else:
        way_out = say(_("请减少到 %(cap)s 名以内"), cap=seats.cap or mix.total)
    limit = (
        say(_("不少于 %(floor)s 名"), floor=seats.floor)
        if seats.cap is None
        else say(_("%(floor)s 至 %(cap)s 名"), floor=seats.floor, cap=seats.cap)
    )
    return judge(
        pack,
        COUNT_RULE.rule,
        seats.allows(mix.total),
        say(
            _("职工 %(staff)s 人，职工代表%(limit)s，现有 %(total)s 名"),
            staff=workforce.staff,
            limit=limit,
            total=mix.total,
        ),
        way_out=way_out,
        actual=str(mix.total),
        limit=limit,
    )


def _check_managers(pack: Pack, workforce: Workforce, mix: Mix) -> Finding:
    relaxed = workforce.is_large_group and pack[GROUP_RELAX]
    bound = pack[MANAGER_MAX]
    return judge(
        pack,
        MANAGER_MAX.rule,
        bound.is_met(mix.managers, mix.total),
        _share_sentence(
            _("管理人员代表 %(actual)s，%(limit)s；跨地区、跨行业的大型集团可以适当提高")
            if relaxed
            else _("管理人员代表 %(actual)s，%(limit)s"),
            mix.managers,
            mix.total,
            bound,
        ),
        way_out=say(
            _("请减少 %(count)s 名管理人员代表，或增加一线职工代表"), count=mix.managers - bound.most(mix.total)
        ),
        actual=share_words(mix.managers, mix.total),
        limit=bound.words(),
        severity=Severity.WARN if relaxed else None,
    )


def _check_main_body(pack: Pack, workforce: Workforce, mix: Mix) -> Finding:
    bound = pack[FRONTLINE_MIN].for_type(workforce.unit_type)
    professional = workforce.is_professional or (pack[MAIN_BODY].for_type(workforce.unit_type) is MainBody.PROFESSIONAL)
    part = mix.professionals if professional else mix.frontline
    sentence = (
        _("专业技术人员代表 %(actual)s，应当为主体（%(limit)s）")
        if professional
        else _("一线职工代表 %(actual)s，应当为主体（%(limit)s）")
    )
    way_out = (
        say(_("请把 %(count)s 个名额调整给专业技术人员"), count=bound.least(mix.total) - part)
        if professional
        else say(_("请把 %(count)s 个名额调整给一线职工"), count=bound.least(mix.total) - part)
    )
    return judge(
        pack,
        FRONTLINE_MIN.rule,
        bound.is_met(part, mix.total),
        _share_sentence(sentence, part, mix.total, bound),
        way_out=way_out,
        actual=share_words(part, mix.total),
        limit=bound.words(),
    )


def _check_women(pack: Pack, workforce: Workforce, mix: Mix) -> Finding:
    needed = women_needed(pack, workforce, mix.total)
    return judge(
        pack,
        WOMEN_FACTOR.rule,
        mix.women >= needed,
        say(
            _("女职工代表 %(actual)s，女职工占职工 %(staff)s，按比例应有 %(needed)s 名"),
            actual=share_words(mix.women, mix.total),
            staff=share_words(workforce.women, workforce.staff),
            needed=needed,
        ),
        way_out=say(_("请把 %(count)s 个名额调整给女职工"), count=needed - mix.women),
        actual=share_words(mix.women, mix.total),
        limit=say(_("不少于 %(floor)s 名"), floor=needed),
    )


def _check_dispatched(pack: Pack, workforce: Workforce, mix: Mix) -> Finding:
    rule = pack[DISPATCH]
    sentence = {
        DispatchRule.OFF: _("本地规定未要求劳务派遣职工的代表比例；派遣职工 %(staff)s 人，代表 %(count)s 名"),
        DispatchRule.OBSERVE: _("派遣职工 %(staff)s 人，应当有适当比例的派遣职工列席会议；正式代表 %(count)s 名"),
        DispatchRule.REPRESENT: _("派遣职工 %(staff)s 人，应当有适当比例的代表；现有 %(count)s 名"),
    }[rule]
    return judge(
        pack,
        DISPATCH.rule,
        rule is not DispatchRule.REPRESENT or workforce.dispatched == 0 or mix.dispatched > 0,
        say(sentence, staff=workforce.dispatched, count=mix.dispatched),
        way_out=say(_("请在选区名额中安排劳务派遣职工代表")),
        actual=str(mix.dispatched),
    )


def _check_disabled(pack: Pack, workforce: Workforce, mix: Mix) -> Finding:
    needed = _matching(pack[DISABLED_FACTOR], workforce.disabled, workforce.staff, mix.total)
    return judge(
        pack,
        DISABLED_FACTOR.rule,
        mix.disabled >= needed,
        say(_("残疾职工代表 %(count)s 名，按比例应有 %(needed)s 名"), count=mix.disabled, needed=needed),
        way_out=say(_("请把 %(count)s 个名额调整给残疾职工"), count=needed - mix.disabled),
        actual=share_words(mix.disabled, mix.total),
        limit=say(_("不少于 %(floor)s 名"), floor=needed),
    )


def _share_sentence(template: str, part: int, whole: int, bound: Bound) -> Text:
    return say(template, actual=share_words(part, whole), limit=bound.words())


def _matching(factor: Bound, group: int, staff: int, total: int) -> int:
    """Return the least number of `total` that matches `factor` times the group's share of the staff."""
    return Bound(num=factor.num * group, den=factor.den * max(staff, 1), op=factor.op).least(total)
