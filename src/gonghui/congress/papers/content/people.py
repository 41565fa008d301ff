"""Papers about people: roster, qualification report, sign-in sheet, presence ledger, service receipts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from gonghui.congress.papers.content.meeting import Attendance, Meeting, Signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class Delegate:
    """One line of a roster; `kind` is 正式代表, 列席代表 or 特邀代表."""

    number: str
    name: str
    delegation: str
    gender: str = ""
    electoral_unit: str = ""
    post: str = ""
    category: str = ""  # 一线职工、管理人员、专业技术人员……
    role: str = ""  # 团长、主席团成员……
    kind: str = "正式代表"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """代表名册: delegates in the order given; a new delegation starts a new block."""

    meeting: Meeting
    delegates: tuple[Delegate, ...]
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitElection:
    """How one electoral unit (选区) elected: `needed` votes, `lowest` the fewest that an elected delegate got.

    Figures that were never entered are None.
    """

    unit: str
    staff: int | None
    took_part: int | None
    seats: int | None
    elected: int
    needed: int | None
    lowest: int | None = None
    held_on: date | None = None


class Verdict(StrEnum):
    MET = "met"
    WARNING = "warning"
    NOT_MET = "not_met"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompositionFinding:
    """One rule on composition measured: `measured` and `limit` are whole sentences with integers first."""

    rule: str  # 中层以上管理人员比例
    measured: str  # 41人，占213人的19.2%
    limit: str  # 不超过20%，即不超过42人
    verdict: Verdict
    law: str = ""  # 《上海市职工代表大会条例》第十六条
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QualificationReport:
    """资格审查报告."""

    meeting: Meeting
    staff: int  # employees of the whole unit on the day of the quota plan
    seats: int  # delegates to elect by the plan
    minimum: int  # fewest delegates the rule pack allows
    units: tuple[UnitElection, ...]
    findings: tuple[CompositionFinding, ...]
    confirmed: int  # delegates whose mandate is valid
    rejected: tuple[tuple[str, str], ...] = ()  # name, reason
    published_from: date | None = None
    published_to: date | None = None
    objections: int = 0
    reviewers: tuple[Signatory, ...] = ()
    reported_on: date | None = None
    basis: tuple[str, ...] = ()  # laws and local measures the review stands on


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRow:
    """One line; `state` and `at` stay empty on the blank sheet that people sign by hand."""

    number: str
    name: str
    post: str = ""
    seat: str = ""
    state: str = ""  # 已签到、请假、未到
    at: datetime | None = None
    channel: str = ""  # 扫码、会务台、线上、纸质
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSection:
    delegation: str
    rows: tuple[SignInRow, ...]
    head: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInSheet:
    """签到表: blank with room for signatures, or filled from the ledger when `attendance` is given."""

    meeting: Meeting
    sections: tuple[SignInSection, ...]
    occasion: str = "全体会议"
    attendance: Attendance | None = None
    kind: str = "正式代表"


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceEntry:
    """One fact of the append-only ledger; `present` is how many delegates were present after it."""

    seq: int
    at: datetime
    number: str
    name: str
    delegation: str
    event: str  # 签到、离场、返场、请假、补签、更正
    channel: str = ""
    recorded_by: str = ""
    reason: str = ""
    present: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceLedger:
    """到会流水: entries in the order of the ledger."""

    meeting: Meeting
    attendance: Attendance
    entries: tuple[PresenceEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """One material served on one delegate."""

    number: str
    name: str
    delegation: str
    material: str
    version: str = ""
    channel: str = ""
    served_at: datetime | None = None
    read_at: datetime | None = None
    days_before: int | None = None  # whole days from service to opening
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptTable:
    """会议材料送达回执表; `duty` is the sentence of the rule, e.g. 会议召开七日前送达."""

    meeting: Meeting
    rows: tuple[Receipt, ...]
    duty: str = ""
