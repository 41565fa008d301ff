"""Coming and going."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from gonghui.congress.actions import presence
from gonghui.congress.models import LeaveRequest, PresenceEntry
from gonghui.congress.queries.presence import by_delegation, desk_rows, is_present, quorum_now
from gonghui.congress.rules import codes
from gonghui.congress.rules.kinds import Mode
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, after
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.testing import OTHER_UNION, ident

pytestmark = pytest.mark.django_db


def opened(**kwargs):
    hall = make.hall(**kwargs)
    presence.open_sign_in(hall.posts["operator"], meeting_id=hall.meeting.id, now=MORNING)
    hall.meeting.refresh_from_db()
    return hall


def test_sign_in_when_online_then_present_once_and_a_second_press_says_again():
    hall = opened()
    first = presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=MORNING)
    second = presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=after(9))
    assert (first.again, second.again, second.at) == (False, True, MORNING)
    assert PresenceEntry.objects.count() == 1
    assert is_present(hall.meeting.id, hall.delegates[0].id)


def test_sign_in_when_the_wall_code_is_fresh_then_present_and_when_old_then_refused():
    hall = opened()
    code = codes.wall_code(bytes(hall.meeting.sign_in_code.secret), MORNING)
    presence.sign_in_by_wall_code(hall.delegate(0), meeting_id=hall.meeting.id, code=code, now=after(60))
    with pytest.raises(RuleBroken, match="过期"):
        presence.sign_in_by_wall_code(hall.delegate(1), meeting_id=hall.meeting.id, code=code, now=after(300))
    assert quorum_now(hall.meeting).present == 1


def test_sign_in_when_own_code_is_shown_to_the_desk_then_that_delegate_is_present():
    hall = opened()
    code = codes.own_code(bytes(hall.meeting.sign_in_code.secret), hall.delegates[4].id, MORNING)
    done = presence.sign_in_by_own_code(hall.posts["desk"], meeting_id=hall.meeting.id, code=code, now=MORNING)
    assert done.delegate_id == hall.delegates[4].id
    with pytest.raises(RuleBroken, match="没有认出"):
        presence.sign_in_by_own_code(hall.posts["desk"], meeting_id=hall.meeting.id, code="00000000", now=MORNING)


@pytest.mark.parametrize("number", ["002", " 002 ", "G0001"])
def test_sign_in_when_the_desk_types_a_number_then_that_delegate_is_present(number):
    hall = opened()
    done = presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number=number, now=MORNING)
    assert done.delegate_id == hall.delegates[1].id


@pytest.mark.parametrize("number", ["", "  ", "999"])
def test_sign_in_when_the_number_is_nobodys_then_refused(number):
    hall = opened()
    with pytest.raises(RuleBroken, match="名册里没有"):
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number=number, now=MORNING)


def test_sign_in_when_not_begun_then_refused_and_nothing_written():
    hall = make.hall()
    with pytest.raises(RuleBroken, match="还没有开始"):
        presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=MORNING)
    assert not PresenceEntry.objects.exists()


def test_sign_in_when_on_site_only_then_not_from_afar():
    hall = opened(mode=Mode.ON_SITE)
    with pytest.raises(RuleBroken, match="现场召开"):
        presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=MORNING)


def test_sign_in_when_a_stranger_or_nobody_then_there_is_nothing():
    hall = opened()
    other = make.hall(of=make.union(OTHER_UNION, name="远山铸造厂工会"))
    for actor in (other.delegate(0), other.posts["desk"], Actor.stranger(), Actor.system("x")):
        with pytest.raises(NotFound):
            presence.sign_in_online(actor, meeting_id=hall.meeting.id, now=MORNING)
        with pytest.raises(NotFound):
            presence.sign_in_by_number(actor, meeting_id=hall.meeting.id, number="001", now=MORNING)
        with pytest.raises(NotFound):
            presence.open_sign_in(actor, meeting_id=hall.meeting.id, now=MORNING)
    assert not PresenceEntry.objects.exists()


def test_desk_when_a_delegate_tries_its_work_then_not_allowed():
    hall = opened()
    with pytest.raises(NotAllowed):
        presence.sign_in_by_number(hall.delegate(0), meeting_id=hall.meeting.id, number="001", now=MORNING)
    with pytest.raises(NotAllowed):
        presence.leave(hall.delegate(0), meeting_id=hall.meeting.id, delegate_id=hall.delegates[1].id, now=MORNING)


def test_leave_when_present_then_gone_and_may_come_back():
    hall = opened()
    me = hall.delegate(0)
    assert not presence.leave(me, meeting_id=hall.meeting.id, now=MORNING)
    presence.sign_in_online(me, meeting_id=hall.meeting.id, now=MORNING)
    assert presence.leave(me, meeting_id=hall.meeting.id, now=after(60))
    assert not presence.leave(me, meeting_id=hall.meeting.id, now=after(61))
    assert not is_present(hall.meeting.id, hall.delegates[0].id)
    presence.sign_in_online(me, meeting_id=hall.meeting.id, now=after(120))
    assert list(PresenceEntry.objects.order_by("seq").values_list("seq", "direction")) == [
        (1, "IN"), (2, "OUT"), (3, "IN"),
    ]  # fmt: skip


def test_leave_when_the_desk_sends_somebody_unknown_then_there_is_nobody():
    hall = opened()
    with pytest.raises(NotFound):
        presence.leave(hall.posts["desk"], meeting_id=hall.meeting.id, delegate_id=ident("nobody"), now=MORNING)


def test_quorum_when_only_full_delegates_count_then_a_guest_does_not():
    hall = opened(delegates=6)
    hall.delegates[5].kind = "NON_VOTING"
    hall.delegates[5].save()
    for n in (0, 1, 2, 5):
        presence.sign_in_online(hall.delegate(n), meeting_id=hall.meeting.id, now=MORNING)
    quorum = quorum_now(hall.meeting)
    assert (quorum.should, quorum.present, quorum.needed, quorum.met) == (5, 3, 4, False)
    assert [(d.name, d.should, d.present, d.missing) for d in by_delegation(hall.meeting)] == [("一车间", 5, 3, 2)]


def test_desk_rows_when_some_came_then_each_is_shown_as_of_the_last_entry():
    hall = opened()
    presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=MORNING)
    presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number="002", now=after(5))
    presence.leave(hall.delegate(1), meeting_id=hall.meeting.id, now=after(9))
    rows = desk_rows(hall.meeting)
    assert [(r.number, r.present, r.online, r.since) for r in rows[:3]] == [
        ("001", True, True, MORNING), ("002", False, False, after(9)), ("003", False, False, None),
    ]  # fmt: skip


def test_leave_request_when_asked_twice_then_one_and_decided_once():
    hall = opened()
    for _ in range(2):
        presence.ask_leave(hall.delegate(0), meeting_id=hall.meeting.id, reason="夜班", now=MORNING)
    request = LeaveRequest.objects.get()
    presence.decide_leave(hall.posts["secretary"], request_id=request.id, granted=True, now=after(5))
    presence.decide_leave(hall.posts["secretary"], request_id=request.id, granted=True, now=after(6))
    with pytest.raises(Conflict):
        presence.decide_leave(hall.posts["secretary"], request_id=request.id, granted=False, now=after(7))
    assert desk_rows(hall.meeting)[0].on_leave


def test_leave_request_when_without_reason_or_by_the_wrong_person_then_refused():
    hall = opened()
    with pytest.raises(RuleBroken):
        presence.ask_leave(hall.delegate(0), meeting_id=hall.meeting.id, reason=" ", now=MORNING)
    presence.ask_leave(hall.delegate(0), meeting_id=hall.meeting.id, reason="夜班", now=MORNING)
    with pytest.raises(NotAllowed):
        presence.decide_leave(hall.posts["desk"], request_id=LeaveRequest.objects.get().id, granted=True, now=MORNING)
    with pytest.raises(NotFound):
        presence.decide_leave(hall.posts["secretary"], request_id=ident("none"), granted=True, now=MORNING)


def test_entry_when_out_of_order_or_changed_then_the_database_refuses():
    hall = opened()
    presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=MORNING)
    with pytest.raises(IntegrityError), transaction.atomic():
        PresenceEntry.objects.create(
            meeting=hall.meeting, delegate=hall.delegates[0], seq=2, direction="IN", channel="ONLINE", at=MORNING
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        PresenceEntry.objects.update(at=after(99))


def test_sign_in_when_the_meeting_is_over_then_refused():
    hall = opened()
    hall.meeting.closed_at = after(1)
    hall.meeting.save()
    with pytest.raises(Conflict):
        presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=after(2))
    with pytest.raises(Conflict):
        presence.open_sign_in(hall.posts["operator"], meeting_id=hall.meeting.id, now=after(2))
