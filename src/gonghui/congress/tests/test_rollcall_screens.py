"""A roll-call on the faces of the hall: phones, the desks of chair, operator and check-in, the wall."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from gonghui.congress.actions import devices, presence, rollcall, voting
from gonghui.congress.models import PresenceEntry, RollCall, RollCallOutcome
from gonghui.congress.tests.make import Hall
from gonghui.congress.tests.test_screens import browser, in_session
from gonghui.kernel import clock

pytestmark = pytest.mark.django_db


def counting(delegates: int = 12) -> tuple[Hall, RollCall]:
    """A hall with an open vote, and a roll-call that has just begun by the clock of the pages."""
    hall = in_session(delegates)
    begun = rollcall.start_roll_call(hall.posts["presiding"], meeting_id=hall.meeting.id, now=clock.now())
    return hall, RollCall.objects.get(id=begun)


def over(monkeypatch: pytest.MonkeyPatch, call: RollCall) -> None:
    """Let the seconds be over."""
    monkeypatch.setattr(clock, "now", lambda: call.ends_at)


def shown(client: Client, name: str, *words: object) -> str:
    """Return a page of the hall."""
    answer = client.get(reverse(f"congress:{name}", args=words))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_phone_when_counted_then_any_page_asks_until_it_has_answered():
    hall, call = counting()
    phone, meeting = browser(hall.delegate(6)), hall.meeting.id
    for name in ("now", "papers", "opinions", "mine", "bar"):
        assert "请点“我在会场”" in shown(phone, name, meeting)
    answer = reverse("congress:rollcall-answer", args=[meeting, call.id])
    part = phone.post(answer, headers={"HX-Request": "true"})
    assert "您已应答" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert phone.post(answer)["Location"] == reverse("congress:now", args=[meeting])
    assert "我在会场" not in shown(phone, "papers", meeting)


def test_phone_when_online_then_asked_in_other_words():
    hall = in_session(12)
    mine, meeting = hall.delegates[6], hall.meeting
    PresenceEntry.objects.create(
        meeting=meeting, delegate=mine, seq=2, direction="OUT", channel="SELF", online=False, at=clock.now()
    )
    presence.sign_in_online(hall.delegate(6), meeting_id=meeting.id, now=clock.now())
    rollcall.start_roll_call(hall.posts["presiding"], meeting_id=meeting.id, now=clock.now())
    assert "我在线参会" in shown(browser(hall.delegate(6)), "bar", meeting.id)


def test_ballot_when_open_then_has_a_place_for_the_roll_call():
    hall, _call = counting()
    page = shown(browser(hall.delegate(6)), "ballot", hall.items[0].votes.get().id)
    assert reverse("congress:bar", args=[hall.meeting.id]) in page


def test_desk_when_counting_then_the_chair_sees_delegations_and_the_operator_names(monkeypatch):
    hall, call = counting()
    for n in range(9):
        rollcall.answer_roll_call(hall.delegate(n), roll_call_id=call.id, now=clock.now())
    chair, operator, meeting = browser(hall.posts["presiding"]), browser(hall.posts["operator"]), hall.meeting.id
    running = shown(chair, "chair-part", meeting, "rollcall")
    assert "提前结束，不登记" in running
    assert "按住登记离场" not in running
    over(monkeypatch, call)
    for client, sees_names in ((chair, False), (operator, True)):
        page = shown(client, "chair-part", meeting, "rollcall")
        assert "未应答3人" in page
        assert "按住登记离场（3人）" in page
        assert "正在表决：名册不变" in page
        assert ("代表9、代表10、代表11" in page) == sees_names


def test_desk_when_settled_then_the_silent_are_gone_and_their_phones_say_why(monkeypatch):
    hall, call = counting()
    for n in range(9):
        rollcall.answer_roll_call(hall.delegate(n), roll_call_id=call.id, now=clock.now())
    over(monkeypatch, call)
    chair, meeting = browser(hall.posts["presiding"]), hall.meeting.id
    settle = reverse("congress:rollcall-settle", args=[meeting, call.id])
    assert chair.post(settle, {"outcome": "SOMEHOW"}).status_code == 422
    assert not RollCallOutcome.objects.exists()
    for _time in range(2):
        assert chair.post(settle, {"outcome": "LEFT"}).status_code == 302
    assert "3 位代表登记为离场" in shown(chair, "chair", meeting)
    assert PresenceEntry.objects.filter(channel="ROLL_CALL").count() == 3
    assert "清点人数时没有您的应答" in shown(browser(hall.delegate(9)), "now", meeting)
    assert "清点人数时没有您的应答" not in shown(browser(hall.delegate(5)), "now", meeting)


def test_check_in_desk_when_somebody_has_no_phone_then_is_confirmed_by_number():
    hall, call = counting()
    hall.delegates[7].person.account = None
    hall.delegates[7].person.save()
    desk, meeting = browser(hall.posts["desk"]), hall.meeting.id
    assert "没有手机、还没有确认的代表" in shown(desk, "desk", meeting)
    confirm = reverse("congress:rollcall-confirm", args=[meeting, call.id])
    desk.post(confirm, {"entry": "008"})
    page = shown(desk, "desk", meeting)
    assert "已确认在场" in page
    assert "没有手机、还没有确认的代表" not in page
    desk.post(confirm, {"entry": "999"})
    assert "名册里没有这个代表证号或工号。" in shown(desk, "desk", meeting)


def test_wall_when_counting_then_shows_it_while_the_seconds_run(monkeypatch):
    hall, call = counting()
    rollcall.answer_roll_call(hall.delegate(6), roll_call_id=call.id, now=clock.now())
    token = devices.make_wall(hall.posts["presiding"], meeting_id=hall.meeting.id, now=clock.now())
    frame = shown(Client(), "wall-frame", token)
    assert "请在手机上点“我在会场”" in frame
    assert '1<small class="sec wall-of"> / 12' in frame
    assert "第 1 项的表决仍在进行" in frame
    over(monkeypatch, call)
    assert "正在表决" in shown(Client(), "wall-frame", token)


def test_quorum_when_lost_then_chair_and_operator_are_alarmed_with_three_ways_out():
    hall = in_session(12)
    for n in range(6, 12):
        presence.leave(hall.delegate(n), meeting_id=hall.meeting.id, now=clock.now())
    for who in ("presiding", "operator"):
        page = shown(browser(hall.posts[who]), "chair-part", hall.meeting.id, "stage")
        assert "到会不足法定人数" in page
        assert "本项表决保持开着，人数恢复以前不能停止和确认。" in page
        assert 'data-sheet="rollcall"' in page
        assert "正在表决：要休会，先作废本轮表决。" in page
        assert "改期" in page
    assert "到会不足法定人数" not in shown(browser(hall.delegate(1)), "now", hall.meeting.id)
    voting.void_vote(hall.posts["presiding"], vote_id=hall.items[0].votes.get().id, reason="人数", now=clock.now())
    page = shown(browser(hall.posts["presiding"]), "chair-part", hall.meeting.id, "stage")
    assert 'data-sheet="adjourn"' in page


@pytest.mark.parametrize("delegates", [12, 120])
@pytest.mark.parametrize(
    ("name", "who", "queries"),
    [("bar", "delegate", 14), ("chair", "presiding", 32), ("desk", "desk", 25), ("wall", "", 14)],
)
def test_face_when_counting_then_costs_what_a_small_hall_does(
    name: str, who: str, queries: int, delegates: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hall, _call = counting(delegates)
    word: object = hall.meeting.id
    if not who:
        word = devices.make_wall(hall.posts["presiding"], meeting_id=hall.meeting.id, now=clock.now())
    client = browser(hall.delegate(6) if who == "delegate" else hall.posts[who]) if who else Client()
    path = reverse(f"congress:{name}", args=[word])
    client.get(path)
    with django_assert_num_queries(queries):
        assert client.get(path).status_code == 200
