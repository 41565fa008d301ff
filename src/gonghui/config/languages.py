"""The languages of the screens: Chinese and English come with the house, others when a site brings their words."""

from collections.abc import Iterable
from typing import Final

from django.conf.locale import LANG_INFO

from gonghui.config.env import SettingMissing

NAMES: Final = {
    "zh-hans": "简体中文",
    "en": "English",
    "bo": "བོད་སྐད།",
    "ii": "ꆈꌠꉙ",
    "kk": "قازاقشا",
    "ko": "한국어",
    "mn": "ᠮᠣᠩᠭᠣᠯ",
    "ug": "ئۇيغۇرچە",
    "za": "Vahcuengh",
}
"""Each language by its code, named in itself, as it is written in China."""
RIGHT_TO_LEFT: Final = frozenset({"kk", "ug"})


def offered(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Return Django's list of languages for these codes, and tell Django which way each is written.

    Raises: SettingMissing for a code that is not known, and when Chinese is not among them.
    """
    wanted = list(dict.fromkeys(codes))
    unknown = [code for code in wanted if code not in NAMES]
    if unknown or "zh-hans" not in wanted:
        raise SettingMissing(
            f"GONGHUI_LANGUAGES: zh-hans and any of {', '.join(sorted(NAMES))}; got {','.join(wanted)}"
        )
    for code in wanted:
        if code not in ("zh-hans", "en"):
            LANG_INFO[code] = {
                "bidi": code in RIGHT_TO_LEFT, "code": code, "name": NAMES[code], "name_local": NAMES[code],
            }  # fmt: skip
    return [(code, NAMES[code]) for code in wanted]
