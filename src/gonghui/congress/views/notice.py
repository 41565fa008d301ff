"""The notice of a meeting on the delegate's phone; opening it is the receipt that it was read."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gonghui.congress.actions import notices as act_on
from gonghui.congress.queries import find, notices
from gonghui.congress.screens import phone
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of


@access(SIGNED_IN)
def notice(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show the notice last sent."""
    actor = actor_of(request)
    meeting = find.meeting(actor, meeting_id)
    delegate = find.own_mandate(actor, meeting)
    sent = notices.current(meeting)
    if sent is not None:
        act_on.read_notice(actor, notice_id=sent.id, now=clock.now())
    context = phone.frame(meeting, delegate, "papers", clock.now()) | {"sent": sent}
    return render(request, "congress/phone/notice.html", context)
