"""JSON read back: everything is in it, in a stable order, and nothing of the moment it was made."""

import json

import pytest

from gonghui.congress.papers import data
from gonghui.congress.papers.tests import edges, plant
from gonghui.congress.papers.tests.plant import people, votes


@pytest.mark.parametrize("name", plant.every())
def test_paper_when_exported_then_it_names_its_format_and_is_the_same_again(name: str) -> None:
    paper = plant.every()[name]
    raw = data.render(paper)
    body = json.loads(raw)
    assert list(body)[:2] == ["format", "paper"]
    assert (body["format"], body["paper"]) == ("gonghui-paper-1", type(paper).__name__)
    assert raw == data.render(paper)
    assert raw.endswith(b"}\n")


def test_result_when_exported_then_counts_are_integers_and_moments_are_utc() -> None:
    body = json.loads(data.render(votes.result()))
    assert body["tally"] == {
        "issued": 205, "returned": 205, "invalid": 0, "yes": 171, "no": 29, "abstain": 5, "not_voted": 8,
    }  # fmt: skip
    assert body["closed_at"] == "2026-11-20T02:50:00Z"
    assert body["meeting"]["held_on"] == "2026-11-20"


def test_roster_when_exported_then_names_are_as_entered_and_in_order() -> None:
    body = json.loads(data.render(edges.roster()))
    assert tuple(one["name"] for one in body["delegates"]) == edges.NAMES


def test_lone_surrogate_when_exported_then_the_file_is_still_json() -> None:
    assert json.loads(data.render(edges.roster(("王\ud83d",))))["delegates"][0]["name"] == "王\ud83d"


def test_verdict_when_exported_then_it_is_its_value() -> None:
    assert json.loads(data.render(people.qualification()))["findings"][3]["verdict"] == "warning"
