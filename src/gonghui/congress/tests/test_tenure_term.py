"""A term between its meetings: its extension, proposals to hold a meeting, its end, and how it stands by the rules."""

from datetime import date, datetime, timedelta

import pytest

from gonghui.congress.actions import calls, extending, meetings, terms
from gonghui.congress.documents import frame
from gonghui.congress.models import Delegate, Delegation, Meeting, MeetingCall, Term, TermExtension
from gonghui.congress.queries import standing, tenure
from gonghui.congress.queries.law import law_of
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.parameters import CALL_RATIO
from gonghui.congress.rules.states import MandateState, TermState
from gonghui.congress.tests.make import union
from gonghui.congress.tests.plan import ENDS, OPENS, Plan, meeting_of, plan, stranger, worker_of
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON, OUR_UNION, ident
from gonghui.registry.models import Union, UnionPlace

pytestmark = pytest.mark.django_db

TODAY = local_date(NOON)
END = date(2030, 1, 1)


def active(made: Plan, *, region: str = "CN-SH") -> Plan:
    Term.objects.filter(id=made.term.id).update(state=TermState.ACTIVE)
    Union.objects.filter(id=made.union.id).update(region=region)
    return made


def fresh(made: Plan) -> Term:
    return Term.objects.select_related("union").get(id=made.term.id)


def extend(made: Plan, months: int = 12, **changed: object) -> TermExtension:
    given: dict[str, object] = {"term_id": made.term.id, "months": months, "reason": "厂区搬迁", "now": NOON, **changed}
    by = given.pop("by", made.secretary)
    ident_ = extending.extend_term(by, **given)  # type: ignore[arg-type]
    return TermExtension.objects.get(id=ident_)


def rules(made: Plan, today: date = TODAY) -> dict[str, Finding]:
    return {one.rule: one for one in standing.standing_of(fresh(made), today).findings}


def test_term_when_extended_by_a_year_then_it_stands_at_once_where_nobody_need_agree() -> None:
    made = active(plan(categories=("FRONT_LINE",)))
    one = extend(made)
    assert (one.extended_to, one.approver, one.approved_on) == (date(2031, 1, 1), "", None)
    assert fresh(made).state == TermState.ACTIVE_EXTENDED
    assert tenure.period_of(fresh(made)).end == date(2031, 1, 1)
    found = rules(made)
    assert (found["V13"].ok, found["V14"].ok) == (True, True)
    assert str(found["V13"].basis) == "依据《上海市职工代表大会条例》第二十二条第一款"
    assert extend(made).id == one.id
    assert LedgerEntry.objects.filter(verb="extended-term").count() == 1


def test_term_when_extended_beyond_a_year_then_refused_with_the_article_unless_the_chair_signs() -> None:
    made = active(plan(categories=("FRONT_LINE",)))
    with pytest.raises(RuleBroken) as caught:
        extend(made, 13)
    assert (caught.value.code, str(caught.value.law)) == ("extension", "《上海市职工代表大会条例》第二十二条第一款")
    with pytest.raises(RuleBroken):
        extend(made, 13, by=made.chair)
    with pytest.raises(NotAllowed):
        extend(made, 13, exception="防疫期间无法选举")
    assert (TermExtension.objects.count(), fresh(made).state) == (0, TermState.ACTIVE)
    one = extend(made, 13, by=made.chair, exception="防疫期间无法选举")
    assert (one.extended_to, one.exception) == (date(2031, 2, 1), "防疫期间无法选举")
    shown = standing.standing_of(fresh(made), TODAY)
    assert shown.excused == {"V13"}
    assert "V13" not in {found.rule for found in shown.open}
    assert not rules(made)["V13"].ok


def test_term_when_the_superior_must_agree_then_the_extension_waits_for_it() -> None:
    made = active(plan(categories=("FRONT_LINE",)), region="CN-ZJ")
    extend(made, 6)
    assert fresh(made).state == TermState.EXTENSION_PENDING
    assert tenure.period_of(fresh(made)).end == END
    assert not rules(made)["V14"].ok
    for _again in range(2):
        extending.approve_extension(made.secretary, term_id=made.term.id, approver="市总工会", approved_on=TODAY,
                                    approval_number="市工〔2026〕5号", now=NOON)  # fmt: skip
    assert fresh(made).state == TermState.ACTIVE_EXTENDED
    assert tenure.period_of(fresh(made)).end == date(2030, 7, 1)
    assert rules(made)["V14"].ok
    assert LedgerEntry.objects.filter(verb="approved-extension").count() == 1


