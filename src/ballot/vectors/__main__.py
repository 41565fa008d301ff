"""Write `vectors/`: a value for every primitive and transcript, and a worked election. Same input, same bytes."""

import json
import sys
from pathlib import Path

from ballot.drbg import Drbg
from ballot.vectors import election as drawn
from ballot.vectors import primitives
from ballot.vectors.archives import archives, small_election
from ballot.vectors.complaints import complaints
from ballot.vectors.files import file_refusals
from ballot.vectors.refusals import refusals
from ballot.vectors.worked import play


def write_all(folder: Path) -> None:
    """Write every file of `vectors/` but `public/`."""
    folder.mkdir(parents=True, exist_ok=True)
    election = play(Drbg("worked election"))
    made = {
        "transcript": primitives.transcripts(),
        "canonical": primitives.canonical_texts(),
        "signature": primitives.signatures(),
        "equality": primitives.equalities(),
        "range": primitives.ranges(),
        "dkg": primitives.ceremonies(),
        "ballot": drawn.ballots(election),
        "board": drawn.boards(election),
        "share": drawn.shares(election),
        "complaints": complaints(),
    }
    for name, value in made.items():
        text = json.dumps(value, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    small = small_election()
    for name, values in (("refusals", [*refusals(election), *file_refusals(election)]), ("archives", archives(small))):
        # One change a line, for there are hundreds.
        lines = ",\n ".join(json.dumps(value, ensure_ascii=False) for value in values)
        (folder / f"{name}.json").write_text(f"[\n {lines}\n]\n", encoding="utf-8")
    election.write(folder / "election.zip")
    small.write(folder / "small.zip")


if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("vectors"))
