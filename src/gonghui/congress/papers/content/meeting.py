"""What every paper of one meeting shares: its name, who was due and present, what went wrong, how to check a paper."""

from dataclasses import dataclass
from datetime import date, datetime

from gonghui.congress.papers.words import han


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting (次) of one term (届); `congress` is 职工大会 or 教职工代表大会 where that is the body's name."""

    unit: str
    term_no: int
    session_no: int
    held_on: date
    until: date | None = None
    place: str = ""
    mode: str = ""  # 现场、线上、线上线下相结合
    congress: str = "职工代表大会"
    rule_pack: str = ""  # name and version of the rule pack the meeting was frozen with

    @property
    def session(self) -> str:
        return f"第{han(self.term_no)}届{self.congress}第{han(self.session_no)}次会议"

    @property
    def name(self) -> str:
        return f"{self.unit}{self.session}"

    @property
    def body(self) -> str:
        return f"{self.unit}{self.congress}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """Whole numbers of delegates; `quorum` is the number that must be present for the meeting to be lawful."""

    due: int
    present: int
    quorum: int
    observers: int = 0
    places: tuple[tuple[str, int], ...] = ()
    """Where those present came in: site, 现场 or 线上, with how many; empty when all came to one place."""

    @property
    def reached(self) -> bool:
        return self.present >= self.quorum


@dataclass(frozen=True, slots=True, kw_only=True)
class Signatory:
    """Somebody who signs: `signed_at` is set when the signature was given in the system, else the line stays open."""

    role: str  # 监票人、计票人、会议主持人、记录人……
    name: str = ""
    signed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """How a reader checks a paper against the record: the address becomes a QR code when there is one."""

    sentence: str  # e.g. 本决议由第3项表决记录生成，可扫码核对。
    code: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    at: datetime
    what: str
    measure: str = ""
    recorded_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentLog:
    """会议情况记录：in the order given, normally by time."""

    meeting: Meeting
    entries: tuple[Incident, ...]