def test_term_when_extended_with_the_agreement_at_hand_then_it_stands_at_once() -> None:
    made = active(plan(categories=("FRONT_LINE",)), region="CN-ZJ")
    one = extend(made, 6, approver="市总工会", approved_on=TODAY)
    assert (one.approver, one.approved_on, fresh(made).state) == ("市总工会", TODAY, TermState.ACTIVE_EXTENDED)


def test_extension_when_it_cannot_be_then_refused() -> None:
    made = active(plan(categories=("FRONT_LINE",)))
    for changed, code in (({"reason": " "}, "reason-missing"), ({"months": 0}, "months")):
        with pytest.raises(RuleBroken) as caught:
            extend(made, **changed)
        assert caught.value.code == code
    with pytest.raises(Conflict) as nothing:
        extending.approve_extension(made.secretary, term_id=made.term.id, approver="市总", approved_on=TODAY, now=NOON)
    assert nothing.value.code == "not-extended"
    extend(made, 3)
    with pytest.raises(Conflict) as second:
        extend(made, 6)
    assert second.value.code == "extended"
    for who in (worker_of(made.union), stranger()):
        with pytest.raises(NotFound):
            extend(made, 6, by=who)
    assert TermExtension.objects.count() == 1


def test_extension_when_the_term_has_not_begun_then_its_state_does_not_allow_it() -> None:
    made = plan(categories=())
    with pytest.raises(Conflict) as caught:
        extend(made)
    assert caught.value.code == "term-state"
    assert TermExtension.objects.count() == 0


def propose(made: Plan, proposer: str = "DELEGATES", signed: int = 0, **changed: object) -> MeetingCall:
    given: dict[str, object] = {
        "term_id": made.term.id, "proposer": proposer, "matter": "讨论高温津贴", "proposed_on": TODAY, "signed": signed,
        "now": NOON, **changed,
    }  # fmt: skip
    return MeetingCall.objects.get(id=calls.propose_meeting(made.secretary, **given))  # type: ignore[arg-type]


def plan_on(made: Plan, call: MeetingCall, number: int = 1) -> Meeting:
    given = {"term_id": made.term.id, "number": number, "mode": "MIXED", "opens_at": OPENS, "ends_at": ENDS}
    made_id = meetings.plan_meeting(made.secretary, **given, call_id=call.id, now=NOON)  # type: ignore[arg-type]
    return Meeting.objects.get(id=made_id)


def test_proposal_when_a_third_of_all_delegates_signed_then_a_meeting_rests_on_it() -> None:
    made = plan()
    least = law_of(made.term)[CALL_RATIO].needed(30)
    assert least == 10
    call = propose(made, signed=least - 1)
    found = rules(made)["V16"]
    assert (found.ok, found.actual, str(found.law)) == (False, "9/30", "《上海市职工代表大会条例》第二十二条第二款")
    calls.count_signatures(made.secretary, call_id=call.id, signed=least, now=NOON)
    assert rules(made)["V16"].ok
    meeting = plan_on(made, call)
    call.refresh_from_db()
    assert (call.meeting_id, call.settled_on, meeting.proposed_by) == (meeting.id, TODAY, "DELEGATES")
    with pytest.raises(Conflict) as caught:
        plan_on(made, call, number=2)
    assert caught.value.code == "call-settled"
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize("proposer", ["UNION", "ENTERPRISE"])
def test_proposal_when_of_the_union_or_the_unit_then_no_signatures_are_counted(proposer: str) -> None:
    made = plan(categories=("FRONT_LINE",))
    call = propose(made, proposer, signed=7)
    assert call.signed == 0
    assert "V16" not in rules(made)
    assert plan_on(made, call).proposed_by == proposer
    other = propose(made, proposer, matter="讨论班车")
    with pytest.raises(Conflict):
        calls.count_signatures(made.secretary, call_id=other.id, signed=1, now=NOON)


def test_meeting_when_it_is_said_to_be_proposed_by_delegates_without_a_proposal_then_the_term_tells() -> None:
    made = plan()
    assert "V16" not in rules(made)
    meeting = meeting_of(made)
    Meeting.objects.filter(id=meeting.id).update(proposed_by="DELEGATES")
    assert (rules(made)["V16"].ok, rules(made)["V16"].actual) == (False, "0/30")
    Meeting.objects.filter(id=meeting.id).update(state="CANCELLED")
    assert "V16" not in rules(made)


