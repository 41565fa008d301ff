"""From an empty meeting to the word that it can open, and back."""

from datetime import datetime, timedelta

import pytest

from gonghui.congress.actions import (
    agenda,
    appointments,
    contracts,
    groups,
    materials,
    meetings,
    notices,
    presence,
    readying,
    running,
    signing,
    terms,
)
from gonghui.congress.models import AgendaItem, Appointment, BallotRow, Delegate, Meeting, Override, Paper, Term
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.rules.contracts import BARGAINED
from gonghui.congress.rules.states import ItemState, MandateState, MeetingState, Post, TermState
from gonghui.congress.tests.make import actor_for, person
from gonghui.congress.tests.plan import DAY, ENDS, OPENS, Plan, fresh, meeting_of, plan, stranger, worker_of
from gonghui.kernel.actor import Actor, Hat
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db


def prepared() -> tuple[Plan, Meeting]:
    """Do all that must be done before a meeting can open, through the actions alone."""
    made = plan()
    who = made.secretary
    terms.qualify(who, term_id=made.term.id, now=NOON)
    meeting = meeting_of(made)
    agenda.start_from_template(who, meeting_id=meeting.id, template="PRIVATE_ENTERPRISE", now=NOON)
    for item in meeting.items.filter(matter__in=BARGAINED):
        contracts.record_signatures(who, item_id=item.id, signed_on=DAY, for_staff="贺明川", for_unit="沈岳", now=NOON)
    signing.sign_agenda_for_union(who, meeting_id=meeting.id, now=NOON)
    signing.sign_agenda_for_unit(who, meeting_id=meeting.id, signed_by="总经理 沈岳", now=NOON)
    meetings.report_upward(who, meeting_id=meeting.id, superior="临江区总工会", sent_on=DAY, now=NOON)
    for n, role in ((9, Post.PRESIDIUM), (10, Post.PRESIDIUM), (11, Post.PRESIDIUM), (9, Post.PRESIDING),
                    (12, Post.SCRUTINEER), (13, Post.SCRUTINEER), (14, Post.TELLER)):  # fmt: skip
        appointments.appoint(who, meeting_id=meeting.id, role=role, delegate_id=made.delegates[n].id, now=NOON)
    for item in meeting.items.exclude(power="PROCEDURE"):
        materials.add_paper(who, meeting_id=meeting.id, title=f"{item.title}（材料）", kind="REPORT", text="正文",
                            item_id=item.id, now=NOON)  # fmt: skip
    materials.serve_papers(who, meeting_id=meeting.id, now=NOON)
    notice = notices.draft_notice(who, meeting_id=meeting.id, text="定于四月十日召开……", now=NOON)
    notices.send_notice(who, notice_id=notice, now=NOON)
    for group in made.term.delegations.all():
        groups.file_group_report(who, meeting_id=meeting.id, delegation_id=group.id, held_on=DAY, attended=5,
                                 summary="无意见", now=NOON)  # fmt: skip
    return made, fresh(meeting)


def test_meeting_when_all_is_done_then_it_can_open() -> None:
    made, meeting = prepared()
    assert meeting.state == MeetingState.GROUP_DISCUSSION
    assert [str(gap.sentence) for gap in readiness_of(meeting, NOON).gaps if gap.must] == []
    for _again in range(2):
        readying.declare_ready(made.secretary, meeting_id=meeting.id, now=NOON)
    ready = fresh(meeting)
    assert (ready.state, ready.ready_at) == (MeetingState.READY, NOON)
    assert LedgerEntry.objects.filter(verb="declared-ready").count() == 1
    states = set(meeting.items.values_list("power", "state"))
    assert {state for power, state in states if power != "PROCEDURE"} == {ItemState.SERVED}
    assert {state for power, state in states if power == "PROCEDURE"} == {ItemState.CONSULTED}
    assert set(Delegate.objects.values_list("state", flat=True)) == {MandateState.SERVING}
    assert Term.objects.get().state == TermState.ACTIVE


