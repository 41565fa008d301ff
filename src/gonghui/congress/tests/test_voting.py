"""One round of voting, from the question to the announced result."""

from dataclasses import asdict
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gonghui.congress.actions import casting, counting, presence, running, voting
from gonghui.congress.models import NamedBallot, RollEntry, TallySheet, Vote, VoteResult
from gonghui.congress.queries import counts
from gonghui.congress.queries.state import my_ballot, sitting
from gonghui.congress.rules.flow import Step
from gonghui.congress.rules.kinds import Channel, VoteForm
from gonghui.congress.rules.states import ItemState, MeetingState, VoteState
from gonghui.congress.rules.vote import Tally
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, after
from gonghui.kernel import ledger
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.testing import OTHER_UNION, ident

pytestmark = pytest.mark.django_db


def in_session(*, present=6, **kwargs):
    """A meeting in session with its first item under discussion."""
    hall = make.hall(**kwargs)
    chair = hall.posts["presiding"]
    presence.open_sign_in(hall.posts["operator"], meeting_id=hall.meeting.id, now=MORNING)
    for delegate in hall.delegates[:present]:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number=delegate.number, now=MORNING)
    running.open_meeting(chair, meeting_id=hall.meeting.id, now=after(60))
    running.start_item(chair, item_id=hall.items[0].id, now=after(70))
    hall.meeting.refresh_from_db()
    return hall


def opened(hall, *, seconds=None):
    chair = hall.posts["presiding"]
    vote_id = voting.prepare_vote(chair, item_id=hall.items[0].id, now=after(80))
    voting.open_vote(chair, vote_id=vote_id, seconds=seconds, now=after(90))
    return Vote.objects.get(id=vote_id)


def cast(hall, vote, choices, *, at=100):
    for n, choice in enumerate(choices):
        casting.cast_vote(hall.delegate(n), vote_id=vote.id, choice=choice, key=uuid4(), now=after(at))


def sign_all(hall, vote, channel, tally):
    done = []
    for post in ("scrutineer", "scrutineer2"):
        done.append(
            counting.sign_sheet(hall.posts[post], vote_id=vote.id, channel=channel, tally=tally, now=after(200))
        )
    return done


def test_vote_when_four_of_six_are_for_then_it_passes_and_everything_shows_one_result():
    hall = in_session()
    vote = opened(hall)
    cast(hall, vote, ["FOR", "FOR", "FOR", "FOR", "AGAINST"])
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    tally = counts.online_tally(vote)
    assert tally == Tally(issued=6, returned=5, votes_for=4, votes_against=1, abstained=0)
    assert sign_all(hall, vote, Channel.ONLINE, tally) == [False, True]
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(210))
    vote.refresh_from_db()
    hall.items[0].refresh_from_db()
    assert (vote.state, hall.items[0].state) == (VoteState.ANNOUNCED, ItemState.APPROVED)
    result = VoteResult.objects.get()
    assert (result.base, result.needed, result.votes_for, result.not_cast, result.absent, result.passed) == (
        6, 4, 4, 1, 0, True,
    )  # fmt: skip
    assert "须全体代表 6 人过半数，即 4 票，通过" in result.sentence
    assert ledger.verify(f"congress/{hall.meeting.id}") is None


def test_vote_when_three_of_six_are_for_then_it_fails_and_the_exact_half_is_explained():
    hall = in_session()
    vote = opened(hall)
    cast(hall, vote, ["FOR", "FOR", "FOR", "ABSTAIN"])
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    sign_all(hall, vote, Channel.ONLINE, counts.online_tally(vote))
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(210))
    hall.items[0].refresh_from_db()
    result = VoteResult.objects.get()
    assert (result.passed, result.passes_by_law, hall.items[0].state) == (False, True, ItemState.REJECTED)
    assert result.note


