"""Signatures, proofs and ElGamal: what is true is proved, what is false is refused."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from ballot import elgamal, proofs, signature
from ballot.canonical import write
from ballot.drbg import Drbg
from ballot.errors import Invalid
from ballot.group import BASE, IDENTITY, ORDER, Group, named
from ballot.group import scalars as sc
from ballot.sealed import Ballot, cast, check_ballot, prepare
from ballot.simulate import THREE
from ballot.strategies import nonzero_scalars
from ballot.tests.world import start_small
from ballot.transcript import challenge, digest, u64, wide
from ballot.verify.chunk import ChunkVerifier
from ballot.verify.kernels import Kernel
from ballot.writing import entry_json

SODIUM = named("libsodium")
CONTEXT = wide("ballot", b"test")


class Tape:
    """Entropy read from a string; asking for more fails."""

    def __init__(self, data: str) -> None:
        self._rest = bytes.fromhex(data)

    def __call__(self, length: int) -> bytes:
        assert len(self._rest) >= length
        data, self._rest = self._rest[:length], self._rest[length:]
        return data

    def used_up(self) -> bool:
        return not self._rest


class Skewed:
    """A prover's group that once gives a wrong answer: one equation of a proof is false, everything else holds."""

    name = "libsodium"

    def __init__(self, method: str, number: int) -> None:
        self._method, self._left = method, number
        self.is_point, self.subtract, self.from_uniform = SODIUM.is_point, SODIUM.subtract, SODIUM.from_uniform
        self.add = SODIUM.add

    def _given(self, method: str, point: bytes) -> bytes:
        self._left -= method == self._method
        if self._left == 0 and method == self._method:
            return SODIUM.add(point, BASE)
        return point

    def base(self, scalar: int) -> bytes:
        return self._given("base", SODIUM.base(scalar))

    def multiply(self, scalar: int, point: bytes) -> bytes:
        return self._given("multiply", SODIUM.multiply(scalar, point))

    @property
    def over(self) -> bool:
        """Whether the wrong answer was given."""
        return self._left <= 0


@pytest.mark.parametrize(("method", "number"), [("base", 1), ("multiply", 1), ("base", 2), ("multiply", 2)])
def test_proof_of_equality_with_one_false_equation_is_refused(group: Group, method: str, number: int) -> None:
    # In this order: the public key, the image, the two commitments.
    secret, base = 1234567, SODIUM.base(99)
    image, proof = proofs.prove_equality(Skewed(method, number), CONTEXT, secret, base)
    public = SODIUM.add(SODIUM.base(secret), BASE) if (method, number) == ("base", 1) else SODIUM.base(secret)
    with pytest.raises(Invalid, match="share"):
        proofs.verify_equality(group, CONTEXT, public, base, image, proof, "share", "here")
    image, proof = proofs.prove_equality(SODIUM, CONTEXT, secret, base)
    proofs.verify_equality(group, CONTEXT, SODIUM.base(secret), base, image, proof, "share", "here")


def skewed_ballots() -> list[Ballot]:
    """Every ballot that comes of one wrong answer to its prover, signed by its voter."""
    election = start_small(Drbg("skewed"))
    pair, tape, made = election.voters[0], Drbg("skewed ballots"), []
    for method in ("base", "multiply"):
        number, more = 1, True
        while more:
            skewed = Skewed(method, number)
            prepared = prepare(election.manifest, THREE, pair.public, (0, 1, 0), entropy=tape, group=skewed)
            more = skewed.over
            made += [cast(prepared, pair, tape)] if more else []
            number += 1
    return made


def test_ballot_with_one_false_equation_is_refused_one_by_one_and_in_batch(any_kernel: Kernel) -> None:
    manifest = start_small(Drbg("skewed")).manifest
    ballots = skewed_ballots()
    assert len(ballots) == 24
    for ballot in ballots:
        with pytest.raises(Invalid) as naive:
            check_ballot(SODIUM, manifest, ballot, "here")
        with pytest.raises(Invalid) as batch:
            ChunkVerifier(manifest, any_kernel).verify([write(entry_json(ballot))], 1)
        assert naive.value.check == batch.value.check == "proof"


def test_transcript_is_that_of_the_vectors(vectors: Callable[[str], Any]) -> None:
    v = vectors("transcript.json")
    parts = [bytes.fromhex(p) for p in v["parts"]]
    assert wide(v["label"], *parts).hex() == v["hash"]
    assert digest(v["label"], *parts).hex() == v["digest"]
    assert sc.encode(challenge(v["label"], *parts)).hex() == v["challenge"]


