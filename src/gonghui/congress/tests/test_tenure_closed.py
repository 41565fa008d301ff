"""What a closed term takes no more, and what of a term is entered twice or for a day that cannot be."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

import pytest

from gonghui.congress.actions import agenda, calls, committees, extending, joint, mandates, meetings, roll, unit_votes
from gonghui.congress.actions.mandates import MandateRow
from gonghui.congress.actions.unit_votes import Elected
from gonghui.congress.models import CommitteeMember, Delegate, JointItem, JointMeeting, Meeting, Term, TermExtension
from gonghui.congress.rules.states import MandateState, TermState
from gonghui.congress.tests.plan import DAY, ENDS, OPENS, Plan, meeting_of, plan
from gonghui.congress.tests.test_prepare_screens import browser, url
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db

TODAY = local_date(NOON)
LIN = Elected(name="林知夏", category="FRONT_LINE", employee_number="G0900")


def closed() -> Plan:
    """A closed term; the mandate of its only delegate ended with it."""
    made = plan(categories=("FRONT_LINE",), groups=1)
    made.term.electoral_units.create(name="一车间", staff=100)
    Term.objects.filter(id=made.term.id).update(state=TermState.CLOSED)
    Delegate.objects.update(ended_on=TODAY, state=MandateState.ENDED_TERM)
    return made


def _by_elect(made: Plan) -> object:
    return unit_votes.by_elect(
        made.secretary, unit_id=made.term.electoral_units.get().id, vacancy_id=made.delegates[0].id, elected=LIN,
        held_on=TODAY, staff=100, took_part=90, votes_for=80, now=NOON,
    )  # fmt: skip


def _enter(made: Plan) -> object:
    row = MandateRow(name="代表0", category="FRONT_LINE", person_id=made.delegates[0].person_id)
    return mandates.enter_delegates(made.secretary, term_id=made.term.id, rows=[row], now=NOON)


def _plan_meeting(made: Plan) -> object:
    return meetings.plan_meeting(
        made.secretary, term_id=made.term.id, number=1, mode="MIXED", opens_at=OPENS, ends_at=ENDS, now=NOON
    )


def _propose(made: Plan) -> object:
    return calls.propose_meeting(
        made.secretary, term_id=made.term.id, proposer="UNION", matter="讨论班车", proposed_on=TODAY, now=NOON
    )


def _set_up(made: Plan, name: str = "提案小组") -> UUID:
    return committees.set_up_committee(made.secretary, term_id=made.term.id, name=name, now=NOON)


@pytest.mark.parametrize("act", [_by_elect, _enter, _plan_meeting, _propose, _set_up])
def test_closed_term_when_something_new_is_entered_then_it_is_refused(act: Callable[[Plan], object]) -> None:
    made = closed()
    before = LedgerEntry.objects.count()
    with pytest.raises(Conflict) as caught:
        act(made)
    assert caught.value.code == "term-closed"
    assert "新的一届" in str(caught.value.remedy)
    assert (LedgerEntry.objects.count(), Delegate.objects.filter(ended_on=None).count()) == (before, 0)


def test_closed_term_when_a_list_of_delegates_comes_then_it_is_refused_when_sent_and_when_applied() -> None:
    made = closed()
    with pytest.raises(Conflict) as sent:
        roll.receive_roll(made.secretary, term_id=made.term.id, name="名册.csv", chunks=[b"x"], now=NOON)
    with pytest.raises(Conflict) as applied:
        roll.RollApplier(made.term).apply(made.secretary, [], now=NOON)
    assert (sent.value.code, applied.value.code) == ("term-closed", "term-closed")


def test_closed_term_when_its_page_is_opened_then_it_offers_nothing_new() -> None:
    made = closed()
    html = browser(made).get(url("term", made.term.id)).content.decode()
    assert "届满" in html
    for name in ("prepare-meeting", "term-call"):
        assert url(name, made.term.id) not in html


@pytest.mark.parametrize("state", [TermState.QUALIFIED, TermState.EXTENSION_PENDING])
def test_term_when_it_came_to_its_end_without_a_meeting_or_an_agreement_then_it_can_be_closed(state: TermState) -> None:
    made = plan(categories=("FRONT_LINE",))
    Term.objects.filter(id=made.term.id).update(state=state, ends_on=TODAY)
    assert "close-term" in browser(made).get(url("term", made.term.id)).content.decode()
    extending.close_term(made.secretary, term_id=made.term.id, now=NOON)
    assert Term.objects.get(id=made.term.id).state == TermState.CLOSED
    assert Delegate.objects.get().state == MandateState.ENDED_TERM


def test_part_when_asked_for_below_another_whole_then_there_is_none_and_it_stays() -> None:
    made = plan(categories=("FRONT_LINE",))
    client = browser(made)
    one, other = _hold(made, TODAY), _hold(made, TODAY - timedelta(days=1))
    item = joint.settle_item(made.secretary, joint_id=one, title="班车", matter="", outcome="增开一班。", now=NOON)
    assert client.post(url("joint-item-remove", other, item)).status_code == 404
    first, second = _set_up(made), _set_up(made, "安全小组")
    member = committees.join_committee(
        made.secretary, committee_id=first, delegate_id=made.delegates[0].id, now=NOON
    )  # fmt: skip
    for name in ("committee-head", "committee-leave"):
        assert client.post(url(name, second, member)).status_code == 404
    assert JointItem.objects.count() == 1
    assert CommitteeMember.objects.get().ended_on is None


def test_extension_when_agreed_to_on_a_day_to_come_then_refused() -> None:
    made = plan(categories=("FRONT_LINE",))
    Term.objects.filter(id=made.term.id).update(state=TermState.ACTIVE)
    with pytest.raises(RuleBroken) as caught:
        extending.extend_term(
            made.secretary, term_id=made.term.id, months=6, reason="厂区搬迁", approver="市总工会",
            approved_on=TODAY + timedelta(days=1), now=NOON,
        )  # fmt: skip
    assert caught.value.code == "day-to-come"
    assert TermExtension.objects.count() == 0


def _hold(made: Plan, on: date) -> UUID:
    return joint.record_joint(
        made.secretary, term_id=made.term.id, held_on=on, convened_by="UNION", called=12, attended=11, now=NOON
    )


def test_joint_meeting_when_entered_twice_then_it_is_one() -> None:
    made = plan(categories=())
    assert _hold(made, TODAY) == _hold(made, TODAY)
    assert JointMeeting.objects.count() == 1


def test_joint_meeting_when_a_congress_has_been_reported_to_since_then_it_is_refused_with_a_way_out() -> None:
    made = plan(categories=())
    heard = meeting_of(made)
    agenda.add_item(made.secretary, meeting_id=heard.id, title="工会工作报告", matter="M-REPORT-UNION", minutes=10,
                    now=NOON)  # fmt: skip
    Meeting.objects.filter(id=heard.id).update(closed_at=NOON, state="CLOSED")
    with pytest.raises(RuleBroken) as caught:
        _hold(made, DAY - timedelta(days=1))
    assert caught.value.code == "joint-day-heard"
    assert "下一次大会的工会工作报告" in str(caught.value.remedy)
    assert JointMeeting.objects.count() == 0
