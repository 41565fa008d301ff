"""The desk: the list with its queues, one proposal, calls, departments and their people, what comes from below."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress import public as congress
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of
from gonghui.kernel.errors import NotFound
from gonghui.kernel.paging import Page, page_of
from gonghui.proposals import policy
from gonghui.proposals.actions import calls as calling
from gonghui.proposals.actions import departments as manning
from gonghui.proposals.forms import CallForm, DepartmentForm, HandForm
from gonghui.proposals.queries import lists, whole
from gonghui.proposals.queries.lists import Filters, Line
from gonghui.proposals.screens import desk as shown
from gonghui.proposals.screens.sheets import list_sheet
from gonghui.proposals.sheet import workbook
from gonghui.proposals.views.showing import (
    BOTH,
    PAGE,
    POST,
    XLSX,
    desk_page,
    desk_tabs,
    form_page,
    offered,
    posted,
    saved,
    tell,
    today,
    words_of,
)
from gonghui.proposals.views.steps import acts_of
from gonghui.registry.public import find_people


@access(SIGNED_IN, methods=BOTH)
def home(request: HttpRequest) -> HttpResponse:
    """List what was submitted. Words to look for come by POST: names stay out of addresses."""
    actor = actor_of(request)
    union_id = lists.desk_union(actor)
    now, filters = lists.today_of(union_id, today()), _filters(request)
    rows = lists.at_desk(actor, union_id, filters, now)
    found = lists.page_found(rows, filters.words, request.GET.get("page"), size=PAGE)
    page = found.map(lambda row: lists.line(row, now, shows_author=True))
    context = shown.home(
        union_id, _with_departments(page), filters, lists.counts(actor, union_id, now),
        departments=lists.departments(union_id), years=lists.years(union_id), calls=lists.calls(union_id),
    )  # fmt: skip
    return desk_page(request, "proposals/desk.html", union_id, context)


@access(SIGNED_IN)
def sheet(request: HttpRequest) -> HttpResponse:
    """Offer the list as a workbook, whole."""
    actor = actor_of(request)
    union_id = lists.desk_union(actor)
    now = lists.today_of(union_id, today())
    rows = [lists.line(row, now, shows_author=True) for row in lists.at_desk(actor, union_id, _filters(request), now)]
    data = workbook([list_sheet(with_departments(rows))], made=clock.local(clock.now()))
    return offered(data, f"{_('提案')}.xlsx", XLSX)


@access(SIGNED_IN)
def one(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal."""
    found = whole.at_desk(actor_of(request), proposal_id)
    now = lists.today_of(found.union_id, today())
    page = shown.one(found, now, acts_of(found, now.day))
    return desk_page(request, "proposals/one.html", found.union_id, page)


@access(SIGNED_IN)
def calls(request: HttpRequest) -> HttpResponse:
    """The calls of the union."""
    union_id = lists.desk_union(actor_of(request))
    return desk_page(request, "proposals/list.html", union_id, shown.calls(union_id, lists.calls(union_id), today()))


@access(SIGNED_IN, methods=BOTH)
def new_call(request: HttpRequest) -> HttpResponse:
    """Call for proposals."""
    actor = actor_of(request)
    union_id = lists.desk_union(actor)
    term = congress.current_term(union_id)
    meetings = congress.meetings_of(term) if term else ()
    form = CallForm(posted(request), initial={"opens_on": today()})
    form.offer([(str(each.id), shown.meeting_word(each)) for each in meetings])
    act = lambda: calling.open_call(actor, union_id=union_id, now=clock.now(), **form.values())  # type: ignore[arg-type]  # noqa: E731
    if saved(request, form, act, _("征集已发出。")):
        return redirect("proposals:calls")
    return form_page(request, form, shown.call_form(union_id) | desk_tabs(request, union_id))


