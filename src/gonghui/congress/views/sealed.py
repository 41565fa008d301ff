"""The sealed vote on a delegate's phone: its key, the ballot, the files of the box, the check of an opened ballot."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from gonghui.congress.actions import sealed_casting, sealing
from gonghui.congress.forms import LineForm
from gonghui.congress.queries import find, sealed
from gonghui.congress.screens import phone
from gonghui.congress.screens import sealed as screen
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of

POST = ("POST",)


@access(SIGNED_IN, methods=POST)
def voter_key(request: HttpRequest, meeting_id: UUID) -> JsonResponse:
    sealing.register_key(actor_of(request), meeting_id=meeting_id, key=LineForm.of(request, "key"), now=clock.now())
    return JsonResponse({})


@access(SIGNED_IN, methods=POST)
def cast(request: HttpRequest, vote_id: UUID) -> JsonResponse:
    line = LineForm.of(request, "line")
    receipt = sealed_casting.cast_sealed(actor_of(request), vote_id=vote_id, line=line, now=clock.now())
    return JsonResponse(receipt.told())


@access(SIGNED_IN, methods=POST)
def audit(request: HttpRequest, vote_id: UUID) -> JsonResponse:
    line = LineForm.of(request, "line")
    return JsonResponse(
        {"short": sealed_casting.open_ballot(actor_of(request), vote_id=vote_id, line=line, now=clock.now())}
    )


@access(SIGNED_IN)
def file(request: HttpRequest, vote_id: UUID, name: str) -> HttpResponse:
    """One of the five files of the box as it stands: whoever follows the board mirrors it from here."""
    read = sealed.board_to_read if name == "board.jsonl" else sealed.box_to_read
    box = read(actor_of(request), vote_id)
    return HttpResponse(screen.file(box, name), content_type="text/plain; charset=utf-8")


@access(SIGNED_IN)
def head(request: HttpRequest, vote_id: UUID) -> JsonResponse:
    box = sealed.box_to_read(actor_of(request), vote_id)
    return JsonResponse({"head": screen.fresh_head(box)})


@access(SIGNED_IN)
def check(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    vote = find.vote(actor_of(request), vote_id)
    meeting, delegate = find.own_seat(actor_of(request), vote.item.meeting_id)
    code = request.GET.get("code", "")
    context = phone.frame(meeting, delegate, "mine", clock.now()) | screen.check_page(vote, delegate, code)
    return render(request, "congress/phone/check.html", context)
