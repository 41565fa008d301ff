"""Step 1, the places of the meeting, and who is expected where."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import sites as actions
from gonghui.congress.actions.conduct import set_conduct
from gonghui.congress.forms.sites import ConductForm, SiteForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries import sites as found
from gonghui.congress.queries.presence import conduct_of
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import sites as shown
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, posted, saved, show, status_of, tell
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of

STEP = PrepStep.BASICS


@access(PREPARER, methods=BOTH)
def sites(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The places, and a form for one more."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    form = SiteForm(posted(request))

    def act() -> object:
        return actions.add_site(actor_of(request), meeting_id=meeting_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("会场已增设。")):
        return redirect("congress:prepare-sites", meeting_id)
    context = shown.page(meeting, form if form.is_bound else None)
    return show(request, meeting_id, STEP, context, page="sites", status=status_of(form))


@access(PREPARER, methods=POST)
def site(request: HttpRequest, meeting_id: UUID, site_id: UUID) -> HttpResponse:
    """One place: its name, where it is, whether it is the main one."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    form = shown.edit_form(found.one(meeting, site_id), request.POST)

    def act() -> object:
        return actions.edit_site(
            actor_of(request), meeting_id=meeting_id, site_id=site_id, now=clock.now(), **form.cleaned_data
        )

    if saved(request, form, act, _("会场已保存。")):
        return redirect("congress:prepare-sites", meeting_id)
    return show(request, meeting_id, STEP, shown.page(meeting, faulty=form), page="sites", status=422)


@access(PREPARER, methods=POST)
def remove(request: HttpRequest, meeting_id: UUID, site_id: UUID) -> HttpResponse:
    """Take a place away."""
    asked.meeting(actor_of(request), meeting_id)
    tell(request, lambda: actions.remove_site(
        actor_of(request), meeting_id=meeting_id, site_id=site_id, now=clock.now()), _("会场已删去。"))  # fmt: skip
    return redirect("congress:prepare-sites", meeting_id)


@access(PREPARER, methods=POST)
def group(request: HttpRequest, meeting_id: UUID, group_id: UUID) -> HttpResponse:
    """Expect a whole delegation at a site, or online."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    form = shown.where_form(meeting, request.POST)
    where = form.cleaned_data["where"] if form.is_valid() else str(request.POST.get("where", ""))
    tell(request, lambda: actions.expect_delegation(
        actor_of(request), meeting_id=meeting_id, delegation_id=group_id, where=where, now=clock.now()),
        _("已安排。"))  # fmt: skip
    return redirect("congress:prepare-sites", meeting_id)


@access(PREPARER, methods=POST)
def delegate(request: HttpRequest, meeting_id: UUID, delegate_id: UUID) -> HttpResponse:
    """Expect one delegate at a site, or online."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    form = shown.where_form(meeting, request.POST)
    where = form.cleaned_data["where"] if form.is_valid() else str(request.POST.get("where", ""))
    tell(request, lambda: actions.expect_delegate(
        actor_of(request), meeting_id=meeting_id, delegate_id=delegate_id, where=where, now=clock.now()),
        _("已安排。"))  # fmt: skip
    return redirect("congress:prepare-delegate", meeting_id, delegate_id)


@access(PREPARER, methods=BOTH)
def conduct(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """How each step of the meeting is held."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    form = ConductForm(posted(request), initial=conduct_of(meeting))

    def act() -> object:
        return set_conduct(actor_of(request), meeting_id=meeting_id, modes=form.cleaned_data, now=clock.now())

    if saved(request, form, act, _("各环节的办法已保存。")):
        return redirect("congress:prepare-conduct", meeting_id)
    context = {**shown.conduct(meeting), "form": form}
    return show(request, meeting_id, STEP, context, page="one_form", status=status_of(form))
