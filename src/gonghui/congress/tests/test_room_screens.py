"""Rooms, answers and the table of opinions on phones and the secretary's pages; what they cost, what stays typed."""

import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.urls import reverse

from gonghui.congress.actions import answers, pad, rooms
from gonghui.congress.actions.opinions import give_anonymous, give_opinion
from gonghui.congress.models import GroupPlan, GroupWaiver, Opinion, Room
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.tests.asking import asked
from gonghui.congress.tests.groups import Groups, groups, handed, ids, in_session, noted, signed
from gonghui.congress.tests.make import after
from gonghui.congress.tests.test_screens import browser
from gonghui.kernel.actor import Actor

pytestmark = pytest.mark.django_db
COSTS = {"room": 27, "room-part": 15, "opinions": 19, "opinion-table": 19, "prepare-answers": 45, "prepare-opinion": 42}
"""What a page asks, with one line on the pad as with eight."""


@pytest.fixture
def made() -> Groups:
    return handed(groups())


def page(actor: Actor, name: str, *args: object, **query: str) -> str:
    answer = browser(actor).get(reverse(f"congress:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def send(actor: Actor, name: str, *args: object, **data: object):
    return browser(actor).post(reverse(f"congress:{name}", args=args), data)


def test_room_when_looked_at_then_each_sees_what_they_may_do(made: Groups) -> None:
    noted(made, 1, "体检加一项胸片", paper_id=made.paper.id, paragraph=2)
    head, recorder, member = (page(made.member(1, n), "room", made.room(1).id) for n in range(3))
    for told in (head, recorder, member):
        assert "体检加一项胸片" in told
        assert f"/paper/{made.paper.id}/#p2" in told
        assert "二楼会议室" in told
    assert "团长签字汇总" in head
    assert "团长签字汇总" not in recorder
    assert "登记现场参加人员" in recorder
    assert "记录意见" in recorder
    assert "到场后由记录员登记" in member
    assert "我的意见" not in member  # on site only: the recorder writes
    online = page(made.member(0, 2), "room", made.room(0).id)
    assert "我来参加（线上）" in online
    assert "我的意见" in online
    assert 'name="speaker"' not in online
    assert "本团讨论" in page(made.member(1, 2), "opinions", made.meeting.id)


def test_room_when_used_by_phone_then_the_whole_discussion_runs(made: Groups) -> None:
    room, head, member = made.room(2), made.head(2), made.member(2, 2)
    send(member, "room-come", room.id)
    send(head, "room-people", room.id, here=[str(made.hall.delegates[n].id) for n in (2, 5)])
    assert "3人" in page(member, "room-part", room.id)
    send(member, "room-opinion", room.id, text="班车早十分钟", key=uuid4(), paper=str(made.paper.id), paragraph="3")
    line = Opinion.objects.get()
    send(head, "room-line", room.id, line.id, "support")
    assert "附议1人" in page(member, "room-part", room.id)
    send(head, "room-line", room.id, line.id, "unsupport")
    assert "附议1人" not in page(member, "room-part", room.id)
    send(made.member(2), "room-summary", room.id, summary="同意，班车提前。", do="save")
    assert "草稿" in page(member, "room-part", room.id)
    send(head, "room-summary", room.id, summary="同意，班车提前。", do="sign")
    over = page(member, "room", room.id)
    assert "团长代表2已签字汇总，讨论结束。" in over
    assert "room-opinion" not in over
    assert Room.objects.get(id=room.id).signed_at is not None
    assert send(head, "room-line", room.id, line.id, "shout").status_code == 404


def test_room_when_what_was_typed_cannot_be_taken_then_told_beside_it_and_kept(made: Groups) -> None:
    room, head = made.room(0), made.head(0)
    wrong = send(
        head, "room-opinion", room.id, text="很长的一段意见", key=uuid4(), paper=str(made.paper.id), paragraph="9"
    )
    assert wrong.status_code == 422
    told = wrong.content.decode()
    assert "这份材料共3段，没有第9段。" in told
    assert "很长的一段意见</textarea>" in told
    wrong = send(head, "room-summary", room.id, summary="我们的汇总", do="sign")
    assert wrong.status_code == 422
    assert "还没有人登记参加讨论" in wrong.content.decode()
    assert "我们的汇总</textarea>" in wrong.content.decode()
    rooms.come(head, room_id=room.id, now=after(10))
    rooms.sign_room(head, room_id=room.id, summary="同意。", now=after(11))
    late = send(made.member(0), "room-opinion", room.id, text="晚到的意见", key=uuid4())
    assert "已由团长签字汇总，不能再记" in late.content.decode()
    assert "单独提出" in late.content.decode()
    assert "晚到的意见</textarea>" in late.content.decode()


def test_attendance_when_the_next_item_is_discussed_then_those_ticked_before_stand_ready() -> None:
    made = handed(groups(forms=(VoteForm.OPEN_BALLOT, VoteForm.OPEN_BALLOT)), items=2)
    rooms.tick(made.head(1), room_id=made.room(1).id, delegate_ids=[made.hall.delegates[7].id], now=after(10))
    told = page(made.head(1), "room", made.room(1, item=1).id)
    ready = re.findall(r'name="here" value="([0-9a-f-]+)" checked', told)
    assert ready == [str(made.hall.delegates[7].id)]


def test_opinion_when_sent_by_phone_then_named_or_anonymous_with_its_paragraph(made: Groups) -> None:
    where = [made.meeting.id]
    form = page(made.head(0), "opinions", *where, paper=str(made.paper.id), paragraph="2")
    assert f'value="{made.paper.id}" selected' in form
    named = {"text": "体检加胸片", "key": uuid4(), "paper": str(made.paper.id), "paragraph": "2"}
    assert send(made.head(0), "opinions", *where, **named).status_code == 302
    assert send(made.head(0), "opinions", *where, text="不记名", key=uuid4(), anonymous="on").status_code == 302
    kept = {one.text: (one.voice, one.delegate_id is None, one.paragraph, one.item_id) for one in Opinion.objects.all()}
    assert kept == {"体检加胸片": ("NAMED", False, 2, made.hall.items[0].id), "不记名": ("ANONYMOUS", True, None, None)}
    mine = page(made.head(0), "opinions", *where)
    assert "体检加胸片" in mine
    assert "不记名</p>" not in mine
    wrong = send(made.head(0), "opinions", *where, text="写了半天", key=uuid4(), paragraph="2")
    assert wrong.status_code == 422
    assert "写了半天</textarea>" in wrong.content.decode()


def test_secretary_when_planning_and_handing_out_then_it_shows_and_a_wrong_plan_is_told() -> None:
    made = groups()
    wrong = send(
        made.secretary, "prepare-group-plan", made.meeting.id, made.delegations[1].id, mode="ON_SITE", place=""
    )
    assert wrong.status_code == 422
    assert "请写明讨论地点" in wrong.content.decode()
    send(made.secretary, "prepare-group-plan", made.meeting.id, made.delegations[1].id, mode="MIXED", place="三楼",
         recorder=str(made.hall.delegates[4].id))  # fmt: skip
    assert GroupPlan.objects.get().place == "三楼"
    send(made.secretary, "prepare-open-rooms", made.meeting.id, item=[str(made.hall.items[0].id)])
    signed(made, 0)
    step = page(made.secretary, "prepare-opinions", made.meeting.id)
    assert "1/3个代表团已讨论" in step
    for words in ("三楼", "记录员代表4", "已交讨论", "讨论中", "已汇总"):
        assert words in step, words
    told = browser(made.secretary).post(reverse("congress:prepare-open-rooms", args=[made.meeting.id]), follow=True)
    assert "请勾选要交代表团讨论的议程" in told.content.decode()


def test_answers_when_asked_for_a_paragraph_that_no_paper_has_then_the_page_stands(made: Groups) -> None:
    for paragraph in ("0", "999999", "9" * 5000, "二"):
        page(made.secretary, "prepare-answers", made.meeting.id, paragraph=paragraph)


def test_answers_when_ticked_together_then_done_and_a_refused_one_keeps_ticks_and_words(made: Groups) -> None:
    lines = [noted(made, 2, f"夜班补贴{n}", paper_id=made.paper.id, paragraph=1) for n in range(3)]
    address = (
        reverse("congress:prepare-answers", args=[made.meeting.id]) + "?" + urlencode({"q": "夜班", "paragraph": 1})
    )
    client = browser(made.secretary)
    chosen = [str(one) for one in ids(lines[:2])]
    wrong = client.post(address, {"opinion": chosen, "outcome": "ADOPTED", "reason": ""})
    assert wrong.status_code == 422
    assert wrong.content.decode().count(" checked") >= 3  # two opinions and the outcome
    wrong = client.post(address, {"opinion": [], "outcome": "ADOPTED", "reason": "写好的理由"})
    assert "还没有勾选意见。" in wrong.content.decode()
    assert "写好的理由</textarea>" in wrong.content.decode()
    done = client.post(address, {"opinion": chosen, "outcome": "PARTLY", "reason": "明年起执行"})
    assert (done.status_code, done["Location"]) == (302, address)
    assert "已答复2条意见。" in client.get(address).content.decode()
    assert Opinion.objects.filter(outcome="PARTLY").count() == 2
    assert client.get(address + "&tick=all").content.decode().count(" checked") == 3
    once = page(made.secretary, "prepare-opinion", made.meeting.id, lines[0].id)
    assert "明年起执行" in once
    send(made.secretary, "prepare-answer-back", made.meeting.id, lines[0].id)
    back = page(made.secretary, "prepare-opinion", made.meeting.id, lines[0].id)
    assert "撤回答复" in back
    assert "明年起执行" in back  # what was answered stays on record


def test_table_when_read_by_a_delegate_then_outcomes_places_and_downloads_without_names(made: Groups) -> None:
    line = noted(made, 2, "夜班补贴提到40元", paper_id=made.paper.id, paragraph=1)
    give_anonymous(
        made.head(0), meeting_id=made.meeting.id, item_id=None, text="班车早十分钟", key=uuid4(), now=after(9)
    )
    answers.answer_opinions(
        made.secretary, meeting_id=made.meeting.id, opinion_ids=[line.id], outcome="ADOPTED", reason="已写入第一条",
        change_paper_id=made.paper.id, change_paragraph=1, now=after(20),
    )  # fmt: skip
    told = page(made.member(0, 2), "opinion-table", made.meeting.id)
    for words in ("共2条：采纳1条", "机关", "匿名", "已写入第一条", "待答复", "表决稿："):
        assert words in told, words
    assert "代表2" not in told
    client = browser(made.member(0, 2))
    for ending in ("pdf", "docx", "xlsx"):
        assert client.get(reverse("congress:document", args=[made.meeting.id, "opinions", ending])).status_code == 200


def test_desk_when_delegations_have_not_reported_then_it_names_them_until_waived(made: Groups) -> None:
    hall = in_session(made)
    chair, item = hall.posts["presiding"], hall.items[0]
    signed(made, 0)
    desk = page(chair, "chair", made.meeting.id)
    assert "还有 2 个代表团没有汇总讨论意见" in desk
    assert desk.count("二车间、机关") >= 2
    assert "1/3" in desk
    stale = send(chair, "step", made.meeting.id, step="prepare-vote", target=str(item.id))
    assert stale.status_code == 422
    assert "还有2个代表团没有汇总讨论意见" in stale.content.decode()
    send(chair, "waive-groups", made.meeting.id, item.id, text="须今日表决")
    assert GroupWaiver.objects.get().reason == "须今日表决"
    desk = page(chair, "chair", made.meeting.id)
    assert "主持人决定先行表决：须今日表决" in desk
    assert "写明理由，先行表决…" not in desk
    assert send(chair, "step", made.meeting.id, step="prepare-vote", target=str(item.id)).status_code == 302


@pytest.mark.parametrize("lines", [1, 8])
@pytest.mark.parametrize("name", COSTS)
def test_page_when_the_pad_is_long_then_it_asks_as_often_as_with_one_line(made: Groups, name: str, lines: int) -> None:
    head = made.head(2)
    for n in range(lines):
        line = noted(made, 2, f"意见{n}", paper_id=made.paper.id, paragraph=1)
        pad.support(made.member(2), opinion_id=line.id, now=after(11))
        give_opinion(head, meeting_id=made.meeting.id, item_id=None, text=f"另提{n}", key=uuid4(), now=after(12))
    here = [made.hall.delegates[n].id for n in (2, 5, 8)[:lines]]
    rooms.tick(head, room_id=made.room(2).id, delegate_ids=here, now=after(13))
    places = {"room": [made.room(2).id], "room-part": [made.room(2).id], "prepare-opinion": [made.meeting.id, line.id]}
    actor = made.secretary if name.startswith("prepare") else head
    assert asked(browser(actor), reverse(f"congress:{name}", args=places.get(name, [made.meeting.id]))) == COSTS[name]
