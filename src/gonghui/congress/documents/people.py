"""Papers about people: roster, qualification report, sign-in sheet, ledger of presence, receipts."""

from itertools import groupby

from gonghui.congress.documents import frame
from gonghui.congress.models import (
    Appointment,
    Delegate,
    ElectoralUnit,
    LeaveRequest,
    Meeting,
    NoticeReceipt,
    PaperReceipt,
    PresenceEntry,
)
from gonghui.congress.papers import content
from gonghui.congress.queries import papers
from gonghui.congress.queries.preparation import full_delegates, mix, workforce_of
from gonghui.congress.queries.presence import FULL, ledger_of, pack_of
from gonghui.congress.rules.composition import check_composition, seats_for
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import MATERIALS_DAYS, UNIT_WIN
from gonghui.congress.rules.people import Category
from gonghui.congress.rules.states import POST_WORDS, Post
from gonghui.kernel.clock import local_date

SEXES = {"MALE": "男", "FEMALE": "女"}
CATEGORIES = {
    Category.FRONT_LINE: "一线职工", Category.PROFESSIONAL: "专业技术人员", Category.MANAGER: "管理人员",
    Category.DISPATCHED: "劳务派遣职工", Category.OTHER: "其他",
}  # fmt: skip
KINDS = {"FULL": "正式代表", "NON_VOTING": "列席代表", "GUEST": "特邀代表"}
CHANNELS = {
    "WALL_CODE": "扫码", "DESK_CODE": "会务台", "DESK_NUMBER": "会务台", "ONLINE": "线上",
    "SELF": "本人登记", "DESK": "会务登记", "ROLL_CALL": "清点人数", "APP": "手机", "PAPER": "纸质", "SMS": "短信",
}  # fmt: skip


def roster(meeting: Meeting) -> content.Roster:
    """Return the roll of the meeting's day, by delegation."""
    posts: dict[object, list[str]] = {}
    held = Appointment.objects.filter(meeting=meeting, ended_at=None, role=Post.PRESIDIUM)
    for person, role in held.values_list("person_id", "role"):
        posts.setdefault(person, []).append(POST_WORDS[Post(role)])
    heads = set(meeting.term.delegations.exclude(head=None).values_list("head_id", flat=True))
    rows = tuple(_roster_row(one, posts.get(one.person_id, []), one.id in heads) for one in frame.delegates(meeting))
    return content.Roster(meeting=frame.facts(meeting), delegates=rows, as_of=frame.held_on(meeting))


def _roster_row(one: Delegate, posts: list[str], is_head: bool) -> content.Delegate:
    roles = [*(["团长"] if is_head else []), *posts]
    return content.Delegate(
        number=one.number, name=one.name, delegation=_group(one), gender=SEXES.get(one.sex, ""),
        electoral_unit=one.electoral_unit.name if one.electoral_unit else "", post=one.post,
        category=_category(one.category), role="、".join(roles), kind=KINDS.get(one.kind, one.kind),
    )  # fmt: skip


def qualification(meeting: Meeting) -> content.QualificationReport:
    """Return the review of the term's delegates as its figures stand."""
    term, pack = meeting.term, pack_of(meeting)
    full = list(full_delegates(term))
    units = tuple(_unit(pack, unit) for unit in term.electoral_units.prefetch_related("delegates").order_by("name"))
    findings = check_composition(pack, workforce_of(term), mix(full))
    least = seats_for(pack, term.staff)
    return content.QualificationReport(
        meeting=frame.facts(meeting), staff=term.staff, seats=sum(unit.seats or 0 for unit in units) or len(full),
        minimum=least.floor, units=units, findings=tuple(_finding(pack, one) for one in findings), confirmed=len(full),
        reported_on=local_date(term.qualified_at) if term.qualified_at else None,
        basis=tuple(dict.fromkeys(str(one.law) for one in findings if one.law)),
    )  # fmt: skip


def _unit(pack: Pack, unit: ElectoralUnit) -> content.UnitElection:
    staff = unit.staff or None  # 0: never entered
    elected = [one for one in unit.delegates.all() if one.kind == "FULL" and one.ended_on is None]
    votes = [one.votes_for for one in elected if one.votes_for is not None]
    return content.UnitElection(
        unit=unit.name, staff=staff, took_part=unit.took_part, seats=unit.seats or None, elected=len(elected),
        needed=pack[UNIT_WIN].needed(staff) if staff else None, lowest=min(votes, default=None),
        held_on=unit.elected_on,
    )  # fmt: skip


def _finding(pack: Pack, one: Finding) -> content.CompositionFinding:
    verdict = content.Verdict.MET if one.ok else content.Verdict.NOT_MET if one.stops else content.Verdict.WARNING
    return content.CompositionFinding(
        rule=pack.rule(one.rule).title, measured=frame.close_set(one.sentence), limit=frame.close_set(one.limit or ""),
        verdict=verdict, law=str(one.law) if one.law else "",
    )  # fmt: skip


