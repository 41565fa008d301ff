"""Counting who is really here: asked on every phone, answered once, and only the silent recorded as gone."""

import pytest
from django.db import IntegrityError, transaction

from gonghui.congress.actions import casting, presence, rollcall, running, voting
from gonghui.congress.models import (
    Incident,
    NamedBallot,
    PresenceEntry,
    RollCall,
    RollCallAnswer,
    RollCallEntry,
    RollCallOutcome,
    RollEntry,
)
from gonghui.congress.queries import rollcall as queries
from gonghui.congress.queries.presence import is_present, quorum_now
from gonghui.congress.rules.rollcall import SECONDS, Outcome, RollCallStep, Stand
from gonghui.congress.tests import make
from gonghui.congress.tests.make import Hall, after
from gonghui.congress.tests.test_voting import cast, in_session, opened
from gonghui.kernel import ledger
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.ids import uuid7
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import OTHER_UNION, ident

pytestmark = pytest.mark.django_db

OVER = 100 + SECONDS


def counting(hall: Hall, *, at: int = 100) -> RollCall:
    """Start a roll-call."""
    chair = hall.posts["presiding"]
    return RollCall.objects.get(id=rollcall.start_roll_call(chair, meeting_id=hall.meeting.id, now=after(at)))


def answer(hall: Hall, call: RollCall, *who: int, at: int = 110) -> None:
    for n in who:
        rollcall.answer_roll_call(hall.delegate(n), roll_call_id=call.id, now=after(at))


def settle(hall: Hall, call: RollCall, outcome: Outcome = Outcome.LEFT, *, at: int = OVER) -> int:
    return rollcall.settle_roll_call(hall.posts["presiding"], roll_call_id=call.id, outcome=outcome, now=after(at))


def rows() -> tuple[int, ...]:
    tables = (RollCall, RollCallEntry, RollCallAnswer, RollCallOutcome, PresenceEntry, Incident, LedgerEntry)
    return tuple(table.objects.count() for table in tables)


def test_roll_call_when_started_then_asks_those_present_and_a_second_press_is_the_same():
    hall = in_session(present=5)
    first, second = counting(hall), counting(hall, at=103)
    assert first == second
    assert (first.number, (first.ends_at - first.starts_at).total_seconds()) == (1, SECONDS)
    asked = set(RollCallEntry.objects.values_list("delegate_id", flat=True))
    assert asked == {one.id for one in hall.delegates[:5]}
    assert queries.asked(hall.meeting, hall.delegates[5]) is None
    mine = queries.asked(hall.meeting, hall.delegates[0])
    assert mine is not None
    assert (mine.stand, mine.online) == (Stand.SILENT, False)


def test_roll_call_when_observers_are_present_then_only_full_delegates_are_asked():
    hall = in_session()
    hall.delegates[5].kind = "NON_VOTING"
    hall.delegates[5].save()
    assert queries.counted(counting(hall), after(101)).count.expected == 5


def test_roll_call_when_some_are_silent_then_they_are_recorded_as_gone_and_the_others_stay():
    hall = in_session()
    call = counting(hall)
    answer(hall, call, 0, 1, 2, 3)
    found = queries.counted(call, after(OVER))
    assert (found.step, found.count.here, found.count.silent) == (RollCallStep.OVER, 4, 2)
    assert [one.number for one in found.silent] == ["005", "006"]
    assert settle(hall, call) == 2
    assert [is_present(hall.meeting.id, one.id) for one in hall.delegates] == [True] * 4 + [False] * 2
    gone = PresenceEntry.objects.filter(direction="OUT").order_by("delegate__number")
    assert [(one.seq, one.channel, one.reason) for one in gone] == [(2, "ROLL_CALL", "第1次清点没有应答")] * 2
    assert "清点人数：在场名单 6 人，应答 4 人，登记离场 2 人。" in Incident.objects.get().text
    assert quorum_now(hall.meeting).present == 4
    assert queries.current(hall.meeting) is None
    assert ledger.verify(f"congress/{hall.meeting.id}") is None


def test_roll_call_when_kept_then_the_ledger_of_presence_does_not_change():
    hall = in_session()
    call = counting(hall)
    before = PresenceEntry.objects.count()
    assert settle(hall, call, Outcome.KEPT, at=105) == 0
    assert PresenceEntry.objects.count() == before
    assert RollCallOutcome.objects.get().silent == 6


