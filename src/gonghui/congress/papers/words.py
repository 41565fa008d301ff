"""Chinese words for numbers, dates and times as official papers write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_DIGITS = "零一二三四五六七八九"


def han(number: int) -> str:
    """Write 0 to 9999 in Chinese numerals: 12 is 十二, 105 is 一百零五."""
    if not 0 <= number <= 9999:
        return str(number)
    if number < 10:
        return _DIGITS[number]
    out, zero = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            out += ("零" if zero and out else "") + _DIGITS[digit] + unit
            zero = False
        else:
            zero = True
    return out[1:] if 10 <= number < 20 else out


def day(value: date | None) -> str:
    """Write a date as 2026年11月20日; an absent one as blanks to fill in by hand."""
    return f"{value.year}年{value.month}月{value.day}日" if value else "    年  月  日"


def span(first: date, last: date | None) -> str:
    """Write a period of days; one day alone is written once."""
    if last is None or last == first:
        return day(first)
    if last.year != first.year:
        return f"{day(first)}至{day(last)}"
    if last.month != first.month:
        return f"{day(first)}至{last.month}月{last.day}日"
    return f"{day(first)}至{last.day}日"


def clock(value: datetime | None) -> str:
    """Write the time of day in Shanghai as 14:05; an absent one as nothing."""
    return f"{value.astimezone(SHANGHAI):%H:%M}" if value else ""


def hour(value: datetime | None) -> str:
    """Write the time of day in Shanghai as a sentence has it, 9:05; an absent one as nothing."""
    return clock(value).removeprefix("0")


def moment(value: datetime | None) -> str:
    """Write date and time in Shanghai as 2026年11月20日9:05; an absent one as nothing."""
    if value is None:
        return ""
    return day(value.astimezone(SHANGHAI).date()) + hour(value)


def percent(part: int, whole: int) -> str:
    """Write a share with one decimal, rounded half up on integers; without a base, a dash."""
    if whole <= 0:
        return "—"
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%"
