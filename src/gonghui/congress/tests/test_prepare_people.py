"""Appointments, group reports."""

from datetime import timedelta

import pytest

from gonghui.congress.actions import appointments, groups
from gonghui.congress.models import Appointment, Delegate, GroupReport, Meeting
from gonghui.congress.tests.make import person
from gonghui.congress.tests.plan import DAY, Plan, meeting_of, plan, stranger, worker_of
from gonghui.kernel.errors import NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON
from gonghui.registry.models import Membership

pytestmark = pytest.mark.django_db


def _made() -> tuple[Plan, Meeting]:
    made = plan(categories=("FRONT_LINE",) * 6)
    return made, meeting_of(made)


def _appoint(made: Plan, meeting: Meeting, role: str, n: int) -> Appointment:
    ident = appointments.appoint(made.secretary, meeting_id=meeting.id, role=role, delegate_id=made.delegates[n].id,
                                 now=NOON)  # fmt: skip
    return Appointment.objects.get(id=ident)


def test_post_when_given_twice_then_it_is_one() -> None:
    made, meeting = _made()
    assert _appoint(made, meeting, "presidium", 0).id == _appoint(made, meeting, "presidium", 0).id
    assert LedgerEntry.objects.filter(verb="appointed").count() == 1


def test_post_when_ended_then_it_can_be_given_again() -> None:
    made, meeting = _made()
    first = _appoint(made, meeting, "scrutineer", 0)
    for _again in range(2):
        appointments.end_appointment(made.secretary, appointment_id=first.id, now=NOON)
    first.refresh_from_db()
    assert first.ended_at == NOON
    assert _appoint(made, meeting, "scrutineer", 0).id != first.id


def test_chair_when_not_of_the_presidium_then_refused_once_there_is_one() -> None:
    made, meeting = _made()
    _appoint(made, meeting, "presidium", 0)
    with pytest.raises(RuleBroken) as caught:
        _appoint(made, meeting, "presiding", 1)
    assert caught.value.code == "presiding-not-presidium"
    assert _appoint(made, meeting, "presiding", 0).delegate_id == made.delegates[0].id


def test_scrutineers_when_of_one_delegation_then_refused_with_the_law() -> None:
    made, meeting = _made()
    _appoint(made, meeting, "scrutineer", 0)
    with pytest.raises(RuleBroken) as caught:
        _appoint(made, meeting, "scrutineer", 3)
    assert caught.value.code == "scrutineers-apart"
    assert _appoint(made, meeting, "scrutineer", 1).role == "scrutineer"


@pytest.mark.parametrize("other", ["presiding", "teller", "operator"])
def test_scrutineer_when_holding_a_post_that_leads_or_counts_then_refused(other: str) -> None:
    made, meeting = _made()
    _appoint(made, meeting, other, 0)
    with pytest.raises(RuleBroken) as caught:
        _appoint(made, meeting, "scrutineer", 0)
    assert caught.value.code == "posts-apart"


def test_post_of_a_delegate_when_given_to_another_then_refused() -> None:
    made, meeting = _made()
    Delegate.objects.filter(id=made.delegates[0].id).update(kind="NON_VOTING")
    with pytest.raises(RuleBroken) as caught:
        _appoint(made, meeting, "presidium", 0)
    assert caught.value.code == "post-not-delegate"


def test_desk_when_given_to_a_member_then_it_stands_and_to_an_outsider_then_there_is_none() -> None:
    made, meeting = _made()
    member, outsider = person("会员甲"), person("外人甲")
    Membership.objects.create(person=member, union=made.union, number="H1", since=DAY)
    ident = appointments.appoint(made.secretary, meeting_id=meeting.id, role="desk", person_id=member.id, now=NOON)
    assert Appointment.objects.get(id=ident).delegate_id is None
    with pytest.raises(NotFound):
        appointments.appoint(made.secretary, meeting_id=meeting.id, role="desk", person_id=outsider.id, now=NOON)
    with pytest.raises(RuleBroken):
        appointments.appoint(made.secretary, meeting_id=meeting.id, role="king", person_id=member.id, now=NOON)


def test_post_when_others_give_it_then_nothing_is_written() -> None:
    made, meeting = _made()
    for who, error in ((worker_of(made.union), NotAllowed), (stranger(), NotFound)):
        with pytest.raises(error):
            appointments.appoint(who, meeting_id=meeting.id, role="desk", delegate_id=made.delegates[0].id, now=NOON)
    assert not Appointment.objects.exists()


def test_group_report_when_filed_again_then_the_newer_text_stands() -> None:
    made, meeting = _made()
    group = made.term.delegations.order_by("position").first()
    assert group is not None
    for text in ("夜班补贴偏低", "夜班补贴偏低", "夜班补贴偏低，建议每班提高 5 元"):
        groups.file_group_report(made.secretary, meeting_id=meeting.id, delegation_id=group.id, held_on=DAY,
                                 attended=2, summary=text, now=NOON)  # fmt: skip
    assert GroupReport.objects.get().summary == "夜班补贴偏低，建议每班提高 5 元"
    assert LedgerEntry.objects.filter(verb="filed-group-report").count() == 2


def test_group_report_when_figures_cannot_be_then_refused() -> None:
    made, meeting = _made()
    group = made.term.delegations.order_by("position").first()
    assert group is not None
    for held_on, attended, text, code in (
        (DAY + timedelta(days=1), 1, "无意见", "day-to-come"),
        (DAY, 3, "无意见", "attended"),
        (DAY, 1, " ", "text-missing"),
    ):
        with pytest.raises(RuleBroken) as caught:
            groups.file_group_report(made.secretary, meeting_id=meeting.id, delegation_id=group.id, held_on=held_on,
                                     attended=attended, summary=text, now=NOON)  # fmt: skip
        assert caught.value.code == code
    assert not GroupReport.objects.exists()
