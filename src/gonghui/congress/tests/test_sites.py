"""Several places of one meeting: who is expected where, and where each came in."""

import pytest

from gonghui.congress.actions import devices, presence, sites
from gonghui.congress.models import Delegation, PresenceEntry, Site, SitePlan
from gonghui.congress.queries import sites as asked
from gonghui.congress.queries.devices import screen
from gonghui.congress.queries.presence import quorum_now
from gonghui.congress.rules import codes
from gonghui.congress.rules.kinds import Mode
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING, after
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.testing import OTHER_UNION, ident

pytestmark = pytest.mark.django_db


def two_places(*, delegates=6, mode=Mode.MIXED, state=MeetingState.PROPOSED):
    """A meeting in preparation with a main place and another one."""
    hall = make.hall(delegates=delegates, mode=mode, state=MeetingState.PROPOSED)
    secretary, meeting = hall.posts["secretary"], hall.meeting
    main = sites.add_site(secretary, meeting_id=meeting.id, name="主会场", place="俱乐部", now=MORNING)
    other = sites.add_site(secretary, meeting_id=meeting.id, name="动力车间", place="大食堂", now=MORNING)
    meeting.refresh_from_db()
    if state != MeetingState.PROPOSED:
        meeting.state = state
        meeting.save()
        presence.open_sign_in(hall.posts["operator"], meeting_id=meeting.id, now=MORNING)
        meeting.refresh_from_db()
    return hall, main, other


def test_add_site_when_the_first_then_it_is_the_main_place_and_a_name_stands_once():
    hall, main, other = two_places()
    assert [(site.id, site.name, site.is_main) for site in asked.of(hall.meeting)] == [
        (main, "主会场", True), (other, "动力车间", False),
    ]  # fmt: skip
    with pytest.raises(Conflict, match="已经有"):
        sites.add_site(hall.posts["secretary"], meeting_id=hall.meeting.id, name=" 动力车间 ", now=MORNING)
    with pytest.raises(RuleBroken, match="名称"):
        sites.add_site(hall.posts["secretary"], meeting_id=hall.meeting.id, name=" ", now=MORNING)
    assert Site.objects.count() == 2


def test_add_site_when_wholly_online_or_ready_or_by_others_then_refused():
    hall = make.hall(mode=Mode.ONLINE, state=MeetingState.PROPOSED)
    with pytest.raises(RuleBroken, match="全程线上"):
        sites.add_site(hall.posts["secretary"], meeting_id=hall.meeting.id, name="会场", now=MORNING)
    hall.meeting.mode, hall.meeting.state = Mode.MIXED, MeetingState.READY
    hall.meeting.save()
    with pytest.raises(Conflict, match="准备就绪"):
        sites.add_site(hall.posts["secretary"], meeting_id=hall.meeting.id, name="会场", now=MORNING)
    with pytest.raises(NotAllowed):
        sites.add_site(hall.posts["desk"], meeting_id=hall.meeting.id, name="会场", now=MORNING)
    assert not Site.objects.exists()


def test_edit_site_when_made_the_main_one_then_there_is_one_main_place():
    hall, main, other = two_places()
    secretary, meeting = hall.posts["secretary"], hall.meeting
    sites.edit_site(secretary, meeting_id=meeting.id, site_id=other, name="动力", is_main=True, now=MORNING)
    assert [site.name for site in asked.of(meeting)] == ["动力", "主会场"]
    assert Site.objects.get(is_main=True).id == other
    sites.edit_site(secretary, meeting_id=meeting.id, site_id=main, name="原主会场", now=MORNING)
    with pytest.raises(NotFound):
        sites.edit_site(secretary, meeting_id=meeting.id, site_id=ident("none"), name="x", now=MORNING)


def test_remove_site_when_main_or_used_then_refused_else_nobody_is_expected_there():
    hall, main, other = two_places()
    secretary, meeting = hall.posts["secretary"], hall.meeting
    sites.expect_delegate(
        secretary, meeting_id=meeting.id, delegate_id=hall.delegates[0].id, where=str(other), now=MORNING
    )
    token = devices.make_wall(secretary, meeting_id=meeting.id, site_id=other, now=MORNING)
    with pytest.raises(Conflict, match="主会场"):
        sites.remove_site(secretary, meeting_id=meeting.id, site_id=main, now=MORNING)
    sites.remove_site(secretary, meeting_id=meeting.id, site_id=other, now=MORNING)
    assert not SitePlan.objects.exists()
    assert screen(token).site is None
    presence.open_sign_in(hall.posts["operator"], meeting_id=meeting.id, now=MORNING)
    presence.sign_in_by_number(hall.posts["desk"], meeting_id=meeting.id, number="001", site_id=main, now=MORNING)
    with pytest.raises(Conflict, match="已有代表"):
        sites.remove_site(secretary, meeting_id=meeting.id, site_id=main, now=MORNING)


