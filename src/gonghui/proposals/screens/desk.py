"""The pages of the desk: the list with its queues, one proposal, calls, departments, what comes from below."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.public import MeetingCard
from gonghui.kernel.clock import local_date
from gonghui.kernel.paging import Page
from gonghui.proposals.models import Call, Department, Proposal
from gonghui.proposals.queries.lists import Filters, Line, Today
from gonghui.proposals.queries.whole import Whole
from gonghui.proposals.rules.kinds import Category, Grade, HandRole, Part, ReplyKind
from gonghui.proposals.screens import shared
from gonghui.proposals.screens.people import letter_act
from gonghui.proposals.words import CATEGORIES, GRADES, KINDS, PARTS, ROLES
from gonghui.registry.public import PersonCard
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Row, Tab


def queues() -> list[tuple[str, str]]:
    """Return the queues of the desk with their words, in the order in which work comes."""
    return [
        ("review", _("待审查")), ("assign", _("待交办")), ("hand", _("办理中")), ("amber", _("临近到期")),
        ("red", _("已逾期")), ("supervised", _("督办")), ("replied", _("待评价")), ("tracked", _("跟踪")),
        ("closed", _("办结")), ("all", _("全部")),
    ]  # fmt: skip


def home(
    union_id: UUID, page: Page[Line], filters: Filters, counts: dict[str, int], *, departments: Sequence[Department],
    years: Sequence[int], calls: Sequence[Call],
) -> dict[str, object]:  # fmt: skip
    """Return the list of the desk."""
    here = reverse("proposals:desk")
    kept = {name: getattr(filters, name) for name in ("queue", "category", "year", "department", "call")}
    shown = ("review", "assign", "hand", "amber", "red", "supervised", "replied", "tracked")
    tabs = [
        Tab(label=label, url=f"{here}?queue={name}", current=filters.queue == name,
            count=counts[name] if name in shown else None)
        for name, label in queues()
    ]  # fmt: skip
    return {
        **shared.desk_frame(union_id), "title": _("提案"),
        "lede": _("找到%(n)d件") % {"n": page.total} if filters.words else _("共%(n)d件") % {"n": page.total},
        "acts": home_acts(), "state_tabs": tabs, "selects": _selects(filters, departments, years, calls),
        "kept": [("queue", filters.queue)], "words": filters.words, "here": here,
        "label": _("案名、内容、提案人"), "columns": _columns(), "rows": [_row(line) for line in page.items],
        "page": page, **shared.page_urls(here, page, kept), "caption": _("提案"), **_empty(filters),
        "sheet": Act(label=_("导出"), url=_sheet_url(kept), icon="download"),
    }  # fmt: skip


def _sheet_url(kept: dict[str, str]) -> str:
    given = "&".join(f"{name}={value}" for name, value in kept.items() if value)
    return f"{reverse('proposals:desk-sheet')}?{given}"


def home_acts() -> list[Act]:
    """Return the ways from the list to the other pages of the desk."""
    return [
        Act(label=_("征集"), url=reverse("proposals:calls"), icon="chat"),
        Act(label=_("承办部门"), url=reverse("proposals:departments"), icon="people"),
        Act(label=_("下级推荐"), url=reverse("proposals:below"), icon="upload"),
        Act(label=_("统计和报告"), url=reverse("proposals:figures"), icon="list"),
    ]


def _columns() -> list[Column]:
    return [
        Column(label=_("案名")), Column(label=_("案号"), nowrap=True), Column(label=_("类别"), nowrap=True),
        Column(label=_("提案人"), nowrap=True), Column(label=_("承办部门")),
        Column(label=_("状态"), nowrap=True, top=True), Column(label=_("期限"), nowrap=True),
    ]  # fmt: skip


def _row(line: Line) -> Row:
    marks = "　".join(word for word in (
        _("督办") if line.is_supervised else "", _("保密") if line.is_confidential else "", line.award,
        str(GRADES[Grade(line.grade)]) if line.grade else "",
    ) if word)  # fmt: skip
    return Row(
        state="bad" if line.light == "RED" else "warn" if line.light == "AMBER" else "",
        cells=[
            Cell(text=line.title, url=reverse("proposals:desk-one", args=[line.id]), note=marks), line.number,
            str(CATEGORIES[Category(line.category)]), Cell(text=line.author, name=True),
            "、".join(_department_word(part, name) for part, name in line.departments),
            Cell(badge=shared.short_badge(line.state)), shared.due_cell(line),
        ],
    )  # fmt: skip


def _department_word(part: str, name: str) -> str:
    return name if part == Part.LEAD else f"{name}（{PARTS[Part.ASSIST]}）"


def _selects(
    filters: Filters, departments: Sequence[Department], years: Sequence[int], calls: Sequence[Call]
) -> list[dict[str, object]]:
    return [
        {"name": "category", "label": _("类别"), "value": filters.category,
         "options": [("", _("全部类别")), *((one.value, word) for one, word in CATEGORIES.items())]},
        {"name": "year", "label": _("年度"), "value": filters.year,
         "options": [("", _("全部年度")), *((str(year), str(year)) for year in years)]},
        {"name": "department", "label": _("承办部门"), "value": filters.department,
         "options": [("", _("全部部门")), *((str(one.id), one.name) for one in departments)]},
        {"name": "call", "label": _("征集"), "value": filters.call,
         "options": [("", _("全部征集")), *((str(one.id), one.title) for one in calls)]},
    ]  # fmt: skip


def _empty(filters: Filters) -> dict[str, object]:
    if filters.words or filters.queue != "all":
        everything = Act(label=_("看全部提案"), url=f"{reverse('proposals:desk')}?queue=all")
        return {"empty_title": _("这里没有提案"), "empty_text": "", "empty_act": everything}
    return {
        "empty_title": _("还没有提案"), "empty_text": _("发出征集通知，职工代表就能在手机上写提案、邀请附议、提交。"),
        "empty_act": Act(label=_("征集提案"), url=reverse("proposals:call-new"), icon="plus"),
    }  # fmt: skip


def one(whole: Whole, today: Today, acts: Sequence[Act]) -> dict[str, object]:
    """Return the page of a proposal for the desk."""
    return {
        **shared.desk_frame(whole.union_id), **shared.body(whole, today), "acts": acts,
        "crumbs": shared.desk_crumbs(shared.number_of(whole)), "letter": letter_act(whole, "desk"),
        "outcome": whole.outcome,
        "marks": [Badge(text=word, kind="ok") for word in (
            _("已公开") if whole.is_public else "", whole.award) if word],
    }  # fmt: skip


def calls(union_id: UUID, rows: Sequence[Call], today: date) -> dict[str, object]:
    """Return the calls of a union."""
    new = Act(label=_("征集提案"), url=reverse("proposals:call-new"), icon="plus", main=True)
    return {
        **shared.desk_frame(union_id), "title": _("提案征集"), "acts": [new],
        "crumbs": shared.desk_crumbs(_("提案征集")),
        "columns": [Column(label=_("主题")), Column(label=_("期间"), nowrap=True),
                    Column(label=_("状态"), nowrap=True, top=True), Column(label=_("办理"), hide_label=True)],
        "rows": [_call_row(one, today) for one in rows], "caption": _("提案征集"), "empty_act": new,
        "empty_title": _("还没有征集过提案"),
        "empty_text": _("可以为一次大会征集，也可以全年征集。没有征集时，代表也能提平时提案。"),
    }  # fmt: skip


def _call_row(one: Call, today: date) -> Row:
    until = one.closes_on.isoformat() if one.closes_on else _("不限")
    if one.ended_at or (one.closes_on and one.closes_on < today):
        badge = Badge(text=_("已截止"), kind="mute")
    else:
        badge = Badge(text=_("征集中") if one.opens_on <= today else _("未开始"), kind="info")
    end = Act(label=_("提前截止"), url=reverse("proposals:call-end", args=[one.id]), method="post")
    listed = f"{reverse('proposals:desk')}?queue=all&call={one.id}"
    return Row(cells=[
        Cell(text=one.title, url=listed, note=_("为大会征集") if one.meeting_id else ""),
        f"{one.opens_on.isoformat()}—{until}", Cell(badge=badge), Cell(acts=[end] if badge.kind == "info" else []),
    ])  # fmt: skip


def departments(union_id: UUID, rows: Sequence[Department]) -> dict[str, object]:
    """Return the departments that handle proposals."""
    new = Act(label=_("登记部门"), url=reverse("proposals:department-new"), icon="plus", main=True)
    return {
        **shared.desk_frame(union_id), "title": _("承办部门"), "acts": [new],
        "crumbs": shared.desk_crumbs(_("承办部门")),
        "columns": [Column(label=_("部门")), Column(label=_("承办人")), Column(label=_("分管领导")),
                    Column(label=_("状态"), nowrap=True, top=True)],
        "rows": [_department_row(one) for one in rows], "caption": _("承办部门"), "empty_act": new,
        "empty_title": _("还没有登记承办部门"),
        "empty_text": _("每个部门登记一位承办人、一位分管领导，提案才能交办给它。"),
    }  # fmt: skip


def _department_row(one: Department) -> Row:
    names: dict[str, list[str]] = {HandRole.HANDLER: [], HandRole.LEADER: []}
    for hand in one.hands.all():
        if hand.ended_at is None:
            names[hand.role].append(hand.name)
    manned = all(names.values())
    badge = Badge(text=_("可以交办"), kind="ok") if manned else Badge(text=_("人员不全"), kind="warn")
    return Row(cells=[
        Cell(text=one.name, url=reverse("proposals:department", args=[one.id])),
        "、".join(names[HandRole.HANDLER]), "、".join(names[HandRole.LEADER]), Cell(badge=badge),
    ])  # fmt: skip


def department(
    one: Department, found: Sequence[PersonCard], words: str, *, may_look: bool
) -> dict[str, object]:  # fmt: skip
    """Return a department with its people, and the members who were looked for by who may look members up."""
    hands = [hand for hand in one.hands.all() if hand.ended_at is None]
    return {
        **shared.desk_frame(one.union_id), "title": one.name, "department": one, "words": words,
        "may_look": may_look,
        "crumbs": [*shared.desk_crumbs(), Crumb(label=_("承办部门"), url=reverse("proposals:departments")),
                   Crumb(label=one.name)],
        "here": reverse("proposals:department", args=[one.id]),
        "hands": [
            {"name": hand.name, "role": ROLES[HandRole(hand.role)],
             "url": reverse("proposals:hand-end", args=[hand.id])} for hand in hands
        ],
        "found": [{"id": card.id, "name": card.name, "note": f"{card.number}　{card.department}".strip()}
                  for card in found],
        "roles": [(role.value, word) for role, word in ROLES.items()],
        "join_url": reverse("proposals:hand-new", args=[one.id]),
        "end_url": reverse("proposals:department-end", args=[one.id]),
    }  # fmt: skip


def below(union_id: UUID, page: Page[Proposal]) -> dict[str, object]:
    """Return what unions below recommended."""
    return {
        **shared.desk_frame(union_id), "title": _("下级推荐的提案"), "acts": [],
        "crumbs": shared.desk_crumbs(_("下级推荐的提案")),
        "columns": [Column(label=_("案名")), Column(label=_("推荐工会")), Column(label=_("推荐日期"), nowrap=True),
                    Column(label=_("状态"), nowrap=True, top=True)],
        "rows": [_below_row(one) for one in page.items], "caption": _("下级推荐的提案"),
        "empty_title": _("下级工会还没有推荐提案"),
        "empty_text": _("下级工会把优秀提案推荐上来，答复后他们会看到。"), "page": page,
        **shared.page_urls(reverse("proposals:below"), page, {}),
    }  # fmt: skip


def _below_row(one: Proposal) -> Row:
    sent = one.forward
    badge = Badge(text=_("已答复"), kind="ok") if sent.answered_at else Badge(text=_("待答复"), kind="warn")
    return Row(cells=[
        Cell(text=one.title, url=reverse("proposals:below-one", args=[one.id])), one.union.short_name,
        local_date(sent.sent_at).isoformat(), Cell(badge=badge),
    ])  # fmt: skip


def below_one(union_id: UUID, whole: Whole, today: Today, acts: Sequence[Act]) -> dict[str, object]:
    """Return a recommended proposal for the desk of the union above."""
    crumbs = [*shared.desk_crumbs(), Crumb(label=_("下级推荐的提案"), url=reverse("proposals:below")),
              Crumb(label=shared.number_of(whole))]  # fmt: skip
    return {**shared.desk_frame(union_id), **shared.body(whole, today), "acts": acts, "crumbs": crumbs, "letter": None}


def call_form(union_id: UUID) -> dict[str, object]:
    """Return what stands around the form of a call."""
    return {**shared.desk_frame(union_id), "title": _("征集提案"), "go": _("发出征集"), "go_icon": "chat",
            "crumbs": [*shared.desk_crumbs(), Crumb(label=_("提案征集"), url=reverse("proposals:calls")),
                       Crumb(label=_("征集提案"))],
            "back": reverse("proposals:calls"), "lede": _("发出后，代表在手机上就能看到。")}  # fmt: skip


def department_form(union_id: UUID) -> dict[str, object]:
    """Return what stands around the form of a department."""
    return {**shared.desk_frame(union_id), "title": _("登记部门"), "go": _("登记"), "go_icon": "plus",
            "crumbs": [*shared.desk_crumbs(), Crumb(label=_("承办部门"), url=reverse("proposals:departments")),
                       Crumb(label=_("登记部门"))],
            "back": reverse("proposals:departments"), "lede": ""}  # fmt: skip


def meeting_word(one: MeetingCard) -> str:
    """Return a meeting as one chooses it."""
    return _("%(term)d届%(number)d次（%(day)s）") % {
        "term": one.term_number,
        "number": one.number,
        "day": one.opens_on.isoformat(),
    }


def kind_word(kind: str) -> str:
    """Return the class of a reply."""
    return str(KINDS[ReplyKind(kind)]) if kind else ""
