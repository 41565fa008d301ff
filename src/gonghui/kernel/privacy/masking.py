"""Masks: enough of a name or number to recognise one's own, too little to learn another's."""

import re
from typing import Final

STAR: Final = "*"

_HAN: Final = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
_DOTS: Final = re.compile(r"([·•・.\s]+)")
# Compound surnames that are still common; a name that begins with one keeps both characters.
_COMPOUND: Final = frozenset(
    re.findall(
        "..",
        "欧阳上官司马诸葛皇甫尉迟公孙慕容令狐司徒夏侯东方南宫端木轩辕长孙宇文百里东郭呼延闻人钟离澹台独孤"
        "太史申屠公冶宗政濮阳淳于单于赫连司空公羊鲜于闾丘亓官司寇子车颛孙巫马漆雕乐正拓跋夹谷谷梁段干东门"
        "南门第五左丘梁丘",
    )
)


def mask_name(name: str) -> str:
    """Return a name with its middle hidden: 张* · 张*三 · 欧阳* · 欧阳*宁.

    Other names keep the first letter of each part: 阿***·买**, J*** S****.
    """
    bare = name.strip()
    if not _HAN.fullmatch(bare):
        return "".join(part if _DOTS.fullmatch(part) else _first_only(part) for part in _DOTS.split(bare))
    surname = 2 if len(bare) > 2 and bare[:2] in _COMPOUND else 1
    given = len(bare) - surname
    if given <= 1:
        return bare[:surname] + STAR * max(given, 1) if len(bare) > 1 else STAR
    return bare[:surname] + STAR * (given - 1) + bare[-1]


def mask_phone(phone: str) -> str:
    """Return a phone number with four digits or more hidden: 199****0001.

    Short numbers show less: the last three from seven digits on, the last one below.
    """
    bare = phone.strip()
    if len(bare) >= 11:
        return bare[:3] + STAR * (len(bare) - 7) + bare[-4:]
    shown = 3 if len(bare) >= 7 else 1
    return _last_only(bare, shown)


def mask_identity(number: str) -> str:
    """Return the number of an identity document with only its first and last character: 3****************2."""
    bare = number.strip()
    if len(bare) < 6:
        return _last_only(bare, 0)
    return bare[0] + STAR * (len(bare) - 2) + bare[-1]


def _first_only(part: str) -> str:
    return part[:1] + STAR * (len(part) - 1) if len(part) > 1 else STAR * len(part)


def _last_only(text: str, shown: int) -> str:
    if len(text) <= shown:
        return STAR * len(text)
    return STAR * (len(text) - shown) + text[len(text) - shown :]
