"""The time for opinions, their answers, and the paragraphs they speak of."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.difference import paragraphs
from gonghui.congress.rules.opinions import Outcome, Window, answer_fault, paragraph_fault, window

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


@given(st.sampled_from([*Outcome, "", "NOTED"]), st.text(max_size=1100), st.booleans())
def test_answer_always_has_an_outcome_and_a_reason_and_what_was_declined_changes_no_text(
    outcome: str, reason: str, changes_text: bool
) -> None:
    lets = answer_fault(outcome, reason, changes_text=changes_text) is None
    assert not lets or (outcome in set(Outcome) and 0 < len(reason.strip()) <= 1000)
    assert not (lets and changes_text and outcome == Outcome.DECLINED)
    assert lets or outcome not in set(Outcome) or not 0 < len(reason.strip()) <= 1000 or changes_text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()), ("  \n \n", ()), ("一", ("一",)), ("一\n二\n\n三", ("一\n二", "三")),
        ("\n\n一\r\n\r\n\r\n 二 \n", ("一", "二")),
    ],
)  # fmt: skip
def test_paragraphs_when_parted_by_empty_lines_then_counted_from_one(text: str, found: tuple[str, ...]) -> None:
    assert paragraphs(text) == found
    assert paragraph_fault(text, None) is None
    assert [paragraph_fault(text, n + 1) for n in range(len(found))] == [None] * len(found)
    assert "段" in str(paragraph_fault(text, len(found) + 1))
    assert paragraph_fault(text, 0) is not None
