"""Delegations discuss: planned, attended, taken down, supported, summed up and signed; then the vote may come."""

from datetime import timedelta
from typing import Any

import pytest

from gonghui.congress.actions import pad, rooms, voting, waiving
from gonghui.congress.documents import discussion, sitting
from gonghui.congress.models import Delegate, GroupPlan, GroupWaiver, Incident, Opinion, OpinionSupport, Room, Vote
from gonghui.congress.papers.words import day
from gonghui.congress.queries import rooms as asked
from gonghui.congress.rules.kinds import Mode, VoteForm
from gonghui.congress.rules.opinions import Voice
from gonghui.congress.tests import make
from gonghui.congress.tests.groups import NAMES, Groups, groups, handed, in_session, noted, signed
from gonghui.congress.tests.make import MORNING, after
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import OTHER_UNION

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Groups:
    return handed(groups())


def links() -> int:
    return LedgerEntry.objects.count()


def test_rooms_when_handed_out_then_one_for_each_delegation_and_again_changes_nothing(made: Groups) -> None:
    assert Room.objects.count() == 3
    before = links()
    again = rooms.open_rooms(made.secretary, meeting_id=made.meeting.id, item_ids=[made.hall.items[0].id], now=after(5))
    assert (again, links()) == (0, before)
    with pytest.raises(RuleBroken, match="请勾选"):
        rooms.open_rooms(made.secretary, meeting_id=made.meeting.id, item_ids=[], now=after(5))
    with pytest.raises(NotAllowed):
        rooms.open_rooms(made.head(0), meeting_id=made.meeting.id, item_ids=[made.hall.items[0].id], now=after(5))


def test_rooms_when_the_item_is_an_election_or_decided_then_not_handed_out() -> None:
    made = groups(forms=(VoteForm.OPEN_BALLOT, VoteForm.OPEN_BALLOT))
    made.hall.items[0].power = "ELECT"
    made.hall.items[0].save()
    made.hall.items[1].state = "APPROVED"
    made.hall.items[1].save()
    with pytest.raises(RuleBroken, match="不交代表团讨论"):
        rooms.open_rooms(made.secretary, meeting_id=made.meeting.id, item_ids=[made.hall.items[0].id], now=MORNING)
    with pytest.raises(Conflict, match="不能再交"):
        rooms.open_rooms(made.secretary, meeting_id=made.meeting.id, item_ids=[made.hall.items[1].id], now=MORNING)
    assert not Room.objects.exists()


@pytest.mark.parametrize(
    ("mode", "place", "code"),
    [("ON_SITE", " ", "place-missing"), ("ONLINE", "", "group-mode"), ("MIXED", "三楼", "group-mode")],
)  # fmt: skip
def test_plan_when_the_meeting_discusses_on_site_then_a_delegation_does_so_with_a_place(mode, place, code) -> None:
    made = groups()
    made.meeting.conduct = {"DISCUSSION": "ON_SITE"}
    made.meeting.save()
    with pytest.raises(RuleBroken) as refused:
        rooms.plan_group(
            made.secretary, meeting_id=made.meeting.id, delegation_id=made.delegations[0].id, mode=mode, place=place,
            recorder_id=None, now=MORNING,
        )  # fmt: skip
    assert refused.value.code == code
    assert not GroupPlan.objects.exists()


def test_plan_when_the_recorder_is_of_another_delegation_then_refused(made: Groups) -> None:
    with pytest.raises(RuleBroken, match="记录员应当是本代表团"):
        rooms.plan_group(
            made.secretary, meeting_id=made.meeting.id, delegation_id=made.delegations[0].id, mode="ONLINE", place="",
            recorder_id=made.hall.delegates[1].id, now=MORNING,
        )  # fmt: skip


