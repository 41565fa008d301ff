"""The secretary's lists ask the database no more often when they grow."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db.models import Model

from gonghui.congress.actions import agenda, calls, opinions, unit_votes
from gonghui.congress.models import AgendaItem, Delegate, Delegation, ElectoralUnit, Meeting, Paper
from gonghui.congress.rules.states import MandateState
from gonghui.congress.tests import test_prepare_roll as lists
from gonghui.congress.tests.asking import asked
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
    who = made.delegate(n, meeting.id)
    opinions.give_opinion(who, meeting_id=meeting.id, item_id=item, text=f"意见{n}", key=uuid7(), now=NOON)
    Meeting.objects.filter(id=meeting_of(made, number=10 + n).id).update(
        opens_at=clock.now() + timedelta(days=30), proposed_by="DELEGATES"
    )


def _of_term(name: str) -> Callable[[Plan, Meeting], str]:
    return lambda made, _meeting: url(name, made.term.id)


def _of_unit(name: str) -> Callable[[Plan, Meeting], str]:
    return lambda made, _meeting: url(name, made.term.id, ElectoralUnit.objects.get(name="一车间").id)


def _of_meeting(name: str) -> Callable[[Plan, Meeting], str]:
    return lambda _made, meeting: url(name, meeting.id)


def _of(name: str, model: type[Model]) -> Callable[[Plan, Meeting], str]:
    """Return the page of the oldest of some things of a meeting."""
    return lambda _made, meeting: url(name, meeting.id, model._default_manager.order_by("id").values_list("id")[0][0])


PAGES: dict[str, tuple[Callable[[Plan, Meeting], str], int]] = {
    "list": (lambda _made, _meeting: url("prepare-list"), 30),
    "term": (_of_term("term"), 43),
    "term-units": (_of_term("term-units"), 14),
    "term-unit": (_of_unit("term-unit"), 16),
    "term-by-election": (_of_unit("term-by-election"), 13),
    "term-recall": (_of_unit("term-recall"), 12),
    "meeting-new": (_of_term("prepare-meeting"), 10),
    "basics": (_of_meeting("prepare-basics"), 40),
    "measures": (_of_meeting("prepare-measures"), 39),
    "upward": (_of_meeting("prepare-upward"), 42),
    "delegates": (_of_meeting("prepare-delegates"), 45),
    "delegate": (_of("prepare-delegate", Delegate), 44),
    "qualification": (_of_meeting("prepare-qualification"), 39),
    "bodies": (_of_meeting("prepare-bodies"), 46),
    "agenda": (_of_meeting("prepare-agenda"), 41),
    "item-new": (_of_meeting("prepare-item-new"), 38),
    "item": (_of("prepare-item", AgendaItem), 41),
    "materials": (_of_meeting("prepare-materials"), 43),
    "paper": (_of("prepare-paper", Paper), 43),
    "opinions": (_of_meeting("prepare-opinions"), 44),
    "group": (_of("prepare-group", Delegation), 40),
    "notices": (_of_meeting("prepare-notices"), 43),
    "rehearsal": (_of_meeting("prepare-rehearsal"), 69),
}
"""Where a page is, and how often it asks the database, whatever stands in its lists."""


@pytest.mark.parametrize("name", PAGES)
def test_page_when_its_lists_grow_from_one_to_three_then_it_asks_as_often_as_is_written_here(name: str) -> None:
    made = plan()
    meeting = meeting_of(made)
    client = browser(made)
    address, queries = PAGES[name]
    _more(made, meeting, 1)
    first = asked(client, address(made, meeting))
    for n in (2, 3):
        _more(made, meeting, n)
    assert (first, asked(client, address(made, meeting))) == (queries, queries)


@pytest.mark.parametrize(("name", "queries"), [("roll-imports", 40), ("roll-import", 43), ("roll-row", 41)])
def test_list_that_comes_in_when_it_has_twenty_rows_or_two_hundred_then_its_pages_ask_as_often(
    name: str, queries: int
) -> None:
    made = lists.empty()
    meeting = meeting_of(made)
    client = browser(made)

    def cost(rows: int) -> int:
        refused = lists.person(rows + 1, "没有这一类")
        batch = lists.take_in(made, [*lists.lawful(rows), refused], f"{rows}.xlsx")
        places: dict[str, list[object]] = {"roll-import": [batch.id], "roll-row": [batch.id, rows + 2]}
        return asked(client, url(name, meeting.id, *places.get(name, [])))

    assert [cost(rows) for rows in (20, 200)] == [queries, queries]
