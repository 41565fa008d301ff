"""The desk's further steps: calls, supervision, publication, awards, forwarding upward, reports, departments."""

from datetime import date, timedelta

import pytest

from gonghui.congress.models import Committee, CommitteeMember, Meeting, Term
from gonghui.congress.tests.make import actor_for
from gonghui.kernel.actor import Hat
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON, OTHER_UNION
from gonghui.proposals import policy
from gonghui.proposals.actions import calls, departments, praising, reporting, reviewing, settling, writing
from gonghui.proposals.models import Call, Forward, Proposal
from gonghui.proposals.public import dues
from gonghui.proposals.queries import whole
from gonghui.proposals.rules.kinds import Grade, HandRole
from gonghui.proposals.tests import make
from gonghui.proposals.tests.make import unit
from gonghui.registry.models import Membership, Union, UnionPlace

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
TODAY = date(2026, 3, 10)


def opened(made, **given):
    base = {"union_id": made.union, "title": "安全生产", "text": "", "opens_on": TODAY, "closes_on": None, "now": NOON}
    return calls.open_call(made.desk, **base | given)


def test_call_when_for_a_meeting_then_it_ends_before_the_meeting() -> None:
    made = unit()
    meeting = made.hall.meeting
    Meeting.objects.filter(id=meeting.id).update(opens_at=NOON + 40 * DAY)
    for closes, code in ((None, "closes-missing"), (TODAY - DAY, "days-crossed"), (TODAY + 40 * DAY, "closes-late")):
        with pytest.raises(RuleBroken) as caught:
            opened(made, meeting_id=meeting.id, closes_on=closes)
        assert caught.value.code == code
    call = opened(made, meeting_id=meeting.id, closes_on=TODAY + 20 * DAY)
    assert Call.objects.get(id=call).meeting_id == meeting.id
    proposal = make.submitted(made, call=call)
    assert Proposal.objects.get(id=proposal).call_id == call


def test_call_when_it_is_over_or_not_begun_then_takes_no_proposal() -> None:
    made = unit()
    call = opened(made, closes_on=TODAY + 5 * DAY)
    draft = make.draft(made, call=call)
    make.cosigned(made, draft)
    with pytest.raises(Conflict) as caught:
        writing.submit(made.delegate(0), proposal_id=draft, now=NOON + 6 * DAY)
    assert caught.value.code == "call-over"
    writing.submit(made.delegate(0), proposal_id=draft, now=NOON + 5 * DAY)
    calls.end_call(made.desk, call_id=call, now=NOON)
    calls.end_call(made.desk, call_id=call, now=NOON)
    with pytest.raises(Conflict):
        make.draft(made, author=1, call=call)
    with pytest.raises(RuleBroken) as early:
        make.draft(made, author=1, call=opened(made, opens_on=TODAY + DAY))
    assert early.value.code == "call-ahead"


def test_call_when_no_delegates_are_in_office_then_refused() -> None:
    made = unit()
    Term.objects.update(state="CLOSED")
    with pytest.raises(RuleBroken) as caught:
        opened(made)
    assert caught.value.code == "no-term"


def test_supervision_when_set_and_lifted_then_told_once_each() -> None:
    made = unit()
    proposal = make.assigned(made)
    for _twice in range(2):
        praising.supervise(made.desk, proposal_id=proposal, is_supervised=True, now=NOON)
    praising.supervise(made.desk, proposal_id=proposal, is_supervised=False, now=NOON)
    verbs = list(LedgerEntry.objects.filter(verb__contains="supervise").values_list("verb", flat=True))
    assert sorted(verbs) == ["proposal-supervise", "proposal-unsupervise"]
    closed = make.closed(made, author=1)
    with pytest.raises(Conflict):
        praising.supervise(made.desk, proposal_id=closed, is_supervised=True, now=NOON)


def test_reply_when_published_then_delivered_before() -> None:
    made = unit()
    waiting, done = make.assigned(made), make.closed(made, author=1)
    with pytest.raises(Conflict):
        praising.publish_reply(made.desk, proposal_id=waiting, now=NOON)
    praising.publish_reply(made.desk, proposal_id=done, now=NOON)
    assert whole.published(made.delegate(4), done).replies[0].text
    with pytest.raises(NotFound):
        whole.published(made.delegate(4), waiting)


def test_award_when_the_author_was_not_satisfied_then_refused() -> None:
    made = unit()
    good, bad = make.closed(made), make.replied(made, author=1)
    for _twice in range(2):
        settling.rate(made.delegate(1), proposal_id=bad, grade=Grade.UNSATISFIED, words="差", now=NOON)
        if Proposal.objects.get(id=bad).state == "ASSIGNED":
            make.answer(made, bad)
    praising.award(made.desk, proposal_id=good, name="优秀提案", now=NOON)
    with pytest.raises(RuleBroken) as caught:
        praising.award(made.desk, proposal_id=bad, name="优秀提案", now=NOON)
    assert caught.value.code == "unsatisfied"
    assert list(Proposal.objects.exclude(award="").values_list("id", flat=True)) == [good]


