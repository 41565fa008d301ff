"""Signs to open pages: which parts of a topic have changed. The pages then ask again; no content travels here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from gonghui.kernel.models import LiveChange

CHANNEL: Final = "gonghui_live"
KEPT_FOR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of `parts` of `topic`; `seq` grows."""

    seq: int
    topic: str
    parts: tuple[str, ...]


def announce(topic: str, parts: Iterable[str], *, at: datetime) -> None:
    """Store a change in the running transaction; on PostgreSQL listeners are told at commit."""
    row = LiveChange.objects.create(topic=topic, parts=" ".join(sorted(parts)), at=at)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, f"{row.id} {topic} {row.parts}"])


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
