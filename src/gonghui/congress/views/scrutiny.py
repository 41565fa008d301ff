"""The scrutineers' phones at a sealed vote: the key ceremony, the roll, the opening."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect

from gonghui.congress.actions import ceremony, sealing
from gonghui.congress.forms import LineForm
from gonghui.congress.queries import find, sealed
from gonghui.congress.screens import scrutiny as screen
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of, hats

SCRUTINEER = hats("scrutineer")
CHAIR = hats("presiding", "operator")
POST = ("POST",)


@access(SCRUTINEER, methods=POST)
def begin(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    ceremony.begin_ceremony(actor_of(request), meeting_id=meeting_id, now=clock.now())
    return redirect("congress:count", meeting_id)


@access(CHAIR, methods=POST)
def host(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    ceremony.host_key(actor_of(request), meeting_id=meeting_id, now=clock.now())
    return redirect("congress:chair", meeting_id)


@access(SCRUTINEER)
def key(request: HttpRequest, meeting_id: UUID) -> JsonResponse:
    meeting = find.meeting_to_count(actor_of(request), meeting_id)
    return JsonResponse(screen.standing(actor_of(request), meeting))


@access(SCRUTINEER, methods=POST)
def send(request: HttpRequest, ceremony_id: UUID) -> JsonResponse:
    step, body = LineForm.message(request)
    over = ceremony.send_message(actor_of(request), ceremony_id=ceremony_id, step=step, body=body, now=clock.now())
    return JsonResponse({"over": over})


@access(SCRUTINEER)
def box(request: HttpRequest, vote_id: UUID) -> JsonResponse:
    vote = find.vote(actor_of(request), vote_id)
    find.meeting_to_count(actor_of(request), vote.item.meeting_id)
    return JsonResponse(screen.box_standing(actor_of(request), sealed.box_to_follow(vote)))


@access(SCRUTINEER, methods=POST)
def roll(request: HttpRequest, vote_id: UUID) -> JsonResponse:
    ready = sealing.sign_roll(
        actor_of(request), vote_id=vote_id, signature=LineForm.of(request, "signature"),
        rehearsal=LineForm.of(request, "rehearsal"), now=clock.now(),
    )  # fmt: skip
    return JsonResponse({"ready": ready})


@access(SCRUTINEER, methods=POST)
def head(request: HttpRequest, vote_id: UUID) -> JsonResponse:
    line = LineForm.of(request, "line")
    return JsonResponse({"enough": sealing.sign_head(actor_of(request), vote_id=vote_id, line=line, now=clock.now())})


@access(SCRUTINEER, methods=POST)
def share(request: HttpRequest, vote_id: UUID) -> JsonResponse:
    line = LineForm.of(request, "line")
    opened = sealing.release_share(actor_of(request), vote_id=vote_id, line=line, now=clock.now())
    return JsonResponse({"opened": opened})
