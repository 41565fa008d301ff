"""A sitting is put off to another day: everybody is gone, what was decided stands, and it goes on with a new quorum."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from gonghui.congress.actions import presence, rescheduling, running, voting
from gonghui.congress.documents import sitting as papers
from gonghui.congress.models import Appointment, Incident, Meeting, PresenceEntry, Term, Vote
from gonghui.congress.queries.presence import present_ids
from gonghui.congress.queries.state import sitting
from gonghui.congress.rules.flow import Step
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.tests.make import Hall, actor_for, after
from gonghui.congress.tests.test_screens import browser
from gonghui.congress.tests.test_voting import in_session, opened
from gonghui.kernel import clock, ledger
from gonghui.kernel.actor import Hat
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.ids import uuid7
from gonghui.kernel.models import LedgerEntry

pytestmark = pytest.mark.django_db
DAY = 24 * 3600
THEN = after(DAY)


def put_off(hall: Hall, *, to: datetime = THEN, reason: str = "到会不足法定人数", at: int = 200) -> int:
    return rescheduling.reschedule(
        hall.posts["presiding"], meeting_id=hall.meeting.id, resumes_at=to, reason=reason, now=after(at)
    )


def fresh(hall: Hall) -> Meeting:
    return Meeting.objects.select_related("term__union").get(id=hall.meeting.id)


def test_sitting_when_put_off_then_everybody_is_gone_and_it_is_written_down() -> None:
    hall = in_session(present=5)
    assert put_off(hall) == 5
    meeting = fresh(hall)
    assert (meeting.state, meeting.resumes_at, meeting.sign_in_from) == (MeetingState.ADJOURNED_NO_QUORUM, THEN, None)
    assert present_ids(meeting.id) == set()
    gone = PresenceEntry.objects.filter(channel="RESCHEDULE")
    assert {(entry.direction, entry.reason) for entry in gone} == {("OUT", "改期散会")}
    assert put_off(hall) == 0  # pressed again
    text = Incident.objects.get().text
    assert text == f"改期到 {clock.local(THEN):%Y-%m-%d %H:%M} 继续开会：到会不足法定人数"
    assert [line.what for line in papers.incidents(meeting).entries] == [text]
    assert LedgerEntry.objects.filter(verb="rescheduled").count() == 1
    assert ledger.verify(f"congress/{meeting.id}") is None


def test_sitting_when_its_day_comes_then_signed_in_anew_and_resumed_with_a_quorum_and_not_before() -> None:
    hall = in_session()
    chair, meeting = hall.posts["presiding"], hall.meeting
    put_off(hall)
    assert sitting(fresh(hall)).step.step is Step.OPEN_SIGN_IN
    early, late = THEN - timedelta(minutes=30), THEN + timedelta(minutes=5)
    presence.open_sign_in(chair, meeting_id=meeting.id, now=early)
    assert str(sitting(fresh(hall)).step.waits) == "还差 4 人到会"
    for delegate in hall.delegates[:5]:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=meeting.id, number=delegate.number, now=early)
    with pytest.raises(RuleBroken, match="时间还没有到") as caught:
        running.open_meeting(chair, meeting_id=meeting.id, now=early)
    assert caught.value.code == "before-its-time"
    opened_at = fresh(hall).opened_at
    running.open_meeting(chair, meeting_id=meeting.id, now=late)
    assert (fresh(hall).state, fresh(hall).resumes_at, fresh(hall).opened_at) == (MeetingState.OPEN, None, opened_at)
    vote = voting.prepare_vote(chair, item_id=hall.items[0].id, now=late)
    voting.open_vote(chair, vote_id=vote, seconds=None, now=late)
    assert Vote.objects.get(id=vote).present == 5


def test_sitting_when_a_vote_stands_then_it_is_not_put_off() -> None:
    hall = in_session()
    vote = opened(hall)
    with pytest.raises(Conflict, match="正在表决，不能改期"):
        put_off(hall)
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))
    with pytest.raises(Conflict, match="正在表决"):
        put_off(hall)
    voting.void_vote(hall.posts["presiding"], vote_id=vote.id, reason="人数不足", now=after(160))
    assert put_off(hall) == 6


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"to": after(100)}, "day-past"),
        ({"to": after(200)}, "day-past"),
        ({"reason": " "}, "reason-missing"),
        ({"to": after(DAY * 365 * 9)}, "after-term"),
    ],
)
def test_sitting_when_the_new_day_cannot_be_then_refused_and_nobody_is_sent_home(
    changed: dict[str, object], code: str
) -> None:
    hall = in_session()
    with pytest.raises(RuleBroken) as caught:
        put_off(hall, **changed)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert (fresh(hall).resumes_at, len(present_ids(hall.meeting.id))) == (None, 6)


def test_sitting_when_papers_would_come_too_late_for_the_new_day_then_refused_with_the_article() -> None:
    hall = in_session()
    other = fresh(hall)  # a sitting for which nobody has signed that it meets without papers
    other.pk, other.id, other.number, other.current_item = None, uuid7(), 3, None
    other.save(force_insert=True)
    presiding = hall.delegates[0].person
    Appointment.objects.create(meeting=other, person=presiding, role="presiding")
    chair = actor_for(presiding.id, Hat(role="presiding", within=other.id))
    with pytest.raises(RuleBroken) as caught:
        rescheduling.reschedule(chair, meeting_id=other.id, resumes_at=THEN, reason="人数不足", now=after(200))
    assert caught.value.code == "materials-late"
    assert "第三十条" in str(caught.value.law)
    assert Meeting.objects.get(id=other.id).resumes_at is None


def test_sitting_when_it_has_not_begun_or_somebody_else_asks_then_refused() -> None:
    hall = in_session()
    for post, refusal in (("desk", NotAllowed), ("scrutineer", NotAllowed), ("secretary", NotAllowed)):
        with pytest.raises(refusal):
            rescheduling.reschedule(hall.posts[post], meeting_id=hall.meeting.id, resumes_at=THEN, reason="人数不足",
                                    now=after(200))  # fmt: skip
    Meeting.objects.filter(id=hall.meeting.id).update(state=MeetingState.READY, opened_at=None)
    with pytest.raises(Conflict, match="会议没有在进行"):
        put_off(hall)
    Term.objects.filter(id=hall.meeting.term_id).update(number=6)
    with pytest.raises(NotFound):
        rescheduling.reschedule(hall.posts["presiding"], meeting_id=hall.items[0].id, resumes_at=THEN, reason="人数",
                                now=after(200))  # fmt: skip


def test_screens_when_put_off_then_all_say_when_it_goes_on() -> None:
    hall = in_session(present=5, forms=(VoteForm.OPEN_BALLOT, VoteForm.NONE))
    chair = browser(hall.posts["presiding"])
    at = (clock.now() + timedelta(days=2)).astimezone(clock.CHINA).replace(second=0, microsecond=0)
    address = reverse("congress:reschedule", args=[hall.meeting.id])
    refused = chair.post(address, {"resumes_at": "明天", "text": "人数不足"}, headers={"accept": "application/json"})
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:gonghui:no-such-time")
    given = {"resumes_at": f"{at:%Y-%m-%dT%H:%M}", "text": "人数不足"}
    assert chair.post(address, given).status_code == 302
    assert fresh(hall).resumes_at == at
    day = f"{at.month}月{at.day}日 {at:%H:%M}"
    for who, name in ((hall.posts["presiding"], "chair"), (hall.delegate(5), "now")):
        shown = browser(who).get(reverse(f"congress:{name}", args=[hall.meeting.id])).content.decode()
        assert day in shown, name
    assert "去签到" not in shown


def test_phone_when_everybody_is_sent_home_then_its_badge_follows_with_the_bar() -> None:
    hall = in_session()
    phone, bar = browser(hall.delegate(0)), reverse("congress:bar", args=[hall.meeting.id])

    def flat(path: str) -> str:
        return re.sub(r">\s+<", "><", phone.get(path).content.decode())

    page = flat(reverse("congress:papers", args=[hall.meeting.id]))
    assert '<span id="sign-badge"><span class="badge badge-ok">' in page
    assert "hx-swap-oob" not in page
    assert '<span id="sign-badge" hx-swap-oob="true"><span class="badge badge-ok">' in flat(bar)
    put_off(hall)
    told = flat(bar)
    assert '<span id="sign-badge" hx-swap-oob="true"><span class="badge badge-line">' in told
    assert "未签到" in told
