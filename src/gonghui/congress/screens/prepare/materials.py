"""Step 6: papers with their versions and receipts, and the day by which they are due."""

from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gonghui.congress.forms.prepare import PAPER_KINDS
from gonghui.congress.models import Meeting, Paper
from gonghui.congress.queries import papers, readers
from gonghui.congress.queries.preparation import full_delegates
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.calendar import materials_due, remaining
from gonghui.congress.rules.parameters import MATERIALS_DAYS
from gonghui.congress.rules.stages import PREPARING
from gonghui.congress.screens import changes, words
from gonghui.kernel.clock import local, local_date
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Row


def page(meeting: Meeting, now: datetime) -> dict[str, object]:
    """Return the papers, the duty and its day, and what is not served yet."""
    newest = papers.newest(meeting)
    counts = papers.receipts(meeting)
    delegates = len(list(full_delegates(meeting.term)))
    waiting = [one for one in newest if counts.get(one.id, {}).get("SERVED", 0) < delegates]
    return {
        "duty": duty(meeting, now), "waiting": len(waiting), "delegates": delegates,
        "columns": [
            Column(label=_("材料")), Column(label=_("状态"), nowrap=True, top=True),
            Column(label=_("议程"), wide=True),
            Column(label=_("版本"), nowrap=True), Column(label=_("送达"), num=True, nowrap=True),
            Column(label=_("已读"), num=True, nowrap=True), Column(label=_("办理"), hide_label=True),
        ],
        "rows": [_row(meeting, one, counts.get(one.id, {}), delegates) for one in newest],
        "can_serve": bool(waiting) and delegates > 0,
    }  # fmt: skip


def duty(meeting: Meeting, now: datetime) -> dict[str, str]:
    """Return the duty to serve papers in time, in words."""
    pack = pack_of(meeting)
    due = materials_due(pack, local_date(meeting.opens_at))
    rule = pack.rule(MATERIALS_DAYS.rule)
    return {
        "title": _("最晚%(due)s送达全体代表（%(left)s）")
        % {"due": date_format(due, _("n月j日")), "left": words.translated(remaining(due, local_date(now)))},
        "text": _("会议召开%(days)s日前，书面材料应当送交职工代表。") % {"days": pack[MATERIALS_DAYS]},
        "law": str(rule.law) if rule.law else "", "kind": "warn" if local_date(now) > due else "info",
    }  # fmt: skip


