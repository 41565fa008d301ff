"""Numbers of resident identity cards: length, region, date of birth, check digit."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from gonghui.registry.rules.kinds import Sex

LENGTH: Final = 18
OLD_LENGTH: Final = 15
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_SHAPE: Final = re.compile(r"\d{17}[\dX]", re.ASCII)
_AS_NUMBER: Final = re.compile(r"\d(\.\d*)?E\+?\d+|\d{15,19}\.0", re.ASCII)
_EARLIEST: Final = date(1890, 1, 1)

#: Provinces, then the residence permits of people from Hong Kong, Macao and Taiwan (81, 82, 83).
_PROVINCES: Final = frozenset(
    {
        *("11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37"),
        *("41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65"),
        *("71", "81", "82", "83"),
    }
)


class IdFault(StrEnum):
    """Why a number cannot be that of a resident identity card."""

    AS_NUMBER = "id-as-number"
    LENGTH = "id-length"
    OLD = "id-old"
    CHARACTERS = "id-characters"
    REGION = "id-region"
    DATE = "id-date"
    CHECK_DIGIT = "id-check-digit"


class ResidentIdInvalid(ValueError):
    """A number that cannot be right. `fault` says why; the number itself is never in the message."""

    def __init__(self, fault: IdFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentId:
    """A number that can be right, in its one spelling, with what it says of its holder."""

    number: str
    born_on: date
    sex: Sex


def read_resident_id(text: str, *, today: date) -> ResidentId:
    """Read a number as people write it: full-width digits, spaces and a small x are put right.

    Cards of foreign permanent residents of the new form (they begin with 9) are read by the same rule.

    Raises: ResidentIdInvalid.
    Source: GB 11643-1999, sections 4 and 5 (check digit by ISO 7064, MOD 11-2).
    """
    number = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    _check_shape(number)
    _check_region(number)
    born_on = _birthday(number, today)
    if number[-1] != check_digit(number[:17]):
        # A spreadsheet keeps 15 digits of a number and puts zeros for the rest.
        raise ResidentIdInvalid(IdFault.AS_NUMBER if number.endswith("000") else IdFault.CHECK_DIGIT)
    return ResidentId(number=number, born_on=born_on, sex=Sex.MALE if int(number[16]) % 2 else Sex.FEMALE)


def check_digit(first: str) -> str:
    """Return the last character that belongs to the first 17 digits.

    Source: GB 11643-1999, section 5.2.
    """
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(first, _WEIGHTS, strict=True)) % 11]


def _check_shape(number: str) -> None:
    if _AS_NUMBER.fullmatch(number):
        raise ResidentIdInvalid(IdFault.AS_NUMBER)
    if len(number) == OLD_LENGTH and number.isascii() and number.isdigit():
        raise ResidentIdInvalid(IdFault.OLD)
    if len(number) != LENGTH:
        raise ResidentIdInvalid(IdFault.LENGTH)
    if not _SHAPE.fullmatch(number):
        raise ResidentIdInvalid(IdFault.CHARACTERS)


def _check_region(number: str) -> None:
    province = number[1:3] if number.startswith("9") else number[:2]
    if province not in _PROVINCES:
        raise ResidentIdInvalid(IdFault.REGION)


def _birthday(number: str, today: date) -> date:
    try:
        born_on = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        raise ResidentIdInvalid(IdFault.DATE) from None
    if not _EARLIEST <= born_on <= today:
        raise ResidentIdInvalid(IdFault.DATE)
    return born_on
