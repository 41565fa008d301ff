"""The demo's hall: one person alone can try a whole congress, because the others come and vote on request."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.config.demo import crowd
from gonghui.congress.queries.presence import quorum_now
from gonghui.congress.screens.words import meeting_name
from gonghui.kernel import clock
from gonghui.kernel.access import PUBLIC, access
from gonghui.kernel.errors import NotFound


@access(PUBLIC)
def hall(request: HttpRequest) -> HttpResponse:
    """Show who is here and who could come or vote."""
    meeting = crowd.sitting()
    vote = crowd.open_vote(meeting) if meeting else None
    context = {
        "meeting": f"{meeting.term.union.unit_name}　{meeting_name(meeting)}" if meeting else "",
        "quorum": quorum_now(meeting) if meeting else None,
        "outside": len(crowd.outside(meeting)) if meeting else 0,
        "phones": len(crowd.without_key(meeting)) if meeting else 0,
        "vote": vote,
        "waiting": len(crowd.waiting(vote)) if vote else 0,
        "silent": len(crowd.silent(meeting, clock.now())) if meeting else 0,
    }
    return render(request, "config/demo_hall.html", context)


@access(PUBLIC, methods=("POST",))
def arrive(request: HttpRequest) -> HttpResponse:
    """Let the crowd come in."""
    meeting = crowd.sitting()
    if meeting is None:
        raise NotFound
    messages.success(request, _("%(n)s名代表到签到台签到了。") % {"n": crowd.arrive(meeting, clock.now())})
    return redirect("demo:hall")


@access(PUBLIC, methods=("POST",))
def phones(request: HttpRequest) -> HttpResponse:
    """Let the phones of those who came in otherwise make their keys for sealed votes."""
    meeting = crowd.sitting()
    if meeting is None:
        raise NotFound
    messages.success(request, _("%(n)s部手机备好了密封票的密钥。") % {"n": crowd.make_keys(meeting, clock.now())})
    return redirect("demo:hall")


@access(PUBLIC, methods=("POST",))
def vote(request: HttpRequest) -> HttpResponse:
    """Let the crowd vote."""
    meeting = crowd.sitting()
    found = crowd.open_vote(meeting) if meeting else None
    if found is None:
        raise NotFound
    messages.success(request, _("%(n)s名代表投了票。") % {"n": crowd.vote(found, clock.now())})
    return redirect("demo:hall")


@access(PUBLIC, methods=("POST",))
def answer(request: HttpRequest) -> HttpResponse:
    """Let the crowd be counted."""
    meeting = crowd.sitting()
    if meeting is None:
        raise NotFound
    messages.success(request, _("%(n)s名代表应答了清点。") % {"n": crowd.answer(meeting, clock.now())})
    return redirect("demo:hall")
