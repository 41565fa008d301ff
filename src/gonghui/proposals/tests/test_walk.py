"""Random walks of random people over real actions.

No close without a reply, no rating but the author's, no skipped countersignature or signature, whatever is tried.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Refused
from gonghui.kernel.testing import NOON
from gonghui.proposals.actions import handling, praising, reviewing, settling, writing
from gonghui.proposals.models import Assignment, Proposal, Rating, Reply, Step
from gonghui.proposals.rules.kinds import CheckResult, Grade, ReplyKind
from gonghui.proposals.tests import make
from gonghui.proposals.tests.make import Unit, unit

PEOPLE = ("author", "cosigner", "desk", "H", "L", "h", "l", "nobody")
VERBS = (
    *("submit", "withdraw", "accept", "refuse", "convert", "mend", "assign", "alone", "back", "draft", "promise"),
    *("agree", "object", "sign", "reject", "good", "bad", "settle", "kept", "behind", "supervise", "publish"),
)
LIKELY = ("assign", "draft", "agree", "sign", "bad", "draft", "agree", "sign", "good")
"""What leads to the end when each is tried by everybody."""


def people(made: Unit) -> dict[str, Actor]:
    return {
        "author": made.delegate(0), "cosigner": made.delegate(1), "desk": made.desk, "H": made.hands["设备部H"],
        "L": made.hands["设备部L"], "h": made.hands["财务部H"], "l": made.hands["财务部L"], "nobody": made.delegate(5),
    }  # fmt: skip


def attempts(made: Unit) -> dict[str, tuple[Callable[..., object], dict[str, object]]]:
    """Return the action behind each verb, with what it takes beside the proposal and the time."""
    lead, help_ = made.departments["设备部"], made.departments["财务部"]
    until = (NOON + timedelta(days=200)).date()
    return {
        "submit": (writing.submit, {}),
        "withdraw": (writing.withdraw, {}),
        "accept": (reviewing.accept, {}),
        "refuse": (reviewing.refuse, {"reason": "否"}),
        "convert": (reviewing.convert, {"reason": "转"}),
        "mend": (reviewing.send_for_mending, {"reason": "改"}),
        "assign": (handling.assign, {"lead_id": lead, "assist_ids": [help_], "is_complex": False}),
        "alone": (handling.assign, {"lead_id": lead, "assist_ids": [], "is_complex": True}),
        "back": (handling.send_back, {"reason": "退"}),
        "draft": (handling.draft_reply, {"kind": ReplyKind.A, "text": "好"}),
        "promise": (handling.draft_reply, {"kind": ReplyKind.B, "text": "将", "planned_until": until}),
        "agree": (handling.countersign, {"agrees": True, "opinion": ""}),
        "object": (handling.countersign, {"agrees": False, "opinion": "否"}),
        "sign": (handling.sign_reply, {}),
        "reject": (handling.reject_reply, {"reason": "改"}),
        "good": (settling.rate, {"grade": Grade.SATISFIED, "words": ""}),
        "bad": (settling.rate, {"grade": Grade.UNSATISFIED, "words": "差"}),
        "settle": (settling.settle_unrated, {}),
        "kept": (settling.check_promise, {"result": CheckResult.DONE, "note": ""}),
        "behind": (settling.check_promise, {"result": CheckResult.BEHIND, "note": "慢"}),
        "supervise": (praising.supervise, {"is_supervised": True}),
        "publish": (praising.publish_reply, {}),
    }


def tried(made: Unit, row: Proposal, who: str, verb: str, days: int) -> bool:
    """Let somebody try something some days on, and tell whether it was done."""
    act, given_ = attempts(made)[verb]
    try:
        act(people(made)[who], proposal_id=row.id, now=NOON + timedelta(days=days), **given_)
    except Refused:
        return False
    finally:
        row.refresh_from_db()
    return True


def check(proposal: Proposal, rated_by: list[str]) -> None:
    """Look at what must hold after every step."""
    replies = list(Reply.objects.filter(proposal=proposal))
    for reply in replies:
        parts = Assignment.objects.filter(proposal=proposal, round=reply.round, part="ASSIST", ended_at=None)
        if reply.signed_at is not None:
            assert reply.signed_by is not None
            assert reply.signed_by.role == "LEADER"
            assert reply.signed_by.person_id != reply.drafted_by.person_id
            assert not parts.filter(countersigned_at=None).exists()
    if proposal.state in ("REPLIED", "TRACKED", "CLOSED"):
        assert any(reply.signed_at and reply.round == proposal.round for reply in replies)
        assert Step.objects.filter(proposal=proposal, what="SIGN").count() == proposal.round
    ratings = Rating.objects.filter(reply__proposal=proposal)
    assert ratings.count() <= proposal.round <= 2
    assert not ratings.exclude(reply__signed_at__isnull=False).exists()
    assert set(rated_by) <= {"author"}
    assert len(rated_by) == ratings.count()
    if proposal.round == 2:
        assert ratings.filter(grade="UNSATISFIED", reply__round=1).count() == 1


TURN = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(VERBS), st.integers(0, 20))
LIKELY_TURN = st.sampled_from(LIKELY).map(lambda verb: [(who, verb, 0) for who in PEOPLE])
TURNS = st.lists(st.one_of(st.lists(TURN, max_size=25), LIKELY_TURN), max_size=9)


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TURNS)
def test_proposal_when_anybody_tries_anything_then_what_must_hold_does(
    db: None, turns: list[list[tuple[str, str, int]]]
) -> None:
    made = _made()
    row = Proposal.objects.get(id=make.accepted(made))
    rated_by: list[str] = []
    for who, verb, days in (one for turn in turns for one in turn):
        if tried(made, row, who, verb, days):
            rated_by += [who] if verb in ("good", "bad") else []
            check(row, rated_by)


_units: dict[int, Unit] = {}


def _made() -> Unit:
    """Make the union once for all walks of a test: each has a proposal of its own."""
    if not Proposal.objects.exists():
        _units[0] = unit()
    return _units[0]


@pytest.mark.django_db
def test_proposal_when_everybody_tries_the_likely_steps_then_it_is_closed_after_two_rounds() -> None:
    made = unit()
    row = Proposal.objects.get(id=make.accepted(made))
    for verb in LIKELY:
        for who in PEOPLE:
            tried(made, row, who, verb, 0)
    assert (row.state, row.round) == ("CLOSED", 2)
