"""How every page of the preparation is shown, and how a refusal is told on the page where it happened."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare.frame import PAGES, frame
from gonghui.kernel import clock
from gonghui.kernel.access import actor_of, hats
from gonghui.kernel.errors import Conflict, NotAllowed, Refused, RuleBroken

PREPARER: Final = hats("secretary", "chair")
BOTH: Final = ("GET", "HEAD", "POST")
POST: Final = ("POST",)
TOLD: Final = (RuleBroken, Conflict, NotAllowed)


def show(
    request: HttpRequest, meeting_id: UUID, step: PrepStep, context: Mapping[str, object], *, page: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    """Show a page of a step inside its frame."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    around = frame(meeting, readiness_of(meeting, clock.now()), step)
    return render(request, f"congress/prepare/{page or PAGES[step]}.html", {**around, **context}, status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, None where a page is only looked at: a form bound to nothing says what it lacks."""
    return request.POST if request.method == "POST" else None


def saved(request: HttpRequest, form: Form, act: Callable[[], object], done: str) -> bool:
    """Do what a form asks for and say so; what stands against it is told on the form itself."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        if not isinstance(refused, TOLD) and type(refused).status != Refused.status:
            raise
        form.add_error(None, sentence(refused))
        return False
    messages.success(request, done)
    return True


def take(request: HttpRequest, meeting_id: UUID, step: PrepStep, act: Callable[[], object], done: str) -> HttpResponse:
    """Do something with one button and go back to its step; what stands against it is told there."""
    tell(request, act, done)
    return redirect(f"congress:prepare-{PAGES[step]}", meeting_id)


def tell(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do something with one button; say on the next page that it is done, or what stands against it."""
    try:
        act()
    except TOLD as refused:
        messages.error(request, sentence(refused))
        return False
    if done:
        messages.success(request, done)
    return True


def sentence(refused: Refused) -> str:
    """Return what stands against something, the way out and the article."""
    law = f"（{refused.law}）" if refused.law else ""
    return f"{refused.sentence}{law}{refused.remedy}"


def status_of(form: Form) -> int:
    """Return 422 for a form with faults."""
    return 422 if form.is_bound and form.errors else 200


def offered(data: bytes, name: str, media_type: str) -> HttpResponse:
    """Offer a file for saving under a name."""
    return HttpResponse(
        data, content_type=media_type, headers={"Content-Disposition": content_disposition_header(True, name) or ""}
    )
