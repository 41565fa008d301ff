"""What follows from a congress: who may vote, how long a mandate runs, what binds, what must be put right."""

from gonghui.congress.rules.calendar import Period
from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.kinds import CongressPower
from gonghui.congress.rules.pack import Matter, Pack
from gonghui.congress.rules.parameters import (
    BRANCH_CONGRESS,
    CHANGE_NEEDS_VOTE,
    OBSERVER_VOTES,
    POWER_FIXED,
    STANDING,
    WRITTEN_CORRECTION,
)
from gonghui.congress.rules.text import mark as _
from gonghui.congress.rules.text import say


def check_vote_right(pack: Pack, *, is_full_delegate: bool) -> Finding:
    """Check that somebody may vote and elect: observers and guests may not.

    Source: 上海市职工代表大会条例 21; 浙江省企业民主管理条例 11.
    """
    return judge(
        pack,
        OBSERVER_VOTES.rule,
        is_full_delegate or pack[OBSERVER_VOTES],
        say(_("列席代表和特邀代表没有表决权和选举权")),
        way_out=say(_("可以发言和提出意见；表决由正式代表进行")),
    )


def check_mandate(pack: Pack, *, mandate: Period, term: Period) -> Finding:
    """Check that a mandate ends with its term; a by-election starts it later, never lets it run longer.

    Source: 上海市职工代表大会条例 15; 浙江省企业民主管理条例 9; 河南省企业职工民主权利保障条例 15.
    """
    return judge(
        pack,
        STANDING.rule,
        (term.start <= mandate.start and mandate.end == term.end) or not pack[STANDING],
        say(_("职工代表实行常任制，任期与职工代表大会届期相同，到 %(last)s 为止"), last=term.last_day.isoformat()),
        way_out=say(_("请把代表任期改为与届期一致")),
        actual=mandate.last_day.isoformat(),
    )


def check_binding(pack: Pack, matter: Matter, *, passed: bool) -> Finding:
    """Check that a decision on a matter reserved for approval binds the staff: only what the congress passed does.

    Source: 上海市职工代表大会条例 33; 工会法 20.
    """
    reserved = matter.power in (CongressPower.REVIEW_APPROVE, CongressPower.REVIEW_DECIDE)
    return judge(
        pack,
        POWER_FIXED.rule,
        passed or not reserved or not pack[POWER_FIXED],
        say(_("“%(title)s”未经职工代表大会审议通过的，对本单位职工不具有约束力"), title=matter.title),
        way_out=say(_("请依照程序提交职工代表大会审议通过")),
    )


def check_change(pack: Pack, *, voted_again: bool) -> Finding:
    """Check that a resolution is changed only by a new vote of the congress.

    Source: 上海市职工代表大会条例 34; 河南省企业职工民主权利保障条例 12.
    """
    return judge(
        pack,
        CHANGE_NEEDS_VOTE.rule,
        voted_again or not pack[CHANGE_NEEDS_VOTE],
        say(_("职工代表大会审议通过的事项，未经大会重新审议通过不得变更")),
        way_out=say(_("请把变更事项提交职工代表大会重新审议表决")),
    )


def check_correction(pack: Pack, *, demanded_in_writing: bool, answered_in_writing: bool) -> Finding:
    """Check a demand of the union to put something right, and the unit's answer: both in writing.

    Source: 上海市职工代表大会条例 33; 工会法 20.
    """
    return judge(
        pack,
        WRITTEN_CORRECTION.rule,
        (demanded_in_writing and answered_in_writing) or not pack[WRITTEN_CORRECTION],
        say(_("工会以书面形式要求纠正，单位应当纠正并书面答复")),
        way_out=say(_("请上传工会的纠正要求和单位的书面答复"))
        if not demanded_in_writing
        else say(_("请督促单位书面答复；不予纠正的，报告上级工会")),
    )


def check_branches(pack: Pack, *, without: tuple[str, ...]) -> Finding:
    """Check that branches have a congress of their own; `without` names those that have none.

    Source: 上海市职工代表大会条例 26.
    """
    titles = "、".join(without)
    return judge(
        pack,
        BRANCH_CONGRESS.rule,
        not without or not pack[BRANCH_CONGRESS],
        say(_("还没有建立职工代表大会制度的分公司（厂）、分院（校）：%(titles)s"), titles=titles)
        if without
        else say(_("分公司（厂）、分院（校）都已建立职工代表大会制度")),
        way_out=say(_("请帮助这些单位建立职工代表大会制度")),
    )
