"""Sentences: templates, numerals, percentages."""

import ast
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules import text
from gonghui.congress.rules.text import Text, join, numeral, percent, say, share_words

RULES = Path(text.__file__).parent


def test_a_text_says_its_chinese_and_renders_in_another_language():
    inner = say("全体代表")
    sentence = say("须%(base)s %(count)s 人", base=inner, count=213)
    english = {"须%(base)s %(count)s 人": "%(count)s of %(base)s", "全体代表": "all delegates"}
    assert str(sentence) == "须全体代表 213 人"
    assert sentence.render(lambda msgid: english[msgid]) == "213 of all delegates"


def test_a_text_without_values_is_taken_literally():
    assert str(say("不超过 20%")) == "不超过 20%"


def test_texts_are_equal_whatever_the_order_of_their_values():
    assert say("%(a)s%(b)s", a=1, b=2) == say("%(a)s%(b)s", b=2, a=1)


def test_join_puts_sentences_one_after_the_other():
    assert str(join([say("甲"), say("乙"), say("丙")])) == "甲乙丙"
    with pytest.raises(ValueError, match="no sentence"):
        join([])


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (28, "二十八"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (111, "一百一十一"),
        (1000, "一千"),
        (1005, "一千零五"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
        (9999, "九千九百九十九"),
    ],
)
def test_a_numeral_is_written_as_laws_number_their_articles(number, words):
    assert numeral(number) == words


@given(st.integers(0, 9999))
def test_a_numeral_is_never_written_like_another(number):
    digits = {"零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
    total, digit = 0, None
    for sign in numeral(number):
        if sign in digits:
            digit = digits[sign]
        else:
            total += (1 if digit in (None, 0) else digit) * {"千": 1000, "百": 100, "十": 10}[sign]
            digit = None
    assert total + (digit or 0) == number


@pytest.mark.parametrize("number", [-1, 10_000])
def test_a_numeral_outside_its_range_is_refused(number):
    with pytest.raises(ValueError, match="no numeral"):
        numeral(number)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [(43, 214, "20.1%"), (42, 213, "19.7%"), (1, 5, "20%"), (1, 2000, "0.1%"), (0, 7, "0%"), (5, 0, "—")],
)
def test_a_percentage_is_rounded_half_up_in_integers(part, whole, words):
    assert percent(part, whole) == words


def test_a_share_puts_its_integers_first():
    assert share_words(43, 214) == "43/214 = 20.1%"


def _calls() -> list[tuple[str, ast.Call]]:
    return [
        (f"{path.name}:{node.lineno}", node)
        for path in sorted(RULES.rglob("*.py"))
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say"
    ]


def _templates(node: ast.expr) -> list[str]:
    if isinstance(node, ast.IfExp):
        return _templates(node.body) + _templates(node.orelse)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_":
        node = node.args[0]
    return [node.value] if isinstance(node, ast.Constant) and isinstance(node.value, str) else []


def test_every_sentence_in_the_rules_has_exactly_the_values_its_template_asks_for():
    seen = 0
    for place, call in _calls():
        if any(keyword.arg is None for keyword in call.keywords):
            continue
        for template in _templates(call.args[0]):
            seen += 1
            assert set(re.findall(r"%\((\w+)\)s", template)) == {keyword.arg for keyword in call.keywords}, place
    assert seen > 100


def test_every_chinese_sentence_in_the_rules_is_marked_for_translation():
    han = re.compile(r"[\u4e00-\u9fff]")
    for place, call in _calls():
        first = call.args[0]
        if isinstance(first, ast.Constant):
            assert not han.search(str(first.value)), place


def test_a_text_is_a_value():
    assert hash(say("甲")) == hash(Text("甲"))
