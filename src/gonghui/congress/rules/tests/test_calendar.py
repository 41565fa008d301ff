"""Due days: half-open periods, calendar days and working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.calendar import (
    Period,
    add_months,
    candidate_publicity_end,
    check_extension,
    check_filing,
    check_materials,
    check_publication,
    check_term,
    check_yearly,
    correction_due,
    filing_due,
    layoff_explained_by,
    layoff_notice_applies,
    materials_due,
    publication_due,
    publication_window,
    remaining,
    term_period,
)
from gonghui.congress.rules.kinds import UnitType
from gonghui.congress.rules.tests.examples import CN, HN, SH, TJ, words

OPENS = date(2026, 12, 10)
CLOSED = date(2026, 12, 11)


def _workdays(start: date, count: int) -> date:
    """Count Mondays to Fridays, as a calendar without holidays does."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


@pytest.mark.parametrize(
    ("served", "ok"), [(date(2026, 12, 3), True), (date(2026, 12, 4), False), (date(2026, 11, 1), True)]
)
def test_materials_reach_delegates_seven_days_before(served, ok):
    assert materials_due(SH, OPENS) == date(2026, 12, 3)
    found = check_materials(SH, opens_on=OPENS, served_on=served)
    assert found.ok is ok
    assert found.needs_reason is not ok


@pytest.mark.parametrize(
    ("served", "unreached", "sentence"),
    [
        (None, 0, "会议材料尚未送达，应当在会议召开 7 日前送交代表"),
        (date(2026, 12, 1), 3, "还有 3 名代表没有收到全部会议材料"),
        (date(2026, 12, 5), 0, "会议材料于 2026-12-05 送达，晚于会议召开 7 日前的 2026-12-03"),
        (date(2026, 12, 1), 0, "会议材料已于 2026-12-01 送达全体代表"),
    ],
)
def test_materials_are_told_in_a_sentence(served, unreached, sentence):
    found = check_materials(SH, opens_on=OPENS, served_on=served, unreached=unreached)
    assert str(found.sentence) == sentence
    assert str(found.limit) == "不晚于 2026-12-03"
    assert found.ok or "请在 2026-12-03 前送达全部材料" in words(found)


def test_resolutions_are_published_in_time_and_stay_up():
    assert publication_due(SH, CLOSED) == date(2026, 12, 18)
    window = publication_window(SH, date(2026, 12, 14))
    assert (window, window.last_day) == (Period(date(2026, 12, 14), date(2026, 12, 21)), date(2026, 12, 20))
    assert [one.ok for one in check_publication(SH, closed_on=CLOSED, window=window)] == [True, True]
    late = Period(date(2026, 12, 19), date(2026, 12, 22))
    in_time, stays = check_publication(SH, closed_on=CLOSED, window=late)
    assert "最晚 2026-12-18｜请立即公布" in words(in_time)
    assert "公布 3 日，应当不少于 7 日｜请把公布期延长到 2026-12-25" in words(stays)


def test_a_period_holds_its_first_day_and_not_its_end():
    period = Period(date(2026, 1, 1), date(2026, 1, 3))
    assert [period.holds(date(2026, 1, day)) for day in (1, 2, 3)] == [True, True, False]
    assert not period.holds(date(2025, 12, 31))
    with pytest.raises(ValueError, match="before it starts"):
        Period(date(2026, 1, 2), date(2026, 1, 1))


def test_the_superior_union_hears_within_seven_working_days():
    # Friday the 11th: the working days 14–18, 21, 22.
    assert filing_due(SH, CLOSED, _workdays) == date(2026, 12, 22)


