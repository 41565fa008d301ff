"""The machine's clock is set while people meet: what was received counts, in the order in which it came."""

from datetime import timedelta
from uuid import uuid4

import pytest

from gonghui.congress.actions import casting, counting, presence, running, voting
from gonghui.congress.models import NamedBallot, PresenceEntry, Vote, VoteResult
from gonghui.congress.queries import counts
from gonghui.congress.queries.presence import is_present, quorum_now
from gonghui.congress.rules import codes
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.states import VoteState
from gonghui.congress.rules.vote import Tally
from gonghui.congress.tests import box as boxes
from gonghui.congress.tests.make import after
from gonghui.congress.tests.test_voting import in_session, opened, sign_all
from gonghui.kernel import ledger
from gonghui.kernel.errors import Conflict

pytestmark = pytest.mark.django_db
HOUR = 3600


def test_round_when_the_clock_goes_back_an_hour_then_counted_announced_and_its_ledger_holds():
    hall = in_session()
    vote, chair = opened(hall, seconds=60), hall.posts["presiding"]
    casting.cast_vote(hall.delegate(0), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(100))
    for n in range(1, 6):
        casting.cast_vote(hall.delegate(n), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(110 - HOUR))
    voting.stop_vote(chair, vote_id=vote.id, now=after(150 - HOUR))
    with pytest.raises(Conflict):
        voting.extend_vote(chair, vote_id=vote.id, seconds=30, now=after(151 - HOUR))
    sign_all(hall, vote, Channel.ONLINE, counts.online_tally(vote))
    voting.announce_result(chair, vote_id=vote.id, now=after(160 - HOUR))
    vote.refresh_from_db()
    assert (vote.state, VoteResult.objects.get(vote=vote).votes_for) == (VoteState.ANNOUNCED, 6)
    assert ledger.verify(f"congress/{hall.meeting.id}") is None


def test_round_when_the_clock_runs_ahead_and_is_set_right_then_only_what_was_refused_meanwhile_is_missing():
    hall = in_session()
    vote = opened(hall, seconds=60)
    with pytest.raises(Conflict, match="没有收到"):
        casting.cast_vote(hall.delegate(0), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(100 + HOUR))
    assert Vote.objects.get(id=vote.id).state == VoteState.OPEN  # nobody but the chair stops a round for good
    casting.cast_vote(hall.delegate(0), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(120))
    assert NamedBallot.objects.count() == 1


def test_sealed_round_when_the_clock_jumps_then_every_ballot_counts_once_and_the_box_is_opened():
    box = boxes.with_key().open()
    for n in range(12):
        box.vote_by(n, ("FOR", "AGAINST", "ABSTAIN")[n % 3], at=100 + (-HOUR, HOUR, 0)[n % 3])
    assert box.vote_by(0, "FOR", at=100 - 2 * HOUR).again
    box.stop(at=150 - HOUR).count(at=160 - HOUR)
    assert box.box.totals == [4, 4, 4]


def test_presence_when_the_clock_goes_back_then_whoever_left_has_left_and_whoever_came_back_is_here():
    hall = in_session()
    meeting = hall.meeting
    presence.leave(hall.delegate(5), meeting_id=meeting.id, now=after(100 - HOUR))
    assert not is_present(meeting.id, hall.delegates[5].id)
    assert quorum_now(meeting).present == 5
    desk = hall.posts["desk"]
    presence.sign_in_by_number(desk, meeting_id=meeting.id, number="006", now=after(100 - 2 * HOUR))
    assert is_present(meeting.id, hall.delegates[5].id)
    entries = PresenceEntry.objects.filter(delegate=hall.delegates[5]).order_by("seq")
    assert [entry.direction for entry in entries] == ["IN", "OUT", "IN"]


def test_codes_when_the_clock_jumps_then_only_what_the_server_shows_now_opens_the_door():
    secret, here = b"s" * 32, in_session().delegates[0].id
    for jump in (-HOUR, HOUR):
        then, now = after(0), after(jump)
        assert not codes.is_wall_code(secret, codes.wall_code(secret, then), now)
        assert codes.is_wall_code(secret, codes.wall_code(secret, now), now + timedelta(seconds=60))
        assert not codes.is_own_code(secret, here, codes.own_code(secret, here, then), now)
        assert codes.is_own_code(secret, here, codes.own_code(secret, here, now), now)


def test_sheets_when_the_clock_goes_back_between_two_of_one_scrutineer_then_the_later_one_stands():
    hall = in_session(without_phone=2)
    vote, chair = opened(hall), hall.posts["presiding"]
    voting.stop_vote(chair, vote_id=vote.id, now=after(150))
    wrong = Tally(issued=2, returned=2, votes_for=2, votes_against=0, abstained=0)
    right = Tally(issued=2, returned=2, votes_for=1, votes_against=1, abstained=0)
    one = hall.posts["scrutineer"]
    for sheet, at in ((wrong, 200), (right, 200 - HOUR)):
        counting.sign_sheet(one, vote_id=vote.id, channel=Channel.PAPER, tally=sheet, now=after(at))
    (newest,) = counts.sheets_of(vote)[Channel.PAPER].values()
    assert counts.tally_of(newest) == right


def test_items_when_the_clock_goes_back_then_the_sitting_goes_on_to_its_end():
    hall = in_session()
    running.remand_item(hall.posts["presiding"], item_id=hall.items[0].id, reason="意见分歧较大", now=after(100 - HOUR))
    running.close_meeting(hall.posts["presiding"], meeting_id=hall.meeting.id, now=after(110 - HOUR))
    hall.meeting.refresh_from_db()
    assert hall.meeting.closed_at == after(110 - HOUR)
