"""Between two congresses: joint meetings, what they owe the next congress, and committees."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from gonghui.congress.actions import agenda, committees, joint
from gonghui.congress.models import (
    AgendaItem,
    Committee,
    CommitteeMember,
    Delegate,
    JointItem,
    JointMeeting,
    Meeting,
)
from gonghui.congress.queries import between
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.rules.kinds import CongressPower
from gonghui.congress.rules.readiness import Gap
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.tests.make import person
from gonghui.congress.tests.plan import DAY, Plan, fresh, meeting_of, plan, stranger
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON
from gonghui.registry.models import Membership

pytestmark = pytest.mark.django_db

TODAY = local_date(NOON)
CC = "M-CC"


def hold(made: Plan, *, on: date = TODAY, actor: Actor | None = None, **changed: object) -> UUID:
    given: dict[str, object] = {"convened_by": "UNION", "called": 12, "attended": 11, "place": "工会活动室", **changed}
    return joint.record_joint(actor or made.secretary, term_id=made.term.id, held_on=on, now=NOON, **given)  # type: ignore[arg-type]


def settle(
    made: Plan, joint_id: UUID, *, title: str = "高温季节作息调整", matter: str = "", outcome: str = "同意。"
) -> UUID:
    return joint.settle_item(
        made.secretary, joint_id=joint_id, title=title, matter=matter, outcome=outcome, now=NOON
    )  # fmt: skip


def owed(meeting: Meeting) -> list[Gap]:
    return [gap for gap in readiness_of(fresh(meeting), NOON).of_step(PrepStep.AGENDA) if gap.rule == "V27"]


def report(made: Plan, meeting: Meeting) -> None:
    agenda.add_item(
        made.secretary,
        meeting_id=meeting.id,
        title="联席会议处理事项报告",
        matter="M-REPORT-UNION",
        minutes=10,
        now=NOON,
    )


def close(meeting: Meeting, on: date = TODAY) -> None:
    at = NOON + timedelta(days=(on - TODAY).days)
    Meeting.objects.filter(id=meeting.id).update(closed_at=at, state="CLOSED")


def test_joint_meeting_when_the_union_called_it_then_it_is_kept_with_what_it_settled() -> None:
    made = plan(categories=())
    one = hold(made)
    settle(made, one, matter="M-PLAN")
    settle(made, one, title="食堂供应商更换", outcome="征求意见后更换。")
    kept = JointMeeting.objects.get(id=one)
    assert (kept.held_on, kept.called, kept.attended, kept.place) == (TODAY, 12, 11, "工会活动室")
    assert list(kept.items.values_list("position", "title", "matter", "power")) == [
        (1, "高温季节作息调整", "M-PLAN", "REVIEW_ADVISE"),
        (2, "食堂供应商更换", "", "REVIEW_ADVISE"),
    ]
    assert list(LedgerEntry.objects.filter(verb__contains="joint").order_by("id").values_list("verb", flat=True)) == [
        "recorded-joint-meeting", "settled-joint-item", "settled-joint-item",
    ]  # fmt: skip


def test_joint_meeting_when_the_unit_called_it_then_it_is_refused_with_the_article() -> None:
    made = plan(categories=())
    with pytest.raises(RuleBroken) as caught:
        hold(made, convened_by="ENTERPRISE")
    assert caught.value.code == "joint-convener"
    assert str(caught.value.law) == "《上海市职工代表大会条例》第二十五条第二款"
    assert JointMeeting.objects.count() == 0


@pytest.mark.parametrize("matter", [CC, "M-EL-COMM", "M-AGREE-APP"])
def test_joint_item_when_it_belongs_to_the_congress_then_it_is_refused_with_the_article(matter: str) -> None:
    made = plan(categories=())
    one = hold(made)
    with pytest.raises(RuleBroken) as caught:
        settle(made, one, matter=matter)
    assert caught.value.code == "joint-forbidden"
    assert str(caught.value.law) == "《上海市职工代表大会条例》第二十五条第一款"
    assert JointItem.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"attended": 13}, "joint-figures"),
        ({"attended": 0}, "joint-figures"),
        ({"on": TODAY + timedelta(days=1)}, "joint-day"),
        ({"on": date(2024, 12, 31)}, "joint-day"),
        ({"convened_by": "NOBODY"}, "no-such-convener"),
    ],
)
def test_joint_meeting_when_figures_cannot_be_then_it_is_refused(changed: dict[str, object], code: str) -> None:
    made = plan(categories=())
    with pytest.raises(RuleBroken) as caught:
        hold(made, **changed)  # type: ignore[arg-type]
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("title", "matter", "outcome", "code"),
    [(" ", "", "同意。", "text-missing"), ("班车", "", " ", "text-missing"), ("班车", "M-NONE", "是", "no-such-matter"),
     ("班车", "", "是" * 2001, "text-too-long")],
)  # fmt: skip
def test_joint_item_when_words_are_missing_then_it_is_refused(title: str, matter: str, outcome: str, code: str) -> None:
    made = plan(categories=())
    one = hold(made)
    with pytest.raises(RuleBroken) as caught:
        settle(made, one, title=title, matter=matter, outcome=outcome)
    assert caught.value.code == code


def test_joint_meeting_when_changed_before_it_is_reported_then_the_new_figures_stand_once() -> None:
    made = plan(categories=())
    one = hold(made)
    for _again in range(2):
        joint.edit_joint(
            made.secretary, joint_id=one, held_on=TODAY, convened_by="UNION", called=12, attended=12, now=NOON
        )
    assert JointMeeting.objects.get(id=one).attended == 12
    assert LedgerEntry.objects.filter(verb="edited-joint-meeting").count() == 1


def test_joint_item_when_entered_again_then_replaced_and_when_removed_then_gone() -> None:
    made = plan(categories=())
    one = hold(made)
    entry = settle(made, one)
    assert settle(made, one) == entry
    assert settle(made, one, outcome="不同意。") == entry
    assert JointItem.objects.get().outcome == "不同意。"
    joint.remove_joint_item(made.secretary, item_id=entry, now=NOON)
    assert JointItem.objects.count() == 0


def test_joint_meeting_when_removed_then_its_items_go_and_the_ledger_remembers() -> None:
    made = plan(categories=())
    one = hold(made)
    settle(made, one)
    joint.remove_joint(made.secretary, joint_id=one, now=NOON)
    assert (JointMeeting.objects.count(), JointItem.objects.count()) == (0, 0)
    assert LedgerEntry.objects.filter(verb="removed-joint-meeting").count() == 1


def test_joint_meeting_when_a_stranger_asks_then_there_is_none() -> None:
    made = plan(categories=())
    one = hold(made)
    for ask in (
        lambda: hold(made, actor=stranger()),
        lambda: joint.settle_item(stranger(), joint_id=one, title="甲", matter="", outcome="乙", now=NOON),
        lambda: joint.remove_joint(stranger(), joint_id=one, now=NOON),
        lambda: between.joint_meeting(stranger(), one),
    ):
        with pytest.raises(NotFound):
            ask()
    assert JointMeeting.objects.count() == 1


def test_agenda_when_a_joint_meeting_was_not_reported_then_it_is_owed_with_the_article() -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    agenda.add_item(made.secretary, meeting_id=meeting.id, title="工作报告", matter="M-PLAN", minutes=10, now=NOON)
    assert owed(meeting) == []
    hold(made)
    (gap,) = owed(meeting)
    assert str(gap.law) == "《上海市职工代表大会条例》第二十五条第一款"
    assert str(gap.sentence) == "联席会议 1 次的处理结果还没有向职工代表大会报告"
    assert not gap.must
    report(made, meeting)
    assert owed(meeting) == []


def test_joint_meeting_when_a_congress_heard_of_it_then_nothing_is_owed_and_it_cannot_be_changed() -> None:
    made = plan(categories=())
    one = hold(made, on=DAY - timedelta(days=5))
    first = meeting_of(made, number=2)
    report(made, first)
    close(first, on=DAY)
    found = JointMeeting.objects.get(id=one)
    heard = between.heard_at(found, between.hearings(made.union.id))
    assert heard is not None
    assert heard.id == first.id
    assert between.unreported(made.union.id, before=TODAY).count() == 0
    with pytest.raises(Conflict):
        settle(made, one)
    with pytest.raises(Conflict):
        joint.remove_joint(made.secretary, joint_id=one, now=NOON)


def test_joint_meeting_when_the_congress_did_not_hear_of_it_then_it_is_owed_to_the_next() -> None:
    made = plan(categories=())
    hold(made, on=DAY - timedelta(days=5))
    close(meeting_of(made, number=2), on=DAY)
    assert between.unreported(made.union.id, before=TODAY).count() == 1


def test_joint_meeting_when_the_report_was_sent_back_then_it_is_still_owed() -> None:
    made = plan(categories=())
    hold(made, on=DAY - timedelta(days=5))
    first = meeting_of(made, number=2)
    report(made, first)
    AgendaItem.objects.filter(meeting=first).update(state="REMANDED")
    close(first, on=DAY)
    assert between.unreported(made.union.id, before=TODAY).count() == 1


def test_joint_meeting_when_held_after_the_congress_then_it_is_owed_anew() -> None:
    made = plan(categories=())
    first = meeting_of(made, number=2)
    report(made, first)
    close(first, on=DAY - timedelta(days=5))
    hold(made, on=DAY)
    assert between.unreported(made.union.id, before=TODAY).count() == 1
    assert between.unreported(made.union.id, before=DAY - timedelta(days=1)).count() == 0


def _committee(made: Plan) -> UUID:
    return committees.set_up_committee(made.secretary, term_id=made.term.id, name=" 劳动安全卫生专门小组 ", now=NOON)


def _join(made: Plan, committee: UUID, n: int) -> UUID:
    return committees.join_committee(
        made.secretary, committee_id=committee, delegate_id=made.delegates[n].id, now=NOON
    )  # fmt: skip


def test_committee_when_set_up_twice_then_one_stands() -> None:
    made = plan(categories=())
    assert _committee(made) == _committee(made)
    assert Committee.objects.get().name == "劳动安全卫生专门小组"
    with pytest.raises(RuleBroken):
        committees.set_up_committee(made.secretary, term_id=made.term.id, name=" ", now=NOON)


def test_committee_head_when_a_delegate_then_there_is_one_head() -> None:
    made = plan()
    group = _committee(made)
    first, second = _join(made, group, 0), _join(made, group, 1)
    committees.head_committee(made.secretary, member_id=first, now=NOON)
    committees.head_committee(made.secretary, member_id=second, now=NOON)
    assert list(CommitteeMember.objects.filter(is_head=True).values_list("id", flat=True)) == [second]
    assert [one.name for one in between.committee(made.secretary, group).members.all()] == ["代表1", "代表0"]


@pytest.mark.parametrize("changed", [{"kind": "NON_VOTING"}, {"ended_on": DAY}])
def test_committee_head_when_not_a_delegate_on_the_roll_then_it_is_refused_with_the_article(
    changed: dict[str, object],
) -> None:
    made = plan()
    member = _join(made, _committee(made), 0)
    Delegate.objects.filter(id=made.delegates[0].id).update(**changed)
    with pytest.raises(RuleBroken) as caught:
        committees.head_committee(made.secretary, member_id=member, now=NOON)
    assert caught.value.code == "committee-head"
    assert str(caught.value.law) == "《上海市职工代表大会条例》第二十四条"
    assert not CommitteeMember.objects.filter(is_head=True).exists()


def test_committee_member_when_no_delegate_then_may_sit_but_not_head() -> None:
    made = plan(categories=("FRONT_LINE",))
    who = person("安全员")
    Membership.objects.create(person=who, union=made.union, number="G9000", since=DAY)
    group = _committee(made)
    member = committees.join_committee(made.secretary, committee_id=group, person_id=who.id, now=NOON)
    assert CommitteeMember.objects.get(id=member).delegate is None
    with pytest.raises(RuleBroken):
        committees.head_committee(made.secretary, member_id=member, now=NOON)


def test_committee_when_somebody_leaves_and_it_is_dissolved_then_nobody_is_left_and_the_record_stays() -> None:
    made = plan()
    group = _committee(made)
    first = _join(made, group, 0)
    _join(made, group, 1)
    for _again in range(2):
        committees.leave_committee(made.secretary, member_id=first, now=NOON)
    assert len(between.committee(made.secretary, group).members.all()) == 1
    for _again in range(2):
        committees.dissolve_committee(made.secretary, committee_id=group, now=NOON)
    assert between.committees(made.term) == []
    assert CommitteeMember.objects.filter(ended_on=TODAY).count() == 2
    with pytest.raises(Conflict):
        _join(made, group, 2)
    with pytest.raises(Conflict):
        committees.head_committee(made.secretary, member_id=first, now=NOON)


def test_committee_when_a_stranger_asks_then_there_is_none() -> None:
    made = plan()
    group = _committee(made)
    member = _join(made, group, 0)
    with pytest.raises(NotFound):
        committees.head_committee(stranger(), member_id=member, now=NOON)
    with pytest.raises(NotFound):
        between.committee(stranger(), group)
    with pytest.raises(NotFound):
        committees.join_committee(made.secretary, committee_id=group, person_id=person("外人").id, now=NOON)


def test_power_that_a_joint_item_has_is_that_of_its_matter() -> None:
    made = plan(categories=())
    settle(made, hold(made), matter="M-SUP-OHS")
    assert JointItem.objects.get().power == CongressPower.SUPERVISE