def test_cast_when_sent_again_then_received_once_and_answered_as_before():
    hall = in_session()
    vote = opened(hall)
    key = uuid4()
    first = casting.cast_vote(hall.delegate(0), vote_id=vote.id, choice="FOR", key=key, now=after(100))
    again = casting.cast_vote(hall.delegate(0), vote_id=vote.id, choice="FOR", key=key, now=after(101))
    assert (first.again, again.again, again.at) == (False, True, after(100))
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    late = casting.cast_vote(hall.delegate(0), vote_id=vote.id, choice="FOR", key=key, now=after(160))
    assert late.again
    with pytest.raises(Conflict, match="不能更改"):
        casting.cast_vote(hall.delegate(0), vote_id=vote.id, choice="AGAINST", key=uuid4(), now=after(161))
    assert NamedBallot.objects.count() == 1


def test_cast_when_the_round_is_not_open_or_time_has_run_out_then_not_received():
    hall = in_session()
    vote_id = voting.prepare_vote(hall.posts["presiding"], item_id=hall.items[0].id, now=after(80))
    with pytest.raises(Conflict, match="没有收到"):
        casting.cast_vote(hall.delegate(0), vote_id=vote_id, choice="FOR", key=uuid4(), now=after(85))
    voting.open_vote(hall.posts["presiding"], vote_id=vote_id, seconds=60, now=after(90))
    with pytest.raises(Conflict, match="没有收到"):
        casting.cast_vote(hall.delegate(0), vote_id=vote_id, choice="FOR", key=uuid4(), now=after(150))
    voting.extend_vote(hall.posts["presiding"], vote_id=vote_id, seconds=30, now=after(151))
    casting.cast_vote(hall.delegate(0), vote_id=vote_id, choice="FOR", key=uuid4(), now=after(180))
    assert NamedBallot.objects.count() == 1


def test_cast_when_late_then_told_to_wait_for_the_next_round():
    hall = in_session(present=5)
    vote = opened(hall)
    presence.sign_in_online(hall.delegate(5), meeting_id=hall.meeting.id, now=after(95))
    with pytest.raises(RuleBroken, match="不在本轮名册"):
        casting.cast_vote(hall.delegate(5), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(100))
    assert my_ballot(vote, hall.delegates[5].id, after(100)).state == "NOT_ON_ROLL"


def test_cast_when_gone_then_refused_but_a_ballot_received_before_stays():
    hall = in_session()
    vote = opened(hall)
    cast(hall, vote, ["FOR"])
    presence.leave(hall.delegate(0), meeting_id=hall.meeting.id, now=after(110))
    presence.leave(hall.delegate(1), meeting_id=hall.meeting.id, now=after(110))
    with pytest.raises(RuleBroken, match="离场"):
        casting.cast_vote(hall.delegate(1), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(120))
    assert asdict(counts.online_tally(vote))["votes_for"] == 1


def test_cast_when_the_choice_is_none_or_a_stranger_sends_it_then_refused():
    hall = in_session()
    vote = opened(hall)
    with pytest.raises(RuleBroken, match="没有这个选项"):
        casting.cast_vote(hall.delegate(0), vote_id=vote.id, choice="MAYBE", key=uuid4(), now=after(100))
    other = make.hall(of=make.union(OTHER_UNION, name="远山铸造厂工会"))
    for actor in (other.delegate(0), hall.posts["secretary"]):
        with pytest.raises(NotFound):
            casting.cast_vote(actor, vote_id=vote.id, choice="FOR", key=uuid4(), now=after(100))
    with pytest.raises(NotFound):
        casting.cast_vote(hall.delegate(0), vote_id=ident("none"), choice="FOR", key=uuid4(), now=after(100))
    assert not NamedBallot.objects.exists()


