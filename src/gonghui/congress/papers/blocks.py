"""The few building blocks of all papers: made once from the content, drawn by every format."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from gonghui.congress.papers.content import Proof, Signatory
from gonghui.congress.papers.words import SHANGHAI, clock


class Layout(StrEnum):
    OFFICIAL = "official"  # the page of official documents: 28 characters, 22 lines
    FORM = "form"  # tables and forms on an upright page
    WIDE = "wide"  # tables on a page lying down
    SPEECH = "speech"  # large and open: read aloud at a desk


class Kind(StrEnum):
    TEXT = "text"
    NAME = "name"
    NUMBER = "number"
    CENTRE = "centre"
    SIGNATURE = "signature"


Cell = str | int | date | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """`width` is a share of the table; `hidden` columns are in the spreadsheet alone."""

    title: str
    width: float = 1
    kind: Kind = Kind.TEXT
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells; `caption` names the block, `empty` is said when there are no rows; `tall` leaves room to write."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    aside: str = ""
    empty: str = "无"
    tall: bool = False
    total: bool = False  # the last row is a sum
    on_new_page: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """Lines are broken where the sense breaks, never by width alone."""

    lines: tuple[str, ...]
    below: str = ""


@dataclass(frozen=True, slots=True)
class RedHead:
    body: str
    number: str


@dataclass(frozen=True, slots=True)
class Number:
    """A document's number in the middle under the title."""

    text: str


@dataclass(frozen=True, slots=True)
class Salutation:
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    text: str


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; `lead` stands before it in Heiti (一、)."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A paragraph of a marked-up draft: (same, out or in; text), struck through and underlined; `note` in brackets."""

    spans: tuple[tuple[str, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Label and value, two to a line of the eye."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The one large word of a result and the sentence under it; never colour alone."""

    word: str
    sentence: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """Large whole numbers side by side: label, number, share in small."""

    cells: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Attachments:
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seal:
    """Who signs, over the date, with room for the seal."""

    lines: tuple[str, ...]
    dated: str
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Signatures:
    """Lines to sign by hand, or the record of signatures given in the system."""

    people: tuple[Signatory, ...]


@dataclass(frozen=True, slots=True)
class ProofMark:
    proof: Proof


@dataclass(frozen=True, slots=True)
class Colophon:
    """抄送 and 印发 at the foot of the last page."""

    copies_to: tuple[str, ...]
    issued_by: str
    issued_on: str


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: str


@dataclass(frozen=True, slots=True)
class Cue:
    """A stage direction of the chair's script; `guard` is what must be true first."""

    text: str
    guard: str = ""


@dataclass(frozen=True, slots=True)
class Speech:
    """One sentence to say, on a line of its own."""

    text: str


Block = (
    Table
    | Title
    | RedHead
    | Number
    | Salutation
    | Heading
    | Para
    | Marked
    | Facts
    | Outcome
    | Figures
    | Attachments
    | Seal
    | Signatures
    | ProofMark
    | Colophon
    | Note
    | Cue
    | Speech
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPage:
    """One ballot, never cut by a page: as many to a sheet as fit whole."""

    heading: str
    session: str
    item: str
    question: str
    options: tuple[str, ...]
    base: str
    rules: tuple[str, ...]
    secret: bool
    copies: int
    sample: bool
    title: str = "表决票"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsPage:
    """One ballot of several rows: a line for each name, a box for each option; whole on half a sheet or on one."""

    heading: str
    session: str
    title: str
    item: str
    question: str
    options: tuple[str, ...]
    names: tuple[str, ...]
    rules: tuple[str, ...]
    secret: bool
    copies: int
    sample: bool
    blanks: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The cover of a volume: a frame, the name in large, the facts below."""

    title: str
    over: str
    lines: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper as it reads: `title` for the file's properties, `running` for the head of later pages."""

    title: str
    layout: Layout
    blocks: tuple[Block, ...]
    running: str = ""

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Table))


Section = Document | BallotPage | RowsPage | Cover


def shown(cell: Cell) -> str:
    """Write a cell as paper shows it: dates as 2026-11-20, moments in Shanghai as 11-20 14:05, nothing as nothing."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell.astimezone(SHANGHAI):%m-%d} {clock(cell)}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
