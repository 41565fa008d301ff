"""The pictures of the READMEs come from one full run of the journeys, and from nowhere else."""

import re

import pytest

from devtools import pictures
from devtools.places import ROOT
from devtools.progress import Refusal

SHOT = re.compile(r'(?:see\(|look_at_wall\("[^"]*", )"([\w-]+)"')


def _shots(folder, mark=b""):
    for name in pictures.FROM.values():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(name.encode() + mark)


def test_pictures_when_all_shots_are_of_the_last_full_run_then_they_are_copied_under_their_names(tmp_path):
    shots, to, stamps = tmp_path / "shots", tmp_path / "pictures", tmp_path / "stamps"
    _shots(shots)
    pictures.remember(shots, folder=stamps)
    assert pictures.copy(shots, to, folder=stamps) == list(pictures.FROM)
    assert (to / "chair.png").read_bytes() == b"congress/12-chair-voting-1440.png"
    assert pictures.copy(shots, to, folder=stamps) == []
    assert pictures.strangers(to) == []


@pytest.mark.parametrize("spoil", ["never run", "walked again", "one is missing"])
def test_pictures_when_the_shots_are_of_no_full_run_then_nothing_is_copied(tmp_path, spoil):
    shots, to, stamps = tmp_path / "shots", tmp_path / "pictures", tmp_path / "stamps"
    _shots(shots)
    if spoil != "never run":
        pictures.remember(shots, folder=stamps)
    if spoil == "walked again":
        _shots(shots, b"!")
    if spoil == "one is missing":
        (shots / pictures.FROM["archive.png"]).unlink()
    with pytest.raises(Refusal, match="/dev e2e"):
        pictures.copy(shots, to, folder=stamps)
    assert not to.exists()


def test_pictures_when_shown_in_a_readme_then_each_has_a_shot_that_a_journey_takes():
    for page in ("README.md", "README.zh.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        assert set(re.findall(r"docs/pictures/([\w.-]+)", text)) == set(pictures.FROM), page
    assert pictures.strangers() == []
    journeys = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "journeys").glob("test_*.py"))
    taken = set(SHOT.findall(journeys))
    assert {re.sub(r"-\d+\.png$", "", shot.split("/")[1]) for shot in pictures.FROM.values()} <= taken
