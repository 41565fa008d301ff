"""A connection sees one tenant, whatever transaction, rollback, trigger or pool is at hand."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from gonghui.kernel.db.postgresql.base import TenantMixed
from gonghui.kernel.db.scope import Tenant, using
from gonghui.kernel.models import LedgerEntry, LiveChange, StagedBatch, StagedRow, TenantRecord
from gonghui.kernel.testing import NOON, ident
from gonghui.kernel.tests.tenancy import MACHINE, note, on_postgresql, search_path, topics

pytestmark = on_postgresql


def test_rows_when_of_two_tenants_are_not_seen_by_each_other(hefei: Tenant, wuhu: Tenant) -> None:
    with using(hefei):
        note(MACHINE, topic="of hefei")
    with using(wuhu):
        note(MACHINE, topic="of wuhu")
        assert topics() == ["of wuhu"]
        assert list(LedgerEntry.objects.values_list("stream", flat=True)) == ["of wuhu"]
    with using(hefei):
        assert topics() == ["of hefei"]
    assert topics() == []


def test_foreign_keys_when_a_tenant_is_made_stay_inside_its_schema(hefei: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT own.nspname, other.nspname FROM pg_constraint"
            " JOIN pg_class a ON a.oid = conrelid JOIN pg_namespace own ON own.oid = a.relnamespace"
            " JOIN pg_class b ON b.oid = confrelid JOIN pg_namespace other ON other.oid = b.relnamespace"
            " WHERE contype = 'f' AND own.nspname = %s",
            [hefei.schema],
        )
        keys = cursor.fetchall()
    assert keys
    assert set(keys) == {(hefei.schema, hefei.schema)}


def test_foreign_key_when_it_names_a_row_of_another_tenant_is_refused(hefei: Tenant, wuhu: Tenant) -> None:
    with using(hefei):
        batch = StagedBatch.objects.create(
            kind="k", within=ident("u"), source_name="n", source_digest="d", started_by="m", at=NOON
        )
    with using(wuhu), pytest.raises(IntegrityError):
        StagedRow.objects.create(batch_id=batch.id, number=1, cells="{}", verdict="accepted", proposed="{}")


@pytest.mark.parametrize("change", ["UPDATE kernel_ledgerentry SET verb = 'x'", "DELETE FROM kernel_ledgerentry"])
def test_ledger_when_of_a_tenant_is_append_only_by_a_function_of_its_own(hefei: Tenant, change: str) -> None:
    with using(hefei):
        note(MACHINE, topic="t")
        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(change)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT n.nspname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
            " JOIN pg_proc p ON p.oid = t.tgfoid JOIN pg_namespace n ON n.oid = p.pronamespace"
            " WHERE NOT t.tgisinternal AND c.relnamespace = %s::regnamespace",
            [hefei.schema],
        )
        assert cursor.fetchall() == [(hefei.schema,)]


def test_directory_when_a_tenant_is_made_stands_in_public_alone(hefei: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'kernel_tenant'")
        assert cursor.fetchall() == [("public",)]
    with using(hefei), pytest.raises(DatabaseError):
        TenantRecord.objects.exists()


def test_table_when_a_tenant_lacks_it_is_an_error_and_not_the_one_of_public(hefei: Tenant) -> None:
    with using(hefei), pytest.raises(DatabaseError, match="kernel_livechange"), transaction.atomic():  # noqa: PT012
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE kernel_livechange")
        topics()


def test_transaction_when_begun_for_one_tenant_refuses_another(hefei: Tenant, wuhu: Tenant) -> None:
    with using(hefei), transaction.atomic():
        LiveChange.objects.create(topic="of hefei", parts="", at=NOON)
        with using(wuhu), pytest.raises(TenantMixed):
            topics()
        assert topics() == ["of hefei"]


def test_transaction_when_rolled_back_leaves_no_path_behind(hefei: Tenant, wuhu: Tenant) -> None:
    with using(hefei):
        assert topics() == []
    with suppress(KeyError), using(wuhu), transaction.atomic():
        LiveChange.objects.create(topic="of wuhu", parts="", at=NOON)
        raise KeyError
    with using(wuhu):
        assert search_path() == "t_wu_hu"
        note(MACHINE, topic="again")
        assert topics() == ["again"]
    with using(hefei):
        assert search_path() == "t_hefei"
        assert topics() == []


def test_connection_when_it_stays_open_asks_for_the_path_once_per_change(hefei: Tenant) -> None:
    with using(hefei):
        search_path()
        with connection.execute_wrapper(_nothing_sets_the_path):
            search_path()
            with transaction.atomic():
                assert search_path() == "t_hefei"
    assert search_path() == "public"


def _nothing_sets_the_path(execute, sql, params, many, context):
    assert "SET" not in sql
    return execute(sql, params, many, context)


def test_connection_when_opened_again_has_the_path_of_the_tenant(hefei: Tenant) -> None:
    with using(hefei):
        assert search_path() == "t_hefei"
        connection.close()
        assert search_path() == "t_hefei"


@pytest.fixture
def pooled(hefei: Tenant) -> Iterator[None]:
    """Let the connection come from a pool of one, so that every user gets the same."""
    old = connection.settings_dict
    connection.close()
    connection.settings_dict = {
        **old,
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**old["OPTIONS"], "pool": {"min_size": 1, "max_size": 1}},
    }
    yield
    connection.close()
    connection.close_pool()  # type: ignore[attr-defined]
    connection.settings_dict = old


def test_pooled_connection_when_returned_has_no_path_and_takes_that_of_its_next_user(
    hefei: Tenant, wuhu: Tenant, pooled: None
) -> None:
    with using(hefei):
        assert search_path() == "t_hefei"
        note(MACHINE, topic="of hefei")
    connection.close()
    with connection.pool.connection() as raw:  # type: ignore[attr-defined]
        assert raw.execute("SHOW search_path").fetchone() == ('"$user", public',)
    with using(wuhu):
        assert search_path() == "t_wu_hu"
        assert topics() == []


def test_pooled_connection_when_returned_in_mid_transaction_has_no_path_either(hefei: Tenant, pooled: None) -> None:
    with using(hefei):
        connection.set_autocommit(False)
        LiveChange.objects.create(topic="never committed", parts="", at=NOON)
        connection.close()
    with connection.pool.connection() as raw:  # type: ignore[attr-defined]
        assert raw.execute("SHOW search_path").fetchone() == ('"$user", public',)
    with using(hefei):
        assert topics() == []


def test_pooled_connection_when_broken_is_given_back_without_an_error(hefei: Tenant, pooled: None) -> None:
    with using(hefei):
        search_path()
        connection.connection.close()
        connection.close()
        assert search_path() == "t_hefei"