@access(SIGNED_IN, methods=POST)
def end_call(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """End a call."""
    tell(request, lambda: calling.end_call(actor_of(request), call_id=call_id, now=clock.now()), _("征集已截止。"))
    return redirect("proposals:calls")


@access(SIGNED_IN)
def departments(request: HttpRequest) -> HttpResponse:
    """The departments that handle proposals."""
    union_id = lists.desk_union(actor_of(request))
    page = shown.departments(union_id, lists.departments(union_id))
    return desk_page(request, "proposals/list.html", union_id, page)


@access(SIGNED_IN, methods=BOTH)
def new_department(request: HttpRequest) -> HttpResponse:
    """Enter a department."""
    actor = actor_of(request)
    union_id = lists.desk_union(actor)
    form = DepartmentForm(posted(request))
    made: list[UUID] = []

    def act() -> object:
        made.append(manning.add_department(actor, union_id=union_id, now=clock.now(), name=form.cleaned_data["name"]))
        return made

    if saved(request, form, act, _("已登记，请登记承办人和分管领导。")):
        return redirect("proposals:department", made[0])
    return form_page(request, form, shown.department_form(union_id) | desk_tabs(request, union_id))


@access(SIGNED_IN, methods=BOTH)
def department(request: HttpRequest, department_id: UUID) -> HttpResponse:
    """A department with its people; members are looked for by POST."""
    actor = actor_of(request)
    found, words = lists.department(actor, department_id), words_of(request)
    may_look = policy.holds_post(actor, found.union_id)
    people = find_people(actor, found.union_id, words) if words and may_look else ()
    page = shown.department(found, people, words, may_look=may_look)
    return desk_page(request, "proposals/department.html", found.union_id, page)


@access(SIGNED_IN, methods=POST)
def add_hand(request: HttpRequest, department_id: UUID) -> HttpResponse:
    """Enter somebody in a department."""
    lists.department(actor_of(request), department_id)
    form = HandForm(request.POST)
    if not form.is_valid():
        raise NotFound
    tell(request, lambda: manning.add_hand(
        actor_of(request), department_id=department_id, now=clock.now(), **form.values()), _("已登记。"))  # type: ignore[arg-type]  # fmt: skip
    return redirect("proposals:department", department_id)


@access(SIGNED_IN, methods=POST)
def end_hand(request: HttpRequest, hand_id: UUID) -> HttpResponse:
    """Take somebody out of a department."""
    tell(request, lambda: manning.end_hand(actor_of(request), hand_id=hand_id, now=clock.now()), _("已取消。"))
    return redirect("proposals:departments")


@access(SIGNED_IN, methods=POST)
def end_department(request: HttpRequest, department_id: UUID) -> HttpResponse:
    """Take a department off the list."""
    tell(request, lambda: manning.end_department(
        actor_of(request), department_id=department_id, now=clock.now()), _("已停用。"))  # fmt: skip
    return redirect("proposals:departments")


@access(SIGNED_IN)
def below(request: HttpRequest) -> HttpResponse:
    """What unions below recommended."""
    actor = actor_of(request)
    union_id = lists.desk_union(actor)
    page = page_of(lists.from_below(actor, union_id), request.GET.get("page"), size=100)
    return desk_page(request, "proposals/list.html", union_id, shown.below(union_id, page))


@access(SIGNED_IN)
def below_one(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """A proposal that was recommended."""
    actor = actor_of(request)
    found, union_id = whole.from_below(actor, proposal_id), lists.desk_union(actor)
    now = lists.today_of(found.union_id, today())
    page = shown.below_one(union_id, found, now, acts_of(found, now.day))
    return desk_page(request, "proposals/one.html", union_id, page)


def with_departments(rows: list[Line]) -> list[Line]:
    """Return lines with the departments that handle them; one query for all."""
    named = lists.departments_of([row.id for row in rows])
    return [replace(row, departments=named.get(row.id, ())) for row in rows]


def _with_departments(page: Page[Line]) -> Page[Line]:
    return replace(page, items=tuple(with_departments(list(page.items))))


def _filters(request: HttpRequest) -> Filters:
    given = {name: request.GET.get(name, "") for name in ("category", "year", "department", "call")}
    queue = request.GET.get("queue", "all")
    return Filters(queue=queue if queue in lists.QUEUES else "all", words=words_of(request), **given)
