"""Remember what has been made from what, so that a second run is quick."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from devtools.places import STAMPS


def files_below(*places: Path, suffixes: tuple[str, ...] = ()) -> list[Path]:
    """List the files at or below the places, sorted; a place that does not exist adds nothing."""
    found: set[Path] = set()
    for place in places:
        inside = place.rglob("*") if place.is_dir() else [place]
        found.update(path for path in inside if path.is_file() and (not suffixes or path.suffix in suffixes))
    return sorted(found)


def digest(paths: Iterable[Path], *words: str) -> str:
    """Hash the names and contents of the files, and the words; one changed byte changes it."""
    total = hashlib.sha256()
    for word in words:
        total.update(f"word {len(word.encode())} {word}\n".encode())
    for path in paths:
        content = path.read_bytes()
        total.update(f"file {len(content)} {path}\n".encode())
        total.update(content)
    return total.hexdigest()


def is_fresh(name: str, wanted: str, *, folder: Path = STAMPS) -> bool:
    """Tell whether the thing was last made from exactly this."""
    stamp = folder / name
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted


def put(name: str, wanted: str, *, folder: Path = STAMPS) -> None:
    """Say that the thing stands complete; written last and in one move, so a broken run leaves no stamp."""
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / f".{name}.{os.getpid()}"
    draft.write_text(wanted, encoding="utf-8")
    draft.replace(folder / name)


def drop(name: str, *, folder: Path = STAMPS) -> None:
    """Forget the stamp, before the thing is made anew."""
    (folder / name).unlink(missing_ok=True)
