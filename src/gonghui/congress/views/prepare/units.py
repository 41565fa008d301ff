"""Electoral units of a term: by-elections, recalls, and the publication of results."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.actions import allotting, unit_votes
from gonghui.congress.forms.tenure import ByElectionForm, PublishForm, RecallForm, SeatsForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries import tenure
from gonghui.congress.screens.prepare import units as shown
from gonghui.congress.views.prepare.taking import BOTH, PREPARER, posted, saved, status_of
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of


@access(PREPARER)
def units(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """List the electoral units."""
    return render(request, "congress/term/units.html", shown.page(asked.term(actor_of(request), term_id)))


@access(PREPARER, methods=BOTH)
def unit(request: HttpRequest, term_id: UUID, unit_id: UUID) -> HttpResponse:
    """One unit: who serves, what it decided; and where its results were published."""
    found = tenure.unit(actor_of(request), term_id, unit_id)
    results = shown.results(found)
    start = {"result": results[0][0], "on": clock.local_date(clock.now())}
    form = PublishForm(posted(request), initial=start).offer(results)

    def act() -> object:
        return unit_votes.publish_result(actor_of(request), unit_id=unit_id, now=clock.now(), **form.values())

    if saved(request, form, act, _("公布情况已登记。")):
        return redirect("congress:term-unit", term_id, unit_id)
    context = {**shown.one_unit(found), "form": form, "units_url": reverse("congress:term-units", args=[term_id])}
    return render(request, "congress/term/unit.html", context, status=status_of(form))


@access(PREPARER, methods=BOTH)
def seats(request: HttpRequest, term_id: UUID, unit_id: UUID) -> HttpResponse:
    """Set how many seats a unit was allotted."""
    found = tenure.unit(actor_of(request), term_id, unit_id)
    form = SeatsForm(posted(request), initial={"seats": found.seats})

    def act() -> object:
        return allotting.allot_seats(actor_of(request), unit_id=unit_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("选区名额已登记。")):
        return redirect("congress:term-unit", term_id, unit_id)
    context = {**shown.seats_page(found), "form": form}
    return render(request, "congress/prepare/form.html", context, status=status_of(form))


@access(PREPARER, methods=BOTH)
def by_election(request: HttpRequest, term_id: UUID, unit_id: UUID) -> HttpResponse:
    """Fill a vacancy."""
    found = tenure.unit(actor_of(request), term_id, unit_id)
    start = {"held_on": clock.local_date(clock.now()), "staff": found.staff or None}
    form = ByElectionForm(posted(request), initial=start).offer(shown.vacancy_choices(found))

    def act() -> object:
        return unit_votes.by_elect(actor_of(request), unit_id=unit_id, now=clock.now(), **form.values())

    if saved(request, form, act, _("补选已登记；请公布结果，并重新审查资格。")):
        return redirect("congress:term-unit", term_id, unit_id)
    context = {**shown.by_election_page(found), "form": form}
    return render(request, "congress/prepare/form.html", context, status=status_of(form))


@access(PREPARER, methods=BOTH)
def recall(request: HttpRequest, term_id: UUID, unit_id: UUID) -> HttpResponse:
    """Enter how a unit voted on taking a mandate back."""
    found = tenure.unit(actor_of(request), term_id, unit_id)
    start = {"delegate": request.GET.get("delegate"), "held_on": clock.local_date(clock.now()),
             "staff": found.staff or None}  # fmt: skip
    form, carried = RecallForm(posted(request), initial=start).offer(shown.delegate_choices(found)), list[bool]()

    def act() -> object:
        carried.append(unit_votes.recall(actor_of(request), now=clock.now(), **form.values()))
        return carried

    if saved(request, form, act, _("投票结果已登记。")):
        if not carried[0]:
            messages.warning(request, _("同意人数不足，代表资格继续有效。"))
        return redirect("congress:term-unit", term_id, unit_id)
    context = {**shown.recall_page(found), "form": form}
    return render(request, "congress/prepare/form.html", context, status=status_of(form))
