"""Statistics, and the report to the congress: looked at, saved, handed to a meeting."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress import public as congress
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound
from gonghui.proposals import policy
from gonghui.proposals.actions.reporting import hand_in_report
from gonghui.proposals.queries import figures as counted
from gonghui.proposals.queries import lists
from gonghui.proposals.screens import figures as shown
from gonghui.proposals.screens.sheets import figure_sheets
from gonghui.proposals.sheet import workbook
from gonghui.proposals.views.showing import POST, XLSX, desk_page, offered, tell, today

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
}  # fmt: skip


@access(SIGNED_IN)
def figures(request: HttpRequest) -> HttpResponse:
    """The statistics with their charts."""
    actor = actor_of(request)
    union_id, year = lists.desk_union(actor), _year(request)
    found = counted.figures(actor, union_id, lists.today_of(union_id, today()), year=year)
    term = congress.current_term(union_id)
    meetings = congress.meetings_of(term) if term else ()
    page = shown.page(union_id, found, year=year, years=lists.years(union_id), meetings=meetings)
    page["may_report"] = policy.holds_post(actor, union_id)
    return desk_page(request, "proposals/figures.html", union_id, page)


@access(SIGNED_IN)
def sheet(request: HttpRequest) -> HttpResponse:
    """Offer the statistics as a workbook."""
    actor = actor_of(request)
    union_id = lists.desk_union(actor)
    found = counted.figures(actor, union_id, lists.today_of(union_id, today()), year=_year(request))
    data = workbook(figure_sheets(found), made=clock.local(clock.now()))
    return offered(data, f"{_('提案统计')}.xlsx", XLSX)


@access(SIGNED_IN)
def report(request: HttpRequest, meeting_id: UUID, ending: str) -> HttpResponse:
    """Offer the report to a meeting as docx or PDF."""
    if ending not in TYPES:
        raise NotFound
    data = _report(actor_of(request), meeting_id, ending, _year(request))
    return offered(data, f"{shown.REPORT_TITLE}.{ending}", TYPES[ending])


@access(SIGNED_IN, methods=POST)
def hand_in(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Hand the report to a meeting as a paper."""
    actor, year = actor_of(request), _year(request)
    union_id = lists.desk_union(actor)
    data = _report(actor, meeting_id, "docx", year)
    told = counted.on_docket(actor, union_id, year=year)
    tell(request, lambda: hand_in_report(
        actor, union_id=union_id, meeting_id=meeting_id, title=shown.REPORT_TITLE, data=data, proposals=told,
        now=clock.now()), _("报告已交给大会，请在会前准备的“材料”里送达代表。"))  # fmt: skip
    return redirect("proposals:figures")


def _report(actor: Actor, meeting_id: UUID, ending: str, year: int | None) -> bytes:
    union_id = lists.desk_union(actor)
    found = counted.figures(actor, union_id, lists.today_of(union_id, today()), year=year)
    awarded = counted.awarded(actor, union_id, year=year)
    promised = counted.promised(actor, union_id, year=year)
    return congress.report(
        actor, meeting_id=meeting_id, title=shown.REPORT_TITLE, facts=shown.report_facts(found, year),
        parts=shown.report_parts(found, awarded, promised), ending=ending,
    )  # fmt: skip


def _year(request: HttpRequest) -> int | None:
    given = request.GET.get("year", "")
    return int(given) if given.isascii() and given.isdecimal() and len(given) == 4 else None
