"""The demo's hall: the crowd comes and votes when asked; outside a demo there is no such page."""

import pytest
from django.test import Client

from gonghui.accounts.public import DemoPerson
from gonghui.config import demo
from gonghui.config.demo import crowd
from gonghui.congress.actions import ceremony, presence, rollcall, running, sealing, voting
from gonghui.congress.models import NamedBallot, RollCallAnswer, Seat, VoterKey
from gonghui.congress.queries.presence import present_ids
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.tests.make import MORNING, Hall, after, hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(settings, tmp_path) -> Hall:
    """A meeting of twenty that is signing in; the first delegate is played by somebody, the last has no phone."""
    settings.DEMO, settings.VAR = True, tmp_path
    found = hall(delegates=20, without_phone=1)
    account = found.delegates[0].person.account_id
    assert account is not None
    demo.write([DemoPerson(account_id=account, name="代表0", words="职工代表")])
    presence.open_sign_in(found.posts["operator"], meeting_id=found.meeting.id, now=MORNING)
    return found


def voted(found: Hall) -> int:
    """Let the crowd come, open the first vote, let the crowd vote, and return how many ballots there are."""
    chair = found.posts["presiding"]
    presence.sign_in_by_number(found.posts["desk"], meeting_id=found.meeting.id, number="001", now=MORNING)
    running.open_meeting(chair, meeting_id=found.meeting.id, now=after(10))
    running.start_item(chair, item_id=found.items[0].id, now=after(20))
    vote_id = voting.prepare_vote(chair, item_id=found.items[0].id, now=after(30))
    voting.open_vote(chair, vote_id=vote_id, seconds=None, now=after(40))
    assert Client().post("/demo/vote/")["Location"] == "/demo/"
    return NamedBallot.objects.filter(vote_id=vote_id).count()


def test_crowd_when_asked_then_all_but_the_played_and_some_at_home_come_and_vote(made: Hall) -> None:
    page = Client().get("/demo/").content.decode()
    assert "请其余代表签到（17人）" in page
    assert Client().post("/demo/arrive/")["Location"] == "/demo/"
    here = present_ids(made.meeting.id)
    assert len(here) == 17
    assert made.delegates[0].id not in here
    # Whoever is played votes for themselves, whoever has no phone votes on paper.
    assert voted(made) == 16
    assert "请在场代表投票（0人）" in Client().get("/demo/").content.decode()
    assert Client().post("/demo/vote/").status_code == 302
    assert NamedBallot.objects.count() == 16


def test_crowd_when_the_vote_is_sealed_then_its_phones_have_keys_and_vote_sealed(settings, tmp_path) -> None:
    settings.DEMO, settings.VAR = True, tmp_path
    made = hall(delegates=20, without_phone=1, forms=(VoteForm.SECRET_BALLOT,), sealed=True)
    demo.write([])
    presence.open_sign_in(made.posts["operator"], meeting_id=made.meeting.id, now=MORNING)
    for delegate in made.delegates[:16]:
        presence.sign_in_by_number(made.posts["desk"], meeting_id=made.meeting.id, number=delegate.number, now=MORNING)
    assert "让到会代表的手机备好密封票（16部）" in Client().get("/demo/").content.decode()
    assert Client().post("/demo/phones/")["Location"] == "/demo/"
    assert VoterKey.objects.count() == 16
    chair = made.posts["presiding"]
    running.open_meeting(chair, meeting_id=made.meeting.id, now=after(10))
    running.start_item(chair, item_id=made.items[0].id, now=after(20))
    vote_id = voting.prepare_vote(chair, item_id=made.items[0].id, now=after(30))
    ceremony.host_key(chair, meeting_id=made.meeting.id, now=after(31))
    sealing.freeze_roll(chair, vote_id=vote_id, now=after(32))
    voting.open_vote(chair, vote_id=vote_id, seconds=None, now=after(40))
    assert Client().post("/demo/vote/").status_code == 302
    assert Seat.objects.exclude(tracker="").count() == 16
    assert "请在场代表投票（0人）" in Client().get("/demo/").content.decode()


def test_crowd_when_counted_then_all_but_the_played_answer(made: Hall) -> None:
    Client().post("/demo/arrive/")
    voted(made)
    assert "清点人数" not in Client().get("/demo/").content.decode()
    assert Client().post("/demo/answer/").status_code == 302
    assert not RollCallAnswer.objects.exists()
    rollcall.start_roll_call(made.posts["presiding"], meeting_id=made.meeting.id, now=after(60))
    assert "请在场代表应答清点（17人）" in Client().get("/demo/").content.decode()
    assert Client().post("/demo/answer/")["Location"] == "/demo/"
    assert RollCallAnswer.objects.count() == 17
    assert not RollCallAnswer.objects.filter(delegate=made.delegates[0]).exists()


def test_crowd_when_nobody_signs_in_yet_then_the_page_says_where_to_begin(settings, tmp_path) -> None:
    settings.DEMO, settings.VAR = True, tmp_path
    hall(delegates=6)
    assert crowd.sitting() is None
    assert "还没有开始签到" in Client().get("/demo/").content.decode()
    assert Client().post("/demo/arrive/").status_code == 404
    assert Client().post("/demo/vote/").status_code == 404
    assert Client().post("/demo/answer/").status_code == 404


def test_crowd_when_this_is_no_demo_then_there_is_nothing_here(made: Hall, settings) -> None:
    settings.DEMO = False
    assert Client().get("/demo/").status_code == 404
    assert Client().post("/demo/arrive/").status_code == 404
    assert present_ids(made.meeting.id) == set()
