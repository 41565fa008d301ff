"""Counts what was tried, in the database, so that a limit holds over all processes; refuses when one is reached."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db.models import F
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gonghui.accounts import rules
from gonghui.accounts.models import Meter
from gonghui.accounts.rules import Full, Limit
from gonghui.kernel import clock
from gonghui.kernel.errors import Refused


class TryLater(Refused):
    """A limit is reached; `fields["until"]` is when it opens again."""

    status: ClassVar[int] = 429
    default_code: ClassVar[str] = "try-later"


def spend(tries: Mapping[Limit, str], *, now: datetime) -> None:
    """Count one try against each limit, for the phone key or address it is given; call inside an action.

    When one limit is reached nothing at all is counted, for the refusal rolls the action back.

    Raises: TryLater, for the limit that opens last.
    """
    limits = {_key(limit, subject): limit for limit, subject in tries.items()}
    meters = _locked(limits, now)
    full: list[tuple[datetime, Limit]] = []
    for meter in meters:
        limit = limits[meter.key]
        after = rules.one_more(limit, rules.Count(meter.since, meter.times), now)
        if isinstance(after, Full):
            full.append((after.until, limit))
        else:
            meter.since, meter.times = after.since, after.times
    if full:
        until, limit = max(full, key=lambda each: each[0])
        raise _later(limit, until, now)
    Meter.objects.bulk_update(meters, ["since", "times"])


def came_right(*, forget: Mapping[Limit, str], take_back: Mapping[Limit, str]) -> None:
    """Undo counting after a try came right: all of one's own tries, one of those counted with others; inside an action.

    All rows are locked in the order of their keys first, as `spend` does, so that two tries never wait for each other.
    """
    own = [_key(limit, subject) for limit, subject in forget.items()]
    common = [_key(limit, subject) for limit, subject in take_back.items()]
    list(Meter.objects.select_for_update().filter(key__in=[*own, *common]).order_by("key"))
    Meter.objects.filter(key__in=own).delete()
    Meter.objects.filter(key__in=common, times__gt=0).update(times=F("times") - 1)


def _locked(limits: Mapping[str, Limit], now: datetime) -> list[Meter]:
    meters = list(Meter.objects.select_for_update().filter(key__in=limits).order_by("key"))
    if len(meters) < len(limits):
        # A row that another process makes at this moment is not made twice, and both wait for its lock below.
        new = [Meter(key=key, since=now, times=0) for key in sorted(limits)]
        Meter.objects.bulk_create(new, ignore_conflicts=True)
        meters = list(Meter.objects.select_for_update().filter(key__in=limits).order_by("key"))
    return meters


def _key(limit: Limit, subject: str) -> str:
    return salted_hmac("gonghui-meter-v1", f"{limit.name}:{subject}", algorithm="sha256").hexdigest()


def _later(limit: Limit, until: datetime, now: datetime) -> TryLater:
    minutes = rules.minutes_until(until, now)
    wait = ngettext("%(n)d分钟", "%(n)d分钟", minutes) % {"n": minutes}
    told = {"time": f"{clock.local(until):%H:%M}", "wait": wait, "contact": settings.GONGHUI_HELP_CONTACT}
    return TryLater(
        _SENTENCES.get(limit.name, _busy)() % told,
        code=f"try-later-{limit.name}",
        remedy=_("着急时请联系%(contact)s。") % told,
        fields={"until": until.isoformat()},
    )


def _many_codes() -> str:
    return _("这个手机号要过的验证码太多了。请在%(time)s以后再要（还有%(wait)s），或者改用密码登录。")


def _many_wrong_codes() -> str:
    return _("验证码输错的次数太多。为保护您的账号，验证码登录已暂停到%(time)s（还有%(wait)s）。")


def _many_passwords() -> str:
    return _("密码输错的次数太多。为保护您的账号，密码登录已暂停到%(time)s（还有%(wait)s），现在可以改用验证码登录。")


def _many_from_here() -> str:
    return _("您所在的网络上登录尝试太多，已暂停到%(time)s（还有%(wait)s）。换用手机流量可以马上再试。")


def _busy() -> str:
    return _("现在登录的人太多，请在%(time)s以后再试（还有%(wait)s）。")


_SENTENCES = {
    rules.CODES_A_PHONE.name: _many_codes,
    rules.CODES_A_PHONE_DAILY.name: _many_codes,
    rules.WRONG_A_PHONE.name: _many_wrong_codes,
    rules.PASSWORDS_A_PHONE.name: _many_passwords,
    rules.WRONG_AN_ADDRESS.name: _many_from_here,
    rules.codes_an_address(0).name: _many_from_here,
}