@pytest.mark.parametrize(
    ("sent", "today", "ok", "sentence"),
    [
        (None, date(2026, 12, 22), True, "应当在闭会之日起 7 个工作日内（2026-12-22 前）报告上一级工会"),
        (None, date(2026, 12, 23), False, "报告上一级工会的期限 2026-12-22 已过"),
        (date(2026, 12, 15), date(2027, 1, 5), True, "已于 2026-12-15 报告上一级工会"),
        (date(2026, 12, 23), date(2027, 1, 5), False, "于 2026-12-23 报告上一级工会，晚于期限 2026-12-22"),
    ],
)
def test_the_report_upwards_is_told_in_a_sentence(sent, today, ok, sentence):
    found = check_filing(SH, closed_on=CLOSED, sent_on=sent, today=today, add_workdays=_workdays)
    assert (found.ok, str(found.sentence)) == (ok, sentence)
    assert "第三十七条" in words(found)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_on_the_same_day_or_the_last(day, months, expected):
    assert add_months(day, months) == expected


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_more_months_are_never_earlier(day, months, more):
    assert add_months(day, months + more) >= add_months(day, months)


@pytest.mark.parametrize(
    ("pack", "years", "ok"), [(SH, 3, True), (SH, 4, True), (SH, 5, True), (SH, 6, False), (HN, 4, False)]
)
def test_a_term_has_a_lawful_length(pack, years, ok):
    found = check_term(pack, years)
    assert found.ok is ok
    assert ok or "请把届期改为 3、" in words(found)


def test_a_term_runs_to_the_day_before_its_anniversary():
    assert term_period(date(2026, 5, 1), 5).last_day == date(2031, 4, 30)


def test_an_extension_is_a_year_at_most_and_agreed_to():
    ends = date(2026, 5, 1)
    kept = check_extension(SH, ends_on=ends, extended_to=date(2027, 5, 1), approved=False)
    assert [one.ok for one in kept] == [True, True]
    broken = check_extension(TJ, ends_on=ends, extended_to=date(2027, 5, 2), approved=False)
    assert "延期换届不得超过 12 个月，最晚 2027-05-01｜请在 2027-05-01 前完成换届" in words(broken[0])
    assert "应当书面报上一级工会同意｜请先取得书面同意并上传" in words(broken[1])
    assert check_extension(TJ, ends_on=ends, extended_to=ends, approved=True)[1].ok
    assert "职工代表大会或者其授权" in words(check_extension(CN, ends_on=ends, extended_to=ends, approved=False)[1])


@pytest.mark.parametrize(
    ("pack", "unit_type", "held", "ok"),
    [
        (SH, UnitType.PRIVATE, 1, True),
        (SH, UnitType.PRIVATE, 0, False),
        (SH, UnitType.COLLECTIVE, 1, False),
        (CN, UnitType.STATE, 2, True),
    ],
)
def test_the_congress_meets_every_year(pack, unit_type, held, ok):
    found = check_yearly(pack, unit_type, held)
    assert found.ok is ok
    assert ok or "请在年内安排会议" in words(found)


def test_candidates_stay_posted_for_five_working_days():
    assert candidate_publicity_end(SH, CLOSED, _workdays) == date(2026, 12, 18)


@pytest.mark.parametrize(
    ("staff", "laid_off", "applies"),
    [(1000, 20, True), (1000, 19, False), (100, 10, True), (100, 9, False), (0, 0, False), (5, 0, False)],
)
def test_a_reduction_is_explained_from_twenty_people_or_a_tenth(staff, laid_off, applies):
    assert layoff_notice_applies(SH, staff=staff, laid_off=laid_off) is applies


def test_a_reduction_is_explained_thirty_days_before():
    assert layoff_explained_by(SH, date(2026, 12, 31)) == date(2026, 12, 1)


def test_a_breach_is_mended_in_ninety_days_or_thirty():
    assert correction_due(SH, date(2026, 1, 1), by_authority=False) == date(2026, 4, 1)
    assert correction_due(SH, date(2026, 1, 1), by_authority=True) == date(2026, 1, 31)


@pytest.mark.parametrize(
    ("due", "words_"), [(date(2026, 12, 14), "还有 3 天"), (CLOSED, "今天到期"), (date(2026, 12, 9), "已逾期 2 天")]
)
def test_the_days_left_are_said(due, words_):
    assert str(remaining(due, CLOSED)) == words_
