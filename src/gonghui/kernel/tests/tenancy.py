"""What tests of tenants share."""

import pytest
from django.db import connection

from gonghui.kernel.action import action, record
from gonghui.kernel.actor import Actor
from gonghui.kernel.models import LiveChange
from gonghui.kernel.testing import NOON

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one tenant")
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many tenants")
MACHINE = Actor.system("test")


@action
def note(_actor: Actor, *, topic: str) -> None:
    LiveChange.objects.create(topic=topic, parts="all", at=NOON)
    record("noted", stream=topic, subject=("topic", topic))


def topics() -> list[str]:
    return sorted(LiveChange.objects.values_list("topic", flat=True))


def search_path() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW search_path")
        (path,) = cursor.fetchone()
    return str(path)