def test_ballot_when_doubled_or_changed_then_the_database_refuses():
    hall = in_session()
    vote = opened(hall)
    cast(hall, vote, ["FOR"])
    with pytest.raises(IntegrityError), transaction.atomic():
        NamedBallot.objects.create(vote=vote, delegate=hall.delegates[0], choice="AGAINST", key=uuid4(), at=MORNING)
    for change in (lambda: NamedBallot.objects.update(choice="AGAINST"), lambda: NamedBallot.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_quorum_when_lost_while_voting_then_stop_is_refused_until_it_is_back():
    hall = in_session(present=4)
    vote = opened(hall)
    chair = hall.posts["presiding"]
    presence.leave(hall.delegate(3), meeting_id=hall.meeting.id, now=after(110))
    with pytest.raises(RuleBroken, match="还差 1 人"):
        voting.stop_vote(chair, vote_id=vote.id, now=after(120))
    vote.refresh_from_db()
    assert vote.state == VoteState.OPEN
    with pytest.raises(Conflict):
        running.adjourn(chair, meeting_id=hall.meeting.id, reason="人数不足", now=after(121))
    presence.sign_in_online(hall.delegate(3), meeting_id=hall.meeting.id, now=after(130))
    voting.stop_vote(chair, vote_id=vote.id, now=after(140))
    voting.stop_vote(chair, vote_id=vote.id, now=after(141))
    assert Vote.objects.get().stopped_at == after(140)


def test_meeting_when_below_quorum_then_it_cannot_open_and_nothing_changes():
    hall = make.hall()
    presence.open_sign_in(hall.posts["operator"], meeting_id=hall.meeting.id, now=MORNING)
    for n in range(3):
        presence.sign_in_online(hall.delegate(n), meeting_id=hall.meeting.id, now=MORNING)
    with pytest.raises(RuleBroken, match="还差 1 人") as refused:
        running.open_meeting(hall.posts["presiding"], meeting_id=hall.meeting.id, now=after(60))
    assert "上海市职工代表大会条例" in str(refused.value.law)
    assert "第二十八条" in str(refused.value.law)
    hall.meeting.refresh_from_db()
    assert hall.meeting.state == MeetingState.READY
    with pytest.raises(NotAllowed):
        running.open_meeting(hall.delegate(5), meeting_id=hall.meeting.id, now=after(60))


def test_roll_when_some_have_no_phone_then_they_vote_on_paper_and_both_channels_count():
    hall = in_session(without_phone=2)
    vote = opened(hall)
    assert counts.channels_of(vote) == {Channel.ONLINE: 4, Channel.PAPER: 2}
    with pytest.raises(RuleBroken, match="纸质"):
        casting.cast_vote(hall.delegate(5), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(100))
    cast(hall, vote, ["FOR", "FOR", "FOR"])
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    assert sign_all(hall, vote, Channel.ONLINE, counts.online_tally(vote)) == [False, False]
    paper = Tally(issued=2, returned=2, votes_for=1, votes_against=0, abstained=0, spoiled=1)
    assert sign_all(hall, vote, Channel.PAPER, paper) == [False, True]
    result = VoteResult.objects.get()
    assert (result.votes_for, result.spoiled, result.not_cast, result.passed) == (4, 1, 1, True)
    assert result.channels["PAPER"]["spoiled"] == 1


def test_sheets_when_they_differ_then_not_confirmed_until_they_agree():
    hall = in_session(forms=(VoteForm.SECRET_BALLOT,))
    vote = opened(hall)
    assert counts.channels_of(vote) == {Channel.PAPER: 6}
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    right = Tally(issued=6, returned=6, votes_for=4, votes_against=2, abstained=0)
    wrong = Tally(issued=6, returned=6, votes_for=5, votes_against=1, abstained=0)

    def sign(post, tally, at):
        return counting.sign_sheet(hall.posts[post], vote_id=vote.id, channel=Channel.PAPER, tally=tally, now=after(at))

    assert not sign("scrutineer", wrong, 160)
    assert sitting(hall.meeting).step.waits is not None
    assert not sign("scrutineer2", right, 161)
    assert not VoteResult.objects.exists()
    assert "不一致" in str(sitting(hall.meeting).step.waits)
    assert sign("scrutineer", right, 170)
    assert TallySheet.objects.count() == 3
    with pytest.raises(Conflict):
        sign("scrutineer", wrong, 180)


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (Tally(issued=7, returned=6, votes_for=6, votes_against=0, abstained=0), "多于在册"),
        (Tally(issued=5, returned=6, votes_for=6, votes_against=0, abstained=0), "多于发出"),
        (Tally(issued=6, returned=6, votes_for=5, votes_against=0, abstained=0), "不符"),
    ],
)
def test_sheet_when_it_cannot_be_right_then_refused(tally, words):
    hall = in_session(forms=(VoteForm.SECRET_BALLOT,))
    vote = opened(hall)
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    with pytest.raises(RuleBroken, match=words):
        counting.sign_sheet(
            hall.posts["scrutineer"], vote_id=vote.id, channel=Channel.PAPER, tally=tally, now=after(160)
        )
    assert not TallySheet.objects.exists()


