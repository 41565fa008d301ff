"""The places of a meeting on its pages: the secretary's, the desk of a site, the walls, the phone, the papers."""

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.accounts.tests.make import log_in
from gonghui.congress.actions import devices, presence, sites
from gonghui.congress.documents import frame, people, sitting
from gonghui.congress.models import Delegation, PresenceEntry, Site, SitePlan
from gonghui.congress.papers.compose.phrases import attended
from gonghui.congress.rules import codes
from gonghui.congress.rules.states import MeetingState, Post
from gonghui.congress.screens import wall
from gonghui.congress.tests.make import MORNING, person
from gonghui.congress.tests.test_sites import two_places
from gonghui.registry.models import Office

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning(monkeypatch):
    monkeypatch.setattr("gonghui.kernel.clock.now", lambda: MORNING)


def browser_of(someone, role, within):
    browser = Client()
    log_in(browser, someone.account_id, hat=f"{role}:{within}")
    return browser


def secretary_of(hall):
    who = person("沈知遥")
    union = hall.meeting.term.union
    Office.objects.create(union=union, person=who, role="secretary", since=MORNING.date())
    return browser_of(who, "secretary", union.id)


def desk_of(hall):
    who = hall.meeting.appointments.get(role=Post.DESK).person
    return browser_of(who, "desk", hall.meeting.id)


def test_sites_page_when_the_secretary_fills_it_in_then_sites_and_plans_stand():
    hall, main, _other = two_places()
    browser, group = secretary_of(hall), Delegation.objects.get()
    page = reverse("congress:prepare-sites", args=[hall.meeting.id])
    text = browser.get(page).content.decode()
    assert "主会场" in text
    assert "未安排6人" in text
    browser.post(page, {"name": "铸造分厂", "place": "三楼"})
    new = Site.objects.get(name="铸造分厂")
    assert not new.is_main
    again = browser.post(page, {"name": "铸造分厂", "place": "四楼"})
    assert again.status_code == 422
    assert "已经有叫这个名称" in again.content.decode()
    assert "四楼" in again.content.decode()
    browser.post(reverse("congress:prepare-site", args=[hall.meeting.id, new.id]), {
        f"{new.id}-name": "铸造", f"{new.id}-is_main": "on"})  # fmt: skip
    new.refresh_from_db()
    assert (new.name, new.is_main) == ("铸造", True)
    browser.post(reverse("congress:prepare-site-group", args=[hall.meeting.id, group.id]), {"where": str(main)})
    assert SitePlan.objects.filter(site_id=main).count() == 6
    one = hall.delegates[0]
    browser.post(reverse("congress:prepare-site-delegate", args=[hall.meeting.id, one.id]), {"where": "ONLINE"})
    assert SitePlan.objects.get(delegate=one).site is None
    text = browser.get(page).content.decode()
    assert "线上参加1人" in text
    assert "主会场5人" in text


def test_sites_page_when_somebody_posts_a_site_of_another_meeting_then_there_is_nothing():
    hall, _main, other = two_places()
    browser, group = secretary_of(hall), Delegation.objects.get()
    page = reverse("congress:prepare-site-group", args=[hall.meeting.id, group.id])
    assert browser.post(page, {"where": str(hall.meeting.id)}).status_code == 404
    assert browser.post(page, {"where": "nonsense"}).status_code == 404
    assert not SitePlan.objects.exists()
    removed = reverse("congress:prepare-site-remove", args=[hall.meeting.id, other])
    assert browser.post(removed).status_code == 302
    assert Site.objects.count() == 1


def test_desk_when_no_site_was_chosen_then_it_asks_and_signs_nobody_in():
    hall, main, _other = two_places(state=MeetingState.READY)
    browser, page = desk_of(hall), reverse("congress:desk", args=[hall.meeting.id])
    text = browser.get(page).content.decode()
    assert "您在哪个会场签到？" in text
    assert 'id="entry"' not in text
    told = browser.post(reverse("congress:desk-enter", args=[hall.meeting.id]), {"entry": "001"}, follow=True)
    assert "请先选择您在哪个会场签到" in told.content.decode()
    assert not PresenceEntry.objects.exists()
    assert 'id="entry"' in browser.get(f"{page}?site={main}").content.decode()


