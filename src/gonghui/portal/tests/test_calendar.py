"""The working calendar: what is near, what is late, and that each context's lines come together."""

from datetime import date, timedelta
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.testing import OUR_UNION
from gonghui.portal.calendar import Near, lines, near
from gonghui.portal.screens import page
from gonghui.ui.parts import Due, Row

TODAY = date(2026, 3, 10)


def due(days: int, *, is_event: bool = False) -> Due:
    return Due(text="向上一级工会报告", on=TODAY + timedelta(days=days), url="/x/", of="五届二次", is_event=is_event)


@given(st.integers(-400, 400), st.integers(0, 30))
def test_near_when_a_day_comes_closer_then_it_never_looks_farther(days, closer):
    order = list(Near)
    assert order.index(near(due(days - closer), TODAY)) <= order.index(near(due(days), TODAY))


def test_near_when_on_the_borders_then_these():
    found = [near(due(days), TODAY) for days in (-1, 0, 6, 7, 29, 30)]
    assert found == [Near.LATE, Near.WEEK, Near.WEEK, Near.MONTH, Near.MONTH, Near.LATER]


def test_lines_when_of_several_contexts_then_in_order_and_an_event_that_is_over_is_gone():
    first = [due(5), due(-3, is_event=True), due(40)]
    second = [due(-2), due(0, is_event=True)]
    found = lines(OUR_UNION, TODAY, [lambda _union, _day: first, lambda _union, _day: second])
    assert [one.days for one in found] == [-2, 0, 5, 40]


def test_page_when_shown_then_only_groups_that_hold_something():
    context = page(lines(OUR_UNION, TODAY, [lambda _union, _day: [due(-2), due(1)]]), TODAY)
    groups = cast(list[tuple[str, list[Row]]], context["groups"])
    assert [(name, len(rows)) for name, rows in groups] == [("已逾期", 1), ("一周以内", 1)]