def test_sheet_when_the_phone_count_is_changed_or_the_channel_unused_then_refused():
    hall = in_session()
    vote = opened(hall)
    cast(hall, vote, ["FOR"])
    good = Tally(issued=6, returned=1, votes_for=1, votes_against=0, abstained=0)
    with pytest.raises(Conflict):
        counting.sign_sheet(
            hall.posts["scrutineer"], vote_id=vote.id, channel=Channel.ONLINE, tally=good, now=after(140)
        )
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    bad = Tally(issued=6, returned=2, votes_for=2, votes_against=0, abstained=0)
    for channel, tally, words in ((Channel.ONLINE, bad, "系统计数"), (Channel.PAPER, good, "没有用这个渠道")):
        with pytest.raises(RuleBroken, match=words):
            counting.sign_sheet(hall.posts["scrutineer"], vote_id=vote.id, channel=channel, tally=tally, now=after(160))
    with pytest.raises(NotAllowed):
        counting.sign_sheet(
            hall.posts["presiding"], vote_id=vote.id, channel=Channel.ONLINE, tally=good, now=after(160)
        )


def test_void_when_before_the_announcement_then_a_new_round_is_possible_and_the_old_votes_stay():
    hall = in_session()
    chair = hall.posts["presiding"]
    vote = opened(hall)
    cast(hall, vote, ["FOR", "FOR"])
    with pytest.raises(RuleBroken):
        voting.void_vote(chair, vote_id=vote.id, reason=" ", now=after(110))
    voting.void_vote(chair, vote_id=vote.id, reason="问题念错", now=after(110))
    voting.void_vote(chair, vote_id=vote.id, reason="问题念错", now=after(111))
    assert sitting(hall.meeting).step.step is Step.PREPARE_VOTE
    again = opened(hall)
    assert (again.round, NamedBallot.objects.filter(vote=vote).count()) == (2, 2)
    assert RollEntry.objects.count() == 12
    cast(hall, again, ["FOR"] * 6)
    voting.stop_vote(chair, vote_id=again.id, now=after(150))
    sign_all(hall, again, Channel.ONLINE, counts.online_tally(again))
    voting.announce_result(chair, vote_id=again.id, now=after(210))
    with pytest.raises(Conflict, match="重新审议通过不得变更"):
        voting.void_vote(chair, vote_id=again.id, reason="反悔", now=after(220))


