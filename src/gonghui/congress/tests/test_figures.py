"""The result of a round in charts: the figures of the stored count, each beside its table, for those who may see it."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from gonghui.congress.actions import casting, naming_others, voting
from gonghui.congress.models import Vote
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.tests import rows
from gonghui.congress.tests.make import after
from gonghui.congress.tests.rows import A, F, Q
from gonghui.congress.tests.test_rows_screens import browser, text

pytestmark = pytest.mark.django_db
PLOT = re.compile(r'<script id="([a-z-]+)" type="application/json">(.*?)</script>')


def plots(page: str) -> dict[str, Any]:
    return {name: json.loads(held) for name, held in PLOT.findall(page)}


def decided(hall):
    vote = rows.opened(hall)
    for n, choice in enumerate(("FOR", "FOR", "FOR", "FOR", "AGAINST")):
        casting.cast_vote(hall.delegate(n), vote_id=vote.id, choice=choice, key=uuid4(), now=after(100))
    return rows.confirmed(hall, vote)


def test_decision_when_confirmed_then_the_ring_has_the_stored_count_and_so_has_the_table():
    hall = rows.in_session(PaperKind.DECISION)
    vote = decided(hall)
    page = text(browser(hall.posts["presiding"]), f"/vote/{vote.id}/figures/")
    ring = plots(page)["chart-result"]
    assert [(part["word"], part["n"]) for part in ring["parts"]] == [
        ("赞成", 4), ("反对", 1), ("弃权", 0), ("未表决", 1),
    ]  # fmt: skip
    assert (ring["middle"], ring["under"]) == ("4", "赞成，须4票")
    assert "66.7%" in page
    assert "ui/charts.js" in page
    assert "chart-turnout" not in plots(page)
    assert "少量未交" in page


def test_figures_when_not_announced_then_only_who_presides_or_counts_sees_them():
    hall = rows.in_session(PaperKind.DECISION)
    vote = rows.opened(hall)
    path = f"/vote/{vote.id}/figures/"
    chair, secretary = browser(hall.posts["presiding"]), browser(hall.posts["secretary"])
    assert chair.get(path).status_code == 404
    rows.confirmed(hall, vote)
    assert [chair.get(path).status_code, browser(hall.posts["scrutineer"]).get(path).status_code] == [200, 200]
    assert secretary.get(path).status_code == 404
    voting.announce_result(hall.posts["presiding"], vote_id=vote.id, now=after(300))
    assert secretary.get(path).status_code == 200
    assert [browser(who).get(path).status_code for who in (hall.delegate(5), hall.posts["desk"])] == [404, 404]
    assert Client().get(path).status_code == 302


def test_election_when_somebody_was_written_in_then_the_bars_run_by_votes_with_the_needed_mark():
    hall = rows.in_session(PaperKind.ELECTION, names=("贺明川", "沈知遥"))
    vote = rows.opened(hall)
    for n in range(6):
        choices, written = [A if n else F, Q], ["韦三立"] if n > 1 else []
        casting.cast_vote(
            hall.delegate(n), vote_id=vote.id, choices=choices, written=written, key=uuid4(), now=after(100)
        )
    rows.confirmed(hall, vote)
    for post in ("scrutineer", "scrutineer2"):
        naming_others.read_names(hall.posts[post], vote_id=vote.id, readings={"韦三立": "韦三立"}, now=after(250))
    page = text(browser(hall.posts["scrutineer"]), f"/vote/{vote.id}/figures/")
    bars = plots(page)["chart-result"]
    assert [(row["name"], row["counts"]) for row in bars["rows"]] == [("韦三立", [4]), ("贺明川", [1]), ("沈知遥", [0])]
    assert (bars["needed"], bars["needed_word"], bars["whole"]) == (4, "须4票", 6)
    assert "韦三立（另选）" in page
    assert plots(page)["chart-turnout"]["rows"] == [{"name": "一车间", "counts": [6, 0]}]


def test_appraisal_when_few_rated_then_no_picture_and_no_figures():
    hall = rows.in_session(PaperKind.APPRAISAL, names=("沈岳",))
    vote = rows.opened(hall)
    rows.cast(hall, vote, [[0], [1], [0]])
    rows.confirmed(hall, vote)
    page = text(browser(hall.posts["presiding"]), f"/vote/{vote.id}/figures/")
    assert "chart-result" not in plots(page)
    assert "有效票不足 5 张" in page
    assert "请妥善保管打印件" in page


def test_appraisal_when_enough_rated_then_each_person_has_a_whole_bar():
    hall = rows.in_session(PaperKind.APPRAISAL, names=("沈岳", "何岚"))
    vote = rows.opened(hall)
    rows.cast(hall, vote, [[0, 1], [0, 1], [0, 3], [1, 2], [0, 0], [0, 0]])
    rows.confirmed(hall, vote)
    bars = plots(text(browser(hall.posts["presiding"]), f"/vote/{vote.id}/figures/"))["chart-result"]
    assert bars["own"] is True
    assert "needed" not in bars
    assert [row["counts"] for row in bars["rows"]] == [[5, 1, 0, 0], [2, 2, 1, 1]]
    assert Vote.objects.get(id=vote.id).result.channels["ONLINE"]["rows"] == []
