# mypy: ignore-errors
# Python in form only: the types are numba's signatures, which it checks itself.
"""Decoding, sums and multi-scalar multiplication over ristretto255, compiled by numba. For public data only."""

from typing import Any

import numpy as np
from numba import njit, types

from ballot.fast.field import FE, MASK, add, mul, sqr, sub
from ballot.fast.lanes import LANES, ROW, WORKSPACE, lane_mul, lane_squares
from ballot.group.reference import SQRT_M1, D, P

U64 = np.uint64
M51 = U64(MASK)
S51 = U64(51)
M26 = U64((1 << 26) - 1)
S26 = U64(26)


def _fe(value: int) -> tuple[Any, ...]:
    return tuple(U64(value >> 51 * i & MASK) for i in range(5))


ZERO, ONE = _fe(0), _fe(1)
EDWARDS_D, EDWARDS_2D, ROOT_M1 = _fe(D), _fe(2 * D % P), _fe(SQRT_M1)
MINUS_D = _fe(P - D)
_POINT = types.UniTuple(FE, 4)
_WORDS = types.Array(types.uint64, 2, "C")
_BYTES = types.Array(types.uint8, 1, "C")
_INPUT = types.Array(types.uint8, 1, "C", readonly=True)


@njit(FE(FE), cache=True)
def canonical(a: Any) -> Any:
    """Reduce fully: limbs of 51 bits, value below p."""
    a0, a1, a2, a3, a4 = a
    for _ in range(2):
        a1 += a0 >> S51
        a0 &= M51
        a2 += a1 >> S51
        a1 &= M51
        a3 += a2 >> S51
        a2 &= M51
        a4 += a3 >> S51
        a3 &= M51
        a0 += U64(19) * (a4 >> S51)
        a4 &= M51
    # The value is below 2^255 + 19; q is 1 when it is p or more.
    q = (a0 + U64(19)) >> S51
    q = (a1 + q) >> S51
    q = (a2 + q) >> S51
    q = (a3 + q) >> S51
    q = (a4 + q) >> S51
    a0 += U64(19) * q
    a1 += a0 >> S51
    a0 &= M51
    a2 += a1 >> S51
    a1 &= M51
    a3 += a2 >> S51
    a2 &= M51
    a4 += a3 >> S51
    a3 &= M51
    a4 &= M51
    return a0, a1, a2, a3, a4


@njit(types.boolean(FE, FE), cache=True)
def same(a: Any, b: Any) -> Any:
    """Compare modulo p."""
    x, y = canonical(a), canonical(b)
    return x[0] == y[0] and x[1] == y[1] and x[2] == y[2] and x[3] == y[3] and x[4] == y[4]


@njit(types.boolean(FE), cache=True)
def negative(a: Any) -> Any:
    """Tell the low bit of the canonical value."""
    return canonical(a)[0] & U64(1) == U64(1)


@njit(types.void(WORKSPACE, types.int64, types.int64, FE), cache=True)
def spread(space: Any, at: int, lane: int, value: Any) -> None:
    """Put an element (reduced first) into a lane of a register."""
    a = canonical(value)
    for i in range(5):
        space[at, 2 * i * LANES + lane] = a[i] & M26
        space[at, (2 * i + 1) * LANES + lane] = a[i] >> S26


@njit(FE(WORKSPACE, types.int64, types.int64), cache=True)
def gather(space: Any, at: int, lane: int) -> Any:
    """Take an element out of a lane of a register."""
    r = space[at]
    return (
        r[lane] + (r[LANES + lane] << S26),
        r[2 * LANES + lane] + (r[3 * LANES + lane] << S26),
        r[4 * LANES + lane] + (r[5 * LANES + lane] << S26),
        r[6 * LANES + lane] + (r[7 * LANES + lane] << S26),
        r[8 * LANES + lane] + (r[9 * LANES + lane] << S26),
    )


