"""The order of names that begin with a number, as people count: 一车间, 二车间, 三车间, 十一车间."""

import re

_NUMBER = re.compile(r"第?([零〇一二两三四五六七八九十百千]+|[0-9]+)")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


def numeral_value(text: str) -> int:
    """Read Chinese numerals, with or without their units: 二十八 -> 28, 一百零五 -> 105, 二〇 -> 20.

    Raises: KeyError for any other sign.
    """
    if not set(text) & set(_UNITS):
        return int("".join(str(_DIGITS[sign]) for sign in text) or "0")
    total = digit = 0
    for sign in text:
        if sign in _UNITS:
            total, digit = total + (digit or 1) * _UNITS[sign], 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def by_number(name: str) -> tuple[int, int, str]:
    """Return what a name is sorted by: those that begin with a number by its value, then all others by their signs."""
    found = _NUMBER.match(name)
    if found is None:
        return (1, 0, name)
    number = found.group(1)
    value = int(number) if number.isascii() else numeral_value(number)
    return (0, value, name[found.end() :])
