"""The pictures of the READMEs: shots of the journeys under names of their own, from one full run and no other."""

from collections.abc import Iterable
from pathlib import Path

from devtools import stamps
from devtools.places import ROOT, SHOTS, STAMPS, shown
from devtools.progress import Refusal

FOLDER = ROOT / "docs" / "pictures"
FROM = {
    "welcome.png": "congress/02-wall-welcome-1920.png",
    "wizard.png": "wizard/wizard-1440.png",
    "chair.png": "congress/12-chair-voting-1440.png",
    "phone-ballot.png": "congress/10-ballot-390.png",
    "wall-result.png": "congress/19-wall-result-1920.png",
    "archive.png": "congress/archive-1440.png",
}
"""What stands in docs/pictures, and which shot it is."""
STAMP = "pictures"


def remember(shots: Path = SHOTS, *, folder: Path = STAMPS) -> None:
    """Note that the shots that lie there now come from one full run, in which every journey was good."""
    stamps.put(STAMP, _digest(shots), folder=folder)


def copy(shots: Path = SHOTS, to: Path = FOLDER, *, folder: Path = STAMPS) -> list[str]:
    """Copy the shots under the names of the READMEs; returns the names whose picture has changed.

    Raises: Refusal, when a shot is missing or was made by another run than the last full one.
    """
    absent = [name for name in FROM.values() if not (shots / name).is_file()]
    if absent or not stamps.is_fresh(STAMP, _digest(shots), folder=folder):
        missing = f"（没有：{'、'.join(absent)}）" if absent else ""
        raise Refusal(
            f"{shown(shots)} 里的截图不是一次完整走查留下的{missing}。请先运行 ./dev e2e。\n"
            f"The shots were not left by one full run: run ./dev e2e first."
        )
    to.mkdir(parents=True, exist_ok=True)
    changed = [name for name, shot in FROM.items() if not _same(to / name, shots / shot)]
    for name in changed:
        (to / name).write_bytes((shots / FROM[name]).read_bytes())
    return changed


def strangers(to: Path = FOLDER) -> list[str]:
    """Name what lies among the pictures and is none of ours."""
    return sorted(path.name for path in to.iterdir() if path.name not in FROM)


def _digest(shots: Path) -> str:
    found: Iterable[Path] = (shots / name for name in FROM.values())
    return stamps.digest(path for path in found if path.is_file())


def _same(one: Path, other: Path) -> bool:
    return one.is_file() and one.read_bytes() == other.read_bytes()
