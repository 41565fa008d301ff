"""Amounts come in as people write them and go out as people read them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.errors import Refused
from gonghui.kernel.money import LARGEST, Fen, format_yuan, parse_yuan, plain_yuan, total

AMOUNTS = st.integers(min_value=-LARGEST, max_value=LARGEST).map(Fen)


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("0", 0),
        ("12", 1200),
        ("12.3", 1230),
        ("12.30", 1230),
        ("0.05", 5),
        ("1,234.50 元", 123450),
        ("￥1,234", 123400),
        ("¥ 99.9", 9990),
        ("人民币 1,000,000 元整", 100000000),
        ("rmb5圆", 500),
        ("CNY 5", 500),
        ("１，２３４．５０元", 123450),
        ("-3.20", -320),
        ("+3.20", 320),
        ("  7 \t", 700),
    ],
)
def test_amount_when_written_as_people_do_is_read_to_the_fen(text: str, fen: int) -> None:
    assert parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text",
    ["", "元", "abc", "1.5万元", "1,23.40", "1,2345", "1.", ".5", "1 2", "--1", "1e3", "0x10", "٣", "½", "1.2.3"],
)
def test_amount_when_not_understood_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_yuan(text)
    assert refused.value.code == "money-unreadable"
    assert "1,234.50" in str(refused.value.remedy)


def test_amount_when_finer_than_a_fen_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        parse_yuan("1.005")
    assert refused.value.code == "money-decimals"


def test_amount_when_above_the_largest_is_refused() -> None:
    assert parse_yuan(plain_yuan(LARGEST)) == LARGEST
    with pytest.raises(Refused) as refused:
        parse_yuan(plain_yuan(Fen(LARGEST + 1)))
    assert refused.value.code == "money-too-large"


@given(AMOUNTS)
def test_amount_when_shown_and_read_again_is_the_same(amount: Fen) -> None:
    assert parse_yuan(format_yuan(amount)) == amount
    assert parse_yuan(plain_yuan(amount)) == amount


def test_amount_when_shown_has_groups_and_two_decimals() -> None:
    assert format_yuan(Fen(123450)) == "1,234.50 元"
    assert format_yuan(Fen(-5)) == "-0.05 元"
    assert plain_yuan(Fen(123450)) == "1234.50"


@given(st.lists(AMOUNTS))
def test_total_when_any_amounts_is_exact(amounts: list[Fen]) -> None:
    assert total(amounts) == sum(amounts)
