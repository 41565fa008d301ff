# mypy: ignore-errors
# Python in form only: the types are numba's signatures, which it checks itself.
"""Sums and multi-scalar multiplication over ristretto255, compiled by numba. For public data only."""

from typing import Any

import numpy as np
from numba import njit, types

from ballot.fast.decode import EDWARDS_2D, INPUT, ONE, WORDS, ZERO, gather, same
from ballot.fast.field import FE, add, mul, sqr, sub
from ballot.fast.lane_points import lane_mixed, lane_plus
from ballot.fast.lanes import LANES, ROW

_POINT = types.UniTuple(FE, 4)
_INTS = types.Array(types.int64, 1, "C")
_DIGITS = types.Array(types.int16, 1, "C")
# Buckets of this size and above are held for equally full.
_SIZES = 1024


@njit(_POINT(_POINT, WORDS, types.int64, types.boolean), cache=True, inline="always")
def mixed(p: Any, points: Any, n: int, minus: bool) -> Any:
    """Add a decoded point, or subtract it (the branch is a choice of operands): seven products."""
    r = points[n]
    one, two = (5, 0) if minus else (0, 5)
    a = mul(sub(p[1], p[0]), (r[two], r[two + 1], r[two + 2], r[two + 3], r[two + 4]))
    b = mul(add(p[1], p[0]), (r[one], r[one + 1], r[one + 2], r[one + 3], r[one + 4]))
    c = mul(p[3], (r[10], r[11], r[12], r[13], r[14]))
    d = add(p[2], p[2])
    less, more = sub(d, c), add(d, c)
    f, g = (more, less) if minus else (less, more)
    e, h = sub(b, a), add(b, a)
    return mul(e, f), mul(g, h), mul(f, g), mul(e, h)


@njit(_POINT(_POINT, _POINT), cache=True)
def plus_point(p: Any, q: Any) -> Any:
    """Add two extended points."""
    a = mul(sub(p[1], p[0]), sub(q[1], q[0]))
    b = mul(add(p[1], p[0]), add(q[1], q[0]))
    c = mul(mul(p[3], EDWARDS_2D), q[3])
    d = mul(add(p[2], p[2]), q[2])
    e, f, g, h = sub(b, a), sub(d, c), add(d, c), add(b, a)
    return mul(e, f), mul(g, h), mul(f, g), mul(e, h)


@njit(_POINT(_POINT), cache=True)
def twice_point(p: Any) -> Any:
    """Double an extended point."""
    a, b, zz = sqr(p[0]), sqr(p[1]), sqr(p[2])
    h = add(a, b)
    e = sub(h, sqr(add(p[0], p[1])))
    g = sub(a, b)
    f = add(add(zz, zz), mul(g, ONE))
    return mul(e, f), mul(g, h), mul(f, g), mul(e, h)


@njit(_POINT(WORDS, types.int64), cache=True, inline="always")
def held(points: Any, n: int) -> Any:
    """Read an extended point."""
    r = points[n]
    return (
        (r[0], r[1], r[2], r[3], r[4]),
        (r[5], r[6], r[7], r[8], r[9]),
        (r[10], r[11], r[12], r[13], r[14]),
        (r[15], r[16], r[17], r[18], r[19]),
    )


@njit(types.void(WORDS, types.int64, _POINT), cache=True, inline="always")
def put(points: Any, n: int, p: Any) -> None:
    """Write an extended point."""
    r = points[n]
    for k in range(5):
        r[k] = p[0][k]
        r[5 + k] = p[1][k]
        r[10 + k] = p[2][k]
        r[15 + k] = p[3][k]


@njit(types.Array(types.int16, 2, "C")(INPUT, types.int64, types.int64), cache=True)
def digits(scalars: Any, count: int, window: int) -> Any:
    """Write scalars (32 bytes each, below 2^253) in signed digits of `window` bits, one row per digit."""
    windows = (252 + window) // window
    half = 1 << (window - 1)
    out = np.zeros((windows, count), dtype=np.int16)
    for n in range(count):
        carry = 0
        for w in range(windows):
            bit = window * w
            at, shift = 32 * n + bit // 8, bit % 8
            value = 0
            for k in range(3):
                if bit // 8 + k < 32:
                    value |= np.int64(scalars[at + k]) << 8 * k
            digit = (value >> shift & (2 * half - 1)) + carry
            carry = 1 if digit > half else 0
            out[w, n] = digit - 2 * half * carry
    return out


@njit(types.int64(types.int64), cache=True)
def window_for(count: int) -> int:
    """Choose the digits' width: fewer additions against fewer buckets to add up. Each divides the bits so that the top
    digit of a scalar below the group order needs no carry."""
    if count < 100:
        return 4
    if count < 600:
        return 6
    return 8 if count < 4000 else 11


