# mypy: ignore-errors
# Python in form only: the types are numba's signatures, which it checks itself.
"""Decoding of ristretto255 points, eight square roots at a time, compiled by numba. For public data only."""

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
EDWARDS_2D, ROOT_M1 = _fe(2 * D % P), _fe(SQRT_M1)
MINUS_D = _fe(P - D)
WORDS = types.Array(types.uint64, 2, "C")
BYTES = types.Array(types.uint8, 1, "C")
INPUT = types.Array(types.uint8, 1, "C", readonly=True)


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


@njit(types.Tuple((types.boolean, FE))(INPUT, types.int64), cache=True)
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


@njit(types.void(BYTES, types.int64, FE), cache=True)
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


@njit(types.Tuple((types.boolean, FE, FE, FE, FE, FE))(INPUT, types.int64), cache=True)
def start(data: Any, n: int) -> Any:
    """Read point n: (canonical, s, u1, u2, v, v·u2²)."""
    whole, s = load(data, 32 * n)
    ss = sqr(s)
    u1 = sub(ONE, ss)
    u2 = add(ONE, ss)
    u2_sq = sqr(u2)
    v = sub(mul(MINUS_D, sqr(u1)), u2_sq)
    return whole and s[0] & U64(1) == U64(0), s, u1, u2, v, mul(v, u2_sq)


@njit(types.boolean(INPUT, types.int64, FE, WORDS), cache=True)
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


@njit(types.int64(INPUT, BYTES, types.boolean, WORDS), cache=True)
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
