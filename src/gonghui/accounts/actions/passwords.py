"""Passwords: tried and changed.

A password is hashed between two transactions, never within one: that takes a fifth of a second, and on the embedded
database nobody else could write meanwhile.
"""

from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.accounts import policy, rules
from gonghui.accounts.actions import limits
from gonghui.accounts.actions.sessions import Opened, Visitor, Wrong, open_session, stream_of, tries_of
from gonghui.accounts.models import Account, OpenSession
from gonghui.accounts.phones import Phone
from gonghui.accounts.rules import Method
from gonghui.kernel.action import action, record
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound, RuleBroken

_UNUSABLE = "!"
"""What Django's own hasher takes the same time over as over a real hash."""


def log_in_by_password(
    actor: Actor, *, phone: Phone, password: str, visitor: Visitor, now: datetime
) -> Opened | Wrong:  # fmt: skip
    """Open a session with the right password. A number without account or password takes as long and is answered alike.

    Raises: TryLater when too many were tried for this number, from this address or at all.
    """
    account_id, encoded = _begin(actor, phone_key=phone.key, address=visitor.counted, now=now)
    if not check_password(password, encoded) or account_id is None:
        return Wrong()
    return _open(actor, account_id=account_id, encoded=encoded, visitor=visitor, now=now)


def change_password(actor: Actor, *, session_id: UUID, old: str, new: str, now: datetime) -> int:
    """Set a new password and end all other sessions of the account; returns how many were ended.

    The old one need not be known for a quarter of an hour after a log-in by code.

    Raises: NotFound when nobody is logged in in that session; RuleBroken `password-wrong` for the old one,
    `password-unfit` for the new one; TryLater when the old one was tried too often.
    """
    account_id = policy.ensure_logged_in(actor)
    session = OpenSession.objects.select_related("account").filter(id=session_id, account_id=account_id).first()
    if session is None:
        raise NotFound
    ensure_fit(new)
    if not rules.phone_is_proved(method=Method(session.method), opened_at=session.opened_at, now=now):
        _id, encoded = _begin(actor, phone_key=session.account.phone_key, address=session.network, now=now)
        if not check_password(old, encoded):
            raise RuleBroken(
                _("原密码不对。"),
                code="password-wrong",
                remedy=_("忘记原密码的，请退出后用验证码登录，15分钟内可以直接设置新密码。"),
            )
    return _set(actor, account_id=account_id, kept=session_id, encoded=make_password(new), now=now)


def ensure_fit(password: str) -> None:
    """Refuse a password that is too short, too common or all digits.

    Raises: RuleBroken `password-unfit`, with what is missing.
    """
    try:
        validate_password(password)
    except ValidationError as unfit:
        codes = [str(error.code) for error in unfit.error_list]
        raise RuleBroken("".join(_unfit(code) for code in codes), code="password-unfit") from None


def _unfit(code: str) -> str:
    said = {
        "password_too_short": gettext("密码太短，至少要10个字符。"),
        "password_too_common": gettext("这是常见的密码，容易被猜到。"),
        "password_entirely_numeric": gettext("密码不能全是数字。"),
    }
    return said.get(code) or gettext("这个密码不合用，请换一个。")


@action
def _begin(_actor: Actor, *, phone_key: str, address: str, now: datetime) -> tuple[UUID | None, str]:
    limits.spend(
        {rules.PASSWORDS_A_PHONE: phone_key, rules.WRONG_AN_ADDRESS: address, rules.PASSWORDS_AT_ALL: ""}, now=now
    )
    account = Account.objects.filter(phone_key=phone_key, is_active=True).first()
    account_id = account.id if account else None
    record("password-tried", stream=tries_of(phone_key), subject=("account", account_id or "unknown"))
    return account_id, account.password if account else _UNUSABLE


@action
def _open(_actor: Actor, *, account_id: UUID, encoded: str, visitor: Visitor, now: datetime) -> Opened:
    account = Account.objects.select_for_update().filter(id=account_id, password=encoded, is_active=True).first()
    if account is None:
        raise RuleBroken(_("密码刚刚改过。"), code="password-changed", remedy=_("请用新密码登录。"))
    limits.came_right(
        forget={rules.PASSWORDS_A_PHONE: account.phone_key}, take_back={rules.WRONG_AN_ADDRESS: visitor.counted}
    )
    return open_session(account, method=Method.PASSWORD, visitor=visitor, now=now)


@action
def _set(_actor: Actor, *, account_id: UUID, kept: UUID, encoded: str, now: datetime) -> int:
    account = Account.objects.select_for_update().get(id=account_id)
    limits.came_right(forget={rules.PASSWORDS_A_PHONE: account.phone_key}, take_back={})
    Account.objects.filter(id=account_id).update(password=encoded)
    ended = OpenSession.objects.filter(account_id=account_id).exclude(id=kept).delete()[0]
    record("password-set", stream=stream_of(account_id), subject=("account", account_id), sessions_ended=ended)
    return ended
