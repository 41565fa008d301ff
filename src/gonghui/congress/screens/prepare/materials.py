"""Step 6: papers with their versions and receipts, and the day by which they are due."""

from datetime import datetime

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gonghui.congress.forms.prepare import PAPER_KINDS
from gonghui.congress.models import Meeting, Paper
from gonghui.congress.queries import papers
from gonghui.congress.queries.preparation import full_delegates
from gonghui.congress.queries.prepare import unserved
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.calendar import materials_due, remaining
from gonghui.congress.rules.parameters import MATERIALS_DAYS
from gonghui.congress.rules.stages import PREPARING
from gonghui.congress.screens import words
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
    """Return who has not opened a paper, and its versions."""
    back = reverse("congress:prepare-materials", args=[meeting.id])
    counts = papers.receipts(meeting).get(paper.id, {})
    unread = list(unserved(paper))
    return {
        "paper": paper,
        "back": back,
        "crumbs": [Crumb(label=_("材料"), url=back), Crumb(label=paper.title)],
        "badge": _badge(paper),
        "facts": [
            (_("类型"), str(dict(PAPER_KINDS).get(paper.kind, paper.kind))),
            (_("版本"), _("第%(n)s版") % {"n": paper.version}),
            (_("文件"), paper.file_name or _("直接录入的正文")),
            (_("大小"), filesizeformat(paper.size) if paper.size else "—"),
            (_("送达"), str(counts.get("SERVED", 0))),
            (_("已读"), str(counts.get("READ", 0))),
        ],
        "excerpt": paper.text[:600],
        "columns": [
            Column(label=_("姓名"), nowrap=True),
            Column(label=_("证号"), nowrap=True),
            Column(label=_("代表团")),
        ],
        "rows": [
            Row(cells=[Cell(text=one.name, name=True), one.number, one.delegation.name if one.delegation else ""])
            for one in unread
        ],
        "unread": len(unread),
    }


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
    return "　".join([*parts, _("必读")] if one.must_read else parts)


def _badge(one: Paper) -> Badge:
    if one.withdrawn_at is not None:
        return Badge(text=_("已撤回"), kind="mute")
    if one.served_at is None:
        return Badge(text=_("未送达"), kind="warn")
    return Badge(text=_("%(day)s送达") % {"day": date_format(local(one.served_at), _("n月j日"))}, kind="ok")
