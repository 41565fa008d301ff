"""Personal data in a text that is to hang on a board: found, so that a person takes it out before it is put up."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What was found."""

    RESIDENT_ID = "RESIDENT_ID"
    PHONE = "PHONE"
    BANK_CARD = "BANK_CARD"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Personal data at [start, end) of the text; `masked` shows enough to find the place and no more."""

    kind: Kind
    start: int
    end: int
    masked: str


_RESIDENT_ID: Final = re.compile(
    r"(?<![0-9A-Za-z])[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])\d{2}\d{3}[0-9Xx](?![0-9A-Za-z])"
)
_PHONE: Final = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d(?:[- ]?\d{4}){2}(?!\d)")
_CARD: Final = re.compile(r"(?<!\d)[3-6]\d{3}(?:[- ]?\d{4}){2}(?:[- ]?\d{1,7}){1,2}(?!\d)")
_MASKED: Final = 4


def personal_data(text: str) -> tuple[Found, ...]:
    """Return resident IDs, mobile numbers and bank cards in a text, in the order in which they stand.

    A number is a card only where its check digit is right (ISO/IEC 7812-1), so that amounts and order numbers pass.

    Source: 个人信息保护法 articles 28 and 29.
    """
    found: list[Found] = []
    for kind, pattern in ((Kind.RESIDENT_ID, _RESIDENT_ID), (Kind.PHONE, _PHONE), (Kind.BANK_CARD, _CARD)):
        for match in pattern.finditer(text):
            if kind is Kind.BANK_CARD and not _is_card(match[0]):
                continue
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Found(kind=kind, start=match.start(), end=match.end(), masked=_mask(match[0])))
    return tuple(sorted(found, key=lambda one: one.start))


def _mask(number: str) -> str:
    return "…" + number[-_MASKED:]


def _is_card(number: str) -> bool:
    digits = [int(one) for one in number if one.isdigit()]
    doubled = [sum(divmod(2 * one, 10)) if place % 2 else one for place, one in enumerate(reversed(digits))]
    return 16 <= len(digits) <= 19 and sum(doubled) % 10 == 0
