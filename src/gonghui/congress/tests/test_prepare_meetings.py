"""Terms are opened, reviewed; meetings planned, changed, reported upward."""

from datetime import date, timedelta

import pytest

from gonghui.congress.actions import agenda, measures, meetings, readying, signing, terms
from gonghui.congress.models import Delegate, Delegation, Measures, Meeting, Term, UpwardReport
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.packfile import builtin, freeze
from gonghui.congress.rules.parameters import MATERIALS_DAYS
from gonghui.congress.rules.states import MandateState, MeetingState, TermState
from gonghui.congress.tests.plan import DAY, ENDS, MIX, OPENS, Plan, fresh, meeting_of, plan, stranger, worker_of
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db


def _open(made: Plan, **changed: object) -> object:
    fields: dict[str, object] = {
        "union_id": made.union.id, "number": 6, "starts_on": date(2030, 1, 1), "ends_on": date(2035, 1, 1),
        "staff": 100, "women_staff": 40, "now": NOON,
    }  # fmt: skip
    return terms.open_term(made.secretary, **{**fields, **changed})  # type: ignore[arg-type]


def test_term_when_the_number_is_taken_then_it_is_refused() -> None:
    made = plan(categories=())
    with pytest.raises(Conflict):
        _open(made, number=5)
    assert Term.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"ends_on": date(2029, 1, 1)}, "term-dates"), ({"women_staff": 101}, "staff-figures")],
)
def test_term_when_figures_cannot_be_then_it_is_refused(changed: dict[str, object], code: str) -> None:
    made = plan(categories=())
    with pytest.raises(RuleBroken) as caught:
        _open(made, **changed)
    assert caught.value.code == code


def test_term_when_a_stranger_opens_it_then_there_is_no_such_union() -> None:
    made = plan(categories=())
    with pytest.raises(NotFound):
        terms.open_term(stranger(), union_id=made.union.id, number=7, starts_on=DAY, ends_on=date(2031, 1, 1),
                        staff=10, women_staff=1, now=NOON)  # fmt: skip
    assert Term.objects.count() == 1


def test_delegate_when_placed_twice_then_one_entry_stands() -> None:
    made = plan()
    who = made.delegates[0]
    for _again in range(2):
        terms.place_in_delegation(made.secretary, delegate_id=who.id, delegation=" 机关 ", seat="A-01", now=NOON)
    who.refresh_from_db()
    assert who.delegation is not None
    assert (who.delegation.name, who.delegation.position, who.seat) == ("机关", 4, "A-01")
    assert LedgerEntry.objects.filter(verb="placed-delegate").count() == 1


def test_head_when_moved_to_another_delegation_then_the_old_one_has_none() -> None:
    made = plan()
    who = made.delegates[0]
    terms.name_head(made.secretary, delegate_id=who.id, now=NOON)
    assert Delegation.objects.get(name="1车间").head_id == who.id
    terms.place_in_delegation(made.secretary, delegate_id=who.id, delegation="2车间", seat="", now=NOON)
    assert Delegation.objects.get(name="1车间").head_id is None
    assert Delegation.objects.get(name="2车间").head_id is None


def test_head_when_without_a_vote_then_refused() -> None:
    made = plan()
    Delegate.objects.filter(id=made.delegates[0].id).update(kind="NON_VOTING")
    with pytest.raises(RuleBroken):
        terms.name_head(made.secretary, delegate_id=made.delegates[0].id, now=NOON)


def test_delegations_when_ordered_then_each_has_its_place() -> None:
    made = plan()
    order = list(Delegation.objects.order_by("-position").values_list("id", flat=True))
    terms.order_delegations(made.secretary, term_id=made.term.id, order=order, now=NOON)
    assert list(Delegation.objects.order_by("position").values_list("id", flat=True)) == order
    with pytest.raises(Conflict):
        terms.order_delegations(made.secretary, term_id=made.term.id, order=order[:2], now=NOON)


def test_review_when_lawful_then_mandates_are_verified_once() -> None:
    made = plan()
    for _again in range(2):
        terms.qualify(made.secretary, term_id=made.term.id, now=NOON)
    made.term.refresh_from_db()
    assert made.term.qualified_at == NOON
    assert made.term.state == TermState.QUALIFIED
    assert Delegate.objects.filter(state=MandateState.VERIFIED).count() == len(MIX)
    assert LedgerEntry.objects.filter(verb="qualified-delegates").count() == 1