def sign_in(meeting: Meeting, *, filled: bool = True) -> content.SignInSheet:
    """Return the sign-in sheet of full delegates: filled from the ledger, or blank to be signed by hand."""
    first = _first_entries(meeting) if filled else {}
    leaves = _leaves(meeting) if filled else set()
    full = [one for one in frame.delegates(meeting) if one.kind == FULL]
    heads = dict(meeting.term.delegations.exclude(head=None).values_list("name", "head__name"))
    sections = tuple(
        content.SignInSection(
            delegation=name or "未编团",
            head=heads.get(name, ""),
            rows=tuple(_sign_in_row(one, first.get(one.id), one.id in leaves, filled) for one in group),
        )
        for name, group in groupby(full, key=_group)
    )
    return content.SignInSheet(
        meeting=frame.facts(meeting), sections=sections, attendance=frame.attendance(meeting) if filled else None
    )


def _sign_in_row(one: Delegate, entry: PresenceEntry | None, on_leave: bool, filled: bool) -> content.SignInRow:
    if entry is None:
        state = ("请假" if on_leave else "未到") if filled else ""
        return content.SignInRow(number=one.number, name=one.name, post=one.post, seat=one.seat, state=state)
    return content.SignInRow(
        number=one.number, name=one.name, post=one.post, seat=one.seat, state="已签到", at=entry.at,
        channel=_channel(entry), note=entry.reason,
    )  # fmt: skip


def _channel(entry: PresenceEntry) -> str:
    """Return how somebody came in or went, and at which site where there are several."""
    how = CHANNELS.get(entry.channel, entry.channel)
    return f"{entry.site.name}{how}" if entry.site else how


def _first_entries(meeting: Meeting) -> dict[object, PresenceEntry]:
    first = PresenceEntry.objects.filter(meeting=meeting, seq=1).select_related("site")
    return {entry.delegate_id: entry for entry in first}


def _leaves(meeting: Meeting) -> set[object]:
    granted = LeaveRequest.objects.filter(meeting=meeting, granted=True)
    return set(granted.values_list("delegate_id", flat=True))


def presence(meeting: Meeting) -> content.PresenceLedger:
    """Return every coming and going in order; `present` counts full delegates after each."""
    here = 0
    entries = []
    for no, entry in enumerate(ledger_of(meeting.id), 1):
        if entry.delegate.kind == FULL:
            here += 1 if entry.direction == "IN" else -1
        entries.append(
            content.PresenceEntry(
                seq=no, at=entry.at, number=entry.delegate.number, name=entry.delegate.name,
                delegation=_group(entry.delegate), event=_event(entry),
                channel=_channel(entry), reason=entry.reason, present=here,
            )
        )  # fmt: skip
    return content.PresenceLedger(
        meeting=frame.facts(meeting), attendance=frame.attendance(meeting), entries=tuple(entries)
    )


def _event(entry: PresenceEntry) -> str:
    if entry.direction == "OUT":
        return "离场"
    return "签到" if entry.seq == 1 else "返场"


def receipts(meeting: Meeting) -> content.ReceiptTable:
    """Return who received what when: the notice, then each paper, by delegate's number."""
    rows = [*_notice_receipts(meeting), *_paper_receipts(meeting)]
    days = pack_of(meeting)[MATERIALS_DAYS]
    return content.ReceiptTable(
        meeting=frame.facts(meeting), rows=tuple(rows), duty=f"会议材料应当在会议召开{days}日前送交代表"
    )


def _notice_receipts(meeting: Meeting) -> list[content.Receipt]:
    sent = NoticeReceipt.objects.filter(notice__meeting=meeting).select_related("delegate__delegation", "notice")
    served: dict[tuple[object, object], list[NoticeReceipt]] = {}
    for one in sent.order_by("notice__sent_at", "delegate__number", "at"):
        served.setdefault((one.notice_id, one.delegate_id), []).append(one)
    return [_receipt(meeting, group, "会议通知", "") for group in served.values()]


def _paper_receipts(meeting: Meeting) -> list[content.Receipt]:
    current = {paper.id for paper in papers.current(meeting)}
    sent = PaperReceipt.objects.filter(paper_id__in=current).select_related("delegate__delegation", "paper__item")
    served: dict[tuple[object, object], list[PaperReceipt]] = {}
    for one in sent.order_by("paper__item__position", "paper__title", "delegate__number", "at"):
        served.setdefault((one.paper_id, one.delegate_id), []).append(one)
    return [
        _receipt(meeting, group, group[0].paper.title, f"第{group[0].paper.version}版") for group in served.values()
    ]


def _receipt(
    meeting: Meeting, group: "list[PaperReceipt] | list[NoticeReceipt]", title: str, version: str
) -> content.Receipt:
    one = group[0].delegate
    served = next((receipt for receipt in group if receipt.kind in ("SERVED", "SENT")), None)
    read = next((receipt for receipt in group if receipt.kind == "READ"), None)
    days = (local_date(meeting.opens_at) - local_date(served.at)).days if served else None
    return content.Receipt(
        number=one.number, name=one.name, delegation=_group(one), material=title, version=version,
        channel=CHANNELS.get(served.channel, served.channel) if served else "", served_at=served.at if served else None,
        read_at=read.at if read else None, days_before=days,
    )  # fmt: skip


def _group(one: Delegate) -> str:
    return one.delegation.name if one.delegation else ""


def _category(value: str) -> str:
    return CATEGORIES[Category(value)] if value in set(Category) else value
