"""Papers set for the big screen: nothing is lost, no line is too long for the far row."""

from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.pictures import COLUMNS, LINE, LINES, NARROW, NEVER_FIRST, name_pages, pages

TEXTS = st.text(st.sampled_from("集体合同草案第条，。、；：（）2026A 年\n"), max_size=600)


def width(line: str) -> float:
    return sum(0.5 if ord(letter) < NARROW else 1.0 for letter in line)


@given(TEXTS)
def test_pages_when_any_text_is_set_then_nothing_is_lost_and_in_its_order(text: str) -> None:
    shown = "".join("".join(page) for page in pages(text))
    assert shown == "".join("　　" + part.strip() for part in text.splitlines() if part.strip())


@given(TEXTS)
def test_pages_when_set_then_each_fits_the_screen(text: str) -> None:
    for page in pages(text):
        assert 1 <= len(page) <= LINES
        for line in page:
            assert width(line.rstrip("".join(NEVER_FIRST))) <= LINE


def test_pages_when_a_line_is_full_at_a_comma_then_the_comma_hangs_over_the_end() -> None:
    assert pages("一二三四五六，七", line=8) == [["　　一二三四五六，", "七"]]


def test_pages_when_nothing_is_written_then_there_are_none() -> None:
    assert pages(" \n\n ") == []


NAMES = st.lists(
    st.tuples(st.text("甲乙丙·", min_size=1, max_size=24), st.sampled_from(["FOR", "AGAINST"])), max_size=30
)


@given(st.lists(NAMES, max_size=5))
def test_name_pages_when_any_names_are_set_then_all_stand_in_order_and_no_head_alone(
    lists: list[list[tuple[str, str]]],
) -> None:
    groups = [(f"第{n}代表团", names) for n, names in enumerate(lists)]
    made = name_pages(groups)
    shown = [(one.name, one.choice) for page in made for line in page for one in line.names]
    assert shown == [one for _head, names in groups for one in names]
    for page in made:
        assert len(page) <= LINES
        assert page[0].head
        assert not page[-1].head
        assert all(sum(one.wide for one in line.names) <= COLUMNS for line in page)
