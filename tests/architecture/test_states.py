"""No action takes anything to a state that the tables of the rules do not lead to."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from gonghui.congress.rules import states
from gonghui.congress.rules.kinds import CongressPower
from gonghui.congress.rules.powers import end_states
from gonghui.congress.rules.stages import PREPARING
from gonghui.congress.rules.states import ItemState, VoteState, reach

ACTIONS = Path(__file__).resolve().parents[2] / "src" / "gonghui" / "congress" / "actions"
#: What walks the tables: `stage` derives the stage of a preparation, event by event.
WALKERS = {"advance", "reach", "stage"}
#: Who writes a state without walking, file by file -> the states written. Their pairs are listed below.
BY_HAND = {
    "confirming.py": {"VoteState.CONFIRMED"},
    "voting.py": {"VoteState.OPEN", "VoteState.STOPPED", "VoteState.ANNOUNCED", "VoteState.VOIDED",
                  "end_state_after_vote"},
}  # fmt: skip
STANDING = (VoteState.READY, VoteState.OPEN, VoteState.STOPPED, VoteState.CONFIRMED)
VOTE_PAIRS = [
    (VoteState.READY, VoteState.OPEN), (VoteState.OPEN, VoteState.STOPPED), (VoteState.STOPPED, VoteState.CONFIRMED),
    (VoteState.CONFIRMED, VoteState.ANNOUNCED), *((state, VoteState.VOIDED) for state in STANDING),
]  # fmt: skip
#: What a new row begins with; the item of a run-off is drafted in the hall, past the stages of preparation.
FIRST = {"TermState.PREPARING", "MeetingState.PROPOSED", "ItemState.DRAFT", "ItemState.SERVED", "MandateState.ELECTED",
         "VoteState.READY"}  # fmt: skip


def _sets(tree: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Yield how each `state` is set: by an assignment or an update (MOVE), or in a new row (NEW), and the value."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            pairs = [pair for target in node.targets for pair in _pairs(target, node.value)]
            moved = [value for one, value in pairs if isinstance(one, ast.Attribute) and one.attr == "state"]
            yield from (("MOVE", value) for value in moved)
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            given = [word.value for word in node.keywords if word.arg == "state"]
            if called == "update":
                yield from (("MOVE", value) for value in given)
            if called == "create" or called[:1].isupper():
                yield from (("NEW", value) for value in given)


def _pairs(target: ast.expr, value: ast.expr) -> list[tuple[ast.expr, ast.expr]]:
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        return list(zip(target.elts, value.elts, strict=True))
    return [(target, value)]


def _called(value: ast.expr) -> str:
    if isinstance(value, ast.Call):
        return value.func.attr if isinstance(value.func, ast.Attribute) else getattr(value.func, "id", "")
    return ast.unparse(value)


def _found(kind: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for path in sorted(ACTIONS.glob("*.py")):
        for how, value in _sets(ast.parse(path.read_text(encoding="utf-8"))):
            if how == kind:
                found.setdefault(path.name, set()).add(_called(value))
    return found


def test_states_when_an_action_sets_them_then_it_walks_the_tables():
    by_hand = {name: values - WALKERS for name, values in _found("MOVE").items() if values - WALKERS}
    assert by_hand == BY_HAND


def test_states_when_walked_then_many_actions_do_so():
    # The test above would prove nothing if it looked in the wrong place.
    walking = {name for name, values in _found("MOVE").items() if values & WALKERS}
    assert {"running.py", "readying.py", "terms.py", "preparing.py", "signing.py", "materials.py", "extending.py",
            "after.py", "publishing.py"} <= walking  # fmt: skip


def test_states_when_a_row_is_new_then_it_begins_at_the_beginning():
    begun = set().union(*_found("NEW").values())
    assert {state for state in begun if "State." in state} == FIRST


@pytest.mark.parametrize(("before", "then"), VOTE_PAIRS)
def test_vote_when_an_action_moves_it_then_the_table_leads_there(before, then):
    assert reach(before, then) is then
    assert f"VoteState.{then.name}" in BY_HAND["voting.py"] | BY_HAND["confirming.py"]


@pytest.mark.parametrize("power", list(CongressPower))
def test_item_when_it_ends_then_the_table_leads_there_from_the_sitting(power):
    for state in end_states(power):
        assert reach(ItemState.IN_SESSION, state) is state


def test_preparation_when_told_anew_then_every_stage_can_be_made_ready_and_taken_back():
    for state in PREPARING:
        ready = reach(state, states.MeetingState.READY)
        assert reach(ready, states.MeetingState.PROPOSED) is states.MeetingState.PROPOSED
