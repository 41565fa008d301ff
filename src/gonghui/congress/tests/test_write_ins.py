"""Others than the candidates (另选他人): written on ballots, read by two scrutineers, counted, elected, run off."""

from uuid import uuid4

import pytest

from gonghui.congress.actions import ballotpapers, casting, counting, naming_others, runoff, voting
from gonghui.congress.models import AgendaItem, NamedBallot, NameReading, Vote, VoteResult
from gonghui.congress.queries import counts, writeins
from gonghui.congress.queries.ballots import allows_others, draft_paper
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.kinds import Channel, VoteForm
from gonghui.congress.rules.rowstally import RowsTally
from gonghui.congress.rules.states import VoteState
from gonghui.congress.screens import rows as screen
from gonghui.congress.tests import rows
from gonghui.congress.tests.make import MORNING, after
from gonghui.congress.tests.rows import A, F, Q
from gonghui.kernel.errors import Conflict, NotAllowed, RuleBroken
from gonghui.kernel.models import LedgerEntry

pytestmark = pytest.mark.django_db
TWO = ("贺明川", "沈知遥")


def lines_of(item):
    paper = draft_paper(item)
    assert paper is not None
    return paper.write_ins


def election(**kwargs):
    return rows.in_session(PaperKind.ELECTION, names=TWO, more={"write_ins": True}, **kwargs)


def cast(hall, vote, ballots, at=100):
    for n, (choices, written) in enumerate(ballots):
        casting.cast_vote(
            hall.delegate(n), vote_id=vote.id, choices=choices, written=written, key=uuid4(), now=after(at)
        )


def read(hall, vote, post, readings, at=300):
    return naming_others.read_names(hall.posts[post], vote_id=vote.id, readings=readings, now=after(at))


def test_item_when_nothing_is_set_then_the_pack_says_and_a_sealed_or_shown_one_has_no_lines():
    hall = rows.in_session(PaperKind.ELECTION, names=TWO)
    item = hall.items[0]
    item.refresh_from_db()
    assert (item.write_ins, allows_others(item), lines_of(item)) == (None, True, 2)
    AgendaItem.objects.filter(id=item.id).update(write_ins=False)
    item.refresh_from_db()
    assert lines_of(item) == 0
    for form, count_by, lines in (
        (VoteForm.SECRET_BALLOT, "PHONE", 0),
        (VoteForm.SECRET_BALLOT, "SHEET", 2),
        (VoteForm.SHOW_OF_HANDS, "PHONE", 0),
    ):
        AgendaItem.objects.filter(id=item.id).update(write_ins=True, form=form, count_by=count_by)
        item.refresh_from_db()
        assert lines_of(item) == lines


def test_question_when_sealed_then_everybody_is_told_that_nobody_else_can_be_written():
    hall = rows.in_session(PaperKind.ELECTION, names=TWO, forms=(VoteForm.SECRET_BALLOT,), sealed=True)
    vote = Vote.objects.get(id=voting.prepare_vote(hall.posts["presiding"], item_id=hall.items[0].id, now=after(80)))
    assert vote.paper["write_ins"] == 0
    assert screen.base_words(vote).endswith("；本轮用密封票，不能另选他人")


def test_ballot_when_others_are_written_then_kept_and_a_resend_is_the_same():
    hall = election()
    vote = rows.opened(hall)
    cast(hall, vote, [((F, A), (" 张  三 ", ""))])
    kept = NamedBallot.objects.get()
    assert (kept.choices, kept.written) == ([F, A], ["张 三"])
    again = casting.cast_vote(
        hall.delegate(0), vote_id=vote.id, choices=[F, A], written=["张 三"], key=uuid4(), now=after(101)
    )
    assert (again.again, again.written) == (True, ("张 三",))
    with pytest.raises(Conflict, match="不能更改"):
        casting.cast_vote(
            hall.delegate(0), vote_id=vote.id, choices=[F, A], written=["李四"], key=uuid4(), now=after(102)
        )
    before = LedgerEntry.objects.count()
    for written, said in (
        (["张三", "李四"], "应选 2 名，您赞成了 3 名"),
        (["贺明川"], "是正式候选人"),
        (["甲", "乙", "丙"], "最多写 2 名"),
    ):
        with pytest.raises(RuleBroken, match=said):
            casting.cast_vote(
                hall.delegate(1), vote_id=vote.id, choices=[F, A], written=written, key=uuid4(), now=after(103)
            )
    assert (NamedBallot.objects.count(), LedgerEntry.objects.count()) == (1, before)


def test_person_written_in_many_ways_when_both_scrutineers_agree_then_elected_beside_the_candidates():
    hall = election()
    vote = rows.opened(hall)
    cast(hall, vote, [
        ((F, A), ("张三",)), ((F, A), ("张叁",)), ((A, A), ("三车间张三", "看不清")), ((F, Q), ("张三",)), ((F, F), ()),
        ((Q, F), ()),
    ])  # fmt: skip
    vote = rows.confirmed(hall, vote)
    assert vote.state == VoteState.STOPPED
    assert writeins.unread(vote, needed=2) == 2
    meant = {"张三": "张三", "张叁": "张三", "三车间张三": "张三", "看不清": ""}
    assert not read(hall, vote, "scrutineer", meant)
    assert writeins.unread(vote, needed=2) == 1
    assert not read(hall, vote, "scrutineer2", meant | {"张叁": "张叁"})
    assert (writeins.unread(vote, needed=2), VoteResult.objects.count()) == (0, 0)
    assert read(hall, vote, "scrutineer2", meant)
    assert [(one.attempt, one.names["张叁"]) for one in NameReading.objects.order_by("signed_at", "id")] == [
        (1, "张三"), (1, "张叁"), (2, "张三"),
    ]  # fmt: skip
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(400))
    vote = Vote.objects.get(id=vote.id)
    assert [(row["name"], row["counts"], row["outcome"], row.get("written")) for row in rows.lines(vote)] == [
        ("贺明川", [4, 1, 1], "ELECTED", None), ("沈知遥", [2, 3, 1], "NOT_ELECTED", None),
        ("张三", [4, 0, 2], "ELECTED", True),
    ]  # fmt: skip
    assert vote.result.note == "另选他人中有 1 处姓名无法辨认，不计入任何人"
    shown = screen.shown(vote)
    assert shown is not None
    assert [(line.name, line.note, line.written, len(line.bar)) for line in shown.lines][-1] == (
        "张三",
        "另选",
        True,
        1,
    )
    with pytest.raises(Conflict, match="没有需要辨认"):
        read(hall, vote, "scrutineer", meant)


