"""Logging in as a person of the demo with one press."""

from datetime import datetime
from uuid import UUID

from django.conf import settings

from gonghui.accounts import hats
from gonghui.accounts.actions.sessions import Opened, Visitor, open_session
from gonghui.accounts.models import Account
from gonghui.accounts.rules import Method
from gonghui.kernel.action import action
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound


@action
def log_in_as(_actor: Actor, *, account_id: UUID, visitor: Visitor, now: datetime) -> Opened:
    """Open a session for one of the demo's people, without any proof.

    Raises: NotFound outside a demo, and for anybody the demo does not name.
    """
    if not settings.DEMO or account_id not in {person.account_id for person in hats.demo_people()}:
        raise NotFound
    account = Account.objects.filter(id=account_id, is_active=True).first()
    if account is None:
        raise NotFound
    return open_session(account, method=Method.DEMO, visitor=visitor, now=now)
