"""The desk's page of slips and the kiosk, as their browsers see them."""

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.accounts.tests.make import log_in
from gonghui.congress.actions import devices, voting
from gonghui.congress.ballotbox import played
from gonghui.congress.models import KioskSlip, Seat
from gonghui.congress.rules.states import Post
from gonghui.congress.screens.hall import desk as chairs_desk
from gonghui.congress.tests import box as play
from gonghui.congress.tests.make import after
from gonghui.congress.tests.test_kiosk import give, proof_of, with_kiosk

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    monkeypatch.setattr("gonghui.kernel.clock.now", lambda: after(100))


def kiosk_of(box):
    token = devices.make_kiosk(box.hall.posts["desk"], meeting_id=box.hall.meeting.id, now=after(75))
    return Client(), token


def desk_of(box):
    browser, who = Client(), box.hall.meeting.appointments.get(role=Post.DESK).person
    log_in(browser, who.account_id, hat=f"desk:{box.hall.meeting.id}")
    return browser


def test_desk_when_it_looks_for_a_delegate_then_it_gives_a_slip_and_can_take_it_back():
    box = play.with_key(delegates=14, without_phone=2)
    browser, meeting, who = desk_of(box), box.hall.meeting, box.hall.delegates[12]
    page = reverse("congress:ballot-slips", args=[meeting.id])
    text = browser.get(page).content.decode()
    assert "013" in text
    assert "014" in text
    assert "没有认出" not in text
    assert "名册里没有" in browser.get(page, {"entry": "999"}).content.decode()
    shown = browser.get(page, {"entry": "013"}).content.decode()
    issue = reverse("congress:slip-issue", args=[meeting.id, who.id])
    assert issue in shown
    key = played.key(play.SECRET, meeting.id, who.id)
    assert browser.post(issue, {"proof": proof_of(13), "key": key}).json() == {}
    assert "已有一张投票条" in browser.get(page, {"entry": "013"}).content.decode()
    refused = browser.post(issue, {"proof": "no", "key": key}, headers={"Accept": "application/json"})
    assert refused.status_code == 422
    browser.post(reverse("congress:slip-back", args=[meeting.id, who.id]))
    assert not KioskSlip.objects.filter(withdrawn_at=None).exists()


def test_kiosk_when_nothing_is_put_then_it_waits_and_names_nobody():
    box = with_kiosk()
    browser, token = kiosk_of(box)
    answer = browser.get(reverse("congress:kiosk", args=[token]))
    assert answer.headers["Cache-Control"] == "no-store"
    assert "代表12" not in answer.content.decode()
    ballot = reverse("congress:kiosk-ballot", args=[token])
    assert "现在还不能投票" in browser.post(ballot, {"slip": proof_of(13)}).content.decode()
    assert browser.post(ballot, {"slip": proof_of(99)}).status_code == 422
    wall = devices.make_wall(box.hall.posts["operator"], meeting_id=box.hall.meeting.id, now=after(75))
    assert browser.get(reverse("congress:kiosk", args=[wall])).status_code == 404


def test_kiosk_when_a_sealed_round_is_open_then_the_slip_opens_its_ballot_and_it_is_cast():
    box = with_kiosk().open()
    browser, token = kiosk_of(box)
    ballot = reverse("congress:kiosk-ballot", args=[token])
    text = browser.post(ballot, {"slip": proof_of(13)}).content.decode()
    assert "data-sealed" in text
    assert box.vote.question in text
    manifest = reverse("congress:kiosk-file", args=[token, "manifest.json"])
    assert manifest in text
    assert browser.get(manifest).status_code == 200
    assert browser.get(reverse("congress:kiosk-file", args=[token, "board.jsonl"])).status_code == 404
    sent = {"slip": proof_of(13), "line": box.line(12, "FOR"), "vote": str(box.vote_id)}
    assert browser.post(reverse("congress:kiosk-cast", args=[token]), {**sent, "vote": "no"}).status_code == 422
    receipt = browser.post(reverse("congress:kiosk-cast", args=[token]), sent).json()
    assert receipt["tracker"] == Seat.objects.get(delegate=box.hall.delegates[12]).tracker
    assert "已收到" in browser.post(ballot, {"slip": proof_of(13)}).content.decode()


def test_kiosk_when_its_address_was_taken_back_then_it_takes_no_ballot():
    box = with_kiosk().open()
    browser, token = kiosk_of(box)
    devices.revoke_walls(box.hall.posts["secretary"], meeting_id=box.hall.meeting.id, now=after(95))
    sent = {"slip": proof_of(13), "line": box.line(12, "FOR"), "vote": str(box.vote_id)}
    refused = browser.post(reverse("congress:kiosk-cast", args=[token]), sent, headers={"Accept": "application/json"})
    assert refused.status_code == 404
    assert "这个地址已经收回" in refused.json()["title"]
    page = browser.get(reverse("congress:kiosk", args=[token]))
    assert (page.status_code, "请会务人员重新打开" in page.content.decode()) == (404, True)
    assert not Seat.objects.exclude(tracker="").exists()


def test_phone_when_its_owner_is_on_the_roll_with_a_slip_then_it_leads_to_the_kiosk():
    box = play.with_key(delegates=12)
    give(box, 5, key=played.key("slip", box.hall.meeting.id, box.hall.delegates[5].id))
    box.open()
    browser, who = Client(), box.hall.delegates[5].person
    log_in(browser, who.account_id, hat=f"delegate:{box.hall.meeting.id}")
    text = browser.get(reverse("congress:ballot", args=[box.vote_id])).content.decode()
    assert "请带投票条到投票亭" in text
    assert "data-sealed" not in text


def test_chair_when_few_would_vote_on_paper_then_told_before_the_roll_is_frozen():
    box = with_kiosk()
    voting.prepare_vote(box.chair, item_id=box.hall.items[0].id, now=after(80))
    box.hall.meeting.refresh_from_db()
    told = chairs_desk(box.hall.meeting, after(81), is_operator=True)["few_paper"]
    assert "用纸质票的只有 1 人" in str(told)
    give(box, 13, at=82)
    assert chairs_desk(box.hall.meeting, after(83), is_operator=True)["few_paper"] == ""
