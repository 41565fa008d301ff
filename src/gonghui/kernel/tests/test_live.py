"""Signs to open pages."""

from datetime import timedelta

import pytest

from gonghui.kernel import live
from gonghui.kernel.live import Change
from gonghui.kernel.testing import NOON


@pytest.mark.django_db
def test_since_when_changes_came_then_they_are_told_in_order():
    assert live.last() == live.latest("a") == 0
    live.announce("a", ["vote", "presence"], at=NOON)
    first = live.last()
    live.announce("b", ["now"], at=NOON)
    assert [(c.topic, c.parts) for c in live.since(0)] == [("a", ("presence", "vote")), ("b", ("now",))]
    assert [c.topic for c in live.since(first)] == ["b"]
    assert live.latest("a") == first


@pytest.mark.django_db
def test_forget_old_when_an_hour_has_passed_then_the_change_is_gone():
    live.announce("a", ["vote"], at=NOON)
    assert live.forget_old(NOON + timedelta(hours=1)) == 0
    assert live.forget_old(NOON + timedelta(hours=1, seconds=1)) == 1


def test_parse_when_a_notification_comes_then_it_is_read():
    assert live.parse("7 meeting/1 now vote") == Change(seq=7, topic="meeting/1", parts=("now", "vote"))