def test_review_when_managers_exceed_the_ceiling_then_it_names_the_sum_and_the_law() -> None:
    made = plan(categories=("MANAGER",) * 7 + ("FRONT_LINE",) * 23)
    with pytest.raises(RuleBroken) as caught:
        terms.qualify(made.secretary, term_id=made.term.id, now=NOON)
    assert "7/30 = 23.3%" in str(caught.value)
    assert str(caught.value.law) == "《上海市职工代表大会条例》第十六条第一款"
    made.term.refresh_from_db()
    assert made.term.qualified_at is None


def test_review_when_the_chair_has_signed_a_reason_then_the_exception_stands() -> None:
    made = plan(categories=("MANAGER",) * 7 + ("FRONT_LINE",) * 23)
    readying.override(made.chair, meeting_id=meeting_of(made).id, rule="V03", reason="集团跨地区，已报上级", now=NOON)
    terms.qualify(made.secretary, term_id=made.term.id, now=NOON)
    made.term.refresh_from_db()
    assert made.term.qualified_at == NOON


def test_review_when_a_unit_election_fails_then_it_names_the_unit() -> None:
    made = plan()
    unit = made.term.electoral_units.create(name="一选区", staff=100, took_part=80)
    Delegate.objects.filter(id=made.delegates[0].id).update(electoral_unit=unit, votes_for=40)
    with pytest.raises(RuleBroken) as caught:
        terms.qualify(made.secretary, term_id=made.term.id, now=NOON)
    assert caught.value.code == "election"
    assert "一选区" in str(caught.value)


def test_review_when_there_are_no_delegates_then_refused() -> None:
    made = plan(categories=())
    with pytest.raises(RuleBroken) as caught:
        terms.qualify(made.secretary, term_id=made.term.id, now=NOON)
    assert caught.value.code == "no-delegates"


def test_mandate_when_ended_then_it_stays_and_ends_once() -> None:
    made = plan()
    who = made.delegates[0]
    terms.name_head(made.secretary, delegate_id=who.id, now=NOON)
    for _again in range(2):
        terms.end_mandate(made.secretary, delegate_id=who.id, state=MandateState.RESIGNED, now=NOON, day=DAY)
    who.refresh_from_db()
    assert (who.ended_on, who.state) == (DAY, MandateState.RESIGNED)
    assert Delegation.objects.get(name="1车间").head_id is None
    with pytest.raises(Conflict):
        terms.end_mandate(made.secretary, delegate_id=who.id, state=MandateState.TRANSFERRED_OUT, now=NOON,
                          day=DAY)  # fmt: skip
    for no_end in ("SERVING", MandateState.RECALLED):
        with pytest.raises(RuleBroken):
            terms.end_mandate(made.secretary, delegate_id=made.delegates[1].id, state=no_end, now=NOON, day=DAY)


def test_meeting_when_planned_then_the_rules_of_the_place_are_frozen_into_it() -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    assert meeting.state == MeetingState.PROPOSED
    assert (meeting.pack_id, meeting.pack_digest) == ("CN-SH", freeze(builtin("CN-SH")).sha256)
    with pytest.raises(Conflict):
        meeting_of(made)


def test_meeting_when_planned_by_a_stranger_then_there_is_no_such_term() -> None:
    made = plan(categories=())
    with pytest.raises(NotFound):
        meetings.plan_meeting(stranger(), term_id=made.term.id, number=1, mode="MIXED", opens_at=OPENS, ends_at=ENDS,
                              now=NOON)  # fmt: skip
    assert Meeting.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"mode": "SOMEWHERE"}, "no-such-mode"),
        ({"ends_at": OPENS}, "meeting-dates"),
        ({"online_reason": "LAZY"}, "no-such-reason"),
        ({"proposed_by": "NOBODY"}, "no-such-proposer"),
        ({"number": 0}, "meeting-number"),
    ],
)
def test_meeting_when_words_cannot_be_then_refused(changed: dict[str, object], code: str) -> None:
    made = plan(categories=())
    fields: dict[str, object] = {
        "term_id": made.term.id, "number": 1, "mode": "MIXED", "opens_at": OPENS, "ends_at": ENDS, "now": NOON,
    }  # fmt: skip
    with pytest.raises(RuleBroken) as caught:
        meetings.plan_meeting(made.secretary, **{**fields, **changed})  # type: ignore[arg-type]
    assert caught.value.code == code
    assert Meeting.objects.count() == 0


