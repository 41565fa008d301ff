"""How many open a box, and below how many ballots a sum tells who chose what."""

import pytest

from gonghui.congress.rules.sealing import (
    LEAST_OPENED,
    CeremonyStep,
    ceremony_step,
    may_be_opened,
    paper_warning,
    roll_fault,
    threshold_of,
    votes_of,
)


@pytest.mark.parametrize("trustees", [2, 3])
def test_threshold_when_two_or_three_hold_the_key_then_two_open(trustees):
    assert threshold_of(trustees) == 2


@pytest.mark.parametrize("trustees", [0, 1, 4])
def test_threshold_when_others_than_two_or_three_hold_the_key_then_it_is_refused(trustees):
    with pytest.raises(ValueError, match="trustees"):
        threshold_of(trustees)


def test_roll_when_too_few_vote_by_phone_then_the_sentence_says_how_many():
    assert roll_fault(LEAST_OPENED) is None
    assert f"只有 {LEAST_OPENED - 1} 人" in str(roll_fault(LEAST_OPENED - 1))


@pytest.mark.parametrize("paper", [0, LEAST_OPENED])
def test_paper_when_nobody_or_enough_take_it_then_nothing_is_said(paper):
    assert paper_warning(paper) is None


def test_paper_when_a_few_take_it_then_they_are_warned_of():
    assert "只有 3 人" in str(paper_warning(3))


def test_box_when_ten_ballots_lie_in_it_then_it_may_be_opened_and_not_before():
    assert [may_be_opened(n) for n in (0, LEAST_OPENED - 1, LEAST_OPENED)] == [False, False, True]


def test_totals_when_opened_then_they_are_for_against_abstained():
    assert votes_of([107, 40, 6]) == (107, 40, 6)
    with pytest.raises(ValueError, match="unpack"):
        votes_of([107, 40])


def test_ceremony_when_everybody_has_taken_each_step_then_it_waits_for_nothing():
    assert ceremony_step([set(CeremonyStep), set(CeremonyStep)]) is None
    first = next(iter(CeremonyStep))
    assert ceremony_step([set(CeremonyStep), set(CeremonyStep) - {first}]) is first
