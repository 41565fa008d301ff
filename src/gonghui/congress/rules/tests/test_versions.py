"""A paper through its versions: which change came in at which step."""

from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.difference import Change, paragraphs
from gonghui.congress.rules.versions import Line, anchors, lines
from gonghui.congress.rules.wording import before

DRAFT = "总则\n\n第一条　工资按月支付。\n\n第二条　夜班津贴每班30元。\n\n第三条　合同有效期三年。"
REVISED = (
    "总则\n\n第一条　工资按月支付。\n\n第二条　每年体检一次。\n\n第三条　夜班津贴每班45元。\n\n第四条　合同有效期三年。"
)
VOTED = "总则\n\n第一条　工资按月支付。\n\n第二条　每年体检一次。\n\n第三条　夜班津贴每班50元。"

TEXT = st.lists(
    st.sampled_from("甲乙丙丁戊己").map(lambda one: f"第{one}条　关于{one}事项的规定如下。"), max_size=8
).map("\n\n".join)


def by_anchor(found: tuple[Line, ...]) -> dict[str, list[Change | None]]:
    return {line.anchor: [step.change if step else None for step in line.steps] for line in found}


def test_lines_when_three_versions_then_each_change_stands_at_its_step() -> None:
    assert by_anchor(lines([DRAFT, REVISED, VOTED])) == {
        "1-1": [Change.SAME, Change.SAME],
        "1-2": [Change.SAME, Change.SAME],
        "2-3": [Change.ADDED, Change.SAME],
        "1-3": [Change.CHANGED, Change.CHANGED],
        "1-4": [Change.RENUMBERED, Change.REMOVED],
    }


def test_anchor_when_a_paragraph_stays_or_is_reworded_then_it_keeps_the_one_it_had() -> None:
    assert anchors([DRAFT]) == ("1-1", "1-2", "1-3", "1-4")
    assert anchors([DRAFT, REVISED]) == ("1-1", "1-2", "2-3", "1-3", "1-4")
    assert anchors([DRAFT, REVISED, VOTED]) == ("1-1", "1-2", "2-3", "1-3")


def test_line_when_taken_out_on_the_way_then_it_stays_where_it_stood() -> None:
    without = "\n\n".join([*DRAFT.split("\n\n")[:1], *DRAFT.split("\n\n")[2:]])
    assert [line.anchor for line in lines([DRAFT, without, without])] == ["1-1", "1-2", "1-3", "1-4"]


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_lines_when_any_versions_then_every_paragraph_of_each_stands_once_and_anchors_never_double(
    texts: list[str],
) -> None:
    found = lines(texts)
    for at, text in enumerate(texts):
        standing = sorted((line for line in found if line.places[at]), key=lambda line: line.places[at])
        assert tuple(line.texts[at] for line in standing) == paragraphs(text)
    assert len({line.anchor for line in found}) == len(found)
    for line in found:
        assert all(step is None or before(step.spans) == line.texts[at] for at, step in enumerate(line.steps))
