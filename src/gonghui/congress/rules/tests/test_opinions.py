"""The time for opinions."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.opinions import Window, window

BEGINS = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
ENDS = datetime(2026, 4, 8, 9, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("now", "stands"),
    [(BEGINS - SECOND, Window.AHEAD), (BEGINS, Window.OPEN), (ENDS, Window.OPEN), (ENDS + SECOND, Window.PAST)],
)
def test_window_when_both_ends_are_set_then_both_belong_to_it(now: datetime, stands: Window) -> None:
    assert window(BEGINS, ENDS, is_sitting=False, now=now) is stands


@given(
    st.none() | st.just(BEGINS), st.none() | st.just(ENDS),
    st.integers(-30, 30).map(lambda days: BEGINS + timedelta(days=days)),
)  # fmt: skip
def test_window_when_sitting_or_open_on_both_sides_then_open(
    begins: datetime | None, ends: datetime | None, now: datetime
) -> None:
    assert window(begins, ends, is_sitting=True, now=now) is Window.OPEN
    assert window(None, None, is_sitting=False, now=now) is Window.OPEN
    assert window(begins, None, is_sitting=False, now=now) is not Window.PAST
    assert window(None, ends, is_sitting=False, now=now) is not Window.AHEAD
