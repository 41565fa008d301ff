"""Behind the door: where a hat begins its work, which hat is worn, one's own account."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from gonghui.accounts import actions, browser, hats, queries
from gonghui.accounts.forms import PasswordForm, sentence_of
from gonghui.accounts.queries import AccountPage
from gonghui.accounts.words import session_table
from gonghui.kernel import clock
from gonghui.kernel.access import PUBLIC, SIGNED_IN, access, actor_of
from gonghui.kernel.errors import Refused


@access(SIGNED_IN)
@never_cache
def home(request: HttpRequest) -> HttpResponse:
    """Lead to where the hat worn begins its work; where there is no such place, say what one can do."""
    seat = browser.seat(request)
    if seat.must_choose:
        return redirect("accounts:hat")
    place = hats.home_of(seat.actor.hat) if seat.actor.hat else None
    if place:
        return redirect(place)
    ways = hats.ways(seat.actor)
    page = {"contact": settings.GONGHUI_HELP_CONTACT, "ways": ways, "is_idle": not any(one.waiting for one in ways)}
    return render(request, "accounts/home.html", page)


@access(SIGNED_IN, methods=("GET", "HEAD", "POST"))
@never_cache
def hat(request: HttpRequest) -> HttpResponse:
    """Choose the hat to wear. From the page head one goes to where that hat is at home, from this page on to `next`."""
    actor, session_id = browser.seat_here(request)
    if request.method != "POST":
        wanted = browser.own_address(request, request.GET.get("next", ""))
        return render(request, "accounts/hat.html", {"hats": actor.hats, "then": wanted})
    actions.choose_hat(actor, session_id=session_id, key=request.POST.get("hat", ""), now=clock.now())
    return redirect(browser.own_address(request, request.POST.get("then", "")) or "accounts:home")


@access(PUBLIC, methods=("POST",))
def logout(request: HttpRequest) -> HttpResponse:
    """End this session; harmless when it has ended already."""
    seat = browser.seat(request)
    if seat.session_id is not None:
        actions.end_session(actor_of(request), session_id=seat.session_id, now=clock.now())
    browser.let_out(request)
    messages.success(request, _("您已退出登录。"))
    return redirect("accounts:login")


@access(SIGNED_IN)
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Show one's own account and where else one is logged in."""
    actor, session_id = browser.seat_here(request)
    page = queries.account_page(actor, session_id=session_id, now=clock.now())
    return render(request, "accounts/account.html", {"page": page, **session_table(page.sessions)})


@access(SIGNED_IN, methods=("GET", "HEAD", "POST"))
@never_cache
@sensitive_post_parameters("old", "new", "again")
def change_password(request: HttpRequest) -> HttpResponse:
    """Set or change the password."""
    actor, session_id = browser.seat_here(request)
    page = queries.account_page(actor, session_id=session_id, now=clock.now())
    form = PasswordForm(request.POST if request.method == "POST" else None, asks_old=not page.may_skip_old)
    if not form.is_valid():
        return _password_page(request, form, page, status=422 if form.is_bound else 200)
    old, new = form.cleaned_data.get("old", ""), form.cleaned_data["new"]
    try:
        ended = actions.change_password(actor, session_id=session_id, old=old, new=new, now=clock.now())
    except Refused as refused:
        about_old = "old" in form.fields and refused.code != "password-unfit"
        form.add_error("old" if about_old else "new", sentence_of(refused))
        return _password_page(request, form, page, status=refused.status)
    messages.success(request, _password_set(ended))
    return redirect("accounts:account")


@access(SIGNED_IN, methods=("POST",))
def end_session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """End one of one's own sessions."""
    actions.end_session(actor_of(request), session_id=session_id, now=clock.now())
    messages.success(request, _("那台设备已退出登录。"))
    return redirect("accounts:account")


@access(SIGNED_IN, methods=("POST",))
def end_all(request: HttpRequest) -> HttpResponse:
    """End all of one's own sessions, this one too."""
    ended = actions.end_all_sessions(actor_of(request), now=clock.now())
    browser.let_out(request)
    told = ngettext("已在%(n)d台设备上退出登录。", "已在%(n)d台设备上退出登录。", ended) % {"n": ended}
    messages.success(request, told)
    return redirect("accounts:login")


def _password_page(request: HttpRequest, form: PasswordForm, page: AccountPage, *, status: int) -> HttpResponse:
    return render(request, "accounts/change_password.html", {"form": form, "page": page}, status=status)


def _password_set(ended: int) -> str:
    if not ended:
        return _("新密码已生效。")
    told = ngettext(
        "新密码已生效，其他%(n)d台设备已退出登录。", "新密码已生效，其他%(n)d台设备已退出登录。", ended
    )  # fmt: skip
    return told % {"n": ended}
