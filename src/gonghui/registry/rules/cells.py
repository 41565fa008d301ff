"""How single cells of a roster are read: names, numbers, phones, days, words of a closed list."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from gonghui.registry.rules.kinds import Sex, StaffCategory

LONGEST_NAME: Final = 60
LONGEST_NUMBER: Final = 40
LONGEST_WORDS: Final = 80
EARLIEST_DAY: Final = date(1925, 5, 1)
"""The federation was founded on this day: nobody joined earlier."""


class CellFault(StrEnum):
    """Why a cell cannot be taken as it stands."""

    NAME_MISSING = "name-missing"
    NAME_TOO_LONG = "name-too-long"
    NAME_CHARACTERS = "name-characters"
    FORMULA = "formula"
    NUMBER_TOO_LONG = "number-too-long"
    NUMBER_CHARACTERS = "number-characters"
    WORDS_TOO_LONG = "words-too-long"
    WORDS_CHARACTERS = "words-characters"
    PHONE = "phone"
    SEX = "sex"
    CATEGORY = "category"
    DATE = "date"
    DATE_FUTURE = "date-future"
    DATE_TOO_EARLY = "date-too-early"


class CellInvalid(ValueError):
    """A cell that cannot be taken; what stood in it is never in the message."""

    def __init__(self, fault: CellFault) -> None:
        super().__init__(fault.value)
        self.fault = fault


#: Dots that people type between the parts of a name; the official one is U+00B7.
_DOTS: Final = dict.fromkeys(map(ord, "•․‧∙⋅・･．●"), "·")
_INVISIBLE: Final = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_NOT_IN_NAMES: Final = re.compile(r"[<>&\"`=;/\\{}\[\]|$%#@!?*^~_+:0-9，。！？；：（）【】《》]")
_HAN: Final = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_FORMULA: Final = re.compile(r"[=@]|[+\-](?=[^\d\s]|\d+[^\d\s])")
_NUMBER: Final = re.compile(r"[^\W_][\w./\-]*")
_MOBILE: Final = re.compile(r"1[3-9]\d{9}", re.ASCII)
_DAY: Final = re.compile(r"(\d{4})(?:[-/.年])(\d{1,2})(?:[-/.月])(\d{1,2})日?(?:[ T]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_DAY_TIGHT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)

_SEXES: Final = MappingProxyType(
    {"男": Sex.MALE, "男性": Sex.MALE, "M": Sex.MALE, "MALE": Sex.MALE,
     "女": Sex.FEMALE, "女性": Sex.FEMALE, "F": Sex.FEMALE, "FEMALE": Sex.FEMALE}
)  # fmt: skip
_CATEGORIES: Final[Mapping[str, StaffCategory]] = MappingProxyType(
    {
        "一线职工": StaffCategory.FRONT_LINE, "一线": StaffCategory.FRONT_LINE, "一线工人": StaffCategory.FRONT_LINE,
        "工人": StaffCategory.FRONT_LINE, "生产一线": StaffCategory.FRONT_LINE, "一线员工": StaffCategory.FRONT_LINE,
        "专业技术": StaffCategory.PROFESSIONAL, "专业技术人员": StaffCategory.PROFESSIONAL,
        "技术人员": StaffCategory.PROFESSIONAL, "教师": StaffCategory.PROFESSIONAL, "医护": StaffCategory.PROFESSIONAL,
        "经营管理人员": StaffCategory.MANAGER, "管理人员": StaffCategory.MANAGER, "中层": StaffCategory.MANAGER,
        "中层以上管理人员": StaffCategory.MANAGER, "中层管理人员": StaffCategory.MANAGER,
        "中高层管理人员": StaffCategory.MANAGER, "领导人员": StaffCategory.MANAGER, "高层": StaffCategory.MANAGER,
        "劳务派遣": StaffCategory.DISPATCHED, "劳务派遣工": StaffCategory.DISPATCHED,
        "派遣": StaffCategory.DISPATCHED, "派遣工": StaffCategory.DISPATCHED, "被派遣劳动者": StaffCategory.DISPATCHED,
        "其他": StaffCategory.OTHER, "其他人员": StaffCategory.OTHER, "其它": StaffCategory.OTHER,
        "职能人员": StaffCategory.OTHER, "一般管理人员": StaffCategory.OTHER, "工会工作者": StaffCategory.OTHER,
        "FRONT-LINESTAFF": StaffCategory.FRONT_LINE, "PROFESSIONAL": StaffCategory.PROFESSIONAL,
        "MANAGER": StaffCategory.MANAGER, "DISPATCHED": StaffCategory.DISPATCHED, "OTHER": StaffCategory.OTHER,
    }
)  # fmt: skip


def read_name(text: str) -> str:
    """Read a name: dots between its parts become ·, and the spaces that align two characters with three go.

    Rare characters are kept as they were typed (no compatibility folding: it would change some of them).

    Raises: CellInvalid when it is empty, longer than 60 characters, or holds what no name holds.
    """
    name = " ".join(_INVISIBLE.sub("", text).translate(_DOTS).split())
    if not name:
        raise CellInvalid(CellFault.NAME_MISSING)
    _refuse_formula(name)
    if _HAN.search(name):
        name = name.replace(" ", "")
    if len(name) > LONGEST_NAME:
        raise CellInvalid(CellFault.NAME_TOO_LONG)
    if _NOT_IN_NAMES.search(name) or not _is_printable(name):
        raise CellInvalid(CellFault.NAME_CHARACTERS)
    return name


def read_number(text: str) -> str:
    """Read an employee number; empty stays empty. A whole number that a spreadsheet kept as 10021.0 loses its tail.

    Raises: CellInvalid.
    """
    number = re.sub(r"(?<=\d)\.0$", "", "".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).split()))
    if not number:
        return ""
    _refuse_formula(number)
    if len(number) > LONGEST_NUMBER:
        raise CellInvalid(CellFault.NUMBER_TOO_LONG)
    if not _NUMBER.fullmatch(number):
        raise CellInvalid(CellFault.NUMBER_CHARACTERS)
    return number


def read_words(text: str) -> str:
    """Read a department or a post: any text of up to 80 characters, angle brackets and all; empty stays empty.

    Raises: CellInvalid.
    """
    words = " ".join(_INVISIBLE.sub("", text).split())
    if words:
        _refuse_formula(words)
    if len(words) > LONGEST_WORDS:
        raise CellInvalid(CellFault.WORDS_TOO_LONG)
    if not _is_printable(words):
        raise CellInvalid(CellFault.WORDS_CHARACTERS)
    return words


def read_phone(text: str) -> str:
    """Read a mobile number of the mainland into its E.164 form; empty stays empty.

    Raises: CellInvalid.
    """
    digits = re.sub(r"[\s\-()（）]", "", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))
    if not digits:
        return ""
    digits = re.sub(r"\.0$", "", digits)
    digits = re.sub(r"^(\+86|0086|86(?=1\d{10}$))", "", digits)
    if not _MOBILE.fullmatch(digits):
        raise CellInvalid(CellFault.PHONE)
    return f"+86{digits}"


def read_sex(text: str) -> Sex | None:
    """Read 男 or 女; an empty cell says nothing. Raises: CellInvalid."""
    word = _word(text).upper()
    if not word:
        return None
    if word not in _SEXES:
        raise CellInvalid(CellFault.SEX)
    return _SEXES[word]


def read_category(text: str) -> StaffCategory | None:
    """Read a staff category in one of the words that units use; an empty cell says nothing. Raises: CellInvalid."""
    word = _word(text).upper()
    if not word:
        return None
    if word not in _CATEGORIES:
        raise CellInvalid(CellFault.CATEGORY)
    return _CATEGORIES[word]


def read_day(text: str, *, today: date) -> date | None:
    """Read a day as 2024-03-01, 2024/3/1, 2024.3.1, 2024年3月1日 or 20240301; an empty cell says nothing.

    Raises: CellInvalid for no day of the calendar, one to come, or one before 1925-05-01.
    """
    words = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).strip()
    if not words:
        return None
    found = _DAY.fullmatch(words) or _DAY_TIGHT.fullmatch(words)
    if found is None:
        raise CellInvalid(CellFault.DATE)
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        raise CellInvalid(CellFault.DATE) from None
    if day > today:
        raise CellInvalid(CellFault.DATE_FUTURE)
    if day < EARLIEST_DAY:
        raise CellInvalid(CellFault.DATE_TOO_EARLY)
    return day


def _word(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).split())


def _refuse_formula(text: str) -> None:
    if _FORMULA.match(text):
        raise CellInvalid(CellFault.FORMULA)


def _is_printable(text: str) -> bool:
    # Private-use characters are let through: personnel systems keep rare characters of names there. So are planes two
    # and three: they hold nothing but Han characters, and Python knows the newest of them only years later.
    return not any(
        unicodedata.category(character) in ("Cc", "Cf", "Cs", "Cn")
        for character in text
        if not "\U00020000" <= character <= "\U0003ffff"
    )
