"""Every value of a vocabulary has its word."""

import pytest

from gonghui.proposals import words
from gonghui.proposals.rules import kinds
from gonghui.proposals.rules.states import Event, State

PAIRS = [
    (State, words.STATES),
    (kinds.Category, words.CATEGORIES),
    (kinds.ReplyKind, words.KINDS),
    (kinds.Grade, words.GRADES),
    (kinds.Answer, words.ANSWERS),
    (kinds.Part, words.PARTS),
    (kinds.HandRole, words.ROLES),
    (kinds.CheckResult, words.CHECKS),
    (kinds.Light, words.LIGHTS),
]


@pytest.mark.parametrize(("kind", "said"), PAIRS)
def test_vocabulary_when_shown_then_each_value_has_its_word(kind, said) -> None:
    assert set(kind) == set(said)


def test_events_when_told_in_the_story_then_each_has_its_word() -> None:
    assert {event.value for event in Event} <= set(words.STEPS)