@njit(types.void(WORKSPACE), cache=True)
def roots(s: Any) -> None:
    """Of register 0 compute r = w³·(w⁷)^((p−5)/8) into register 1 and w·r² into register 2, eight lanes at once."""
    lane_squares(s, 1, 0, 1)
    lane_mul(s, 1, 1, 0)  # w³
    lane_squares(s, 2, 1, 1)
    lane_mul(s, 2, 2, 0)  # w⁷, to be raised to 2^252 − 3
    lane_squares(s, 3, 2, 1)
    lane_squares(s, 4, 3, 2)
    lane_mul(s, 4, 2, 4)
    lane_mul(s, 3, 3, 4)
    lane_squares(s, 3, 3, 1)
    lane_mul(s, 3, 4, 3)  # 2^5 − 1
    lane_squares(s, 4, 3, 5)
    lane_mul(s, 3, 4, 3)  # 2^10 − 1
    lane_squares(s, 4, 3, 10)
    lane_mul(s, 4, 4, 3)  # 2^20 − 1
    lane_squares(s, 5, 4, 20)
    lane_mul(s, 5, 5, 4)  # 2^40 − 1
    lane_squares(s, 5, 5, 10)
    lane_mul(s, 3, 5, 3)  # 2^50 − 1
    lane_squares(s, 4, 3, 50)
    lane_mul(s, 4, 4, 3)  # 2^100 − 1
    lane_squares(s, 5, 4, 100)
    lane_mul(s, 5, 5, 4)  # 2^200 − 1
    lane_squares(s, 5, 5, 50)
    lane_mul(s, 3, 5, 3)  # 2^250 − 1
    lane_squares(s, 3, 3, 2)
    lane_mul(s, 3, 3, 2)  # 2^252 − 3
    lane_mul(s, 1, 1, 3)
    lane_squares(s, 2, 1, 1)
    lane_mul(s, 2, 2, 0)


@njit(types.Tuple((types.boolean, FE))(_INPUT, types.int64), cache=True)
def load(data: Any, at: int) -> Any:
    """Read 32 bytes: (below p, limbs)."""
    w0, w1, w2, w3 = U64(0), U64(0), U64(0), U64(0)
    for i in range(8):
        shift = U64(8 * i)
        w0 |= U64(data[at + i]) << shift
        w1 |= U64(data[at + 8 + i]) << shift
        w2 |= U64(data[at + 16 + i]) << shift
        w3 |= U64(data[at + 24 + i]) << shift
    limbs = (
        w0 & M51,
        (w0 >> S51 | w1 << U64(13)) & M51,
        (w1 >> U64(38) | w2 << U64(26)) & M51,
        (w2 >> U64(25) | w3 << U64(39)) & M51,
        (w3 >> U64(12)) & M51,
    )
    c = canonical(limbs)
    whole = c[0] == limbs[0] and c[1] == limbs[1] and c[2] == limbs[2] and c[3] == limbs[3] and c[4] == limbs[4]
    return whole and w3 >> U64(63) == U64(0), limbs


@njit(types.void(_BYTES, types.int64, FE), cache=True)
def store(data: Any, at: int, value: Any) -> None:
    """Write 32 bytes."""
    a = canonical(value)
    words = (
        a[0] | a[1] << S51,
        a[1] >> U64(13) | a[2] << U64(38),
        a[2] >> U64(26) | a[3] << U64(25),
        a[3] >> U64(39) | a[4] << U64(12),
    )
    for k in range(4):
        for i in range(8):
            data[at + 8 * k + i] = np.uint8(words[k] >> U64(8 * i) & U64(255))


@njit(types.Tuple((types.boolean, FE, FE, FE, FE, FE))(_INPUT, types.int64), cache=True)
def start(data: Any, n: int) -> Any:
    """Read point n: (canonical, s, u1, u2, v, v·u2²)."""
    whole, s = load(data, 32 * n)
    ss = sqr(s)
    u1 = sub(ONE, ss)
    u2 = add(ONE, ss)
    u2_sq = sqr(u2)
    v = sub(mul(MINUS_D, sqr(u1)), u2_sq)
    return whole and s[0] & U64(1) == U64(0), s, u1, u2, v, mul(v, u2_sq)


