"""Classes of raters: one appraisal in several items, each with its own roll, and the weighted result of all."""

from uuid import uuid4

import pytest

from gonghui.congress.actions import ballotpapers, casting, presence, raters, running, voting
from gonghui.congress.models import AgendaItem, BallotRow, Delegate, Meeting, RollEntry
from gonghui.congress.queries.ballots import class_group
from gonghui.congress.queries.raters import rounds_of, weighted_of
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.kinds import VoteForm
from gonghui.congress.rules.raters import RaterClass
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.tests import make, rows
from gonghui.congress.tests.make import MORNING, after
from gonghui.congress.tests.test_figures import plots
from gonghui.congress.tests.test_rows_screens import browser, text
from gonghui.kernel.errors import Conflict, NotAllowed, RuleBroken
from gonghui.kernel.models import LedgerEntry

pytestmark = pytest.mark.django_db
WORKERS = RaterClass(name="职工代表", weight=60, categories=("FRONT_LINE",))
MANAGERS = RaterClass(name="中层", weight=40, categories=("MANAGER",))
PEOPLE = ("沈岳", "何岚")


def prepared(delegates=12, managers=6):
    """A meeting in preparation with an appraisal of two people; the last delegates are managers."""
    hall = make.hall(delegates=delegates, forms=(VoteForm.OPEN_BALLOT, VoteForm.OPEN_BALLOT))
    Meeting.objects.filter(id=hall.meeting.id).update(state=MeetingState.PROPOSED, ready_at=None)
    chosen = [one.id for one in hall.delegates[delegates - managers :]]
    Delegate.objects.filter(id__in=chosen).update(category="MANAGER")
    rows.fill(hall, PaperKind.APPRAISAL, names=PEOPLE)
    return hall


def part(hall, *classes):
    raters.set_rater_classes(hall.posts["secretary"], item_id=hall.items[0].id, classes=classes, now=MORNING)
    hall.items[0].refresh_from_db()
    return class_group(hall.items[0])


def sat(hall):
    """Open the meeting with everybody in it."""
    Meeting.objects.filter(id=hall.meeting.id).update(state=MeetingState.READY, ready_at=MORNING)
    presence.open_sign_in(hall.posts["operator"], meeting_id=hall.meeting.id, now=MORNING)
    for delegate in hall.delegates:
        presence.sign_in_by_number(hall.posts["desk"], meeting_id=hall.meeting.id, number=delegate.number, now=MORNING)
    running.open_meeting(hall.posts["presiding"], meeting_id=hall.meeting.id, now=after(60))


def rate(hall, item, voters, ballots, at):
    """Hold the round of one class from its start to its announcement."""
    running.start_item(hall.posts["presiding"], item_id=item.id, now=after(at))
    vote = rows.opened(hall, item.id, at=at + 1)
    for n, choices in zip(voters, ballots, strict=True):
        casting.cast_vote(hall.delegate(n), vote_id=vote.id, choices=choices, key=uuid4(), now=after(at + 20))
    vote = rows.announced(hall, vote, at=at + 30)
    running.end_item(hall.posts["presiding"], item_id=item.id, now=after(at + 95))
    return vote


def test_appraisal_when_parted_then_each_class_has_an_item_and_the_ballot_follows():
    hall = prepared()
    first, second = part(hall, WORKERS, MANAGERS)
    assert [(one.title, one.position, one.weight, one.categories) for one in (first, second)] == [
        ("第1项议题（职工代表）", 1, 60, ["FRONT_LINE"]), ("第1项议题（中层）", 2, 40, ["MANAGER"]),
    ]  # fmt: skip
    assert list(hall.meeting.items.values_list("position", flat=True)) == [1, 2, 3]
    assert list(second.rows.values_list("name", flat=True)) == list(PEOPLE)
    secretary = hall.posts["secretary"]
    new = [ballotpapers.NewRow(name="周济")]
    ballotpapers.add_rows(secretary, item_id=first.id, rows=new, now=MORNING)
    assert list(second.rows.values_list("name", flat=True)) == [*PEOPLE, "周济"]
    ballotpapers.remove_row(secretary, row_id=BallotRow.objects.get(item=second, name="何岚").id, now=MORNING)
    assert list(first.rows.values_list("name", flat=True)) == ["沈岳", "周济"]
    ballotpapers.set_paper(secretary, item_id=first.id, kind="APPRAISAL", grades=["好", "差"], now=MORNING)
    second.refresh_from_db()
    assert second.grades == ["好", "差"]
    with pytest.raises(RuleBroken, match="已设测评人分类"):
        ballotpapers.set_paper(secretary, item_id=first.id, kind="DECISION", now=MORNING)
    entries = LedgerEntry.objects.count()
    part(hall, WORKERS, MANAGERS)
    assert LedgerEntry.objects.count() == entries
    assert [one.title for one in part(hall)] == ["第1项议题"]
    assert AgendaItem.objects.filter(meeting=hall.meeting).count() == 2


@pytest.mark.parametrize(
    ("classes", "said"),
    [
        ((WORKERS,), "2 至 6 类"),
        ((WORKERS, RaterClass(name="中层", weight=50, categories=("MANAGER",))), "合计 110"),
        ((WORKERS, RaterClass(name="其他", weight=40, categories=("OTHER",))), "还有 6 名代表没有归入任何一类"),
    ],
)
def test_classes_when_they_cannot_be_then_refused_and_nothing_is_written(classes, said):
    hall = prepared()
    before = LedgerEntry.objects.count()
    with pytest.raises(RuleBroken, match=said):
        part(hall, *classes)
    assert (LedgerEntry.objects.count(), hall.meeting.items.count()) == (before, 2)


