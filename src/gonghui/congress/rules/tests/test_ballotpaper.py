"""Ballots of several rows: what a voter may choose, what a sheet must add up to, what comes of it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.ballotpaper import (
    ABSTAIN,
    AGAINST,
    FOR,
    GRADES,
    BallotPaper,
    PaperKind,
    Row,
    choices_fault,
    filled,
    paper_fault,
    read_paper,
    told_before,
)
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.parameters import PASS
from gonghui.congress.rules.rowsresult import RowOutcome, decide_rows, runoff_rows
from gonghui.congress.rules.rowstally import (
    RowsTally,
    by_row,
    combine_rows,
    count_choices,
    rows_differences,
    rows_faults,
)
from gonghui.congress.rules.tests.examples import CN, SH

E, T, N = RowOutcome.ELECTED, RowOutcome.TIED, RowOutcome.NOT_ELECTED


def paper(kind: PaperKind = PaperKind.ELECTION, rows: int = 3, seats: int = 2, **more) -> BallotPaper:
    options = {"options": GRADES} if kind is PaperKind.APPRAISAL else {}
    names = tuple(Row(name=f"候选人{n}") for n in range(rows))
    return BallotPaper(kind=kind, rows=names, seats=seats if kind is PaperKind.ELECTION else 0, **(options | more))


def election(*votes_for: int, valid: int, seats: int, round_number: int = 1):
    ballot = paper(rows=len(votes_for), seats=seats, round_number=round_number, rounds_max=2)
    rows = tuple((count, valid - count, 0) for count in votes_for)
    tally = RowsTally(issued=valid, returned=valid, valid=valid, rows=rows)
    return ballot, tally


papers = st.builds(
    paper, st.sampled_from([PaperKind.ITEMS, PaperKind.ELECTION, PaperKind.APPRAISAL]), st.integers(2, 8),
    st.integers(1, 2),
)  # fmt: skip


@st.composite
def cast(draw):
    """A paper with ballots that it allows."""
    ballot = draw(papers)
    row = st.integers(0, len(ballot.options) - 1)
    every = st.lists(row, min_size=len(ballot.rows), max_size=len(ballot.rows)).filter(
        lambda choices: choices_fault(ballot, choices) is None
    )
    return ballot, draw(st.lists(every, max_size=30))


@given(cast(), cast())
def test_ballots_that_are_allowed_always_make_a_sheet_without_fault_and_channels_add_up(one, other):
    ballot, ballots = one
    counts = count_choices(ballot, ballots)
    n = len(ballots)
    tally = RowsTally(issued=n + 2, returned=n + 1, valid=n, spoiled=1, rows=counts)
    assert rows_faults(ballot, tally) == ()
    assert rows_differences(ballot, tally, tally) == ()
    both = combine_rows(ballot, {Channel.ONLINE: tally, Channel.PAPER: tally})
    assert both.rows == tuple(tuple(2 * count for count in row) for row in counts)
    assert (both.valid, both.issued, both.not_cast) == (2 * n, 2 * n + 4, 2)
    assert rows_faults(ballot, both) == ()
    assert by_row(ballot, [count for row in counts for count in row]) == counts
    assert read_paper(ballot.write()) == ballot
    if other[0] != ballot and len(other[0].rows) != len(ballot.rows):
        assert rows_faults(other[0], tally)


@given(cast())
def test_result_never_elects_more_than_the_seats_nor_anybody_with_fewer_votes_than_somebody_left_out(one):
    ballot, ballots = one
    n = len(ballots)
    tally = RowsTally(issued=n, returned=n, valid=n, rows=count_choices(ballot, ballots))
    found = decide_rows(SH, SH[PASS], ballot, base=max(n, 1), tally=tally)
    assert [row.counts for row in found.rows] == list(tally.rows) or ballot.kind is PaperKind.APPRAISAL
    if ballot.kind is not PaperKind.ELECTION:
        assert (found.open_seats, found.again) == (0, False)
        return
    elected = sorted((row for row in found.rows if row.outcome is E), key=lambda row: row.rank)
    left = [row.counts[FOR] for row in found.rows if row.outcome is not E]
    assert len(elected) + found.open_seats == ballot.seats
    assert [row.rank for row in elected] == list(range(1, len(elected) + 1))
    assert all(one.counts[FOR] >= two.counts[FOR] for one, two in pairwise(elected))
    assert (
        all(row.counts[FOR] > vote for row in elected for vote in left)
        or not left
        or not any(row.outcome is T for row in found.rows)
    )
    assert all(row.counts[FOR] >= found.needed for row in elected)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ([FOR, FOR, ABSTAIN], None),
        ([FOR, FOR, FOR], "应选 2 名，您赞成了 3 名"),
        ([FOR, AGAINST], "票面有 3 行，送来了 2 行"),
        ([FOR, AGAINST, 3], "没有这个选项"),
        ([FOR, AGAINST, -1], "没有这个选项"),
        ([FOR, None, AGAINST], "还有 1 行没有选"),
    ],
)
def test_choices_of_an_election_when_checked_then_what_is_wrong_is_said(choices, said):
    fault = choices_fault(paper(), choices)
    assert (str(fault) if fault else None) == said


def test_empty_rows_count_as_abstained_at_elections_alone():
    assert filled(paper(), [FOR, None, None]) == (FOR, ABSTAIN, ABSTAIN)
    assert filled(paper(PaperKind.ITEMS), [FOR, None, None]) == (FOR, None, None)


@pytest.mark.parametrize(
    ("ballot", "said"),
    [
        (paper(rows=0), "还没有列出候选人"),
        (paper(PaperKind.ITEMS, rows=61), "表决项最多 60 个"),
        (paper(rows=2, seats=3), "应选 3 名，候选人 2 名，无法选举"),
        (paper(rows=2, seats=0), "应选 0 名，候选人 2 名，无法选举"),
        (
            BallotPaper(kind=PaperKind.ITEMS, rows=(Row(name="王伟", note="一车间"),) * 2),
            "“王伟（一车间）”在票面上出现两次，同名的请注明单位",
        ),
        (paper(), None),
        (paper(PaperKind.APPRAISAL), None),
    ],
)
def test_paper_when_it_cannot_be_put_then_it_says_why(ballot, said):
    fault = paper_fault(ballot)
    assert (str(fault) if fault else None) == said


def test_rules_of_a_paper_are_told_before_it_opens():
    told = str(told_before(paper(rows=3, seats=2, rounds_max=2), min_group=5))
    assert told == (
        "差额选举：候选人 3 名，应选 2 名，赞成的不超过 2 名；达到所须票数的，按赞成票多少依次当选；"
        "末位票数相同的，对相同者另行投票，连同本轮最多 2 轮"
    )
    last = str(told_before(paper(rows=2, seats=2, round_number=2, rounds_max=2), min_group=5))
    assert last.startswith("等额选举：")
    assert last.endswith("末位票数相同的，名额空缺，本次不再投票")
    assert str(told_before(paper(PaperKind.ITEMS), min_group=5)) == "共 3 项，每一项分别表决、分别计票"
    assert "不足 5 张的，不显示结果" in str(told_before(paper(PaperKind.APPRAISAL), min_group=5))


def test_sheet_when_it_does_not_add_up_then_every_fault_is_named():
    tally = RowsTally(issued=3, returned=4, valid=2, spoiled=1, rows=((2, 0, 0), (2, 0, 0), (2, 1, 0)))
    assert [str(fault) for fault in rows_faults(paper(), tally)] == [
        "收回 4 票，多于发出的 3 票，本轮无效，应当重新表决",
        "有效票、空白票、废票合计 3 票，与收回的 4 票不符，请重新清点",
        "“候选人2”各栏合计 3 票，与有效票 2 票不符，请重新清点",
        "赞成合计 6 票，多于 2 张有效票所能投的 4 票，请重新清点",
    ]
    short = RowsTally(issued=1, returned=1, valid=1, blank=-1, spoiled=1, rows=((1, 0, 0),))
    assert [str(fault) for fault in rows_faults(paper(), short)] == ["空白票不能是负数", "计票单的行数与票面不符"]


def test_person_left_unrated_on_paper_is_no_fault():
    tally = RowsTally(issued=2, returned=2, valid=2, rows=((1, 0, 0, 0), (2, 0, 0, 0), (0, 0, 0, 0)))
    assert rows_faults(paper(PaperKind.APPRAISAL), tally) == ()


def test_sheets_when_they_differ_then_the_row_is_named():
    one = RowsTally(issued=2, returned=2, valid=2, rows=((2, 0, 0), (1, 1, 0), (0, 0, 2)))
    two = RowsTally(issued=2, returned=2, valid=1, spoiled=1, rows=((1, 0, 0), (1, 0, 0), (0, 0, 1)))
    found = [str(line) for line in rows_differences(paper(), one, two)]
    assert found[0] == "两份计票单的“有效票”不一致：2 与 1，请共同重新清点"
    assert "两份计票单的“候选人1”不一致：1/1/0 与 1/0/0，请共同重新清点" in found


def test_election_with_equal_votes_at_the_last_seat_leaves_it_open_for_another_round():
    ballot, tally = election(10, 7, 7, valid=12, seats=2)
    found = decide_rows(SH, SH[PASS], ballot, base=12, tally=tally)
    assert [row.outcome for row in found.rows] == [E, T, T]
    assert (found.open_seats, found.again, found.passed) == (1, True, True)
    assert str(found.sentence) == (
        "当选：候选人0；应选 2 名，当选 1 名，缺额 1 名；须全体代表 12 人过半数，即 7 票；"
        "候选人1、候选人2票数相同，都是 7 票，剩余 1 个名额没有选出"
    )
    assert runoff_rows([row.outcome for row in found.rows], [10, 7, 7], 1) == (1, 2)
    ballot, tally = election(10, 7, 7, valid=12, seats=2, round_number=2)
    assert not decide_rows(SH, SH[PASS], ballot, base=12, tally=tally).again


def test_election_counts_of_all_delegates_and_nobody_may_be_elected():
    ballot, tally = election(107, 106, valid=187, seats=2)
    assert [row.outcome for row in decide_rows(SH, SH[PASS], ballot, base=213, tally=tally).rows] == [E, N]
    ballot, tally = election(100, 50, valid=150, seats=1)
    none = decide_rows(CN, CN[PASS], ballot, base=200, tally=tally)
    assert (none.passed, none.open_seats, none.again, str(none.sentence)[:2]) == (False, 1, True, "应选")


@pytest.mark.parametrize(
    ("outcomes", "votes", "seats", "stand"),
    [
        ([E, N, N, N], [9, 4, 3, 2], 1, (1, 2)),
        ([E, N, N, N], [9, 3, 4, 3], 1, (1, 2, 3)),
        ([E, N, N], [9, 4, 3], 2, (1, 2)),
        ([E, T, T, T, N], [9, 4, 4, 4, 3], 2, (1, 2, 3)),
    ],
)
def test_next_round_has_the_tied_or_those_next_by_votes(outcomes, votes, seats, stand):
    assert runoff_rows(outcomes, votes, seats) == stand


def test_items_are_decided_each_for_itself():
    ballot = paper(PaperKind.ITEMS)
    tally = RowsTally(issued=10, returned=10, valid=10, rows=((7, 3, 0), (6, 0, 4), (8, 2, 0)))
    found = decide_rows(SH, SH[PASS], ballot, base=12, tally=tally)
    assert [row.outcome for row in found.rows] == [RowOutcome.PASSED, RowOutcome.FAILED, RowOutcome.PASSED]
    assert str(found.sentence) == (
        "分项表决 3 项，通过 2 项，未通过 1 项（候选人1）；每项须全体代表 12 人过半数，即 7 票"
    )
    assert found.passed


def test_appraisal_of_few_ballots_shows_no_counts():
    ballot = paper(PaperKind.APPRAISAL, rows=1)
    few = RowsTally(issued=6, returned=4, valid=4, rows=((3, 1, 0, 0),))
    found = decide_rows(SH, SH[PASS], ballot, base=12, tally=few)
    assert (found.rows[0].counts, found.rows[0].outcome) == ((0, 0, 0, 0), RowOutcome.WITHHELD)
    assert "不显示" in str(found.note)
    enough = RowsTally(issued=6, returned=5, valid=5, rows=((4, 1, 0, 0),))
    found = decide_rows(SH, SH[PASS], ballot, base=12, tally=enough)
    assert (found.rows[0].counts, found.note, found.not_cast, found.absent) == ((4, 1, 0, 0), None, 1, 6)


def test_count_with_faults_or_more_ballots_than_delegates_has_no_result():
    ballot, tally = election(1, valid=1, seats=1)
    with pytest.raises(ValueError, match="1 ballots issued"):
        decide_rows(SH, SH[PASS], ballot, base=0, tally=tally)
    with pytest.raises(ValueError, match="faults"):
        decide_rows(SH, SH[PASS], paper(), base=9, tally=tally)
    with pytest.raises(ValueError, match="4 totals"):
        by_row(ballot, [1, 0, 0, 0])
