"""Classes of raters: everybody in one, weights that make a whole, and exact weighted shares."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.raters import RaterClass, classes_fault, weighted

WORKERS = RaterClass(name="职工代表", weight=60, categories=("FRONT_LINE", "PROFESSIONAL"))
MANAGERS = RaterClass(name="中层管理人员", weight=40, categories=("MANAGER",))
DELEGATES = {"FRONT_LINE": 8, "MANAGER": 3}


def other(**changes):
    return replace(MANAGERS, **changes)


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        ((WORKERS, MANAGERS), None),
        ((WORKERS,), "测评人分类请写 2 至 6 类"),
        ((WORKERS, other(name="职工代表")), "各类名称互不相同，每个最多 20 个字"),
        ((WORKERS, other(weight=41)), "各类权重都是正整数，合计应为 100，现在合计 101"),
        (
            (WORKERS, MANAGERS, other(name="其他", weight=0, categories=("OTHER",))),
            "各类权重都是正整数，合计应为 100，现在合计 100",
        ),
        ((WORKERS, other(categories=("MANAGER", "FRONT_LINE"))), "同一种代表只能归入一类"),
        ((WORKERS, other(categories=("OTHER",))), "还有 3 名代表没有归入任何一类"),
    ],
)
def test_classes_when_they_do_not_part_everybody_then_said(classes, said):
    fault = classes_fault(classes, DELEGATES)
    assert (None if fault is None else str(fault)) == said


def test_class_when_nobody_is_in_it_then_said():
    third = RaterClass(name="其他", weight=10, categories=("OTHER",))
    assert str(classes_fault((WORKERS, other(weight=30), third), DELEGATES)) == "“其他”里没有代表"


def test_shares_when_weighted_then_exact_and_none_where_a_class_is_silent():
    found = weighted(((60, ((3, 0), (1, 2))), (40, ((1, 1), (0, 2)))))
    assert found == ((Fraction(4, 5), Fraction(1, 5)), (Fraction(1, 5), Fraction(4, 5)))
    assert weighted(((60, ((3, 0),)), (40, ((0, 0),)))) is None
    assert weighted(((60, ((3, 0),)), (30, ((1, 0),)))) is None


COUNTS = st.lists(st.integers(0, 50), min_size=4, max_size=4).filter(any)


@given(st.integers(1, 99), st.lists(st.tuples(COUNTS, COUNTS), min_size=1, max_size=5))
def test_shares_of_a_person_always_make_one_whole(weight, rows):
    found = weighted(((weight, [one for one, _two in rows]), (100 - weight, [two for _one, two in rows])))
    assert found is not None
    assert [sum(shares) for shares in found] == [1] * len(rows)
    for shares, (one, _two) in zip(found, rows, strict=True):
        assert shares[0] >= Fraction(weight * one[0], 100 * sum(one))
