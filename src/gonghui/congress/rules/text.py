"""Sentences as data: a Chinese template and its values, so that the screens can translate what the rules say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | int | Text"

_DIGITS = "零一二三四五六七八九"
_LARGEST_NUMERAL = 9999


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence: `msgid` is Chinese with `%(name)s` placeholders, `params` its values in order of name.

    A value may itself be a `Text`. `str()` gives the Chinese; `render(gettext)` gives it in another language.
    """

    msgid: str
    params: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        return self.render(mark)

    def render(self, translate: Callable[[str], str]) -> str:
        """Return the sentence after `translate` has been applied to the template and to every nested one."""
        if not self.params:
            return translate(self.msgid)
        values = {name: value.render(translate) if isinstance(value, Text) else value for name, value in self.params}
        return translate(self.msgid) % values


def mark(msgid: str) -> str:
    """Return `msgid` unchanged: imported as `_`, it shows the message extractor what to collect."""
    return msgid


def say(msgid: str, **params: Value) -> Text:
    """Make a sentence from a marked template and its values. A template without values is taken literally."""
    return Text(msgid, tuple(sorted(params.items())))


def join(parts: "list[Text] | tuple[Text, ...]") -> Text:
    """Put sentences one after the other, in the order given. Raises: ValueError when there is none."""
    if not parts:
        raise ValueError("no sentence to join")
    whole = parts[0]
    for part in parts[1:]:
        whole = say("%(first)s%(then)s", first=whole, then=part)
    return whole


def numeral(number: int) -> str:
    """Write 0..9999 in Chinese numerals as laws number their articles (28 -> 二十八, 105 -> 一百零五).

    Raises: ValueError outside that range.
    """
    if not 0 <= number <= _LARGEST_NUMERAL:
        raise ValueError(f"no numeral for {number}")
    if number == 0:
        return _DIGITS[0]
    words = ""
    for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // unit % 10
        if digit:
            words += _DIGITS[digit] + word
        elif words and not words.endswith(_DIGITS[0]):
            words += _DIGITS[0]
    words = words.rstrip(_DIGITS[0])
    return words.removeprefix("一") if words.startswith("一十") else words


def percent(part: int, whole: int) -> str:
    """Write a share with one decimal, rounded half up in integers (43 of 214 -> `20.1%`); `—` when whole is 0."""
    if whole <= 0:
        return "—"
    tenths = (part * 2000 + whole) // (2 * whole)
    return f"{tenths // 10}.{tenths % 10}%" if tenths % 10 else f"{tenths // 10}%"


def share_words(part: int, whole: int) -> str:
    """Write a share with its integers first: `43/214 = 20.1%`."""
    return f"{part}/{whole} = {percent(part, whole)}"
