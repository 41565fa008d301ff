"""Papers in prose: notice, agenda, script, resolution, minutes, publication, filing, opinions."""

from dataclasses import dataclass
from datetime import date, datetime

from gonghui.congress.papers.content.meeting import Attendance, Incident, Meeting, Proof, Signatory
from gonghui.congress.papers.content.votes import VoteResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """会议通知."""

    meeting: Meeting
    to: str  # 各职工代表
    opens_at: datetime
    sign_in_from: datetime | None
    matters: tuple[str, ...]
    requirements: tuple[str, ...]
    contact: str
    phone: str
    issuer: str
    issued_on: date
    number: str = ""  # 禾渡工〔2026〕12号
    online_access: str = ""  # how to join when online or mixed
    attachments: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    no: int
    title: str
    power: str = ""  # 审议建议、审议通过、审议决定、监督、选举、评议、程序
    presenter: str = ""
    form: str = ""  # 无记名投票、记名投票、举手表决 or empty when nothing is voted
    starts_at: datetime | None = None
    minutes: int | None = None
    majority: str = ""  # 须全体代表213人过半数，即107票


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    """会议议程."""

    meeting: Meeting
    entries: tuple[AgendaEntry, ...]
    chair: str = ""
    adopted: str = ""  # e.g. 2026年11月19日预备会议通过


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptStep:
    """One step of the chair's script: what to do (`cue`), what to say, and what must be true first (`guard`)."""

    title: str
    lines: tuple[str, ...]
    cue: str = ""
    guard: str = ""
    minutes: int | None = None
    item_no: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """主持词."""

    meeting: Meeting
    chair: str
    steps: tuple[ScriptStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """决议 with a red head. `preamble` are whole paragraphs, `decisions` lose no number: they get 一、二、三.

    `closing` paragraphs stand after the decisions. Of a text that was not passed (`passed` False) it is the statement
    that says so: the vote's day stands under the title, and no number is needed.
    """

    meeting: Meeting
    number: str  # 禾渡职代发〔2026〕3号
    subject: str  # 关于集体合同（草案）的决议
    adopted_on: date
    preamble: tuple[str, ...]
    decisions: tuple[str, ...]
    signed_by: tuple[str, ...]  # lines over the date, under the seal
    signed_on: date
    attachments: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    issued_by: str = "职工代表大会秘书处"
    issued_on: date | None = None
    proof: Proof | None = None
    closing: tuple[str, ...] = ()
    passed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    name: str
    delegation: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report heard: who gave it, on what."""

    title: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationOpinion:
    delegation: str
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Elected:
    post: str
    name: str
    votes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionRef:
    number: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """会议纪要 with all that an archive asks of it; an empty part says 无 and does not vanish.

    `text` are the paragraphs as people have edited them, headings numbered 一、 among them; while it is empty the words
    are made from the facts.
    """

    meeting: Meeting
    opened_at: datetime
    closed_at: datetime
    attendance: Attendance
    chair: str
    recorder: str
    absences: tuple[Absence, ...] = ()
    observers: tuple[str, ...] = ()
    presidium: tuple[str, ...] = ()
    secretary_general: str = ""
    scrutineers: tuple[str, ...] = ()
    tellers: tuple[str, ...] = ()
    agenda: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()
    opinions: tuple[DelegationOpinion, ...] = ()
    revisions: tuple[str, ...] = ()
    votes: tuple[VoteResult, ...] = ()
    elected: tuple[Elected, ...] = ()
    resolutions: tuple[ResolutionRef, ...] = ()
    incidents: tuple[Incident, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    number: str = ""
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """公示: what is published, from when to when, where to object."""

    meeting: Meeting
    subject: str  # 关于……表决结果的公示
    paragraphs: tuple[str, ...]
    starts_on: date
    ends_on: date
    contact: str
    phone: str
    issuer: str
    issued_on: date
    results: tuple[VoteResult, ...] = ()
    attachments: tuple[str, ...] = ()
    address: str = ""
    basis: str = ""  # 《上海市职工代表大会条例》第三十二条
    proof: Proof | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingItem:
    title: str
    pages: int | None = None
    copies: int = 1
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingCover:
    """报送材料封面与清单 for the superior union."""

    meeting: Meeting
    to: str
    sender: str
    items: tuple[FilingItem, ...]
    due_on: date | None = None
    sent_on: date | None = None
    contact: str = ""
    phone: str = ""
    basis: str = ""  # 《上海市职工代表大会条例》第三十七条
    delay_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingReport:
    """关于召开……情况的报告 to the superior union."""

    meeting: Meeting
    to: str
    number: str
    sender: str
    sent_on: date
    attendance: Attendance
    preparation: tuple[str, ...]  # paragraphs: notice, materials, discussion
    votes: tuple[VoteResult, ...]
    resolutions: tuple[ResolutionRef, ...] = ()
    follow_up: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    copies_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    no: int
    delegation: str
    subject: str  # the agenda item or material
    text: str
    outcome: str = ""  # 采纳、部分采纳、未采纳、待答复
    reply: str = ""
    change: str = ""  # where the text was changed: paper, version, paragraph
    supporters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionTable:
    """代表意见采纳情况表."""

    meeting: Meeting
    rows: tuple[Opinion, ...]
