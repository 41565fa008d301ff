"""What every test of the tree stands on: patient property tests, and an embedded database that can be emptied."""

import os
from collections.abc import Iterable, Iterator
from typing import Any

import django.db.backends.sqlite3.base  # noqa: F401 - `operations` cannot be imported before it
import pytest
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.operations import DatabaseOperations as PostgresOperations
from django.db.backends.sqlite3.operations import DatabaseOperations
from hypothesis import settings

# A busy machine is not a broken rule; and a found counterexample is worth its blob, so that others can repeat it.
settings.register_profile("patient", deadline=None, print_blob=True)
settings.load_profile("patient")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Where only the database is in question (the second run, on PostgreSQL), leave out tests that ask for none."""
    if not os.environ.get("GONGHUI_TESTS_WITH_DATABASE_ONLY"):
        return
    asking = {"db", "transactional_db", "django_db_setup", "client", "live_server"}
    kept = [
        item
        for item in items
        if item.get_closest_marker("django_db")
        or item.get_closest_marker("postgres")
        or asking & set(getattr(item, "fixturenames", ()))
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


@pytest.fixture(autouse=True, scope="session")
def empties_past_triggers() -> Iterator[None]:
    """Let the tables be emptied after a test that commits.

    SQLite deletes row by row and PostgreSQL truncates; the triggers of append-only tables refuse both. They step aside
    in the same transaction, and stand again when it ends.
    """
    plain = DatabaseOperations.execute_sql_flush
    plain_of_postgresql = PostgresOperations.execute_sql_flush

    def past_triggers_of_postgresql(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        aside = "SET LOCAL session_replication_role = 'replica'"
        plain_of_postgresql(self, [aside, *sql_list])

    def past_triggers(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        connection: Any = self.connection
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            triggers = cursor.fetchall()
        dropped = [f'DROP TRIGGER "{name}"' for name, _sql in triggers]
        plain(self, [*dropped, *sql_list, *(sql for _name, sql in triggers)])

    DatabaseOperations.execute_sql_flush = past_triggers  # type: ignore[method-assign]
    PostgresOperations.execute_sql_flush = past_triggers_of_postgresql  # type: ignore[method-assign]
    yield
    PostgresOperations.execute_sql_flush = plain_of_postgresql  # type: ignore[method-assign]
    DatabaseOperations.execute_sql_flush = plain  # type: ignore[method-assign]
