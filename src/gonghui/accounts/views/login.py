"""The door: phone and code, phone and password, help, the demo's people."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gonghui.accounts import actions, browser, hats, queries, senders
from gonghui.accounts.actions import Opened
from gonghui.accounts.browser import Awaited
from gonghui.accounts.forms import CodeForm, DoorForm, PasswordLoginForm, PhoneForm, SlipForm, sentence_of
from gonghui.kernel import clock
from gonghui.kernel.access import PUBLIC, access, actor_of
from gonghui.kernel.errors import NotFound, Refused


@access(PUBLIC, methods=("GET", "HEAD", "POST"))
@never_cache
def login(request: HttpRequest) -> HttpResponse:
    """Ask for the phone number and promise a code."""
    if not actor_of(request).is_stranger:
        return redirect(browser.own_address(request, request.GET.get("next", "")) or "accounts:home")
    browser.remember_next(request)
    form = PhoneForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _door(request, "accounts/login.html", form, status=422 if form.is_bound else 200)
    phone = form.cleaned_data["phone"]
    try:
        code_id = actions.ask_code(
            actor_of(request), phone=phone, visitor=browser.visitor(request), now=clock.now()
        )  # fmt: skip
    except Refused as refused:
        form.add_error("phone", sentence_of(refused))
        return _door(request, "accounts/login.html", form, status=refused.status)
    browser.await_code(request, code_id=code_id, phone=phone, shared=form.cleaned_data["shared"])
    return redirect("accounts:code")


@access(PUBLIC, methods=("GET", "HEAD", "POST"))
@never_cache
@sensitive_post_parameters("code")
def code(request: HttpRequest) -> HttpResponse:
    """Take the code and open a session."""
    awaited = browser.awaited_code(request)
    if awaited is None:
        return redirect("accounts:login")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _code_page(request, awaited, form, status=422 if form.is_bound else 200)
    visitor = browser.visitor(request, on_shared_machine=awaited.on_shared_machine)
    try:
        result = actions.try_code(
            actor_of(request), code_id=awaited.code_id, code=form.cleaned_data["code"], visitor=visitor, now=clock.now()
        )
    except Refused as refused:
        form.add_error("code", sentence_of(refused))
        return _code_page(request, awaited, form, status=refused.status)
    if isinstance(result, Opened):
        return _enter(request, result)
    form.add_error("code", _wrong_code(result.tries_left or 0))
    return _code_page(request, awaited, form, status=422)


@access(PUBLIC, methods=("POST",))
@never_cache
def code_again(request: HttpRequest) -> HttpResponse:
    """Send another code in place of one that did not arrive."""
    awaited = browser.awaited_code(request)
    if awaited is None:
        return redirect("accounts:login")
    try:
        code_id = actions.ask_again(
            actor_of(request), code_id=awaited.code_id, visitor=browser.visitor(request), now=clock.now()
        )
    except Refused as refused:
        messages.error(request, sentence_of(refused))
        return redirect("accounts:code")
    browser.await_code(request, code_id=code_id)
    return redirect("accounts:code")


@access(PUBLIC, methods=("GET", "HEAD", "POST"))
@never_cache
@sensitive_post_parameters("password")
def password(request: HttpRequest) -> HttpResponse:
    """Take phone and password and open a session."""
    if not actor_of(request).is_stranger:
        return redirect(browser.own_address(request, request.GET.get("next", "")) or "accounts:home")
    browser.remember_next(request)
    form = PasswordLoginForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _door(request, "accounts/password.html", form, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    visitor = browser.visitor(request, on_shared_machine=given["shared"])
    try:
        result = actions.log_in_by_password(
            actor_of(request), phone=given["phone"], password=given["password"], visitor=visitor, now=clock.now()
        )
    except Refused as refused:
        form.add_error(None, sentence_of(refused))
        return _door(request, "accounts/password.html", form, status=refused.status)
    if isinstance(result, Opened):
        return _enter(request, result)
    form.add_error("password", _("手机号或密码不对。忘记密码的，可以用验证码登录。"))
    return _door(request, "accounts/password.html", form, status=422)


@access(PUBLIC, methods=("GET", "HEAD", "POST"))
@never_cache
@sensitive_post_parameters("code")
def slip(request: HttpRequest, code: str = "") -> HttpResponse:
    """Take the code of a login slip; looking at the address of its QR code uses nothing up."""
    if not settings.GONGHUI_LOGIN_SLIPS:
        raise NotFound
    form = SlipForm(request.POST) if request.method == "POST" else SlipForm(initial={"code": code})
    if not form.is_valid():
        return _door(request, "accounts/slip.html", form, status=422 if form.is_bound else 200)
    visitor = browser.visitor(request, on_shared_machine=form.cleaned_data["shared"])
    try:
        opened = actions.log_in_by_slip(
            actor_of(request), code=form.cleaned_data["code"], visitor=visitor, now=clock.now()
        )
    except Refused as refused:
        form.add_error("code", sentence_of(refused))
        return _door(request, "accounts/slip.html", form, status=refused.status)
    if isinstance(opened, Opened):
        return _enter(request, opened)
    form.add_error("code", _("这个登录码不对，或者已经用过、已经过期。请到签到台换一张登录条。"))
    return _door(request, "accounts/slip.html", form, status=422)


@access(PUBLIC)
def login_help(request: HttpRequest) -> HttpResponse:
    """Say what to do when no code arrives."""
    return render(request, "accounts/help.html", {"contact": settings.GONGHUI_HELP_CONTACT})


@access(PUBLIC, methods=("POST",))
@never_cache
def demo(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Log in as one of the demo's people; there is nothing here outside a demo."""
    if not settings.DEMO:
        raise NotFound
    visitor = browser.visitor(request)
    return _enter(
        request, actions.log_in_as(actor_of(request), account_id=account_id, visitor=visitor, now=clock.now())
    )


def _enter(request: HttpRequest, opened: Opened) -> HttpResponse:
    wanted = browser.next_address(request)
    browser.let_in(request, opened)
    if queries.seat_of(opened.session_id, now=clock.now()).must_choose:
        return redirect(reverse("accounts:hat", query={"next": wanted} if wanted else None))
    return redirect(wanted or "accounts:home")


def _door(request: HttpRequest, template: str, form: DoorForm, *, status: int) -> HttpResponse:
    people = hats.demo_people() if settings.DEMO else ()
    context = {"form": form, "people": people, "slips": settings.GONGHUI_LOGIN_SLIPS}
    return render(request, template, context, status=status)


def _code_page(request: HttpRequest, awaited: Awaited, form: CodeForm, *, status: int) -> HttpResponse:
    context = {
        "form": form,
        "phone": awaited.masked_phone,
        "wait": queries.code_can_be_resent_in(awaited.code_id, now=clock.now()),
        "shown_code": senders.shown_code(awaited.code_id),
    }
    return render(request, "accounts/code.html", context, status=status)


def _wrong_code(left: int) -> str:
    if not left:
        return _("验证码不对，这个验证码已输错5次，不能再用。请重新获取验证码。")
    return ngettext("验证码不对，还可以再试%(n)d次。", "验证码不对，还可以再试%(n)d次。", left) % {"n": left}