def test_meeting_when_something_is_missing_then_the_gate_says_what_and_how_many() -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    with pytest.raises(RuleBroken) as caught:
        readying.declare_ready(made.secretary, meeting_id=meeting.id, now=NOON)
    assert caught.value.code == "not-ready"
    missing = [gap for gap in readiness_of(fresh(meeting), NOON).gaps if gap.must]
    assert caught.value.fields["missing"] == str(len(missing))
    assert "还没有职工代表名册" in str(caught.value)
    assert fresh(meeting).state == MeetingState.PROPOSED


@pytest.mark.parametrize(("kind", "fault"), [("ELECTION", "还没有列出候选人"), ("APPRAISAL", "还没有列出测评对象")])
def test_meeting_when_a_ballot_has_nobody_on_it_then_it_cannot_open_until_somebody_stands(
    kind: str, fault: str
) -> None:
    made, meeting = prepared()
    item = meeting.items.exclude(power="PROCEDURE").order_by("position")[0]
    AgendaItem.objects.filter(id=item.id).update(paper_kind=kind, seats=1)
    missing = [str(gap.sentence) for gap in readiness_of(meeting, NOON).gaps if gap.must]
    assert missing == [f"“{item.title}”的表决票还不完整：{fault}"]
    with pytest.raises(RuleBroken) as caught:
        readying.declare_ready(made.secretary, meeting_id=meeting.id, now=NOON)
    assert (caught.value.code, fresh(meeting).ready_at) == ("not-ready", None)
    BallotRow.objects.create(item=item, position=1, name="沈岳")
    readying.declare_ready(made.secretary, meeting_id=meeting.id, now=NOON)
    assert fresh(meeting).state == MeetingState.READY


def test_meeting_when_ready_then_its_preparation_is_fixed_until_taken_back() -> None:
    made, meeting = prepared()
    readying.declare_ready(made.secretary, meeting_id=meeting.id, now=NOON)
    item = meeting.items.first()
    assert item is not None
    with pytest.raises(Conflict):
        agenda.move_item(made.secretary, item_id=item.id, up=False, now=NOON)
    with pytest.raises(RuleBroken):
        readying.take_back(made.secretary, meeting_id=meeting.id, reason=" ", now=NOON)
    readying.take_back(made.secretary, meeting_id=meeting.id, reason="补充一项议程", now=NOON)
    back = fresh(meeting)
    assert (back.state, back.ready_at) == (MeetingState.GROUP_DISCUSSION, None)
    assert back.incidents.get().text == "退回准备：补充一项议程"
    readying.declare_ready(made.secretary, meeting_id=meeting.id, now=NOON)


def test_meeting_when_sign_in_has_begun_then_it_is_not_taken_back() -> None:
    made, meeting = prepared()
    readying.declare_ready(made.secretary, meeting_id=meeting.id, now=NOON)
    Meeting.objects.filter(id=meeting.id).update(sign_in_from=NOON)
    with pytest.raises(Conflict):
        readying.take_back(made.secretary, meeting_id=meeting.id, reason="补充", now=NOON)


def test_rule_when_broken_then_the_chair_alone_may_sign_a_reason() -> None:
    made, meeting = prepared()
    late = OPENS - timedelta(days=3)
    meetings.edit_basics(made.secretary, meeting_id=meeting.id, mode="MIXED", opens_at=NOON + timedelta(days=2),
                         ends_at=ENDS, now=late)  # fmt: skip
    with pytest.raises(RuleBroken):
        readying.declare_ready(made.secretary, meeting_id=meeting.id, now=NOON)
    with pytest.raises(NotAllowed):
        readying.override(made.secretary, meeting_id=meeting.id, rule="V17", reason="急", now=NOON)
    with pytest.raises(RuleBroken):
        readying.override(made.chair, meeting_id=meeting.id, rule="V17", reason=" ", now=NOON)
    with pytest.raises(RuleBroken) as caught:
        readying.override(made.chair, meeting_id=meeting.id, rule="V19", reason="急", now=NOON)
    assert caught.value.code == "no-override"
    for _again in range(2):
        readying.override(made.chair, meeting_id=meeting.id, rule="V17", reason="工期紧，代表一致同意", now=NOON)
    assert Override.objects.get().reason == "工期紧，代表一致同意"
    readying.declare_ready(made.secretary, meeting_id=meeting.id, now=NOON)
    assert fresh(meeting).state == MeetingState.READY


