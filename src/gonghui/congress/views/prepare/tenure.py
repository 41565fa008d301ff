"""A term between its meetings: how it stands, proposals to hold a meeting, its extension, its end."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import calls, extending
from gonghui.congress.forms.tenure import ApprovalForm, CallForm, ExtendForm, SettleForm, SignedForm
from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries import tenure
from gonghui.congress.screens.prepare import calls as calls_shown
from gonghui.congress.screens.prepare import tenure as shown
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, TOLD, posted, saved, sentence, status_of
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of


@access(PREPARER)
def term(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """How a term stands."""
    return _term(request, term_id, ApprovalForm(initial={"approved_on": clock.local_date(clock.now())}))


@access(PREPARER, methods=BOTH)
def extend(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Put the renewal off."""
    found = asked.term(actor_of(request), term_id)
    form = ExtendForm(posted(request), initial={"months": shown.longest(found)})

    def act() -> object:
        return extending.extend_term(actor_of(request), term_id=term_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("延期换届已登记。")):
        return redirect("congress:term", term_id)
    context = {**shown.extend_page(found), "form": form}
    return render(request, "congress/prepare/form.html", context, status=status_of(form))


@access(PREPARER, methods=POST)
def approve(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Note who agreed to an extension."""
    form = ApprovalForm(request.POST)

    def act() -> object:
        return extending.approve_extension(actor_of(request), term_id=term_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("同意延期已登记。")):
        return redirect("congress:term", term_id)
    return _term(request, term_id, form)


@access(PREPARER, methods=POST)
def close(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """End a term with its mandates."""
    try:
        extending.close_term(actor_of(request), term_id=term_id, now=clock.now())
    except TOLD as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("换届已办理，本届代表的任期已经结束。"))
    return redirect("congress:term", term_id)


@access(PREPARER, methods=BOTH)
def call(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Enter a proposal to hold a meeting."""
    found = asked.term(actor_of(request), term_id)
    form = CallForm(posted(request), initial={"proposed_on": clock.local_date(clock.now())})

    def act() -> object:
        return calls.propose_meeting(actor_of(request), term_id=term_id, now=clock.now(), **form.values())

    if saved(request, form, act, _("提议已登记。")):
        return redirect("congress:term", term_id)
    context = {**calls_shown.new_page(found), "form": form}
    return render(request, "congress/prepare/form.html", context, status=status_of(form))


@access(PREPARER, methods=BOTH)
def handle_call(request: HttpRequest, term_id: UUID, call_id: UUID) -> HttpResponse:
    """Count who has signed a proposal, or settle it without a meeting."""
    one = tenure.call(actor_of(request), term_id, call_id)
    wanted, data = request.POST.get("do"), posted(request)
    signed = SignedForm(data if wanted == "sign" else None, initial={"signed": one.signed})
    settle = SettleForm(data if wanted == "settle" else None)

    def act() -> object:
        actor, now = actor_of(request), clock.now()
        if wanted == "sign":
            return calls.count_signatures(actor, call_id=call_id, now=now, **signed.cleaned_data)
        return calls.settle_call(actor, call_id=call_id, now=now, **settle.cleaned_data)

    if saved(request, signed if wanted == "sign" else settle, act, _("提议的办理情况已登记。")):
        return redirect("congress:term", term_id)
    context = {**calls_shown.handle_page(one), "settle_form": settle}
    context["signed_form"] = signed if one.proposer == calls.DELEGATES else None
    status = max(status_of(signed), status_of(settle))
    return render(request, "congress/term/call.html", context, status=status)


def _term(request: HttpRequest, term_id: UUID, form: ApprovalForm) -> HttpResponse:
    page = shown.page(asked.term(actor_of(request), term_id), clock.local_date(clock.now()))
    return render(request, "congress/term/page.html", {**page, "approval_form": form}, status=status_of(form))
