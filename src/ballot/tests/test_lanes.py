"""Arithmetic in vector registers at the largest limbs its bounds allow, against Python's integers (attack 15)."""

from itertools import accumulate
from typing import Any

import numpy as np
import pytest
from numba import njit, types

from ballot.fast.lane_points import WIDTH, lane_mixed, lane_plus
from ballot.fast.lanes import LANES, ROW, WORKSPACE, lane_mul, lane_squares
from ballot.group.reference import D, P

STARTS = (0, 26, 51, 77, 102, 128, 153, 179, 204, 230)
SIZES = (26, 25) * 5
Words = Any
Point = list[list[int]]
_PICKS = types.Array(types.int64, 1, "C")


def limbs(draw: np.random.Generator, most: list[int]) -> list[int]:
    """Draw limbs up to `most`, often exactly that or nothing."""
    return [(0, m, m - 1, int(draw.integers(0, m + 1)))[draw.integers(0, 4)] for m in most]


CARRIED = [2**size + 2**18 - 1 for size in SIZES]
LEFT = [2 ** (size + 3) - 1 for size in SIZES]
RIGHT = [int(2 ** (size + 1.7)) for size in SIZES]
ROUNDS = 60


def point(draw: np.random.Generator) -> Point:
    return [limbs(draw, CARRIED) for _ in range(4)]


def decoded(draw: np.random.Generator) -> list[int]:
    return [(0, P - 1, int.from_bytes(draw.bytes(32), "little") % P)[draw.integers(0, 3)] for _ in range(3)]


@pytest.fixture
def draw() -> np.random.Generator:
    return np.random.default_rng(20261121)


def value(held: list[int]) -> int:
    return sum(limb << start for limb, start in zip(held, STARTS, strict=True)) % P


def put(space: Words, row: int, lane: int, held: list[int]) -> None:
    space[row, lane::LANES] = held


def taken(space: Words, row: int, lane: int) -> list[int]:
    return [int(limb) for limb in space[row, lane::LANES]]


def carried(held: list[int]) -> bool:
    return all(limb < 2**size + 2**18 for limb, size in zip(held, SIZES, strict=True))


@pytest.fixture(scope="module")
def compiled() -> dict[str, Any]:
    """Each operation as a function of its own; its registers are numbered by hand."""

    @njit(types.void(WORKSPACE))
    def times(space: Words) -> None:
        lane_mul(space, 2, 0, 1)  # type: ignore[call-arg]

    @njit(types.void(WORKSPACE))
    def squares(space: Words) -> None:
        lane_squares(space, 1, 0, 1)  # type: ignore[call-arg]

    @njit(types.void(WORKSPACE, WORKSPACE, _PICKS))
    def mixed(space: Words, rows: Words, picks: Words) -> None:
        lane_mixed(space, 0, rows, picks)  # type: ignore[call-arg]

    @njit(types.void(WORKSPACE))
    def plus(space: Words) -> None:
        lane_plus(space, 0, space, 4)  # type: ignore[call-arg]

    return {"times": times, "squares": squares, "mixed": mixed, "plus": plus}


def test_attack_15_products_hold_at_the_largest_limbs(compiled: dict[str, Any], draw: np.random.Generator) -> None:
    space = np.zeros((3, ROW), dtype=np.uint64)
    for _ in range(ROUNDS):
        pairs = [(limbs(draw, LEFT), limbs(draw, RIGHT)) for _ in range(LANES)]
        for lane, (left, right) in enumerate(pairs):
            put(space, 0, lane, left)
            put(space, 1, lane, right)
        compiled["times"](space)
        for lane, (left, right) in enumerate(pairs):
            out = taken(space, 2, lane)
            assert value(out) == value(left) * value(right) % P
            assert carried(out)


def test_attack_15_squares_hold_at_the_largest_limbs(compiled: dict[str, Any], draw: np.random.Generator) -> None:
    space = np.zeros((2, ROW), dtype=np.uint64)
    for _ in range(ROUNDS):
        inputs = [limbs(draw, CARRIED) for _ in range(LANES)]
        for lane, held in enumerate(inputs):
            put(space, 0, lane, held)
        compiled["squares"](space)
        for lane, held in enumerate(inputs):
            out = taken(space, 1, lane)
            assert value(out) == value(held) ** 2 % P
            assert carried(out)


def completed(a: int, b: int, c: int, d: int) -> tuple[int, ...]:
    """Finish an addition on integers."""
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def test_attack_15_eight_additions_hold_at_the_largest_limbs(
    compiled: dict[str, Any], draw: np.random.Generator
) -> None:
    space = np.zeros((4, ROW), dtype=np.uint64)
    rows = np.zeros((LANES, WIDTH), dtype=np.uint64)
    picks = np.zeros(LANES, dtype=np.int64)
    for _ in range(ROUNDS):
        order = draw.permutation(LANES)
        cases = [(point(draw), decoded(draw), bool(draw.integers(0, 2))) for _ in range(LANES)]
        for lane, (p, row, minus) in enumerate(cases):
            picks[lane] = 2 * order[lane] + minus
            rows[order[lane], :15] = [part >> 51 * k & (2**51 - 1) for part in row for k in range(5)]
            for k, held in enumerate(p):
                put(space, k, lane, held)
        compiled["mixed"](space, rows, picks)
        for lane, (p, row, minus) in enumerate(cases):
            out = [taken(space, k, lane) for k in range(4)]
            x, y, z, t = map(value, p)
            plus, less, twice = row if not minus else (row[1], row[0], -row[2])
            assert tuple(map(value, out)) == completed((y - x) * less, (y + x) * plus, t * twice, 2 * z)
            assert all(map(carried, out))


def test_attack_15_sums_of_points_hold_at_the_largest_limbs(
    compiled: dict[str, Any], draw: np.random.Generator
) -> None:
    space = np.zeros((8, ROW), dtype=np.uint64)
    for _ in range(ROUNDS):
        pairs = [(point(draw), point(draw)) for _ in range(LANES)]
        for lane, pair in enumerate(pairs):
            for k, held in enumerate(pair[0] + pair[1]):
                put(space, k, lane, held)
        compiled["plus"](space)
        for lane, (p, q) in enumerate(pairs):
            (x, y, z, t), (x2, y2, z2, t2) = map(value, p), map(value, q)
            out = [taken(space, k, lane) for k in range(4)]
            right = completed((y - x) * (y2 - x2), (y + x) * (y2 + x2), 2 * D * t * t2, 2 * z * z2)
            assert tuple(map(value, out)) == right
            assert all(map(carried, out))


def test_limbs_start_where_their_sizes_say() -> None:
    assert tuple(accumulate(SIZES, initial=0))[:10] == STARTS
