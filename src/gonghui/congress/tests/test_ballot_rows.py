"""Rounds with several rows by named ballots and sheets: prepared, frozen, cast, counted, and the run-off."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from gonghui.congress.actions import ballotpapers, casting, counting, running, runoff, voting
from gonghui.congress.models import AgendaItem, BallotRow, NamedBallot, TallySheet, Vote, VoteResult
from gonghui.congress.queries import counts
from gonghui.congress.queries.ballots import draft_paper
from gonghui.congress.rules.ballotpaper import Candidacy, PaperKind
from gonghui.congress.rules.kinds import Channel, VoteForm
from gonghui.congress.rules.rowstally import RowsTally
from gonghui.congress.rules.states import ItemState, VoteState
from gonghui.congress.rules.vote import NOTHING
from gonghui.congress.tests import make, rows
from gonghui.congress.tests.make import MORNING, after
from gonghui.congress.tests.rows import A, F, Q
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import OTHER_UNION, ident

pytestmark = pytest.mark.django_db


def election(**kwargs):
    return rows.in_session(PaperKind.ELECTION, **kwargs)


def outcomes(vote):
    return [row["outcome"] for row in rows.lines(vote)]


def test_election_when_four_votes_tie_for_the_last_seat_then_the_run_off_is_the_next_item_and_elects():
    hall = election()
    vote = rows.opened(hall)
    rows.cast(hall, vote, [[F, F, A, Q], [F, F, A, Q], [F, A, F, Q], [F, A, F, Q], [F, F, Q, Q], [F, Q, F, Q]])
    # 6, 3, 3, 0 of 6 delegates: more than half, that is 4, elects.
    vote = rows.announced(hall, vote)
    assert outcomes(vote) == ["ELECTED", "NOT_ELECTED", "NOT_ELECTED", "NOT_ELECTED"]
    assert (vote.result.open_seats, vote.result.again, vote.result.passed) == (1, True, True)
    assert vote.result.sentence.startswith("当选：贺明川；应选 2 名，当选 1 名，缺额 1 名；")
    hall.items[0].refresh_from_db()
    assert hall.items[0].state == ItemState.ELECTED
    chair = hall.posts["presiding"]
    item_id = runoff.draft_runoff(chair, vote_id=vote.id, now=after(300))
    entries = LedgerEntry.objects.count()
    assert runoff.draft_runoff(chair, vote_id=vote.id, now=after(301)) == item_id
    assert LedgerEntry.objects.count() == entries
    item = AgendaItem.objects.get(id=item_id)
    assert (item.position, item.title, item.seats, item.state) == (2, "第1项议题（第二轮）", 1, ItemState.SERVED)
    assert [row.name for row in item.rows.all()] == ["欧阳·阿依古丽", "沈知遥"]
    assert list(hall.meeting.items.values_list("position", flat=True)) == [1, 2, 3]
    running.end_item(chair, item_id=hall.items[0].id, now=after(310))
    running.start_item(chair, item_id=item_id, now=after(320))
    second = rows.opened(hall, item_id, at=330)
    assert rows.frozen(second).round_number == 2
    rows.cast(hall, second, [[F, A]] * 5 + [[A, F]], at=350)
    second = rows.announced(hall, second, at=400)
    assert outcomes(second) == ["ELECTED", "NOT_ELECTED"]
    with pytest.raises(Conflict, match="没有需要另行投票"):
        runoff.draft_runoff(chair, vote_id=second.id, now=after(500))


def test_run_off_when_votes_are_equal_at_the_last_seat_then_only_those_stand_and_no_third_round_follows():
    hall = election(names=("甲明", "乙明", "丙明"), seats=2)
    vote = rows.opened(hall)
    rows.cast(hall, vote, [[F, F, A], [F, F, A], [F, A, F], [F, A, F], [A, F, F], [A, F, F]])
    vote = rows.announced(hall, vote)
    assert outcomes(vote) == ["TIED", "TIED", "TIED"]
    assert not vote.result.passed
    assert "甲明、乙明、丙明票数相同，都是 4 票，剩余 2 个名额没有选出" in vote.result.sentence
    hall.items[0].refresh_from_db()
    assert hall.items[0].state == ItemState.REJECTED
    chair = hall.posts["presiding"]
    item_id = runoff.draft_runoff(chair, vote_id=vote.id, now=after(300))
    running.end_item(chair, item_id=hall.items[0].id, now=after(310))
    running.start_item(chair, item_id=item_id, now=after(320))
    again = rows.opened(hall, item_id, at=330)
    rows.cast(hall, again, [[F, F, A], [F, F, A], [F, A, F], [F, A, F], [A, F, F], [A, F, F]], at=350)
    again = rows.announced(hall, again, at=400)
    assert (outcomes(again), again.result.again) == (["TIED"] * 3, False)
    with pytest.raises(Conflict):
        runoff.draft_runoff(chair, vote_id=again.id, now=after(500))


def test_run_off_when_not_announced_or_pressed_by_others_then_it_is_refused_and_nothing_is_written():
    hall = election()
    vote = rows.opened(hall)
    with pytest.raises(Conflict):
        runoff.draft_runoff(hall.posts["presiding"], vote_id=vote.id, now=after(100))
    with pytest.raises(NotAllowed):
        runoff.draft_runoff(hall.delegate(5), vote_id=vote.id, now=after(100))
    theirs = make.hall(of=make.union(OTHER_UNION, name="青禾医院工会"))
    with pytest.raises(NotFound):
        runoff.draft_runoff(theirs.posts["presiding"], vote_id=vote.id, now=after(100))
    with pytest.raises(NotFound):
        runoff.draft_runoff(hall.posts["presiding"], vote_id=ident("none"), now=after(100))
    assert hall.meeting.items.count() == 2


def test_ballot_when_cast_then_empty_rows_are_abstained_a_resend_is_the_same_and_another_is_refused():
    hall = election()
    vote = rows.opened(hall)
    key = uuid4()
    first = casting.cast_vote(hall.delegate(0), vote_id=vote.id, choices=[F, None, None, None], key=key, now=after(100))
    assert (first.choices, first.again, first.choice) == ((F, Q, Q, Q), False, "")
    again = casting.cast_vote(hall.delegate(0), vote_id=vote.id, choices=[F, Q, Q, Q], key=uuid4(), now=after(101))
    assert (again.choices, again.again, again.at) == ((F, Q, Q, Q), True, after(100))
    with pytest.raises(Conflict, match="不能更改"):
        casting.cast_vote(hall.delegate(0), vote_id=vote.id, choices=[A, Q, Q, Q], key=uuid4(), now=after(102))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        NamedBallot.objects.update(choices=[A, A, A, A])
    assert NamedBallot.objects.get().choices == [F, Q, Q, Q]


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ([F, F, F, Q], "应选 2 名，您赞成了 3 名"),
        ([F], "票面有 4 行"),
        ([], "票面有 4 行"),
        ([F, F, 7, Q], "没有这个选项"),
    ],
)
def test_ballot_when_it_cannot_be_then_it_is_refused_and_nothing_is_written(choices, said):
    hall = election()
    vote = rows.opened(hall)
    before = LedgerEntry.objects.count()
    with pytest.raises(RuleBroken, match=said):
        casting.cast_vote(hall.delegate(0), vote_id=vote.id, choices=choices, key=uuid4(), now=after(100))
    assert (NamedBallot.objects.count(), LedgerEntry.objects.count()) == (0, before)


def test_question_when_candidates_are_not_official_or_count_the_votes_then_it_is_not_put():
    hall = election(official=False)
    chair, item = hall.posts["presiding"], hall.items[0]
    with pytest.raises(RuleBroken, match="还没有确定为正式候选人：贺明川、欧阳·阿依古丽、沈知遥、袁海"):
        voting.prepare_vote(chair, item_id=item.id, now=after(80))
    secretary = hall.posts["secretary"]
    for standing in (Candidacy.DISCUSSED, Candidacy.QUALIFIED, Candidacy.OFFICIAL):
        assert ballotpapers.set_candidacy(secretary, item_id=item.id, standing=standing, now=after(81)) == 4
    row = BallotRow.objects.get(name="袁海")
    third = hall.delegates[3]
    for changes in ({"delegate": third}, {"delegate": None, "name": third.person.name}):
        BallotRow.objects.filter(id=row.id).update(**changes)
        with pytest.raises(RuleBroken, match="不能担任监票人"):
            voting.prepare_vote(chair, item_id=item.id, now=after(83))
    ballotpapers.set_candidacy(secretary, item_id=item.id, standing=Candidacy.WITHDRAWN, row_id=row.id, now=after(84))
    vote = Vote.objects.get(id=voting.prepare_vote(chair, item_id=item.id, now=after(85)))
    assert [one.name for one in rows.frozen(vote).rows] == ["贺明川", "欧阳·阿依古丽", "沈知遥"]
    with pytest.raises(Conflict, match="已经进入表决"):
        ballotpapers.set_candidacy(secretary, item_id=item.id, standing=Candidacy.OFFICIAL, now=after(86))
    voting.void_vote(chair, vote_id=vote.id, reason="名单有误", now=after(87))
    assert ballotpapers.set_candidacy(secretary, item_id=item.id, standing=Candidacy.OFFICIAL, now=after(88)) == 0
    again = Vote.objects.get(id=voting.prepare_vote(chair, item_id=item.id, now=after(89)))
    assert (again.round, again.paper) == (2, vote.paper)
    vote.refresh_from_db()
    assert vote.state == VoteState.VOIDED


def test_sheets_when_counted_by_hand_then_rows_must_agree_and_add_up():
    hall = election(forms=(VoteForm.SECRET_BALLOT,))
    vote = rows.opened(hall)
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))

    def sign(post, **changes):
        values = {"issued": 6, "returned": 6, "valid": 5, "spoiled": 1} | changes
        tally = RowsTally(rows=values.pop("rows", ((5, 0, 0), (4, 1, 0), (1, 4, 0), (0, 5, 0))), **values)
        return counting.sign_sheet(
            hall.posts[post], vote_id=vote.id, channel=Channel.PAPER, tally=tally, now=after(200)
        )

    for changes, said in (
        ({"valid": 6}, "合计 7 票，与收回的 6 票不符"),
        ({"rows": ((5, 0, 0), (5, 0, 0), (5, 0, 0), (0, 5, 0))}, "赞成合计 15 票，多于"),
        ({"issued": 7}, "多于在册的 6 人"),
    ):
        with pytest.raises(RuleBroken, match=said):
            sign("scrutineer", **changes)
    with pytest.raises(RuleBroken, match="与本轮的票面不符"):
        counting.sign_sheet(
            hall.posts["scrutineer"], vote_id=vote.id, channel=Channel.PAPER, tally=NOTHING, now=after(200)
        )
    assert TallySheet.objects.count() == 0
    assert not sign("scrutineer")
    assert not sign("scrutineer2", rows=((5, 0, 0), (3, 2, 0), (1, 4, 0), (0, 5, 0)))
    assert sign("scrutineer2")
    result = VoteResult.objects.get(vote=vote)
    assert [row["counts"] for row in rows.lines(vote)] == [[5, 0, 0], [4, 1, 0], [1, 4, 0], [0, 5, 0]]
    assert [row["rank"] for row in rows.lines(vote)] == [1, 2, 0, 0]
    assert result.channels["PAPER"]["rows"][1] == [4, 1, 0]
    assert (result.spoiled, result.not_cast, result.open_seats) == (1, 0, 0)


def test_items_when_voted_one_by_one_then_each_has_its_own_outcome():
    hall = rows.in_session(PaperKind.ITEMS, names=("高温津贴", "夜班补贴", "班车"))
    assert hall.items[0].question == "是否通过第1项？"
    vote = rows.opened(hall)
    with pytest.raises(RuleBroken, match="还有 1 行没有选"):
        rows.cast(hall, vote, [[F, None, A]])
    rows.cast(hall, vote, [[F, F, F], [F, F, A], [F, A, Q], [F, A, F]])
    vote = rows.announced(hall, vote)
    assert outcomes(vote) == ["PASSED", "FAILED", "FAILED"]
    assert "未通过 2 项（夜班补贴、班车）" in vote.result.sentence


def test_paper_when_set_then_the_drafted_question_follows_and_nonsense_is_refused():
    hall = make.hall(forms=(VoteForm.OPEN_BALLOT, VoteForm.NONE))
    item, secretary = hall.items[0], hall.posts["secretary"]
    AgendaItem.objects.filter(id=item.id).update(
        title="选举职工董事", power="ELECT", question="是否同意选举职工董事？", script=""
    )
    for words, said in (
        ({"kind": "ITEMS"}, "不能用这种票"),
        ({"kind": "ELECTION", "seats": 0}, "应选名额请填 1 至 60"),
    ):
        with pytest.raises(RuleBroken, match=said):
            ballotpapers.set_paper(secretary, item_id=item.id, now=MORNING, **words)
    with pytest.raises(RuleBroken, match="没有票面"):
        ballotpapers.set_paper(secretary, item_id=hall.items[1].id, kind="ITEMS", now=MORNING)
    ballotpapers.set_paper(secretary, item_id=item.id, kind="ELECTION", seats=2, now=MORNING)
    item.refresh_from_db()
    assert (item.question, item.seats) == ("选举职工董事", 2)
    with pytest.raises(NotAllowed):
        ballotpapers.set_paper(hall.posts["presiding"], item_id=item.id, kind="ELECTION", seats=1, now=MORNING)
    with pytest.raises(RuleBroken, match="至少写一个名称"):
        ballotpapers.add_rows(secretary, item_id=item.id, rows=[], now=MORNING)
    new = [ballotpapers.NewRow(name=name) for name in ("代表1", "代表1", "外聘专家", "代表2")]
    assert ballotpapers.add_rows(secretary, item_id=item.id, rows=new, now=MORNING) == 3
    assert ballotpapers.add_rows(secretary, item_id=item.id, rows=new, now=MORNING) == 0
    assert [row.delegate_id for row in item.rows.all()] == [hall.delegates[1].id, None, hall.delegates[2].id]
    many = [ballotpapers.NewRow(name=f"甲{n}") for n in range(58)]
    with pytest.raises(RuleBroken, match="票面最多 60 行"):
        ballotpapers.add_rows(secretary, item_id=item.id, rows=many, now=MORNING)
    last = item.rows.get(name="代表2")
    ballotpapers.move_row(secretary, row_id=last.id, up=True, now=MORNING)
    ballotpapers.move_row(secretary, row_id=last.id, up=True, now=MORNING)
    ballotpapers.move_row(secretary, row_id=last.id, up=True, now=MORNING)
    assert [row.name for row in item.rows.all()] == ["代表2", "代表1", "外聘专家"]
    ballotpapers.remove_row(secretary, row_id=last.id, now=MORNING)
    assert list(item.rows.values_list("position", "name")) == [(1, "代表1"), (2, "外聘专家")]
    ballotpapers.set_paper(secretary, item_id=item.id, kind="DECISION", now=MORNING)
    item.refresh_from_db()
    assert (item.question, draft_paper(item)) == ("是否同意选举职工董事？", None)


def test_grades_when_named_then_they_are_the_options_and_few_ballots_show_nothing():
    hall = rows.in_session(PaperKind.APPRAISAL, names=("沈岳", "何岚"), more={"grades": ["好", "一般", "差", "弃权"]})
    with pytest.raises(RuleBroken, match="互不相同"):
        ballotpapers.set_paper(
            hall.posts["secretary"], item_id=hall.items[0].id, kind="APPRAISAL", grades=["好", "好"], now=MORNING
        )
    vote = rows.opened(hall)
    assert rows.frozen(vote).options == ("好", "一般", "差", "弃权")
    rows.cast(hall, vote, [[0, 1], [0, 3], [1, 2]])
    vote = rows.announced(hall, vote)
    assert outcomes(vote) == ["WITHHELD", "WITHHELD"]
    assert all(set(row["counts"]) == {0} for row in rows.lines(vote))
    assert vote.result.channels["ONLINE"]["rows"] == []
    hall.items[0].refresh_from_db()
    assert hall.items[0].state == ItemState.RATED


def test_round_when_opened_on_phones_then_the_count_is_by_row():
    hall = election(without_phone=1)
    vote = rows.opened(hall)
    rows.cast(hall, vote, [[F, F, A, Q], [F, A, A, A]])
    tally = counts.online_tally(vote)
    assert isinstance(tally, RowsTally)
    assert (tally.issued, tally.valid, tally.rows) == (5, 2, ((2, 0, 0), (1, 1, 0), (0, 2, 0), (0, 1, 1)))
    paper = RowsTally(issued=1, returned=1, valid=1, rows=((1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 1, 0)))
    vote = rows.confirmed(hall, vote, {Channel.PAPER: paper})
    assert [row["counts"] for row in rows.lines(vote)] == [[3, 0, 0], [2, 1, 0], [0, 3, 0], [0, 2, 1]]
