"""The chair's words and the question of an item."""

import pytest

from gonghui.congress.rules.kinds import CongressPower, VoteForm
from gonghui.congress.rules.script import draft_question, draft_script, subject_of


def test_question_when_the_title_begins_with_a_verb_then_it_is_left_out() -> None:
    asked = draft_question("审议表决集体合同（草案）", CongressPower.REVIEW_APPROVE, VoteForm.SECRET_BALLOT)
    assert asked == "是否同意集体合同（草案）？"


def test_question_when_the_title_has_no_verb_then_it_is_asked_as_it_stands() -> None:
    asked = draft_question("集体合同（草案）", CongressPower.REVIEW_APPROVE, VoteForm.SECRET_BALLOT)
    assert asked == "是否同意集体合同（草案）？"


def test_question_when_the_title_has_several_clauses_then_each_keeps_its_verb() -> None:
    title = "选举大会主席团，通过秘书长名单"
    assert draft_question(title, CongressPower.PROCEDURE, VoteForm.SHOW_OF_HANDS) == f"是否同意{title}？"
    assert (subject_of(title), subject_of("通过大会决议"), subject_of("通过")) == (title, "大会决议", "通过")


def test_question_when_nothing_is_voted_then_there_is_none() -> None:
    assert draft_question("审议行政工作报告", CongressPower.REVIEW_ADVISE, VoteForm.NONE) == ""


def test_question_when_people_are_elected_or_rated_then_it_says_so() -> None:
    assert draft_question("选举职工董事", CongressPower.ELECT, VoteForm.SECRET_BALLOT) == "是否同意选举职工董事？"
    rated = draft_question("民主评议领导人员", CongressPower.EVALUATE, VoteForm.SECRET_BALLOT)
    assert rated == "您对以下人员的评议：领导人员"


def test_script_when_voted_by_hands_then_it_names_reporter_question_and_each_choice() -> None:
    words = draft_script(
        position=6, title="通过大会决议", power=CongressPower.PROCEDURE, form=VoteForm.SHOW_OF_HANDS,
        reporter="秘书长 宋青禾", question="是否同意大会决议？",
    )  # fmt: skip
    assert words.splitlines() == [
        "现在进行会议议程第6项：通过大会决议。",
        "请秘书长 宋青禾作报告。",
        "请各位代表考虑，有意见的请提出。",
        "本项采用举手表决。赞成的请举手；请放下。反对的请举手；请放下。弃权的请举手；请放下。",
        "表决的问题是：是否同意大会决议？",
        "现在请监票人核对，稍后宣布结果。",
    ]


def test_script_when_hands_are_shown_on_phones_then_nobody_is_asked_to_raise_one() -> None:
    words = draft_script(
        position=1, title="主席团名单", power=CongressPower.PROCEDURE, form=VoteForm.SHOW_OF_HANDS, by_phone=True
    )
    assert words.splitlines()[2] == (
        "本项采用举手表决。请各位代表在手机上表明赞成、反对或者弃权后提交；用纸质票的代表请向工作人员领取。"
    )


@pytest.mark.parametrize("power", CongressPower)
def test_script_when_nothing_is_voted_then_no_scrutineer_is_called(power: CongressPower) -> None:
    words = draft_script(position=1, title="听取报告", power=power, form=VoteForm.NONE)
    assert len(words.splitlines()) == 2
    assert "监票人" not in words


@pytest.mark.parametrize("form", [form for form in VoteForm if form is not VoteForm.NONE])
def test_script_when_voted_then_it_ends_with_the_count(form: VoteForm) -> None:
    words = draft_script(position=1, title="审议办法", power=CongressPower.REVIEW_APPROVE, form=form)
    assert words.splitlines()[-1] == "现在请监票人核对，稍后宣布结果。"
