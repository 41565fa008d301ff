"""The author's steps at their edges: pressed twice, too late, too long, by somebody else."""

from datetime import timedelta
from typing import Any

import pytest

from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.ids import uuid7
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON
from gonghui.proposals.actions import calls, handling, reviewing, settling, writing
from gonghui.proposals.models import CoSigner, Proposal, Step
from gonghui.proposals.rules.kinds import Answer, Category, Grade, ReplyKind
from gonghui.proposals.tests import make
from gonghui.proposals.tests.make import Unit, state, unit

pytestmark = pytest.mark.django_db


def saved(made: Unit, **given: Any) -> Any:
    """Save a draft with something else than usual."""
    usual: dict[str, Any] = {
        "proposal_id": uuid7(), "union_id": made.union, "title": "甲", "category": Category.OTHER, "reason": "",
        "measures": "", "is_confidential": False, "now": NOON,
    }  # fmt: skip
    return writing.save_draft(made.delegate(0), **usual | given)


def test_draft_when_its_title_is_missing_or_too_long_then_refused_and_nothing_is_kept() -> None:
    made = unit()
    for title, code in (("　 ", "title-missing"), ("长" * 81, "title-missing-too-long")):
        with pytest.raises(RuleBroken) as caught:
            saved(made, title=title)
        assert caught.value.code == code
    with pytest.raises(NotFound):
        saved(made, call_id=uuid7())
    assert Proposal.objects.count() == 0


def test_step_when_pressed_twice_then_done_once() -> None:
    made = unit()
    proposal = make.draft(made)
    make.cosigned(made, proposal)
    before = LedgerEntry.objects.count()
    writing.invite(made.delegate(0), proposal_id=proposal, delegate_id=made.hall.delegates[1].id, now=NOON)
    writing.answer_invitation(made.delegate(1), proposal_id=proposal, answer=Answer.AGREED, now=NOON)
    assert LedgerEntry.objects.count() == before
    for _twice in range(2):
        writing.submit(made.delegate(0), proposal_id=proposal, now=NOON)
    for _twice in range(2):
        writing.withdraw(made.delegate(0), proposal_id=proposal, now=NOON)
    assert LedgerEntry.objects.count() == before + 2
    assert state(proposal) == "WITHDRAWN"


def test_step_when_too_late_then_told_where_it_stands() -> None:
    made = unit()
    proposal = make.accepted(made)
    author, other = made.delegate(0), made.hall.delegates[3].id
    for act in (
        lambda: saved(made, proposal_id=proposal),
        lambda: writing.invite(author, proposal_id=proposal, delegate_id=other, now=NOON),
        lambda: writing.answer_invitation(made.delegate(1), proposal_id=proposal, answer=Answer.DECLINED, now=NOON),
        lambda: writing.submit(author, proposal_id=proposal, now=NOON),
        lambda: writing.withdraw(author, proposal_id=proposal, now=NOON),
        lambda: settling.rate(author, proposal_id=proposal, grade=Grade.SATISFIED, words="", now=NOON),
        lambda: handling.sign_reply(made.hands["设备部L"], proposal_id=make.assigned(made, author=1), now=NOON),
    ):
        with pytest.raises(Conflict) as caught:
            act()
        assert caught.value.code == "not-now"
    assert CoSigner.objects.filter(proposal=proposal).count() == 2


def test_proposal_when_there_is_none_then_not_found() -> None:
    made = unit()
    nothing = uuid7()
    for act in (
        lambda: writing.submit(made.delegate(0), proposal_id=nothing, now=NOON),
        lambda: reviewing.merge(made.desk, proposal_id=nothing, into_number="2026-001", now=NOON),
        lambda: calls.end_call(made.desk, call_id=nothing, now=NOON),
    ):
        with pytest.raises(NotFound):
            act()


def test_proposal_when_given_back_then_mended_and_submitted_again_with_the_same_cosigners() -> None:
    made = unit()
    proposal = make.submitted(made)
    reviewing.send_for_mending(made.desk, proposal_id=proposal, reason="请写明地点。", now=NOON)
    assert (state(proposal), Proposal.objects.get().due_on) == ("DRAFT", None)
    writing.submit(made.delegate(0), proposal_id=proposal, now=NOON)
    assert (state(proposal), Proposal.objects.get().outcome) == ("SUBMITTED", "")


def test_merge_when_into_itself_or_one_that_is_settled_then_refused() -> None:
    made = unit()
    first, done = make.accepted(made), make.closed(made, author=1)
    numbers = dict(Proposal.objects.values_list("id", "number"))
    for into, code in ((first, "itself"), (done, "target-over")):
        with pytest.raises(RuleBroken) as caught:
            reviewing.merge(made.desk, proposal_id=first, into_number=numbers[into], now=NOON)
        assert caught.value.code == code


def test_merge_when_the_target_is_merged_itself_then_all_authors_follow() -> None:
    made = unit()
    target = make.accepted(made)
    middle = make.accepted(made, author=1)
    last = make.submitted(made, author=2)
    numbers = dict(Proposal.objects.values_list("id", "number"))
    reviewing.merge(made.desk, proposal_id=last, into_number=numbers[middle], now=NOON)
    reviewing.merge(made.desk, proposal_id=middle, into_number=numbers[target], now=NOON)
    assert set(Proposal.objects.filter(merged_into=target).values_list("id", flat=True)) == {middle, last}


def test_countersignature_when_given_twice_or_without_words_then_refused() -> None:
    made = unit(names=("设备部", "财务部", "后勤部"))
    proposal = make.assigned(made, assist=("财务部", "后勤部"))
    handling.draft_reply(made.hands["设备部H"], proposal_id=proposal, kind=ReplyKind.A, text="好", now=NOON)
    given: Any = {"proposal_id": proposal, "opinion": "", "now": NOON}
    with pytest.raises(RuleBroken):
        handling.countersign(made.hands["财务部H"], agrees=False, **given)
    handling.countersign(made.hands["财务部H"], agrees=True, **given)
    with pytest.raises(Conflict) as caught:
        handling.countersign(made.hands["财务部L"], agrees=True, **given)
    assert (caught.value.code, state(proposal)) == ("countersigned", "COUNTERSIGN")
    handling.countersign(made.hands["后勤部H"], agrees=True, **given)
    assert state(proposal) == "SIGNING"


def test_clock_of_the_reply_when_the_draft_goes_back_then_runs_on() -> None:
    made = unit()
    proposal = make.assigned(made)
    due = Proposal.objects.get().due_on
    handling.draft_reply(made.hands["设备部H"], proposal_id=proposal, kind=ReplyKind.A, text="好",
                         now=NOON + timedelta(days=9))  # fmt: skip
    assert Proposal.objects.get().due_on == due
    handling.countersign(made.hands["财务部H"], proposal_id=proposal, agrees=False, opinion="改",
                         now=NOON + timedelta(days=10))  # fmt: skip
    assert Proposal.objects.get().due_on == due
    assert Step.objects.filter(what="REJECT").count() == 1
