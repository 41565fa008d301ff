"""Signs to open pages: which parts of a topic have changed. The pages then ask again; no content travels here."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import connection, transaction

from gonghui.kernel.models import LiveChange

CHANNEL: Final = "gonghui_live"
KEPT_FOR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of `parts` of `topic`; `seq` grows."""

    seq: int
    topic: str
    parts: tuple[str, ...]


Tell = Callable[[Change], None]
_told: list[Tell] = []


@contextmanager
def told(tell: Tell) -> Iterator[None]:
    """Until the block ends call `tell` with each change that a transaction of this process has brought about.

    Only where the database itself tells nobody (SQLite), and from the thread of that transaction.
    """
    _told.append(tell)
    try:
        yield
    finally:
        _told.remove(tell)


def announce(topic: str, parts: Iterable[str], *, at: datetime) -> None:
    """Store a change in the running transaction; on PostgreSQL listeners are told at commit."""
    row = LiveChange.objects.create(topic=topic, parts=" ".join(sorted(parts)), at=at)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{row.id} {topic} {row.parts}"])
    else:
        change = Change(seq=row.id, topic=topic, parts=tuple(row.parts.split()))
        for tell in list(_told):
            transaction.on_commit(partial(tell, change), robust=True)


def latest(topic: str) -> int:
    """Return the number of the last change of a topic, 0 when there was none."""
    return LiveChange.objects.filter(topic=topic).order_by("-id").values_list("id", flat=True).first() or 0


def last() -> int:
    """Return the number of the last change of any topic."""
    return LiveChange.objects.order_by("-id").values_list("id", flat=True).first() or 0


def since(seq: int) -> list[Change]:
    """Return changes after `seq`, oldest first."""
    rows = LiveChange.objects.filter(id__gt=seq).order_by("id")
    return [Change(seq=row.id, topic=row.topic, parts=tuple(row.parts.split())) for row in rows]


def parse(payload: str) -> Change:
    """Read the text of a notification."""
    seq, topic, *parts = payload.split(" ")
    return Change(seq=int(seq), topic=topic, parts=tuple(parts))


def forget_old(now: datetime) -> int:
    """Delete changes that no page can still wait for; returns how many."""
    return LiveChange.objects.filter(at__lt=now - KEPT_FOR).delete()[0]
