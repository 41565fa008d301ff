"""Classes of raters in a secret appraisal: sealed on phones, and on paper, from the rolls to the weighted report."""

import pytest

from gonghui.congress.actions import counting, raters, running, voting
from gonghui.congress.documents import votes
from gonghui.congress.models import Delegate, Meeting, RollEntry, Vote
from gonghui.congress.queries import counts
from gonghui.congress.queries.ballots import class_group
from gonghui.congress.queries.raters import rounds_of, weighted_of
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.kinds import Channel, VoteForm
from gonghui.congress.rules.rowstally import RowsTally
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.tests import box as play
from gonghui.congress.tests import make, rows
from gonghui.congress.tests.box import Box
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.congress.tests.test_figures import plots
from gonghui.congress.tests.test_raters import MANAGERS, PEOPLE, WORKERS, sat
from gonghui.congress.tests.test_rows_screens import browser, text
from gonghui.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


def parted(hall: Hall, managers: int) -> None:
    """Part the appraisal of a meeting in preparation into two classes; the last delegates are managers."""
    Meeting.objects.filter(id=hall.meeting.id).update(state=MeetingState.PROPOSED, ready_at=None)
    chosen = [one.id for one in hall.delegates[-managers:]]
    Delegate.objects.filter(id__in=chosen).update(category="MANAGER")
    lead = rows.fill(hall, PaperKind.APPRAISAL, names=PEOPLE)
    raters.set_rater_classes(hall.posts["secretary"], item_id=lead.id, classes=(WORKERS, MANAGERS), now=MORNING)
    lead.refresh_from_db()
    hall.items[:] = class_group(lead)
    Meeting.objects.filter(id=hall.meeting.id).update(state=MeetingState.READY, ready_at=MORNING)


def rated(box: Box, item: int, voters: range, ballots: list[list[int]], at: int) -> Vote:
    """Hold the sealed round of one class from the question to the announcement."""
    if item:
        running.start_item(box.chair, item_id=box.hall.items[item].id, now=after(at))
    box.cast.clear()
    box.open(at + 20, item=item)
    for n, choices in zip(voters, ballots, strict=True):
        box.vote_by(n, choices, at=at + 30)
    box.stop(at + 50).count(at + 60)
    tally = counts.online_tally(box.vote)
    for post in ("scrutineer", "scrutineer2"):
        counting.sign_sheet(box.hall.posts[post], vote_id=box.vote_id, channel=Channel.ONLINE, tally=tally,
                            now=after(at + 70))  # fmt: skip
    voting.announce_result(box.chair, vote_id=box.vote_id, now=after(at + 80))
    running.end_item(box.chair, item_id=box.hall.items[item].id, now=after(at + 90))
    return box.vote


def test_sealed_appraisal_when_both_classes_have_rated_then_only_the_weighted_report_tells_and_only_to_a_few() -> None:
    box = play.with_key(delegates=22, before=lambda hall: parted(hall, 11))
    first = rated(box, 0, range(11), [[0, 1]] * 8 + [[1, 2]] * 3, at=80)
    assert set(RollEntry.objects.filter(vote=first).values_list("delegate__category", flat=True)) == {"FRONT_LINE"}
    second = rated(box, 1, range(11, 22), [[0, 0]] * 11, at=300)
    assert RollEntry.objects.filter(vote=second, delegate__category="MANAGER", channel="ONLINE").count() == 11
    rounds = rounds_of(second)
    assert [(one.name, one.rows) for one in rounds] == [
        ("职工代表", ((8, 3, 0, 0), (0, 8, 3, 0))), ("中层", ((11, 0, 0, 0), (11, 0, 0, 0))),
    ]  # fmt: skip
    shares = weighted_of(rounds)
    assert shares is not None
    assert [str(one) for one in shares[0]] == ["46/55", "9/55", "0", "0"]
    path = f"/vote/{first.id}/figures/"
    for who in ("secretary", "presiding", "scrutineer"):
        page = text(browser(box.hall.posts[who]), path)
        assert plots(page)["chart-weighted"]["rows"][0]["counts"] == [836, 164, 0, 0], who
        for words in ("46/55", "83.6%", "职工代表 60%、中层 40%", "测评结果只有主席台、监票人和会务秘书看得到"):
            assert words in page, who
    assert browser(box.hall.delegate(9)).get(path).status_code == 404
    # No paper for everybody, and no face of theirs, tells a grade.
    for vote in (first, second):
        told = votes.for_everybody(vote)
        assert (getattr(told, "rows", None), getattr(told, "told", None)) == ((), "")
    for delegate in (9, 15):
        assert "优秀" not in text(browser(box.hall.delegate(delegate)), f"/m/{box.hall.meeting.id}/")


