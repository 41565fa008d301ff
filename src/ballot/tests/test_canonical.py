"""Canonical JSON: one form, strictly read."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ballot.canonical import MAX_INTEGER, Members, base64, parse, unbase64, write
from ballot.errors import Invalid

values = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(0, MAX_INTEGER),
        st.text(st.characters(codec="utf-8")),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.from_regex(r"[a-z0-9_]+", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(values)
def test_what_is_written_is_read_back(value: object) -> None:
    assert parse(write({"value": value}), "here") == {"value": value}


def test_texts_of_the_vectors_are_taken_or_refused(vectors: Callable[[str], Any]) -> None:
    texts = vectors("canonical.json")
    for good in map(bytes.fromhex, texts["good"]):
        assert write(parse(good, "here")) == good
    for bad in map(bytes.fromhex, texts["bad"]):
        with pytest.raises(Invalid) as failure:
            parse(bad, "here")
        assert failure.value.check == "json"


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 50_000 + b"1" + b"}" * 50_000, b"9" * 10_000])
def test_text_that_would_exhaust_a_parser_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid, match="json"):
        parse(data, "here")


@given(st.binary(max_size=100))
def test_base64_survives(data: bytes) -> None:
    assert unbase64(base64(data)) == data


@pytest.mark.parametrize("text", ["QQ", "QR==", "QQ==\n", "Q Q==", "QQ=", "=QQ=", "QQ==QQ==", "-_-_", "é"])
def test_base64_in_another_form_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        unbase64(text)


def members(value: object, *names: str) -> Members:
    return Members(value, names, "entry", "here")


@pytest.mark.parametrize("value", [None, [], "x", {}, {"a": 1, "b": 2}, {"b": 1}])
def test_object_with_other_members_is_refused(value: object) -> None:
    with pytest.raises(Invalid, match="here"):
        members(value, "a")


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (lambda m: m.string("a"), 1),
        (lambda m: m.text("a"), ""),
        (lambda m: m.text("a"), "x" * 2001),
        (lambda m: m.text("a"), "a\u202eb"),
        (lambda m: m.text("a"), "a\x1b[31m"),
        (lambda m: m.text("a"), "a\nb"),
        (lambda m: m.id("a"), "A"),
        (lambda m: m.id("a"), "a" * 65),
        (lambda m: m.id("a"), "a\n"),
        (lambda m: m.hex("a"), "AB" * 32),
        (lambda m: m.hex("a"), "ab" * 31),
        (lambda m: m.hex("a"), " " * 64),
        (lambda m: m.hexes("a", 1), ["ab" * 32] * 2),
        (lambda m: m.blob("a"), "QR=="),
        (lambda m: m.blob("a", 2), "QQ=="),
        (lambda m: m.integer("a"), True),
        (lambda m: m.integer("a"), "1"),
        (lambda m: m.integer("a", 2, 3), 4),
        (lambda m: m.integers("a", 2), [1]),
        (lambda m: m.integers("a", 1), [True]),
        (lambda m: m.boolean("a"), 1),
        (lambda m: m.choice("a", ("x",)), "y"),
        (lambda m: m.array("a"), {}),
        (lambda m: m.texts("a", 2, 3), ["x"]),
    ],
)
def test_member_of_another_kind_is_refused(read: Callable[[Members], object], value: object) -> None:
    with pytest.raises(Invalid) as failure:
        read(members({"a": value}, "a"))
    assert failure.value.check == "entry"