def test_attendance_when_online_on_site_or_both_then_by_the_ways_it_is_held_in(made: Groups) -> None:
    rooms.come(made.member(0, 2), room_id=made.room(0).id, now=after(10))
    rooms.come(made.member(0, 2), room_id=made.room(0).id, now=after(11))
    with pytest.raises(RuleBroken, match="在线上讨论"):
        rooms.tick(made.head(0), room_id=made.room(0).id, delegate_ids=[made.hall.delegates[0].id], now=after(11))
    with pytest.raises(RuleBroken, match="本团在现场讨论"):
        rooms.come(made.member(1, 2), room_id=made.room(1).id, now=after(11))
    here = [made.hall.delegates[n].id for n in (1, 4, 0)]  # the last is of another delegation
    assert rooms.tick(made.member(1), room_id=made.room(1).id, delegate_ids=here, now=after(12)) == 2
    assert rooms.tick(made.head(1), room_id=made.room(1).id, delegate_ids=here[:1], now=after(13)) == 1
    rooms.come(made.member(2, 2), room_id=made.room(2).id, now=after(14))
    everybody = [made.hall.delegates[n].id for n in (2, 5, 8)]
    assert rooms.tick(made.head(2), room_id=made.room(2).id, delegate_ids=everybody, now=after(15)) == 2
    ways = {(one.delegate.number, one.way) for one in made.room(2).people.select_related("delegate")}
    assert ways == {("003", "ON_SITE"), ("006", "ON_SITE"), ("009", "ONLINE")}
    with pytest.raises(NotAllowed, match="由团长或记录员登记"):
        rooms.tick(made.member(2, 2), room_id=made.room(2).id, delegate_ids=[], now=after(16))


def test_room_when_of_another_delegation_or_a_stranger_then_there_is_none(made: Groups) -> None:
    other = make.hall(of=make.union(OTHER_UNION, name="青禾医院工会"))
    for actor in (made.head(1), made.secretary, other.delegate(0)):
        with pytest.raises(NotFound):
            asked.own_room(actor, made.room(0).id)
        with pytest.raises(NotFound):
            rooms.come(actor, room_id=made.room(0).id, now=after(10))


def test_pad_when_written_then_numbered_in_the_name_of_a_delegate_or_the_group(made: Groups) -> None:
    place: dict[str, Any] = {"paper_id": made.paper.id, "paragraph": 2}
    first = noted(made, 1, "体检加一项胸片", speaker_id=made.hall.delegates[7].id, **place)
    second = noted(made, 1, "同意草案", who=made.member(1), of_group=True)
    third = noted(made, 0, "夜班补贴按季复核", who=made.member(0, 2))
    assert [(one.number, one.voice, one.delegate_id) for one in (first, second, third)] == [
        (1, Voice.NAMED, made.hall.delegates[7].id), (2, Voice.GROUP, None),
        (1, Voice.NAMED, made.hall.delegates[6].id),
    ]  # fmt: skip
    assert (first.paper_id, first.paragraph, first.item_id) == (made.paper.id, 2, made.hall.items[0].id)
    before = (Opinion.objects.count(), links())
    with pytest.raises(RuleBroken, match="共3段，没有第4段"):
        noted(made, 1, "补充", paper_id=made.paper.id, paragraph=4)
    with pytest.raises(RuleBroken, match="还没有选材料"):
        noted(made, 1, "补充", paragraph=1)
    with pytest.raises(RuleBroken, match="意见由记录员记录"):
        noted(made, 1, "补充", who=made.member(1, 2))
    with pytest.raises(NotAllowed, match="只能记自己的意见"):
        noted(made, 0, "补充", who=made.member(0, 2), of_group=True)
    with pytest.raises(RuleBroken, match="本团没有这位代表"):
        noted(made, 1, "补充", speaker_id=made.hall.delegates[0].id)
    assert (Opinion.objects.count(), links()) == before


def test_pad_when_a_line_is_sent_again_then_it_is_one(made: Groups) -> None:
    first = noted(made, 0, "夜班补贴按季复核")
    again = pad.take_down(made.head(0), room_id=made.room(0).id, text="夜班补贴按季复核", key=first.key, now=after(12))
    assert (again, Opinion.objects.count()) == (first.id, 1)


def test_support_when_given_twice_taken_back_or_for_ones_own_then_counted_once_per_delegate(made: Groups) -> None:
    line = noted(made, 0, "夜班补贴按季复核")
    for _time in range(2):
        pad.support(made.member(0), opinion_id=line.id, now=after(11))
    pad.support(made.member(0, 2), opinion_id=line.id, now=after(12))
    assert OpinionSupport.objects.count() == 2
    pad.unsupport(made.member(0), opinion_id=line.id, now=after(13))
    pad.unsupport(made.member(0), opinion_id=line.id, now=after(14))
    assert [one.delegate_id for one in OpinionSupport.objects.all()] == [made.hall.delegates[6].id]
    with pytest.raises(RuleBroken, match="您自己的意见"):
        pad.support(made.head(0), opinion_id=line.id, now=after(15))
    with pytest.raises(NotFound):
        pad.support(made.head(1), opinion_id=line.id, now=after(15))


