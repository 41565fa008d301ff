"""Steps 1 and 2: the frame, the rules frozen into the meeting, the report to the superior union."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.forms.prepare import ANSWERS, AnswerForm
from gonghui.congress.models import Measures, Meeting, UpwardReport
from gonghui.congress.queries import sites
from gonghui.congress.queries.prepare import rules_are_newer
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.parameters import MATERIALS_DAYS, PASS, QUORUM
from gonghui.congress.screens import words
from gonghui.kernel.clock import local, local_date
from gonghui.registry.public import superior_of
from gonghui.ui.parts import Badge, Crumb

FRAME = ("mode", "online_reason", "online_reason_text", "place", "proposed_by", "contact_name", "contact_phone")


def frame_of(meeting: Meeting) -> dict[str, object]:
    """Return the frame as the form starts."""
    start: dict[str, object] = {name: getattr(meeting, name) for name in FRAME}
    return {**start, "opens_at": local(meeting.opens_at), "ends_at": local(meeting.ends_at)}


def basics(meeting: Meeting) -> dict[str, object]:
    """Return the rules that are frozen into the meeting, with their numbers."""
    pack = pack_of(meeting)
    return {
        "rules": [
            (_("适用规则"), pack.title), (_("版本"), pack.version), (_("实施办法"), pack.measures or _("未登记")),
            (_("法定到会"), words.translated(pack[QUORUM].fraction_words())),
            (_("通过所需"), words.translated(pack[PASS].fraction_words())),
            (_("材料送达"), _("会议召开%(days)s日前") % {"days": pack[MATERIALS_DAYS]}),
        ],
        "rules_newer": rules_are_newer(meeting), "sites": sites.of(meeting),
    }  # fmt: skip


def measures_start(own: Measures | None) -> dict[str, object]:
    """Return the union's own measures as the form starts."""
    return {} if own is None else {"title": own.title, "adopted_on": own.adopted_on}


def measures(meeting: Meeting, others: Sequence[str]) -> dict[str, object]:
    """Return what stands around the form of the measures; `others` is what they hold besides."""
    back = reverse("congress:prepare-basics", args=[meeting.id])
    return {
        "title": _("本单位实施办法"),
        "lede": _("实施办法可以比法规更严，不能更宽。放宽的内容不能保存，并说明依据。"),
        "findings": [_kept(others)] if others else [],
        "back": back,
        "go": _("保存实施办法"),
        "crumbs": [Crumb(label=_("基本信息"), url=back), Crumb(label=_("实施办法"))],
    }


def _kept(others: Sequence[str]) -> dict[str, str]:
    return {
        "kind": "info", "title": _("实施办法里还登记了这一页没有的内容，保存时照样保留。"),
        "text": _("另有：%(titles)s") % {"titles": "、".join(others)},
    }  # fmt: skip


def upward(meeting: Meeting) -> dict[str, object]:
    """Return where the report to the superior union stands."""
    report = UpwardReport.objects.filter(meeting=meeting).first()
    badge = Badge(text=_("未报送"), kind="warn")
    if report is not None and report.answered_on:
        told = dict(ANSWERS).get(report.answer, report.answer)
        badge = Badge(text=told, kind="warn" if report.answer == "RETURNED" else "ok")
    elif report is not None:
        badge = Badge(text=_("已报送，待批复"), kind="info")
    return {"report": report, "badge": badge}


def report_start(meeting: Meeting, now: datetime) -> dict[str, object]:
    """Return what the report's form starts with: what was noted, or the superior of the registry and today."""
    report = UpwardReport.objects.filter(meeting=meeting).first()
    if report is not None:
        return {"superior": report.superior, "sent_on": report.sent_on, "note": report.note}
    above = superior_of(meeting.term.union_id, local_date(now))
    return {"superior": above.name if above else "", "sent_on": local_date(now)}


def answer_form(meeting: Meeting, now: datetime) -> AnswerForm:
    """Return the form for the answer, with what was noted."""
    report = UpwardReport.objects.filter(meeting=meeting).first()
    if report is None or report.answered_on is None:
        return AnswerForm(initial={"answered_on": local_date(now)})
    noted = {"answer": report.answer, "answered_on": report.answered_on, "answer_number": report.answer_number}
    return AnswerForm(initial=noted)
