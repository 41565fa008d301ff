"""Changed clauses set for the big screen: each side whole, each page fits."""

from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.difference import difference
from gonghui.congress.rules.pictures import NARROW, NEVER_FIRST, pages, pages_of_paragraphs
from gonghui.congress.rules.sidebyside import HALF, ROWS, Set, leaves, shown
from gonghui.congress.rules.wording import Mark

CLAUSES = st.lists(st.text("集体合同第一二条，。；45元 \n", min_size=1, max_size=160), max_size=6).map("\n\n".join)


def width(line: Set) -> float:
    words = "".join(span.text for span in line).rstrip("".join(NEVER_FIRST))
    return sum(0.5 if ord(letter) < NARROW else 1.0 for letter in words)


def read(side: list[Set], mark: Mark) -> str:
    return "".join(span.text for line in side for span in line if span.mark in (Mark.SAME, mark))


@given(CLAUSES, CLAUSES)
def test_leaves_when_set_then_each_fits_and_both_sides_are_whole(old: str, new: str) -> None:
    steps, made = difference(old, new), leaves(old, new)
    for leaf in made:
        assert 1 <= max(len(leaf.old), len(leaf.new)) <= ROWS
        assert all(width(line) <= HALF for line in (*leaf.old, *leaf.new))
    for step in shown(steps):
        mine = [leaf for leaf in made if leaf.step is step]
        assert [leaf.part for leaf in mine] == list(range(1, mine[0].parts + 1))
        for side, text, mark in (("old", step.old, Mark.OUT), ("new", step.new, Mark.IN)):
            said = read([line for leaf in mine for line in getattr(leaf, side)], mark)
            assert said == ("　　" + text.replace("\n", "　") if text else "")


def test_leaves_when_a_clause_was_only_counted_anew_then_the_hall_is_not_shown_it() -> None:
    made = leaves(
        "第一条　甲方按月付酬。\n\n第二条　合同三年。",
        "第一条　每年体检。\n\n第二条　甲方按月付酬。\n\n第三条　合同三年。",
    )
    assert [(leaf.label, leaf.step.old) for leaf in made] == [("第一条", "")]


@given(st.lists(st.text("集体合同，。\n", min_size=1, max_size=300), max_size=6))
def test_paragraphs_of_a_page_when_asked_then_those_that_stand_there(texts: list[str]) -> None:
    made = pages("\n\n".join(texts))
    found = pages_of_paragraphs(texts)
    assert len(found) == len(made)
    for (first, last), page in zip(found, made, strict=True):
        here = "".join(
            "　　" + part.strip() for text in texts[first - 1 : last] for part in text.splitlines() if part.strip()
        )
        assert "".join(page) in here
