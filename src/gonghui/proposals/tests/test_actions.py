"""The way of a proposal through real actions: each step, each refusal, and that nothing is written on refusal."""

from datetime import date, timedelta
from uuid import UUID

import pytest

from gonghui.congress.models import Delegate
from gonghui.congress.tests.make import union
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, Refused, RuleBroken
from gonghui.kernel.ids import uuid7
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON, OTHER_UNION
from gonghui.proposals.actions import departments, handling, reviewing, settling, writing
from gonghui.proposals.models import Assignment, Proposal, Rating, Reply, Step
from gonghui.proposals.rules.kinds import Answer, Category, CheckResult, Grade, ReplyKind
from gonghui.proposals.tests import make
from gonghui.proposals.tests.make import state, unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told() -> tuple[int, int]:
    return LedgerEntry.objects.count(), Step.objects.count()


def refused(kind: type[Refused], code: str, act: object) -> None:
    before = told()
    with pytest.raises(kind) as caught:
        act()  # type: ignore[operator]
    assert (caught.value.code, told()) == (code, before)


def test_proposal_when_all_goes_well_then_from_draft_to_closed() -> None:
    made = unit()
    proposal = make.submitted(made)
    assert state(proposal) == "SUBMITTED"
    assert reviewing.accept(made.desk, proposal_id=proposal, now=NOON) == "2026-001"
    handling.assign(made.desk, proposal_id=proposal, lead_id=made.departments["设备部"],
                    assist_ids=[made.departments["财务部"]], is_complex=False, now=NOON)  # fmt: skip
    make.answer(made, proposal)
    assert state(proposal) == "REPLIED"
    settling.rate(made.delegate(0), proposal_id=proposal, grade=Grade.SATISFIED, words="好", now=NOON)
    found = Proposal.objects.get(id=proposal)
    assert (found.state, found.grade, found.reply_kind, found.due_on) == ("CLOSED", "SATISFIED", "A", None)
    assert list(Step.objects.filter(proposal=found).order_by("id").values_list("what", flat=True)) == [
        "INVITE", "SUBMIT", "ACCEPT", "ASSIGN", "DRAFT_REPLY", "COUNTERSIGN", "COUNTERSIGNED", "SIGN", "RATE", "CLOSE",
    ]  # fmt: skip


def test_ledger_when_a_proposal_went_its_way_then_holds_no_word_that_anybody_wrote() -> None:
    made = unit()
    make.closed(made, confidential=True)
    texts = [f"{entry.verb} {entry.facts}" for entry in LedgerEntry.objects.filter(stream__startswith="proposals/")]
    assert len(texts) > 12
    assert not [text for text in texts for word in ("风", "代表", "同意", "好") if word in text]


def test_draft_when_saved_again_then_the_same_and_asks_cosigners_anew_only_for_a_new_text() -> None:
    made = unit()
    proposal = make.draft(made)
    make.cosigned(made, proposal)
    make_again = {"proposal_id": proposal, "union_id": made.union, "title": make.TITLE, "category": Category.SAFETY,
                  "measures": make.MEASURES, "is_confidential": False, "now": NOON}  # fmt: skip
    writing.save_draft(made.delegate(0), reason=make.REASON, **make_again)  # type: ignore[arg-type]
    assert Proposal.objects.get().cosigners.filter(answer="AGREED").count() == 2
    writing.save_draft(made.delegate(0), reason="另一个案由。", **make_again)  # type: ignore[arg-type]
    assert Proposal.objects.get().cosigners.filter(answer="AGREED").count() == 0
    refused(RuleBroken, "seconders-missing", lambda: writing.submit(made.delegate(0), proposal_id=proposal, now=NOON))


def test_draft_when_of_somebody_else_or_without_a_mandate_then_there_is_none() -> None:
    made = unit()
    proposal = make.draft(made)
    for actor in (made.delegate(1), made.hands["设备部H"]):
        with pytest.raises(NotFound):
            writing.save_draft(
                actor, proposal_id=proposal, union_id=made.union, title="别的", category=Category.OTHER, reason="",
                measures="", is_confidential=False, now=NOON,
            )  # fmt: skip
    assert Proposal.objects.get().title == make.TITLE
    with pytest.raises(NotFound):
        writing.save_draft(
            made.hands["设备部H"], proposal_id=uuid7(), union_id=made.union, title="新", category=Category.OTHER,
            reason="", measures="", is_confidential=False, now=NOON,
        )  # fmt: skip