def test_expect_when_a_delegation_and_one_of_it_then_each_stands_once_and_can_be_taken_back():
    hall, main, _other = two_places()
    secretary, meeting, first = hall.posts["secretary"], hall.meeting, hall.delegates[0]
    group = Delegation.objects.get()

    def whole(where):
        return sites.expect_delegation(
            secretary, meeting_id=meeting.id, delegation_id=group.id, where=where, now=MORNING
        )

    assert whole(str(main)) == 6
    assert whole(str(main)) == 0
    sites.expect_delegate(secretary, meeting_id=meeting.id, delegate_id=first.id, where="ONLINE", now=MORNING)
    plans = asked.plans(meeting)
    assert plans[first.id] is None
    assert {site.id for site in plans.values() if site} == {main}
    assert whole("") == 6
    assert asked.plans(meeting) == {}
    with pytest.raises(NotFound):
        whole(str(ident("no site")))


def test_expect_when_online_at_a_meeting_held_on_site_then_refused():
    hall, _main, _other = two_places(mode=Mode.ON_SITE)
    with pytest.raises(RuleBroken, match="现场召开"):
        sites.expect_delegate(
            hall.posts["secretary"], meeting_id=hall.meeting.id, delegate_id=hall.delegates[0].id, where="ONLINE",
            now=MORNING,
        )  # fmt: skip
    theirs = make.hall(of=make.union(OTHER_UNION, name="远山铸造厂工会"))
    with pytest.raises(NotFound):
        sites.expect_delegate(
            hall.posts["secretary"], meeting_id=hall.meeting.id, delegate_id=theirs.delegates[0].id, where="",
            now=MORNING,
        )  # fmt: skip
    assert not SitePlan.objects.exists()


def test_sign_in_when_at_the_desks_of_two_sites_then_each_counts_there_and_the_quorum_is_one():
    hall, main, other = two_places(state=MeetingState.READY)
    desk, meeting = hall.posts["desk"], hall.meeting
    group = Delegation.objects.get()
    sites.expect_delegation(
        hall.posts["secretary"], meeting_id=meeting.id, delegation_id=group.id, where=str(main), now=MORNING
    )
    for number, site in (("001", main), ("002", main), ("003", other)):
        done = presence.sign_in_by_number(desk, meeting_id=meeting.id, number=number, site_id=site, now=MORNING)
        assert done.site_id == site
    presence.sign_in_online(hall.delegate(3), meeting_id=meeting.id, now=MORNING)
    rows = asked.presence(meeting)
    assert [(row.site and row.site.name, row.should, row.present) for row in rows] == [
        ("主会场", 6, 2), ("动力车间", 0, 1), (None, 0, 1),
    ]  # fmt: skip
    assert quorum_now(meeting).present == 4
    again = presence.sign_in_by_number(desk, meeting_id=meeting.id, number="003", site_id=main, now=after(9))
    assert (again.again, again.site_id) == (True, other)
    presence.leave(hall.delegate(2), meeting_id=meeting.id, now=after(20))
    assert asked.presence(meeting)[1].present == 0
    assert PresenceEntry.objects.get(delegate=hall.delegates[2], seq=2).site_id == other


def test_sign_in_when_the_desk_has_not_told_its_site_then_refused_and_nothing_written():
    hall, _main, _other = two_places(state=MeetingState.READY)
    with pytest.raises(RuleBroken, match="哪个会场"):
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number="001", now=MORNING)
    with pytest.raises(NotFound):
        presence.sign_in_by_number(
            hall.posts["desk"], meeting_id=hall.meeting.id, number="001", site_id=ident("other"), now=MORNING
        )
    assert not PresenceEntry.objects.exists()


def test_wall_code_when_of_a_site_then_it_says_where_and_that_of_no_site_is_the_main_place():
    hall, main, other = two_places(state=MeetingState.READY)
    meeting = hall.meeting
    secret = bytes(meeting.sign_in_code.secret)
    for n, site, where in ((0, other, other), (1, main, main), (2, None, main)):
        done = presence.sign_in_by_wall_code(
            hall.delegate(n), meeting_id=meeting.id, code=codes.wall_code(secret, MORNING, site), now=after(30)
        )
        assert done.site_id == where
    old = codes.wall_code(secret, MORNING, other)
    with pytest.raises(RuleBroken, match="过期"):
        presence.sign_in_by_wall_code(hall.delegate(3), meeting_id=meeting.id, code=old, now=after(300))
    foreign = codes.wall_code(secret, MORNING, ident("elsewhere"))
    with pytest.raises(RuleBroken, match="过期"):
        presence.sign_in_by_wall_code(hall.delegate(3), meeting_id=meeting.id, code=foreign, now=MORNING)
