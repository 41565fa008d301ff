"""The ballot on the phone: one question, one choice, one named state."""

from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gonghui.congress.actions import casting
from gonghui.congress.forms import ballot_form
from gonghui.congress.queries import find
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.screens import ballot as screen
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of


@access(SIGNED_IN, methods=("GET", "HEAD", "POST"))
def ballot(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    actor = actor_of(request)
    vote = find.vote(actor, vote_id)
    delegate = find.own_mandate(actor, vote.item.meeting)
    form = ballot_form(paper_of(vote), request.POST or None, uuid4())
    if request.method == "POST" and form.is_valid():
        casting.cast_vote(actor, vote_id=vote_id, now=clock.now(), **form.values())
        return redirect("congress:ballot", vote_id)
    context = screen.page(vote, delegate, clock.now()) | {"form": form}
    return render(request, screen.template(vote), context)


@access(SIGNED_IN)
def state(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    """The line above an open ballot that tells when the round is over; the ballot itself is never drawn again."""
    actor = actor_of(request)
    vote = find.vote(actor, vote_id)
    delegate = find.own_mandate(actor, vote.item.meeting)
    return render(request, "congress/phone/_ballot_state.html", screen.page(vote, delegate, clock.now()))
