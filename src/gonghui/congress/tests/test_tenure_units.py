"""Changes of delegates: a unit fills a vacancy, takes a mandate back, publishes its result."""

from datetime import date, timedelta

import pytest

from gonghui.congress.actions import terms, unit_votes
from gonghui.congress.actions.unit_votes import Elected
from gonghui.congress.documents import frame
from gonghui.congress.models import Delegate, ElectoralUnit, Term, UnitDecision
from gonghui.congress.queries import standing, tenure
from gonghui.congress.queries.law import law_of
from gonghui.congress.queries.preparation import failing_units
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.parameters import RECALL_WIN, UNIT_WIN
from gonghui.congress.rules.states import MandateState
from gonghui.congress.tests.plan import Plan, meeting_of, plan, stranger, worker_of
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON
from gonghui.registry.models import Membership

pytestmark = pytest.mark.django_db

TODAY = local_date(NOON)
EARLIER = TODAY - timedelta(days=20)
LIN = Elected(name="林知夏", category="FRONT_LINE", sex="FEMALE", employee_number="G0900", post="装配钳工")


def made_with_units() -> tuple[Plan, ElectoralUnit, ElectoralUnit]:
    """A term whose delegates were elected by two units of 100 staff each; the first delegate has resigned."""
    made = plan(categories=("FRONT_LINE",) * 4, groups=1)
    first, second = (
        made.term.electoral_units.create(name=name, staff=100, took_part=80) for name in ("一车间", "二车间")
    )
    for n, one in enumerate(made.delegates):
        Delegate.objects.filter(id=one.id).update(electoral_unit=(first, second)[n % 2], votes_for=60)
    terms.end_mandate(made.secretary, delegate_id=made.delegates[0].id, state=MandateState.RESIGNED, now=NOON,
                      day=EARLIER)  # fmt: skip
    return made, first, second


def by_elect(made: Plan, unit: ElectoralUnit, **changed: object) -> Delegate:
    given: dict[str, object] = {
        "unit_id": unit.id, "vacancy_id": made.delegates[0].id, "elected": LIN, "held_on": TODAY, "staff": 90,
        "took_part": 85, "votes_for": 84, "now": NOON,
    }  # fmt: skip
    ident = unit_votes.by_elect(made.secretary, **{**given, **changed})  # type: ignore[arg-type]
    return Delegate.objects.get(id=ident)


def recall(made: Plan, n: int, votes_for: int, **changed: object) -> bool:
    given: dict[str, object] = {
        "delegate_id": made.delegates[n].id, "held_on": TODAY, "staff": 100, "votes_for": votes_for,
        "reason": "无故不履行代表职责", "now": NOON,
    }  # fmt: skip
    return unit_votes.recall(made.secretary, **{**given, **changed})  # type: ignore[arg-type]


def finding(made: Plan, rule: str) -> Finding | None:
    term = Term.objects.select_related("union").get(id=made.term.id)
    return next((one for one in standing.standing_of(term, TODAY).findings if one.rule == rule), None)


def test_vacancy_when_filled_by_its_unit_then_a_new_mandate_takes_the_place_until_the_end_of_the_term() -> None:
    made, first, _second = made_with_units()
    assert [one.id for one in tenure.vacancies(made.term)] == [made.delegates[0].id]
    one = by_elect(made, first)
    assert (one.name, one.number, one.kind, one.state) == ("林知夏", "005", "FULL", MandateState.ELECTED)
    assert (one.electoral_unit_id, one.delegation_id, one.elected_on) == (
        first.id,
        made.delegates[0].delegation_id,
        TODAY,
    )
    assert Membership.objects.get(person_id=one.person_id).union_id == made.union.id
    decision = UnitDecision.objects.get()
    assert (decision.kind, decision.replaces_id, decision.staff, decision.votes_for, decision.carried) == (
        "BY_ELECTION", made.delegates[0].id, 90, 84, True,
    )  # fmt: skip
    assert tenure.vacancies(made.term) == []
    assert tenure.mandate_period(made.term, one.elected_on).end == date(2030, 1, 1)
    assert LedgerEntry.objects.filter(verb="by-elected").count() == 1


