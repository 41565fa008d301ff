"""Publication with its window, objections, and the report to the superior union."""

from datetime import date, timedelta

import pytest

from gonghui.congress.actions import filing, publishing
from gonghui.congress.documents import deadline, posting
from gonghui.congress.models import Filing, Objection, Publication, Vote
from gonghui.congress.rules.states import ItemState, MeetingState, VoteState
from gonghui.congress.tests import make
from gonghui.congress.tests.held import CLOSED, adopted, days, held, posted
from gonghui.kernel.actor import Hat
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import OTHER_UNION, ident
from gonghui.kernel.workdays import china

pytestmark = pytest.mark.django_db


def worker(hall, name="普通职工"):
    return make.actor_for(make.person(name).id, Hat(role="worker", within=hall.meeting.term.union_id))


def outsider():
    return make.actor_for(make.person("外单位职工").id, Hat(role="worker", within=OTHER_UNION))


def test_post_when_adopted_then_window_is_the_packs_and_hash_of_what_stood_there_is_in_the_ledger():
    hall = held()
    one = posted(hall)
    assert (hall.meeting.state, Vote.objects.get().state) == (MeetingState.PUBLISHED, VoteState.PUBLISHED)
    assert hall.meeting.items.get().state == ItemState.PUBLISHED
    assert (local_date(one.starts_at), local_date(one.ends_at)) == (date(2026, 3, 10), date(2026, 3, 17))
    entry = LedgerEntry.objects.get(verb="posted")
    assert posting.digest(one) in entry.facts
    assert one.slug in entry.facts


def test_post_when_result_would_be_changed_then_hash_differs():
    hall = held()
    one = posted(hall)
    before = posting.digest(one)
    hall.meeting.resolutions.update(text="另一段话")
    assert posting.digest(Publication.objects.get()) != before


def test_post_when_a_resolution_is_open_then_refused_with_the_item():
    hall = held()
    with pytest.raises(RuleBroken) as refused:
        publishing.post(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    assert refused.value.code == "resolution-open"
    assert "第1项" in str(refused.value.sentence)
    assert not Publication.objects.exists()


def test_post_when_window_is_shorter_than_the_pack_then_refused_with_what_is_least():
    hall = held()
    adopted(hall)
    with pytest.raises(RuleBroken) as refused:
        publishing.post(hall.posts["secretary"], meeting_id=hall.meeting.id, until=date(2026, 3, 12), now=CLOSED)
    assert refused.value.code == "window-short"
    assert "不少于 7 日" in str(refused.value.sentence)


def test_post_when_pressed_twice_then_one_publication():
    hall = held()
    one = posted(hall)
    again = publishing.post(hall.posts["chair"], meeting_id=hall.meeting.id, now=days(2))
    assert again == one.id
    assert Publication.objects.get().starts_at == CLOSED


def test_post_when_not_closed_or_not_ours_then_refused():
    hall = held(close=False)
    with pytest.raises(Conflict):
        publishing.post(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    with pytest.raises(NotFound):
        publishing.post(outsider(), meeting_id=hall.meeting.id, now=CLOSED)
    with pytest.raises(NotAllowed):
        publishing.post(hall.delegate(5), meeting_id=hall.meeting.id, now=CLOSED)
    assert not Publication.objects.exists()


def test_object_when_member_within_window_then_kept_once_and_answered():
    hall = held()
    one, who = posted(hall), worker(hall)
    first = publishing.object_to(who, slug=one.slug, text="第二条写错了", now=days(1))
    assert publishing.object_to(who, slug=one.slug, text=" 第二条写错了 ", now=days(2)) == first
    publishing.answer_objection(hall.posts["secretary"], objection_id=first, answer="已核对，无误。", now=days(2))
    kept = Objection.objects.get()
    assert (kept.person_id, kept.answer, kept.answered_at) == (who.person_id, "已核对，无误。", days(2))
    facts = LedgerEntry.objects.get(verb="objected").facts
    assert facts == "{}"


def test_object_when_window_is_over_then_refused_at_its_very_end():
    hall = held()
    one, who = posted(hall), worker(hall)
    publishing.object_to(who, slug=one.slug, text="末刻", now=one.ends_at - timedelta(microseconds=1))
    with pytest.raises(Conflict) as refused:
        publishing.object_to(who, slug=one.slug, text="迟了", now=one.ends_at)
    assert refused.value.code == "window-over"
    assert Objection.objects.count() == 1


def test_object_when_of_another_union_then_refused_and_nothing_is_written():
    hall = held()
    one = posted(hall)
    with pytest.raises(NotAllowed):
        publishing.object_to(outsider(), slug=one.slug, text="我也有意见", now=days(1))
    with pytest.raises(NotFound):
        publishing.object_to(worker(hall), slug="nothing", text="我有意见", now=days(1))
    with pytest.raises(RuleBroken):
        publishing.object_to(worker(hall, "另一职工"), slug=one.slug, text="   ", now=days(1))
    assert not Objection.objects.exists()


def test_answer_when_not_preparing_then_refused():
    hall = held()
    one = posted(hall)
    objection = publishing.object_to(worker(hall), slug=one.slug, text="有误", now=days(1))
    with pytest.raises(NotAllowed):
        publishing.answer_objection(hall.delegate(0), objection_id=objection, answer="无误", now=days(1))
    with pytest.raises(NotFound):
        publishing.answer_objection(outsider(), objection_id=ident("none"), answer="无误", now=days(1))
    assert Objection.objects.get().answer == ""


def test_filing_due_when_seven_working_days_then_weekends_do_not_count():
    hall = held()
    term = deadline.due(hall.meeting, china())
    assert (local_date(CLOSED), term.last_day, term.certain) == (date(2026, 3, 10), date(2026, 3, 19), True)


def test_filing_due_when_the_calendar_lacks_the_year_then_it_says_so():
    hall = held()
    hall.meeting.closed_at = CLOSED.replace(year=2031)
    assert deadline.due(hall.meeting, china()).certain is False


def test_filing_when_sent_after_publication_then_filed_with_receipt():
    hall = held()
    posted(hall)
    filing.mark_sent(
        hall.posts["secretary"], meeting_id=hall.meeting.id, sent_on=date(2026, 3, 12), receipt="区总收字12号",
        now=days(3),
    )  # fmt: skip
    hall.meeting.refresh_from_db()
    kept = Filing.objects.get()
    assert (hall.meeting.state, kept.due_on, kept.sent_on, kept.receipt) == (
        MeetingState.FILED, date(2026, 3, 19), date(2026, 3, 12), "区总收字12号",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sent_on", "receipt", "code"),
    [
        (date(2026, 3, 9), "收", "filing-date"), (date(2026, 3, 30), "收", "filing-date"),
        (date(2026, 3, 11), " ", "receipt-missing"),
    ],
)  # fmt: skip
def test_filing_when_day_or_receipt_cannot_be_then_refused(sent_on, receipt, code):
    hall = held()
    posted(hall)
    with pytest.raises(RuleBroken) as refused:
        filing.mark_sent(
            hall.posts["secretary"], meeting_id=hall.meeting.id, sent_on=sent_on, receipt=receipt, now=days(3)
        )
    assert refused.value.code == code
    assert not Filing.objects.exists()


def test_filing_when_not_published_then_refused_by_the_order_of_states():
    hall = held()
    with pytest.raises(Conflict) as refused:
        filing.mark_sent(
            hall.posts["secretary"], meeting_id=hall.meeting.id, sent_on=date(2026, 3, 10), receipt="收", now=CLOSED
        )
    assert refused.value.code == "wrong-state"
    assert not Filing.objects.exists()
