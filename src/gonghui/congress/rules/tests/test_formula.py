"""Seats by headcount, in the figures of each pack."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.composition import seats_for
from gonghui.congress.rules.formula import Band, BandKind, Formula, Seats
from gonghui.congress.rules.parameters import COUNT_RULE
from gonghui.congress.rules.tests.examples import ALL_PACKS, CN, HN, JS, SH, TJ, ZJ


@pytest.mark.parametrize(
    ("staff", "floor"),
    [
        (1, 30),
        (99, 30),
        (100, 30),
        (199, 30),
        (200, 35),
        (250, 35),
        (1000, 75),
        (2846, 165),
        (2999, 170),
        (3000, 175),
        (3001, 175),
        (50_000, 175),
    ],
)
def test_shanghai_counts_five_seats_for_every_full_hundred(staff, floor):
    assert SH[COUNT_RULE].seats(staff) == Seats(floor=floor, cap=None)


@pytest.mark.parametrize(
    ("staff", "floor"),
    [(60, 30), (100, 40), (199, 40), (999, 96), (1000, 100), (1999, 100), (2000, 120), (4999, 160), (5000, 200)],
)
def test_zhejiang_counts_in_two_slopes(staff, floor):
    assert ZJ[COUNT_RULE].seats(staff) == Seats(floor=floor, cap=None)


@pytest.mark.parametrize(
    ("staff", "floor", "cap"),
    [
        (150, 30, None),
        (200, 30, None),
        (600, 75, None),
        (1000, 100, None),
        (5500, 358, None),
        (10_000, 300, 500),
        (40_000, 300, 500),
    ],
)
def test_henan_slides_between_its_percentages(staff, floor, cap):
    assert HN[COUNT_RULE].seats(staff) == Seats(floor=floor, cap=cap)


@pytest.mark.parametrize("pack", [CN, TJ, JS])
@pytest.mark.parametrize(("staff", "floor"), [(50, 30), (600, 30), (601, 31), (2846, 100), (1999, 100), (1980, 99)])
def test_the_national_floor_is_five_percent_between_thirty_and_a_hundred(pack, staff, floor):
    assert pack[COUNT_RULE].seats(staff).floor == floor


@given(st.sampled_from(ALL_PACKS), st.integers(1, 60_000))
def test_every_headcount_has_seats_and_never_more_than_the_staff_of_a_real_unit(pack, staff):
    seats = seats_for(pack, staff)
    assert seats.floor >= 30
    assert seats.cap is None or seats.cap >= seats.floor


@given(st.integers(1, 60_000), st.integers(0, 500))
def test_shanghai_never_asks_for_fewer_seats_of_more_staff(staff, more):
    assert SH[COUNT_RULE].seats(staff + more).floor >= SH[COUNT_RULE].seats(staff).floor


def test_seats_keep_floor_and_cap():
    assert [Seats(floor=3, cap=5).allows(count) for count in (2, 3, 5, 6)] == [False, True, True, False]
    assert Seats(floor=7, cap=None).allows(70)


def test_a_percentage_may_have_neither_least_nor_most():
    band = Band(start=0, end=None, kind=BandKind.PERCENT, rate=Fraction(1, 3))
    assert [band.floor(count) for count in (0, 1, 3, 4)] == [0, 1, 1, 2]


def _fixed(start: int, end: int | None, kind: BandKind = BandKind.FIXED) -> Band:
    return Band(start=start, end=end, kind=kind, base=30)


@pytest.mark.parametrize(
    ("bands", "reason"),
    [
        ((), "follow one another"),
        ((_fixed(1, 100),), "follow one another"),
        ((_fixed(1, 100), _fixed(101, None)), "follow one another"),
        ((_fixed(1, 100), _fixed(99, None)), "follow one another"),
        ((_fixed(5, 5), _fixed(5, None)), "at least one"),
        ((_fixed(1, None, BandKind.SLIDING),), "needs an end"),
    ],
)
def test_bands_with_a_hole_are_refused(bands, reason):
    with pytest.raises(ValueError, match=reason):
        Formula(bands=bands)


def test_a_headcount_below_the_first_band_is_refused():
    with pytest.raises(ValueError, match="no band"):
        SH[COUNT_RULE].seats(0)