def test_roll_call_when_settled_again_then_the_same_and_never_the_other_way():
    hall = in_session()
    call = counting(hall)
    answer(hall, call, 0)
    assert settle(hall, call) == 5
    before = rows()
    assert settle(hall, call, at=OVER + 3) == 5
    with pytest.raises(Conflict, match="已经办完"):
        settle(hall, call, Outcome.KEPT, at=OVER + 4)
    assert rows() == before


def test_roll_call_when_the_seconds_still_run_then_nobody_is_recorded_as_gone():
    hall = in_session()
    call = counting(hall)
    before = rows()
    with pytest.raises(Conflict, match="时间还没有到"):
        settle(hall, call, at=OVER - 1)
    assert rows() == before
    answer(hall, call, *range(6))
    assert settle(hall, call, at=OVER - 1) == 0


def test_answer_when_sent_again_or_late_then_counted_once_until_it_is_settled():
    hall = in_session()
    call = counting(hall)
    answer(hall, call, 0, at=101)
    answer(hall, call, 0, at=102)
    answer(hall, call, 1, at=OVER + 20)
    assert RollCallAnswer.objects.count() == 2
    assert settle(hall, call, at=OVER + 30) == 4
    answer(hall, call, 1, at=OVER + 31)  # a resend after the end is the answer that was received
    before = rows()
    with pytest.raises(Conflict, match="已经结束"):
        answer(hall, call, 2, at=OVER + 31)
    assert rows() == before


def test_answer_when_somebody_was_not_asked_then_told_to_sign_in():
    hall = in_session(present=5)
    call = counting(hall)
    before = rows()
    with pytest.raises(RuleBroken, match="不用应答"):
        answer(hall, call, 5)
    with pytest.raises(RuleBroken, match="不在清点的名单上"):
        rollcall.confirm_by_number(hall.posts["desk"], roll_call_id=call.id, number="006", now=after(110))
    assert rows() == before


def test_confirm_when_the_desk_reads_a_number_then_that_delegate_is_here():
    hall = in_session(without_phone=1)
    call = counting(hall)
    assert [one.number for one in queries.without_phone(queries.counted(call, after(101)).silent)] == ["006"]
    for _ in range(2):
        who = rollcall.confirm_by_number(hall.posts["desk"], roll_call_id=call.id, number=" G0005 ", now=after(110))
        assert who == hall.delegates[5].id
    assert RollCallAnswer.objects.values_list("channel", "by_account").get() == ("DESK", hall.posts["desk"].account_id)
    with pytest.raises(RuleBroken, match="名册里没有"):
        rollcall.confirm_by_number(hall.posts["desk"], roll_call_id=call.id, number="999", now=after(111))


def test_somebody_when_they_go_and_come_meanwhile_then_not_recorded_twice():
    hall = in_session()
    call = counting(hall)
    meeting = hall.meeting.id
    for n in (0, 1):
        presence.leave(hall.delegate(n), meeting_id=meeting, now=after(105))
    presence.sign_in_online(hall.delegate(1), meeting_id=meeting, now=after(108))
    answer(hall, call, 1)
    with pytest.raises(Conflict, match="登记离场"):
        answer(hall, call, 0)
    figures = queries.counted(call, after(OVER)).count
    assert (figures.here, figures.gone, figures.silent) == (1, 1, 4)
    assert settle(hall, call) == 4
    assert is_present(meeting, hall.delegates[1].id)
    entries = PresenceEntry.objects.filter(delegate=hall.delegates[0]).order_by("seq")
    assert [(one.seq, one.channel) for one in entries] == [(1, "DESK_NUMBER"), (2, "SELF")]


def test_somebody_when_recorded_as_gone_then_signs_in_again():
    hall = in_session()
    call = counting(hall)
    answer(hall, call, *range(5))
    settle(hall, call)
    presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number="006", now=after(OVER + 9))
    assert quorum_now(hall.meeting).present == 6


