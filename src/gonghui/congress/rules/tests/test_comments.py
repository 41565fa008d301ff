"""Comments of an appraisal: who wrote them is taken out, whom they are about stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.comments import NUMBER, SOMEBODY, scrub

RATERS = ["沈知遥", "沈知", "阿依努尔·托合提", "李"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("贺明川经理很公道", "贺明川经理很公道"),
        ("我是沈知遥，觉得可以", f"我是{SOMEBODY}，觉得可以"),
        ("请打 139 0000 1234 找我", f"请打 {NUMBER} 找我"),
        ("证件31010119900101001X", f"证件{NUMBER}"),
        ("写信到 a.b@example.org", f"写信到 {NUMBER}"),
        ("第3条、2026年都办了", "第3条、2026年都办了"),
        ("  多一些\n\n空格 ", "多一些 空格"),
    ],
)
def test_scrub_when_read_then_nobody_is_told_but_whom_it_is_about(text: str, kept: str) -> None:
    scrubbed = scrub(text, RATERS)
    assert scrubbed.text == kept
    assert scrubbed.masked == (kept != " ".join(text.split()))


@given(st.text(st.sampled_from("沈知遥李阿依努尔·托合提很好1390 -X"), max_size=60))
def test_scrub_when_any_words_are_given_then_no_name_and_no_long_number_is_left(
    text: str,
) -> None:
    kept = scrub(text, RATERS).text
    assert all(name not in kept for name in RATERS if len(name) > 1)
    assert not any(len(part) >= 6 for part in "".join(c if c.isdigit() else " " for c in kept).split())
