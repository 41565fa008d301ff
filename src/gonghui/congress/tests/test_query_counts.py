"""The secretary's lists ask the database no more often when they grow."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.congress.actions import agenda, calls, floor, unit_votes
from gonghui.congress.models import Delegate, Delegation, ElectoralUnit, Meeting, Paper
from gonghui.congress.rules.states import MandateState
from gonghui.congress.tests.make import person
from gonghui.congress.tests.plan import Plan, meeting_of, plan
from gonghui.congress.tests.test_prepare_screens import browser, url
from gonghui.kernel import clock
from gonghui.kernel.ids import uuid7
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db

TODAY = clock.local_date(clock.now())


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def _delegate(made: Plan, n: int) -> Delegate:
    unit, _new = ElectoralUnit.objects.get_or_create(term=made.term, name="一车间", defaults={"staff": 100})
    group = Delegation.objects.create(term=made.term, name=f"第{n}代表团", position=n)
    return Delegate.objects.create(
        term=made.term, person=person(f"新代表{n}"), electoral_unit=unit, delegation=group, kind="FULL",
        state=MandateState.ELECTED, number=f"9{n:02d}", name=f"新代表{n}", category="FRONT_LINE", elected_on=TODAY,
    )  # fmt: skip


def _more(made: Plan, meeting: Meeting, n: int) -> None:
    """Let every list grow by one."""
    one = _delegate(made, n)
    ElectoralUnit.objects.create(term=made.term, name=f"{n}工段", staff=100)
    unit_votes.recall(made.secretary, delegate_id=one.id, held_on=TODAY, staff=100, votes_for=n, reason="无故缺席",
                      now=clock.now())  # fmt: skip
    gone = _delegate(made, n + 10)
    Delegate.objects.filter(id=gone.id).update(ended_on=TODAY, state=MandateState.RESIGNED)
    calls.propose_meeting(made.secretary, term_id=made.term.id, proposer="DELEGATES", matter=f"第{n}件", signed=1,
                          proposed_on=TODAY, now=clock.now())  # fmt: skip
    item = agenda.add_item(
        made.secretary, meeting_id=meeting.id, title=f"第{n}项", matter="M-PLAN", minutes=10, now=NOON
    )
    Paper.objects.create(meeting=meeting, item_id=item, title=f"材料{n}", text="正文。", served_at=NOON)
    floor.give_opinion(made.delegate(n, meeting.id), meeting_id=meeting.id, item_id=item, text=f"意见{n}", key=uuid7(),
                       now=NOON)  # fmt: skip
    Meeting.objects.filter(id=meeting_of(made, number=10 + n).id).update(
        opens_at=clock.now() + timedelta(days=30), proposed_by="DELEGATES"
    )


def _of_term(name: str) -> Callable[[Plan, Meeting], str]:
    return lambda made, _meeting: url(name, made.term.id)


def _of_unit(name: str) -> Callable[[Plan, Meeting], str]:
    return lambda made, _meeting: url(name, made.term.id, ElectoralUnit.objects.get(name="一车间").id)


def _of_meeting(name: str) -> Callable[[Plan, Meeting], str]:
    return lambda _made, meeting: url(name, meeting.id)


PAGES: dict[str, Callable[[Plan, Meeting], str]] = {
    "list": lambda _made, _meeting: url("prepare-list"),
    **{name: _of_term(name) for name in ("term", "term-units")},
    **{name: _of_unit(name) for name in ("term-unit", "term-by-election", "term-recall")},
    **{
        name: _of_meeting(name)
        for name in (
            "prepare-delegates", "prepare-bodies", "prepare-agenda", "prepare-materials", "prepare-opinions",
            "prepare-notices", "prepare-rehearsal",
        )
    },
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_page_when_its_list_grows_from_one_to_three_then_it_asks_no_more_often(name: str) -> None:
    made = plan()
    meeting = meeting_of(made)
    client = browser(made)

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(PAGES[name](made, meeting)).status_code == 200
        return len(caught)

    _more(made, meeting, 1)
    asked()
    first = asked()
    for n in (2, 3):
        _more(made, meeting, n)
    assert asked() == first