def test_proposal_when_settled_without_a_meeting_then_the_reason_stands_and_nothing_follows() -> None:
    made = plan(categories=("FRONT_LINE",) * 3)
    call = propose(made, signed=1)
    with pytest.raises(RuleBroken):
        calls.settle_call(made.secretary, call_id=call.id, answer=" ", now=NOON)
    calls.settle_call(made.secretary, call_id=call.id, answer="已在车间协商解决", now=NOON)
    call.refresh_from_db()
    assert (call.answer, call.settled_on, call.meeting_id) == ("已在车间协商解决", TODAY, None)
    for act in (
        lambda: calls.settle_call(made.secretary, call_id=call.id, answer="再次", now=NOON),
        lambda: calls.count_signatures(made.secretary, call_id=call.id, signed=2, now=NOON),
    ):
        with pytest.raises(Conflict):
            act()


def test_proposal_when_it_cannot_be_then_refused_and_twice_it_is_one() -> None:
    made = plan(categories=("FRONT_LINE",) * 3)
    for changed, code in (
        ({"proposer": "NOBODY"}, "no-such-proposer"), ({"matter": " "}, "matter-missing"),
        ({"proposed_on": TODAY + timedelta(days=1)}, "day-to-come"), ({"signed": 0}, "signed"),
        ({"signed": 4}, "signed"),
    ):  # fmt: skip
        with pytest.raises(RuleBroken) as caught:
            propose(made, **{"signed": 1, **changed})  # type: ignore[arg-type]
        assert caught.value.code == code
    assert propose(made, signed=1).id == propose(made, signed=1).id
    for who in (worker_of(made.union), stranger()):
        with pytest.raises(NotFound):
            calls.settle_call(who, call_id=MeetingCall.objects.get().id, answer="不开", now=NOON)
    assert MeetingCall.objects.count() == 1


def test_year_when_no_meeting_was_held_then_the_term_is_told_how_many_are_due() -> None:
    made = plan(categories=("FRONT_LINE",))
    meeting = meeting_of(made)
    found = rules(made)["V15"]
    assert (found.ok, str(found.sentence)) == (False, "本年度已召开 0 次，每年至少 1 次")
    assert str(found.basis) == "依据《上海市职工代表大会条例》第二十二条第二款"
    year = standing.years(fresh(made), TODAY)[0]
    assert (year.year, year.held, year.planned) == (TODAY.year, 0, 1)
    opened = datetime(TODAY.year, 1, 1, 1, tzinfo=OPENS.tzinfo)
    Meeting.objects.filter(id=meeting.id).update(opened_at=opened, closed_at=opened + timedelta(hours=2))
    assert rules(made)["V15"].ok
    year = standing.years(fresh(made), TODAY)[0]
    assert (year.year, year.held, year.planned) == (TODAY.year, 1, 0)
    assert [one.year for one in standing.years(fresh(made), date(2040, 1, 1))] == [2029, 2028, 2027, 2026, 2025]
    assert "V15" not in rules(made, END)


def test_year_when_the_meeting_was_on_new_year_in_china_then_it_counts_for_that_year() -> None:
    made = plan(categories=("FRONT_LINE",))
    meeting = meeting_of(made)
    eve = datetime(TODAY.year - 1, 12, 31, 17, tzinfo=OPENS.tzinfo)
    Meeting.objects.filter(id=meeting.id).update(opened_at=eve, closed_at=eve + timedelta(hours=2))
    assert (standing.held_in(fresh(made), TODAY.year), standing.held_in(fresh(made), TODAY.year - 1)) == (1, 0)


def test_form_when_a_hundred_staff_would_hold_a_general_meeting_then_the_term_is_told() -> None:
    made = plan(categories=(), staff=100)
    assert rules(made)["V01"].ok
    Term.objects.filter(id=made.term.id).update(is_general_meeting=True)
    found = rules(made)["V01"]
    assert (found.ok, str(found.basis)) == (False, "依据《上海市职工代表大会条例》第四条第二款")
    Term.objects.filter(id=made.term.id).update(staff=99)
    assert rules(made)["V01"].ok


