"""Reads: who sits at a session, where else they are logged in, whether a number has an account."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.contrib.auth.hashers import is_password_usable

from gonghui.accounts import hats, policy, rules
from gonghui.accounts.models import Account, LoginCode, OpenSession
from gonghui.accounts.phones import Phone
from gonghui.accounts.rules import Method
from gonghui.kernel.actor import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Who sits at a browser now: nobody (the default), or somebody in an open session."""

    actor: Actor = field(default_factory=Actor.stranger)
    name: str = ""
    session_id: UUID | None = None
    seen_is_stale: bool = False

    @property
    def must_choose(self) -> bool:
        """Tell whether several hats are held and none of them is worn."""
        return self.actor.hat is None and bool(self.actor.hats)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    """Whose open session a browser is bound to, and no more: neither a person nor hats."""

    account_id: UUID
    session_id: UUID
    seen_is_stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow:
    """One open session as its owner sees it. `machine` and `program` are words of `rules.device_of`."""

    id: UUID
    machine: str
    program: str
    network: str
    method: str
    on_shared_machine: bool
    opened_at: datetime
    last_seen_at: datetime
    is_this: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPage:
    """What one sees of one's own account. `phone` is masked; `may_skip_old` after a fresh log-in by code."""

    phone: str
    has_password: bool
    may_skip_old: bool
    sessions: Sequence[SessionRow]


NOBODY = Seat()


def seat_of(session_id: UUID | None, *, now: datetime) -> Seat:
    """Return who sits at a session; nobody when it has ended, was left alone too long, or its account is closed."""
    if session_id is None:
        return NOBODY
    row = OpenSession.objects.filter(id=session_id, account__is_active=True).first()
    if row is None or not _is_live(row, now):
        return NOBODY
    identity = hats.identity_of(row.account_id)
    worn = rules.hat_to_wear([hat.key for hat in identity.hats], chosen=row.hat)
    actor = Actor(
        account_id=row.account_id,
        person_id=identity.person_id,
        hat=next((hat for hat in identity.hats if hat.key == worn), None),
        hats=identity.hats,
    )
    stale = rules.seen_is_stale(row.last_seen_at, now)
    return Seat(actor=actor, name=identity.name, session_id=row.id, seen_is_stale=stale)


def sitters(session_ids: Iterable[UUID], *, now: datetime) -> dict[UUID, Sitter]:
    """Return, of many sessions in one question, whose those are that hold; the others are left out."""
    rows = OpenSession.objects.filter(id__in=list(session_ids), account__is_active=True)
    return {
        row.id: Sitter(
            account_id=row.account_id, session_id=row.id, seen_is_stale=rules.seen_is_stale(row.last_seen_at, now)
        )
        for row in rows
        if _is_live(row, now)
    }


def account_page(actor: Actor, *, session_id: UUID | None, now: datetime) -> AccountPage:
    """Return one's own account with its open sessions, this one first, then the one used last first.

    Raises: NotFound when nobody is logged in.
    """
    account = Account.objects.get(id=policy.ensure_logged_in(actor))
    rows = [
        row for row in OpenSession.objects.filter(account=account).order_by("-last_seen_at", "id") if _is_live(row, now)
    ]
    this = next((row for row in rows if row.id == session_id), None)
    return AccountPage(
        phone=Phone(account.phone.reveal()).masked,
        has_password=is_password_usable(account.password),
        may_skip_old=this is not None
        and rules.phone_is_proved(method=Method(this.method), opened_at=this.opened_at, now=now),
        sessions=sorted((_session_row(row, session_id) for row in rows), key=lambda row: not row.is_this),
    )


def find_account_by_phone(phone: Phone) -> UUID | None:
    """Return the id of the account of a number, or None; for other contexts, never for an answer to a stranger."""
    return Account.objects.filter(phone_key=phone.key).values_list("id", flat=True).first()


def code_can_be_resent_in(code_id: UUID, *, now: datetime) -> int:
    """Return after how many seconds another code may be asked for in place of this one."""
    row = LoginCode.objects.filter(id=code_id).first()
    return rules.seconds_to_resend(row.issued_at if row else None, now)


def _is_live(row: OpenSession, now: datetime) -> bool:
    return rules.session_is_live(
        opened_at=row.opened_at, last_seen_at=row.last_seen_at, shared=row.on_shared_machine, now=now
    )


def _session_row(row: OpenSession, this: UUID | None) -> SessionRow:
    machine, _, program = row.device.partition(" ")
    return SessionRow(
        id=row.id, machine=machine, program=program, network=row.network, method=row.method,
        on_shared_machine=row.on_shared_machine, opened_at=row.opened_at, last_seen_at=row.last_seen_at,
        is_this=row.id == this,
    )  # fmt: skip