def test_submission_when_something_is_missing_then_says_what() -> None:
    made = unit()
    bare = make.draft(made, reason="")
    make.cosigned(made, bare)
    refused(RuleBroken, "reason-missing", lambda: writing.submit(made.delegate(0), proposal_id=bare, now=NOON))
    proposal = make.draft(made)
    make.cosigned(made, proposal, by=(1,))
    refused(RuleBroken, "seconders-missing", lambda: writing.submit(made.delegate(0), proposal_id=proposal, now=NOON))
    writing.invite(made.delegate(0), proposal_id=proposal, delegate_id=made.hall.delegates[2].id, now=NOON)
    writing.answer_invitation(made.delegate(2), proposal_id=proposal, answer=Answer.DECLINED, now=NOON)
    refused(RuleBroken, "seconders-missing", lambda: writing.submit(made.delegate(0), proposal_id=proposal, now=NOON))
    writing.answer_invitation(made.delegate(2), proposal_id=proposal, answer=Answer.AGREED, now=NOON)
    Delegate.objects.filter(id=made.hall.delegates[0].id).update(ended_on=date(2026, 3, 1))
    refused(RuleBroken, "mandate-ended", lambda: writing.submit(made.delegate(0), proposal_id=proposal, now=NOON))


def test_cosigner_when_oneself_or_a_stranger_then_refused() -> None:
    made = unit()
    proposal = make.draft(made)
    own = made.hall.delegates[0].id
    refused(RuleBroken, "oneself",
            lambda: writing.invite(made.delegate(0), proposal_id=proposal, delegate_id=own, now=NOON))  # fmt: skip
    with pytest.raises(NotFound):
        writing.answer_invitation(made.delegate(3), proposal_id=proposal, answer=Answer.AGREED, now=NOON)
    with pytest.raises(NotFound):
        writing.invite(made.delegate(1), proposal_id=proposal, delegate_id=made.hall.delegates[2].id, now=NOON)


@pytest.mark.parametrize(
    ("act", "expected"),
    [(reviewing.refuse, "REFUSED"), (reviewing.convert, "CONVERTED"), (reviewing.send_for_mending, "DRAFT")],
)
def test_review_when_not_accepted_then_only_with_a_reason(act, expected: str) -> None:
    made = unit()
    proposal = make.submitted(made)
    refused(RuleBroken, "reason-missing", lambda: act(made.desk, proposal_id=proposal, reason=" ", now=NOON))
    act(made.desk, proposal_id=proposal, reason="不属于本单位职权。", now=NOON)
    found = Proposal.objects.get(id=proposal)
    assert (found.state, found.outcome) == (expected, "不属于本单位职权。")


def test_merge_when_into_one_that_is_handled_then_its_author_stays_a_party() -> None:
    made = unit()
    first = make.assigned(made)
    second = make.submitted(made, author=3, title="二车间太热")
    refused(RuleBroken, "no-such-number",
            lambda: reviewing.merge(made.desk, proposal_id=second, into_number="2026-099", now=NOON))  # fmt: skip
    reviewing.merge(made.desk, proposal_id=second, into_number="2026-001", now=NOON)
    found = Proposal.objects.get(id=second)
    assert (found.state, found.merged_into_id) == ("MERGED", first)
    refused(Conflict, "not-now", lambda: reviewing.accept(made.desk, proposal_id=second, now=NOON))