def test_mandates_when_the_term_is_over_then_they_are_told_to_end_and_end_with_it() -> None:
    made = active(plan(categories=("FRONT_LINE",) * 3))
    last = END - timedelta(days=1)
    assert rules(made, last)["V55"].ok
    found = rules(made, END)["V55"]
    assert (found.ok, str(found.basis)) == (False, "依据《上海市职工代表大会条例》第十五条第二款")
    with pytest.raises(Conflict) as early:
        extending.close_term(made.secretary, term_id=made.term.id, now=NOON)
    assert early.value.code == "term-runs"
    after = datetime(2030, 1, 1, 1, tzinfo=OPENS.tzinfo)
    for _again in range(2):
        extending.close_term(made.secretary, term_id=made.term.id, now=after)
    assert fresh(made).state == TermState.CLOSED
    ended = set(Delegate.objects.values_list("state", "ended_on"))
    assert ended == {(MandateState.ENDED_TERM, END + timedelta(days=1))}
    assert "V55" not in rules(made, END)
    assert tenure.vacancies(fresh(made)) == []
    assert LedgerEntry.objects.filter(verb="closed-term").count() == 1


def test_term_when_the_next_one_has_its_delegates_then_it_closes_early_but_not_with_an_open_meeting() -> None:
    made = active(plan(categories=("FRONT_LINE",)))
    meeting = meeting_of(made)
    next_id = terms.open_term(made.secretary, union_id=OUR_UNION, number=6, starts_on=END, ends_on=date(2035, 1, 1),
                              staff=100, women_staff=30, now=NOON)  # fmt: skip
    with pytest.raises(Conflict) as unready:
        extending.close_term(made.secretary, term_id=made.term.id, now=NOON)
    assert unready.value.code == "term-runs"
    Term.objects.filter(id=next_id).update(qualified_at=NOON)
    with pytest.raises(Conflict) as unclosed:
        extending.close_term(made.secretary, term_id=made.term.id, now=NOON)
    assert unclosed.value.code == "meeting-open"
    Meeting.objects.filter(id=meeting.id).update(opened_at=NOON, closed_at=NOON)
    terms.name_head(made.secretary, delegate_id=made.delegates[0].id, now=NOON)
    extending.close_term(made.secretary, term_id=made.term.id, now=NOON)
    assert Delegate.objects.get().state == MandateState.ENDED_TERM
    held_today = Meeting.objects.select_related("term__union").get(id=meeting.id)
    assert [one.name for one in frame.delegates(held_today)] == ["代表0"]
    assert Delegation.objects.get(name="1车间").head_id == made.delegates[0].id


def test_term_when_closed_by_others_then_there_is_none() -> None:
    made = active(plan(categories=("FRONT_LINE",)))
    for who in (worker_of(made.union), stranger()):
        with pytest.raises(NotFound):
            extending.close_term(who, term_id=made.term.id, now=datetime(2031, 1, 1, tzinfo=OPENS.tzinfo))
    assert Delegate.objects.get().ended_on is None


def branch(made: Plan, key: str, unit: str, *, kind: str = "LOCAL") -> Union:
    below = union(ident(key), name=f"{unit}工会")
    Union.objects.filter(id=below.id).update(unit_name=unit, kind=kind)
    UnionPlace.objects.create(union=below, superior=made.union, since=date(2010, 1, 1))
    return below


def test_branches_when_without_a_congress_then_they_are_named_until_they_have_one() -> None:
    made = plan(categories=())
    assert "V63" not in rules(made)
    first, second = branch(made, "甲", "禾渡精密苏河分厂"), branch(made, "乙", "禾渡精密临港分厂")
    branch(made, "丙", made.union.unit_name, kind="BRANCH")  # a workshop of the same unit
    found = rules(made)["V63"]
    assert (found.ok, found.rule) == (False, "V63")
    assert "禾渡精密临港分厂、禾渡精密苏河分厂" in str(found.sentence)
    assert str(found.basis) == "依据《上海市职工代表大会条例》第二十六条"
    for below in (first, second):
        Term.objects.create(union=below, number=1, state=TermState.ACTIVE, starts_on=date(2026, 1, 1),
                            ends_on=date(2031, 1, 1), staff=120, women_staff=40)  # fmt: skip
    assert rules(made)["V63"].ok
    Term.objects.filter(union=second).update(state=TermState.CLOSED)
    assert "禾渡精密临港分厂" in str(rules(made)["V63"].sentence)


def test_branches_when_the_union_stands_over_other_employers_then_none_of_them_is_a_branch() -> None:
    made = plan(categories=())
    branch(made, "甲", "云栖纺织有限公司")
    Union.objects.filter(id=made.union.id).update(kind="FEDERATION")
    assert "V63" not in rules(made)