def test_transcript_parts_cannot_be_shifted() -> None:
    assert wide("ballot", b"ab", b"c") != wide("ballot", b"a", b"bc") != wide("ballot", b"abc")
    assert wide("ballot", b"") != wide("ballot")


def test_signature_is_that_of_the_vectors(group: Group, vectors: Callable[[str], Any]) -> None:
    v = vectors("signature.json")
    pair = signature.key_of(sc.decode(bytes.fromhex(v["secret"])), group)
    message, signed = bytes.fromhex(v["message"]), bytes.fromhex(v["signature"])
    assert pair.public.hex() == v["public"]
    assert signature.sign(pair, v["purpose"], message, Tape(v["entropy"]), group) == signed
    signature.verify(group, pair.public, v["purpose"], message, signed, "here")
    refused = [
        (pair.public, v["purpose"], message + b"x", signed),
        (pair.public, "audit", message, signed),
        (bytes.fromhex(v["other_public"]), v["purpose"], message, signed),
        (IDENTITY, v["purpose"], message, signed),
        *((pair.public, v["purpose"], message, bytes.fromhex(bad)) for bad in v["bad_signatures"]),
    ]
    for public, purpose, text, bad in refused:
        with pytest.raises(Invalid) as failure:
            signature.verify(group, public, purpose, text, bad, "here")
        assert failure.value.check == "signature"


def test_nonce_differs_though_the_random_source_is_stuck() -> None:
    pair = signature.key_pair(Drbg("key"), SODIUM)
    one, two = (signature.sign(pair, "ballot", m, lambda n: bytes(n), SODIUM) for m in (b"a", b"b"))
    assert one[:32] != two[:32]


def test_equality_proof_is_that_of_the_vectors(group: Group, vectors: Callable[[str], Any]) -> None:
    v = {name: bytes.fromhex(value) for name, value in vectors("equality.json").items()}
    tape = Tape(v["entropy"].hex())
    image, proof = proofs.prove_equality(group, v["context"], sc.decode(v["secret"]), v["base"], tape)
    assert (image, proof) == (v["image"], v["proof"])
    assert tape.used_up()
    proofs.verify_equality(group, v["context"], v["public"], v["base"], image, proof, "share", "here")


@pytest.mark.parametrize("number", range(5))
def test_range_proof_is_that_of_the_vectors(group: Group, number: int, vectors: Callable[[str], Any]) -> None:
    v = vectors("range.json")[number]
    key, context, r = bytes.fromhex(v["key"]), bytes.fromhex(v["context"]), sc.decode(bytes.fromhex(v["randomness"]))
    assert elgamal.encrypt(group, key, v["value"], r).hex() == v["ciphertext"]
    tape = Tape(v["entropy"])
    statement = (v["label"], context, v["index"], v["low"], v["high"])
    proof = proofs.prove_range(group, key, *statement, v["value"], r, tape)
    assert proof.hex() == v["proof"]
    assert tape.used_up()
    pair = elgamal.split(bytes.fromhex(v["ciphertext"]))[0]
    proofs.verify_range(group, key, *statement, pair, proof, "here")


@settings(max_examples=20, deadline=None)
@given(st.data(), st.integers(0, 3), st.integers(0, 3), nonzero_scalars)
def test_range_proof_holds_for_its_statement_alone(data: st.DataObject, low: int, width: int, r: int) -> None:
    high = low + width
    value = data.draw(st.integers(low, high))
    key = SODIUM.base(data.draw(nonzero_scalars))
    pair = elgamal.split(elgamal.encrypt(SODIUM, key, value, r))[0]
    assume(pair[0] != pair[1])
    proof = proofs.prove_range(SODIUM, key, "cell", CONTEXT, 3, low, high, value, r)
    proofs.verify_range(SODIUM, key, "cell", CONTEXT, 3, low, high, pair, proof, "here")
    other = elgamal.split(elgamal.encrypt(SODIUM, key, high + 1, r))[0]
    refused = [
        (key, "sum", CONTEXT, 3, pair),
        (key, "cell", wide("ballot", b"other"), 3, pair),
        (key, "cell", CONTEXT, 4, pair),
        (SODIUM.add(key, BASE), "cell", CONTEXT, 3, pair),
        (key, "cell", CONTEXT, 3, other),
        (key, "cell", CONTEXT, 3, (pair[1], pair[0])),
    ]
    for at_key, label, context, index, ciphertext in refused:
        with pytest.raises(Invalid):
            proofs.verify_range(SODIUM, at_key, label, context, index, low, high, ciphertext, proof, "here")
    spoiled = bytearray(proof)
    at = data.draw(st.integers(0, len(proof) - 1))
    spoiled[at] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Invalid):
        proofs.verify_range(SODIUM, key, "cell", CONTEXT, 3, low, high, pair, bytes(spoiled), "here")


