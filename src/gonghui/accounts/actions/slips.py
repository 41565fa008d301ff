"""Login slips (登录条): codes on paper for a hall without text messages, each good for one log-in."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.crypto import salted_hmac

from gonghui.accounts import rules
from gonghui.accounts.actions import limits
from gonghui.accounts.actions.sessions import Opened, Visitor, Wrong, open_session, tries_of
from gonghui.accounts.models import Account, LoginSlip
from gonghui.accounts.rules import Method
from gonghui.kernel.action import action, record
from gonghui.kernel.actor import Actor


@action
def make_slips(_actor: Actor, *, account_ids: Iterable[UUID], ends_at: datetime, now: datetime) -> dict[UUID, str]:
    """Make a slip for each account and return account id -> code, which cannot be read again.

    Older slips of these accounts are dead from now on. Whoever calls this has made sure that the actor may.
    """
    wanted = sorted(set(account_ids))
    LoginSlip.objects.filter(account_id__in=wanted).delete()
    codes = {account_id: _new_code() for account_id in wanted}
    LoginSlip.objects.bulk_create(
        LoginSlip(account_id=account_id, digest=_digest(code), made_at=now, ends_at=ends_at)
        for account_id, code in codes.items()
    )
    record("made-slips", stream="accounts", subject=("accounts", "several"), slips=len(codes))
    return codes


@action
def log_in_by_slip(_actor: Actor, *, code: str, visitor: Visitor, now: datetime) -> Opened | Wrong:
    """Open a session with a slip's code (`rules.slip_code`); the slip is used up. A wrong one is counted.

    Raises: TryLater when too many were wrong from this address.
    """
    # Counted before it is looked up: a try beyond the limit must not learn whether it would have been right.
    limits.spend({rules.WRONG_AN_ADDRESS: visitor.counted}, now=now)
    digest = _digest(code)
    slip = LoginSlip.objects.select_for_update().filter(digest=digest, used_at=None, ends_at__gt=now).first()
    account = Account.objects.filter(id=slip.account_id, is_active=True).first() if slip else None
    if slip is None or account is None:
        record("slip-refused", stream=tries_of(digest), subject=("login-slip", "unknown"))
        return Wrong()
    LoginSlip.objects.filter(id=slip.id).update(used_at=now)
    limits.came_right(forget={}, take_back={rules.WRONG_AN_ADDRESS: visitor.counted})
    return open_session(account, method=Method.SLIP, visitor=visitor, now=now)


def _new_code() -> str:
    return "".join(secrets.choice(rules.SLIP_SIGNS) for _sign in range(rules.SLIP_LENGTH))


def _digest(code: str) -> str:
    return salted_hmac("gonghui-login-slip-v1", code, algorithm="sha256").hexdigest()
