"""Members: the list, one person, and what is entered about them."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.paging import page_of
from gonghui.registry.actions.offices import appoint_office, dismiss_office
from gonghui.registry.actions.people import end_membership, enroll_person
from gonghui.registry.actions.taking import RowsRefused
from gonghui.registry.forms import AppointForm, DismissForm, EndForm, PersonForm
from gonghui.registry.queries import people as asked
from gonghui.registry.queries import unions
from gonghui.registry.screens import people as shown
from gonghui.registry.screens.frame import frame, people_crumb
from gonghui.registry.views.unions import KEEPER
from gonghui.registry.words import fault_sentence

PAGE: Final = 20
READ: Final = ("GET", "HEAD", "POST")


@access(KEEPER, methods=READ)
def people(request: HttpRequest, union_id: UUID) -> HttpResponse:
    """List the members of a union. Words to look for come by POST: names and numbers stay out of addresses."""
    actor = actor_of(request)
    filters = {name: request.GET.get(name, "") for name in ("department", "category", "former")}
    words = request.POST.get("words", "").strip()[:60]
    rows = asked.members(
        actor, union_id, words=words, department=filters["department"], category=filters["category"],
        former=bool(filters["former"]),
    )  # fmt: skip
    page = page_of(rows, request.GET.get("page"), size=PAGE).map(asked.line)
    context = shown.people_list(
        unions.card(union_id), page, filters=filters, departments=asked.departments(actor, union_id), words=words
    )
    return render(request, "registry/people.html", context)


@access(KEEPER)
def person(request: HttpRequest, union_id: UUID, person_id: UUID) -> HttpResponse:
    """Show one person."""
    return _person(request, union_id, person_id)


@access(KEEPER, methods=READ)
def enroll(request: HttpRequest, union_id: UUID) -> HttpResponse:
    """Take one person in."""
    now = clock.now()
    asked.departments(actor_of(request), union_id)  # refuses strangers before anything is parsed
    form = PersonForm(request.POST if request.method == "POST" else None, today=clock.local_date(now))
    if form.is_valid() and form.row is not None:
        try:
            who = enroll_person(actor_of(request), union_id=union_id, row=form.row, now=now)
        except RowsRefused as refused:
            for one in refused.refused.values():
                form.add_error(one.column.value, fault_sentence(one.fault))
        else:
            messages.success(request, _("已登记。"))
            return redirect("registry:person", union_id, who)
    context = {**frame(unions.card(union_id), "people"), "form": form, "crumbs": [people_crumb(union_id)]}
    return render(request, "registry/enroll.html", context, status=422 if form.errors else 200)


@access(KEEPER, methods=("POST",))
def appoint(request: HttpRequest, union_id: UUID, person_id: UUID) -> HttpResponse:
    """Enter that a person holds an office."""
    form = AppointForm(request.POST)
    if not form.is_valid():
        return _person(request, union_id, person_id, appoint=form)
    appoint_office(
        actor_of(request), union_id=union_id, person_id=person_id, role=form.office, since=form.cleaned_data["since"],
        now=clock.now(),
    )  # fmt: skip
    messages.success(request, _("任职已登记。此人再次登录后，可以选择这个身份办事。"))
    return redirect("registry:person", union_id, person_id)


@access(KEEPER, methods=("POST",))
def dismiss(request: HttpRequest, union_id: UUID, person_id: UUID) -> HttpResponse:
    """Enter that a person holds an office no more."""
    form = DismissForm(request.POST)
    if not form.is_valid():
        return _person(request, union_id, person_id, dismiss=form)
    dismiss_office(
        actor_of(request), union_id=union_id, person_id=person_id, role=form.office, until=form.cleaned_data["until"],
        now=clock.now(),
    )  # fmt: skip
    messages.success(request, _("免职已登记。"))
    return redirect("registry:person", union_id, person_id)


@access(KEEPER, methods=("POST",))
def end(request: HttpRequest, union_id: UUID, person_id: UUID) -> HttpResponse:
    """Enter that a person is a member no more."""
    form = EndForm(request.POST)
    if not form.is_valid():
        return _person(request, union_id, person_id, end=form)
    end_membership(
        actor_of(request), union_id=union_id, person_id=person_id, until=form.cleaned_data["until"], now=clock.now()
    )
    messages.success(request, _("会籍已终止。"))
    return redirect("registry:person", union_id, person_id)


def _person(request: HttpRequest, union_id: UUID, person_id: UUID, **forms: object) -> HttpResponse:
    page = asked.person_page(actor_of(request), union_id, person_id)
    today = clock.local_date(clock.now())
    context = shown.person(unions.card(union_id), page, today=today, forms=forms)
    return render(request, "registry/person.html", context, status=422 if forms else 200)