def test_classes_when_the_meeting_is_ready_or_others_ask_then_refused():
    hall = prepared()
    with pytest.raises(NotAllowed):
        raters.set_rater_classes(
            hall.posts["presiding"], item_id=hall.items[0].id, classes=(WORKERS, MANAGERS), now=MORNING
        )
    with pytest.raises(RuleBroken, match="只有民主测评"):
        raters.set_rater_classes(hall.posts["secretary"], item_id=hall.items[1].id, classes=(), now=MORNING)
    Meeting.objects.filter(id=hall.meeting.id).update(state=MeetingState.READY, ready_at=MORNING)
    with pytest.raises(Conflict):
        part(hall, WORKERS, MANAGERS)


def test_rounds_when_each_class_rates_then_only_it_is_on_the_roll_and_the_shares_are_weighted_exactly():
    hall = prepared()
    first, second = part(hall, WORKERS, MANAGERS)
    sat(hall)
    vote = rate(hall, first, range(6), [[0, 0], [0, 1], [0, 1], [1, 1], [1, 2], [1, 3]], at=100)
    assert set(RollEntry.objects.filter(vote=vote).values_list("delegate__category", flat=True)) == {"FRONT_LINE"}
    page = text(browser(hall.posts["presiding"]), f"/vote/{vote.id}/figures/")
    assert "中层还没有宣布结果" in page
    assert "chart-weighted" not in plots(page)
    other = rate(hall, second, range(6, 12), [[0, 0], [0, 0], [0, 0], [0, 0], [1, 3], [2, 3]], at=300)
    rounds = rounds_of(other)
    assert [(one.name, one.weight, one.withheld) for one in rounds] == [("职工代表", 60, False), ("中层", 40, False)]
    shares = weighted_of(rounds)
    assert shares is not None
    assert [str(one) for one in shares[0]] == ["17/30", "11/30", "1/15", "0"]
    page = text(browser(hall.posts["secretary"]), f"/vote/{vote.id}/figures/")
    bars = plots(page)["chart-weighted"]
    assert bars["rows"][0] == {"name": "沈岳", "counts": [567, 367, 67, 0]}
    assert bars["tenths"] is True
    for words in ("56.7%", "17/30", "职工代表 60%、中层 40%"):
        assert words in page


def test_class_when_too_few_rated_then_nothing_of_it_is_shown_and_no_weighted_result():
    hall = prepared(delegates=10, managers=3)
    first, second = part(hall, WORKERS, MANAGERS)
    sat(hall)
    rate(hall, first, range(7), [[0, 1]] * 7, at=100)
    few = rate(hall, second, range(7, 10), [[3, 3], [0, 0], [0, 0]], at=300)
    page = text(browser(hall.posts["presiding"]), f"/vote/{few.id}/figures/")
    assert "中层的有效票太少，不显示，也不计算加权结果" in page
    assert {"chart-result", "chart-weighted"}.isdisjoint(plots(page))
    assert weighted_of(rounds_of(few)) is None
    assert [row["counts"] for row in few.result.rows] == [[0, 0, 0, 0]] * 2


def test_phone_when_another_class_rates_then_told_so_and_its_ballot_is_refused():
    hall = prepared()
    first, _second = part(hall, WORKERS, MANAGERS)
    sat(hall)
    running.start_item(hall.posts["presiding"], item_id=first.id, now=after(100))
    vote = rows.opened(hall, first.id, at=110)
    manager = browser(hall.delegate(11))
    for path in (f"/vote/{vote.id}/", f"/m/{hall.meeting.id}/"):
        assert "本轮由另一类测评人投票" in text(manager, path)
    with pytest.raises(RuleBroken):
        casting.cast_vote(hall.delegate(11), vote_id=vote.id, choices=[0, 0], key=uuid4(), now=after(130))
    voting.void_vote(hall.posts["presiding"], vote_id=vote.id, reason="重来", now=after(140))


def test_secretary_when_she_types_classes_then_saved_shown_again_and_mistakes_told():
    hall = prepared()
    secretary, item = browser(hall.posts["secretary"]), hall.items[0]
    path = f"/m/{hall.meeting.id}/prepare/agenda/{item.id}/ballot/"
    for typed, said in (
        ("职工代表 60 一线", "“一线”不是代表类别；代表类别有：一线职工"),
        ("职工代表 六十 一线职工", "第1行看不懂"),
        ("职工代表 60 一线职工\n中层 30 经营管理人员", "合计应为 100，现在合计 90"),
    ):
        answer = secretary.post(f"{path}classes/", {"classes": typed})
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert typed.splitlines()[0] in answer.content.decode()
    typed = "职工代表 60% 一线职工、专业技术\n中层，40，经营管理人员"
    assert secretary.post(f"{path}classes/", {"classes": typed}).status_code == 302
    assert "职工代表 60 一线职工 专业技术\n中层 40 经营管理人员" in text(secretary, path)
    assert secretary.post(f"{path}classes/", {"classes": ""}).status_code == 302
    assert AgendaItem.objects.get(id=item.id).rater_class == ""