def test_strike_when_written_by_mistake_then_gone_and_not_while_others_support_it(made: Groups) -> None:
    line = noted(made, 0, "错行", who=made.member(0, 2))
    pad.support(made.head(0), opinion_id=line.id, now=after(11))
    with pytest.raises(Conflict, match="已经有人附议"):
        pad.strike(made.member(0, 2), opinion_id=line.id, now=after(12))
    pad.unsupport(made.head(0), opinion_id=line.id, now=after(13))
    pad.strike(made.member(0), opinion_id=line.id, now=after(14))  # the recorder may, too
    assert not Opinion.objects.exists()
    other = noted(made, 0, "再来")
    with pytest.raises(NotAllowed, match="只能删去自己的意见"):
        pad.strike(made.member(0, 2), opinion_id=other.id, now=after(15))


def test_summary_when_signed_then_only_by_the_head_and_nothing_is_taken_after(made: Groups) -> None:
    room = made.room(0)
    with pytest.raises(RuleBroken, match="还没有人登记参加"):
        rooms.sign_room(made.head(0), room_id=room.id, summary="同意。", now=after(10))
    rooms.come(made.head(0), room_id=room.id, now=after(10))
    rooms.write_summary(made.member(0), room_id=room.id, summary="草稿", now=after(11))
    assert made.room(0).summary == "草稿"
    with pytest.raises(NotAllowed, match="由团长签字"):
        rooms.sign_room(made.member(0), room_id=room.id, summary="同意。", now=after(12))
    with pytest.raises(RuleBroken, match="没有意见的"):
        rooms.sign_room(made.head(0), room_id=room.id, summary="  ", now=after(12))
    line = noted(made, 0, "夜班补贴按季复核")
    rooms.sign_room(made.head(0), room_id=room.id, summary="总体同意。", now=after(13))
    rooms.sign_room(made.head(0), room_id=room.id, summary="总体同意。", now=after(14))
    kept = made.room(0)
    assert (kept.summary, kept.signed_at, kept.signed_by_id) == ("总体同意。", after(13), made.hall.delegates[0].id)
    before = links()
    late = (
        lambda: noted(made, 0, "晚了"), lambda: pad.support(made.member(0), opinion_id=line.id, now=after(15)),
        lambda: rooms.come(made.member(0), room_id=room.id, now=after(15)),
        lambda: rooms.write_summary(made.head(0), room_id=room.id, summary="改", now=after(15)),
    )  # fmt: skip
    for act in late:
        with pytest.raises(Conflict, match="已由团长签字汇总") as refused:
            act()
        assert "单独提出" in str(refused.value.remedy)
    assert links() == before


def test_vote_when_delegations_have_not_reported_then_refused_by_name_until_they_have(made: Groups) -> None:
    hall = in_session(made)
    item, chair = hall.items[0], hall.posts["presiding"]
    signed(made, 0)
    for _time in range(2):
        with pytest.raises(RuleBroken, match="还有2个代表团没有汇总讨论意见：二车间、机关") as refused:
            voting.prepare_vote(chair, item_id=item.id, now=after(80))
    assert "三十" in str(refused.value.law)
    assert not Vote.objects.exists()
    signed(made, 1)
    signed(made, 2)
    voting.open_vote(
        chair, vote_id=voting.prepare_vote(chair, item_id=item.id, now=after(81)), seconds=None, now=after(82)
    )
    with pytest.raises(Conflict, match="不能再交"):
        rooms.open_rooms(made.secretary, meeting_id=made.meeting.id, item_ids=[item.id], now=after(83))