def test_roll_call_when_a_vote_is_open_then_its_roll_and_its_ballots_stay():
    hall = in_session()
    vote = opened(hall)
    cast(hall, vote, ["FOR"] * 2)
    roll = sorted(RollEntry.objects.values_list("delegate_id", flat=True))
    call = counting(hall)
    answer(hall, call, 1, 2)
    assert settle(hall, call) == 4
    assert sorted(RollEntry.objects.values_list("delegate_id", flat=True)) == roll
    assert NamedBallot.objects.count() == 2
    with pytest.raises(RuleBroken, match="已离场"):
        casting.cast_vote(hall.delegate(3), vote_id=vote.id, choice="FOR", key=uuid7(), now=after(OVER + 1))
    with pytest.raises(RuleBroken, match="还差 2 人"):
        voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(OVER + 2))


def test_roll_call_when_one_waits_to_be_settled_then_no_other_begins():
    hall = in_session()
    counting(hall)
    with pytest.raises(Conflict, match="还没有办完"):
        counting(hall, at=OVER)
    assert RollCall.objects.count() == 1


def test_roll_call_when_settled_then_the_next_has_the_next_number():
    hall = in_session()
    settle(hall, counting(hall), Outcome.KEPT)
    assert counting(hall, at=OVER + 9).number == 2


def test_roll_call_when_the_meeting_does_not_sit_then_refused():
    hall = make.hall()
    presence.open_sign_in(hall.posts["operator"], meeting_id=hall.meeting.id, now=after(0))
    presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=after(1))
    before = rows()
    with pytest.raises(Conflict, match="还没有宣布开会"):
        counting(hall)
    assert rows() == before


def test_roll_call_when_adjourned_then_people_can_be_counted_before_it_goes_on():
    hall = in_session()
    running.adjourn(hall.posts["presiding"], meeting_id=hall.meeting.id, reason="人数有疑问", now=after(90))
    assert counting(hall).number == 1


def test_roll_call_when_nobody_is_here_then_refused():
    hall = in_session()
    for n in range(6):
        presence.leave(hall.delegate(n), meeting_id=hall.meeting.id, now=after(90))
    with pytest.raises(RuleBroken, match="没有在场的正式代表"):
        counting(hall)


def test_roll_call_when_the_meeting_is_over_then_nothing_is_left_to_answer():
    hall = in_session()
    call = counting(hall)
    hall.meeting.closed_at = after(105)
    hall.meeting.save()
    assert queries.current(hall.meeting) is None
    with pytest.raises(Conflict, match="已经结束"):
        answer(hall, call, 0)
    with pytest.raises(Conflict, match="已经结束"):
        settle(hall, call)


def test_roll_call_when_the_wrong_people_try_then_not_theirs_or_not_there():
    hall = in_session()
    other = make.hall(of=make.union(OTHER_UNION, name="远山铸造厂工会"))
    call = counting(hall)
    before = rows()
    for actor in (hall.delegate(0), hall.posts["desk"], hall.posts["scrutineer"], hall.posts["secretary"]):
        with pytest.raises(NotAllowed):
            rollcall.start_roll_call(actor, meeting_id=hall.meeting.id, now=after(101))
        with pytest.raises(NotAllowed):
            rollcall.settle_roll_call(actor, roll_call_id=call.id, outcome=Outcome.KEPT, now=after(OVER))
    with pytest.raises(NotAllowed):
        rollcall.confirm_by_number(hall.delegate(0), roll_call_id=call.id, number="001", now=after(101))
    for actor in (other.delegate(0), other.posts["presiding"]):
        with pytest.raises(NotFound):
            rollcall.start_roll_call(actor, meeting_id=hall.meeting.id, now=after(101))
        with pytest.raises(NotFound):
            rollcall.answer_roll_call(actor, roll_call_id=call.id, now=after(101))
        with pytest.raises(NotFound):
            rollcall.settle_roll_call(actor, roll_call_id=call.id, outcome=Outcome.KEPT, now=after(OVER))
    with pytest.raises(NotFound):
        rollcall.answer_roll_call(hall.delegate(0), roll_call_id=ident("none"), now=after(101))
    assert rows() == before


def test_answer_when_written_twice_past_the_action_then_the_database_refuses():
    hall = in_session()
    call = counting(hall)
    answer(hall, call, 0)
    with pytest.raises(IntegrityError), transaction.atomic():
        RollCallAnswer.objects.create(roll_call=call, delegate=hall.delegates[0], channel="DESK", at=after(111))
