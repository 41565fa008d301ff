"""Vectors of others over our group and scalars: RFC 9497 (proofs of equal logarithms), RFC 9591 (FROST)."""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from ballot.group import BASE, IDENTITY, ORDER, Group
from ballot.group import scalars as sc


def expand(message: bytes, tag: bytes, length: int) -> bytes:
    """expand_message_xmd with SHA-512. Source: RFC 9380 section 5.3.1."""
    prime = tag + bytes([len(tag)])
    first = hashlib.sha512(bytes(128) + message + length.to_bytes(2, "big") + b"\0" + prime).digest()
    out, block = b"", bytes(64)
    for i in range(1, -(-length // 64) + 1):
        block = hashlib.sha512(bytes(x ^ y for x, y in zip(first, block, strict=True)) + bytes([i]) + prime).digest()
        out += block
    return out[:length]


def to_scalar(message: bytes, tag: bytes) -> int:
    return sc.from_wide(expand(message, tag, 64))


def lp2(data: bytes) -> bytes:
    return len(data).to_bytes(2, "big") + data


def composites(
    group: Group, context: bytes, public: bytes, blinded: Sequence[bytes], evaluated: Sequence[bytes]
) -> tuple[bytes, bytes]:
    """ComputeComposites. Source: RFC 9497 section 2.2.1."""
    seed = hashlib.sha512(lp2(public) + lp2(b"Seed-" + context)).digest()
    m = z = IDENTITY
    for i, (c, d) in enumerate(zip(blinded, evaluated, strict=True)):
        message = lp2(seed) + i.to_bytes(2, "big") + lp2(c) + lp2(d) + b"Composite"
        weight = to_scalar(message, b"HashToScalar-" + context)
        m, z = group.add(m, group.multiply(weight, c)), group.add(z, group.multiply(weight, d))
    return m, z


@pytest.mark.parametrize("number", [0, 1, 2])
def test_dleq_proofs_of_rfc_9497_verify_and_are_remade(
    group: Group, number: int, vectors: Callable[[str], Any]
) -> None:
    data = vectors("public/rfc9497-dleq.json")
    case = data["cases"][number]
    context, public = data["context"].encode(), bytes.fromhex(data["public"])
    secret, random = (sc.decode(bytes.fromhex(x)) for x in (data["secret"], case["random"]))
    blinded, evaluated = ([bytes.fromhex(x) for x in case[name]] for name in ("blinded", "evaluated"))
    assert group.base(secret) == public
    assert [group.multiply(secret, x) for x in blinded] == evaluated
    m, z = composites(group, context, public, blinded, evaluated)

    def challenge(t2: bytes, t3: bytes) -> int:
        message = b"".join(map(lp2, (public, m, z, t2, t3))) + b"Challenge"
        return to_scalar(message, b"HashToScalar-" + context)

    c, s = (sc.decode(bytes.fromhex(case["proof"])[at : at + 32]) for at in (0, 32))
    t2 = group.add(group.base(s), group.multiply(c, public))
    t3 = group.add(group.multiply(s, m), group.multiply(c, z))
    assert challenge(t2, t3) == c
    made = challenge(group.base(random), group.multiply(random, m))
    assert sc.encode(made) + sc.encode(random - made * secret) == bytes.fromhex(case["proof"])
    assert challenge(group.add(t2, BASE), t3) != c


def test_frost_of_rfc_9591_is_remade(group: Group, vectors: Callable[[str], Any]) -> None:
    data = vectors("public/rfc9591.json")
    read: Callable[[str], int] = lambda text: sc.decode(bytes.fromhex(text))  # noqa: E731
    secret, slope = read(data["group_secret"]), read(data["coefficient"])
    public, message = bytes.fromhex(data["group_public"]), bytes.fromhex(data["message"])
    for index, share in data["shares"].items():
        assert sc.encode(sc.evaluate([secret, slope], int(index))).hex() == share
    signers = data["signers"]
    weights = sc.lagrange_at_zero([s["identifier"] for s in signers])
    total = sum(w * read(data["shares"][str(s["identifier"])]) for w, s in zip(weights, signers, strict=True))
    assert total % ORDER == secret
    assert group.base(secret) == public
    tag = b"FROST-RISTRETTO255-SHA512-v1"
    commitment = IDENTITY
    for s in signers:
        hiding, binding = group.base(read(s["hiding"])), group.base(read(s["binding"]))
        assert (hiding.hex(), binding.hex()) == (s["hiding_commitment"], s["binding_commitment"])
        factor = sc.from_wide(hashlib.sha512(tag + b"rho" + bytes.fromhex(s["factor_input"])).digest())
        assert factor == read(s["factor"])
        commitment = group.add(commitment, group.add(hiding, group.multiply(factor, binding)))
    c = sc.from_wide(hashlib.sha512(tag + b"chal" + commitment + public + message).digest())
    z = 0
    for w, s in zip(weights, signers, strict=True):
        share = read(data["shares"][str(s["identifier"])])
        part = (read(s["hiding"]) + read(s["factor"]) * read(s["binding"]) + w * share * c) % ORDER
        assert part == read(s["share"])
        z += part
    assert (commitment + sc.encode(z)).hex() == data["signature"]
    assert group.base(z) == group.add(commitment, group.multiply(c, public))
