"""Sentences that several papers share."""

from dataclasses import replace

from gonghui.congress.papers.compose.phrases import attended, counted, listed, numbered, voted
from gonghui.congress.papers.content import Attendance
from gonghui.congress.papers.tests.plant import people, votes


def test_attendance_when_at_and_below_the_quorum_then_it_says_which() -> None:
    assert attended(Attendance(due=213, present=142, quorum=142)).endswith("符合法定人数。")
    assert attended(Attendance(due=213, present=141, quorum=142)).endswith("未达到法定人数。")
    assert "列席" not in attended(Attendance(due=213, present=142, quorum=142))


def test_count_when_hands_were_shown_then_no_ballots_are_told() -> None:
    hands = replace(votes.TALLY, issued=0, returned=0)
    assert counted(hands) == "赞成171票，反对29票，弃权5票，未表决8人。"
    assert counted(votes.TALLY).startswith("发出表决票205张，收回205张，其中有效205张、无效0张；")


def test_vote_when_told_then_the_numbers_of_the_record_are_all_in_it() -> None:
    assert voted(votes.result()) == (
        "《集体合同（草案）》：以无记名投票方式表决。表决时应到213人，实到205人；发出表决票205张，收回205张，"
        "其中有效205张、无效0张；赞成171票，反对29票，弃权5票，未表决8人。须全体代表213人过半数，即107票；赞成、反对票数相同的，不通过，也不由主持人裁定。结果：通过。"
    )


def test_vote_when_repeated_and_remarked_then_both_are_told_and_titles_are_not_marked_twice() -> None:
    words = voted(replace(votes.result(), title="《办法》", round_no=2, remarks=("首轮作废。",), passed=False))
    assert words.startswith("《办法》：以无记名投票方式表决（第二轮）。")
    assert words.endswith("结果：未通过。首轮作废。")


def test_paragraphs_when_numbered_then_levels_have_their_own_marks() -> None:
    assert [para.lead for para in numbered(["甲"] * 11)][-2:] == ["（十）", "（十一）"]
    assert [para.lead for para in numbered(["甲", "乙"], level=1)] == ["一、", "二、"]


def test_names_when_there_are_none_then_a_word_says_so() -> None:
    assert listed(()) == "无"
    assert listed(("王伟", "李静")) == "王伟、李静"


def test_meeting_when_named_then_term_and_session_are_in_chinese_numerals() -> None:
    assert people.MEETING.name == "禾渡精密制造有限公司第五届职工代表大会第二次会议"
    faculty = replace(people.MEETING, congress="教职工代表大会", term_no=12, session_no=10)
    assert faculty.session == "第十二届教职工代表大会第十次会议"
