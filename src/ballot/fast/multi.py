# mypy: ignore-errors
# Python in form only: the types are numba's signatures, which it checks itself.
"""Sums and multi-scalar multiplication over ristretto255, compiled by numba. For public data only."""

from typing import Any

import numpy as np
from numba import njit, types

from ballot.fast.decode import EDWARDS_2D, INPUT, ONE, WORDS, ZERO, same
from ballot.fast.field import FE, add, mul, sqr, sub

_POINT = types.UniTuple(FE, 4)


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
def held(buckets: Any, n: int) -> Any:
    """Read an extended point."""
    r = buckets[n]
    return (
        (r[0], r[1], r[2], r[3], r[4]),
        (r[5], r[6], r[7], r[8], r[9]),
        (r[10], r[11], r[12], r[13], r[14]),
        (r[15], r[16], r[17], r[18], r[19]),
    )


@njit(types.void(WORDS, types.int64, _POINT), cache=True, inline="always")
def put(buckets: Any, n: int, p: Any) -> None:
    """Write an extended point."""
    r = buckets[n]
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


@njit(WORDS(WORDS, types.Array(types.int64, 1, "C"), INPUT, types.int64), cache=True)
def multi(points: Any, order: Any, scalars: Any, long: int) -> Any:
    """Sum scalar·point by buckets (Pippenger); after the first `long` of `order` scalars are below 2^128."""
    identity = (ZERO, ONE, ONE, ZERO)
    window = window_for(order.shape[0])
    half = 1 << (window - 1)
    signed = digits(scalars, order.shape[0], window)
    buckets = np.empty((half + 1, 20), dtype=np.uint64)
    used = np.zeros(half + 1, dtype=np.uint8)
    result = identity
    short = 128 // window + 1
    for w in range(signed.shape[0] - 1, -1, -1):
        for _ in range(window):
            result = twice_point(result)
        used[:] = 0
        buckets[:] = 0
        buckets[:, 5] = 1
        buckets[:, 10] = 1
        for n in range(order.shape[0] if w < short else long):
            digit = np.int64(signed[w, n])
            if digit == 0:
                continue
            at = abs(digit)
            used[at] = 1
            put(buckets, at, mixed(held(buckets, at), points, order[n], digit < 0))
        running, total = identity, identity
        for at in range(half, 0, -1):
            if used[at]:
                running = plus_point(running, held(buckets, at))
            total = plus_point(total, running)
        result = plus_point(result, total)
    out = np.empty((1, 20), dtype=np.uint64)
    put(out, 0, result)
    return out


@njit(WORDS(WORDS, types.Array(types.int64, 1, "C"), types.int64), cache=True)
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
