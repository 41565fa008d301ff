"""The pages of a department, and of the replies that are open to all."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of
from gonghui.kernel.actor import Actor
from gonghui.proposals.queries import lists, whole
from gonghui.proposals.queries.lists import Filters, Line, Today
from gonghui.proposals.queries.places import places_of
from gonghui.proposals.screens import people as shown
from gonghui.proposals.screens.sheets import list_sheet
from gonghui.proposals.sheet import workbook
from gonghui.proposals.views.desk import with_departments
from gonghui.proposals.views.showing import BOTH, PAGE, XLSX, offered, today, words_of
from gonghui.proposals.views.steps import acts_of


@access(SIGNED_IN, methods=BOTH)
def tasks(request: HttpRequest) -> HttpResponse:
    """What one's departments handle; the words looked for are not sought in names that are hidden."""
    actor = actor_of(request)
    queue = "all" if request.GET.get("queue") == "all" else "hand"
    filters, now = Filters(queue=queue, words=words_of(request)), _today(actor)
    rows = lists.tasks(actor, filters)
    found = lists.page_found(rows, filters.words, request.GET.get("page"), size=PAGE)
    page = found.map(lambda row: lists.line(row, now, shows_author=False))
    return render(request, "proposals/found.html", shown.tasks(page, filters, places=places_of(actor)))


@access(SIGNED_IN)
def sheet(request: HttpRequest) -> HttpResponse:
    """Offer all that one's departments handle or have handled as a workbook."""
    actor = actor_of(request)
    now = _today(actor)
    rows: list[Line] = [lists.line(row, now, shows_author=False) for row in lists.tasks(actor, Filters())]
    data = workbook([list_sheet(with_departments(rows))], made=clock.local(clock.now()))
    return offered(data, f"{_('承办的提案')}.xlsx", XLSX)


@access(SIGNED_IN)
def task(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal, for a department."""
    actor = actor_of(request)
    found = whole.task(actor, proposal_id)
    now = lists.today_of(found.union_id, today())
    page = shown.task(found, now, acts_of(found, now.day), places=places_of(actor))
    return render(request, "proposals/one.html", page)


@access(SIGNED_IN, methods=BOTH)
def published(request: HttpRequest) -> HttpResponse:
    """The open replies of one's unions."""
    actor, words, now = actor_of(request), words_of(request), Today(day=today(), amber=today())
    rows = lists.published(actor, words)
    found = lists.page_found(rows, words, request.GET.get("page"), size=PAGE)
    page = found.map(lambda row: lists.line(row, now, shows_author=False))
    return render(request, "proposals/found.html", shown.published(page, words, places=places_of(actor)))


@access(SIGNED_IN)
def open_one(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One open reply."""
    actor = actor_of(request)
    found = whole.published(actor, proposal_id)
    now = lists.today_of(found.union_id, today())
    return render(request, "proposals/one.html", shown.open_one(found, now, places=places_of(actor)))


def _today(actor: Actor) -> Today:
    hands = lists.handled_unions(actor)
    return lists.today_of(hands[0], today()) if hands else Today(day=today(), amber=today())
