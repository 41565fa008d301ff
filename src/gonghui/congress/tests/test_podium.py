"""The screen that faces whoever presides."""

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.congress.actions import devices, floor, rollcall
from gonghui.congress.queries.devices import PODIUM, meeting_of
from gonghui.congress.queries.follow import followed_topic
from gonghui.congress.screens import podium
from gonghui.congress.tests.make import after
from gonghui.congress.tests.test_screens import browser
from gonghui.congress.tests.test_voting import in_session, opened
from gonghui.kernel import clock
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotAllowed, NotFound

pytestmark = pytest.mark.django_db


def test_podium_when_made_then_its_token_opens_the_podium_alone_until_it_is_taken_away():
    hall = in_session()
    meeting = hall.meeting
    podium = devices.make_podium(hall.posts["presiding"], meeting_id=meeting.id, now=after(1))
    wall = devices.make_wall(hall.posts["presiding"], meeting_id=meeting.id, now=after(1))
    assert meeting_of(podium, PODIUM) == meeting_of(wall) == meeting
    for token, kind in ((podium, "WALL"), (wall, PODIUM)):
        with pytest.raises(NotFound):
            meeting_of(token, kind)
    stranger = Actor.stranger()
    assert followed_topic(stranger, f"podium/{podium}") == f"meeting/{meeting.id}"
    assert followed_topic(stranger, f"wall/{podium}") is None
    with pytest.raises(NotAllowed):
        devices.make_podium(hall.delegate(5), meeting_id=meeting.id, now=after(2))
    assert devices.revoke_walls(hall.posts["secretary"], meeting_id=meeting.id, now=after(3)) == 2
    assert followed_topic(stranger, f"podium/{podium}") is None


def test_screens_when_their_addresses_are_taken_back_then_open_ones_ask_again_and_are_told_so():
    hall = in_session()
    desk, meeting = browser(hall.posts["operator"]), hall.meeting
    token = devices.make_wall(hall.posts["operator"], meeting_id=meeting.id, now=after(1))
    devices.make_podium(hall.posts["operator"], meeting_id=meeting.id, now=after(1))
    path = reverse("congress:screens", args=[meeting.id])
    assert "现有2个地址在用" in desk.get(path).content.decode()
    told = desk.post(reverse("congress:screens-take-back", args=[meeting.id]), follow=True).content.decode()
    assert "已收回2个地址" in told
    assert "个地址在用" not in told
    page = Client().get(reverse("congress:wall", args=[token]))
    assert (page.status_code, "这个地址已经收回，不再显示会议内容" in page.content.decode()) == (404, True)
    part = Client().get(reverse("congress:wall-frame", args=[token]), headers={"HX-Request": "true"})
    assert (part.status_code, part["HX-Refresh"], part.content) == (204, "true", b"")
    unknown = Client().get(reverse("congress:wall", args=["x" * 32])).content.decode()
    assert "已经收回" not in unknown
    with pytest.raises(NotAllowed):
        devices.revoke_walls(hall.delegate(5), meeting_id=meeting.id, now=after(5))


def test_podium_when_opened_from_the_desk_then_shows_script_next_step_speaker_and_the_next_two():
    hall = in_session()
    desk = browser(hall.posts["presiding"])
    page = desk.post(reverse("congress:open-podium", args=[hall.meeting.id]))["Location"]
    for n in (5, 4, 3, 2):
        floor.ask_to_speak(hall.delegate(n), item_id=hall.items[0].id, kind="QUESTION", now=after(100 - n))
    floor.call_next_speaker(hall.posts["presiding"], item_id=hall.items[0].id, now=clock.now())
    shown = Client().get(page).content.decode()
    assert "现在进行第1项：第1项议题。" in shown
    assert "进入表决" in shown
    assert "代表5" in shown
    assert [f"代表{n}　" in shown for n in (4, 3, 2)] == [True, True, False]
    assert "询问" in shown


def test_podium_when_a_vote_is_open_and_people_are_counted_then_shows_both_clocks():
    hall = in_session()
    opened(hall, seconds=180)
    rollcall.start_roll_call(hall.posts["presiding"], meeting_id=hall.meeting.id, now=clock.now())
    token = devices.make_podium(hall.posts["presiding"], meeting_id=hall.meeting.id, now=clock.now())
    shown = Client().get(reverse("congress:podium-frame", args=[token])).content.decode()
    assert shown.count("data-countdown=") == 2
    assert "按住停止表决" in shown


@pytest.mark.parametrize(
    ("lengths", "size"),
    [([], "large"), ([14] * 7, "large"), ([14] * 8, "mid"), ([15] + [14] * 6, "mid"), ([19] * 10, "fair"),
     ([25 * 12], "small"), ([25 * 12 + 1], "least"), ([1] * 13, "least")],
)  # fmt: skip
def test_script_when_long_or_of_many_lines_then_set_smaller(lengths: list[int], size: str) -> None:
    assert podium.size(["字" * length for length in lengths]) == size
