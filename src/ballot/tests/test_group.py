"""The group: published vectors, algebraic laws, back ends that agree."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings

from ballot.group import BASE, IDENTITY, ORDER, Group, named
from ballot.group import scalars as sc
from ballot.strategies import points, scalars

REFERENCE = named("reference")
SODIUM = named("libsodium")


def test_multiples_of_the_base_are_those_of_rfc_9496(group: Group, vectors: Callable[[str], Any]) -> None:
    for n, encoded in enumerate(vectors("public/rfc9496.json")["multiples_of_the_base"]):
        assert group.base(n).hex() == encoded
        assert group.is_point(bytes.fromhex(encoded))
        assert group.multiply(n, BASE).hex() == encoded


def test_bad_encodings_of_rfc_9496_are_refused(group: Group, vectors: Callable[[str], Any]) -> None:
    bad = vectors("public/rfc9496.json")["bad_encodings"]
    assert len(bad) == 29
    for encoded in map(bytes.fromhex, bad):
        assert not group.is_point(encoded)
        with pytest.raises(ValueError, match="point"):
            group.multiply(1, encoded)
        with pytest.raises(ValueError, match="point"):
            group.add(encoded, BASE)
        with pytest.raises(ValueError, match="point"):
            group.subtract(BASE, encoded)


def test_uniform_bytes_map_as_in_rfc_9496(group: Group, vectors: Callable[[str], Any]) -> None:
    for case in vectors("public/rfc9496.json")["from_uniform"]:
        assert group.from_uniform(bytes.fromhex(case["uniform"])).hex() == case["point"]


@pytest.mark.parametrize("length", [0, 31, 33, 64])
def test_point_of_another_length_is_refused(group: Group, length: int) -> None:
    assert not group.is_point(bytes(length))
    with pytest.raises(ValueError, match="point"):
        group.add(bytes(length), BASE)


@settings(max_examples=25, deadline=None)
@given(points(), points(), scalars, scalars)
def test_back_ends_agree_and_the_laws_hold(p: bytes, q: bytes, a: int, b: int) -> None:
    total = SODIUM.add(p, q)
    assert REFERENCE.add(p, q) == total
    assert REFERENCE.subtract(total, q) == SODIUM.subtract(total, q) == p
    assert REFERENCE.multiply(a, p) == SODIUM.multiply(a, p)
    assert REFERENCE.base(a) == SODIUM.base(a) == SODIUM.multiply(a, BASE)
    assert SODIUM.multiply(a + b, p) == SODIUM.add(SODIUM.multiply(a, p), SODIUM.multiply(b, p))
    assert SODIUM.multiply(a * b, p) == SODIUM.multiply(a, SODIUM.multiply(b, p))


def test_random_strings_get_the_same_answer_from_both() -> None:
    good = 0
    for _ in range(300):
        data = bytearray(secrets.token_bytes(32))
        data[31] &= 0x7F
        data[0] &= 0xFE
        answer = REFERENCE.is_point(bytes(data))
        assert SODIUM.is_point(bytes(data)) == answer
        good += answer
    assert 0 < good < 300


def test_order_times_a_point_is_the_identity(group: Group) -> None:
    assert group.multiply(ORDER, BASE) == IDENTITY
    assert group.base(ORDER) == IDENTITY
    assert group.multiply(5, IDENTITY) == IDENTITY


def test_name_of_an_unknown_back_end_is_refused() -> None:
    with pytest.raises(ValueError, match="no back end"):
        named("other")


@given(scalars)
def test_scalar_survives_encoding(value: int) -> None:
    assert sc.decode(sc.encode(value)) == value


@pytest.mark.parametrize("data", [ORDER.to_bytes(32, "little"), b"\xff" * 32, bytes(31), bytes(33)])
def test_scalar_out_of_range_or_length_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="canonical"):
        sc.decode(data)


def test_random_scalar_draws_again_after_zero() -> None:
    stream = iter((bytes(64), ORDER.to_bytes(64, "little"), (7).to_bytes(64, "little")))
    assert sc.random_scalar(lambda _: next(stream)) == 7


def test_lagrange_weights_interpolate_at_zero() -> None:
    polynomial = [11, 5, 7]
    for indices in ([1, 2, 3], [4, 1, 9], [2, 3, 5, 8]):
        weights = sc.lagrange_at_zero(indices)
        values = (sc.evaluate(polynomial, i) for i in indices)
        assert sum(w * v for w, v in zip(weights, values, strict=True)) % ORDER == 11


@pytest.mark.parametrize("indices", [[1, 1], [0, 1]])
def test_lagrange_with_bad_indices_is_refused(indices: list[int]) -> None:
    with pytest.raises(ValueError, match="distinct"):
        sc.lagrange_at_zero(indices)
