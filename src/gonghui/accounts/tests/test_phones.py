"""Phone numbers, however they are typed."""

import pytest

from gonghui.accounts.phones import read_phone
from gonghui.kernel.errors import RuleBroken


@pytest.mark.parametrize(
    "typed",
    ["19900000001", "199 0000 0001", "+86 19900000001", "008619900000001", "１９９００００0001",
     "199-0000-0001", " 86 19900000001"],
)  # fmt: skip
def test_read_phone_when_typed_in_any_way_then_the_same_number(typed):
    phone = read_phone(typed)
    assert (phone.e164, phone.local, phone.masked) == ("+8619900000001", "19900000001", "199****0001")
    assert phone.key == read_phone("19900000001").key


def test_read_phone_when_from_hong_kong_then_its_own_code_stays():
    assert (read_phone("+852 6123 4567").e164, read_phone("+852 6123 4567").local) == ("+85261234567", "+85261234567")


@pytest.mark.parametrize("typed", ["", "1990000001", "021-12345678", "张三", "9" * 400, "1" * 11, "<b>199</b>", "\x00"])
def test_read_phone_when_it_is_no_mobile_number_then_a_sentence_that_does_not_repeat_it(typed):
    with pytest.raises(RuleBroken) as refused:
        read_phone(typed)
    assert refused.value.code == "phone-unfit"
    assert str(refused.value.sentence) == "这不是一个完整的手机号。"
    assert refused.value.__cause__ is None


def test_phone_when_printed_then_masked():
    phone = read_phone("19900000001")
    assert [repr(phone), str(phone), f"{phone}"] == ["<Phone 199****0001>"] * 3


def test_phone_key_when_numbers_differ_then_keys_do_and_never_show_them():
    one, two = read_phone("19900000001").key, read_phone("19900000002").key
    assert one != two
    assert "1990" not in one
