"""Hands counted zone by zone by two scrutineers: their sum is the sheet, and they must agree in each zone."""

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.accounts.tests.make import log_in
from gonghui.congress.actions import counting, presence, running, voting
from gonghui.congress.documents import votes as papers
from gonghui.congress.models import Site, TallySheet, Vote
from gonghui.congress.papers import compose
from gonghui.congress.rules.kinds import Channel, VoteForm
from gonghui.congress.rules.states import Post
from gonghui.congress.rules.vote import NOTHING
from gonghui.congress.rules.zones import Zone
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, after
from gonghui.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


def zone(name, votes_for, votes_against=0, abstained=0):
    return Zone(name=name, votes_for=votes_for, votes_against=votes_against, abstained=abstained)


def stopped():
    """A show of hands of six that two scrutineers count, stopped."""
    hall = make.hall(forms=(VoteForm.SHOW_OF_HANDS,))
    chair, meeting = hall.posts["presiding"], hall.meeting
    hall.items[0].count_by = "SHEET"
    hall.items[0].save()
    presence.open_sign_in(hall.posts["operator"], meeting_id=meeting.id, now=MORNING)
    for one in hall.delegates:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=meeting.id, number=one.number, now=MORNING)
    running.open_meeting(chair, meeting_id=meeting.id, now=after(60))
    running.start_item(chair, item_id=hall.items[0].id, now=after(70))
    vote = voting.prepare_vote(chair, item_id=hall.items[0].id, now=after(80))
    voting.open_vote(chair, vote_id=vote, seconds=None, now=after(90))
    voting.stop_vote(chair, vote_id=vote, now=after(120))
    return hall, vote


def sign(hall, vote, post, *zones, at=130):
    return counting.sign_sheet(
        hall.posts[post], vote_id=vote, channel=Channel.HANDS, zones=zones, now=after(at)
    )  # fmt: skip


def test_zones_when_both_agree_in_each_then_their_sum_is_the_result_and_the_sheet_tells_them():
    hall, vote = stopped()
    assert not sign(hall, vote, "scrutineer", zone("主会场", 3, 1), zone("食堂", 1, 0, 1))
    assert sign(hall, vote, "scrutineer2", zone("主会场", 3, 1), zone("食堂", 1, 0, 1))
    result = Vote.objects.get(id=vote).result
    assert (result.votes_for, result.votes_against, result.abstained, result.passed) == (4, 1, 1, True)
    told = papers.tally_sheet(Vote.objects.get(id=vote), Channel.HANDS)
    assert [(one.name, one.first, one.second) for one in told.zones] == [
        ("主会场", (3, 1, 0), (3, 1, 0)), ("食堂", (1, 0, 1), (1, 0, 1)),
    ]  # fmt: skip
    sheet = str(compose.sections(told))
    assert "第二监票人弃权" in sheet
    assert "发出票数" not in sheet
    assert "校核：两份清点一致。" in sheet


def test_zones_when_only_the_sum_agrees_then_not_confirmed_until_counted_again():
    hall, vote = stopped()
    sign(hall, vote, "scrutineer", zone("东", 3), zone("西", 2))
    assert not sign(hall, vote, "scrutineer2", zone("东", 2), zone("西", 3))
    assert Vote.objects.get(id=vote).state == "STOPPED"
    assert sign(hall, vote, "scrutineer2", zone("东", 3), zone("西", 2), at=140)


@pytest.mark.parametrize("zones", [
    (), (zone("东", 3), zone("东", 2)), (zone("", 3),), (zone("东", 4), zone("西", 3)),
])  # fmt: skip
def test_zones_when_none_twice_unnamed_or_more_hands_than_delegates_then_refused(zones):
    hall, vote = stopped()
    with pytest.raises(RuleBroken):
        sign(hall, vote, "scrutineer", *zones)
    assert not TallySheet.objects.exists()


def test_zones_when_of_another_channel_then_refused_and_a_whole_sheet_still_counts():
    hall, vote = stopped()
    with pytest.raises(RuleBroken, match="举手"):
        counting.sign_sheet(
            hall.posts["scrutineer"], vote_id=vote, channel=Channel.PAPER, zones=[zone("东", 3)], now=after(130)
        )
    with pytest.raises(RuleBroken):
        counting.sign_sheet(
            hall.posts["scrutineer"], vote_id=vote, channel=Channel.PAPER, tally=NOTHING, now=after(130)
        )
    assert not TallySheet.objects.exists()


def test_page_when_the_meeting_has_sites_then_they_are_the_zones_and_a_half_line_is_refused(monkeypatch):
    monkeypatch.setattr("gonghui.kernel.clock.now", lambda: after(130))
    hall, vote = stopped()
    for n, name in enumerate(("主会场", "动力车间"), 1):
        Site.objects.create(meeting=hall.meeting, position=n, name=name, is_main=n == 1)
    browser = Client()
    who = hall.meeting.appointments.filter(role=Post.SCRUTINEER).order_by("id")[0].person
    log_in(browser, who.account_id, hat=f"scrutineer:{hall.meeting.id}")
    text = browser.get(reverse("congress:count", args=[hall.meeting.id])).content.decode()
    assert 'name="z1-name"' in text
    assert 'value="动力车间"' in text
    address = reverse("congress:sign-sheet", args=[hall.meeting.id, vote])
    sheet = {"channel": "HANDS", "z0-name": "主会场", "z0-votes_for": "3", "z0-votes_against": "0"}
    assert browser.post(address, sheet).status_code == 422
    assert browser.post(address, {**sheet, "z0-abstained": "1"}).status_code == 302
    stored = TallySheet.objects.get()
    assert (stored.issued, stored.returned, stored.votes_for, stored.abstained) == (6, 4, 3, 1)
    assert stored.zones == [{"name": "主会场", "votes_for": 3, "votes_against": 0, "abstained": 1}]
