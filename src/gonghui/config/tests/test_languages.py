"""Languages beside Chinese and English: named in themselves, from their own side, Chinese where words are missing."""

import subprocess
from pathlib import Path
from typing import Any, cast

import pytest
from django.conf.locale import LANG_INFO
from django.test import Client
from django.utils.translation import trans_real

from gonghui.config.env import SettingMissing
from gonghui.config.languages import NAMES, RIGHT_TO_LEFT, offered

WORDS = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "获取验证码"\nmsgstr "كود ئېلىش"\n'


@pytest.fixture
def languages(settings, monkeypatch):
    for code in NAMES:
        monkeypatch.setitem(LANG_INFO, code, LANG_INFO.get(code, {}))
    monkeypatch.setattr(trans_real, "_translations", {})
    cast(Any, trans_real.get_languages).cache_clear()  # lru_cache, which the stubs do not tell
    settings.LANGUAGES = offered(NAMES)
    settings.LANGUAGES_BIDI = sorted(RIGHT_TO_LEFT)
    yield settings
    cast(Any, trans_real.get_languages).cache_clear()  # lru_cache, which the stubs do not tell


def page(code: str) -> str:
    client = Client()
    client.cookies["django_language"] = code
    return client.get("/login/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(NAMES))
def test_page_when_a_language_is_chosen_then_it_says_so_and_is_written_from_its_side(code, languages):
    head = page(code)[:1500]
    assert f'lang="{"zh-CN" if code == "zh-hans" else code}"' in head
    assert ('dir="rtl"' in head) == (code in RIGHT_TO_LEFT)
    assert ("gonghui.rtl.css" in head) == (code in RIGHT_TO_LEFT)


@pytest.mark.django_db
def test_page_when_a_site_brings_some_words_then_those_are_spoken_and_the_others_are_chinese(languages, tmp_path):
    folder = tmp_path / "ug" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(WORDS, encoding="utf-8")
    subprocess.run(["msgfmt", "-o", folder / "django.mo", folder / "django.po"], check=True)
    languages.LOCALE_PATHS = [tmp_path, *map(Path, languages.LOCALE_PATHS)]
    shown = page("ug")
    assert "كود ئېلىش" in shown
    assert "手机号" in shown


@pytest.mark.parametrize("codes", [["en"], ["zh-hans", "xx"], []])
def test_languages_when_unknown_or_without_chinese_then_the_site_does_not_start(codes):
    with pytest.raises(SettingMissing):
        offered(codes)
