"""Mandates end and begin while the congress votes: never in an open round, and always for the next one."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from gonghui.congress.actions import casting, mandates, roll, terms, unit_votes, voting
from gonghui.congress.actions.mandates import MandateRow
from gonghui.congress.actions.unit_votes import Elected
from gonghui.congress.models import AgendaItem, Delegate, ElectoralUnit, RollEntry, UnitDecision, Vote
from gonghui.congress.queries.state import my_ballot
from gonghui.congress.rules.states import MandateState, VoteState
from gonghui.congress.tests.make import Hall, after
from gonghui.congress.tests.plan import meeting_of
from gonghui.congress.tests.test_prepare_roll import apply, empty, lawful, take_in
from gonghui.congress.tests.test_voting import in_session, opened
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON
from gonghui.registry.models import Person

pytestmark = pytest.mark.django_db
TODAY = local_date(NOON)


def hall_with_a_unit() -> tuple[Hall, ElectoralUnit]:
    """A meeting in session whose delegates all come from one unit; the last one's mandate has ended before."""
    hall = in_session(delegates=8, present=7)
    unit = ElectoralUnit.objects.create(term=hall.meeting.term, name="一车间", staff=100, took_part=90)
    Delegate.objects.filter(term=hall.meeting.term).update(electoral_unit=unit, elected_on=date(2025, 1, 2))
    end(hall, 7)
    return hall, unit


def end(hall: Hall, n: int) -> None:
    terms.end_mandate(hall.posts["secretary"], delegate_id=hall.delegates[n].id, state=MandateState.RESIGNED,
                      day=date(2026, 1, 5), now=after(95))  # fmt: skip


def recall(hall: Hall, n: int) -> None:
    unit_votes.recall(hall.posts["secretary"], delegate_id=hall.delegates[n].id, held_on=TODAY, staff=100,
                      votes_for=80, reason="无故不履行代表职责", now=after(95))  # fmt: skip


def by_elect(hall: Hall, unit: ElectoralUnit) -> None:
    who = Elected(name="林知夏", category="FRONT_LINE", sex="FEMALE", employee_number="G0900", post="钳工")
    unit_votes.by_elect(hall.posts["secretary"], unit_id=unit.id, vacancy_id=hall.delegates[7].id, elected=who,
                        held_on=TODAY, staff=100, took_part=90, votes_for=85, now=after(95))  # fmt: skip


def enter(hall: Hall) -> None:
    new = Person.objects.create(id=uuid4(), name="何岚", created_at=NOON)
    rows = [MandateRow(name="何岚", category="FRONT_LINE", person_id=new.id)]
    mandates.enter_delegates(hall.posts["secretary"], term_id=hall.meeting.term_id, rows=rows, now=after(95))


def change_nothing(hall: Hall) -> tuple[object, ...]:
    """Return all that a round rests on."""
    vote = Vote.objects.get()
    on_roll = set(RollEntry.objects.filter(vote=vote).values_list("delegate_id", flat=True))
    running = set(Delegate.objects.filter(ended_on=None).values_list("id", flat=True))
    decisions, entries = UnitDecision.objects.count(), LedgerEntry.objects.count()
    return vote.all_delegates, vote.needed, vote.present, on_roll, running, decisions, entries


@pytest.mark.parametrize(
    "change",
    [
        lambda hall, _unit: end(hall, 0),
        lambda hall, _unit: end(hall, 1),
        lambda hall, _unit: recall(hall, 1),
        by_elect,
        lambda hall, _unit: enter(hall),
    ],
    ids=["resigned who has voted", "resigned who has not", "recalled", "by-elected", "entered"],
)
def test_mandate_when_it_would_change_during_an_open_vote_then_refused_and_nothing_of_the_round_moves(
    change: Callable[[Hall, ElectoralUnit], None],
) -> None:
    hall, unit = hall_with_a_unit()
    vote = opened(hall)
    casting.cast_vote(hall.delegate(0), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(92))
    before = change_nothing(hall)
    with pytest.raises(Conflict, match="正在表决，代表名册暂时不能变动") as caught:
        change(hall, unit)
    assert (caught.value.code, str(caught.value.remedy)) == ("voting-now", "请等主持人停止本轮表决以后再办理。")
    assert change_nothing(hall) == before
    casting.cast_vote(hall.delegate(1), vote_id=vote.id, choice="AGAINST", key=uuid4(), now=after(100))
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))


def test_mandate_when_it_changes_after_the_stop_then_the_round_stands_and_the_next_one_has_the_new_roll() -> None:
    hall, unit = hall_with_a_unit()
    vote, chair = opened(hall), hall.posts["presiding"]
    casting.cast_vote(hall.delegate(1), vote_id=vote.id, choice="FOR", key=uuid4(), now=after(92))
    voting.stop_vote(chair, vote_id=vote.id, now=after(150))
    recall(hall, 1)
    by_elect(hall, unit)
    vote.refresh_from_db()
    assert (vote.state, vote.all_delegates) == (VoteState.STOPPED, 7)
    assert my_ballot(vote, hall.delegates[1].id, after(160)).state == "RECEIVED"
    voting.void_vote(chair, vote_id=vote.id, reason="会场要求重新表决", now=after(170))
    again = voting.prepare_vote(chair, item_id=hall.items[0].id, now=after(180))
    voting.open_vote(chair, vote_id=again, seconds=None, now=after(190))
    second = Vote.objects.get(id=again)
    assert second.all_delegates == 7  # one fewer, one more
    assert not RollEntry.objects.filter(vote=second, delegate=hall.delegates[1]).exists()
    newcomer = Delegate.objects.get(name="林知夏")
    assert my_ballot(second, newcomer.id, after(195)).state == "NOT_ON_ROLL"  # not signed in yet
    assert RollEntry.objects.filter(vote=vote, delegate=hall.delegates[1]).exists()


def test_list_when_the_congress_votes_then_neither_taken_onto_the_roll_nor_off_it(settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    made = empty()
    batch = take_in(made, lawful())
    meeting = meeting_of(made)
    item = AgendaItem.objects.create(meeting=meeting, position=90, title="补议", matter="M-AGREE", power="DECIDE")
    vote = Vote.objects.create(item=item, form="OPEN_BALLOT", state=VoteState.OPEN, question="是否通过？", rule={},
                               all_delegates=1, present=1, quorum_needed=1, needed=1)  # fmt: skip
    with pytest.raises(Conflict, match="正在表决"):
        apply(made, batch)
    assert not Delegate.objects.exists()
    Vote.objects.filter(id=vote.id).update(state=VoteState.STOPPED)
    apply(made, batch)
    Vote.objects.filter(id=vote.id).update(state=VoteState.OPEN)
    with pytest.raises(Conflict, match="正在表决"):
        roll.undo_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=after(99))
    assert Delegate.objects.count() == 30
