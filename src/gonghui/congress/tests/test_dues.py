"""What a union owes its congress by which day, over holidays and make-up workdays too."""

from datetime import date, datetime, timedelta

import pytest

from gonghui.congress.models import Objection, Publication, Term
from gonghui.congress.queries.dues import Kind, owed
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.screens.dues import dues
from gonghui.congress.tests import make
from gonghui.congress.tests.make import Hall
from gonghui.kernel.clock import CHINA
from gonghui.kernel.testing import OUR_UNION
from gonghui.kernel.workdays import china

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 13)
EVENING = datetime(2026, 2, 13, 18, tzinfo=CHINA)
"""A Friday before Spring Festival; the Saturday after it is worked."""


def changed(hall: Hall, **fields: object) -> Hall:
    for name, value in fields.items():
        setattr(hall.meeting, name, value)
    hall.meeting.save()
    return hall


def found(today: date = TODAY) -> list[tuple[Kind, date]]:
    return [(one.kind, one.on) for one in owed(OUR_UNION, today, china())]


def test_dues_when_a_meeting_is_prepared_then_its_materials_are_due_before_it_opens():
    changed(make.hall(state=MeetingState.NOTICED), opens_at=EVENING + timedelta(days=30))
    assert found() == [(Kind.MATERIALS, date(2026, 3, 8)), (Kind.SITTING, date(2026, 3, 15))]
    assert found(date(2026, 3, 16)) == []


def test_dues_when_the_papers_are_out_or_the_sitting_is_put_off_then_they_are_not_owed():
    hall = changed(make.hall(state=MeetingState.MATERIALS_SERVED), opens_at=EVENING + timedelta(days=30))
    assert found() == [(Kind.SITTING, date(2026, 3, 15))]
    changed(hall, state=MeetingState.CANCELLED)
    assert found() == []


def test_dues_when_closed_before_spring_festival_then_the_report_counts_working_days_with_make_up_ones():
    hall = changed(make.hall(state=MeetingState.CLOSED), closed_at=EVENING)
    # Worked: the 14th (Saturday), the 24th to the 28th (Saturday), the 2nd of March.
    assert found() == [(Kind.PUBLICATION, date(2026, 2, 20)), (Kind.FILING, date(2026, 3, 2))]
    posted = Publication.objects.create(
        meeting=hall.meeting, slug="posted", starts_at=EVENING, ends_at=datetime(2026, 2, 21, tzinfo=CHINA),
        due_at=EVENING + timedelta(days=7),
    )  # fmt: skip
    assert found() == [(Kind.FILING, date(2026, 3, 2))]
    Objection.objects.create(publication=posted, person=hall.delegates[0].person, text="第七条有误。", at=EVENING)
    Objection.objects.create(publication=posted, person=hall.delegates[1].person, text="第八条有误。", at=EVENING)
    assert found() == [(Kind.OBJECTIONS, date(2026, 2, 20)), (Kind.FILING, date(2026, 3, 2))]
    law = {one.text: one.law for one in dues(OUR_UNION, TODAY)}
    assert law["向上一级工会报告"] == "《上海市职工代表大会条例》第三十七条"


def test_dues_when_a_year_has_no_notice_yet_then_the_day_may_still_change():
    changed(make.hall(state=MeetingState.CLOSED), closed_at=datetime(2029, 12, 28, 18, tzinfo=CHINA))
    filing = next(one for one in owed(OUR_UNION, date(2029, 12, 28), china()) if one.kind is Kind.FILING)
    assert not filing.certain
    assert any("放假安排" in str(one.note) for one in dues(OUR_UNION, date(2029, 12, 28)))


def test_dues_when_a_term_nears_its_end_then_its_renewal_stands_there_until_it_is_closed():
    hall = changed(make.hall(state=MeetingState.ARCHIVED))
    last = date(2029, 12, 31)
    assert found(last - timedelta(days=181)) == []
    assert found(last - timedelta(days=180)) == [(Kind.RENEWAL, last)]
    assert found(last + timedelta(days=9)) == [(Kind.RENEWAL, last)]
    Term.objects.filter(pk=hall.meeting.term_id).update(state="CLOSED")
    assert found(last) == []


def test_dues_when_there_are_more_meetings_then_it_asks_as_often(django_assert_num_queries):
    changed(make.hall(state=MeetingState.CLOSED), closed_at=EVENING)
    with django_assert_num_queries(5):
        assert len(found()) == 2
