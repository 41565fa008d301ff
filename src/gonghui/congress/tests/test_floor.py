"""Who speaks when, and what is noted with one tap."""

import pytest

from gonghui.congress.actions import floor, presence, running
from gonghui.congress.models import Delegation, Incident, SpeechRequest
from gonghui.congress.queries.floor import speech_counts
from gonghui.congress.queries.state import speakers
from gonghui.congress.tests import make
from gonghui.congress.tests.make import Hall, after
from gonghui.congress.tests.test_voting import in_session
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import OTHER_UNION

pytestmark = pytest.mark.django_db


def ask(hall: Hall, n: int, kind: str = "SPEECH", *, at: int = 100) -> SpeechRequest:
    """Let a delegate ask for the floor."""
    asked = floor.ask_to_speak(hall.delegate(n), item_id=hall.items[0].id, kind=kind, now=after(at))
    return SpeechRequest.objects.get(id=asked)


def call_next(hall: Hall, *, at: int = 200) -> None:
    floor.call_next_speaker(hall.posts["presiding"], item_id=hall.items[0].id, now=after(at))


def close(hall: Hall, who: str = "presiding") -> None:
    floor.close_speakers(hall.posts[who], item_id=hall.items[0].id, now=after(150))


def test_speakers_when_several_ask_then_called_in_the_order_of_asking():
    hall = in_session()
    for at, n in enumerate((3, 1, 2), 100):
        ask(hall, n, at=at)
    ask(hall, 3, at=110)
    call_next(hall)
    now = speakers(hall.items[0])
    assert now.speaking is not None
    assert now.speaking.delegate_id == hall.delegates[3].id
    assert [one.delegate_id for one in now.waiting] == [hall.delegates[n].id for n in (1, 2)]
    assert now.speaking.ends_at == after(200 + now.speaking.seconds)
    floor.extend_speech(hall.posts["presiding"], request_id=now.speaking.id, seconds=60, now=after(210))
    longer = SpeechRequest.objects.get(id=now.speaking.id)
    assert longer.ends_at == after(260 + now.speaking.seconds)
    assert now.waiting[0].ends_at is None


def test_speakers_when_the_list_is_closed_then_nobody_else_may_ask_and_those_on_it_still_speak():
    hall = in_session()
    first = ask(hall, 3)
    close(hall)
    close(hall)
    hall.items[0].refresh_from_db()
    assert speakers(hall.items[0]).closed
    before = (SpeechRequest.objects.count(), LedgerEntry.objects.count())
    with pytest.raises(Conflict, match="发言申请已经截止"):
        ask(hall, 4)
    assert ask(hall, 3) == first  # a resend of who stands on it is no new request
    assert (SpeechRequest.objects.count(), LedgerEntry.objects.count()) == before
    call_next(hall)
    assert SpeechRequest.objects.get().called_at == after(200)


def test_speakers_when_the_list_is_opened_again_then_one_may_ask():
    hall = in_session()
    close(hall, "operator")
    for _ in range(2):
        floor.open_speakers(hall.posts["presiding"], item_id=hall.items[0].id, now=after(160))
    assert ask(hall, 4).called_at is None
    verbs = LedgerEntry.objects.filter(verb__endswith="-speakers").order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == ["closed-speakers", "opened-speakers"]


def test_list_of_speakers_when_the_item_is_not_under_discussion_or_by_the_wrong_people_then_refused():
    hall = in_session()
    other = make.hall(of=make.union(OTHER_UNION, name="远山铸造厂工会"))
    for who in ("desk", "scrutineer", "secretary"):
        with pytest.raises(NotAllowed):
            close(hall, who)
    with pytest.raises(NotFound):
        floor.close_speakers(other.posts["presiding"], item_id=hall.items[0].id, now=after(150))
    hall.meeting.current_item = None
    hall.meeting.save()
    with pytest.raises(Conflict, match="不在审议中"):
        close(hall)
    hall.items[0].refresh_from_db()
    assert hall.items[0].speakers_closed_at is None


def test_counts_when_delegations_ask_then_each_has_its_own_and_withdrawn_ones_do_not_count():
    hall = in_session()
    second = Delegation.objects.create(term=hall.meeting.term, name="二车间", position=2)
    hall.delegates[4].delegation = second
    hall.delegates[4].save()
    for n in (1, 2, 4, 5):
        ask(hall, n, "QUESTION", at=100 + n)
    floor.withdraw_speech(
        hall.delegate(5), request_id=SpeechRequest.objects.get(delegate=hall.delegates[5]).id, now=after(120)
    )
    call_next(hall)
    found = speech_counts(hall.items[0])
    assert [(one.name, one.asked, one.called) for one in found] == [("一车间", 2, 1), ("二车间", 1, 0)]
    assert speech_counts(None) == []


def test_request_when_not_present_or_of_no_kind_then_refused():
    hall = in_session()
    presence.leave(hall.delegate(1), meeting_id=hall.meeting.id, now=after(90))
    with pytest.raises(RuleBroken, match="签到以后"):
        ask(hall, 1)
    with pytest.raises(RuleBroken, match="没有这种发言"):
        ask(hall, 2, "SONG")
    assert not SpeechRequest.objects.exists()


def test_note_when_the_same_button_is_pressed_twice_then_one_line_and_later_another():
    hall = in_session()
    for at in (100, 103, 115):
        running.note_incident(hall.posts["operator"], meeting_id=hall.meeting.id, text="会场断网", now=after(at))
    running.note_incident(hall.posts["presiding"], meeting_id=hall.meeting.id, text="会场断网", now=after(116))
    assert Incident.objects.filter(text="会场断网").count() == 3
    with pytest.raises(RuleBroken):
        running.note_incident(hall.posts["operator"], meeting_id=hall.meeting.id, text=" ", now=after(117))
