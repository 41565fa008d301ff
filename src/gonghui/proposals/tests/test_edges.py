"""The edges: who has left, what was taken back, departments that ended, two taps, a committee without a post."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.urls import reverse

from gonghui.congress.models import Committee, CommitteeMember, Delegate
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound
from gonghui.kernel.paging import page_of
from gonghui.kernel.testing import NOON, OTHER_UNION
from gonghui.proposals.actions import calls, departments, handling, praising, reviewing, settling
from gonghui.proposals.models import Assignment, Call, Department, Forward, Proposal
from gonghui.proposals.queries import lists, whole
from gonghui.proposals.queries.places import places_of, waiting
from gonghui.proposals.rules.kinds import Grade
from gonghui.proposals.screens import desk as screens
from gonghui.proposals.tests import make
from gonghui.proposals.tests.make import Unit, state, unit
from gonghui.proposals.tests.test_screens import browser, text
from gonghui.registry.models import Membership, Union, UnionPlace

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 10)


def left(actor: Actor) -> Actor:
    """Return who holds no hat any more."""
    return Actor(account_id=actor.account_id, person_id=actor.person_id)


def on_committee(made: Unit, n: int) -> Actor:
    """Put the n-th delegate on the committee for proposals."""
    group = Committee.objects.create(term=made.hall.meeting.term, name="提案工作委员会")
    one = made.hall.delegates[n]
    CommitteeMember.objects.create(committee=group, person=one.person, delegate=one, name=one.name, since=TODAY)
    return made.delegate(n)


def test_hand_when_they_left_the_union_then_reads_and_handles_nothing() -> None:
    made = unit()
    proposal = make.assigned(made)
    gone = left(made.hands["设备部H"])
    assert (places_of(gone).handles, waiting(gone).tasks) == (False, 0)
    for act in (
        lambda: whole.task(gone, proposal),
        lambda: lists.tasks(gone, lists.Filters()),
        lambda: handling.send_back(gone, proposal_id=proposal, reason="不归我们", now=NOON),
    ):
        with pytest.raises(NotFound):
            act()


def test_hand_when_the_membership_ended_then_the_page_is_gone() -> None:
    made = unit()
    proposal = make.assigned(made)
    hand = made.hands["设备部H"]
    assert hand.person_id is not None
    address = reverse("proposals:task", args=[proposal])
    client = browser(hand)
    assert client.get(address).status_code == 200
    Membership.objects.filter(person_id=hand.person_id).update(until=date(2026, 1, 1))
    assert client.get(address).status_code != 200


def test_committee_when_a_member_left_the_union_then_has_no_desk() -> None:
    made = unit()
    proposal = make.submitted(made)
    member = on_committee(made, 4)
    assert (lists.desk_union(member), places_of(member).reviews) == (made.union, True)
    gone = left(member)
    assert not places_of(gone).reviews
    for act in (
        lambda: lists.desk_union(gone),
        lambda: whole.at_desk(gone, proposal),
        lambda: reviewing.accept(gone, proposal_id=proposal, now=NOON),
    ):
        with pytest.raises(NotFound):
            act()


def test_department_when_its_reply_waits_for_a_rating_then_stays_on_the_list() -> None:
    made = unit()
    make.replied(made)
    for name in ("设备部", "财务部"):
        with pytest.raises(Conflict):
            departments.end_department(made.desk, department_id=made.departments[name], now=NOON)


def test_second_round_when_the_lead_has_ended_then_the_desk_assigns_anew() -> None:
    made = unit(names=("设备部", "财务部", "后勤部"))
    proposal = make.replied(made)
    Department.objects.filter(id=made.departments["设备部"]).update(ended_at=NOON)
    settling.rate(made.delegate(0), proposal_id=proposal, grade=Grade.UNSATISFIED, words="还是热", now=NOON)
    found = Proposal.objects.get(id=proposal)
    assert (found.state, found.round, found.due_on is not None) == ("ACCEPTED", 2, True)
    assert not Assignment.objects.filter(proposal=found, round=2).exists()
    handling.assign(made.desk, proposal_id=proposal, lead_id=made.departments["后勤部"],
                    assist_ids=[made.departments["财务部"]], is_complex=False, now=NOON)  # fmt: skip
    assert Assignment.objects.filter(proposal=found, round=2).count() == 2


def test_second_round_when_an_assisting_department_has_ended_then_the_lead_goes_on_without_it() -> None:
    made = unit()
    proposal = make.replied(made)
    Department.objects.filter(id=made.departments["财务部"]).update(ended_at=NOON)
    settling.rate(made.delegate(0), proposal_id=proposal, grade=Grade.UNSATISFIED, words="还是热", now=NOON)
    assert state(proposal) == "ASSIGNED"
    parts = Assignment.objects.filter(proposal_id=proposal, round=2)
    assert list(parts.values_list("department_id", flat=True)) == [made.departments["设备部"]]


def test_call_when_the_same_is_opened_twice_then_there_is_one_until_it_ends() -> None:
    made = unit()

    def opened(title: str = "安全生产", closes_on: date | None = None) -> UUID:
        return calls.open_call(made.desk, union_id=made.union, title=title, text="", opens_on=TODAY,
                               closes_on=closes_on, now=NOON)  # fmt: skip

    first = opened()
    assert opened(title=" 安全生产 ") == first
    assert opened(closes_on=TODAY + timedelta(days=9)) != first
    calls.end_call(made.desk, call_id=first, now=NOON)
    assert opened() != first
    assert Call.objects.count() == 3


def test_returned_when_it_is_back_with_its_author_then_not_at_the_desk() -> None:
    made = unit()
    proposal = make.submitted(made)
    desk = browser(made.desk)
    sent = desk.post(reverse("proposals:step", args=[proposal, "desk", "mend"]), {"reason": "请补写建议。"})
    assert (sent.status_code, sent["Location"]) == (302, reverse("proposals:desk"))
    today = lists.Today(day=TODAY, amber=TODAY)
    assert not lists.at_desk(made.desk, made.union, lists.Filters(), today).exists()
    assert lists.counts(made.desk, made.union, today)["other"] == 0
    answer = desk.get(reverse("proposals:desk-one", args=[proposal]))
    assert (answer.status_code, "已经退回提案人" in answer.content.decode()) == (409, True)


def test_reader_when_a_department_sent_it_back_then_reads_neither_that_nor_any_note() -> None:
    made = unit()
    proposal = make.assigned(made)
    handling.send_back(made.hands["设备部H"], proposal_id=proposal, reason="归后勤管。", now=NOON)
    handling.assign(made.desk, proposal_id=proposal, lead_id=made.departments["设备部"],
                    assist_ids=[made.departments["财务部"]], is_complex=False, now=NOON)  # fmt: skip
    make.answer(made, proposal)
    settling.rate(made.delegate(0), proposal_id=proposal, grade=Grade.SATISFIED, words="谢谢老王", now=NOON)
    praising.publish_reply(made.desk, proposal_id=proposal, now=NOON)
    told = whole.published(made.delegate(4), proposal).steps
    assert "SEND_BACK" not in {one.what for one in told}
    assert {one.note for one in told} == {""}
    assert "SEND_BACK" not in {one.what for one in whole.own(made.delegate(0), proposal).steps}
    assert "SEND_BACK" in {one.what for one in whole.at_desk(made.desk, proposal).steps}


def test_invite_when_two_delegates_share_a_name_then_only_the_one_who_was_asked_is_marked() -> None:
    made = unit()
    asked, other = made.hall.delegates[1], made.hall.delegates[2]
    Delegate.objects.filter(id=other.id).update(name=asked.name)
    proposal = make.draft(made)
    make.cosigned(made, proposal, by=(1,))
    client = browser(made.delegate(0))
    page = client.get(reverse("proposals:invite", args=[proposal]))
    marks = [one["asked"] for one in page.context["found"] if one["name"] == asked.name]
    assert sorted(marks) == [False, True]


def test_below_when_sent_in_the_evening_and_there_are_many_then_the_day_of_china_and_the_way_on() -> None:
    made = unit()
    proposal = make.closed(made)
    above = Union.objects.create(id=OTHER_UNION, name="江海市总工会", short_name="江海市总", kind="FEDERATION",
                                 region="CN-SH")  # fmt: skip
    UnionPlace.objects.create(union_id=made.union, superior=above, since=date(2020, 1, 1))
    praising.forward_up(made.desk, proposal_id=proposal, why="普遍", now=NOON)
    Forward.objects.update(sent_at=datetime(2026, 3, 10, 20, 0, tzinfo=UTC))
    row = Proposal.objects.select_related("forward", "union").get(id=proposal)
    page = page_of([row, row, row], "2", size=1)
    shown = screens.below(above.id, page)
    here = reverse("proposals:below")
    assert (shown["previous_url"], shown["next_url"]) == (f"{here}?page=1", f"{here}?page=3")
    rows = shown["rows"]
    assert isinstance(rows, list)
    assert rows[0].cells[2] == "2026-03-11"


def test_desk_when_somebody_sits_on_the_committee_alone_then_is_offered_nothing_that_is_refused() -> None:
    made = unit()
    make.closed(made)
    member, desk = browser(on_committee(made, 4)), browser(made.desk)
    here = reverse("proposals:department", args=[made.departments["设备部"]])
    assert "姓名、工号、手机尾号" in text(desk, here)
    assert "姓名、工号、手机尾号" not in text(member, here)
    assert member.post(here, {"words": "代表"}).status_code == 200
    figures = reverse("proposals:figures")
    assert "提案工作报告" in text(desk, figures)
    assert "提案工作报告" not in text(member, figures)
