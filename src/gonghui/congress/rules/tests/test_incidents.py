"""The log of the hall: a button pressed twice is one line, the same thing later is another."""

from datetime import timedelta

import pytest

from gonghui.congress.rules.incidents import ONE_TAP, is_same_press
from gonghui.kernel.testing import NOON


@pytest.mark.parametrize(
    ("text", "seconds", "same"),
    [("会场断网", 0, True), ("会场断网", 9, True), ("会场断网", 10, False), ("网络恢复", 1, False)],
)
def test_a_note_repeats_the_newest_one_only_within_ten_seconds(text, seconds, same):
    assert is_same_press(text, NOON + timedelta(seconds=seconds), newest="会场断网", newest_at=NOON) is same


def test_the_notes_of_one_tap_differ():
    assert len(set(ONE_TAP)) == len(ONE_TAP)
