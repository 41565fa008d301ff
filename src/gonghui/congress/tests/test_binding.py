"""Who has no vote, and what stands once it has been passed: each refusal names its article."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.accounts.tests.make import log_in
from gonghui.congress.actions import casting, presence, resolutions, running, voting
from gonghui.congress.models import AgendaItem, Delegate, NamedBallot, Resolution, RollEntry, Vote
from gonghui.congress.queries.state import ballot_of
from gonghui.congress.tests import make
from gonghui.congress.tests.held import CLOSED, adopted, decide, held
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.kernel import clock
from gonghui.kernel.errors import Conflict, RuleBroken
from gonghui.registry.models import Person

pytestmark = pytest.mark.django_db

OBSERVER = "《上海市职工代表大会条例》第二十一条第二款"
PASSED = "《上海市职工代表大会条例》第三十四条"


def in_session(kind: str) -> tuple[Hall, Vote]:
    """Open a vote with everybody signed in; the last of six sits as `kind`."""
    hall = make.hall()
    Delegate.objects.filter(id=hall.delegates[5].id).update(kind=kind)
    hall.delegates[5].refresh_from_db()
    chair, meeting_id = hall.posts["presiding"], hall.meeting.id
    presence.open_sign_in(hall.posts["operator"], meeting_id=meeting_id, now=MORNING)
    for delegate in hall.delegates:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=meeting_id, number=delegate.number, now=MORNING)
    running.open_meeting(chair, meeting_id=meeting_id, now=after(60))
    running.start_item(chair, item_id=hall.items[0].id, now=after(70))
    vote_id = voting.prepare_vote(chair, item_id=hall.items[0].id, now=after(80))
    voting.open_vote(chair, vote_id=vote_id, seconds=None, now=after(90))
    return hall, Vote.objects.get(id=vote_id)


@pytest.mark.parametrize("kind", ["NON_VOTING", "GUEST"])
def test_vote_when_cast_by_somebody_without_a_vote_then_it_is_refused_with_the_article(kind):
    hall, vote = in_session(kind)
    with pytest.raises(RuleBroken) as caught:
        casting.cast_vote(hall.delegate(5), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(100))
    assert (caught.value.code, str(caught.value.law)) == ("no-vote-right", OBSERVER)
    assert NamedBallot.objects.count() == 0
    assert (vote.all_delegates, RollEntry.objects.filter(vote=vote).count()) == (5, 5)
    assert not RollEntry.objects.filter(delegate=hall.delegates[5]).exists()
    assert ballot_of(vote, hall.delegates[5], after(100)).state == "NO_RIGHT"
    assert ballot_of(vote, hall.delegates[0], after(100)).state == "OPEN"


@pytest.mark.parametrize("page", ["ballot", "now"])
def test_phone_when_held_by_an_observer_then_it_says_why_there_is_no_ballot(page):
    hall, vote = in_session("NON_VOTING")
    client = Client()
    account = Person.objects.get(id=hall.delegates[5].person_id).account_id
    log_in(client, account, hat=f"delegate:{hall.meeting.id}", now=clock.now())
    html = client.get(
        reverse(f"congress:{page}", args=[vote.id if page == "ballot" else hall.meeting.id])
    ).content.decode()
    assert "列席代表和特邀代表没有表决权和选举权" in html
    assert OBSERVER in html
    assert "data-ballot-go" not in html


def refused(act) -> None:
    with pytest.raises(Conflict) as caught:
        act()
    assert (caught.value.code, str(caught.value.law)) == ("passed", PASSED)


def test_resolution_when_not_passed_and_adopted_then_it_is_refused_as_final_text_alone():
    hall = held(choices=(("AGAINST",) * 5,))
    adopted(hall)
    one = Resolution.objects.get()
    with pytest.raises(Conflict) as caught:
        resolutions.edit_resolution(
            hall.posts["secretary"], resolution_id=one.id, number="", title="另一个标题", text="一、同意。", now=CLOSED
        )
    assert caught.value.code == "adopted"


def test_item_when_passed_then_it_is_neither_voided_nor_sent_back():
    hall = held(choices=(), without_vote=0, close=False)
    item = AgendaItem.objects.create(
        meeting=hall.meeting, position=9, title="考勤办法", matter="M-AGREE-APP", power="REVIEW_APPROVE",
        mode="MIXED", form="OPEN_BALLOT", state="SERVED", question="是否通过？",
    )  # fmt: skip
    chair = hall.posts["presiding"]
    running.start_item(chair, item_id=item.id, now=after(100))
    vote = decide(hall, item, ("FOR",) * 5, at=110)
    refused(lambda: voting.void_vote(chair, vote_id=vote.id, reason="反悔", now=after(130)))
    refused(lambda: running.remand_item(chair, item_id=item.id, reason="反悔", now=after(131)))
    item.refresh_from_db()
    assert item.state == "APPROVED"
    with pytest.raises(Conflict):
        voting.prepare_vote(chair, item_id=item.id, now=after(132))
    assert Vote.objects.count() == 1
