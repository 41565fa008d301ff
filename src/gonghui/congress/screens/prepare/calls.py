"""Proposals to hold a meeting: who made them, whether enough delegates have signed, what came of them."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.congress.forms.prepare import PROPOSERS
from gonghui.congress.models import MeetingCall, Term
from gonghui.congress.queries import standing
from gonghui.congress.queries.law import law_of
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import CALL_RATIO
from gonghui.congress.screens import words
from gonghui.congress.screens.prepare.around_term import around
from gonghui.congress.screens.prepare.lines import Line
from gonghui.ui.parts import Act, Badge

PROPOSERS_SHORT: Final = (*PROPOSERS[:2], ("DELEGATES", gettext_lazy("职工代表")))


def new_page(term: Term) -> dict[str, object]:
    """Return what stands around the form of a new proposal."""
    least = law_of(term)[CALL_RATIO].needed(standing.full(term))
    lede = _("职工代表联名提议的，须%(least)s名以上正式代表；人数不足的也可以先登记，继续征集。") % {"least": least}
    return {**around(term, _("提议召开会议")), "lede": lede, "go": _("登记提议")}


def handle_page(call: MeetingCall) -> dict[str, object]:
    """Return what stands around the forms by which a proposal is handled."""
    found = standing.call_findings(law_of(call.term), call.term, [call]).get(call.id)
    told = None
    if found is not None:
        told = {
            "kind": "ok" if found.ok else "warn", "title": words.translated(found.sentence),
            "text": words.translated(found.way_out), "law": str(found.law or ""),
        }  # fmt: skip
    return {**around(call.term, _("办理提议")), "lede": call.matter, "finding": told}


def call_lines(pack: Pack, term: Term) -> list[Line]:
    """Return the proposals of a term, newest first."""
    calls = standing.calls(term)
    found = standing.call_findings(pack, term, calls)
    return [_call_line(term, one, found.get(one.id)) for one in calls]


def _call_line(term: Term, call: MeetingCall, found: Finding | None) -> Line:
    short = found is not None and not found.ok
    who = str(dict(PROPOSERS_SHORT).get(call.proposer, call.proposer))
    if call.proposer == "DELEGATES":
        who = _("职工代表%(n)s人联名") % {"n": call.signed}
    return Line(
        title=call.matter, badge=_call_badge(call, short=short), text=_call_note(call, found),
        way=words.translated(found.way_out) if found is not None and short else "",
        small=_("%(who)s，%(day)s提议") % {"who": who, "day": call.proposed_on.isoformat()},
        acts=_call_acts(term, call, short=short),
    )  # fmt: skip


def _call_badge(call: MeetingCall, *, short: bool) -> Badge:
    if call.meeting is not None:
        return Badge(text=_("已筹备会议"), kind="ok")
    if call.settled_on is not None:
        return Badge(text=_("不召开"), kind="mute")
    return Badge(text=_("征集联名"), kind="warn") if short else Badge(text=_("待办理"), kind="info")


def _call_note(call: MeetingCall, found: Finding | None) -> str:
    if call.meeting is not None:
        call.meeting.term = call.term
        return words.meeting_name(call.meeting)
    if call.settled_on is not None:
        return call.answer
    if found is None:
        return _("可以据此召开会议。")
    return words.translated(found.sentence)


def _call_acts(term: Term, call: MeetingCall, *, short: bool) -> list[Act]:
    if call.meeting is not None:
        return [Act(label=_("查看准备"), url=reverse("congress:prepare", args=[call.meeting.id]))]
    if call.settled_on is not None:
        return []
    plan = f"{reverse('congress:prepare-meeting', args=[term.id])}?call={call.id}"
    handle = Act(label=_("办理"), url=reverse("congress:term-call-handle", args=[term.id, call.id]))
    return [handle] if short else [Act(label=_("据此筹备会议"), url=plan, main=True), handle]
