"""The scrutineer's page: each signs what they counted, apart from the other."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import counting, naming_others
from gonghui.congress.forms import SheetForm, readings_of, rows_sheet
from gonghui.congress.forms.zones import read_zones
from gonghui.congress.queries import find, posts
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.screens import counting as screen
from gonghui.congress.screens import hall, naming
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of, hats

SCRUTINEER = hats("scrutineer")


@access(SCRUTINEER)
def page(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return render(request, "congress/count/page.html", _context(request, meeting_id))


@access(SCRUTINEER)
def part(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return render(request, "congress/count/_part.html", _context(request, meeting_id))


@access(SCRUTINEER, methods=("POST",))
def sign(request: HttpRequest, meeting_id: UUID, vote_id: UUID) -> HttpResponse:
    paper = paper_of(find.vote(actor_of(request), vote_id))
    zones = read_zones(request.POST)
    if "z0-name" in request.POST:
        counted: dict[str, Any] = {"channel": Channel.HANDS, "zones": zones}
    else:
        channel, tally = rows_sheet(paper, request.POST) if paper else SheetForm(request.POST).sheet()
        counted = {"channel": channel, "tally": tally}
    done = counting.sign_sheet(actor_of(request), vote_id=vote_id, now=clock.now(), **counted)
    messages.success(request, _("两位监票人的数字一致，已确认。") if done else _("已签署。"))
    return redirect("congress:count", meeting_id)


@access(SCRUTINEER, methods=("GET", "HEAD", "POST"))
def names(request: HttpRequest, meeting_id: UUID, vote_id: UUID) -> HttpResponse:
    """The names that voters wrote: whom each means, or that it cannot be read."""
    actor = actor_of(request)
    if request.method == "POST":
        read = readings_of(request.POST)
        done = naming_others.read_names(actor, vote_id=vote_id, readings=read, now=clock.now())
        messages.success(request, _("两位监票人的数字一致，已确认。") if done else _("已签署。"))
        return redirect("congress:count", meeting_id)
    meeting = find.meeting_to_count(actor, meeting_id)
    own = posts.own_post(actor, meeting, "scrutineer")
    context = hall.frame(meeting) | naming.page(meeting, find.vote(actor, vote_id), own.id)
    return render(request, "congress/count/names.html", context)


def _context(request: HttpRequest, meeting_id: UUID) -> dict[str, object]:
    meeting = find.meeting_to_count(actor_of(request), meeting_id)
    own = posts.own_post(actor_of(request), meeting, "scrutineer")
    return hall.frame(meeting) | screen.page(actor_of(request), meeting, own.id)
