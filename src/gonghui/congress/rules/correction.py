"""Putting a breach right: the union's demand, the opinion of the union above, its advice to an authority."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from gonghui.congress.rules.calendar import correction_due
from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import ENFORCE_UNION_DAYS
from gonghui.congress.rules.text import mark as _
from gonghui.congress.rules.text import say


class PaperKind(StrEnum):
    """A paper that asks for a correction, in the order in which they may follow each other."""

    DEMAND = "DEMAND"
    OPINION = "OPINION"
    ADVICE = "ADVICE"


PAPER_WORDS: Mapping[PaperKind, str] = MappingProxyType(
    {
        PaperKind.DEMAND: _("要求纠正书"),
        PaperKind.OPINION: _("整改意见书"),
        PaperKind.ADVICE: _("处理建议书"),
    }
)


def next_kind(issued: tuple[PaperKind, ...]) -> PaperKind | None:
    """Return the paper that may follow those already issued, None after the last."""
    left = [kind for kind in PaperKind if kind not in issued]
    return left[0] if left else None


def paper_due(pack: Pack, kind: PaperKind, issued_on: date, *, asked: date | None) -> date | None:
    """Return by when a paper wants what it asks for: the law's day for opinion and advice, the union's for a demand.

    Source: 上海市职工代表大会条例 33 (no days), 46 (ninety days, thirty days).
    """
    if kind is PaperKind.DEMAND:
        return asked
    return correction_due(pack, issued_on, by_authority=kind is PaperKind.ADVICE)


def check_advice(pack: Pack, *, opinion_due: date, today: date) -> Finding:
    """Check that an authority is called on only after the term of the opinion has run out.

    Source: 上海市职工代表大会条例 46.
    """
    return judge(
        pack,
        ENFORCE_UNION_DAYS.rule,
        today > opinion_due,
        say(_("整改期限到 %(due)s 为止，逾期不改正的，才提出处理建议书"), due=opinion_due.isoformat()),
        way_out=say(_("请先督促单位在期限内改正")),
        limit=say(_("晚于 %(due)s"), due=opinion_due.isoformat()),
    )


def check_mended(pack: Pack, kind: PaperKind, *, due: date, mended_on: date | None, today: date) -> Finding:
    """Check that a breach was mended within the term of an opinion or of an advice; `kind` says which.

    Source: 上海市职工代表大会条例 46.
    """
    day = mended_on or today
    if kind is PaperKind.ADVICE:
        way_out = _("可以由上级总工会按规定把逾期情况纳入公共信用信息服务平台")
    else:
        way_out = _("可以由上级总工会向有关主管部门提出工会劳动法律监督处理建议书")
    return judge(
        pack,
        ENFORCE_UNION_DAYS.rule,
        day <= due,
        say(_("应当在 %(due)s 前改正，已经逾期 %(days)s 天"), due=due.isoformat(), days=(day - due).days)
        if day > due
        else say(_("应当在 %(due)s 前改正"), due=due.isoformat()),
        way_out=say(way_out),
        limit=say(_("不晚于 %(due)s"), due=due.isoformat()),
    )