def test_assignment_when_nobody_could_handle_and_sign_then_refused() -> None:
    made = unit()
    proposal = make.accepted(made)
    empty = departments.add_department(made.desk, union_id=made.union, name="空部门", now=NOON)

    def to(lead: UUID, *assist: UUID) -> None:
        handling.assign(made.desk, proposal_id=proposal, lead_id=lead, assist_ids=assist, is_complex=False, now=NOON)

    refused(RuleBroken, "department-unmanned", lambda: to(empty))
    refused(RuleBroken, "department-unmanned", lambda: to(made.departments["设备部"], empty))
    refused(RuleBroken, "lead-assists", lambda: to(made.departments["设备部"], made.departments["设备部"]))
    with pytest.raises(NotFound):
        to(uuid7())


def test_sending_back_when_within_five_working_days_then_assigned_anew_else_refused() -> None:
    made = unit()
    proposal = make.assigned(made)
    late = NOON + 8 * DAY
    refused(RuleBroken, "send-back-late", lambda: handling.send_back(
        made.hands["设备部H"], proposal_id=proposal, reason="不归我们管", now=late))  # fmt: skip
    handling.send_back(made.hands["设备部H"], proposal_id=proposal, reason="不归我们管", now=NOON + 7 * DAY)
    assert state(proposal) == "ACCEPTED"
    assert Assignment.objects.filter(ended_at=None).count() == 0
    handling.assign(made.desk, proposal_id=proposal, lead_id=made.departments["财务部"], assist_ids=[],
                    is_complex=True, now=NOON)  # fmt: skip
    with pytest.raises(NotFound):
        handling.draft_reply(made.hands["设备部H"], proposal_id=proposal, kind=ReplyKind.A, text="好", now=NOON)


def test_signature_when_a_department_has_not_countersigned_then_refused() -> None:
    made = unit()
    proposal = make.assigned(made)
    refused(Conflict, "not-now",
            lambda: handling.sign_reply(made.hands["设备部L"], proposal_id=proposal, now=NOON))  # fmt: skip
    handling.draft_reply(made.hands["设备部H"], proposal_id=proposal, kind=ReplyKind.A, text="办好了", now=NOON)
    refused(Conflict, "not-now",
            lambda: handling.sign_reply(made.hands["设备部L"], proposal_id=proposal, now=NOON))  # fmt: skip
    refused(NotAllowed, "not-allowed", lambda: handling.countersign(
        made.hands["设备部H"], proposal_id=proposal, agrees=True, opinion="", now=NOON))  # fmt: skip
    handling.countersign(made.hands["财务部H"], proposal_id=proposal, agrees=True, opinion="", now=NOON)
    for name in ("设备部H", "财务部L"):
        refused(NotAllowed, "not-allowed",
                lambda name=name: handling.sign_reply(made.hands[name], proposal_id=proposal, now=NOON))  # fmt: skip
    handling.sign_reply(made.hands["设备部L"], proposal_id=proposal, now=NOON)
    assert state(proposal) == "REPLIED"


def test_signature_when_by_who_drafted_then_refused() -> None:
    made = unit()
    proposal = make.assigned(made, assist=())
    handling.draft_reply(made.hands["设备部L"], proposal_id=proposal, kind=ReplyKind.A, text="办好了", now=NOON)
    assert state(proposal) == "SIGNING"
    refused(RuleBroken, "own-draft",
            lambda: handling.sign_reply(made.hands["设备部L"], proposal_id=proposal, now=NOON))  # fmt: skip


def test_draft_when_a_department_or_the_head_objects_then_all_countersign_anew() -> None:
    made = unit()
    proposal = make.assigned(made)
    lead, head = made.hands["设备部H"], made.hands["设备部L"]
    handling.draft_reply(lead, proposal_id=proposal, kind=ReplyKind.A, text="甲", now=NOON)
    handling.countersign(made.hands["财务部L"], proposal_id=proposal, agrees=False, opinion="没有预算", now=NOON)
    assert state(proposal) == "ASSIGNED"
    handling.draft_reply(lead, proposal_id=proposal, kind=ReplyKind.C, text="乙", now=NOON)
    handling.countersign(made.hands["财务部L"], proposal_id=proposal, agrees=True, opinion="", now=NOON)
    handling.reject_reply(head, proposal_id=proposal, reason="再想想", now=NOON)
    handling.draft_reply(lead, proposal_id=proposal, kind=ReplyKind.D, text="丙", now=NOON)
    assert state(proposal) == "COUNTERSIGN"
    assert Reply.objects.get().text == "丙"