def items(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the items of the agenda to choose from."""
    return [(str(one.id), f"{one.position}　{one.title}") for one in meeting.items.order_by("position")]


def receipts(meeting: Meeting, paper: Paper) -> dict[str, object]:
    """Return a paper as the secretary sees it: its versions, and who has not opened it, by delegation."""
    back = reverse("congress:prepare-materials", args=[meeting.id])
    groups = readers.by_delegation(paper)
    unread = sum(len(one.unread) for one in groups)
    versions = papers.versions(paper, served=False)  # a secretary works on those, too, that nobody has yet
    return {
        "paper": paper, "back": back, "badge": _badge(paper),
        "crumbs": [Crumb(label=_("材料"), url=back), Crumb(label=paper.title)],
        "facts": _facts(paper, sum(one.read for one in groups), sum(one.should for one in groups)),
        "excerpt": paper.text[:600], "no_text": not paper.text, "unread": unread,
        "can_remind": bool(unread) and paper.served_at is not None and paper.withdrawn_at is None
        and meeting.closed_at is None,
        "groups": groups, "no_group": _("未编团"),
        "versions": [_version(meeting, one, versions) for one in reversed(versions)] if len(versions) > 1 else [],
        "version_columns": [
            Column(label=_("版本")), Column(label=_("状态"), nowrap=True, top=True),
            Column(label=_("对比"), hide_label=True),
        ],
    }  # fmt: skip


def compared(meeting: Meeting, paper: Paper, against: str) -> dict[str, object]:
    """Return the comparison of a paper with its older versions, those not served yet as well."""
    list_url = reverse("congress:prepare-materials", args=[meeting.id])
    own = reverse("congress:prepare-paper", args=[meeting.id, paper.id])
    until = [one for one in papers.versions(paper, served=False) if one.version < paper.version]
    found = changes.page([*until, paper], against)
    crumbs = [Crumb(label=_("材料"), url=list_url), Crumb(label=paper.title, url=own), Crumb(label=_("对比"))]
    return found | {"paper": paper, "crumbs": crumbs, "marked": _marked(meeting, paper, found.get("base"))}


def _facts(paper: Paper, read: int, should: int) -> list[tuple[str, str]]:
    reminded = date_format(local(paper.reminded_at), _("n月j日 H:i")) if paper.reminded_at else "—"
    return [
        (_("类型"), str(dict(PAPER_KINDS).get(paper.kind, paper.kind))),
        (_("版本"), _("第%(n)s版") % {"n": paper.version}),
        (_("文件"), paper.file_name or _("直接录入的正文")),
        (_("大小"), filesizeformat(paper.size) if paper.size else "—"),
        (_("阅读范围"), _("内部材料，带本人姓名水印") if paper.internal else _("全体代表")),
        (_("必读"), _("是") if paper.must_read else _("否")),
        (_("已读"), _("%(read)s/%(should)s人") % {"read": read, "should": should}),
        (_("上次提醒"), reminded),
    ]


def _version(meeting: Meeting, one: Paper, versions: list[Paper]) -> Row:
    url = reverse("congress:prepare-paper-compare", args=[meeting.id, one.id])
    before = versions.index(one)
    acts = [Act(label=_("和上一版对比"), url=url)] if before else []
    acts += [Act(label=_("逐稿对照"), url=f"{url}?with={changes.ALL}")] if before > 1 else []
    return Row(cells=[changes.named(one), Cell(badge=_badge(one)), Cell(acts=acts)])


def _marked(meeting: Meeting, paper: Paper, base: object) -> list[tuple[str, str]]:
    """Return where the marked-up draft is fetched: format and address. Drafts are made of versions that were served."""
    if not isinstance(base, Paper) or base.served_at is None or paper.served_at is None:
        return []
    key = f"marked-{paper.id}-{base.version}"
    return [(name, reverse("congress:document", args=[meeting.id, key, name])) for name in ("docx", "pdf")]


def _row(meeting: Meeting, one: Paper, counts: dict[str, int], delegates: int) -> Row:
    args = [meeting.id, one.id]
    withdraw = Act(label=_("撤回"), url=reverse("congress:prepare-paper-withdraw", args=args), method="post")
    return Row(
        cells=[
            Cell(text=one.title, url=reverse("congress:prepare-paper", args=args), note=_note(one)),
            Cell(badge=_badge(one)),
            f"{one.item.position}　{one.item.title}" if one.item else _("整个会议"),
            _("第%(n)s版") % {"n": one.version},
            f"{counts.get('SERVED', 0)}/{delegates}",
            f"{counts.get('READ', 0)}/{delegates}",
            Cell(acts=[withdraw] if meeting.state in PREPARING else []),
        ]
    )


def _note(one: Paper) -> str:
    parts = [str(dict(PAPER_KINDS).get(one.kind, one.kind)), filesizeformat(one.size) if one.size else _("正文")]
    parts += [_("必读")] if one.must_read else []
    parts += [_("内部材料")] if one.internal else []
    return "　".join([*parts, _("没有文字")] if not one.text else parts)


def _badge(one: Paper) -> Badge:
    if one.withdrawn_at is not None:
        return Badge(text=_("已撤回"), kind="mute")
    if one.served_at is None:
        return Badge(text=_("未送达"), kind="warn")
    return Badge(text=_("%(day)s送达") % {"day": date_format(local(one.served_at), _("n月j日"))}, kind="ok")
