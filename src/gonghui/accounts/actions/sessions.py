"""Sessions: opened after a proof, worn under a hat, seen, ended."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from gonghui.accounts import policy, rules
from gonghui.accounts.models import Account, LoginCode, LoginSlip, Meter, OpenSession
from gonghui.accounts.rules import Method
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """The browser at the door: its address, its own description, and whether others use the same machine."""

    address: str
    agent: str = ""
    on_shared_machine: bool = False

    @property
    def counted(self) -> str:
        """What tries from here are counted under."""
        return rules.counted_address(self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A log-in that succeeded. The browser keeps `session_id` in a new Django session."""

    session_id: UUID
    account_id: UUID
    on_shared_machine: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A code or password that was wrong; it has been counted. `tries_left` is None where it is not told."""

    tries_left: int | None = None


def stream_of(account_id: UUID) -> str:
    """Return the ledger's chain for what an account did."""
    return f"account:{account_id}"


def tries_of(phone_key: str) -> str:
    """Return the ledger's chain for tries at a number, whether it has an account or not: one of 32 for all of them."""
    return f"tries:{sha256(phone_key.encode()).digest()[0] % 32:02d}"


def open_session(account: Account, *, method: Method, visitor: Visitor, now: datetime) -> Opened:
    """Write a new session and record it; call inside an action, after the proof."""
    OpenSession.objects.filter(account=account, opened_at__lte=now - rules.SESSION_LIVES).delete()
    session = OpenSession.objects.create(
        account=account, method=method.value, on_shared_machine=visitor.on_shared_machine,
        device=rules.device_of(visitor.agent), network=rules.network_of(visitor.address), hat=account.hat,
        opened_at=now, last_seen_at=now,
    )  # fmt: skip
    record(
        "logged-in", stream=stream_of(account.id), subject=("account", account.id),
        method=method.value, session=str(session.id),
    )  # fmt: skip
    return Opened(session_id=session.id, account_id=account.id, on_shared_machine=visitor.on_shared_machine)


@action
def end_session(actor: Actor, *, session_id: UUID, now: datetime) -> None:
    """End one of one's own sessions; ending it twice changes nothing.

    Raises: NotFound when nobody is logged in.
    """
    account_id = policy.ensure_logged_in(actor)
    if not OpenSession.objects.filter(id=session_id, account_id=account_id).delete()[0]:
        unchanged()
        return
    record("logged-out", stream=stream_of(account_id), subject=("account", account_id), session=str(session_id))


@action
def end_all_sessions(actor: Actor, *, now: datetime) -> int:
    """End all of one's own sessions, on every machine, this one too; returns how many there were.

    Raises: NotFound when nobody is logged in.
    """
    account_id = policy.ensure_logged_in(actor)
    ended = OpenSession.objects.filter(account_id=account_id).delete()[0]
    record("logged-out-everywhere", stream=stream_of(account_id), subject=("account", account_id), sessions=ended)
    return ended


@action
def choose_hat(actor: Actor, *, session_id: UUID, key: str, now: datetime) -> None:
    """Wear another of one's hats in this session, and again at the next log-in.

    Raises: NotFound for a hat that the actor does not hold, and for somebody else's session.
    """
    account_id = policy.ensure_logged_in(actor)
    account = Account.objects.select_for_update().get(id=account_id)
    session = OpenSession.objects.select_for_update().filter(id=session_id, account_id=account_id).first()
    if session is None or key not in {hat.key for hat in actor.hats}:
        raise NotFound
    if session.hat == account.hat == key:
        unchanged()
        return
    OpenSession.objects.filter(id=session_id).update(hat=key)
    Account.objects.filter(id=account_id).update(hat=key)
    record("hat-chosen", stream=stream_of(account_id), subject=("account", account_id), hat=key)


def note_seen(session_id: UUID, *, now: datetime) -> None:
    """Note that a session was used. No action: nobody decided anything, and a ledger of clicks would watch people."""
    note_all_seen([session_id], now=now)


def note_all_seen(session_ids: Iterable[UUID], *, now: datetime) -> None:
    """Note that sessions were used, all in one statement."""
    stale = OpenSession.objects.filter(id__in=list(session_ids), last_seen_at__lte=now - rules.SEEN_EVERY)
    stale.update(last_seen_at=now)


def forget_old(now: datetime) -> int:
    """Delete what can have no effect any more, codes, counts, slips, sessions; returns how many."""
    codes = LoginCode.objects.filter(issued_at__lt=now - rules.LONGEST).delete()[0]
    meters = Meter.objects.filter(since__lt=now - rules.LONGEST).delete()[0]
    slips = LoginSlip.objects.filter(ends_at__lt=now).delete()[0]
    return codes + meters + slips + OpenSession.objects.filter(opened_at__lte=now - rules.SESSION_LIVES).delete()[0]
