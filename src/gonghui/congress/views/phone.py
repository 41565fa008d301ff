"""The delegate's phone: now, papers, mine."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import floor, presence
from gonghui.congress.forms import ReasonForm, SpeechForm
from gonghui.congress.queries import find
from gonghui.congress.queries.presence import is_present
from gonghui.congress.rules import codes
from gonghui.congress.screens import phone
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of

POST = ("POST",)


@access(SIGNED_IN)
def now(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    context = phone.frame(meeting, delegate, "now", clock.now()) | phone.now_part(meeting, delegate, clock.now())
    return render(request, "congress/phone/now.html", context)


@access(SIGNED_IN)
def now_part(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    return render(request, "congress/phone/_now.html", phone.now_part(meeting, delegate, clock.now()))


@access(SIGNED_IN)
def bar(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    context = phone.bar_again(meeting, delegate, clock.now(), says_itself=request.GET.get("on") == "vote")
    return render(request, "congress/phone/_bar.html", context)


@access(SIGNED_IN, methods=("GET", "HEAD", "POST"))
def sign_in(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    if request.method == "POST":
        presence.sign_in_online(actor_of(request), meeting_id=meeting_id, now=clock.now())
        return redirect("congress:sign-in", meeting_id)
    context = phone.frame(meeting, delegate, "mine", clock.now()) | phone.sign_in_part(meeting, delegate)
    return render(request, "congress/phone/sign_in.html", context)


@access(SIGNED_IN, methods=("GET", "HEAD", "POST"))
def wall_code(request: HttpRequest, meeting_id: UUID, code: str) -> HttpResponse:
    """The address in the QR code on the wall: a page that asks, because a look must not sign anybody in."""
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    if request.method == "POST":
        presence.sign_in_by_wall_code(actor_of(request), meeting_id=meeting_id, code=code, now=clock.now())
        return redirect("congress:sign-in", meeting_id)
    if is_present(meeting_id, delegate.id):
        return redirect("congress:sign-in", meeting_id)
    context = phone.frame(meeting, delegate, "mine", clock.now()) | {"code": code}
    return render(request, "congress/phone/wall_code.html", context)


@access(SIGNED_IN)
def own_code(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    shown = ""
    if meeting.sign_in_from is not None:
        shown = codes.own_code(bytes(meeting.sign_in_code.secret), delegate.id, clock.now())
    return render(request, "congress/phone/_own_code.html", {"m": meeting, "code": shown})


@access(SIGNED_IN)
def mine(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    meeting, delegate = find.own_seat(actor_of(request), meeting_id)
    context = phone.frame(meeting, delegate, "mine", clock.now()) | phone.mine_part(meeting, delegate)
    return render(request, "congress/phone/mine.html", context)


@access(SIGNED_IN, methods=POST)
def leave(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    presence.leave(actor_of(request), meeting_id=meeting_id, now=clock.now())
    messages.info(request, _("已登记离场。离场期间不能表决，回来请重新签到。"))
    return redirect("congress:mine", meeting_id)


@access(SIGNED_IN, methods=POST)
def ask_leave(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    presence.ask_leave(actor_of(request), meeting_id=meeting_id, reason=form.text(), now=clock.now())
    messages.success(request, _("请假已提交，等待会务组批复。"))
    return redirect("congress:mine", meeting_id)


@access(SIGNED_IN, methods=POST)
def ask_to_speak(request: HttpRequest, item_id: UUID) -> HttpResponse:
    item = find.item(actor_of(request), item_id)
    form = SpeechForm(request.POST)
    floor.ask_to_speak(actor_of(request), item_id=item_id, kind=form.kind(), now=clock.now())
    return redirect("congress:now", item.meeting_id)


@access(SIGNED_IN, methods=POST)
def withdraw_speech(request: HttpRequest, meeting_id: UUID, request_id: UUID) -> HttpResponse:
    floor.withdraw_speech(actor_of(request), request_id=request_id, now=clock.now())
    return redirect("congress:now", meeting_id)