def test_vacancy_when_filled_then_the_roll_is_to_be_reviewed_anew_and_the_first_election_stands() -> None:
    made, first, _second = made_with_units()
    Term.objects.filter(id=made.term.id).update(qualified_at=NOON)
    # More votes than took part in the first election: measured by the figures of its own day.
    by_elect(made, first, votes_for=85)
    term = Term.objects.select_related("union").get(id=made.term.id)
    assert term.qualified_at is None
    assert failing_units(law_of(term), term) == []


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ({"took_part": 59, "votes_for": 59}, "by-election"),  # 60 of 90 have to take part
        ({"votes_for": 44}, "by-election"),  # 45 of 90, not of the 85 who voted
        ({"votes_for": 86}, "unit-figures"),
        ({"took_part": 91}, "unit-figures"),
        ({"staff": 0, "took_part": 0, "votes_for": 0}, "unit-figures"),
        ({"held_on": TODAY + timedelta(days=1)}, "day-to-come"),
        ({"held_on": EARLIER - timedelta(days=1)}, "before-vacancy"),
    ],
)
def test_by_election_when_it_cannot_stand_then_nothing_is_written(figures: dict[str, object], code: str) -> None:
    made, first, _second = made_with_units()
    with pytest.raises(RuleBroken) as caught:
        by_elect(made, first, **figures)
    assert caught.value.code == code
    if code == "by-election":
        assert "上海市职工代表大会条例" in str(caught.value.law)
    assert (UnitDecision.objects.count(), made.term.delegates.count()) == (0, 4)


def test_by_election_when_one_vote_short_of_what_the_pack_asks_then_refused() -> None:
    made, first, _second = made_with_units()
    least = law_of(made.term)[UNIT_WIN].needed(90)
    with pytest.raises(RuleBroken):
        by_elect(made, first, votes_for=least - 1)
    assert by_elect(made, first, votes_for=least).votes_for == least


def test_vacancy_when_filled_twice_or_never_empty_or_by_a_delegate_then_refused() -> None:
    made, first, _second = made_with_units()
    by_elect(made, first)
    with pytest.raises(Conflict) as twice:
        by_elect(made, first, elected=Elected(name="许闻", category="FRONT_LINE", employee_number="G0901"))
    assert twice.value.code == "no-vacancy"
    with pytest.raises(Conflict) as serving:
        by_elect(made, first, vacancy_id=made.delegates[2].id)
    assert serving.value.code == "no-vacancy"
    terms.end_mandate(made.secretary, delegate_id=made.delegates[2].id, state=MandateState.RESIGNED, now=NOON,
                      day=EARLIER)  # fmt: skip
    with pytest.raises(Conflict) as again:
        by_elect(made, first, vacancy_id=made.delegates[2].id)
    assert again.value.code == "already-delegate"
    assert UnitDecision.objects.count() == 1


def test_vacancy_when_filled_by_another_unit_then_the_term_says_so_with_the_article() -> None:
    made, first, second = made_with_units()
    assert finding(made, "V65") is None
    by_elect(made, second)
    found = finding(made, "V65")
    assert found is not None
    assert (found.ok, str(found.basis)) == (False, "依据《上海市职工代表大会条例》第十九条第一款")
    assert first.decisions.count() == 0


def test_recall_when_enough_of_all_staff_agree_then_the_mandate_ends_that_day() -> None:
    made, _first, _second = made_with_units()
    least = law_of(made.term)[RECALL_WIN].needed(100)
    assert recall(made, 1, least - 1) is False
    kept = Delegate.objects.get(id=made.delegates[1].id)
    assert (kept.ended_on, kept.state) == (None, MandateState.ELECTED)
    carried = recall(made, 1, least)
    gone = Delegate.objects.get(id=made.delegates[1].id)
    assert (carried, gone.ended_on, gone.state) == (True, TODAY, MandateState.RECALLED)
    assert [one.carried for one in UnitDecision.objects.order_by("at", "id")] == [False, True]
    verbs = LedgerEntry.objects.filter(verb__in=("recalled", "kept-mandate")).order_by("seq")
    assert [entry.verb for entry in verbs] == ["kept-mandate", "recalled"]
    with pytest.raises(Conflict):
        recall(made, 1, 60)


def test_recall_when_counted_of_those_who_came_then_it_is_too_few() -> None:
    made, _first, _second = made_with_units()
    # 40 of 45 who came are many; of 100 staff they are too few.
    assert recall(made, 1, 40, took_part=45) is False
    assert Delegate.objects.get(id=made.delegates[1].id).ended_on is None


