"""How the pages after the sitting are shown, and how a refusal is told on the page where it happened."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header

from gonghui.congress.documents import access as allowed
from gonghui.congress.screens import outcome
from gonghui.congress.screens.outcome import Outcome
from gonghui.kernel import clock
from gonghui.kernel.access import actor_of, hats
from gonghui.kernel.errors import Conflict, NotAllowed, RuleBroken

PREPARER: Final = hats("secretary", "chair")
BOTH: Final = ("GET", "HEAD", "POST")
POST: Final = ("POST",)
TOLD: Final = (RuleBroken, Conflict, NotAllowed)


def so_far(request: HttpRequest, meeting_id: UUID) -> Outcome:
    """Return how far a meeting is, for whoever prepares it."""
    return outcome.outcome_of(allowed.for_preparers(actor_of(request), meeting_id), clock.now())


def show(request: HttpRequest, known: Outcome, step: str, context: Mapping[str, object]) -> HttpResponse:
    """Show a step inside its frame."""
    whole = {**outcome.frame(known, step), **context}
    return render(request, f"congress/outcome/{step}.html", whole)


def take(request: HttpRequest, meeting_id: UUID, step: str, act: Callable[[], object], done: str) -> HttpResponse:
    """Do something with one button and go back to its step; what stands against it is told there."""
    try:
        act()
    except TOLD as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, done)
    return back(meeting_id, step)


def back(meeting_id: UUID, step: str) -> HttpResponse:
    """Go to the page of a step."""
    if step == "archive":
        return redirect("congress:archive", meeting_id)
    return redirect("congress:after-step", meeting_id, step)


def sentence(refused: RuleBroken | Conflict | NotAllowed) -> str:
    """Return what stands against something, the way out and the article."""
    law = f"（{refused.law}）" if refused.law else ""
    return f"{refused.sentence}{law}{refused.remedy}"


def public_page(request: HttpRequest, slug: str) -> str:
    """Return the full address of a public page, empty before there is one."""
    return request.build_absolute_uri(reverse("congress:posting", args=[slug])) if slug else ""


def offered(data: bytes, name: str, media_type: str) -> HttpResponse:
    """Offer a file for saving under a name."""
    disposition = content_disposition_header(True, name) or "attachment"
    return HttpResponse(data, content_type=media_type, headers={"Content-Disposition": disposition})
