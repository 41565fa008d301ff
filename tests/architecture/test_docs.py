"""The documentation keeps up: links lead somewhere, words of ./dev exist, every setting is told."""

import re

import polib
import pytest

from devtools import docs, words
from devtools.places import ROOT

PRODUCT = [path for path in (ROOT / "src").rglob("*.py") if "tests" not in path.parts]
READ = re.compile(r"env\.(?:text|flag|words)\(\s*\"(GONGHUI_[A-Z_]+)\"")
NAMED = re.compile(r"^\| `(GONGHUI_[A-Z_]+)`", re.MULTILINE)
OF_TESTS = {"GONGHUI_CHROMIUM", "GONGHUI_HEADED"}
"""Given by ./dev to the journeys; the site does not know them."""
PAGES = [
    "README.md",
    "README.zh.md",
    "CONTRIBUTING.md",
    *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")),
]

WALKED = [
    path
    for path in sorted((ROOT / "docs").glob("*/*.zh.md"))
    if path.name != "first-unit.zh.md"  # speaks of a terminal, not of screens
]
EMPHASIS = {"粗体", "代表的手机", "分别", "撤免", "补选"}
"""Set in bold for another reason than that they stand on a screen."""


def read_by_the_site() -> set[str]:
    return {name for path in PRODUCT for name in READ.findall(path.read_text(encoding="utf-8"))}


def test_pages_when_read_then_every_link_and_example_holds():
    pages = docs.pages()
    assert len(pages) > 25
    assert docs.problems(pages) == []


@pytest.mark.parametrize("name", PAGES)
def test_words_of_dev_that_a_page_names_exist(name):
    named = set(re.findall(r"\./dev ([a-z0-9]+)", (ROOT / name).read_text(encoding="utf-8")))
    assert named <= set(words.WORDS)


def test_settings_when_the_site_reads_them_then_the_reference_tells_of_each():
    told = set(NAMED.findall((ROOT / "docs/reference/settings.md").read_text(encoding="utf-8")))
    assert len(told) > 12
    assert told - OF_TESTS == read_by_the_site()


def test_example_of_settings_when_copied_then_holds_each_and_no_secret():
    lines = (ROOT / "deploy/example.env").read_text(encoding="utf-8").splitlines()
    given = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    assert set(given) - {"DJANGO_SETTINGS_MODULE"} == read_by_the_site()
    assert {name for name, value in given.items() if not value} == {
        "GONGHUI_SECRET_KEY", "GONGHUI_COLUMN_KEYS", "GONGHUI_INDEX_KEY",
    }  # fmt: skip
    assert (given["GONGHUI_DEMO"], given["GONGHUI_DEBUG"], given["GONGHUI_HTTPS"]) == ("0", "0", "1")


def test_both_readmes_tell_the_same_steps():
    def shape(name: str) -> list[str]:
        text = (ROOT / name).read_text(encoding="utf-8")
        return re.findall(r"docs/pictures/[\w-]+\.png|^\./dev \w+|docs/[\w/.-]+\.md", text, re.MULTILINE)

    assert sorted(set(shape("README.md"))) == sorted(set(shape("README.zh.md")))


def test_screens_shown_in_the_readme_are_small():
    pictures = sorted((ROOT / "docs" / "pictures").glob("*"))
    assert {path.stat().st_size > 150_000 for path in pictures} <= {False}


@pytest.mark.parametrize(("page", "least"), [("docs/reference/lessons.md", 30), ("docs/howto/field-test.zh.md", 10)])
def test_lessons_name_tests_that_exist(page, least):
    text = (ROOT / page).read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", text))
    places = [*(ROOT / "src").rglob("test_*.py"), *(ROOT / "tests").rglob("test_*.py")]
    there = {name for path in places for name in re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8"))}
    assert len(named) > least
    assert named - there == set()


def test_lessons_give_every_trouble_a_test_or_say_that_there_is_nothing_to_go_wrong():
    text = (ROOT / "docs/reference/lessons.md").read_text(encoding="utf-8")
    kept = text.split("## Not kept away yet")[0]
    rows = [line for line in kept.splitlines() if line.startswith("|") and not line.startswith(("|---", "| Trouble"))]
    assert len(rows) > 60
    without = [row for row in rows if not re.search(r"`test_\w+`|\| no such (function|setting) \|$", row)]
    assert without == []


@pytest.mark.parametrize("page", WALKED, ids=lambda path: path.name)
def test_words_that_a_page_sets_in_bold_when_looked_for_then_they_stand_on_a_screen_to_the_letter(page):
    catalogue = polib.pofile(str(ROOT / "src/gonghui/locale/en/LC_MESSAGES/django.po"))
    said = {re.sub(r"%\(\w+\)[sd]", "……", entry.msgid) for entry in catalogue if not entry.obsolete}
    bold = set(re.findall(r"\*\*([^*]+)\*\*", page.read_text(encoding="utf-8")))
    assert bold - said - EMPHASIS == set()
