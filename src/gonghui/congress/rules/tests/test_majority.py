"""Majorities and shares: integers only, every base named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.majority import Bound, Counted, Majority, MajorityBase, Op

HALF = Majority(num=1, den=2, op=Op.GT, base=MajorityBase.ALL_DELEGATES)
AT_LEAST_HALF = Majority(num=1, den=2, op=Op.GTE, base=MajorityBase.ALL_DELEGATES)
TWO_THIRDS = Majority(num=2, den=3, op=Op.GTE, base=MajorityBase.ALL_DELEGATES)


@st.composite
def majorities(draw: st.DrawFn) -> Majority:
    den = draw(st.integers(1, 60))
    op = draw(st.sampled_from([Op.GT, Op.GTE]))
    top = den - 1 if op is Op.GT else den
    if top == 0:
        den, top = 2, 1
    return Majority(num=draw(st.integers(1, top)), den=den, op=op, base=draw(st.sampled_from(list(MajorityBase))))


@given(majorities(), st.integers(1, 5000))
def test_needed_is_the_least_integer_that_meets(majority, count):
    needed = majority.needed(count)
    assert majority.is_met(needed, count)
    assert not majority.is_met(needed - 1, count)
    # Stated again from the definition, without `needed`:
    compares = {Op.GT: lambda yes: yes * majority.den > majority.num * count}
    meets = compares.get(majority.op, lambda yes: yes * majority.den >= majority.num * count)
    assert meets(needed)
    assert not meets(needed - 1)


@given(majorities(), st.integers(1, 5000), st.integers(0, 5000), st.integers(0, 200))
def test_more_votes_never_undo_a_majority(majority, count, yes, more):
    assert not majority.is_met(yes, count) or majority.is_met(yes + more, count)


@given(majorities(), st.integers(1, 5000), st.integers(0, 200))
def test_a_larger_base_never_needs_less(majority, count, more):
    assert majority.needed(count + more) >= majority.needed(count)


@given(st.integers(1, 5000))
def test_more_than_half_and_at_least_half_part_only_at_exactly_half(count):
    for yes in range(max(0, count // 2 - 1), count // 2 + 2):
        differ = HALF.is_met(yes, count) != AT_LEAST_HALF.is_met(yes, count)
        assert differ == AT_LEAST_HALF.is_exact(yes, count)


@given(majorities(), st.integers(1, 5000))
def test_a_majority_can_always_be_met_by_everybody(majority, count):
    assert majority.needed(count) <= count


@pytest.mark.parametrize(("count", "needed"), [(213, 107), (212, 107), (1, 1), (2, 2), (3, 2)])
def test_more_than_half_of_all_delegates(count, needed):
    assert HALF.needed(count) == needed


@pytest.mark.parametrize(("count", "needed"), [(213, 107), (212, 106), (1, 1), (2, 1)])
def test_at_least_half_of_all_delegates(count, needed):
    assert AT_LEAST_HALF.needed(count) == needed


@pytest.mark.parametrize(("count", "needed"), [(213, 142), (3, 2), (4, 3), (1, 1), (214, 143)])
def test_two_thirds_of_all_delegates(count, needed):
    assert TWO_THIRDS.needed(count) == needed


@pytest.mark.parametrize("count", [0, -1])
def test_a_majority_of_nobody_is_refused(count):
    with pytest.raises(ValueError, match="nobody"):
        HALF.needed(count)


@pytest.mark.parametrize(
    "fields",
    [
        {"num": 0, "den": 2, "op": Op.GTE},
        {"num": 3, "den": 2, "op": Op.GTE},
        {"num": 1, "den": 1, "op": Op.GT},
        {"num": 1, "den": 2, "op": Op.LTE},
        {"num": 1, "den": 2, "op": Op.GTE, "legal_op": Op.GT},
    ],
)
def test_a_majority_that_makes_no_sense_is_refused(fields):
    with pytest.raises(ValueError, match="majority"):
        Majority(base=MajorityBase.PRESENT, **fields)


def test_the_wording_of_the_law_may_be_milder():
    safe = Majority(num=1, den=2, op=Op.GT, base=MajorityBase.ALL_DELEGATES, legal_op=Op.GTE)
    assert safe.needed(212) == 107
    assert safe.legal.needed(212) == 106
    assert HALF.legal == HALF


@pytest.mark.parametrize(
    ("majority", "count", "counted", "words"),
    [
        (HALF, 213, Counted.VOTES, "须全体代表 213 人过半数，即 107 票"),
        (AT_LEAST_HALF, 212, Counted.VOTES, "须全体代表 212 人半数以上，即 106 票"),
        (TWO_THIRDS, 213, Counted.PEOPLE, "须全体代表 213 人三分之二以上，即 142 人"),
        (
            Majority(num=1, den=2, op=Op.GTE, base=MajorityBase.UNIT_EMPLOYEES),
            64,
            Counted.VOTES,
            "须选区全体职工 64 人半数以上，即 32 票",
        ),
        (
            Majority(num=1, den=2, op=Op.GT, base=MajorityBase.PRESENT),
            187,
            Counted.VOTES,
            "须到会代表 187 人过半数，即 94 票",
        ),
        (
            Majority(num=2, den=3, op=Op.GT, base=MajorityBase.ALL_EMPLOYEES),
            90,
            Counted.VOTES,
            "须全体职工 90 人超过三分之二，即 61 票",
        ),
        (
            Majority(num=5, den=7, op=Op.GTE, base=MajorityBase.ALL_DELEGATES),
            70,
            Counted.VOTES,
            "须全体代表 70 人七分之五以上，即 50 票",
        ),
        (
            Majority(num=1, den=1, op=Op.GTE, base=MajorityBase.PRESENT),
            5,
            Counted.VOTES,
            "须到会代表 5 人一致，即 5 票",
        ),
    ],
)
def test_a_majority_is_said_in_words_and_integers(majority, count, counted, words):
    assert str(majority.sentence(count, counted)) == words


@pytest.mark.parametrize(
    ("op", "met", "words"),
    [
        (Op.GTE, {20, 21}, "不低于 20%"),
        (Op.GT, {21}, "高于 20%"),
        (Op.LTE, {19, 20}, "不超过 20%"),
        (Op.LT, {19}, "低于 20%"),
    ],
)
def test_a_bound_compares_a_share(op, met, words):
    bound = Bound(num=1, den=5, op=op)
    assert {part for part in (19, 20, 21) if bound.is_met(part, 100)} == met
    assert str(bound.words()) == words
    assert bound.is_met(0, 0)


def test_a_bound_that_is_no_whole_percentage_is_said_as_a_fraction():
    assert str(Bound(num=1, den=3, op=Op.LTE).words()) == "不超过 1/3"


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 3000))
def test_least_and_most_are_the_edges_of_a_bound(num, den, whole):
    for op in (Op.GT, Op.GTE):
        floor = Bound(num=num, den=den, op=op)
        least = floor.least(whole)
        if whole:
            assert floor.is_met(least, whole)
            assert not floor.is_met(least - 1, whole)
    for op in (Op.LT, Op.LTE):
        ceiling = Bound(num=num, den=den, op=op)
        most = ceiling.most(whole)
        if whole:
            assert ceiling.is_met(most, whole)
            assert not ceiling.is_met(most + 1, whole)


def test_a_bound_has_one_edge_only():
    with pytest.raises(ValueError, match="ceiling"):
        Bound(num=1, den=5, op=Op.LTE).least(100)
    with pytest.raises(ValueError, match="floor"):
        Bound(num=1, den=5, op=Op.GTE).most(100)


@pytest.mark.parametrize(("num", "den"), [(-1, 5), (1, 0)])
def test_a_bound_that_is_no_fraction_is_refused(num, den):
    with pytest.raises(ValueError, match="fraction"):
        Bound(num=num, den=den, op=Op.GTE)
