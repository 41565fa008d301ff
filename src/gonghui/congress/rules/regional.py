"""Delegates of a regional or industry congress: how many, managers, front-line."""

from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.majority import Bound
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import REGIONAL_FRONTLINE_MIN, REGIONAL_MANAGER_MAX, REGIONAL_MIN
from gonghui.congress.rules.people import Mix
from gonghui.congress.rules.text import Text, say, share_words
from gonghui.congress.rules.text import mark as _


def check_regional(pack: Pack, mix: Mix) -> tuple[Finding, ...]:
    """Check the number and mix of the delegates of a regional or industry congress.

    Source: 上海市职工代表大会条例 41; 浙江省企业民主管理条例 18.
    """
    managers, frontline, least = pack[REGIONAL_MANAGER_MAX], pack[REGIONAL_FRONTLINE_MIN], pack[REGIONAL_MIN]
    rule = REGIONAL_MIN.rule
    return (
        judge(
            pack,
            rule,
            mix.total >= least,
            say(_("区域、行业职代会代表 %(total)s 名，不得少于 %(least)s 名"), total=mix.total, least=least),
            way_out=say(_("请再选举 %(count)s 名职工代表"), count=least - mix.total),
            actual=str(mix.total),
            limit=say(_("不少于 %(floor)s 名"), floor=least),
        ),
        judge(
            pack,
            rule,
            managers.is_met(mix.managers, mix.total),
            _share_sentence(_("企业经营管理者代表 %(actual)s，%(limit)s"), mix.managers, mix.total, managers),
            way_out=say(
                _("请减少 %(count)s 名管理人员代表，或增加一线职工代表"),
                count=mix.managers - managers.most(mix.total),
            ),
            actual=share_words(mix.managers, mix.total),
            limit=managers.words(),
        ),
        judge(
            pack,
            rule,
            frontline.is_met(mix.frontline, mix.total),
            _share_sentence(_("一线职工代表 %(actual)s，%(limit)s"), mix.frontline, mix.total, frontline),
            way_out=say(_("请把 %(count)s 个名额调整给一线职工"), count=frontline.least(mix.total) - mix.frontline),
            actual=share_words(mix.frontline, mix.total),
            limit=frontline.words(),
        ),
    )


def _share_sentence(template: str, part: int, whole: int, bound: Bound) -> Text:
    return say(template, actual=share_words(part, whole), limit=bound.words())
