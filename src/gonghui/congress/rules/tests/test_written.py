"""Names written on an election's ballot: what may stand there, how they are read, and what they count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.ballotpaper import (
    ABSTAIN,
    AGAINST,
    FOR,
    BallotPaper,
    PaperKind,
    Row,
    choices_fault,
    read_paper,
    told_before,
    write_in_lines,
)
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.packfile import builtin
from gonghui.congress.rules.parameters import PASS
from gonghui.congress.rules.reading import too_many, unreadable, with_others
from gonghui.congress.rules.rowsresult import RowOutcome, decide_rows
from gonghui.congress.rules.rowstally import RowsTally, combine_rows, rows_differences, rows_faults
from gonghui.congress.rules.written import (
    LONGEST_WRITTEN,
    count_by_person,
    count_written,
    names_fault,
    readings_differences,
    readings_fault,
    tidy,
)

SH = builtin("CN-SH")
HALF = SH[PASS]
PAPER = BallotPaper(
    kind=PaperKind.ELECTION, rows=(Row(name="贺明川"), Row(name="沈知遥", note="一车间")), seats=2, write_ins=2,
    rounds_max=2,
)  # fmt: skip
READ = {"张三": "张三", "张叁": "张三", "三车间张三": "张三", "画圈": "", "沈知瑶": "沈知遥"}


def tally(channel_valid, rows, written=()):
    return RowsTally(issued=channel_valid, returned=channel_valid, valid=channel_valid, rows=rows, written=written)


def result(ballots, sheet=None, *, base, readings=READ):
    online = tally(len(ballots), ((0, 0, 0), (0, 0, 0)), count_written(ballots))
    tallies = {Channel.ONLINE: online} | ({Channel.PAPER: sheet} if sheet else {})
    paper, found = with_others(PAPER, tallies, ballots, readings)
    return paper, decide_rows(SH, HALF, paper, base=base, tally=combine_rows(paper, found))


def test_paper_when_written_and_read_then_the_lines_for_others_stay():
    assert read_paper(PAPER.write()) == PAPER
    old = {key: value for key, value in PAPER.write().items() if key != "write_ins"}
    before = read_paper(old)
    assert before is not None
    assert before.write_ins == 0
    assert "赞成的连同另选他人不超过 2 名" in str(told_before(PAPER, min_group=5))


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({"allowed": True}, 3),
        ({"allowed": False}, 0),
        ({"allowed": True, "sealed": True}, 0),
        ({"allowed": True, "by_hands": True}, 0),
        ({"allowed": True, "seats": 9}, 5),
    ],
)
def test_lines_for_others_when_sealed_or_by_hands_then_none(given, lines):
    assert write_in_lines(**{"sealed": False, "by_hands": False, "seats": 3} | given) == lines


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ((), None),
        (("张三", "李四"), None),
        (("张三", "李四", "王五"), "另选他人最多写 2 名，您写了 3 名"),
        (("贺明川",), "“贺明川”是正式候选人，请在候选人一行选“赞成”"),
        (("沈知遥（一车间）",), "“沈知遥（一车间）”是正式候选人，请在候选人一行选“赞成”"),
        (("张三", "张三"), "“张三”写了两次"),
        (("张" * 41,), "“张张张张张张张张张张…”太长，姓名最多 40 个字"),
    ],
)
def test_names_when_they_cannot_be_then_said(written, said):
    fault = names_fault(PAPER, written)
    assert (None if fault is None else str(fault)) == said


def test_names_when_the_ballot_has_no_lines_then_refused():
    closed = BallotPaper(kind=PaperKind.ELECTION, rows=PAPER.rows, seats=2)
    assert str(names_fault(closed, ("张三",))) == "本轮不能另选他人"
    assert str(rows_faults(closed, tally(3, ((0, 0, 3), (0, 0, 3)), (("张三", 1),)))[0]) == "本轮不能另选他人"


def test_names_when_kept_then_tidy():
    assert tidy((" 张  三 ", "", "　", "李四")) == ("张 三", "李四")


def test_names_when_added_to_too_many_in_favour_then_the_ballot_is_refused():
    assert choices_fault(PAPER, (FOR, AGAINST), ("张三",)) is None
    assert str(choices_fault(PAPER, (FOR, FOR), ("张三",))) == "应选 2 名，您赞成了 3 名"


def test_sheet_when_names_differ_or_outnumber_the_ballots_then_said():
    one = tally(4, ((4, 0, 0), (1, 3, 0)), (("张三", 2),))
    two = tally(4, ((4, 0, 0), (1, 3, 0)), (("张三", 1), ("李四", 1)))
    assert [str(text) for text in rows_differences(PAPER, one, two)] == [
        "两份计票单的“张三”不一致：2 与 1，请共同重新清点", "两份计票单的“李四”不一致：0 与 1，请共同重新清点",
    ]  # fmt: skip
    assert rows_faults(PAPER, one) == ()
    assert "应为 1 至 4 票" in str(rows_faults(PAPER, tally(4, one.rows, (("张三", 5),)))[0])
    assert "赞成合计 9 票" in str(rows_faults(PAPER, tally(4, ((4, 0, 0), (1, 3, 0)), (("张三", 4),)))[-1])
    many = tuple((f"职工{n}", 1) for n in range(5))
    assert rows_faults(PAPER, tally(6, ((4, 0, 2), (1, 3, 2)), many)) == ()


def test_readings_when_they_differ_or_are_missing_then_said():
    names = ("张三", "张叁")
    assert readings_fault(PAPER, names, (), READ) is None
    assert str(readings_fault(PAPER, ("王五",), (), READ)) == "“王五”还没有辨认"
    assert "应" not in str(readings_fault(PAPER, ("沈知瑶",), (), READ) or "")
    assert "请改签计票单" in str(readings_fault(PAPER, ("沈知瑶",), ("沈知瑶",), READ))
    assert [str(text) for text in readings_differences({"张叁": "张三"}, {"张叁": ""})] == [
        "“张叁”：一位辨认为“张三”，一位辨认为“无法辨认”"
    ]


def test_person_written_in_many_ways_when_counted_then_one_candidate_who_may_win():
    ballots = [
        ((FOR, AGAINST), ("张三",)),
        ((FOR, AGAINST), ("张叁",)),
        ((AGAINST, AGAINST), ("张三", "三车间张三")),
        ((FOR, ABSTAIN), ("画圈",)),
        ((AGAINST, AGAINST), ("沈知瑶",)),
    ]
    sheet = tally(2, ((1, 1, 0), (0, 2, 0)), (("张三", 1),))
    paper, found = result(ballots, sheet, base=7)
    assert [(row.full, one.counts, one.outcome) for row, one in zip(paper.rows, found.rows, strict=True)] == [
        ("贺明川", (4, 3, 0), RowOutcome.ELECTED),
        ("沈知遥（一车间）", (1, 5, 1), RowOutcome.NOT_ELECTED),
        ("张三（另选）", (4, 0, 3), RowOutcome.ELECTED),
    ]
    assert "当选：贺明川、张三（另选）；" in str(found.sentence)
    online = tally(5, sheet.rows, count_written(ballots))
    assert str(unreadable({Channel.ONLINE: online}, READ)) == "另选他人中有 1 处姓名无法辨认，不计入任何人"
    assert unreadable({Channel.PAPER: sheet}, READ) is None


def test_person_when_two_spellings_on_paper_outnumber_the_ballots_then_said():
    sheet = tally(3, ((0, 3, 0), (0, 3, 0)), (("张三", 2), ("张叁", 2)))
    assert "“张三”合计 4 票，多于有效票 3 张" in str(too_many({Channel.PAPER: sheet}, READ))
    assert too_many({Channel.ONLINE: sheet}, READ) is None


NAMES = st.sampled_from(sorted(READ))
BALLOTS = st.lists(
    st.tuples(st.tuples(*[st.sampled_from((FOR, AGAINST, ABSTAIN))] * 2), st.lists(NAMES, max_size=2, unique=True)),
    min_size=1, max_size=30,
).map(lambda ballots: [one for one in ballots if choices_fault(PAPER, *one) is None]).filter(bool)  # fmt: skip


@given(BALLOTS)
def test_no_reading_gives_a_person_more_votes_than_ballots_or_loses_one_of_a_candidate(ballots):
    paper, found = result(ballots, base=len(ballots))
    for one in found.rows:
        assert sum(one.counts) == len(ballots)
    for place in range(2):
        least = sum(choices[place] == FOR for choices, _names in ballots)
        assert found.rows[place].counts[FOR] >= least
    wrote = sum(any(READ[name] == "张三" for name in names) for _choices, names in ballots)
    assert [row.name for row in paper.rows[2:]] == (["张三"] if wrote else [])
    if wrote:
        assert found.rows[2].counts[FOR] == wrote


def test_name_on_paper_when_it_cannot_be_read_then_nobody_gets_its_votes():
    assert count_by_person([("画圈", 3), ("张叁", 2), ("没有辨认过的", 1)], READ) == {"张三": 2}


def test_readings_when_a_name_is_longer_than_any_then_said():
    told = readings_fault(PAPER, ["张三"], [], {"张三": "长" * (LONGEST_WRITTEN + 1)})
    assert told is not None
    assert f"姓名最多 {LONGEST_WRITTEN} 个字" in str(told)
