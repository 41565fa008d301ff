"""How pages of proposals are shown, and how a refusal is told on the form where it happened."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import content_disposition_header

from gonghui.kernel import clock
from gonghui.kernel.access import actor_of
from gonghui.kernel.errors import Conflict, NotAllowed, Refused, RuleBroken
from gonghui.proposals import policy
from gonghui.proposals.queries.lists import desk_union
from gonghui.proposals.queries.places import places_of
from gonghui.proposals.queries.whole import Whole
from gonghui.proposals.screens.shared import desk_frame, person_frame

BOTH: Final = ("GET", "HEAD", "POST")
POST: Final = ("POST",)
TOLD: Final = (RuleBroken, Conflict, NotAllowed)
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE: Final = 20


def today() -> date:
    """Return today's day in China."""
    return clock.local_date(clock.now())


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, None where a page is only looked at."""
    return request.POST if request.method == "POST" else None


def words_of(request: HttpRequest) -> str:
    """Return what is looked for: it comes by POST, so that names stay out of addresses."""
    return request.POST.get("words", "").strip()[:60]


def saved(request: HttpRequest, form: Form, act: Callable[[], object], done: str) -> bool:
    """Do what a form asks for and say so; what stands against it is told on the form itself, and nothing is lost."""
    if request.method != "POST" or not form.is_valid():
        return False
    try:
        act()
    except TOLD as refused:
        form.add_error(None, sentence(refused))
        return False
    messages.success(request, done)
    return True


def tell(request: HttpRequest, act: Callable[[], object], done: str) -> bool:
    """Do something with one button; say on the next page that it is done, or what stands against it."""
    try:
        act()
    except (RuleBroken, Conflict) as refused:
        messages.error(request, sentence(refused))
        return False
    messages.success(request, done)
    return True


def sentence(refused: Refused) -> str:
    """Return what stands against something, and the way out."""
    return f"{refused.sentence}{refused.remedy}"


def form_page(request: HttpRequest, form: Form, around: Mapping[str, object]) -> HttpResponse:
    """Show a page with one form; 422 when it came back with faults."""
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "proposals/form.html", {**around, "form": form}, status=status)


def desk_page(request: HttpRequest, template: str, union_id: UUID, context: Mapping[str, object]) -> HttpResponse:
    """Show a page of the desk; who sits on the committee alone keeps the tabs of their own pages."""
    return render(request, template, {**context, **desk_tabs(request, union_id)})


def desk_tabs(request: HttpRequest, union_id: UUID) -> dict[str, object]:
    """Return the tabs for a committee's member, nothing for who keeps the union."""
    actor = actor_of(request)
    if policy.holds_post(actor, union_id):
        return {}
    return person_frame(current="desk", places=places_of(actor))


def step_tabs(request: HttpRequest, whole: Whole, place: str) -> dict[str, object]:
    """Return the tabs around the form of a step: those of the pages that it belongs to."""
    actor = actor_of(request)
    if place == "desk":
        return desk_tabs(request, whole.union_id)
    if place == "below":
        return desk_frame(desk_union(actor))
    return person_frame(current="tasks" if place == "task" else "mine", places=places_of(actor))


def offered(data: bytes, name: str, media_type: str) -> HttpResponse:
    """Offer a file for saving under a name."""
    return HttpResponse(
        data, content_type=media_type, headers={"Content-Disposition": content_disposition_header(True, name) or ""}
    )
