"""Masks keep what a person needs to recognise their own entry, and no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.privacy import mask_identity, mask_name, mask_phone


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张三", "张*"),
        ("张小三", "张*三"),
        ("张王小三", "张**三"),
        ("欧阳宁", "欧阳*"),
        ("欧阳晓宁", "欧阳*宁"),
        ("欧阳晓小宁", "欧阳**宁"),
        ("欧阳", "欧*"),
        ("张", "*"),
        ("", ""),
        ("  张三 ", "张*"),
        ("𠮷野", "𠮷*"),
        ("阿依古丽·买买提", "阿***·买**"),
        ("阿依古丽•买", "阿***•*"),
        ("John Smith", "J*** S****"),
        ("J. Smith", "*. S****"),
    ],
)
def test_name_when_masked_shows_surname_and_last_character(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("19900000001", "199****0001"),
        ("+8619900000001", "+86*******0001"),
        ("02155550000", "021****0000"),
        ("55550000", "*****000"),
        ("5555000", "****000"),
        ("120", "**0"),
        ("1", "*"),
        ("", ""),
    ],
)
def test_phone_when_masked_hides_the_middle(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("310000190001010002", "3****************2"),
        ("31000019000101000X", "3****************X"),
        ("E12345678", "E*******8"),
        ("123456", "1****6"),
        ("12345", "*****"),
        ("", ""),
    ],
)
def test_identity_number_when_masked_shows_first_and_last_only(number: str, masked: str) -> None:
    assert mask_identity(number) == masked


TEXTS = st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=30)


@given(TEXTS)
def test_mask_when_of_any_text_keeps_the_length_and_hides_something(text: str) -> None:
    for mask in (mask_name, mask_phone, mask_identity):
        masked = mask(text)
        assert len(masked) == len(text)
        assert "*" in masked
        assert all(shown in ("*", char) for shown, char in zip(masked, text, strict=True))


@given(TEXTS)
def test_mask_when_applied_again_tells_no_more(text: str) -> None:
    for mask in (mask_phone, mask_identity):
        assert mask(text).count("*") >= len(text) - 7
