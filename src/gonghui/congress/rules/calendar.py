"""Terms and due days: materials, publication, filing, layoffs, the length of a term. Dates are local days."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.kinds import ExtensionApproval, UnitType
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import (
    CANDIDATE_PUBLICITY,
    ENFORCE_AUTHORITY_DAYS,
    ENFORCE_UNION_DAYS,
    EXTENSION_APPROVAL,
    EXTENSION_MONTHS,
    FILE_UPPER_WD,
    MATERIALS_DAYS,
    PER_YEAR_MIN,
    PUBLISH_DAYS,
    PUBLISH_MIN_DAYS,
    REDUCE_DAYS,
    REDUCE_SHARE,
    REDUCE_STAFF,
    TERM_YEARS,
)
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

#: Gives the n-th working day after a day; the day itself never counts.
AddWorkdays: TypeAlias = Callable[[date, int], date]
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` up to, not including, `end`. Raises: ValueError when it ends before it starts."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError("a period cannot end before it starts")

    @property
    def last_day(self) -> date:
        """The last day inside the period."""
        return self.end - timedelta(days=1)

    def holds(self, day: date) -> bool:
        """Say whether the day lies in the period."""
        return self.start <= day < self.end


def add_months(day: date, months: int) -> date:
    """Return the same day `months` later, or the last day of that month when it is shorter.

    Source: 民法典 202 (a term in months ends on the corresponding day, or the last of the month).
    """
    year, month = divmod(day.month - 1 + months, _MONTHS)
    year, month = day.year + year, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def materials_due(pack: Pack, opens_on: date) -> date:
    """Return the last day on which written materials may reach delegates.

    Source: 上海市职工代表大会条例 30; 河南省企业职工民主权利保障条例 19.
    """
    return opens_on - timedelta(days=pack[MATERIALS_DAYS])


def check_materials(pack: Pack, *, opens_on: date, served_on: date | None, unreached: int = 0) -> Finding:
    """Check that every paper reached every delegate in time.

    `served_on` is the latest day on which a paper was served, None while there is none; `unreached` counts the
    delegates who have not got all of them.
    Source: 上海市职工代表大会条例 30.
    """
    due = materials_due(pack, opens_on)
    limit = say(_("不晚于 %(due)s"), due=due.isoformat())
    if served_on is None:
        sentence = say(_("会议材料尚未送达，应当在会议召开 %(days)s 日前送交代表"), days=pack[MATERIALS_DAYS])
    elif unreached:
        sentence = say(_("还有 %(count)s 名代表没有收到全部会议材料"), count=unreached)
    elif served_on > due:
        sentence = say(
            _("会议材料于 %(served)s 送达，晚于会议召开 %(days)s 日前的 %(due)s"),
            served=served_on.isoformat(),
            days=pack[MATERIALS_DAYS],
            due=due.isoformat(),
        )
    else:
        sentence = say(_("会议材料已于 %(served)s 送达全体代表"), served=served_on.isoformat())
    return judge(
        pack,
        MATERIALS_DAYS.rule,
        served_on is not None and served_on <= due and not unreached,
        sentence,
        way_out=say(
            _("请在 %(due)s 前送达全部材料，或推迟会议；确需如期召开的，写明理由由工会主席签字"), due=due.isoformat()
        ),
        actual="" if served_on is None else served_on.isoformat(),
        limit=limit,
    )


def publication_due(pack: Pack, closed_on: date) -> date:
    """Return the last day for publishing resolutions to all staff after closing.

    Source: 上海市职工代表大会条例 32 (after closing; the number of days is the pack's).
    """
    return closed_on + timedelta(days=pack[PUBLISH_DAYS])


def publication_window(pack: Pack, published_on: date) -> Period:
    """Return the days on which a publication must stay up, from the day it went up."""
    return Period(published_on, published_on + timedelta(days=pack[PUBLISH_MIN_DAYS]))


def check_publication(pack: Pack, *, closed_on: date, window: Period) -> tuple[Finding, ...]:
    """Check that resolutions are published in time and stay up long enough. Source: 上海市职工代表大会条例 32."""
    due = publication_due(pack, closed_on)
    days = (window.end - window.start).days
    return (
        judge(
            pack,
            PUBLISH_DAYS.rule,
            window.start <= due,
            say(_("闭会后 %(days)s 日内向全体职工公布，最晚 %(due)s"), days=pack[PUBLISH_DAYS], due=due.isoformat()),
            way_out=say(_("请立即公布，并说明迟延原因")),
            actual=window.start.isoformat(),
        ),
        judge(
            pack,
            PUBLISH_MIN_DAYS.rule,
            days >= pack[PUBLISH_MIN_DAYS],
            say(
                _("公布 %(days)s 日，应当不少于 %(least)s 日"),
                days=days,
                least=pack[PUBLISH_MIN_DAYS],
            ),
            way_out=say(
                _("请把公布期延长到 %(until)s"), until=publication_window(pack, window.start).last_day.isoformat()
            ),
            actual=str(days),
        ),
    )


def filing_due(pack: Pack, closed_on: date, add_workdays: AddWorkdays) -> date:
    """Return the last day for reporting the meeting to the superior union, counted in working days after closing.

    Source: 上海市职工代表大会条例 37.
    """
    return add_workdays(closed_on, pack[FILE_UPPER_WD])


def check_filing(
    pack: Pack, *, closed_on: date, sent_on: date | None, today: date, add_workdays: AddWorkdays
) -> Finding:
    """Check the report to the superior union: kept while the term still runs or once it was sent in time.

    Source: 上海市职工代表大会条例 37.
    """
    due = filing_due(pack, closed_on, add_workdays)
    if sent_on is not None and sent_on > due:
        sentence = say(_("于 %(sent)s 报告上一级工会，晚于期限 %(due)s"), sent=sent_on.isoformat(), due=due.isoformat())
    elif sent_on is not None:
        sentence = say(_("已于 %(sent)s 报告上一级工会"), sent=sent_on.isoformat())
    elif today > due:
        sentence = say(_("报告上一级工会的期限 %(due)s 已过"), due=due.isoformat())
    else:
        sentence = say(
            _("应当在闭会之日起 %(days)s 个工作日内（%(due)s 前）报告上一级工会"),
            days=pack[FILE_UPPER_WD],
            due=due.isoformat(),
        )
    return judge(
        pack,
        FILE_UPPER_WD.rule,
        (sent_on or today) <= due,
        sentence,
        way_out=say(_("请立即报送会议情况，并说明迟报原因")),
        limit=say(_("不晚于 %(due)s"), due=due.isoformat()),
    )


def term_period(starts_on: date, years: int) -> Period:
    """Return the days of a term of office, the last one excluded."""
    return Period(starts_on, add_months(starts_on, years * _MONTHS))


def check_term(pack: Pack, years: int) -> Finding:
    """Check the length of a term in years. Source: 上海市职工代表大会条例 22; 河南省企业职工民主权利保障条例 19."""
    lengths = pack[TERM_YEARS]
    permitted = "、".join(str(number) for number in sorted(lengths))
    return judge(
        pack,
        TERM_YEARS.rule,
        years in lengths,
        say(_("届期 %(years)s 年，可以是 %(permitted)s 年"), years=years, permitted=permitted),
        way_out=say(_("请把届期改为 %(permitted)s 年"), permitted=permitted),
        actual=str(years),
    )


def check_extension(pack: Pack, *, ends_on: date, extended_to: date, approved: bool) -> tuple[Finding, ...]:
    """Check a late renewal: its length, and that whoever must agree has agreed.

    `ends_on` is the first day after the term, `extended_to` the first day after the extension.
    Source: 上海市职工代表大会条例 22; 浙江省企业民主管理条例 14.
    """
    latest = add_months(ends_on, pack[EXTENSION_MONTHS])
    approver = {
        ExtensionApproval.NONE: _("延期换届无须另行批准"),
        ExtensionApproval.CONGRESS_OR_AUTHORISED: _("延期换届应当经职工代表大会或者其授权同意"),
        ExtensionApproval.UPPER_UNION: _("延期换届应当书面报上一级工会同意"),
    }[pack[EXTENSION_APPROVAL]]
    return (
        judge(
            pack,
            EXTENSION_MONTHS.rule,
            extended_to <= latest,
            say(
                _("延期换届不得超过 %(months)s 个月，最晚 %(latest)s"),
                months=pack[EXTENSION_MONTHS],
                latest=latest.isoformat(),
            ),
            way_out=say(_("请在 %(latest)s 前完成换届"), latest=latest.isoformat()),
            actual=extended_to.isoformat(),
        ),
        judge(
            pack,
            EXTENSION_APPROVAL.rule,
            approved or pack[EXTENSION_APPROVAL] is ExtensionApproval.NONE,
            say(approver),
            way_out=say(_("请先取得书面同意并上传")),
        ),
    )


def check_yearly(pack: Pack, unit_type: UnitType, held: int) -> Finding:
    """Check how many meetings a year were held. Source: 上海市职工代表大会条例 22; 城镇集体所有制企业条例 29."""
    least = pack[PER_YEAR_MIN].for_type(unit_type)
    return judge(
        pack,
        PER_YEAR_MIN.rule,
        held >= least,
        say(_("本年度已召开 %(held)s 次，每年至少 %(least)s 次"), held=held, least=least),
        way_out=say(_("请在年内安排会议")),
        actual=str(held),
    )


def candidate_publicity_end(pack: Pack, posted_on: date, add_workdays: AddWorkdays) -> date:
    """Return the last day on which delegate candidates stay posted."""
    return add_workdays(posted_on, pack[CANDIDATE_PUBLICITY])


def layoff_notice_applies(pack: Pack, *, staff: int, laid_off: int) -> bool:
    """Say whether a reduction is one that must be explained beforehand. Source: 劳动合同法 41."""
    return laid_off >= pack[REDUCE_STAFF] or (laid_off > 0 and pack[REDUCE_SHARE].is_met(laid_off, staff))


def layoff_explained_by(pack: Pack, effective_on: date) -> date:
    """Return the last day for explaining a reduction to the union or all staff. Source: 劳动合同法 41."""
    return effective_on - timedelta(days=pack[REDUCE_DAYS])


def correction_due(pack: Pack, ordered_on: date, *, by_authority: bool) -> date:
    """Return by when a breach must be mended after the union's opinion or the authority's order.

    Source: 上海市职工代表大会条例 46.
    """
    days = pack[ENFORCE_AUTHORITY_DAYS] if by_authority else pack[ENFORCE_UNION_DAYS]
    return ordered_on + timedelta(days=days)


def remaining(due: date, today: date) -> Text:
    """Say how many days are left: 还有 3 天, 今天到期, 已逾期 2 天."""
    days = (due - today).days
    if days > 0:
        return say(_("还有 %(days)s 天"), days=days)
    return say(_("今天到期")) if days == 0 else say(_("已逾期 %(days)s 天"), days=-days)
