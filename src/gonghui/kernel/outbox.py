"""The outbox: events stored with their cause and delivered after commit, at least once, to handlers named in wiring."""

import json
import logging
import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from gonghui.kernel import clock
from gonghui.kernel.models import OutboxEvent

logger = logging.getLogger(__name__)

E = TypeVar("E")
Handler = Callable[[Any], None]

_types: dict[str, type[object]] = {}
_handlers: dict[type[object], tuple[Handler, ...]] = {}


def event(name: str) -> Callable[[type[E]], type[E]]:
    """Register a frozen dataclass as an event under a stable name."""

    def register(cls: type[E]) -> type[E]:
        if not is_dataclass(cls) or not cls.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            raise TypeError(f"{cls.__name__} must be a frozen dataclass")
        if _types.setdefault(name, cls) is not cls:
            raise ValueError(f"event name {name} is taken")
        cls.event_name = name  # type: ignore[attr-defined]
        return cls

    return register


def wire(handlers: Mapping[type[object], Iterable[Handler]]) -> None:
    """Set who hears of which event; called once, from `config.wiring`."""
    _handlers.clear()
    _handlers.update({kind: tuple(heard) for kind, heard in handlers.items()})


def store(fact: object, *, at: datetime) -> OutboxEvent:
    """Store an event in the running transaction."""
    name = cast(str, type(fact).event_name)  # type: ignore[attr-defined]
    payload = json.dumps(asdict(cast(Any, fact)), cls=DjangoJSONEncoder, ensure_ascii=False)
    return OutboxEvent.objects.create(name=name, payload=payload, at=at)


def deliver_waiting(*, limit: int = 100) -> int:
    """Deliver what waits, oldest first, and return how many were delivered. Safe to run on several machines at once."""
    done = 0
    waiting = OutboxEvent.objects.filter(delivered_at=None).order_by("at").values_list("id", flat=True)[:limit]
    for ident in list(waiting):
        done += deliver(ident)
    return done


def deliver(ident: UUID) -> bool:
    """Deliver one stored event; a handler that fails leaves it waiting, with its error's name."""
    row = OutboxEvent.objects.filter(id=ident, delivered_at=None).first()
    if row is None:
        return False
    try:
        fact = restore(row.name, row.payload)
        for handler in _handlers.get(type(fact), ()):
            handler(fact)
    except Exception as error:  # whatever a handler raises, the event must wait for the next try
        OutboxEvent.objects.filter(id=ident).update(attempts=row.attempts + 1, last_error=type(error).__name__)
        logger.exception("outbox delivery failed: %s", row.name)
        return False
    OutboxEvent.objects.filter(id=ident).update(delivered_at=clock.now(), attempts=row.attempts + 1, last_error="")
    return True


def deliver_after_commit(rows: Iterable[OutboxEvent]) -> None:
    """Deliver rows as soon as the running transaction has been committed."""
    for ident in [row.id for row in rows]:
        transaction.on_commit(lambda ident=ident: deliver(ident), robust=True)  # type: ignore[misc]


def restore(name: str, payload: str) -> object:
    """Make the event again from what was stored.

    Raises: LookupError when no event has that name.
    """
    cls = _types.get(name)
    if cls is None:
        raise LookupError(name)
    hints = get_type_hints(cls)
    values = json.loads(payload)
    return cls(**{key: _typed(values[key], hints[key]) for key in values})


def _typed(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(kind)
    if origin is types.UnionType:
        return _typed(value, next(k for k in get_args(kind) if k is not types.NoneType))
    if origin is tuple:
        return tuple(_typed(item, get_args(kind)[0]) for item in value)
    if kind in (datetime, date):
        return kind.fromisoformat(value)
    return kind(value) if kind is UUID or (isinstance(kind, type) and issubclass(kind, str)) else value
