"""Batch verification and its kernels: fuzzed against libsodium and the reference, and not to be fooled (attack 15)."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballot.canonical import write
from ballot.drbg import Drbg
from ballot.errors import Invalid
from ballot.group import BASE, IDENTITY, ORDER, named
from ballot.group import reference as ref
from ballot.group import scalars as sc
from ballot.questions import Item
from ballot.sealed import Ballot
from ballot.signature import sign
from ballot.simulate import THREE, Election
from ballot.strategies import items, points, scalars
from ballot.tests.world import lines_of, start_small
from ballot.verify.chunk import ChunkVerifier
from ballot.verify.kernels import BadPoint, Kernel, Points, SodiumKernel, kernel
from ballot.verify.plan import ItemPlan
from ballot.verify.weigh import BadScalar, weigh
from ballot.writing import entry_json

SODIUM = named("libsodium")
FAST = kernel("fast")


def plain_sum(terms: Sequence[tuple[int, bytes]]) -> bytes:
    total = IDENTITY
    for scalar, point in terms:
        total = SODIUM.add(total, SODIUM.multiply(scalar, point))
    return total


def wide(values: Sequence[int]) -> bytes:
    return b"".join(map(sc.encode, values))


def narrow(values: Sequence[int]) -> bytes:
    return b"".join(value.to_bytes(16, "little") for value in values)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(scalars, points()), max_size=6),
    st.lists(st.tuples(st.integers(0, 2**128 - 1), points()), min_size=1, max_size=6),
)
def test_attack_15_kernels_agree_with_libsodium(long: list[tuple[int, bytes]], short: list[tuple[int, bytes]]) -> None:
    total = plain_sum(long + short)
    everything = [p for _, p in long] + [p for _, p in short] + [total, BASE]
    order = [*range(len(long)), len(everything) - 2, *range(len(long), len(long) + len(short))]
    for name in ("fast", "reference", "libsodium"):
        loaded = kernel(name).load(b"".join(everything), b"")
        right = wide([k for k, _ in long] + [ORDER - 1])
        assert loaded.vanishes(order, right, narrow([k for k, _ in short]))
        off = wide([k for k, _ in long] + [ORDER - 1, 1])
        missed = [*range(len(long)), len(everything) - 2, len(everything) - 1, *order[len(long) + 1 :]]
        assert not loaded.vanishes(missed, off, narrow([k for k, _ in short]))


@pytest.mark.parametrize("padding", [0, 200, 1000, 5000])
def test_attack_15_large_sums_agree_at_every_digit(padding: int) -> None:
    # Scalars whose signed digits carry at every place, for the width of digits each size of sum is computed with.
    edges = [ORDER - 1, ORDER - 2, 2**252]
    for width in (4, 6, 8, 11):
        edges += [2**i for i in range(width - 1, 253, width)] + [2**i - 1 for i in range(width, 253, width)]
        edges += [int(pattern * (252 // width), 2) for pattern in (f"{1:0{width}b}", "1" + "0" * (width - 1))]
        edges.append(int(("1" + "0" * (width - 2) + "1") * (252 // width), 2) % ORDER)
    pts = [SODIUM.base(7 + n) for n in range(len(edges))]
    total = plain_sum(list(zip(edges, pts, strict=True)))
    small = [e % 2**128 for e in edges]
    other = plain_sum(list(zip(small, pts, strict=True)))
    loaded = FAST.load(b"".join([*pts, total, other]), b"")
    n = len(edges)
    zeros = [0] * padding
    assert loaded.vanishes([*zeros, *range(n), n], wide([*zeros, *edges, ORDER - 1]), b"")
    assert loaded.vanishes([n + 1, *range(n), *zeros], wide([ORDER - 1]), narrow([*small, *zeros]))
    assert not loaded.vanishes([n, *range(n), *zeros], wide([ORDER - 1]), narrow([*small, *zeros]))


def test_attack_15_decoding_agrees_on_random_strings() -> None:
    good = 0
    for _ in range(400):
        data = bytearray(secrets.token_bytes(32))
        data[31] &= 0x7F
        data[0] &= 0xFE
        expected = SODIUM.is_point(bytes(data))
        good += expected
        if expected:
            assert FAST.load(bytes(data), b"").totals([0], 1) == [bytes(data)]
        else:
            with pytest.raises(BadPoint):
                FAST.load(bytes(data), b"")
    assert 0 < good < 400


@pytest.mark.parametrize("place", [0, 1, 5])
def test_attack_15_bad_encoding_is_found_at_its_place(
    any_kernel: Kernel, place: int, vectors: Callable[[str], Any]
) -> None:
    bad = vectors("public/rfc9496.json")["bad_encodings"]
    for text in bad:
        data = [SODIUM.base(n + 1) for n in range(6)]
        data[place] = bytes.fromhex(text)
        with pytest.raises(BadPoint) as failure:
            any_kernel.load(b"".join(data), b"")
        assert failure.value.index == place


def test_attack_15_bad_hints_change_nothing() -> None:
    data = b"".join(SODIUM.base(n + 1) for n in range(20))
    right = FAST.load(data, b"").hints
    assert len(right) == len(data)
    for hints in (
        right,
        bytes(len(data)),
        b"\xff" * len(data),
        secrets.token_bytes(len(data)),
        right[32:] + right[:32],
        right[:-1],
    ):
        loaded = FAST.load(data, hints)
        assert loaded.totals([0], 20) == [data[at : at + 32] for at in range(0, len(data), 32)]
    square = _not_a_point()
    for hints in (bytes(32), right[:32], _root_of(square)):
        with pytest.raises(BadPoint):
            FAST.load(square, hints)


def _not_a_point() -> bytes:
    return bytes.fromhex("26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371")


def _root_of(data: bytes) -> bytes:
    s = int.from_bytes(data, "little")
    u1, u2 = 1 - s * s, 1 + s * s
    v = -ref.D * u1 * u1 - u2 * u2
    return ref.sqrt_ratio(1, v * u2 * u2 % ref.P)[1].to_bytes(32, "little")


@settings(max_examples=15, deadline=None)
@given(st.lists(points(), min_size=4, max_size=12))
def test_columns_add_up(data: list[bytes]) -> None:
    starts, width = [0, len(data) // 2], len(data) // 2
    expected = [SODIUM.add(data[k], data[len(data) // 2 + k]) for k in range(width)]
    for name in ("fast", "reference", "libsodium"):
        assert kernel(name).load(b"".join(data), b"").totals(starts, width) == expected


def bytes_of_scalars(data: st.DataObject, count: int) -> bytes:
    return wide([data.draw(scalars) for _ in range(count)])


@settings(max_examples=60, deadline=None)
@given(st.data(), items(), st.integers(1, 3))
def test_attack_15_compiled_weighing_agrees_with_plain_integers(data: st.DataObject, item: Item, count: int) -> None:
    layout = ItemPlan(bytes(32), item).layout
    assert layout.proofs == item.proof_length
    ones, tape = st.sampled_from((b"\xff", b"\0")), Drbg(str(data.draw(st.integers(0, 99))))
    filler = data.draw(st.one_of(ones.map(lambda b: lambda n: b * n), st.just(tape)))
    challenges = filler(64 * (len(layout.rows) + 1) * count)
    proofs = b"".join(
        filler(64 * row.count) + bytes_of_scalars(data, 2 * row.count - 1) for _ in range(count) for row in layout.rows
    )
    responses, weights = bytes_of_scalars(data, count), filler(16 * layout.narrow * count)
    expected = weigh(layout, challenges, proofs, responses, weights)
    assert FAST.weigh(layout, challenges, proofs, responses, weights) == expected
    assert len(expected.long) == 32 * layout.wide * count


@pytest.mark.parametrize("value", [ORDER, ORDER + 1, 2**256 - 1, 2**255])
def test_attack_15_scalar_not_below_the_order_is_found_at_its_ballot(value: int, any_kernel: Kernel) -> None:
    layout = ItemPlan(bytes(32), THREE).layout
    challenges, weights = bytes(64 * 4 * 2 * 3), bytes(16 * layout.narrow * 3)
    bad, length = value.to_bytes(32, "little"), layout.proofs
    places = [224 * cell + at for cell in range(3) for at in (128, 160, 192)] + [length - 32]
    for at in places:
        proofs = bytes(length + at) + bad + bytes(2 * length - at - 32)
        with pytest.raises(BadScalar) as failure:
            any_kernel.weigh(layout, challenges, proofs, bytes(96), weights)
        assert failure.value.index == 1
    with pytest.raises(BadScalar) as failure:
        any_kernel.weigh(layout, challenges, bytes(3 * length), bytes(64) + bad, weights)
    assert failure.value.index == 2


def test_unknown_kernel_is_refused() -> None:
    with pytest.raises(ValueError, match="no back end"):
        kernel("other")


class Spy(SodiumKernel):
    """A kernel that keeps the short scalars of every sum it is asked for."""

    name = "spy"

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[bytes] = []

    def load(self, data: bytes, hints: bytes) -> Points:
        inner = FAST.load(data, hints)
        seen = self.seen

        class Watched(Points):
            hints = b""

            def vanishes(self, order: Sequence[int], long: bytes, short: bytes) -> bool:
                seen.append(short)
                return inner.vanishes(order, long, short)

            def totals(self, starts: Sequence[int], width: int) -> list[bytes]:
                return inner.totals(starts, width)

        return Watched()


@pytest.fixture(scope="module")
def running() -> Election:
    election = start_small(Drbg("chunk"))
    for pair in election.voters:
        election.vote(pair, THREE, (1, 0, 0))
    return election


def test_attack_15_weights_are_fresh_and_128_bits_wide(running: Election) -> None:
    lines, spy = lines_of(running), Spy()
    for _ in range(2):
        ChunkVerifier(running.manifest, spy).verify(lines, 1)
    first, second = ({s[at : at + 16] for at in range(0, len(s), 16)} for s in spy.seen)
    assert len(first) == len(second) == 4 * 15
    assert not first & second
    assert max(w[15] for w in first) > 127


def cancelling(election: Election) -> list[Ballot]:
    """Two signatures with opposite errors: their equations are false, the sum of both is true."""
    ballots = []
    for voter, error in ((0, 1), (1, -1)):
        pair = election.voters[voter]
        ballot = election.ballot(pair, THREE, (0, 1, 0))
        s = sc.decode(ballot.signature[32:])
        ballots.append(replace(ballot, signature=ballot.signature[:32] + sc.encode(s + error)))
    return ballots


def test_attack_15_errors_that_cancel_are_found(any_kernel: Kernel) -> None:
    election = start_small(Drbg("cancel"))
    lines = [write(entry_json(b)) for b in cancelling(election)]
    with pytest.raises(Invalid) as failure:
        ChunkVerifier(election.manifest, any_kernel).verify(lines, 10)
    assert failure.value.check == "signature"
    assert "board entry 10 (also board entries 11)" in failure.value.where


def test_bad_ballots_are_all_named() -> None:
    election = start_small(Drbg("named"))
    made = [election.ballot(pair, THREE, (0, 0, 1)) for pair in election.voters] * 10
    for n in (3, 17, 31):
        ballot = made[n]
        ct = ballot.ciphertexts
        spoiled = replace(ballot, ciphertexts=ct[64:128] + ct[:64] + ct[128:])
        tracker = spoiled.tracker(election.manifest.election)
        made[n] = replace(spoiled, signature=sign(election.voters[n % 4], "ballot", tracker))
    lines = [write(entry_json(b)) for b in made]
    with pytest.raises(Invalid, match=r"board entry 3: cell 0.*also board entries 17, 31"):
        ChunkVerifier(election.manifest, FAST).verify(lines, 0)


def test_fast_kernel_agrees_on_thousands_of_points() -> None:
    tape = Drbg("many")
    pts = [SODIUM.base(sc.random_scalar(tape)) for _ in range(4_000)]
    weights = [tape.below(2**128) for _ in pts]
    total = plain_sum(list(zip(weights, pts, strict=True)))
    loaded = FAST.load(b"".join([*pts, total]), b"")
    assert loaded.vanishes([len(pts), *range(len(pts))], wide([ORDER - 1]), narrow(weights))
