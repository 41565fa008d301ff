"""Steps of a meeting that are held otherwise than the rest, and the hall that a union owes each year."""

from datetime import timedelta

import pytest

from gonghui.congress.actions import conduct, presence
from gonghui.congress.documents import frame
from gonghui.congress.models import Meeting, PresenceEntry, Term
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.queries.presence import entitled_now, is_afar
from gonghui.congress.rules.kinds import Mode
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.tests import make
from gonghui.congress.tests.make import MORNING
from gonghui.kernel.errors import Conflict, NotAllowed, RuleBroken
from gonghui.kernel.testing import ident

pytestmark = pytest.mark.django_db


def planned(mode=Mode.MIXED):
    return make.hall(mode=mode, state=MeetingState.PROPOSED)


def chosen(hall, **modes):
    conduct.set_conduct(hall.posts["secretary"], meeting_id=hall.meeting.id, modes=modes, now=MORNING)
    hall.meeting.refresh_from_db()
    return hall


def test_conduct_when_signing_in_is_on_site_then_nobody_signs_in_online():
    hall = chosen(planned(), SIGN_IN="ON_SITE", DISCUSSION="ONLINE", VOTING="MIXED")
    assert hall.meeting.conduct == {"SIGN_IN": "ON_SITE", "DISCUSSION": "ONLINE"}
    assert frame.mode_words(hall.meeting) == "线上线下结合（报到现场、分组讨论线上）"
    presence.open_sign_in(hall.posts["operator"], meeting_id=hall.meeting.id, now=MORNING)
    with pytest.raises(RuleBroken, match="在会场报到"):
        presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=MORNING)
    assert not PresenceEntry.objects.exists()
    presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number="001", now=MORNING)


def test_conduct_when_voting_is_on_site_then_whoever_is_online_has_no_vote():
    hall = chosen(planned(), VOTING="ON_SITE")
    presence.open_sign_in(hall.posts["operator"], meeting_id=hall.meeting.id, now=MORNING)
    presence.sign_in_online(hall.delegate(0), meeting_id=hall.meeting.id, now=MORNING)
    presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number="002", now=MORNING)
    item = hall.meeting.items.get()
    assert entitled_now(item) == [hall.delegates[1].id]
    assert is_afar(item, hall.delegates[0].id)


def test_conduct_when_impossible_or_ready_or_by_others_then_refused_and_nothing_kept():
    hall = planned()
    with pytest.raises(RuleBroken, match="不能只有线上"):
        chosen(hall, SIGN_IN="ONLINE")
    with pytest.raises(RuleBroken, match="请从列表"):
        chosen(hall, LUNCH="ONLINE")
    with pytest.raises(NotAllowed):
        conduct.set_conduct(hall.posts["desk"], meeting_id=hall.meeting.id, modes={}, now=MORNING)
    hall.meeting.state = MeetingState.READY
    hall.meeting.save()
    with pytest.raises(Conflict, match="准备就绪"):
        chosen(hall, VOTING="ON_SITE")
    hall.meeting.refresh_from_db()
    assert hall.meeting.conduct == {}


def yearly(hall):
    """What readiness says of the hall that is owed each year."""
    gaps = readiness_of(hall.meeting, MORNING).of_step(PrepStep.BASICS)
    return [(gap.must, gap.can_override) for gap in gaps if gap.rule == "V40"]


@pytest.mark.parametrize(("days", "mode", "state", "owed"), [
    (-30, Mode.ON_SITE, MeetingState.ARCHIVED, False), (-30, Mode.MIXED, MeetingState.CLOSED, False),
    (-30, Mode.ONLINE, MeetingState.CLOSED, True), (-30, Mode.ON_SITE, MeetingState.CANCELLED, True),
    (30, Mode.ON_SITE, MeetingState.POSTPONED, True), (30, Mode.ON_SITE, MeetingState.PROPOSED, False),
    (-365, Mode.ON_SITE, MeetingState.ARCHIVED, True),
])  # fmt: skip
def test_readiness_when_a_meeting_is_online_then_the_union_owes_one_with_a_hall_in_that_year(days, mode, state, owed):
    hall = planned(Mode.ONLINE)
    assert yearly(hall) == [(True, True)]
    before = Term.objects.create(
        union=hall.meeting.term.union, number=4, state="CLOSED", starts_on=MORNING.date() - timedelta(days=1500),
        ends_on=MORNING.date(), staff=100, women_staff=10,
    )  # fmt: skip
    other = Meeting.objects.get()
    other.pk, other.term, other.number = ident("other meeting"), before, 7
    other.mode, other.state, other.opens_at = mode, state, MORNING + timedelta(days=days)
    other.save(force_insert=True)
    assert yearly(hall) == ([(True, True)] if owed else [])
