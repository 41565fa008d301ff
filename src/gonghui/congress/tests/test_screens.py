"""The faces of a sitting: what they cost, for a plant as for a workshop, and how the wall speaks."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from gonghui.accounts.tests.make import log_in
from gonghui.congress.actions import devices, presence, running, voting
from gonghui.congress.models import AgendaItem, PresenceEntry
from gonghui.congress.screens import wall
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.kernel.actor import Actor
from gonghui.registry.models import Person

pytestmark = pytest.mark.django_db


def in_session(delegates: int) -> Hall:
    """Open a meeting with everybody present and a round of voting under way."""
    hall = make.hall(delegates=delegates)
    meeting, chair = hall.meeting, hall.posts["presiding"]
    presence.open_sign_in(chair, meeting_id=meeting.id, now=MORNING)
    came_in = {"meeting": meeting, "seq": 1, "direction": "IN", "channel": "DESK_NUMBER", "at": MORNING}
    PresenceEntry.objects.bulk_create(PresenceEntry(delegate=one, **came_in) for one in hall.delegates)
    running.open_meeting(chair, meeting_id=meeting.id, now=after(60))
    running.start_item(chair, item_id=hall.items[0].id, now=after(70))
    vote = voting.prepare_vote(chair, item_id=hall.items[0].id, now=after(80))
    voting.open_vote(chair, vote_id=vote, seconds=None, now=after(90))
    return hall


def browser(actor: Actor) -> Client:
    """Open a browser for somebody of the hall, through a real session."""
    assert actor.person_id is not None
    assert actor.hat is not None
    person = Person.objects.get(id=actor.person_id)
    assert person.account_id is not None
    client = Client()
    log_in(client, person.account_id, hat=f"{actor.hat.role}:{actor.hat.within}")
    return client


def address(hall: Hall, name: str) -> str:
    """Return where a face of the hall is."""
    if name.startswith(("wall", "podium")):
        make_screen = devices.make_wall if name.startswith("wall") else devices.make_podium
        token = make_screen(hall.posts["presiding"], meeting_id=hall.meeting.id, now=after(95))
        return reverse(f"congress:{name}", args=[token])
    if name == "ballot":
        return reverse("congress:ballot", args=[hall.items[0].votes.get().id])
    return reverse(f"congress:{name}", args=[hall.meeting.id])


@pytest.mark.parametrize("delegates", [12, 213])
@pytest.mark.parametrize(
    ("name", "who", "queries"),
    [
        ("now", "delegate", 28),
        ("now-part", "delegate", 21),
        ("ballot", "delegate", 14),
        ("papers", "delegate", 19),
        ("bar", "delegate", 13),
        ("chair", "presiding", 28),
        ("desk", "desk", 21),
        ("desk-rows", "desk", 19),
        ("count", "scrutineer", 20),
        ("wall", "", 11),
        ("wall-frame", "", 11),
        ("podium", "", 10),
        ("podium-frame", "", 10),
    ],
)
def test_face_when_the_hall_is_full_then_costs_what_a_small_one_does(
    name: str, who: str, queries: int, delegates: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    hall = in_session(delegates)
    client = browser(hall.delegate(5) if who == "delegate" else hall.posts[who]) if who else Client()
    path = address(hall, name)
    client.get(path)  # what a process keeps in mind after its first page is no part of a page
    with django_assert_num_queries(queries):
        response = client.get(path)
    assert response.status_code == 200


def test_wall_when_its_computer_reads_english_then_the_hall_still_reads_chinese() -> None:
    hall = in_session(12)
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    for name in ("wall", "wall-frame"):
        response = client.get(address(hall, name))
        assert "正在表决" in response.content.decode()
        assert response.headers["Content-Language"] == "zh-hans"


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("第五届职工代表大会第二次会议", ["第五届职工代表大会", "第二次会议"]),
        ("The second session", ["The second session"]),
    ],
)
def test_name_when_the_wall_shows_it_then_it_may_break_between_term_and_session_alone(
    name: str, parts: list[str]
) -> None:
    assert wall.name_parts(name) == parts


def test_desk_when_a_number_is_unknown_then_it_is_told_above_a_field_ready_for_the_next() -> None:
    hall = make.hall(delegates=12)
    presence.open_sign_in(hall.posts["presiding"], meeting_id=hall.meeting.id, now=MORNING)
    client, page = browser(hall.posts["desk"]), address(hall, "desk")
    response = client.post(address(hall, "desk-enter"), {"entry": "999"})
    assert (response.status_code, response.headers["Location"]) == (302, page)
    html = client.get(page).content.decode()
    assert "名册里没有这个代表证号或工号。请核对代表证" in html
    assert 'name="entry" autocomplete="off" autofocus' in html
    assert not PresenceEntry.objects.exists()


def test_chair_when_the_meeting_is_adjourned_then_says_so_and_cannot_adjourn_again() -> None:
    hall = make.hall(delegates=6)
    meeting, chair = hall.meeting, hall.posts["presiding"]
    presence.open_sign_in(chair, meeting_id=meeting.id, now=MORNING)
    for one in hall.delegates:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=meeting.id, number=one.number, now=MORNING)
    running.open_meeting(chair, meeting_id=meeting.id, now=after(60))
    client, path = browser(chair), reverse("congress:chair", args=[meeting.id])
    assert 'href="#adjourn"' in client.get(path).content.decode()
    running.adjourn(chair, meeting_id=meeting.id, reason="人数不足", now=after(61))
    shown = client.get(path).content.decode()
    assert "现在休会。" in shown
    assert 'href="#adjourn"' not in shown


@pytest.mark.parametrize(("form", "named"), [("OPEN_BALLOT", True), ("SHOW_OF_HANDS", False)])
def test_ballot_when_by_hands_then_it_does_not_speak_of_a_list_of_names(form: str, named: bool) -> None:
    hall = in_session(12)
    AgendaItem.objects.filter(id=hall.items[0].id).update(form=form)
    text = browser(hall.delegate(5)).get(address(hall, "ballot")).content.decode()
    assert ("会记入表决明细" in text, "文书只列票数，不列姓名" in text) == (named, not named)