def test_basics_when_the_mode_changes_then_both_sides_sign_anew() -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    agenda.start_from_template(made.secretary, meeting_id=meeting.id, template="PRIVATE_ENTERPRISE", now=NOON)
    signing.sign_agenda_for_union(made.secretary, meeting_id=meeting.id, now=NOON)
    signing.sign_agenda_for_unit(made.secretary, meeting_id=meeting.id, signed_by="总经理 沈岳", now=NOON)
    assert fresh(meeting).state == MeetingState.MODE_DECIDED
    meetings.edit_basics(made.secretary, meeting_id=meeting.id, mode="ON_SITE", opens_at=OPENS, ends_at=ENDS, now=NOON,
                         place="礼堂")  # fmt: skip
    after = fresh(meeting)
    assert (after.place, after.state, after.agenda_union_signed_at) == ("礼堂", MeetingState.PROPOSED, None)
    assert set(after.items.values_list("mode", "state")) == {("ON_SITE", "DRAFT")}


def test_basics_when_nothing_changes_then_nothing_is_written() -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    meetings.edit_basics(made.secretary, meeting_id=meeting.id, mode="MIXED", opens_at=OPENS, ends_at=ENDS, now=NOON,
                         place="二楼会议厅", contact_name="宋青禾", contact_phone="19900000001")  # fmt: skip
    assert not LedgerEntry.objects.filter(verb="edited-basics").exists()


def test_basics_when_ready_then_they_are_fixed() -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    Meeting.objects.filter(id=meeting.id).update(state=MeetingState.READY)
    with pytest.raises(Conflict) as caught:
        meetings.edit_basics(made.secretary, meeting_id=meeting.id, mode="ON_SITE", opens_at=OPENS, ends_at=ENDS,
                             now=NOON)  # fmt: skip
    assert caught.value.code == "already-ready"


def test_basics_when_somebody_of_the_house_edits_then_not_allowed() -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    with pytest.raises(NotAllowed):
        meetings.refreeze_rules(worker_of(made.union), meeting_id=meeting.id, now=NOON)
    with pytest.raises(NotFound):
        meetings.refreeze_rules(stranger(), meeting_id=meeting.id, now=NOON)


def test_measures_when_they_tighten_then_new_meetings_follow_and_old_ones_when_refrozen() -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    assert pack_of(meeting)[MATERIALS_DAYS] == 7
    for _again in range(2):
        measures.adopt_measures(
            made.secretary, union_id=made.union.id, title="职代会实施办法", adopted_on=DAY,
            tightened={"parameters": {MATERIALS_DAYS.name: 10}}, now=NOON,
        )  # fmt: skip
    assert LedgerEntry.objects.filter(verb="adopted-measures").count() == 1
    assert pack_of(fresh(meeting))[MATERIALS_DAYS] == 7
    meetings.refreeze_rules(made.secretary, meeting_id=meeting.id, now=NOON)
    assert pack_of(fresh(meeting))[MATERIALS_DAYS] == 10
    assert pack_of(meeting_of(made, number=3))[MATERIALS_DAYS] == 10


def test_measures_when_they_loosen_then_the_law_answers() -> None:
    made = plan(categories=())
    with pytest.raises(RuleBroken) as caught:
        measures.adopt_measures(
            made.secretary, union_id=made.union.id, title="职代会实施办法", adopted_on=DAY,
            tightened={"parameters": {MATERIALS_DAYS.name: 3}}, now=NOON,
        )  # fmt: skip
    assert caught.value.code == "loosened"
    assert "《上海市职工代表大会条例》第三十条" in str(caught.value)
    assert not Measures.objects.exists()
    with pytest.raises(RuleBroken) as caught:
        measures.adopt_measures(made.secretary, union_id=made.union.id, title="办法", adopted_on=DAY,
                                tightened={"parameters": {"no.such": 1}}, now=NOON)  # fmt: skip
    assert caught.value.code == "measures-invalid"


def test_report_when_answered_then_number_and_day_stand() -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    with pytest.raises(Conflict):
        meetings.record_answer(made.secretary, meeting_id=meeting.id, answer="APPROVED", answered_on=DAY, now=NOON)
    for _again in range(2):
        meetings.report_upward(made.secretary, meeting_id=meeting.id, superior="临江区总工会", sent_on=DAY, now=NOON)
    with pytest.raises(RuleBroken):
        meetings.record_answer(made.secretary, meeting_id=meeting.id, answer="APPROVED",
                               answered_on=DAY - timedelta(days=1), now=NOON)  # fmt: skip
    meetings.record_answer(made.secretary, meeting_id=meeting.id, answer="APPROVED", answered_on=DAY,
                           answer_number="临工复〔2026〕3号", now=NOON)  # fmt: skip
    report = UpwardReport.objects.get()
    assert (report.superior, report.answer, report.answer_number) == ("临江区总工会", "APPROVED", "临工复〔2026〕3号")
    assert LedgerEntry.objects.filter(verb="reported-upward").count() == 1