def test_rehearsal_when_marked_twice_then_the_first_stands() -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    for later in (0, 1):
        readying.mark_rehearsed(made.secretary, meeting_id=meeting.id, now=NOON + timedelta(hours=later))
        readying.mark_fallback_printed(made.secretary, meeting_id=meeting.id, now=NOON + timedelta(hours=later))
    after = fresh(meeting)
    assert (after.rehearsed_at, after.fallback_printed_at) == (NOON, NOON)


def test_meeting_when_postponed_then_it_rests_until_it_has_another_date() -> None:
    made, meeting = prepared()
    with pytest.raises(RuleBroken):
        readying.postpone(made.secretary, meeting_id=meeting.id, reason="", now=NOON)
    for _again in range(2):
        readying.postpone(made.secretary, meeting_id=meeting.id, reason="台风", now=NOON)
    assert fresh(meeting).state == MeetingState.POSTPONED
    with pytest.raises(Conflict):
        readying.mark_rehearsed(made.secretary, meeting_id=meeting.id, now=NOON)
    later = OPENS + timedelta(days=7)
    readying.resume_preparation(made.secretary, meeting_id=meeting.id, opens_at=later,
                                ends_at=later + timedelta(hours=2), now=NOON)  # fmt: skip
    again = fresh(meeting)
    assert (again.state, again.opens_at) == (MeetingState.GROUP_DISCUSSION, later)


def test_meeting_when_cancelled_or_opened_then_it_is_not_called_off() -> None:
    made, meeting = prepared()
    readying.cancel(made.secretary, meeting_id=meeting.id, reason="并入下次", now=NOON)
    with pytest.raises(Conflict):
        readying.postpone(made.secretary, meeting_id=meeting.id, reason="台风", now=NOON)
    with pytest.raises(Conflict):
        readying.resume_preparation(made.secretary, meeting_id=meeting.id, opens_at=OPENS, ends_at=ENDS, now=NOON)
    Meeting.objects.filter(id=meeting.id).update(state=MeetingState.OPEN, opened_at=NOON)
    with pytest.raises(Conflict):
        readying.cancel(made.secretary, meeting_id=meeting.id, reason="台风", now=NOON)


def test_last_steps_when_others_take_them_then_nothing_changes() -> None:
    made, meeting = prepared()
    before = Meeting.objects.filter(id=meeting.id).values().get()
    for act in (readying.declare_ready, readying.mark_rehearsed, readying.mark_fallback_printed):
        with pytest.raises(NotAllowed):
            act(worker_of(made.union), meeting_id=meeting.id, now=NOON)
        with pytest.raises(NotFound):
            act(stranger(), meeting_id=meeting.id, now=NOON)
    assert Meeting.objects.filter(id=meeting.id).values().get() == before


def test_meeting_when_ready_then_its_chair_can_open_it_with_a_quorum() -> None:
    made, meeting = prepared()
    readying.declare_ready(made.secretary, meeting_id=meeting.id, now=NOON)
    post = Appointment.objects.get(meeting=meeting, role=Post.PRESIDING)
    chair = actor_for(post.person_id, Hat(role=Post.PRESIDING, within=meeting.id))
    with pytest.raises(RuleBroken) as caught:
        running.open_meeting(chair, meeting_id=meeting.id, now=OPENS)
    assert caught.value.code == "no-quorum"


