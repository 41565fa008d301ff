"""Opinions on the delegate's phone: given with or without a name, and what became of all of them."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions.opinions import give_anonymous, give_opinion
from gonghui.congress.forms import OpinionForm
from gonghui.congress.queries import find
from gonghui.congress.screens import opinions as shown
from gonghui.congress.screens import phone
from gonghui.congress.views.prepare.taking import BOTH, posted, saved, status_of
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of


@access(SIGNED_IN, methods=BOTH)
def opinions(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    form = OpinionForm(posted(request), initial=phone.opinion_start(request.GET))
    form.offer(phone.item_choices(meeting), phone.paper_choices(meeting))

    def act() -> object:
        give = give_anonymous if form.cleaned_data["anonymous"] else give_opinion
        return give(actor_of(request), meeting_id=meeting_id, now=clock.now(), **form.values())

    if saved(request, form, act, _("意见已收到，会务组会汇总并答复。")):
        return redirect("congress:opinions", meeting_id)
    context = phone.frame(meeting, delegate, "opinions", clock.now()) | phone.opinions_part(meeting, clock.now())
    context |= shown.mine_part(meeting, delegate) | {"form": form}
    return render(request, "congress/phone/opinions.html", context, status=status_of(form))


@access(SIGNED_IN)
def table(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """What became of every opinion, for every delegate."""
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    context = phone.frame(meeting, delegate, "opinions", clock.now())
    context |= shown.table_part(meeting, request.GET.get("page"))
    return render(request, "congress/phone/opinion_table.html", context)
