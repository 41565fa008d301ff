"""The joint meeting (联席会议) between sessions: who calls it, what it keeps off, what it owes the next congress."""

from gonghui.congress.rules.agenda import ItemPlan
from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.kinds import POWER_WORDS, CongressPower, Severity
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import JOINT_BY_UNION, JOINT_FORBID, JOINT_REPORT
from gonghui.congress.rules.text import mark as _
from gonghui.congress.rules.text import say

#: The matter under which a congress hears of joint meetings.
UNION_REPORT = "M-REPORT-UNION"


def check_joint_item(pack: Pack, power: CongressPower) -> Finding:
    """Check that a joint meeting keeps off what belongs to the congress.

    Source: 上海市职工代表大会条例 25; 河南省企业职工民主权利保障条例 21.
    """
    return judge(
        pack,
        JOINT_FORBID.rule,
        power not in pack[JOINT_FORBID],
        say(_("联席会议不得处理应当由职工代表大会%(power)s的事项"), power=say(POWER_WORDS[power])),
        way_out=say(_("请提交职工代表大会；情况紧急的，可以临时召开大会")),
    )


def check_joint_call(pack: Pack, *, called_by_union: bool) -> Finding:
    """Check who called the joint meeting. Source: 上海市职工代表大会条例 25; 河南省企业职工民主权利保障条例 21."""
    return judge(
        pack,
        JOINT_BY_UNION.rule,
        called_by_union or not pack[JOINT_BY_UNION],
        say(_("联席会议由工会负责召集")),
        way_out=say(_("请由工会发出召集通知")),
    )


def check_joint_members(pack: Pack, *, called: int, known: int) -> Finding:
    """Check that nobody who belongs to a joint meeting was left out, by number.

    `known` counts the heads of delegations and committees and the presidium, each person once; the members of the
    union's committee come on top. Source: 上海市职工代表大会条例 25.
    """
    return judge(
        pack,
        JOINT_BY_UNION.rule,
        called >= known or not pack[JOINT_BY_UNION],
        say(
            _("代表团（组）长、专门小组（委员会）负责人和主席团成员共 %(known)s 人，应到只有 %(called)s 人"),
            known=known,
            called=called,
        ),
        way_out=say(_("请通知上述人员和工会委员会委员全部参加")),
        actual=str(called),
        severity=Severity.WARN,
    )


def check_joint_report(pack: Pack, items: tuple[ItemPlan, ...], *, unreported: int) -> Finding:
    """Check that the agenda reports the joint meetings of which no congress has heard yet; `unreported` counts them.

    Source: 上海市职工代表大会条例 10, 25; 河南省企业职工民主权利保障条例 21.
    """
    reported = any(item.matter == UNION_REPORT for item in items)
    return judge(
        pack,
        JOINT_REPORT.rule,
        unreported == 0 or reported or not pack[JOINT_REPORT],
        say(_("联席会议 %(count)s 次的处理结果还没有向职工代表大会报告"), count=unreported),
        way_out=say(_("请把联席会议协商处理事项列入大会议程")),
        actual=str(unreported),
    )
