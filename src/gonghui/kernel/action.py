"""The `@action` decorator: one durable transaction that must leave a trace in the ledger, or nothing at all."""

import functools
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db import transaction

from gonghui.kernel import clock, ledger, live, outbox
from gonghui.kernel.actor import Actor
from gonghui.kernel.ledger import Fact, Record

P = ParamSpec("P")
R = TypeVar("R")


class NothingRecorded(RuntimeError):
    """An action tried to end without a word in the ledger: a bug."""


class OutsideAction(RuntimeError):
    """`record`, `publish` or `touch` was called where no action runs: a bug."""


@dataclass(slots=True)
class _Running:
    actor: Actor
    records: list[Record] = field(default_factory=list)
    events: list[object] = field(default_factory=list)
    touched: dict[str, set[str]] = field(default_factory=dict)
    unchanged: bool = False


_running: ContextVar[_Running | None] = ContextVar("running_action", default=None)


def action(function: Callable[Concatenate[Actor, P], R]) -> Callable[Concatenate[Actor, P], R]:
    """Run a function of `(actor, *, …)` as one action.

    All it writes is committed together with its ledger entries and events, or not at all. An action that neither
    recorded anything nor called `unchanged()` raises NothingRecorded; one that called `unchanged()` is rolled back, so
    that it cannot have written. Actions do not nest.
    """

    @functools.wraps(function)
    def run(actor: Actor, *args: P.args, **kwargs: P.kwargs) -> R:
        moment = kwargs.get("now")
        at = moment if isinstance(moment, datetime) else clock.now()
        running = _Running(actor)
        token = _running.set(running)
        try:
            with transaction.atomic(durable=True):
                result = function(actor, *args, **kwargs)
                _finish(running, at, function.__qualname__)
        finally:
            _running.reset(token)
        return result

    run.is_action = True  # type: ignore[attr-defined]
    return cast(Callable[Concatenate[Actor, P], R], run)


def _finish(running: _Running, at: datetime, name: str) -> None:
    if running.unchanged:
        transaction.set_rollback(True)
        return
    if not running.records:
        raise NothingRecorded(name)
    outbox.deliver_after_commit([outbox.store(fact, at=at) for fact in running.events])
    for topic, parts in sorted(running.touched.items()):
        live.announce(topic, parts, at=at)
    ledger.append(running.records, actor=running.actor.name, at=at)


def record(verb: str, *, stream: str, subject: tuple[str, UUID | str], **facts: Fact) -> None:
    """Enter what was done: `verb` in the past tense, `stream` the chain it is of, `facts` without personal data."""
    entry = Record(stream=stream, verb=verb, subject=ledger.subject(*subject), facts=facts)
    _current().records.append(entry)


def publish(fact: object) -> None:
    """Tell other contexts of a fact, after commit."""
    _current().events.append(fact)


def touch(topic: str, *parts: str) -> None:
    """Tell open pages that follow `topic` which of its parts have changed, after commit."""
    _current().touched.setdefault(topic, set()).update(parts)


def unchanged() -> None:
    """Say that this action found everything done already; whatever it wrote is rolled back."""
    _current().unchanged = True


def _current() -> _Running:
    running = _running.get()
    if running is None:
        raise OutsideAction
    return running