@njit(types.boolean(_INPUT, types.int64, FE, _WORDS), cache=True)
def finish(data: Any, n: int, root: Any, out: Any) -> bool:
    """Complete point n with its inverse root; false when it is none."""
    whole, s, u1, u2, v, _ = start(data, n)
    den_x = mul(root, u2)
    den_y = mul(mul(root, den_x), v)
    x = mul(add(s, s), den_x)
    if negative(x):
        x = mul(sub(ZERO, x), ONE)
    y = mul(u1, den_y)
    t = mul(x, y)
    if not whole or negative(t) or same(y, ZERO):
        return False
    plus, minus, twice = canonical(add(y, x)), canonical(sub(y, x)), mul(t, EDWARDS_2D)
    for i in range(5):
        out[n, i] = plus[i]
        out[n, 5 + i] = minus[i]
        out[n, 10 + i] = twice[i]
    return True


@njit(types.int64(_INPUT, _BYTES, types.boolean, _WORDS), cache=True)
def decode(data: Any, hints: Any, hinted: bool, out: Any) -> int:
    """Decode points into rows (y+x, y−x, 2dxy); give the number of the first bad one, or −1.

    With `hinted` the inverse roots are read from `hints` and checked, a wrong one is computed; else all are computed
    and written there. Source: RFC 9496 section 4.3.1.
    """
    space = np.zeros((6, ROW), dtype=np.uint64)
    count = out.shape[0]
    for block in range(0, count, LANES):
        known = hinted
        end = min(block + LANES, count)
        for n in range(block, end):
            w = start(data, n)[5]
            spread(space, 0, n - block, w)
            if known:
                known = same(mul(w, sqr(load(hints, 32 * n)[1])), ONE)
        if not known:
            roots(space)
        for n in range(block, end):
            root = load(hints, 32 * n)[1]
            if not known:
                root, check = gather(space, 1, n - block), gather(space, 2, n - block)
                if same(check, sub(ZERO, ONE)):
                    root = mul(root, ROOT_M1)
                elif not same(check, ONE):
                    return n
                store(hints, 32 * n, root)
            if not finish(data, n, root, out):
                return n
    return -1


@njit(_POINT(_POINT, _WORDS, types.int64, types.boolean), cache=True, inline="always")
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


@njit(_POINT(_WORDS, types.int64), cache=True, inline="always")
def held(buckets: Any, n: int) -> Any:
    """Read an extended point."""
    r = buckets[n]
    return (
        (r[0], r[1], r[2], r[3], r[4]),
        (r[5], r[6], r[7], r[8], r[9]),
        (r[10], r[11], r[12], r[13], r[14]),
        (r[15], r[16], r[17], r[18], r[19]),
    )


@njit(types.void(_WORDS, types.int64, _POINT), cache=True, inline="always")
def put(buckets: Any, n: int, p: Any) -> None:
    """Write an extended point."""
    r = buckets[n]
    for k in range(5):
        r[k] = p[0][k]
        r[5 + k] = p[1][k]
        r[10 + k] = p[2][k]
        r[15 + k] = p[3][k]


@njit(types.Array(types.int16, 2, "C")(_INPUT, types.int64, types.int64), cache=True)
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


@njit(_WORDS(_WORDS, types.Array(types.int64, 1, "C"), _INPUT, types.int64), cache=True)
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


@njit(_WORDS(_WORDS, types.Array(types.int64, 1, "C"), types.int64), cache=True)
def columns(points: Any, starts: Any, width: int) -> Any:
    """Add up `width` neighbouring points over all `starts`: one extended point per column."""
    out = np.empty((width, 20), dtype=np.uint64)
    for k in range(width):
        p = (ZERO, ONE, ONE, ZERO)
        for n in range(starts.shape[0]):
            p = mixed(p, points, starts[n] + k, False)
        put(out, k, p)
    return out


@njit(types.boolean(_WORDS), cache=True)
def is_identity(point: Any) -> Any:
    """Tell whether an extended point is the group's identity (any point of order 4)."""
    p = held(point, 0)
    return same(p[0], ZERO) or same(p[1], ZERO)