def _ready_to_open() -> tuple[Plan, Meeting, Actor]:
    """Bring a meeting to its day: ready, everybody signed in; return who presides too."""
    made, meeting = prepared()
    readying.declare_ready(made.secretary, meeting_id=meeting.id, now=NOON)
    post = Appointment.objects.get(meeting=meeting, role=Post.PRESIDING)
    return made, meeting, actor_for(post.person_id, Hat(role=Post.PRESIDING, within=meeting.id))


def _sign_in(made: Plan, meeting: Meeting, chair: Actor, at: datetime) -> None:
    presence.open_sign_in(chair, meeting_id=meeting.id, now=at)
    for n in range(len(made.delegates)):
        presence.sign_in_online(made.delegate(n, meeting.id), meeting_id=meeting.id, now=at)


def test_papers_when_the_meeting_is_ready_then_none_comes_or_goes_but_late_delegates_are_still_served() -> None:
    made, meeting, _chair = _ready_to_open()
    item = meeting.items.exclude(power="PROCEDURE").first()
    late = OPENS - timedelta(hours=1)
    paper = meeting.papers.filter(item=item).get()
    before = list(Paper.objects.order_by("id").values())
    with pytest.raises(Conflict) as caught:
        materials.add_paper(made.secretary, meeting_id=meeting.id, title=paper.title, kind="DRAFT", text="全新正文",
                            now=late)  # fmt: skip
    assert caught.value.code == "already-ready"
    with pytest.raises(Conflict):
        materials.withdraw_paper(made.secretary, paper_id=paper.id, now=late)
    assert list(Paper.objects.order_by("id").values()) == before
    Delegate.objects.filter(id=made.delegates[0].id).update(kind="NON_VOTING")
    assert materials.serve_papers(made.secretary, meeting_id=meeting.id, now=late) == 0


def test_meeting_when_opened_before_papers_were_out_for_seven_days_then_refused_with_the_article() -> None:
    made, meeting, chair = _ready_to_open()
    soon = NOON + timedelta(days=6)
    _sign_in(made, meeting, chair, soon)
    with pytest.raises(RuleBroken) as caught:
        running.open_meeting(chair, meeting_id=meeting.id, now=soon)
    assert caught.value.code == "materials-late"
    assert str(caught.value.law) == "《上海市职工代表大会条例》第三十条第一款"
    assert fresh(meeting).state == MeetingState.READY
    assert not LedgerEntry.objects.filter(verb="opened-meeting").exists()
    running.open_meeting(chair, meeting_id=meeting.id, now=NOON + timedelta(days=7))
    assert fresh(meeting).state == MeetingState.OPEN


def test_meeting_when_a_delegate_came_late_then_it_opens_once_the_papers_reached_them() -> None:
    made, meeting, chair = _ready_to_open()
    Delegate.objects.create(
        term=made.term, person=person("补选代表"), kind="FULL", state=MandateState.ELECTED, number="031",
        name="补选代表", category="FRONT_LINE", employee_number="G0031",
    )  # fmt: skip
    _sign_in(made, meeting, chair, OPENS)
    with pytest.raises(RuleBroken) as caught:
        running.open_meeting(chair, meeting_id=meeting.id, now=OPENS)
    assert str(caught.value) == "还有 1 名代表没有收到全部会议材料。"
    assert materials.serve_papers(made.secretary, meeting_id=meeting.id, now=OPENS) > 0
    running.open_meeting(chair, meeting_id=meeting.id, now=OPENS)
    assert fresh(meeting).state == MeetingState.OPEN


def test_meeting_when_a_reason_was_signed_then_late_papers_do_not_keep_it_from_opening() -> None:
    made, meeting, chair = _ready_to_open()
    Override.objects.create(meeting=meeting, rule="V17", reason="急", by_account=made.chair.account_id, at=NOON)
    soon = NOON + timedelta(days=1)
    _sign_in(made, meeting, chair, soon)
    running.open_meeting(chair, meeting_id=meeting.id, now=soon)
    assert fresh(meeting).state == MeetingState.OPEN
