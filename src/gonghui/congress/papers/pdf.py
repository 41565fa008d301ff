"""Papers as PDF/A-2b: user text goes to the typesetter as data alone, and a missing glyph is never silent."""

import json
import re
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Literal

import segno
import typst
from pypdf import PdfReader

from gonghui.congress.papers.blocks import BallotPage, Cell, ProofMark, RowsPage, Section, Table, shown
from gonghui.congress.papers.compose import sections
from gonghui.congress.papers.content import Meeting, NamedVotes, Paper
from gonghui.congress.papers.fonts import RARE, RARE_FAMILY, FontsMissing, default_fonts, faces
from gonghui.congress.papers.glyphs import Coverage, MissingCharacter, cleaned, coverage, substituted
from gonghui.congress.papers.words import moment

__all__ = ["FontsMissing", "MissingCharacter", "Rendered", "default_fonts", "render"]

TEMPLATES = Path(__file__).parent / "templates"
STANDARD: Literal["a-2b"] = "a-2b"
# A run of Latin letters or digits longer than this may be broken anywhere, or it would leave its cell or line.
LONG_RUN = re.compile(r"[!-~]{13,}")
NOTES_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """A finished PDF; `missing` names every character that stands as 〓 on it, in order, without repeats."""

    data: bytes
    pages: int
    missing: tuple[MissingCharacter, ...] = ()


def render(paper: Paper, *, fonts: Path) -> Rendered:
    """Typeset a paper as PDF/A-2b; the same paper with the same fonts gives the same bytes.

    A character that no typeface holds is set as 〓, told in a note on the paper and in `missing`: a sign-in sheet
    must not fail on one rare name minutes before a congress.

    Raises:
        FontsMissing: a typeface is not in `fonts`.
    """
    files = faces(fonts)
    writer = _Plain(coverage(files))
    parts = [writer.section(part) for part in sections(paper)]
    meeting = meeting_of(paper)
    payload = {
        "title": parts[0]["title"],
        "author": writer.text(meeting.unit),
        "rare": RARE_FAMILY if files[-1].name == RARE else None,
        "sections": parts,
    }
    data = typst.compile(
        str(TEMPLATES / "main.typ"),
        root=str(TEMPLATES),
        font_paths=typefaces(files),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(payload, ensure_ascii=False)},
        pdf_standards=STANDARD,
        timestamp=int(
            datetime(meeting.held_on.year, meeting.held_on.month, meeting.held_on.day, tzinfo=UTC).timestamp()
        ),
    )
    return Rendered(data=data, pages=len(PdfReader(BytesIO(data)).pages), missing=tuple(dict.fromkeys(writer.missing)))


def meeting_of(paper: Paper) -> Meeting:
    """Say which meeting a paper belongs to."""
    return paper.result.meeting if isinstance(paper, NamedVotes) else paper.meeting


@lru_cache(maxsize=4)
def typefaces(files: tuple[Path, ...]) -> typst.Fonts:
    """Return the typefaces of these files for the typesetter."""
    folders = list(dict.fromkeys(str(path.parent) for path in files))
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


class _Plain:
    """Turns blocks into plain lists and strings, cleaned, and remembers what the typefaces lack."""

    def __init__(self, known: Coverage) -> None:
        self._known = known
        self.missing: list[MissingCharacter] = []

    def section(self, part: Section) -> dict[str, object]:
        before = len(self.missing)
        out = self._record(part)
        gaps = list(dict.fromkeys(self.missing[before:]))
        rest = len(gaps) - NOTES_SHOWN
        more = (f"注：另有{rest}处以“〓”代替的字，请逐一核对补写。",) if rest > 0 else ()
        out["notes"] = [*(gap.note for gap in gaps[:NOTES_SHOWN]), *more]
        return out

    def text(self, raw: str) -> str:
        drawn, gaps = substituted(cleaned(raw), self._known)
        self.missing.extend(gaps)
        return LONG_RUN.sub(lambda run: "\u200b".join(run.group()), drawn)

    def _value(self, value: object) -> object:
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, datetime):
            return moment(value)
        if isinstance(value, tuple):
            return [self._value(one) for one in value]
        if is_dataclass(value):
            return self._record(value)
        return "" if value is None else value

    def _record(self, value: object) -> dict[str, object]:
        out: dict[str, object] = {"type": type(value).__name__}
        for field in fields(value):  # type: ignore[arg-type]
            out[field.name] = (
                None
                if isinstance(value, Table) and field.name in {"columns", "rows"}
                else self._value(getattr(value, field.name))
            )
        if isinstance(value, Table):
            out |= self._table(value)
        if isinstance(value, ProofMark):
            out["modules"] = _modules(value.proof.url)
        if isinstance(value, (BallotPage, RowsPage)):
            out["layout"] = "ballot"
        return out

    def _table(self, table: Table) -> dict[str, object]:
        kept = [place for place, column in enumerate(table.columns) if not column.hidden]
        return {
            "columns": [self._record(table.columns[place]) for place in kept],
            "rows": [[self._cell(row[place]) for place in kept] for row in table.rows],
        }

    def _cell(self, cell: Cell) -> str:
        return self.text(shown(cell)).strip("\n")


def _modules(url: str) -> list[list[tuple[int, int]]]:
    """The dark runs of a QR code, line by line: (first module, how many)."""
    if not url:
        return []
    lines = []
    for row in segno.make(url, error="m", micro=False).matrix:
        runs: list[tuple[int, int]] = []
        for place, dark in enumerate(row):
            if dark and runs and sum(runs[-1]) == place:
                runs[-1] = (runs[-1][0], runs[-1][1] + 1)
            elif dark:
                runs.append((place, 1))
        lines.append(runs)
    return lines
