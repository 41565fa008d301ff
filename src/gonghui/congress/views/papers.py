"""Papers on the delegate's phone: the list, the text, the comparison, the chair's page, the file."""

from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render

from gonghui.congress.actions import reading as act_on
from gonghui.congress.documents import copies
from gonghui.congress.queries import find, papers
from gonghui.congress.screens import phone, reading
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of

POST = ("POST",)
KEPT = "Gonghui-Keep"
"""The header of a phone that keeps a paper for later: nobody has opened it yet."""


@access(SIGNED_IN)
def listed(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    context = phone.frame(meeting, delegate, "papers", clock.now()) | phone.papers_part(meeting, delegate)
    return render(request, "congress/phone/papers.html", context)


@access(SIGNED_IN)
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    found = papers.find(actor_of(request), paper_id)
    meeting, delegate = find.own_seat(actor_of(request), found.meeting_id)
    is_copy = KEPT in request.headers
    if not is_copy:
        act_on.mark_read(actor_of(request), paper_id=paper_id, now=clock.now())
    context = phone.frame(meeting, delegate, "papers", clock.now()) | reading.text(found, delegate)
    context |= {"copy_of": clock.now()} if is_copy else reading.follow_bar(meeting)
    return render(request, "congress/phone/paper.html", context)


@access(SIGNED_IN, methods=POST)
def read(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Note that a paper was opened where the phone had no line."""
    act_on.mark_read(actor_of(request), paper_id=paper_id, now=clock.now())
    return HttpResponse(status=204)


@access(SIGNED_IN)
def compare(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    found = papers.find(actor_of(request), paper_id)
    meeting, delegate = find.own_seat(actor_of(request), found.meeting_id)
    context = phone.frame(meeting, delegate, "papers", clock.now())
    context |= reading.compared(found, delegate, request.GET.get("with", ""))
    return render(request, "congress/phone/compare.html", context)


@access(SIGNED_IN)
def follow(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The page that the chair has on the big screen, and goes on to when they do."""
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    context = phone.frame(meeting, delegate, "papers", clock.now()) | reading.followed(meeting, delegate)
    return render(request, "congress/phone/follow.html", context)


@access(SIGNED_IN)
def follow_part(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    return render(request, "congress/phone/_follow.html", reading.followed(meeting, delegate))


@access(SIGNED_IN)
def follow_bar(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting, _delegate = find.own_seat(actor_of(request), meeting_id)
    return render(request, "congress/phone/_follow_bar.html", {"m": meeting} | reading.follow_bar(meeting))


@access(SIGNED_IN)
def file(request: HttpRequest, paper_id: UUID) -> FileResponse:
    """The paper for saving, never shown inside our pages; an internal one bears its reader's name."""
    found = papers.find(actor_of(request), paper_id)
    copy = copies.of(actor_of(request), found)
    return FileResponse(copy.file, as_attachment=True, filename=copy.name, content_type=copy.media_type)