def test_sealed_appraisal_when_the_other_class_rates_then_its_phones_are_told_so_and_their_ballots_refused() -> None:
    box = play.with_key(delegates=22, before=lambda hall: parted(hall, 11))
    box.open()
    manager = browser(box.hall.delegate(21))
    for path in (f"/vote/{box.vote_id}/", f"/m/{box.hall.meeting.id}/"):
        assert "本轮由另一类测评人投票" in text(manager, path)
    with pytest.raises(RuleBroken):
        box.vote_by(21, [0, 0])
    assert counts.received(box.vote) == 0


def test_sealed_appraisal_when_a_class_has_too_few_phones_then_it_says_so_and_votes_on_paper() -> None:
    box = play.with_key(delegates=16, before=lambda hall: parted(hall, 4))
    rated(box, 0, range(12), [[0, 1]] * 12, at=80)
    running.start_item(box.chair, item_id=box.hall.items[1].id, now=after(300))
    with pytest.raises(RuleBroken) as caught:
        box.prepare(1, at=320)
    assert caught.value.code == "too-few-phones"
    assert "改用纸质票" in str(caught.value.remedy)
    voting.void_vote(box.chair, vote_id=Vote.objects.get(item=box.hall.items[1]).id, reason="手机太少", now=after(330))
    chair = browser(box.hall.posts["presiding"])
    where = f"/m/{box.hall.meeting.id}/chair/"
    assert "改用纸质票…" in text(chair, where)
    assert chair.post(f"{where}item/{box.hall.items[1].id}/paper/").status_code == 302
    assert "改用纸质票…" not in text(chair, where)
    vote = rows.opened(box.hall, box.hall.items[1].id, at=340)
    assert list(vote.roll.values_list("channel", flat=True)) == ["PAPER"] * 4
    sheet = RowsTally(issued=4, returned=4, valid=4, rows=((4, 0, 0, 0), (0, 4, 0, 0)))
    rows.confirmed(box.hall, vote, {Channel.PAPER: sheet}, at=400)
    # Four of them are too few to be shown, sealed or on paper.
    assert rounds_of(Vote.objects.get(id=vote.id))[1].withheld


def test_paper_appraisal_when_both_classes_are_counted_by_two_then_the_shares_are_weighted() -> None:
    hall = make.hall(delegates=14, without_phone=8, forms=(VoteForm.SECRET_BALLOT,))
    parted(hall, 6)
    sat(hall)
    counted = ((8, ((6, 2, 0, 0), (0, 6, 2, 0))), (6, ((6, 0, 0, 0), (3, 3, 0, 0))))
    done = []
    for place, (ballots, marks) in enumerate(counted):
        at = 100 + 200 * place
        running.start_item(hall.posts["presiding"], item_id=hall.items[place].id, now=after(at))
        vote = rows.opened(hall, hall.items[place].id, at=at + 1)
        assert set(RollEntry.objects.filter(vote=vote).values_list("channel", flat=True)) == {"PAPER"}
        assert vote.roll.count() == ballots
        sheet = RowsTally(issued=ballots, returned=ballots, valid=ballots, rows=marks)
        vote = rows.confirmed(hall, vote, {Channel.PAPER: sheet}, at=at + 30)
        voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(at + 90))
        running.end_item(hall.posts["presiding"], item_id=hall.items[place].id, now=after(at + 95))
        done.append(vote)
    shares = weighted_of(rounds_of(Vote.objects.get(id=done[1].id)))
    assert shares is not None
    assert [[str(one) for one in row] for row in shares] == [["17/20", "3/20", "0", "0"], ["1/5", "13/20", "3/20", "0"]]
    page = text(browser(hall.posts["presiding"]), f"/vote/{done[0].id}/figures/")
    assert plots(page)["chart-weighted"]["rows"][1] == {"name": "何岚", "counts": [200, 650, 150, 0]}
    assert browser(hall.delegate(2)).get(f"/vote/{done[0].id}/figures/").status_code == 404
