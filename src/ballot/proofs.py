"""Proofs in commitment form: equality of logarithms and value in a range (section 3 of the specification)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ballot.errors import Invalid, ensure
from ballot.group import Entropy, Group, named
from ballot.group import scalars as sc
from ballot.transcript import challenge, u64

EQUALITY = 96


def prove_equality(
    group: Group, context: bytes, secret: int, base: bytes, entropy: Entropy = secrets.token_bytes
) -> tuple[bytes, bytes]:
    """Give D = secret·base and the proof that log_G(secret·G) = log_base(D)."""
    public, image = group.base(secret), group.multiply(secret, base)
    w = sc.random_scalar(entropy)
    a, b = group.base(w), group.multiply(w, base)
    c = challenge("equality", context, public, base, image, a, b)
    return image, a + b + sc.encode(w + c * secret)


def verify_equality(
    group: Group, context: bytes, public: bytes, base: bytes, image: bytes, proof: bytes, check: str, where: str
) -> None:
    """Check that log_G(public) = log_base(image).

    Raises: Invalid(check, where).
    """
    ensure(len(proof) == EQUALITY, check, f"{where}: length of the proof")
    a, b = proof[:32], proof[32:64]
    c = challenge("equality", context, public, base, image, a, b)
    try:
        z = sc.decode(proof[64:])
        first = group.base(z) == group.add(a, group.multiply(c, public))
        second = group.multiply(z, base) == group.add(b, group.multiply(c, image))
    except ValueError:
        raise Invalid(check, f"{where}: malformed proof") from None
    ensure(first and second, check, f"{where}: proof of equal logarithms")


@lru_cache(maxsize=1024)
def small_multiple(back_end: str, value: int) -> bytes:
    """Give value·G for the values of proofs, each computed once by a back end."""
    return named(back_end).base(value)


def range_length(low: int, high: int) -> int:
    """Give the bytes of a range proof."""
    return 32 * (4 * (high - low + 1) - 1)


@dataclass(frozen=True, slots=True)
class RangeProof:
    """A range proof cut into its parts: 2k commitments, k challenges, k responses."""

    commitments: bytes
    challenges: Sequence[int]
    responses: Sequence[int]


def open_range(label: str, context: bytes, index: int, low: int, high: int, proof: bytes) -> RangeProof:
    """Cut a proof of the right length and complete its last challenge. Raises: ValueError for a bad scalar."""
    k = high - low + 1
    commitments = proof[: 64 * k]
    numbers = [sc.decode(proof[at : at + 32]) for at in range(64 * k, len(proof), 32)]
    c = challenge(label, context, u64(index), commitments)
    challenges = numbers[: k - 1]
    challenges.append((c - sum(challenges)) % sc.ORDER)
    return RangeProof(commitments, challenges, numbers[k - 1 :])


def prove_range(
    group: Group,
    key: bytes,
    label: str,
    context: bytes,
    index: int,
    low: int,
    high: int,
    value: int,
    randomness: int,
    entropy: Entropy = secrets.token_bytes,
) -> bytes:
    """Prove that (randomness·G, value·G + randomness·key) holds a value from low to high.

    Raises: ValueError when it does not.
    """
    if not low <= value <= high:
        raise ValueError("the value is out of range")
    count, true = high - low + 1, value - low
    commitments = bytearray()
    challenges, responses = [0] * count, [0] * count
    nonce = 0
    for i in range(count):
        if i == true:
            nonce = sc.random_scalar(entropy)
            commitments += group.base(nonce) + group.multiply(nonce, key)
            continue
        c, z = sc.random_scalar(entropy), sc.random_scalar(entropy)
        challenges[i], responses[i] = c, z
        free = (z - c * randomness) % sc.ORDER
        shift = group.base(c * (value - low - i))
        commitments += group.base(free) + group.subtract(group.multiply(free, key), shift)
    c = challenge(label, context, u64(index), bytes(commitments))
    challenges[true] = (c - sum(challenges)) % sc.ORDER
    responses[true] = nonce + challenges[true] * randomness
    return bytes(commitments) + b"".join(map(sc.encode, (*challenges[:-1], *responses)))


def verify_range(
    group: Group,
    key: bytes,
    label: str,
    context: bytes,
    index: int,
    low: int,
    high: int,
    ciphertext: tuple[bytes, bytes],
    proof: bytes,
    where: str,
) -> None:
    """Check a range proof, one equation at a time.

    Raises: Invalid("proof", where).
    """
    ensure(len(proof) == range_length(low, high), "proof", f"{where}: length of the proof")
    alpha, beta = ciphertext
    try:
        parts = open_range(label, context, index, low, high, proof)
        for i, (c, z) in enumerate(zip(parts.challenges, parts.responses, strict=True)):
            a, b = parts.commitments[64 * i : 64 * i + 32], parts.commitments[64 * i + 32 : 64 * i + 64]
            shifted = group.subtract(beta, small_multiple(group.name, low + i)) if low + i else beta
            first = group.base(z) == group.add(a, group.multiply(c, alpha))
            second = group.multiply(z, key) == group.add(b, group.multiply(c, shifted))
            ensure(first and second, "proof", f"{where}: value in range")
    except ValueError:
        raise Invalid("proof", f"{where}: malformed proof") from None
