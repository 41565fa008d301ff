"""Tags and filters: names, figures, shares, SVG lengths, the token field."""

import pytest
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import strip_tags
from hypothesis import given
from hypothesis import strategies as st

from gonghui.ui.parts import Cell, Column, Row
from gonghui.ui.templatetags import ui


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("韦立", '<span class="n2">韦立</span>'),
        ("𠮷田", '<span class="n2">𠮷田</span>'),
        ("沈知遥", "沈知遥"),
        ("阿依努尔·托合提", "阿依努尔·托合提"),
        ("Al", "Al"),
        ("韦1", "韦1"),
    ],
)
def test_n2_when_two_han_characters_then_set_to_three(name: str, shown: str) -> None:
    assert ui.n2(name) == shown


def test_name_with_markup_when_rendered_then_escaped() -> None:
    html = Template('{% include "ui/person.html" with name=name only %}').render(Context({"name": "<b>王</b>"}))
    assert "&lt;b&gt;王&lt;/b&gt;" in html
    assert "<b>王" not in html


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0, "0"), (9120, "9120"), (86200, "86\u2005200"), (-1028460, "-1\u2005028\u2005460"), ("约三百", "约三百")],
)
def test_grouped_when_five_digits_or_more_then_thin_spaces(value: int | str, shown: str) -> None:
    assert strip_tags(str(ui.grouped(value))) == shown


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [(171, 213, "80.3%"), (29, 213, "13.6%"), (5, 213, "2.3%"), (8, 213, "3.8%"), (1, 1000, "0.1%"), (0, 0, "—")],
)
def test_share_when_shown_then_one_decimal_rounded_half_up(part: int, whole: int, shown: str) -> None:
    assert ui.share(part, whole) == shown


def test_share_when_exactly_half_a_tenth_then_up() -> None:
    assert ui.share(1, 2000) == "0.1%"


@given(part=st.integers(-50, 500), whole=st.integers(0, 300), start=st.integers(0, 300))
def test_width_when_any_input_then_inside_the_bar(part: int, whole: int, start: int) -> None:
    length = float(ui.width(part, whole, start).removesuffix("%"))
    room = 0.0 if whole <= 0 else max(0.0, 100 * (whole - start) / whole)
    assert 0 <= length <= room


def test_parts_of_a_result_bar_when_added_then_never_wider_than_the_bar() -> None:
    widths = [ui.width(171, 213), ui.width(29, 213, 171), ui.width(5, 213, 200), ui.width(8, 213, 205)]
    assert widths == ["80.28%", "13.61%", "2.34%", "3.75%"]


def test_pairs_when_cells_are_texts_then_wrapped() -> None:
    columns = (Column(label="姓名"), Column(label="人数"))
    assert ui.pairs(columns, ("韦立", 3)) == [(columns[0], Cell(text="韦立")), (columns[1], Cell(text="3"))]


def test_csrf_when_included_with_only_then_field_present() -> None:
    request = RequestFactory().get("/")
    html = render_to_string("ui/hold_button.html", {"go": "按住停止", "action": "/x/"}, request=request)
    assert 'name="csrfmiddlewaretoken"' in html


def test_csrf_when_there_is_no_request_then_nothing() -> None:
    assert Template("{% csrf %}").render(Context()) == ""


@pytest.mark.parametrize(("name", "letter"), [("沈知遥", "遥"), ("阿依努尔·托合提", "阿"), ("Ann", "A"), ("", "?")])
def test_face_when_asked_then_one_character(name: str, letter: str) -> None:
    assert ui.face(name) == letter


@pytest.mark.parametrize(
    ("name", "css"), [("欧阳穗宁", "huge"), ("阿依努尔·托合提", "huge huge-mid"), ("某" * 20, "huge huge-long")]
)
def test_fit_when_names_grow_then_type_shrinks(name: str, css: str) -> None:
    assert ui.fit(name) == css


@pytest.mark.parametrize(("cell", "empty"), [(Cell(), True), (Cell(text="0"), False), (Cell(note="第2行"), False)])
def test_cell_when_nothing_stands_in_it_then_a_card_leaves_its_label_out(cell: Cell, empty: bool) -> None:
    context = {"columns": [Column(label="姓名"), Column(label="将更改")], "rows": [Row(cells=["沈知遥", cell])]}
    assert ("is-empty" in render_to_string("ui/table.html", context)) is empty
