"""The board's page of the officers: its duties, its list, its ledger."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of, hats
from gonghui.kernel.errors import NotFound
from gonghui.kernel.paging import page_of
from gonghui.openness import sheets
from gonghui.openness.actions import board as acts
from gonghui.openness.forms import DutyForm, NewDutyForm, OpenForm
from gonghui.openness.policy import KEEPERS, OFFICERS, union_of
from gonghui.openness.queries import desk as asked
from gonghui.openness.rules.periods import Period
from gonghui.openness.rules.states import State
from gonghui.openness.screens import desk as shown
from gonghui.openness.screens.desk import home_crumb
from gonghui.openness.views.taking import POST, TOLD, framed, sentence, turned, typed
from gonghui.openness.words import STATES
from gonghui.registry.public import union_card

KEEPER = hats(*KEEPERS)
OFFICER = hats(*OFFICERS)
READ: Final = ("GET", "HEAD", "POST")
PAGE: Final = 20
YEARS: Final = range(2000, 2101)


@access(OFFICER)
def desk(request: HttpRequest) -> HttpResponse:
    """What the union owes and what was disclosed; before the board is opened, how to open it."""
    actor, today = actor_of(request), clock.local_date(clock.now())
    union_id = union_of(actor, *OFFICERS)
    found = asked.desk(actor, union_id, today)
    if found is None:
        return render(request, "openness/opening.html", framed(request, form=OpenForm()))
    return render(request, "openness/desk.html", framed(request, year=today.year, **shown.desk(found, today)))


@access(KEEPER, methods=POST)
def opening(request: HttpRequest) -> HttpResponse:
    """Open the board, or take on what is new in the catalogue."""
    actor = actor_of(request)
    form = OpenForm(request.POST)
    if not form.is_valid():
        return render(request, "openness/opening.html", framed(request, form=form), status=422)
    acts.open_board(
        actor, union_id=union_of(actor, *KEEPERS), responsible=form.cleaned_data["responsible"], now=clock.now()
    )
    messages.success(request, _("公开栏已开通，公开事项按本地目录列出。"))
    return redirect("openness:desk")


@access(KEEPER, methods=READ)
def new_duty(request: HttpRequest) -> HttpResponse:
    """Add a matter of the unit's own."""
    form = NewDutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = actor_of(request)
        acts.add_duty(actor, union_id=union_of(actor, *KEEPERS), title=form.cleaned_data["title"],
                      period=Period(form.cleaned_data["period"]), department=form.cleaned_data["department"],
                      now=clock.now())  # fmt: skip
        messages.success(request, _("已增加。"))
        return redirect("openness:desk")
    context = framed(request, form=form, title=_("增加公开事项"), crumbs=[home_crumb()], go=_("增加"))
    return render(request, "openness/form.html", context, status=422 if form.errors else 200)


@access(KEEPER, methods=READ)
def duty(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Set how often a matter is disclosed and by whom it is drawn up."""
    actor = actor_of(request)
    found = asked.duty(actor, duty_id)
    form = DutyForm(request.POST or None, initial={"period": found.period, "department": found.department})
    if request.method == "POST" and form.is_valid():
        acts.set_duty(actor, duty_id=duty_id, period=Period(form.cleaned_data["period"]),
                      department=form.cleaned_data["department"], now=clock.now())  # fmt: skip
        messages.success(request, _("已保存。"))
        return redirect("openness:desk")
    end = "" if found.code else reverse("openness:end-duty", args=[duty_id])
    context = framed(request, form=form, title=found.title, crumbs=[home_crumb()], go=_("保存"), end=end)
    return render(request, "openness/form.html", context, status=422 if form.errors else 200)


@access(KEEPER, methods=POST)
def end_duty(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """End a matter of the unit's own."""
    try:
        acts.end_duty(actor_of(request), duty_id=duty_id, now=clock.now())
    except TOLD as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("这个事项已取消，公开过的内容仍保留。"))
    return redirect("openness:desk")


@access(OFFICER)
def disclosures(request: HttpRequest) -> HttpResponse:
    """List what was drawn up and put up, by state and by words."""
    actor, today = actor_of(request), clock.local_date(clock.now())
    state, words = typed(request, "state"), typed(request, "q")[:60]
    rows = asked.disclosures(actor, union_of(actor, *OFFICERS), state=state, words=words)
    page = page_of(rows, request.GET.get("page"), size=PAGE)
    states = [("", _("全部状态")), *((one.value, str(STATES[one])) for one in State)]
    context = framed(
        request, page=page, words=words, kept=[("state", state)], crumbs=[home_crumb()],
        selects=[{"name": "state", "label": _("状态"), "options": states, "value": state}],
        **shown.listed(page.items, today),
        **turned(reverse("openness:disclosures"), page, {"state": state, "q": words}),
    )  # fmt: skip
    return render(request, "openness/disclosures.html", context)


@access(OFFICER)
def ledger(request: HttpRequest, year: int) -> HttpResponse:
    """The ledger of a year as a workbook."""
    if year not in YEARS:
        raise NotFound
    actor = actor_of(request)
    union_id = union_of(actor, *OFFICERS)
    since, until = (datetime(one, 1, 1, tzinfo=clock.CHINA) for one in (year, year + 1))
    data = sheets.ledger(asked.published_between(actor, union_id, since, until))
    name = f"{union_card(union_id).short_name}{_('厂务公开台账')}{year}.xlsx"
    answer = HttpResponse(data, content_type=sheets.TYPE)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
