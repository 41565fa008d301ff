"""Builders: accounts, people behind them, browsers that are logged in. They call real actions."""

from datetime import datetime
from uuid import UUID

from django.test import Client

from gonghui.accounts.actions import Opened, Visitor, choose_hat, open_account
from gonghui.accounts.actions.sessions import open_session
from gonghui.accounts.models import Account
from gonghui.accounts.phones import Phone, read_phone
from gonghui.accounts.queries import seat_of
from gonghui.accounts.rules import Method
from gonghui.kernel import clock
from gonghui.kernel.action import action
from gonghui.kernel.actor import Actor
from gonghui.kernel.testing import NOON

MACHINE = Actor.system("tests")
HERE = Visitor(address="203.0.113.7", agent="Mozilla/5.0 (iPhone; CPU iPhone OS 18_0) MicroMessenger/8.0")
PHONE = "199 0000 0001"


def phone(number: int = 1) -> Phone:
    """Return the phone that ends in this number."""
    return read_phone(f"1990000{number:04d}")


def account(number: int = 1, *, password: str | None = None, now: datetime = NOON) -> UUID:
    """Open an account for the phone that ends in this number."""
    return open_account(MACHINE, phone=phone(number), password=password, now=now)


@action
def sit_down(
    _actor: Actor, *, account_id: UUID, now: datetime, method: Method = Method.CODE, visitor: Visitor = HERE
) -> Opened:  # fmt: skip
    """Open a session without a proof."""
    return open_session(Account.objects.get(id=account_id), method=method, visitor=visitor, now=now)


def log_in(client: Client, account_id: UUID | None, *, hat: str = "", now: datetime | None = None) -> UUID:
    """Log a test client in, wearing a hat if its key is given; returns the id of the session."""
    assert account_id is not None, "nobody without an account can log in"
    moment = now or clock.now()
    opened = sit_down(MACHINE, account_id=account_id, now=moment)
    if hat:
        choose_hat(seat_of(opened.session_id, now=moment).actor, session_id=opened.session_id, key=hat, now=moment)
    session = client.session
    session["accounts.session"] = str(opened.session_id)
    session.save()
    return opened.session_id
