"""The time for opinions before the sitting: set by the secretary, kept by the software, told to the delegate."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse

from gonghui.congress.actions.opinions import give_opinion, set_opinion_window
from gonghui.congress.models import Meeting, Opinion
from gonghui.congress.tests.plan import OPENS, Plan, fresh, meeting_of, plan, stranger
from gonghui.congress.tests.test_prepare_screens import browser
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
BEGINS, ENDS = OPENS - 9 * DAY, OPENS - 2 * DAY


@pytest.fixture
def made() -> tuple[Plan, Meeting]:
    ours = plan()
    meeting = meeting_of(ours)
    set_opinion_window(ours.secretary, meeting_id=meeting.id, begins_at=BEGINS, ends_at=ENDS, now=NOON)
    return ours, meeting


def give(made: tuple[Plan, Meeting], at: datetime) -> None:
    ours, meeting = made
    give_opinion(
        ours.delegate(0, meeting.id), meeting_id=meeting.id, item_id=None, text="增加班车。", key=uuid4(), now=at
    )


def test_opinion_when_given_in_time_then_taken_and_outside_refused(made: tuple[Plan, Meeting]) -> None:
    with pytest.raises(Conflict, match="还没有开始"):
        give(made, BEGINS - DAY)
    with pytest.raises(Conflict, match="已经截止"):
        give(made, ENDS + DAY)
    assert Opinion.objects.count() == 0
    give(made, BEGINS)
    give(made, ENDS)
    assert Opinion.objects.count() == 2


def test_opinion_when_the_congress_sits_then_taken_after_the_time_too(made: tuple[Plan, Meeting]) -> None:
    _ours, meeting = made
    Meeting.objects.filter(id=meeting.id).update(opened_at=OPENS)
    give(made, OPENS + timedelta(minutes=20))
    assert Opinion.objects.count() == 1


def test_window_when_wrong_then_refused_and_what_was_set_stays(made: tuple[Plan, Meeting]) -> None:
    ours, meeting = made
    for begins, ends, code in (
        (ENDS, BEGINS, "window-order"), (BEGINS, BEGINS, "window-order"), (None, NOON, "window-past"),
        (None, OPENS + DAY, "window-late"), (OPENS + DAY, None, "window-late"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as refused:
            set_opinion_window(ours.secretary, meeting_id=meeting.id, begins_at=begins, ends_at=ends, now=NOON)
        assert refused.value.code == code
    now = fresh(meeting)
    assert (now.opinions_from, now.opinions_until) == (BEGINS, ENDS)


def test_window_when_taken_away_then_open_on_both_sides(made: tuple[Plan, Meeting]) -> None:
    ours, meeting = made
    set_opinion_window(ours.secretary, meeting_id=meeting.id, begins_at=None, ends_at=None, now=NOON)
    give(made, NOON)
    assert Opinion.objects.count() == 1


def test_window_when_set_by_a_stranger_or_after_the_close_then_refused(made: tuple[Plan, Meeting]) -> None:
    ours, meeting = made
    with pytest.raises(NotFound):
        set_opinion_window(stranger(), meeting_id=meeting.id, begins_at=None, ends_at=None, now=NOON)
    Meeting.objects.filter(id=meeting.id).update(closed_at=OPENS)
    with pytest.raises(Conflict):
        set_opinion_window(ours.secretary, meeting_id=meeting.id, begins_at=None, ends_at=None, now=NOON)


def test_pages_when_the_time_is_set_then_secretary_sees_it_and_a_wrong_one_is_told() -> None:
    ours = plan()
    meeting = meeting_of(ours)
    client = browser(ours)
    step = reverse("congress:prepare-opinions", args=[meeting.id])
    assert "没有设定时间，代表随时可以提" in client.get(step).content.decode()
    page = reverse("congress:prepare-opinion-window", args=[meeting.id])
    Meeting.objects.filter(id=meeting.id).update(opens_at=datetime(2096, 4, 10, 1, 0, tzinfo=UTC))
    wrong = client.post(page, {"begins_at": "2096-04-03T08:00", "ends_at": "2096-04-02T08:00"})
    assert wrong.status_code == 422
    assert "截止时间应当晚于开始时间。" in wrong.content.decode()
    assert client.post(page, {"begins_at": "2096-04-03T08:00", "ends_at": "2096-04-08T17:00"})["Location"] == step
    assert "04-03 08:00至04-08 17:00" in client.get(step).content.decode()
    assert 'value="2096-04-03T08:00"' in client.get(page).content.decode()


def test_opinion_when_tapped_twice_then_the_mandate_is_locked_before_the_key_is_looked_for(made) -> None:
    ours, meeting = made
    key, who = uuid4(), ours.delegate(0, meeting.id)
    locked: list[bool] = []

    def watch(execute, sql, params, many, context):
        if '"congress_opinion"' in sql and "SELECT" in sql and key.hex in str(params).replace("-", ""):
            locked.append(seen[-1:] == ["lock"])
        seen.append("lock" if sql.startswith("SELECT") and '"congress_delegate"' in sql and "JOIN" not in sql else "")
        return execute(sql, params, many, context)

    seen: list[str] = []
    with connection.execute_wrapper(watch):
        given = [
            give_opinion(who, meeting_id=meeting.id, item_id=None, text="增加班车。", key=key, now=BEGINS) for _ in "12"
        ]
    assert given[0] == given[1]
    assert locked == [True, True]
    assert Opinion.objects.count() == 1
