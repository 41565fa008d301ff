"""What earlier congresses leave to the next agenda, and what is owed between them."""

import pytest
from django.urls import reverse

from gonghui.congress.actions import agenda, appointments, committees, joint, terms
from gonghui.congress.models import AgendaItem, Meeting
from gonghui.congress.queries import between
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.states import ItemState, Post
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.tests.held import held
from gonghui.congress.tests.plan import DAY, Plan, fresh, meeting_of, plan
from gonghui.congress.tests.test_prepare_screens import browser
from gonghui.kernel.testing import NOON
from gonghui.registry.models import Union

pytestmark = pytest.mark.django_db


def _told(meeting: Meeting, rule: str) -> list[tuple[str, bool, str]]:
    gaps = readiness_of(fresh(meeting), NOON).of_step(PrepStep.AGENDA)
    return [(str(gap.sentence), gap.must, str(gap.law)) for gap in gaps if gap.rule == rule]


def _over(meeting: Meeting) -> None:
    Meeting.objects.filter(id=meeting.id).update(state="CLOSED", opened_at=NOON, closed_at=NOON)


def _item(made: Plan, meeting: Meeting, title: str, matter: str, state: ItemState | None = None) -> None:
    item_id = agenda.add_item(made.secretary, meeting_id=meeting.id, title=title, matter=matter, now=NOON)
    if state is not None:
        AgendaItem.objects.filter(id=item_id).update(state=state)


def test_item_when_sent_back_then_the_next_agenda_is_told_until_it_is_brought_again() -> None:
    made = plan()
    first = meeting_of(made)
    _item(made, first, "考勤管理办法", "M-RULE", ItemState.REMANDED)
    _over(first)
    second = meeting_of(made, number=3)
    _item(made, second, "企业工作报告", "M-PLAN")
    article = "《上海市职工代表大会条例》第三十条第二款"
    assert _told(second, "V53") == [("以前的大会退回协商的“考勤管理办法”还没有列入议程", False, article)]
    _item(made, second, "考勤管理办法（修改稿）", "M-RULE")
    assert _told(second, "V53") == []
    AgendaItem.objects.filter(meeting=second).update(state=ItemState.OPINIONS_COLLECTED)
    _over(second)
    third = meeting_of(made, number=4)
    _item(made, third, "企业工作报告", "M-PLAN")
    assert _told(third, "V53") == []


def test_committee_when_no_congress_elected_it_then_page_and_agenda_say_so_with_the_article() -> None:
    made = plan()
    meeting = meeting_of(made)
    _item(made, meeting, "企业工作报告", "M-PLAN")
    assert _told(meeting, "M-EL-COMM") == []
    committee = committees.set_up_committee(made.secretary, term_id=made.term.id, name="劳动安全卫生小组", now=NOON)
    assert _told(meeting, "M-EL-COMM") == []
    committees.join_committee(made.secretary, committee_id=committee, delegate_id=made.delegates[0].id, now=NOON)
    sentence = "专门小组（委员会）成员由职工代表大会选举产生，本届大会还没有选举"
    assert _told(meeting, "M-EL-COMM") == [(sentence, False, "《上海市职工代表大会条例》第十三条第（一）项")]
    for page, ident in (("between", made.term.id), ("committee", committee)):
        assert sentence in browser(made).get(reverse(f"congress:{page}", args=[ident])).content.decode()
    _item(made, meeting, "选举专门小组成员", "M-EL-COMM")
    assert _told(meeting, "M-EL-COMM") == []


@pytest.mark.parametrize(("choice", "elected"), [("FOR", True), ("AGAINST", False)])
def test_committee_when_the_congress_voted_then_only_a_list_that_passed_counts(choice: str, elected: bool) -> None:
    hall = held(choices=((choice,) * 5,), close=False)
    AgendaItem.objects.filter(meeting=hall.meeting).update(matter="M-EL-COMM")
    assert AgendaItem.objects.get().form == VoteForm.OPEN_BALLOT
    assert between.committees_elected(hall.meeting.term) is elected


def test_joint_meeting_when_fewer_were_called_than_belong_to_it_then_its_page_says_so_with_the_article() -> None:
    made = plan()
    for n in range(3):
        terms.name_head(made.secretary, delegate_id=made.delegates[n].id, now=NOON)
    meeting = meeting_of(made)
    for n in (0, 10, 11):
        appointments.appoint(made.secretary, meeting_id=meeting.id, role=Post.PRESIDIUM,
                             delegate_id=made.delegates[n].id, now=NOON)  # fmt: skip
    committee = committees.set_up_committee(made.secretary, term_id=made.term.id, name="提案小组", now=NOON)
    member = committees.join_committee(
        made.secretary, committee_id=committee, delegate_id=made.delegates[20].id, now=NOON
    )
    committees.head_committee(made.secretary, member_id=member, now=NOON)
    assert between.joint_people(made.term) == 6
    sentence = "共 6 人，应到只有 5 人"
    for called, told in ((5, True), (6, False)):
        ident = joint.record_joint(made.secretary, term_id=made.term.id, held_on=DAY, convened_by="UNION",
                                   called=called, attended=4, now=NOON)  # fmt: skip
        shown = browser(made).get(reverse("congress:joint", args=[ident])).content.decode()
        assert (sentence in shown) is told
        assert told is ("第二十五条第二款" in shown)


def test_regional_congress_when_it_brings_its_own_matters_then_no_enterprises_report_is_asked_of_it() -> None:
    made = plan()
    Union.objects.filter(id=made.union.id).update(unit_kind="REGIONAL")
    meeting = meeting_of(made)
    agenda.start_from_template(made.secretary, meeting_id=meeting.id, template="REGIONAL", now=NOON)
    assert _told(meeting, "V47") == []
    AgendaItem.objects.filter(meeting=meeting, matter="M-REG-SUP").delete()
    assert [law for _words, _must, law in _told(meeting, "V47")] == ["《上海市职工代表大会条例》第四十条第（四）项"]
