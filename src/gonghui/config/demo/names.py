"""Invented people: names put together from lists, phones from a range that nobody has."""

from collections.abc import Iterator
from typing import Final

_SURNAMES: Final = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹"
    "喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
)
_GIVEN: Final = (
    "知遥", "秋实", "青禾", "明川", "予安", "成荫", "穗宁", "望舒",
    "庭筠", "景行", "若谷", "怀瑾", "清越", "思齐", "嘉树", "云帆",
    "泽宇", "书言", "新雨", "晓峰", "立", "岚", "野", "敬之",
    "文澜", "致远", "承志", "安然", "星河", "月白", "初晴", "向阳",
    "海川", "子衿", "一鸣", "乐天", "长风", "如松", "映雪", "春晖",
)  # fmt: skip
MALE: Final = "MALE"
FEMALE: Final = "FEMALE"


def names() -> Iterator[str]:
    """Yield names, each once, in a fixed order."""
    for turn in range(len(_SURNAMES)):
        for place, given in enumerate(_GIVEN):
            yield _SURNAMES[(place * 7 + turn) % len(_SURNAMES)] + given


def phone(number: int) -> str:
    """Return the n-th phone of the demo, from the range 199 0000 xxxx, in the form that a roster's reader gives it."""
    return f"+861990000{number:04d}"
