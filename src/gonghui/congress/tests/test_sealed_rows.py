"""Sealed rounds of several rows: elections, items and appraisals, from the frozen paper to an archive that verifies."""

import json
import subprocess
import sys

import pytest

from gonghui.congress.actions import counting, voting
from gonghui.congress.ballotbox import archives, boards, played
from gonghui.congress.models import VoteResult
from gonghui.congress.queries import counts
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.rowstally import RowsTally
from gonghui.congress.tests import box as play
from gonghui.congress.tests import rows
from gonghui.congress.tests.make import after
from gonghui.congress.tests.rows import A, F, Q
from gonghui.congress.tests.test_rows_screens import browser, text
from gonghui.kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db
TIE = [[F, F, A, Q]] * 6 + [[F, A, F, Q]] * 6


def sealed(kind, **kwargs):
    more = {"delegates": kwargs.pop("delegates", 12)}
    box = play.with_key(before=lambda hall: rows.fill(hall, kind, **kwargs), **more)
    return box.open()


def counted(box, ballots):
    for n, choices in enumerate(ballots):
        box.vote_by(n, choices)
    box.stop().count()
    tally = counts.online_tally(box.vote)
    for post in ("scrutineer", "scrutineer2"):
        counting.sign_sheet(
            box.hall.posts[post], vote_id=box.vote_id, channel=Channel.ONLINE, tally=tally, now=after(200)
        )
    voting.announce_result(box.chair, vote_id=box.vote_id, now=after(210))
    return VoteResult.objects.get(vote_id=box.vote_id)


def test_sealed_election_when_held_whole_then_rows_are_counted_and_its_archive_verifies(tmp_path):
    box = sealed(PaperKind.ELECTION)
    manifest = json.loads(box.box.manifest)
    (item,) = manifest["items"]
    assert (item["kind"], item["seats"], len(item["rows"])) == ("candidates", 2, 4)
    assert item["rows"][1] == "欧阳·阿依古丽"
    nothing = counts.online_tally(box.vote)
    assert nothing == RowsTally(issued=12, returned=0, valid=0, rows=((0, 0, 0),) * 4)
    page = text(browser(box.hall.delegate(0)), f"/vote/{box.vote_id}/")
    assert page.count('type="radio"') == 12
    assert 'data-seats="2" data-skip="2"' in page
    result = counted(box, TIE)
    assert [row["counts"] for row in result.rows or ()] == [[12, 0, 0], [6, 6, 0], [6, 6, 0], [0, 0, 12]]
    assert [row["outcome"] for row in result.rows or ()] == ["ELECTED", "NOT_ELECTED", "NOT_ELECTED", "NOT_ELECTED"]
    assert result.sentence.endswith("（密封票）")
    assert (result.open_seats, result.again) == (1, True)
    path = tmp_path / "box.zip"
    path.write_bytes(archives.archive_of(box.box))
    assert archives.fault_of(path) is None
    ran = subprocess.run([sys.executable, "-m", "ballot", "verify", str(path)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_sealed_ballot_when_for_more_candidates_than_seats_then_it_cannot_even_be_made():
    box = sealed(PaperKind.ELECTION)
    with pytest.raises(ValueError, match="0 to 2 choices are allowed"):
        box.line(0, [F, F, F, Q])
    box.cast[0] = '{"kind":"ballot"}'
    with pytest.raises(RuleBroken):
        box.vote_by(0, [F, F, A, A])
    assert counts.received(box.vote) == 0


@pytest.mark.parametrize(
    ("kind", "ballots", "first"),
    [
        (PaperKind.ITEMS, [[F, A]] * 7 + [[A, Q]] * 4, [7, 4, 0]),
        (PaperKind.APPRAISAL, [[0, 3]] * 7 + [[2, 1]] * 4, [7, 0, 4, 0]),
    ],
)
def test_sealed_matrix_when_counted_then_each_row_has_its_totals(kind, ballots, first):
    box = sealed(kind, names=("甲明", "乙明"))
    item = boards.manifest_of(box.box).by_id["vote"]
    assert (str(item.kind), item.seats, item.majority is None) == ("matrix", 0, kind is PaperKind.APPRAISAL)
    result = counted(box, ballots)
    assert next(row["counts"] for row in result.rows or ()) == first
    assert result.not_cast == 1
    board = f"/vote/{box.vote_id}/box/board.jsonl"
    status = browser(box.hall.delegate(6)).get(board).status_code
    assert status == (403 if kind is PaperKind.APPRAISAL else 200)
    assert browser(box.hall.posts["scrutineer"]).get(board).status_code == 200
    assert browser(box.hall.delegate(6)).get(f"/vote/{box.vote_id}/head/").status_code == 200
    assert played.cells(item, [1, 0])[: len(item.options) * 2].count(1) == 2
