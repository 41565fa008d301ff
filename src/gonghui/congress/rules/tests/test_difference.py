"""How two texts of one paper are told apart, paragraph by paragraph and word by word."""

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.difference import Change, apply, carried, difference, label_of, paragraphs, undo
from gonghui.congress.rules.wording import Mark, after, before, spans

CLAUSE = st.sampled_from(
    [
        "第一条　本合同由企业工会代表职工与企业签订。",
        "第二条　夜班津贴标准为每班30元。",
        "第二条　夜班津贴标准为每班45元。",
        "第三条　企业每月15日前支付工资，不得无故拖欠。",
        "第四条　企业每月15日前支付工资，不得克扣或者无故拖欠。",
        "第十二条　女职工怀孕满七个月的，不得安排夜班。",
        "一、总则",
        "——",
        "本合同有效期三年。",
    ]
)
WORDS = st.text("职工会合同，。第一二条30元 ab\t", max_size=40)
TEXT = st.lists(CLAUSE | WORDS.filter(lambda words: words.strip()), max_size=14).map("\n\n".join)

DRAFT = """集体合同（草案）

第一条　为建立和谐稳定的劳动关系，根据《中华人民共和国劳动法》，制定本合同。

第二条　因生产需要延长工作时间的，应当与工会和职工协商，每月不超过三十六小时。

第三条　企业每月15日前以货币形式支付工资，不得克扣或者无故拖欠。

第四条　夜班津贴标准为每班30元。

第五条　企业为职工办理补充医疗保险，费用由企业承担。"""


def shown(old: str, new: str) -> str:
    marks = {Mark.SAME: "%s", Mark.OUT: "[-%s]", Mark.IN: "[+%s]"}
    return "".join(marks[span.mark] % span.text for span in spans(old, new))


@given(TEXT, TEXT)
def test_difference_when_applied_then_gives_the_other_text_and_undone_the_first(old: str, new: str) -> None:
    steps = difference(old, new)
    assert paragraphs(apply(steps, old)) == paragraphs(new)
    assert paragraphs(undo(steps)) == paragraphs(old)
    for step in steps:
        assert (before(step.spans), after(step.spans)) == (step.old, step.new)
    assert sorted(step.was for step in steps if step.was) == list(range(1, len(paragraphs(old)) + 1))


@given(TEXT)
def test_difference_when_nothing_changed_then_every_paragraph_stays(text: str) -> None:
    assert {step.change for step in difference(text, text)} <= {Change.SAME}


@given(WORDS, WORDS)
def test_spans_when_read_without_one_kind_then_give_old_and_new(old: str, new: str) -> None:
    made = spans(old, new)
    assert (before(made), after(made)) == (old, new)
    assert all(span.text for span in made)
    assert all(one.mark is not other.mark for one, other in pairwise(made))


def test_clause_when_added_in_the_middle_then_those_behind_are_only_renumbered() -> None:
    new = DRAFT.replace(
        "第三条", "第三条　企业每年安排一次职工健康检查。\n\n第四条", 1
    ).replace("第四条　夜班", "第五条　夜班").replace("第五条　企业为", "第六条　企业为")  # fmt: skip
    changes = [(step.change, step.was, step.now) for step in difference(DRAFT, new)]
    assert changes == [
        (Change.SAME, 1, 1), (Change.SAME, 2, 2), (Change.SAME, 3, 3), (Change.ADDED, 0, 4),
        (Change.RENUMBERED, 4, 5), (Change.RENUMBERED, 5, 6), (Change.RENUMBERED, 6, 7),
    ]  # fmt: skip


def test_clause_when_renumbered_and_reworded_then_paired_with_what_it_was() -> None:
    new = DRAFT.replace("第四条　夜班津贴标准为每班30元", "第七条　夜班津贴标准为每班45元，大夜班另加15元")
    step = next(step for step in difference(DRAFT, new) if step.was == 5)
    assert (step.change, step.now) == (Change.CHANGED, 5)


def test_clause_when_put_elsewhere_then_moved_and_not_lost_and_found() -> None:
    parts = DRAFT.split("\n\n")
    step = difference(DRAFT, "\n\n".join([parts[0], parts[5], *parts[1:5]]))[1]
    assert (step.change, step.was, step.now, step.old == step.new) == (Change.MOVED, 6, 2, True)


def test_clause_when_rewritten_from_the_ground_then_stands_beside_the_one_of_its_number() -> None:
    new = DRAFT.replace("第四条　夜班津贴标准为每班30元。", "第四条　取消原有补贴，另行制定办法报送备案。")
    step = next(step for step in difference(DRAFT, new) if step.was == 5)
    assert (step.change, step.now, len(step.spans)) == (Change.CHANGED, 5, 2)


def test_words_when_changed_then_marked_as_a_reader_would() -> None:
    assert shown("夜班津贴标准为每班30元。", "夜班津贴标准为每班45元。") == "夜班津贴标准为每班[-30][+45]元。"
    assert shown("每月不超过三十六小时", "每月不超过三十小时") == "每月不超过[-三十六][+三十]小时"
    assert shown("应当与工会协商，", "应当事先与工会协商一致，") == "应当[+事先]与工会协商[+一致]，"
    assert shown("提高百分之12%", "提高百分之12.5%") == "提高百分之[-12%][+12.5%]"
    assert shown("第十二条　工资", "第十三条　工资") == "[-第十二条][+第十三条]　工资"
    assert shown("由甲方的代表负责", "经乙方的经理同意") == "[-由甲方的代表负责][+经乙方的经理同意]"


def test_paragraph_when_followed_then_its_new_place_or_none() -> None:
    steps = difference(
        DRAFT, DRAFT.replace("第二条　因生产需要延长工作时间的，应当与工会和职工协商，每月不超过三十六小时。\n\n", "")
    )
    assert [carried(steps, place) for place in range(1, 7)] == [1, 2, 0, 3, 4, 5]


def test_label_when_a_paragraph_begins_with_one_then_found() -> None:
    found = [label_of(one) for one in ("第十二条　工资", "（三）工时", "二、目标", "3. 休假", "2026年计划", "工资")]
    assert found == ["第十二条", "（三）", "二、", "3.", "", ""]


def test_texts_when_very_long_and_wholly_reworded_then_told_apart_in_time() -> None:
    old = "\n\n".join(f"第{n}条　企业应当按照第{n * 7}号规定执行{n % 13}项安全生产措施。" for n in range(3000))
    began = time.perf_counter()
    steps = difference(old, old.replace("应当", "可以"))
    assert len(steps) == 3000
    assert {step.change for step in steps} == {Change.CHANGED}
    assert len(difference("字" * 200_000, "句" * 200_000)[0].spans) == 1
    assert time.perf_counter() - began < 20