@njit(types.void(_DIGITS, _INTS, types.int64, _INTS, _INTS, _INTS), cache=True)
def sort(signed: Any, order: Any, count: int, starts: Any, ranks: Any, picks: Any) -> None:
    """Sort the points of one window into buckets: picks[starts[d] : starts[d + 1]] are those of digit ±d, twice their
    number plus their sign; `ranks` are the digits above zero, those of the fullest buckets first."""
    digits = starts.shape[0] - 1
    starts[:] = 0
    for n in range(count):
        starts[abs(np.int64(signed[n])) + 1] += 1
    sizes = np.zeros(_SIZES + 1, dtype=np.int64)
    for d in range(1, digits):
        sizes[_SIZES - min(starts[d + 1], _SIZES - 1)] += 1
    for k in range(1, _SIZES + 1):
        sizes[k] += sizes[k - 1]
    for d in range(1, digits):
        rank = _SIZES - 1 - min(starts[d + 1], _SIZES - 1)
        ranks[sizes[rank]] = d
        sizes[rank] += 1
    for d in range(digits):
        starts[d + 1] += starts[d]
    place = starts.copy()
    for n in range(count):
        digit = np.int64(signed[n])
        d = abs(digit)
        picks[place[d]] = 2 * order[n] + (digit < 0)
        place[d] += 1


@njit(types.void(WORDS, _INTS, _INTS, _INTS, types.int64, WORDS, WORDS), cache=True)
def fill(points: Any, starts: Any, ranks: Any, picks: Any, window: int, buckets: Any, space: Any) -> None:
    """Add up eight buckets at a time and put the sums into the lane of a window."""
    count = starts.shape[0] - 2
    # The last row is the identity, for lanes that have nothing to add any more.
    nothing = 2 * (points.shape[0] - 1)
    now = np.empty(LANES, dtype=np.int64)
    for rank in range(0, count, LANES):
        lanes = min(LANES, count - rank)
        most = starts[ranks[rank] + 1] - starts[ranks[rank]]
        for lane in range(lanes):
            d = ranks[rank + lane]
            most = max(most, starts[d + 1] - starts[d])
        if most == 0:
            break
        space[0:4] = 0
        space[1:3, 0:LANES] = 1
        for step in range(most):
            for lane in range(LANES):
                now[lane] = nothing
                if lane < lanes:
                    at = starts[ranks[rank + lane]] + step
                    if at < starts[ranks[rank + lane] + 1]:
                        now[lane] = picks[at]
            lane_mixed(space, 0, points, now)
        for lane in range(lanes):
            d = ranks[rank + lane]
            for row in range(4):
                for limb in range(10):
                    buckets[4 * d + row, LANES * limb + window] = space[row, LANES * limb + lane]


@njit(_POINT(WORDS, types.int64), cache=True)
def lane(space: Any, n: int) -> Any:
    """Take the extended point out of a lane of registers 0 to 3."""
    return gather(space, 0, n), gather(space, 1, n), gather(space, 2, n), gather(space, 3, n)


@njit(WORDS(WORDS, _INTS, INPUT, types.int64), cache=True)
def multi(points: Any, order: Any, scalars: Any, long: int) -> Any:
    """Sum scalar·point by buckets (Pippenger), the buckets of eight windows side by side; after the first `long` of
    `order` scalars are below 2^128. The last of the points must be the identity."""
    width = window_for(order.shape[0])
    half = 1 << (width - 1)
    signed = digits(scalars, order.shape[0], width)
    buckets = np.empty((4 * (half + 1), ROW), dtype=np.uint64)
    space = np.empty((8, ROW), dtype=np.uint64)
    starts = np.empty(half + 2, dtype=np.int64)
    ranks = np.empty(half, dtype=np.int64)
    picks = np.empty(order.shape[0], dtype=np.int64)
    result = (ZERO, ONE, ONE, ZERO)
    short = 128 // width + 1
    windows = signed.shape[0]
    for first in range((windows - 1) // LANES * LANES, -1, -LANES):
        last = min(first + LANES, windows)
        buckets[:] = 0
        buckets[1::4, 0:LANES] = 1
        buckets[2::4, 0:LANES] = 1
        for w in range(first, last):
            sort(signed[w], order, order.shape[0] if w < short else long, starts, ranks, picks)
            fill(points, starts, ranks, picks, w - first, buckets, space)
        space[:] = 0
        space[1:3, 0:LANES] = 1
        space[5:7, 0:LANES] = 1
        for at in range(half, 0, -1):
            lane_plus(space, 4, buckets, 4 * at)
            lane_plus(space, 0, space, 4)
        for w in range(last - 1, first - 1, -1):
            for _ in range(width):
                result = twice_point(result)
            result = plus_point(result, lane(space, w - first))
    out = np.empty((1, 20), dtype=np.uint64)
    put(out, 0, result)
    return out


@njit(WORDS(WORDS, _INTS, types.int64), cache=True)
def columns(points: Any, starts: Any, width: int) -> Any:
    """Add up `width` neighbouring points over all `starts`: one extended point per column."""
    out = np.empty((width, 20), dtype=np.uint64)
    for k in range(width):
        p = (ZERO, ONE, ONE, ZERO)
        for n in range(starts.shape[0]):
            p = mixed(p, points, starts[n] + k, False)
        put(out, k, p)
    return out


@njit(types.boolean(WORDS), cache=True)
def is_identity(point: Any) -> Any:
    """Tell whether an extended point is the group's identity (any point of order 4)."""
    p = held(point, 0)
    return same(p[0], ZERO) or same(p[1], ZERO)
