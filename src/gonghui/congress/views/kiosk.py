"""Slips at the check-in desk, and the kiosk: a device behind a token, at which a slip opens its holder's ballot."""

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import devices, sealed_casting
from gonghui.congress.actions import kiosk as actions
from gonghui.congress.forms import DeskForm, LineForm
from gonghui.congress.queries import devices as screens
from gonghui.congress.queries import find, kiosk, sealed
from gonghui.congress.screens import kiosk as screen
from gonghui.congress.screens.sealed import file as file_of
from gonghui.congress.views.desk import DESK
from gonghui.congress.views.prepare.taking import tell
from gonghui.kernel import clock
from gonghui.kernel.access import DEVICE, access, actor_of
from gonghui.kernel.errors import NotFound

POST: Final = ("POST",)
FILES: Final = ("manifest.json", "roll.txt")


@access(DESK)
def slips(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting = find.meeting_to_check_in(actor_of(request), meeting_id)
    return render(request, "congress/desk/ballot_slips.html", screen.slips_page(meeting, DeskForm(request.GET).text()))


@access(DESK, methods=POST)
def issue(request: HttpRequest, meeting_id: UUID, delegate_id: UUID) -> JsonResponse:
    actions.issue_slip(
        actor_of(request), meeting_id=meeting_id, delegate_id=delegate_id, proof=LineForm.of(request, "proof"),
        key=LineForm.of(request, "key"), now=clock.now(),
    )  # fmt: skip
    return JsonResponse({})


@access(DESK, methods=POST)
def take_back(request: HttpRequest, meeting_id: UUID, delegate_id: UUID) -> HttpResponse:
    tell(request, lambda: actions.withdraw_slip(
        actor_of(request), meeting_id=meeting_id, delegate_id=delegate_id, now=clock.now()),
        _("投票条已收回，作废。"))  # fmt: skip
    return redirect("congress:ballot-slips", meeting_id)


@access(DESK, methods=POST)
def open_kiosk(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Make a kiosk's address and go there; the address is shown this once."""
    token = devices.make_kiosk(actor_of(request), meeting_id=meeting_id, now=clock.now())
    return redirect("congress:kiosk", token)


@access(DEVICE)
def kiosk_page(request: HttpRequest, token: str) -> HttpResponse:
    meeting = screens.meeting_of(token, screens.KIOSK)
    response = render(request, "congress/kiosk/kiosk.html", screen.page(meeting, token))
    response.headers["Cache-Control"] = "no-store"
    return response


@access(DEVICE, methods=POST)
def ballot(request: HttpRequest, token: str) -> HttpResponse:
    """The ballot of whoever holds the slip; its code has not left the kiosk."""
    meeting = screens.meeting_of(token, screens.KIOSK)
    slip = kiosk.slip_of(meeting, LineForm.of(request, "slip"))
    return render(request, "congress/kiosk/_ballot.html", screen.ballot(meeting, slip, token, clock.now()))


@access(DEVICE, methods=POST)
def cast(request: HttpRequest, token: str) -> JsonResponse:
    receipt = sealed_casting.cast_at_kiosk(
        screens.meeting_of(token, screens.KIOSK), proof=LineForm.of(request, "slip"), vote_id=LineForm.vote(request),
        line=LineForm.of(request, "line"), now=clock.now(),
    )  # fmt: skip
    return JsonResponse({"tracker": receipt.tracker, "short": receipt.short, "head": receipt.head})


@access(DEVICE)
def file(_request: HttpRequest, token: str, name: str) -> HttpResponse:
    """What a ballot is made from: the manifest and the roll of the round that stands."""
    vote = kiosk.sealed_round(screens.meeting_of(token, screens.KIOSK))
    if vote is None or name not in FILES:
        raise NotFound
    box = sealed.box_to_follow(vote)
    return HttpResponse(file_of(box, name), content_type="text/plain; charset=utf-8")