def test_flow_when_walked_through_then_each_step_is_the_next_one():
    hall = make.hall(forms=(VoteForm.NONE, VoteForm.OPEN_BALLOT))
    chair, meeting = hall.posts["presiding"], hall.meeting

    def step():
        meeting.refresh_from_db()
        return sitting(meeting).step.step

    assert step() is Step.OPEN_SIGN_IN
    presence.open_sign_in(hall.posts["operator"], meeting_id=meeting.id, now=MORNING)
    assert step() is Step.OPEN_MEETING
    assert sitting(meeting).step.waits is not None
    for delegate in hall.delegates:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=meeting.id, number=delegate.number, now=MORNING)
    assert sitting(meeting).step.waits is None
    running.open_meeting(chair, meeting_id=meeting.id, now=after(10))
    assert step() is Step.START_ITEM
    running.start_item(chair, item_id=hall.items[0].id, now=after(20))
    assert step() is Step.END_ITEM
    running.end_item(chair, item_id=hall.items[0].id, now=after(30))
    hall.items[0].refresh_from_db()
    assert hall.items[0].state == ItemState.OPINIONS_COLLECTED
    running.start_item(chair, item_id=hall.items[1].id, now=after(40))
    assert step() is Step.PREPARE_VOTE
    with pytest.raises(Conflict, match="还没有表决"):
        running.end_item(chair, item_id=hall.items[1].id, now=after(41))
    vote_id = voting.prepare_vote(chair, item_id=hall.items[1].id, now=after(50))
    assert voting.prepare_vote(chair, item_id=hall.items[1].id, now=after(51)) == vote_id
    assert step() is Step.OPEN_VOTE
    voting.open_vote(chair, vote_id=vote_id, seconds=None, now=after(60))
    assert step() is Step.STOP_VOTE
    vote = Vote.objects.get()
    cast(hall, vote, ["FOR"] * 6)
    voting.stop_vote(chair, vote_id=vote_id, now=after(150))
    assert step() is Step.AWAIT_COUNT
    sign_all(hall, vote, Channel.ONLINE, counts.online_tally(vote))
    assert step() is Step.ANNOUNCE
    with pytest.raises(Conflict):
        running.end_item(chair, item_id=hall.items[1].id, now=after(205))
    voting.announce_result(chair, vote_id=vote_id, now=after(210))
    assert step() is Step.END_ITEM
    with pytest.raises(Conflict, match="还有议程"):
        running.close_meeting(chair, meeting_id=meeting.id, now=after(215))
    running.end_item(chair, item_id=hall.items[1].id, now=after(220))
    assert step() is Step.CLOSE_MEETING
    running.close_meeting(chair, meeting_id=meeting.id, now=after(230))
    running.close_meeting(chair, meeting_id=meeting.id, now=after(231))
    assert step() is Step.NOTHING
    assert ledger.verify(f"congress/{meeting.id}") is None


def test_my_ballot_when_asked_at_each_stage_then_always_one_named_state():
    hall = in_session(without_phone=1)
    me = hall.delegates[0].id
    assert my_ballot(None, me, after(75)).state == "NONE"
    vote_id = voting.prepare_vote(hall.posts["presiding"], item_id=hall.items[0].id, now=after(80))
    assert my_ballot(Vote.objects.get(), me, after(81)).state == "WAITING"
    voting.open_vote(hall.posts["presiding"], vote_id=vote_id, seconds=60, now=after(90))
    vote = Vote.objects.get()
    assert my_ballot(vote, me, after(91)).state == "OPEN"
    assert my_ballot(vote, me, after(150)).state == "CLOSED_WITHOUT"
    assert my_ballot(vote, hall.delegates[5].id, after(91)).state == "ON_PAPER"
    cast(hall, vote, ["ABSTAIN"])
    mine = my_ballot(vote, me, after(200))
    assert (mine.state, mine.choice, mine.at) == ("RECEIVED", "ABSTAIN", after(100))


def test_remand_when_the_result_was_announced_then_refused_and_the_decision_stays():
    hall = in_session()
    vote = opened(hall)
    cast(hall, vote, ["FOR"] * 6)
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    sign_all(hall, vote, Channel.ONLINE, counts.online_tally(vote))
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(210))
    with pytest.raises(Conflict):
        running.remand_item(hall.posts["presiding"], item_id=hall.items[0].id, reason="分歧较大", now=after(220))
    hall.items[0].refresh_from_db()
    assert hall.items[0].state == ItemState.APPROVED