def test_desk_when_a_delegate_comes_to_another_site_or_again_then_the_desk_is_told():
    hall, main, other = two_places(state=MeetingState.READY)
    browser, meeting = desk_of(hall), hall.meeting
    sites.expect_delegate(
        hall.posts["secretary"], meeting_id=meeting.id, delegate_id=hall.delegates[0].id, where=str(main), now=MORNING
    )
    enter = reverse("congress:desk-enter", args=[meeting.id])
    first = browser.post(enter, {"entry": "001", "site": str(other)}, follow=True)
    assert first.redirect_chain[-1][0].endswith(f"?site={other}")
    assert "原安排在主会场参加" in first.content.decode()
    again = browser.post(enter, {"entry": "001", "site": str(main)}, follow=True)
    assert "已在动力车间签到" in again.content.decode()
    presence.sign_in_online(hall.delegate(1), meeting_id=meeting.id, now=MORNING)
    assert "已在线上签到" in browser.post(enter, {"entry": "002", "site": str(main)}, follow=True).content.decode()


def test_wall_when_of_a_site_then_its_own_count_stands_beside_the_whole_and_its_code_says_where():
    hall, main, other = two_places(state=MeetingState.READY)
    meeting, desk = hall.meeting, hall.posts["desk"]
    group = Delegation.objects.get()
    sites.expect_delegation(
        hall.posts["secretary"], meeting_id=meeting.id, delegation_id=group.id, where=str(other), now=MORNING
    )
    for number, site in (("001", other), ("002", main)):
        presence.sign_in_by_number(desk, meeting_id=meeting.id, number=number, site_id=site, now=MORNING)
    meeting.wall = "SIGN_IN"
    meeting.save()
    token = devices.make_wall(hall.posts["operator"], meeting_id=meeting.id, site_id=other, now=MORNING)
    text = Client().get(reverse("congress:wall", args=[token])).content.decode()
    assert "本会场 1/6 · 全体 2/6（须 4）" in text
    code = codes.wall_code(bytes(meeting.sign_in_code.secret), MORNING, other)
    assert code in wall.sign_in_url(meeting, MORNING, "https://x", Site.objects.get(id=other))
    assert code in text
    assert Client().get(reverse("congress:wall-qr", args=[token])).status_code == 200
    plain = devices.make_wall(hall.posts["operator"], meeting_id=meeting.id, now=MORNING)
    assert "本会场" not in Client().get(reverse("congress:wall", args=[plain])).content.decode()


def test_phone_when_a_site_is_planned_then_the_sign_in_page_names_it():
    hall, main, _other = two_places(state=MeetingState.READY)
    me = hall.delegates[5]
    sites.expect_delegate(
        hall.posts["secretary"], meeting_id=hall.meeting.id, delegate_id=me.id, where=str(main), now=MORNING
    )
    browser = browser_of(me.person, "delegate", hall.meeting.id)
    page = reverse("congress:sign-in", args=[hall.meeting.id])
    assert "俱乐部" in browser.get(page).content.decode()
    presence.sign_in_by_number(
        hall.posts["desk"], meeting_id=hall.meeting.id, number=me.number, site_id=main, now=MORNING
    )
    assert "签到台报号　主会场" in browser.get(page).content.decode()


def test_papers_when_delegates_came_to_several_places_then_they_say_how_many_where():
    hall, main, other = two_places(state=MeetingState.READY)
    desk, meeting = hall.posts["desk"], hall.meeting
    for number, site in (("001", other), ("002", main), ("003", main)):
        presence.sign_in_by_number(desk, meeting_id=meeting.id, number=number, site_id=site, now=MORNING)
    presence.sign_in_online(hall.delegate(3), meeting_id=meeting.id, now=MORNING)
    assert "实到代表4人（其中主会场2人、动力车间1人、线上1人）" in attended(frame.attendance(meeting))
    assert sitting.minutes(meeting).meeting.place == "主会场（俱乐部）、动力车间（大食堂）"
    rows = people.sign_in(meeting, filled=True).sections[0].rows
    assert [row.channel for row in rows[:4]] == ["动力车间会务台", "主会场会务台", "主会场会务台", "线上"]
    assert people.presence(meeting).entries[0].channel == "动力车间会务台"
