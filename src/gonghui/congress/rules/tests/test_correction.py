"""Papers that ask for a correction: their order, their terms, what stands against the unit."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.correction import PaperKind, check_advice, check_mended, next_kind, paper_due
from gonghui.congress.rules.tests.examples import CN, SH, words

DAYS = st.dates(min_value=date(2011, 5, 1), max_value=date(2090, 1, 1))
ISSUED = date(2026, 3, 2)


def test_papers_follow_each_other_in_one_order():
    issued: tuple[PaperKind, ...] = ()
    found = []
    while (kind := next_kind(issued)) is not None:
        issued = (*issued, kind)
        found.append(kind)
    assert found == [PaperKind.DEMAND, PaperKind.OPINION, PaperKind.ADVICE]


@given(DAYS)
def test_an_opinion_gives_ninety_days_and_an_advice_thirty(issued):
    assert paper_due(SH, PaperKind.OPINION, issued, asked=None) == issued + timedelta(days=90)
    assert paper_due(SH, PaperKind.ADVICE, issued, asked=None) == issued + timedelta(days=30)


@pytest.mark.parametrize("asked", [None, date(2026, 3, 17)])
def test_a_demand_has_the_day_that_the_union_sets(asked):
    assert paper_due(SH, PaperKind.DEMAND, ISSUED, asked=asked) == asked


@given(due=DAYS, after=st.integers(min_value=-400, max_value=400))
def test_an_advice_follows_once_the_term_of_the_opinion_has_run_out(due, after):
    found = check_advice(SH, opinion_due=due, today=due + timedelta(days=after))
    assert found.ok is (after > 0)
    assert found.ok or due.isoformat() in words(found)
    assert found.ok or "第四十六条" in words(found)


@given(after=st.integers(min_value=-400, max_value=400), mended=st.booleans())
def test_a_term_is_kept_when_it_was_mended_by_its_last_day(after, mended):
    day = ISSUED + timedelta(days=after)
    today = day + timedelta(days=30) if mended else day
    found = check_mended(SH, PaperKind.OPINION, due=ISSUED, mended_on=day if mended else None, today=today)
    assert found.ok is (after <= 0)
    assert (f"已经逾期 {after} 天" in str(found.sentence)) is (after > 0)


@pytest.mark.parametrize(
    ("kind", "way"), [(PaperKind.OPINION, "处理建议书"), (PaperKind.ADVICE, "公共信用信息服务平台")]
)
def test_a_term_that_ran_out_says_what_may_follow(kind, way):
    found = check_mended(SH, kind, due=ISSUED, mended_on=None, today=ISSUED + timedelta(days=1))
    assert way in str(found.way_out)
    assert str(found.law) == "《上海市职工代表大会条例》第四十六条"


def test_where_the_law_of_the_place_says_nothing_the_term_says_so():
    found = check_mended(CN, PaperKind.OPINION, due=ISSUED, mended_on=None, today=ISSUED + timedelta(days=1))
    assert found.law is None
    assert str(found.basis) == "本平台默认设置，法律未作规定"
