"""One-time codes: asked for, sent, tried."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from gonghui.accounts import rules, senders
from gonghui.accounts.actions import limits
from gonghui.accounts.actions.sessions import Opened, Visitor, Wrong, open_session, tries_of
from gonghui.accounts.models import Account, LoginCode
from gonghui.accounts.phones import Phone
from gonghui.accounts.rules import CodeState, Method
from gonghui.kernel.action import action, record
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import RuleBroken


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class _Issued:
    code_id: UUID
    code: str
    phone: Phone | None


def ask_code(actor: Actor, *, phone: Phone, visitor: Visitor, now: datetime) -> UUID:
    """Issue a code for a number and send it if the number has an account; returns the id under which it is tried.

    For a number without an account the same is done but for the sending, which is another thread's work anyhow.

    Raises: TryLater when too many were asked for, or the last one is less than a minute old.
    """
    return _send(_issue(actor, phone_key=phone.key, visitor=visitor, now=now))


def ask_again(actor: Actor, *, code_id: UUID, visitor: Visitor, now: datetime) -> UUID:
    """Issue another code in place of one that did not arrive; the old one is dead. Returns the new id.

    Raises: RuleBroken `code-ended` when that log-in is over, TryLater as `ask_code` does.
    """
    before = LoginCode.objects.filter(id=code_id).first()
    if before is None:
        raise _dead(CodeState.ENDED)
    return _send(_issue(actor, phone_key=before.phone_key, replaces=code_id, visitor=visitor, now=now))


@action
def try_code(_actor: Actor, *, code_id: UUID, code: str, visitor: Visitor, now: datetime) -> Opened | Wrong:
    """Open a session with the right code; a wrong one is counted, and the fifth kills the code.

    Raises: RuleBroken `code-expired`, `code-worn-out` or `code-ended`; TryLater when too many were wrong.
    """
    row = LoginCode.objects.select_for_update().filter(id=code_id).first()
    if row is None:
        raise _dead(CodeState.ENDED)
    state = rules.code_state(issued_at=row.issued_at, tries=row.tries, ended=row.ended_at is not None, now=now)
    if state is not CodeState.OPEN:
        raise _dead(state)
    # Counted before it is compared: a try beyond the limit must not learn whether it would have been right.
    limits.spend({rules.WRONG_A_PHONE: row.phone_key, rules.WRONG_AN_ADDRESS: visitor.counted}, now=now)
    account = Account.objects.filter(phone_key=row.phone_key, is_active=True).first()
    same = constant_time_compare(row.digest, _digest(row.id, code))
    if same and account is not None and account.id == row.account_id:
        LoginCode.objects.filter(id=row.id).update(tries=row.tries + 1, ended_at=now)
        limits.came_right(
            forget={rules.WRONG_A_PHONE: row.phone_key, rules.CODES_A_PHONE: row.phone_key},
            take_back={rules.WRONG_AN_ADDRESS: visitor.counted},
        )
        return open_session(account, method=Method.CODE, visitor=visitor, now=now)
    LoginCode.objects.filter(id=row.id).update(tries=row.tries + 1)
    record("code-refused", stream=tries_of(row.phone_key), subject=("login-code", row.id), tries=row.tries + 1)
    return Wrong(tries_left=rules.CODE_TRIES - row.tries - 1)


@action
def _issue(
    _actor: Actor, *, phone_key: str, visitor: Visitor, now: datetime, replaces: UUID | None = None
) -> _Issued:  # fmt: skip
    # The code before the counts, as `try_code` locks them.
    if replaces is not None and not LoginCode.objects.select_for_update().filter(id=replaces, ended_at=None).exists():
        raise _dead(CodeState.ENDED)
    limits.spend(
        {
            rules.CODES_A_PHONE: phone_key,
            rules.CODES_A_PHONE_DAILY: phone_key,
            rules.codes_an_address(settings.GONGHUI_CODES_PER_ADDRESS): visitor.counted,
            rules.CODES_AT_ALL: "",
        },
        now=now,
    )
    latest = LoginCode.objects.filter(phone_key=phone_key).order_by("-issued_at").first()
    seconds = rules.seconds_to_resend(latest.issued_at if latest else None, now)
    if seconds:
        raise _too_soon(seconds)
    if replaces is not None:
        LoginCode.objects.filter(id=replaces).update(ended_at=now)
    account = Account.objects.filter(phone_key=phone_key, is_active=True).first()
    row = LoginCode(account=account, phone_key=phone_key, issued_at=now)
    code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}d}"
    row.digest = _digest(row.id, code)
    row.save(force_insert=True)
    record("code-issued", stream=tries_of(row.phone_key), subject=("login-code", row.id))
    return _Issued(code_id=row.id, code=code, phone=Phone(account.phone.reveal()) if account else None)


def _send(issued: _Issued) -> UUID:
    if issued.phone is not None:
        minutes = rules.minutes_of(rules.CODE_LIVES)
        senders.dispatch(code_id=issued.code_id, phone=issued.phone, code=issued.code, minutes=minutes)
    return issued.code_id


def _digest(code_id: UUID, code: str) -> str:
    return salted_hmac("gonghui-login-code-v1", f"{code_id}:{code}", algorithm="sha256").hexdigest()


def _too_soon(seconds: int) -> limits.TryLater:
    told = ngettext(
        "刚刚已经发过验证码，请在%(n)d秒后再要。", "刚刚已经发过验证码，请在%(n)d秒后再要。", seconds
    ) % {"n": seconds}  # fmt: skip
    return limits.TryLater(
        told,
        code="too-soon",
        remedy=_("短信有时要过一会儿才到，先看看手机。"),
        fields={"seconds": str(seconds)},
    )


def _dead(state: CodeState) -> RuleBroken:
    return RuleBroken(_DEAD[state], code=f"code-{state.value}", remedy=_("请重新获取验证码。"))


_DEAD: Final = {
    CodeState.EXPIRED: _("这个验证码已过5分钟，不能再用。"),
    CodeState.WORN_OUT: _("这个验证码已输错5次，不能再用。"),
    CodeState.ENDED: _("这个验证码已经用过，或者已被新的验证码代替。"),
}
