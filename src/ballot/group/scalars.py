"""Scalars modulo the group order, as Python integers."""

from collections.abc import Callable, Sequence

ORDER = 2**252 + 27742317777372353535851937790883648493

Entropy = Callable[[int], bytes]


def from_wide(wide: bytes) -> int:
    """Reduce 64 uniform bytes, little-endian. Source: RFC 9496 section 4.4."""
    return int.from_bytes(wide, "little") % ORDER


def random_scalar(entropy: Entropy) -> int:
    """Draw a scalar that is not zero: 64 bytes at a time."""
    while True:
        value = from_wide(entropy(64))
        if value:
            return value


def encode(value: int) -> bytes:
    """Write a scalar (reduced first) as 32 little-endian bytes."""
    return (value % ORDER).to_bytes(32, "little")


def decode(data: bytes) -> int:
    """Read 32 little-endian bytes, canonical only.

    Raises: ValueError.
    """
    value = int.from_bytes(data, "little")
    if len(data) != 32 or value >= ORDER:
        raise ValueError("not a canonical scalar")
    return value


def inverse(value: int) -> int:
    """Invert modulo the order. Raises: ValueError for zero."""
    return pow(value, -1, ORDER)


def evaluate(coefficients: Sequence[int], x: int) -> int:
    """Evaluate a polynomial, lowest coefficient first."""
    result = 0
    for coefficient in reversed(coefficients):
        result = (result * x + coefficient) % ORDER
    return result


def lagrange_at_zero(indices: Sequence[int]) -> list[int]:
    """Give the weight of each index (distinct, not zero) for interpolation at 0, in the order given."""
    if len(set(indices)) != len(indices) or 0 in indices:
        raise ValueError("indices must be distinct and not zero")
    weights = []
    for i in indices:
        top, bottom = 1, 1
        for m in indices:
            if m != i:
                top = top * m % ORDER
                bottom = bottom * (m - i) % ORDER
        weights.append(top * inverse(bottom) % ORDER)
    return weights