def test_vote_when_the_chair_waives_then_possible_and_the_reason_is_in_log_minutes_and_ledger(made: Groups) -> None:
    hall = in_session(made)
    item, chair = hall.items[0], hall.posts["presiding"]
    signed(made, 0)
    with pytest.raises(RuleBroken, match="写明先表决的理由"):
        waiving.waive_groups(chair, item_id=item.id, reason=" ", now=after(80))
    with pytest.raises(NotAllowed):
        waiving.waive_groups(hall.posts["secretary"], item_id=item.id, reason="急", now=after(80))
    for _time in range(2):
        waiving.waive_groups(chair, item_id=item.id, reason="台风红色预警，须今日表决", now=after(81))
    waiver = GroupWaiver.objects.get()
    assert waiver.missing == ["二车间", "机关"]
    line = Incident.objects.get().text
    assert "台风红色预警，须今日表决" in line
    assert "二车间、机关" in line
    assert line in sitting.minutes_words(made.meeting)
    assert LedgerEntry.objects.filter(verb="waived-groups").count() == 1
    voting.open_vote(
        chair, vote_id=voting.prepare_vote(chair, item_id=item.id, now=after(82)), seconds=None, now=after(83)
    )
    with pytest.raises(Conflict, match="已经进入表决"):
        noted(made, 1, "晚了")


def test_waiver_when_nobody_is_waited_for_or_the_item_is_not_on_then_refused(made: Groups) -> None:
    with pytest.raises(Conflict, match="不在审议中"):
        waiving.waive_groups(made.hall.posts["presiding"], item_id=made.hall.items[0].id, reason="急", now=after(20))
    for n in range(3):
        signed(made, n)
    hall = in_session(made)
    with pytest.raises(Conflict, match="已经全部汇总"):
        waiving.waive_groups(hall.posts["presiding"], item_id=hall.items[0].id, reason="急", now=after(80))
    assert not GroupWaiver.objects.exists()


def test_delegation_when_it_has_nobody_left_then_it_is_not_waited_for() -> None:
    made = groups()
    Delegate.objects.filter(delegation=made.delegations[2]).update(ended_on=MORNING.date())
    assert asked.waited_for(made.hall.items[0]) == NAMES[:2]


def test_reports_when_rooms_are_signed_then_counted_and_told_on_paper(made: Groups) -> None:
    noted(made, 1, "体检加一项胸片", speaker_id=made.hall.delegates[7].id, paper_id=made.paper.id, paragraph=2)
    assert (asked.reported(made.meeting), asked.any_reported(made.meeting)) == (0, False)
    signed(made, 1, summary="同意草案，建议体检加项。")
    assert (asked.reported(made.meeting), asked.any_reported(made.meeting)) == (1, True)
    parts = {one.heading: "\n".join(one.paragraphs) for one in discussion.group_records(made.meeting).parts}
    told = parts["二车间：第1项议题"]
    for words in (
        "现场1人（代表1）",
        "意见1（第2段） 代表7：体检加一项胸片",
        "汇总：同意草案，建议体检加项。",
        "团长代表1于",
    ):
        assert words in told, words
    assert "团长没有签字汇总" in parts["一车间：第1项议题"]
    assert "同意草案，建议体检加项" in sitting.minutes_words(made.meeting)


def test_record_when_printed_then_its_day_is_when_somebody_came_and_none_where_nobody_did(made: Groups) -> None:
    Room.objects.update(opened_at=MORNING - timedelta(days=9))
    rooms.come(made.head(0), room_id=made.room(0).id, now=after(10))
    parts = {one.heading: one.paragraphs[0] for one in discussion.group_records(made.meeting).parts}
    assert parts["一车间：第1项议题"].startswith(f"讨论日期：{day(local_date(MORNING))}，参加1人：")
    assert parts["二车间：第1项议题"] == "参加0人。"


def test_plan_when_the_meeting_discusses_otherwise_since_then_it_gives_way_and_place_and_recorder_stay(
    made: Groups,
) -> None:
    made.meeting.conduct = {"DISCUSSION": "ON_SITE"}
    made.meeting.save()
    held = asked.plan_of(made.meeting, made.delegations[0].id)
    assert (held.mode, held.recorder) == (Mode.ON_SITE, made.hall.delegates[3])
    with pytest.raises(RuleBroken, match="在现场讨论"):
        rooms.come(made.head(0), room_id=made.room(0).id, now=after(10))
    assert (
        rooms.tick(made.head(0), room_id=made.room(0).id, delegate_ids=[made.hall.delegates[0].id], now=after(11)) == 1
    )
    assert asked.plan_of(made.meeting, made.delegations[1].id).place == "二楼会议室"
