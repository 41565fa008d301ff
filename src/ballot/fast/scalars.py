# mypy: ignore-errors
# Python in form only: the types are numba's signatures, which it checks itself.
"""Scalars modulo the group order on limbs of 32 bits in 64: the weighing of equations, compiled by numba."""

from typing import Any

import numpy as np
from numba import njit, types

from ballot.group.scalars import ORDER

U64 = np.uint64
M32 = U64(0xFFFFFFFF)
S32 = U64(32)
# The order is 2^252 + DELTA; sums are held in SUM limbs, a hash in 16.
DELTA = np.array([(ORDER - 2**252) >> 32 * i & 0xFFFFFFFF for i in range(4)], dtype=np.uint64)
LIMBS = np.array([ORDER >> 32 * i & 0xFFFFFFFF for i in range(8)], dtype=np.uint64)
SUM = 16
_INPUT = types.Array(types.uint8, 1, "C", readonly=True)
_BYTES = types.Array(types.uint8, 1, "C")
_LIMBS = types.Array(types.uint64, 1, "C")
_SPACE = types.Array(types.uint64, 2, "C")
_FIXED = types.Array(types.uint64, 1, "C", readonly=True)
_INTS = types.Array(types.int64, 1, "C")


@njit(types.void(_INPUT, types.int64, types.int64, _LIMBS), cache=True)
def read(data: Any, at: int, count: int, out: Any) -> None:
    """Read `count` limbs, little-endian."""
    for i in range(count):
        k = at + 4 * i
        out[i] = U64(data[k]) | U64(data[k + 1]) << U64(8) | U64(data[k + 2]) << U64(16) | U64(data[k + 3]) << U64(24)


@njit(types.boolean(_LIMBS), cache=True)
def below_order(a: Any) -> Any:
    """Tell whether eight limbs hold less than the order."""
    for i in range(7, -1, -1):
        if a[i] != LIMBS[i]:
            return a[i] < LIMBS[i]
    return False


@njit(types.void(_LIMBS, _LIMBS, types.int64, _FIXED, types.int64), cache=True)
def add_product(total: Any, a: Any, m: int, b: Any, n: int) -> None:
    """Add a·b to a sum without carrying: each step adds less than 2^33 to a limb."""
    for i in range(m):
        for j in range(n):
            p = a[i] * b[j]
            total[i + j] += p & M32
            total[i + j + 1] += p >> S32


@njit(types.void(_LIMBS, types.int64), cache=True)
def carry(a: Any, count: int) -> None:
    """Bring limbs below 2^32; nothing may be left above the last."""
    for i in range(count - 1):
        a[i + 1] += a[i] >> S32
        a[i] &= M32


@njit(types.void(_LIMBS, types.int64, _LIMBS, _LIMBS, _LIMBS), cache=True)
def fold(x: Any, count: int, high: Any, low: Any, out: Any) -> None:
    """Cut x (carried, `count` limbs) at bit 252: `low` is the part below, `out` is DELTA times the part above."""
    for i in range(7, count):
        above = x[i + 1] if i + 1 < count else U64(0)
        high[i - 7] = (x[i] >> U64(28) | above << U64(4)) & M32
    for i in range(8):
        low[i] = x[i]
    low[7] &= U64(0x0FFFFFFF)
    out[:] = 0
    add_product(out, high, count - 7, DELTA, 4)
    carry(out, out.shape[0])


@njit(types.int64(_LIMBS, _FIXED), cache=True)
def subtract(a: Any, b: Any) -> int:
    """Take eight limbs from eight; give −1 when it went below zero, else 0."""
    borrow = np.int64(0)
    for i in range(8):
        value = np.int64(a[i]) - np.int64(b[i]) + borrow
        a[i] = U64(value & np.int64(0xFFFFFFFF))
        borrow = value >> 32
    return borrow