def test_range_proof_of_a_value_outside_is_not_made() -> None:
    with pytest.raises(ValueError, match="out of range"):
        proofs.prove_range(SODIUM, BASE, "cell", CONTEXT, 0, 0, 1, 2, 5)


# The classes of the invalid-proof vectors that go with draft-irtf-cfrg-sigma-protocols (published for other groups):
# encodings of points, scalars at and above the order, length, the all-zero proof, degenerate statements, other context.
@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda p: b"\x01" + p[1:], id="commitment_negative"),
        pytest.param(lambda p: (2**255 - 19).to_bytes(32, "little") + p[32:], id="commitment_not_reduced"),
        pytest.param(lambda p: bytes(32) + p[32:], id="commitment_zero"),
        pytest.param(
            lambda p: p[:64] + (int.from_bytes(p[64:], "little") + ORDER).to_bytes(32, "little"),
            id="response_plus_order",
        ),
        pytest.param(lambda p: p[:64] + ORDER.to_bytes(32, "little"), id="response_is_order"),
        pytest.param(lambda p: p[:64] + b"\xff" * 32, id="response_all_ones"),
        pytest.param(lambda p: p + b"\0", id="one_byte_more"),
        pytest.param(lambda p: p[:-1], id="one_byte_less"),
        pytest.param(lambda p: bytes(len(p)), id="all_zero"),
        pytest.param(lambda p: b"", id="empty"),
        pytest.param(lambda p: p[32:64] + p[:32] + p[64:], id="commitments_swapped"),
    ],
)
def test_invalid_sigma_proof_is_refused(group: Group, spoil: Callable[[bytes], bytes]) -> None:
    tape = Drbg("sigma")
    base = group.base(sc.random_scalar(tape))
    secret = sc.random_scalar(tape)
    image, proof = proofs.prove_equality(group, CONTEXT, secret, base, tape)
    public = group.base(secret)
    with pytest.raises(Invalid) as failure:
        proofs.verify_equality(group, CONTEXT, public, base, image, spoil(proof), "share", "here")
    assert failure.value.check == "share"
    for statement in ((IDENTITY, base, image), (public, IDENTITY, image), (public, base, IDENTITY)):
        with pytest.raises(Invalid):
            proofs.verify_equality(group, CONTEXT, *statement, proof, "share", "here")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), nonzero_scalars), min_size=1, max_size=5), nonzero_scalars)
def test_sum_of_ciphertexts_holds_the_sum(values: list[tuple[int, int]], x: int) -> None:
    key = SODIUM.base(x)
    pairs = [elgamal.split(elgamal.encrypt(SODIUM, key, v, r))[0] for v, r in values]
    alpha, beta = elgamal.total(SODIUM, pairs)
    opened = SODIUM.subtract(beta, SODIUM.multiply(x, alpha))
    assert elgamal.small_logarithm(SODIUM, opened, 25) == sum(v for v, _ in values)


@pytest.mark.parametrize("bound", [0, 1, 2, 3, 10, 99, 1000])
def test_small_logarithm_finds_every_value_up_to_its_bound(bound: int) -> None:
    for value in {0, 1, bound // 2, bound - 1, bound} & set(range(bound + 1)):
        assert elgamal.small_logarithm(SODIUM, SODIUM.base(value), bound) == value
    with pytest.raises(ValueError, match="small"):
        elgamal.small_logarithm(SODIUM, SODIUM.base(bound + 1), bound)


def test_key_pair_does_not_show_its_secret() -> None:
    pair = signature.key_pair(secrets.token_bytes, SODIUM)
    assert str(pair.secret) not in repr(pair)
    with pytest.raises(ValueError, match="zero"):
        signature.key_of(ORDER, SODIUM)


def test_index_is_written_in_eight_bytes() -> None:
    assert u64(258) == b"\0\0\0\0\0\0\x01\x02"