def test_recall_when_entered_twice_then_it_is_one() -> None:
    made, _first, _second = made_with_units()
    for _again in range(2):
        assert recall(made, 1, 20) is False
    assert UnitDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"reason": " "}, "reason-missing"),
        ({"votes_for": 101}, "unit-figures"),
        ({"took_part": 10}, "unit-figures"),
        ({"held_on": TODAY + timedelta(days=1)}, "day-to-come"),
        ({"held_on": date(2024, 12, 31)}, "before-mandate"),  # the term begins the day after
    ],
)
def test_recall_when_it_cannot_be_then_refused(changed: dict[str, object], code: str) -> None:
    made, _first, _second = made_with_units()
    with pytest.raises(RuleBroken) as caught:
        recall(made, 1, **{"votes_for": 60, **changed})  # type: ignore[arg-type]
    assert caught.value.code == code
    assert UnitDecision.objects.count() == 0


def test_recall_when_no_unit_is_known_then_refused() -> None:
    made, _first, _second = made_with_units()
    Delegate.objects.filter(id=made.delegates[1].id).update(electoral_unit=None)
    with pytest.raises(RuleBroken) as caught:
        recall(made, 1, 60)
    assert caught.value.code == "no-unit"


def test_results_when_published_one_by_one_then_the_rule_is_kept_with_the_last() -> None:
    made, first, second = made_with_units()
    by_elect(made, first)
    decision = UnitDecision.objects.get()

    def publish(unit: ElectoralUnit, decision_id: object = None) -> None:
        unit_votes.publish_result(made.secretary, unit_id=unit.id, on=TODAY, where="车间公告栏", now=NOON,
                                  decision_id=decision_id)  # type: ignore[arg-type]  # fmt: skip

    for step in (lambda: None, lambda: publish(first), lambda: publish(second)):
        step()
        found = finding(made, "V56")
        assert found is not None
        assert not found.ok
    publish(first, decision.id)
    found = finding(made, "V56")
    assert found is not None
    assert found.ok
    publish(first, decision.id)
    assert LedgerEntry.objects.filter(verb="published-election").count() == 3
    decision.refresh_from_db()
    assert (decision.published_on, decision.published_where) == (TODAY, "车间公告栏")


def test_result_when_published_without_a_place_or_on_an_impossible_day_then_refused() -> None:
    made, first, _second = made_with_units()
    by_elect(made, first)
    decision = UnitDecision.objects.get()
    for on, where, code in (
        (TODAY, " ", "place-missing"), (TODAY + timedelta(days=1), "公告栏", "day-of-publication"),
        (TODAY - timedelta(days=1), "公告栏", "day-of-publication"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as caught:
            unit_votes.publish_result(made.secretary, unit_id=first.id, on=on, where=where, now=NOON,
                                      decision_id=decision.id)  # fmt: skip
        assert caught.value.code == code


def test_changes_of_delegates_when_others_make_them_then_there_is_nothing_and_nothing_is_written() -> None:
    made, first, _second = made_with_units()
    before = LedgerEntry.objects.count()
    for who in (worker_of(made.union), stranger()):
        with pytest.raises(NotFound):
            unit_votes.by_elect(who, unit_id=first.id, vacancy_id=made.delegates[0].id, elected=LIN, held_on=TODAY,
                                staff=90, took_part=85, votes_for=84, now=NOON)  # fmt: skip
        with pytest.raises(NotFound):
            unit_votes.recall(who, delegate_id=made.delegates[1].id, held_on=TODAY, staff=100, votes_for=60,
                              reason="无故", now=NOON)  # fmt: skip
        with pytest.raises(NotFound):
            unit_votes.publish_result(who, unit_id=first.id, on=TODAY, where="公告栏", now=NOON)
    assert (UnitDecision.objects.count(), LedgerEntry.objects.count()) == (0, before)


def test_roll_of_a_meeting_when_somebody_was_elected_after_it_then_they_are_not_on_it() -> None:
    made, first, _second = made_with_units()
    meeting = meeting_of(made)
    later = by_elect(made, first)
    meeting.opened_at = NOON - timedelta(days=1)
    assert later.id not in {one.id for one in frame.delegates(meeting)}
    meeting.opened_at = NOON + timedelta(days=1)
    assert later.id in {one.id for one in frame.delegates(meeting)}


def test_unit_when_its_seats_are_filled_by_a_list_then_nothing_is_vacant() -> None:
    made, first, _second = made_with_units()
    ElectoralUnit.objects.filter(id=first.id).update(seats=1)
    assert tenure.vacancies(made.term) == []
    ElectoralUnit.objects.filter(id=first.id).update(seats=2)
    assert [one.id for one in tenure.vacancies(made.term)] == [made.delegates[0].id]
