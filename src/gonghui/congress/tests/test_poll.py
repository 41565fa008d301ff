"""The consultative poll: asked below the quorum too, called so everywhere, and no way leads from it to a resolution."""

import pytest
from django.test import Client

from gonghui.congress.actions import devices, poll, presence, trial, voting
from gonghui.congress.documents import sitting
from gonghui.congress.models import Incident, Poll, PollAnswer, Resolution, Vote, VoteResult
from gonghui.congress.tests.make import after
from gonghui.congress.tests.test_rows_screens import browser, text
from gonghui.congress.tests.test_voting import in_session, opened
from gonghui.kernel.errors import Conflict, NotAllowed, RuleBroken
from gonghui.kernel.models import LedgerEntry

pytestmark = pytest.mark.django_db


def begun(hall, question="是否延长午休？"):
    poll.open_poll(hall.posts["presiding"], meeting_id=hall.meeting.id, question=question, now=after(100))


def answered(hall, n, choice="FOR"):
    poll.answer_poll(hall.delegate(n), meeting_id=hall.meeting.id, choice=choice, now=after(110))


def test_poll_when_held_below_the_quorum_then_its_counts_are_a_line_of_the_log_and_nothing_else():
    hall = in_session(delegates=9, present=9)
    for n in (6, 7, 8):
        presence.leave(hall.delegate(n), meeting_id=hall.meeting.id, now=after(90))
    presence.leave(hall.delegate(5), meeting_id=hall.meeting.id, now=after(90))
    presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number="006", now=after(91))
    presence.leave(hall.delegate(4), meeting_id=hall.meeting.id, now=after(92))
    chair, phone = browser(hall.posts["presiding"]), browser(hall.delegate(0))
    path = f"/m/{hall.meeting.id}/"
    assert chair.post(f"{path}chair/poll/", {"text": "是否延长午休？"}).status_code == 302
    begun(hall)
    assert "去表态" in text(phone, path)
    page = text(phone, f"{path}poll/")
    assert "不是表决，不作为决议的依据" in page
    assert " checked" not in page
    assert phone.post(f"{path}poll/", {"choice": "for"}).status_code == 302
    before = LedgerEntry.objects.count()
    answered(hall, 0, "AGAINST")
    assert LedgerEntry.objects.count() == before
    assert "意见已收到" in text(phone, f"{path}poll/")
    assert "意见已收到" in text(phone, path)
    for n, choice in ((1, "FOR"), (2, "FOR"), (3, "AGAINST"), (5, "ABSTAIN")):
        answered(hall, n, choice)
    token = devices.make_wall(hall.posts["presiding"], meeting_id=hall.meeting.id, now=after(120))
    assert "征求意见，不是表决" in text(Client(), f"/wall/{token}/frame/")
    assert "征求意见，不是表决" in text(chair, f"{path}chair/")
    assert chair.post(f"{path}chair/poll/end/").status_code == 302
    assert chair.post(f"{path}chair/poll/end/").status_code == 302
    assert Incident.objects.get().text == (
        "征求意见：是否延长午休？　赞成3，反对1，弃权1（到会5人，不足法定人数；不是表决，不作为决议的依据）"
    )
    assert sitting.incidents(hall.meeting).entries[0].what.startswith("征求意见：")
    left = (Poll, PollAnswer, Vote, VoteResult, Resolution)
    assert [model.objects.count() for model in left] == [0] * 5
    assert "现在没有征求意见" in text(phone, f"{path}poll/")


def test_poll_when_few_answer_then_their_answers_are_not_told_apart():
    hall = in_session()
    begun(hall)
    answered(hall, 0)
    poll.end_poll(hall.posts["operator"], meeting_id=hall.meeting.id, now=after(120))
    assert "表态1人，人数太少，不分列（到会6人；" in Incident.objects.get().text


def test_poll_when_out_of_place_then_refused_and_nothing_is_written():
    hall = in_session(present=5)
    with pytest.raises(NotAllowed):
        poll.open_poll(hall.delegate(5), meeting_id=hall.meeting.id, question="？", now=after(80))
    with pytest.raises(RuleBroken, match="请写明"):
        begun(hall, " ")
    with pytest.raises(Conflict, match="已经结束"):
        answered(hall, 0)
    begun(hall)
    with pytest.raises(Conflict, match="还没有结束"):
        begun(hall, "另一个问题")
    with pytest.raises(Conflict, match="征求意见还没有结束，不能试投"):
        trial.open_trial(hall.posts["presiding"], meeting_id=hall.meeting.id, now=after(105))
    with pytest.raises(Conflict, match="征求意见还没有结束，不能进入表决"):
        voting.prepare_vote(hall.posts["presiding"], item_id=hall.items[0].id, now=after(105))
    with pytest.raises(RuleBroken, match="在场的正式代表"):
        answered(hall, 5)
    with pytest.raises(RuleBroken, match="没有这个选项"):
        answered(hall, 0, "MAYBE")
    assert PollAnswer.objects.count() == 0
    poll.end_poll(hall.posts["presiding"], meeting_id=hall.meeting.id, now=after(120))
    opened(hall)
    with pytest.raises(Conflict, match="正在表决"):
        begun(hall)
