"""The bar that leads to an open vote from any page of the phone, for those alone whom it waits for."""

from uuid import uuid4

import pytest
from django.urls import reverse

from gonghui.congress.actions import casting, presence, voting
from gonghui.congress.models import Vote
from gonghui.congress.queries.ballots import awaiting
from gonghui.congress.queries.state import my_ballot
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.tests import box as boxes
from gonghui.congress.tests.make import Hall, after
from gonghui.congress.tests.test_screens import browser
from gonghui.congress.tests.test_voting import in_session, opened
from gonghui.kernel import clock

pytestmark = pytest.mark.django_db
PAGES = ("papers", "opinions", "mine", "sign-in", "notice")


def waits(hall: Hall, n: int, at: int = 100) -> bool:
    """Tell whether the vote waits for the n-th delegate, and that this is when their ballot may be cast."""
    hall.meeting.refresh_from_db()
    found = awaiting(hall.meeting, hall.delegates[n].id, after(at))
    vote = Vote.objects.order_by("-round").first()
    assert (found is not None) == (my_ballot(vote, hall.delegates[n].id, after(at)).state == "OPEN")
    return found is not None


def test_vote_when_open_then_it_waits_for_who_is_on_the_roll_with_a_phone_and_has_not_voted() -> None:
    hall = in_session(delegates=8, present=7, without_phone=2)
    assert not waits(hall, 0)
    vote = opened(hall, seconds=60)
    assert [waits(hall, n) for n in range(8)] == [True] * 6 + [False, False]  # on paper; not signed in
    casting.cast_vote(hall.delegate(0), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(100))
    presence.leave(hall.delegate(1), meeting_id=hall.meeting.id, now=after(101))
    assert [waits(hall, n, 102) for n in range(3)] == [False, False, True]
    presence.sign_in_online(hall.delegate(1), meeting_id=hall.meeting.id, now=after(103))
    assert waits(hall, 1, 104)
    assert not waits(hall, 2, 150)  # its time has run out
    voting.extend_vote(hall.posts["presiding"], vote_id=vote.id, seconds=30, now=after(151))
    assert waits(hall, 2, 160)
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(165))
    assert not waits(hall, 2, 166)


def test_sealed_vote_when_received_then_it_waits_no_more() -> None:
    box = boxes.with_key().open()
    assert waits(box.hall, 3)
    box.vote_by(3, "FOR")
    assert [waits(box.hall, n) for n in (3, 4)] == [False, True]


@pytest.mark.parametrize("page", PAGES)
def test_page_when_a_vote_waits_then_the_bar_leads_to_it_and_else_there_is_none(page: str) -> None:
    hall = in_session(forms=(VoteForm.OPEN_BALLOT, VoteForm.OPEN_BALLOT))
    client = browser(hall.delegate(5))
    address = reverse(f"congress:{page}", args=[hall.meeting.id])
    assert "vote-bar" not in client.get(address).content.decode()
    vote = Vote.objects.get(id=voting.prepare_vote(hall.posts["presiding"], item_id=hall.items[0].id, now=after(80)))
    voting.open_vote(hall.posts["presiding"], vote_id=vote.id, seconds=600, now=clock.now())
    shown = client.get(address).content.decode()
    assert 'class="vote-bar"' in shown
    assert "正在表决：第1项" in shown
    assert reverse("congress:ballot", args=[vote.id]) in shown
    vote.refresh_from_db()
    assert vote.closes_at is not None
    assert f'data-countdown="{clock.local(vote.closes_at).isoformat()}"' in shown


def test_bar_when_the_page_says_it_itself_or_is_the_ballot_then_it_is_not_said_twice() -> None:
    hall = in_session()
    vote, client = opened(hall), browser(hall.delegate(5))
    bar = reverse("congress:bar", args=[hall.meeting.id])
    assert "vote-bar" in client.get(bar).content.decode()
    assert "vote-bar" not in client.get(bar, {"on": "vote"}).content.decode()
    for page in (reverse("congress:now", args=[hall.meeting.id]), reverse("congress:ballot", args=[vote.id])):
        shown = client.get(page).content.decode()
        assert f'hx-get="{bar}?on=vote"' in shown
        assert "vote-bar" not in shown
