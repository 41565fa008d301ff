"""The triggers of append-only tables: made, refusing, and taken away again."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, migrations, models, transaction
from django.db.migrations.state import ProjectState
from django.db.utils import DatabaseError

from gonghui.kernel.append_only import AppendOnly

CREATE = migrations.CreateModel("Probe", [("id", models.BigAutoField(primary_key=True)), ("word", models.TextField())])
PROTECT = AppendOnly("Probe")


def states() -> tuple[ProjectState, ProjectState]:
    before, after = ProjectState(), ProjectState()
    CREATE.state_forwards("kernel", after)
    PROTECT.state_forwards("kernel", after)
    return before, after


@contextmanager
def probe() -> Iterator[tuple[ProjectState, ProjectState]]:
    """Have a table `kernel_probe` with one row for the length of a block."""
    before, after = states()
    with connection.schema_editor() as editor:
        CREATE.database_forwards("kernel", editor, before, after)
    run("INSERT INTO kernel_probe (word) VALUES ('first')")
    yield before, after
    with connection.schema_editor() as editor:
        CREATE.database_backwards("kernel", editor, after, before)


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def words() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM kernel_probe ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db(transaction=True)
def test_table_when_made_append_only_refuses_change_and_deletion_until_that_is_taken_back() -> None:
    with probe() as (before, after):
        with connection.schema_editor() as editor:
            PROTECT.database_forwards("kernel", editor, before, after)
        away = {
            "sqlite": "INSERT OR REPLACE INTO kernel_probe (id, word) SELECT id, 'changed' FROM kernel_probe",
            "postgresql": "TRUNCATE kernel_probe",
        }[connection.vendor]
        for statement in ("UPDATE kernel_probe SET word = 'changed'", "DELETE FROM kernel_probe", away):
            with pytest.raises(DatabaseError, match="kernel_probe is append-only"):
                run(statement)
        run("INSERT INTO kernel_probe (word) VALUES ('second')")
        assert words() == ["first", "second"]
        with connection.schema_editor() as editor:
            PROTECT.database_backwards("kernel", editor, after, before)
        run("UPDATE kernel_probe SET word = 'changed'")
        assert words() == ["changed", "changed"]
        run("DELETE FROM kernel_probe")
        assert words() == []


def test_operation_when_written_into_a_migration_is_made_again() -> None:
    name, args, kwargs = PROTECT.deconstruct()
    assert (name, args, kwargs) == ("AppendOnly", ["Probe"], {})
    assert AppendOnly(*args, **kwargs).describe() == "Make Probe append-only"