def test_best_when_forwarded_then_the_union_above_answers_down_and_a_hidden_author_stays_hidden() -> None:
    made = unit()
    proposal = make.closed(made, confidential=True)
    with pytest.raises(RuleBroken) as alone:
        praising.forward_up(made.desk, proposal_id=proposal, why="普遍", now=NOON)
    assert alone.value.code == "no-superior"
    above = Union.objects.create(id=OTHER_UNION, name="江海市总工会", short_name="江海市总", kind="FEDERATION",
                                 region="CN-SH")  # fmt: skip
    UnionPlace.objects.create(union_id=made.union, superior=above, since=date(2020, 1, 1))
    praising.forward_up(made.desk, proposal_id=proposal, why="普遍", now=NOON)
    with pytest.raises(Conflict):
        praising.forward_up(made.desk, proposal_id=proposal, why="普遍", now=NOON)
    theirs = actor_for(made.hall.delegates[5].person_id, Hat(role="secretary", within=above.id))
    seen = whole.from_below(theirs, proposal)
    assert (seen.author, seen.cosigners, seen.title) == ("", (), make.TITLE)
    with pytest.raises(NotAllowed if policy.belongs(made.desk, above.id) else NotFound):
        praising.answer_below(made.desk, proposal_id=proposal, answer="好", now=NOON)
    praising.answer_below(theirs, proposal_id=proposal, answer="已在全市推广。", now=NOON)
    with pytest.raises(Conflict):
        praising.answer_below(theirs, proposal_id=proposal, answer="又", now=NOON)
    told = whole.own(made.delegate(0), proposal).forward
    assert told is not None
    assert told.answer == "已在全市推广。"
    assert Forward.objects.get().answered_at == NOON


def test_committee_when_it_is_for_proposals_then_its_members_review_and_others_do_not() -> None:
    made = unit()
    proposal = make.submitted(made)
    term = made.hall.meeting.term
    for name, n in (("提案工作委员会", 4), ("生活福利小组", 5)):
        group = Committee.objects.create(term=term, name=name)
        one = made.hall.delegates[n]
        CommitteeMember.objects.create(committee=group, person=one.person, delegate=one, name=one.name, since=TODAY)
    with pytest.raises(NotAllowed):
        reviewing.accept(made.delegate(5), proposal_id=proposal, now=NOON)
    assert reviewing.accept(made.delegate(4), proposal_id=proposal, now=NOON) == "2026-001"


def test_department_when_it_handles_something_then_stays_on_the_list() -> None:
    made = unit()
    make.assigned(made)
    with pytest.raises(Conflict):
        departments.end_department(made.desk, department_id=made.departments["设备部"], now=NOON)
    spare = departments.add_department(made.desk, union_id=made.union, name="后勤部", now=NOON)
    assert departments.add_department(made.desk, union_id=made.union, name=" 后勤部 ", now=NOON) == spare
    for _twice in range(2):
        departments.end_department(made.desk, department_id=spare, now=NOON)
    with pytest.raises(Conflict):
        departments.add_hand(made.desk, department_id=spare, person_id=made.hall.delegates[0].person_id,
                             role=HandRole.HANDLER, now=NOON)  # fmt: skip


def test_hand_when_no_member_of_the_union_then_refused_and_once_ended_sees_nothing() -> None:
    made = unit()
    proposal = make.assigned(made)
    lead = made.departments["设备部"]
    stranger = made.hall.delegates[0].person
    with pytest.raises(NotFound):
        departments.add_hand(made.desk, department_id=lead, person_id=stranger.id, role=HandRole.LEADER, now=NOON)
    Membership.objects.create(person=stranger, union_id=made.union, since=TODAY)
    hand = departments.add_hand(made.desk, department_id=lead, person_id=stranger.id, role=HandRole.LEADER, now=NOON)
    assert departments.add_hand(made.desk, department_id=lead, person_id=stranger.id, role=HandRole.LEADER,
                                now=NOON) == hand  # fmt: skip
    assert whole.task(made.delegate(0), proposal).title == make.TITLE
    departments.end_hand(made.desk, hand_id=hand, now=NOON)
    with pytest.raises(NotFound):
        whole.task(made.delegate(0), proposal)


def test_report_when_noted_twice_then_told_once() -> None:
    made = unit()
    proposal = make.closed(made)
    for _twice in range(2):
        reporting.note_reported(
            made.desk, union_id=made.union, meeting_id=made.hall.meeting.id, proposals=[proposal], now=NOON
        )
    assert LedgerEntry.objects.filter(verb="proposals-reported").count() == 1
    with pytest.raises(NotFound):
        reporting.hand_in_report(made.desk, union_id=made.union, meeting_id=proposal, title="报告", data=b"",
                                 proposals=[], now=NOON)  # fmt: skip


def test_dues_when_clocks_run_then_one_line_for_each_kind_and_day_and_none_for_a_rating() -> None:
    made = unit()
    for author in (0, 1):
        make.submitted(made, author=author)
    make.assigned(made, author=2)
    make.replied(made, author=3)
    found = [(one.text, one.on, one.of) for one in dues(made.union, TODAY)]
    assert found == [("审查提案", date(2026, 3, 24), "2件提案"), ("督促部门答复提案", date(2026, 4, 22), "1件提案")]
