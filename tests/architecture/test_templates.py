"""Every template compiles, and none carries script or style that a strict content policy would refuse."""

import re
from pathlib import Path

import pytest
from django.template.loader import get_template

SOURCE = Path(__file__).resolve().parents[2] / "src" / "gonghui"
TEMPLATES = sorted(path for path in SOURCE.glob("*/templates/**/*.html"))
INLINE = {
    "a style element": re.compile(r"<style[\s>]", re.IGNORECASE),
    "a style attribute": re.compile(r"<[a-z][^<>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[a-z][^<>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script without src": re.compile(r"<script(?![^>]*(\ssrc=|application/json))[^>]*>", re.IGNORECASE),
    "an address that is script": re.compile(r"=\s*[\"']?\s*javascript:", re.IGNORECASE),
}


def faults(text: str) -> list[str]:
    return [what for what, pattern in INLINE.items() if pattern.search(text)]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_compiles(path):
    get_template("/".join(path.relative_to(SOURCE).parts[2:]))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_template_holds_no_inline_script_or_style(path):
    assert faults(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<style>a{}</style>", ["a style element"]),
        ('<p class="x" style="color: red">', ["a style attribute"]),
        ('<button type="button" onclick="go()">', ["an event attribute"]),
        ("<script>go()</script>", ["a script without src"]),
        ('<a href="javascript:go()">', ["an address that is script"]),
        ('<script src="/a.js" defer></script><script type="application/json">{}</script><p data-style="x">', []),
        ('<p class="on">on = 1</p>', []),
    ],
)
def test_fault_in_a_template_when_planted_then_found(text, expected):
    assert faults(text) == expected
