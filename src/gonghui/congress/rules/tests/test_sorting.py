"""Names that begin with a number stand in the order in which people count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.sorting import by_number, numeral_value
from gonghui.congress.rules.text import numeral


@given(st.integers(0, 9999))
def test_numeral_when_written_and_read_then_it_is_the_same_number(number: int) -> None:
    assert numeral_value(numeral(number)) == number


@pytest.mark.parametrize(("text", "value"), [("二〇", 20), ("两百", 200), ("十", 10), ("二一", 21)])
def test_numeral_when_written_otherwise_then_it_is_read_too(text: str, value: int) -> None:
    assert numeral_value(text) == value


def test_names_when_sorted_then_numbers_come_by_value_and_other_names_behind_them() -> None:
    names = ["机修车间", "三车间", "十一车间", "一车间", "四车间", "10车间", "第二车间", "仓储部"]
    assert sorted(names, key=by_number) == [
        "一车间", "第二车间", "三车间", "四车间", "10车间", "十一车间", "仓储部", "机修车间",
    ]  # fmt: skip
