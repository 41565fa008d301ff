"""Opening accounts for people the registry knows."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password

from gonghui.accounts import policy
from gonghui.accounts.models import Account
from gonghui.accounts.phones import Phone
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor


def open_account(actor: Actor, *, phone: Phone, now: datetime, password: str | None = None) -> UUID:
    """Open an account for a number and return its id; a number that has one keeps it as it is, password and all.

    Raises: NotAllowed.
    """
    # Asked first, so that nobody makes us hash for nothing; hashed before the transaction, for it takes long.
    policy.ensure_may_open_accounts(actor)
    encoded = make_password(password)
    return _open_all(actor, phones=[phone], encoded=encoded, now=now)[0]


def open_accounts(actor: Actor, *, phones: Sequence[Phone], now: datetime) -> list[UUID]:
    """Open accounts without a password for many numbers at once; returns their ids in the order of `phones`.

    Numbers that have an account keep it. Raises: NotAllowed.
    """
    return _open_all(actor, phones=phones, encoded=make_password(None), now=now)


@action
def _open_all(actor: Actor, *, phones: Sequence[Phone], encoded: str, now: datetime) -> list[UUID]:
    policy.ensure_may_open_accounts(actor)
    wanted = {phone.key: phone for phone in phones}
    held = _ids(wanted)
    missing = sorted(wanted.keys() - held.keys())
    if missing:
        new = [Account(phone=wanted[key].e164, phone_key=key, password=encoded, created_at=now) for key in missing]
        Account.objects.bulk_create(new, batch_size=500)
        held |= {account.phone_key: account.id for account in new}
        # One entry for all: a roster of thousands must not lock thousands of chains.
        one = ("account", new[0].id) if len(new) == 1 else ("accounts", "several")
        record("opened", stream="accounts", subject=one, accounts=len(new))
    else:
        unchanged()
    return [held[phone.key] for phone in phones]


def _ids(keys: dict[str, Phone]) -> dict[str, UUID]:
    held: dict[str, UUID] = {}
    ordered = sorted(keys)
    for start in range(0, len(ordered), 500):
        part = Account.objects.filter(phone_key__in=ordered[start : start + 500])
        held |= dict(part.values_list("phone_key", "id"))
    return held
