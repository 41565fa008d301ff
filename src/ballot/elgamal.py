"""Exponential ElGamal: a small number as (r·G, v·G + r·H)."""

from collections.abc import Iterable, Sequence

from ballot.group import IDENTITY, Group
from ballot.group import scalars as sc

SIZE = 64


def encrypt(group: Group, key: bytes, value: int, randomness: int) -> bytes:
    """Encrypt; 64 bytes, A then B."""
    masked = group.multiply(randomness, key)
    return group.base(randomness) + (group.add(group.base(value), masked) if value else masked)


def split(ciphertexts: bytes) -> list[tuple[bytes, bytes]]:
    """Cut a blob of ciphertexts into pairs (A, B)."""
    return [(ciphertexts[at : at + 32], ciphertexts[at + 32 : at + 64]) for at in range(0, len(ciphertexts), SIZE)]


def total(group: Group, ciphertexts: Iterable[tuple[bytes, bytes]]) -> tuple[bytes, bytes]:
    """Add ciphertexts: the result holds the sum of the numbers. Raises: ValueError."""
    pairs = iter(ciphertexts)
    a, b = next(pairs, (IDENTITY, IDENTITY))
    for x, y in pairs:
        a, b = group.add(a, x), group.add(b, y)
    return a, b


def combine(group: Group, beta: bytes, factors: Sequence[tuple[int, bytes]]) -> bytes:
    """Remove the mask with `threshold` factors (trustee, factor); the rest is value·G."""
    weights = sc.lagrange_at_zero([trustee for trustee, _ in factors])
    for weight, (_, factor) in zip(weights, factors, strict=True):
        beta = group.subtract(beta, group.multiply(weight, factor))
    return beta


def small_logarithm(group: Group, point: bytes, bound: int) -> int:
    """Find v in 0 … bound with v·G = point, by baby steps and giant steps (about 2·sqrt(bound) additions).

    Raises: ValueError when there is none.
    """
    width = max(1, int(bound**0.5))
    steps: dict[bytes, int] = {}
    step, one = IDENTITY, group.base(1)
    for i in range(width):
        steps[step] = i
        step = group.add(step, one)
    giant = 0
    while giant <= bound:
        found = steps.get(point)
        if found is not None and giant + found <= bound:
            return giant + found
        point = group.subtract(point, step)
        giant += width
    raise ValueError("no small logarithm")
