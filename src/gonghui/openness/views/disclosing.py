"""One disclosure: drawn up, checked, approved, put up, taken down."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.errors import Conflict, RuleBroken
from gonghui.openness.actions import disclosing
from gonghui.openness.forms import ApproveForm, DisclosureForm, NoteForm, UntilForm
from gonghui.openness.queries import desk as asked
from gonghui.openness.rules.periods import Period
from gonghui.openness.screens import disclosing as shown
from gonghui.openness.screens.desk import home_crumb
from gonghui.openness.views.desk import KEEPER, OFFICER, READ
from gonghui.openness.views.taking import POST, TOLD, framed, sentence, typed

WRONG: Final = (RuleBroken, Conflict)


@access(OFFICER, methods=READ)
def draft(request: HttpRequest, duty_id: UUID) -> HttpResponse:
    """Draw up what is disclosed about a duty."""
    actor, now = actor_of(request), clock.now()
    duty = asked.duty(actor, duty_id)
    form = DisclosureForm(
        request.POST or None, period=Period(duty.period), today=clock.local_date(now),
        initial={"key": request.GET.get("key", ""), "title": duty.title},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = disclosing.draft(actor, duty_id=duty_id, key=data.get("key", ""), title=data["title"],
                                    text=data["text"], now=now)  # fmt: skip
        except WRONG as refused:
            form.add_error(None, sentence(refused))
        else:
            return redirect("openness:disclosure", made)
    context = framed(request, form=form, title=duty.title, crumbs=[home_crumb()], go=_("保存草稿"))
    return render(request, "openness/form.html", context, status=422 if form.errors else 200)


@access(OFFICER)
def disclosure(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """Show one disclosure with its way so far and its next step."""
    actor, today = actor_of(request), clock.local_date(clock.now())
    found, steps = asked.disclosure(actor, disclosure_id)
    context = framed(
        request, note=NoteForm(), approve=ApproveForm(), until=UntilForm.proposed(today, shown.least_days(found)),
        **shown.page(found, steps, actor, today),
    )  # fmt: skip
    return render(request, "openness/disclosure.html", context)


@access(OFFICER, methods=READ)
def change(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """Change a draft."""
    actor, now = actor_of(request), clock.now()
    found, _steps = asked.disclosure(actor, disclosure_id)
    form = DisclosureForm(request.POST or None, period=Period.EVENT, today=clock.local_date(now),
                          initial={"title": found.title, "text": found.text})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            disclosing.change(actor, disclosure_id=disclosure_id, title=data["title"], text=data["text"], now=now)
        except WRONG as refused:
            form.add_error(None, sentence(refused))
        else:
            return redirect("openness:disclosure", disclosure_id)
    context = framed(request, form=form, title=found.title, crumbs=[home_crumb()], go=_("保存"))
    return render(request, "openness/form.html", context, status=422 if form.errors else 200)


@access(OFFICER, methods=POST)
def check(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """Confirm that it holds no secret."""
    return _take(request, disclosure_id, lambda: disclosing.check(
        actor_of(request), disclosure_id=disclosure_id, note=typed(request, "note"), now=clock.now(),
    ), _("保密审查通过。"))  # fmt: skip


@access(OFFICER, methods=POST)
def approve(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """Approve it, or enter whose signature stands on paper."""
    return _take(request, disclosure_id, lambda: disclosing.approve(
        actor_of(request), disclosure_id=disclosure_id, responsible=typed(request, "responsible"),
        now=clock.now(),
    ), _("已审批，可以公开。"))  # fmt: skip


@access(OFFICER, methods=POST)
def send_back(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """Return it to its writer."""
    return _take(request, disclosure_id, lambda: disclosing.send_back(
        actor_of(request), disclosure_id=disclosure_id, note=typed(request, "note"), now=clock.now(),
    ), _("已退回修改。"))  # fmt: skip


@access(KEEPER, methods=POST)
def put_up(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """Put it on the board."""
    asked.disclosure(actor_of(request), disclosure_id)  # refuses strangers before anything is parsed
    form = UntilForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for one in form.errors.get("until", [])))
        return redirect("openness:disclosure", disclosure_id)
    return _take(request, disclosure_id, lambda: disclosing.put_up(
        actor_of(request), disclosure_id=disclosure_id, until=form.cleaned_data["until"], now=clock.now(),
    ), _("已公开，公开栏上可以看到。"))  # fmt: skip


@access(KEEPER, methods=POST)
def take_down(request: HttpRequest, disclosure_id: UUID) -> HttpResponse:
    """Take it down before its time."""
    return _take(request, disclosure_id, lambda: disclosing.take_down(
        actor_of(request), disclosure_id=disclosure_id, note=typed(request, "note"), now=clock.now(),
    ), _("已撤下，记录仍保留。"))  # fmt: skip


def _take(request: HttpRequest, disclosure_id: UUID, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except TOLD as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, done)
    return redirect("openness:disclosure", disclosure_id)
