"""The trial vote: the real roll, labelled everywhere, no result, nothing left behind."""

import pytest
from django.test import Client

from gonghui.congress.actions import devices, trial, voting
from gonghui.congress.models import NamedBallot, RollEntry, Trial, TrialSeat, Vote, VoteResult
from gonghui.congress.queries.trial import trying
from gonghui.congress.tests.make import after
from gonghui.congress.tests.test_rows_screens import browser, text
from gonghui.congress.tests.test_voting import in_session, opened
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry

pytestmark = pytest.mark.django_db


def test_trial_when_held_then_phones_answer_it_is_called_a_trial_everywhere_and_nothing_is_left():
    hall = in_session(without_phone=1)
    meeting, chair = hall.meeting, browser(hall.posts["presiding"])
    assert "试投</button>" in text(chair, f"/m/{meeting.id}/chair/")
    assert chair.post(f"/m/{meeting.id}/chair/trial/").status_code == 302
    assert trial.open_trial(hall.posts["presiding"], meeting_id=meeting.id, now=after(81)) == 5
    phone = browser(hall.delegate(0))
    assert "去试投" in text(phone, f"/m/{meeting.id}/")
    page = text(phone, f"/m/{meeting.id}/trial/")
    assert "试投不是表决" in page
    assert " checked" not in page
    assert phone.post(f"/m/{meeting.id}/trial/", {"choice": "for"}).status_code == 302
    before = LedgerEntry.objects.count()
    assert phone.post(f"/m/{meeting.id}/trial/", {"choice": "against"}).status_code == 302
    assert LedgerEntry.objects.count() == before
    assert "试投已收到" in text(phone, f"/m/{meeting.id}/trial/")
    assert "试投已收到" in text(phone, f"/m/{meeting.id}/")
    going = trying(meeting)
    assert going is not None
    assert (going.on_roll, going.received) == (5, 1)
    token = devices.make_wall(hall.posts["presiding"], meeting_id=meeting.id, now=after(90))
    assert "试投不是表决，不计结果" in text(Client(), f"/wall/{token}/frame/")
    assert "试投，不计结果" in text(chair, f"/m/{meeting.id}/chair/")
    with pytest.raises(Conflict, match="试投还没有结束"):
        voting.prepare_vote(hall.posts["presiding"], item_id=hall.items[0].id, now=after(95))
    assert chair.post(f"/m/{meeting.id}/chair/trial/end/").status_code == 302
    assert chair.post(f"/m/{meeting.id}/chair/trial/end/").status_code == 302
    left = (Trial, TrialSeat, Vote, VoteResult, NamedBallot, RollEntry)
    assert [model.objects.count() for model in left] == [0] * 6
    kept = LedgerEntry.objects.filter(verb="ended-trial")
    assert kept.count() == 1
    assert "现在没有试投" in text(phone, f"/m/{meeting.id}/trial/")
    with pytest.raises(Conflict, match="试投已经结束"):
        trial.cast_trial(hall.delegate(0), meeting_id=meeting.id, choice="FOR", now=after(120))
    opened(hall)


def test_trial_when_pressed_by_others_or_during_a_vote_then_refused_and_nothing_is_written():
    hall = in_session(present=5)
    with pytest.raises(NotAllowed):
        trial.open_trial(hall.delegate(5), meeting_id=hall.meeting.id, now=after(80))
    trial.open_trial(hall.posts["operator"], meeting_id=hall.meeting.id, now=after(81))
    with pytest.raises(RuleBroken, match="还没有签到"):
        trial.cast_trial(hall.delegate(5), meeting_id=hall.meeting.id, choice="FOR", now=after(82))
    with pytest.raises(RuleBroken, match="没有这个选项"):
        trial.cast_trial(hall.delegate(0), meeting_id=hall.meeting.id, choice="MAYBE", now=after(82))
    with pytest.raises(NotFound):
        trial.cast_trial(hall.posts["secretary"], meeting_id=hall.meeting.id, choice="FOR", now=after(82))
    assert not TrialSeat.objects.filter(has_cast=True).exists()
    trial.end_trial(hall.posts["operator"], meeting_id=hall.meeting.id, now=after(83))
    opened(hall)
    with pytest.raises(Conflict, match="正在表决"):
        trial.open_trial(hall.posts["operator"], meeting_id=hall.meeting.id, now=after(100))
    assert Trial.objects.count() == 0