@njit(types.void(_LIMBS, _SPACE, _LIMBS), cache=True)
def reduce(x: Any, space: Any, out: Any) -> None:
    """Reduce a sum (not carried, below 2^512) modulo the order into eight limbs.

    With 2^252 ≡ −DELTA: x ≡ low₀ − low₁ + low₂ − rest, each part below 2^252, and twice the order is added first.
    """
    work, part, high, low0, low1, low2 = space[0], space[1], space[2], space[3], space[4], space[5]
    carry(x, SUM)
    fold(x, SUM, high, low0, work)
    fold(work, 13, high, low1, part)
    fold(part, 9, high, low2, work)
    borrow = np.int64(0)
    for i in range(8):
        value = np.int64(low0[i]) + np.int64(low2[i]) + 2 * np.int64(LIMBS[i]) - np.int64(low1[i])
        value += borrow - np.int64(work[i])
        out[i] = U64(value & np.int64(0xFFFFFFFF))
        borrow = value >> 32
    for _ in range(4):
        if not below_order(out):
            subtract(out, LIMBS)


@njit(types.void(_LIMBS, _LIMBS), cache=True)
def subtract_modulo(a: Any, b: Any) -> None:
    """Subtract modulo the order, both below it."""
    if subtract(a, b) < 0:
        extra = np.int64(0)
        for i in range(8):
            value = np.int64(a[i]) + np.int64(LIMBS[i]) + extra
            a[i] = U64(value & np.int64(0xFFFFFFFF))
            extra = value >> 32


@njit(types.void(_LIMBS, _SPACE, _BYTES, types.int64), cache=True)
def write(x: Any, space: Any, out: Any, at: int) -> None:
    """Reduce a sum and write it as 32 bytes."""
    value = space[6]
    reduce(x, space, value)
    for i in range(8):
        for k in range(4):
            out[at + 4 * i + k] = np.uint8(value[i] >> U64(8 * k) & U64(255))


@njit(types.int64(_INTS, _INTS, _INTS, types.int64, _INPUT, _INPUT, _INPUT, _INPUT, _BYTES, _BYTES, _BYTES), cache=True)
def weigh(
    shape: Any,
    starts: Any,
    cells: Any,
    wide: int,
    challenges: Any,
    proofs: Any,
    responses: Any,
    weights: Any,
    long: Any,
    base: Any,
    key: Any,
) -> int:
    """Do what `ballot.verify.weigh.weigh` does, and give the number of the first ballot with a bad scalar, or −1.

    `shape` holds low and count of every row, `cells[starts[r]:starts[r + 1]]` are the cells of row r.
    """
    rows = starts.shape[0] - 1
    space = np.zeros((14, SUM + 8), dtype=np.uint64)
    z, c, w, u, rest, hashed, product = space[7], space[8], space[9], space[10], space[11], space[12], space[13]
    sums = np.zeros((wide + 2, SUM + 8), dtype=np.uint64)
    at = k = h = 0
    for n in range(responses.shape[0] // 32):
        sums[:] = 0
        for r in range(rows):
            low, count = shape[2 * r], shape[2 * r + 1]
            read(challenges, h, 16, hashed)
            h += 64
            reduce(hashed, space, rest)
            start = at + 64 * count
            for i in range(count):
                read(proofs, start + 32 * (count - 1 + i), 8, z)
                good = below_order(z)
                if i < count - 1:
                    read(proofs, start + 32 * i, 8, c)
                    good = good and below_order(c)
                    subtract_modulo(rest, c)
                else:
                    c[:8] = rest[:8]
                if not good:
                    return n
                read(weights, k, 4, w)
                read(weights, k + 16, 4, u)
                k += 32
                add_product(sums[wide], w, 4, z, 8)
                add_product(sums[wide + 1], u, 4, z, 8)
                for side in range(2):
                    product[:] = 0
                    add_product(product, u if side else w, 4, c, 8)
                    for j in cells[starts[r] : starts[r + 1]]:
                        for limb in range(13):
                            sums[2 * j + side, limb] += product[limb]
                value = U64(low + i)
                carry(product, 13)
                for limb in range(13):
                    # The product of u and c, limbs of 32 bits, times the value of the branch (ten bits).
                    sums[wide, limb] += product[limb] * value
            at = start + 32 * (2 * count - 1)
        read(challenges, h, 16, hashed)
        h += 64
        reduce(hashed, space, c)
        read(weights, k, 4, w)
        k += 16
        add_product(sums[wide - 1], w, 4, c, 8)
        read(responses, 32 * n, 8, z)
        if not below_order(z):
            return n
        add_product(sums[wide], w, 4, z, 8)
        for i in range(wide):
            write(sums[i], space, long, 32 * (wide * n + i))
        write(sums[wide], space, base, 32 * n)
        write(sums[wide + 1], space, key, 32 * n)
    return -1
