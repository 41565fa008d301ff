"""Papers that bundle others: the volume's cover and table, and the pack for the day the machines fail."""

from dataclasses import dataclass
from datetime import date

from gonghui.congress.papers.content.meeting import Meeting
from gonghui.congress.papers.content.people import SignInSheet
from gonghui.congress.papers.content.texts import Script
from gonghui.congress.papers.content.votes import Ballot, TallySheet


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeCover:
    """案卷封面."""

    meeting: Meeting
    title: str
    retention: str  # 永久、30年、10年
    pieces: int
    pages: int
    fonds: str = ""  # 全宗名称
    fonds_no: str = ""
    volume_no: str = ""
    year: int | None = None
    compiled_by: str = ""
    checked_by: str = ""
    compiled_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeEntry:
    """One line of the table; `pages` None for a leaf without pages (data, pictures)."""

    no: int
    title: str
    author: str = ""  # 责任者
    number: str = ""  # 文号
    dated: date | None = None
    first_page: int | None = None
    pages: int | None = None
    folder: str = ""
    retention: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VolumeTable:
    """卷内目录."""

    meeting: Meeting
    entries: tuple[VolumeEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FallbackPack:
    """纸质应急包: everything to go on by hand, in one PDF: script, sign-in sheets, ballots, tally sheets."""

    meeting: Meeting
    script: Script
    sign_in: SignInSheet
    ballots: tuple[Ballot, ...]
    tally_sheets: tuple[TallySheet, ...]
    contact: str = ""
    phone: str = ""