def test_sheets_when_names_stand_on_paper_then_counted_by_person_in_every_channel():
    hall = election(forms=(VoteForm.SECRET_BALLOT,))
    AgendaItem.objects.filter(id=hall.items[0].id).update(count_by="SHEET")
    vote = rows.opened(hall)
    voting.stop_vote(hall.posts["presiding"], vote_id=vote.id, now=after(150))

    def sign(post, written):
        tally = RowsTally(issued=6, returned=6, valid=6, rows=((2, 4, 0), (1, 5, 0)), written=written)
        return counting.sign_sheet(
            hall.posts[post], vote_id=vote.id, channel=Channel.PAPER, tally=tally, now=after(200)
        )

    with pytest.raises(Conflict, match="没有需要辨认"):
        read(hall, vote, "scrutineer", {})
    with pytest.raises(RuleBroken, match="“张三” 7 票"):
        sign("scrutineer", (("张三", 7),))
    assert not sign("scrutineer", (("张三", 3), ("张叁", 1)))
    assert not sign("scrutineer2", (("张三", 4),))
    assert not sign("scrutineer2", (("张三", 3), ("张叁", 1)))
    names = writeins.names_of(Vote.objects.get(id=vote.id), needed=2)
    assert names is not None
    assert (dict(names.votes), set(names.on_paper)) == ({"张三": 3, "张叁": 1}, {"张三", "张叁"})
    with pytest.raises(RuleBroken, match="请改签计票单"):
        read(hall, vote, "scrutineer", {"张三": "贺明川", "张叁": "张三"})
    with pytest.raises(RuleBroken, match="“张叁”还没有辨认"):
        read(hall, vote, "scrutineer", {"张三": "张三"})
    assert NameReading.objects.count() == 0
    both = {"张三": "张三", "张叁": "张三"}
    assert not read(hall, vote, "scrutineer", both)
    assert not sign("scrutineer", (("张三", 3), ("李四", 1)))
    assert not sign("scrutineer2", (("张三", 3), ("李四", 1)))
    assert writeins.unread(Vote.objects.get(id=vote.id), needed=2) == 2
    for post in ("scrutineer", "scrutineer2"):
        done = read(hall, vote, post, {"张三": "张三", "李四": "李四"})
    assert done
    assert [(row["name"], row["counts"][0]) for row in rows.lines(vote)] == [
        ("贺明川", 2), ("沈知遥", 1), ("张三", 3), ("李四", 1),
    ]  # fmt: skip
    assert VoteResult.objects.get(vote=vote).channels["PAPER"]["rows"][2] == [3, 0, 3]


def test_names_when_read_by_others_or_too_early_then_refused_and_nothing_is_written():
    hall = election()
    vote = rows.opened(hall)
    cast(hall, vote, [((F, A), ("张三",))])
    with pytest.raises(Conflict, match="没有需要辨认"):
        read(hall, vote, "scrutineer", {"张三": "张三"})
    for who in (hall.posts["presiding"], hall.delegate(0)):
        with pytest.raises(NotAllowed):
            naming_others.read_names(who, vote_id=vote.id, readings={"张三": "张三"}, now=after(200))
    assert NameReading.objects.count() == 0


def test_run_off_when_somebody_written_in_is_next_then_they_stand_and_nobody_else_may_be_written():
    hall = election()
    vote = rows.opened(hall)
    cast(hall, vote, [
        ((F, A), ("代表1",)), ((F, A), ("代表1",)), ((F, A), ("代表1",)), ((F, F), ()), ((A, F), ()), ((A, F), ()),
    ])  # fmt: skip
    vote = rows.confirmed(hall, vote)
    for post in ("scrutineer", "scrutineer2"):
        read(hall, vote, post, {"代表1": "代表1"})
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(400))
    assert [row["outcome"] for row in rows.lines(vote)] == ["ELECTED", "NOT_ELECTED", "NOT_ELECTED"]
    item = AgendaItem.objects.get(id=runoff.draft_runoff(hall.posts["presiding"], vote_id=vote.id, now=after(500)))
    assert [(row.name, row.note, row.delegate_id) for row in item.rows.all()] == [
        ("沈知遥", "", None), ("代表1", "另选", hall.delegates[1].id),
    ]  # fmt: skip
    assert lines_of(item) == 0
    tally = counts.online_tally(Vote.objects.get(id=vote.id))
    assert isinstance(tally, RowsTally)
    assert tally.written == (("代表1", 3),)


def test_paper_when_saved_then_lines_for_others_are_set_or_left_to_the_pack():
    hall = rows.in_session(PaperKind.ELECTION, names=TWO)
    secretary, item = hall.posts["secretary"], hall.items[0]
    ballotpapers.set_paper(secretary, item_id=item.id, kind="ELECTION", seats=2, write_ins=False, now=MORNING)
    item.refresh_from_db()
    assert item.write_ins is False