def test_rating_when_by_anybody_but_the_author_then_refused() -> None:
    made = unit()
    proposal = make.replied(made)
    desk, cosigner = made.desk, made.delegate(1)
    for actor in (desk, cosigner, made.hands["设备部H"], made.hands["设备部L"]):
        refused(NotAllowed, "not-allowed", lambda actor=actor: settling.rate(
            actor, proposal_id=proposal, grade=Grade.SATISFIED, words="", now=NOON))  # fmt: skip
    assert Rating.objects.count() == 0


def test_rating_when_unsatisfied_then_one_rehandling_by_the_same_departments_and_no_second() -> None:
    made = unit()
    proposal = make.replied(made)
    author = made.delegate(0)
    refused(RuleBroken, "words-missing", lambda: settling.rate(
        author, proposal_id=proposal, grade=Grade.UNSATISFIED, words="", now=NOON))  # fmt: skip
    settling.rate(author, proposal_id=proposal, grade=Grade.UNSATISFIED, words="还是热", now=NOON)
    found = Proposal.objects.get(id=proposal)
    assert (found.state, found.round) == ("ASSIGNED", 2)
    assert found.assignments.filter(round=2, ended_at=None).count() == 2
    make.answer(made, proposal)
    settling.rate(author, proposal_id=proposal, grade=Grade.UNSATISFIED, words="仍然热", now=NOON)
    assert state(proposal) == "CLOSED"
    assert Rating.objects.count() == 2


def test_settlement_when_the_author_is_silent_then_after_the_last_day_and_without_a_rating() -> None:
    made = unit()
    proposal = make.replied(made)
    refused(RuleBroken, "may-still-rate",
            lambda: settling.settle_unrated(made.desk, proposal_id=proposal, now=NOON + 14 * DAY))  # fmt: skip
    settling.settle_unrated(made.desk, proposal_id=proposal, now=NOON + 15 * DAY)
    assert (state(proposal), Rating.objects.count()) == ("CLOSED", 0)


def test_promise_when_checked_then_tracked_until_it_is_kept() -> None:
    made = unit()
    proposal = make.replied(made, kind=ReplyKind.B)
    settling.rate(made.delegate(0), proposal_id=proposal, grade=Grade.BASICALLY, words="", now=NOON)
    assert state(proposal) == "TRACKED"
    assert Proposal.objects.get(id=proposal).due_on == date(2026, 6, 10)
    settling.check_promise(made.desk, proposal_id=proposal, result=CheckResult.BEHIND, note="招标晚了",
                           now=NOON + 92 * DAY)  # fmt: skip
    assert Proposal.objects.get(id=proposal).due_on == date(2026, 9, 10)
    settling.check_promise(made.desk, proposal_id=proposal, result=CheckResult.DONE, note="", now=NOON + 180 * DAY)
    assert state(proposal) == "CLOSED"


def test_promise_when_it_has_no_day_then_the_draft_is_refused() -> None:
    made = unit()
    proposal = make.assigned(made)
    refused(RuleBroken, "plan-missing", lambda: handling.draft_reply(
        made.hands["设备部H"], proposal_id=proposal, kind=ReplyKind.B, text="明年", now=NOON))  # fmt: skip


def test_strangers_when_they_try_then_find_nothing() -> None:
    made = unit()
    theirs = unit(of=union(OTHER_UNION, name="云栖纺织有限公司工会"))
    proposal = make.submitted(made)
    before = told()
    for act in (
        lambda: reviewing.accept(theirs.desk, proposal_id=proposal, now=NOON),
        lambda: settling.rate(theirs.delegate(0), proposal_id=proposal, grade=Grade.SATISFIED, words="", now=NOON),
        lambda: departments.add_department(theirs.desk, union_id=made.union, name="外人", now=NOON),
    ):
        with pytest.raises(NotFound):
            act()
    with pytest.raises(NotAllowed):
        reviewing.accept(made.delegate(1), proposal_id=proposal, now=NOON)
    assert told() == before
