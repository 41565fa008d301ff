"""Tenants: each sees its own schema, whatever connection, transaction or answer is at hand."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from gonghui.kernel import tenants
from gonghui.kernel.action import action, record
from gonghui.kernel.actor import Actor
from gonghui.kernel.db.postgresql.base import TenantMixed
from gonghui.kernel.db.scope import Tenant
from gonghui.kernel.errors import Conflict, Refused
from gonghui.kernel.models import LedgerEntry, LiveChange, StagedBatch, StagedRow, TenantRecord, TenantState
from gonghui.kernel.tenants import MAIN, TenantMiddleware, current, using
from gonghui.kernel.testing import NOON, ident

on_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one tenant")
on_sqlite = pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many tenants")
MACHINE = Actor.system("test")


@pytest.fixture
def several(settings: Settings) -> Iterator[None]:
    settings.GONGHUI_TENANTS = True
    tenants.forget_directory()
    yield
    tenants.forget_directory()


@pytest.fixture
def hefei(transactional_db: None, several: None) -> Iterator[Tenant]:
    yield from _made("hefei")


@pytest.fixture
def wuhu(transactional_db: None, several: None) -> Iterator[Tenant]:
    yield from _made("wuhu")


def _made(slug: str) -> Iterator[Tenant]:
    yield tenants.create_tenant(slug=slug, host=f"{slug}.example.cn", name=f"{slug} 总工会", now=NOON)
    with using(MAIN), connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA t_{slug} CASCADE")
        TenantRecord.objects.filter(slug=slug).delete()


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


# Everywhere


def test_tenant_when_nothing_is_said_is_the_main_one() -> None:
    assert current() == MAIN


def test_tenant_when_a_block_ends_is_as_before_even_after_an_error() -> None:
    other = Tenant(id=ident("t"), slug="t", host="t.example.cn", schema="t_t", name="T")
    with suppress(KeyError), using(other):
        assert current() == other
        raise KeyError
    assert current() == MAIN


@pytest.mark.parametrize("schema", ["", "T", "1a", "a-b", 'a"b', "a;b", "a b", "a" * 64, "ä"])
def test_schema_when_not_a_plain_word_is_an_error(schema: str) -> None:
    with pytest.raises(ValueError, match="not a name for a schema"):
        Tenant(id=UUID(int=1), slug="a", host="a", schema=schema, name="A")


def test_host_when_tenants_are_off_belongs_to_the_main_tenant(settings: Settings) -> None:
    settings.GONGHUI_TENANTS = False
    assert tenants.by_host("whatever.example.cn") == MAIN
    assert tenants.every() == [MAIN]


def test_cache_key_when_of_two_tenants_differs() -> None:
    key = tenants.cache_key("k", "p", 1)
    with using(Tenant(id=ident("t"), slug="t", host="t.example.cn", schema="t_t", name="T")):
        assert tenants.cache_key("k", "p", 1) != key


@pytest.mark.django_db
def test_host_when_nobody_lives_there_is_answered_in_chinese(several: None, rf: RequestFactory) -> None:
    answer = TenantMiddleware(lambda _request: HttpResponse("in"))(rf.get("/", headers={"host": "nobody.example.cn"}))
    assert answer.status_code == 404
    assert isinstance(answer, HttpResponse)
    assert "这个网址没有对应的工会平台" in answer.content.decode()


def test_middleware_when_tenants_are_off_serves_any_host(rf: RequestFactory, settings: Settings) -> None:
    settings.GONGHUI_TENANTS = False
    answer = TenantMiddleware(lambda _request: HttpResponse(current().slug))(rf.get("/"))
    assert isinstance(answer, HttpResponse)
    assert answer.content == b"main"


# On SQLite


@on_sqlite
@pytest.mark.django_db
def test_tenant_when_asked_for_on_sqlite_is_refused_with_a_way_out() -> None:
    with pytest.raises(Refused) as refused:
        tenants.create_tenant(slug="hefei", host="hefei.example.cn", name="合肥", now=NOON)
    assert refused.value.code == "tenants-need-postgresql"
    assert "PostgreSQL" in str(refused.value.remedy)
    assert not TenantRecord.objects.exists()


# On PostgreSQL


@on_postgresql
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


@on_postgresql
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


@on_postgresql
def test_foreign_key_when_it_names_a_row_of_another_tenant_is_refused(hefei: Tenant, wuhu: Tenant) -> None:
    with using(hefei):
        batch = StagedBatch.objects.create(
            kind="k", within=ident("u"), source_name="n", source_digest="d", started_by="m", at=NOON
        )
    with using(wuhu), pytest.raises(IntegrityError):
        StagedRow.objects.create(batch_id=batch.id, number=1, cells="{}", verdict="accepted", proposed="{}")


@on_postgresql
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


@on_postgresql
def test_directory_when_a_tenant_is_made_stands_in_public_alone(hefei: Tenant) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'kernel_tenant'")
        assert cursor.fetchall() == [("public",)]
    with using(hefei), pytest.raises(DatabaseError):
        TenantRecord.objects.exists()


@on_postgresql
def test_table_when_a_tenant_lacks_it_is_an_error_and_not_the_one_of_public(hefei: Tenant) -> None:
    with using(hefei):
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE kernel_livechange")
        with pytest.raises(DatabaseError, match="kernel_livechange"):
            topics()


@on_postgresql
def test_host_when_a_tenant_lives_there_is_served_from_its_tables(hefei: Tenant, rf: RequestFactory) -> None:
    with using(hefei):
        note(MACHINE, topic="of hefei")

    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(" ".join(topics()))

    answer = TenantMiddleware(view)(rf.get("/", headers={"host": "HEFEI.example.cn:8000"}))
    assert isinstance(answer, HttpResponse)
    assert answer.content == b"of hefei"
    assert current() == MAIN
    assert topics() == []


@on_postgresql
def test_directory_when_read_lately_is_not_asked_again(
    hefei: Tenant, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert tenants.by_host("hefei.example.cn") == hefei
    with django_assert_num_queries(0):
        assert tenants.by_host("hefei.example.cn:443") == hefei
        assert tenants.by_host("x.example.cn") is None


@on_postgresql
def test_answer_when_streamed_is_made_from_the_tables_of_its_tenant(hefei: Tenant, rf: RequestFactory) -> None:
    with using(hefei):
        note(MACHINE, topic="of hefei")

    def lines() -> Iterator[str]:
        yield current().slug
        yield " ".join(topics())

    answer = TenantMiddleware(lambda _request: StreamingHttpResponse(lines()))(
        rf.get("/", headers={"host": "hefei.example.cn"})
    )
    assert isinstance(answer, StreamingHttpResponse)
    drawn = []
    for chunk in answer:
        drawn.append(chunk)
        assert current() == MAIN
    assert drawn == [b"hefei", b"of hefei"]


@on_postgresql
def test_worker_when_doing_its_round_meets_every_open_tenant(hefei: Tenant, wuhu: Tenant) -> None:
    TenantRecord.objects.create(
        slug="making", host="m.example.cn", schema="t_making", name="M", state=TenantState.MAKING, entered_at=NOON
    )
    assert tenants.every() == [hefei, wuhu]


@on_postgresql
def test_transaction_when_begun_for_one_tenant_refuses_another(hefei: Tenant, wuhu: Tenant) -> None:
    with using(hefei), transaction.atomic():
        LiveChange.objects.create(topic="of hefei", parts="", at=NOON)
        with using(wuhu), pytest.raises(TenantMixed):
            topics()
        assert topics() == ["of hefei"]


@on_postgresql
def test_transaction_when_rolled_back_leaves_no_path_behind(hefei: Tenant, wuhu: Tenant) -> None:
    with using(hefei):
        assert topics() == []
    with suppress(KeyError), using(wuhu), transaction.atomic():
        LiveChange.objects.create(topic="of wuhu", parts="", at=NOON)
        raise KeyError
    with using(wuhu):
        assert search_path() == "t_wuhu"
        note(MACHINE, topic="again")
        assert topics() == ["again"]
    with using(hefei):
        assert search_path() == "t_hefei"
        assert topics() == []


@on_postgresql
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


@on_postgresql
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


@on_postgresql
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
        assert search_path() == "t_wuhu"
        assert topics() == []


@on_postgresql
def test_pooled_connection_when_returned_in_mid_transaction_has_no_path_either(hefei: Tenant, pooled: None) -> None:
    with using(hefei):
        connection.set_autocommit(False)
        LiveChange.objects.create(topic="never committed", parts="", at=NOON)
        connection.close()
    with connection.pool.connection() as raw:  # type: ignore[attr-defined]
        assert raw.execute("SHOW search_path").fetchone() == ('"$user", public',)
    with using(hefei):
        assert topics() == []


@on_postgresql
def test_pooled_connection_when_broken_is_given_back_without_an_error(hefei: Tenant, pooled: None) -> None:
    with using(hefei):
        search_path()
        connection.connection.close()
        connection.close()
        assert search_path() == "t_hefei"


@on_postgresql
def test_tenant_when_made_has_run_every_migration_and_tells_of_each(transactional_db: None, several: None) -> None:
    steps: list[tuple[int, int, str]] = []
    made = tenants.create_tenant(
        slug="an-qing", host="anqing.example.cn", name="安庆", now=NOON, progress=lambda *step: steps.append(step)
    )
    try:
        assert made.schema == "t_an_qing"
        assert [done for done, _of, _what in steps] == list(range(1, len(steps) + 1))
        assert {of for _done, of, _what in steps} == {len(steps)}
        assert any(what == "kernel.0001_initial" for _done, _of, what in steps)
        assert tenants.migrate(made) == 0
        assert tenants.by_host("anqing.example.cn") == made
        entries = LedgerEntry.objects.filter(stream="tenants").order_by("seq").values_list("verb", "actor")
        assert list(entries) == [("entered", "machine:tenants"), ("opened", "machine:tenants")]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA t_an_qing CASCADE")


@on_postgresql
def test_tenant_when_making_it_broke_off_is_taken_up_again(transactional_db: None, several: None) -> None:
    def stop(done: int, _of: int, _what: str) -> None:
        raise InterruptedError(done)

    with pytest.raises(InterruptedError):
        tenants.create_tenant(slug="tongling", host="tl.example.cn", name="铜陵", now=NOON, progress=stop)
    assert tenants.by_host("tl.example.cn") is None
    made = tenants.create_tenant(slug="tongling", host="tl.example.cn", name="铜陵", now=NOON + timedelta(hours=1))
    try:
        assert tenants.by_host("tl.example.cn") == made
        assert TenantRecord.objects.get(slug="tongling").opened_at == NOON + timedelta(hours=1)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA t_tongling CASCADE")


@on_postgresql
@pytest.mark.parametrize(
    ("slug", "host", "name"),
    [("hefei", "hefei.example.cn", "hefei 总工会"), ("hefei", "x.example.cn", "x"), ("x", "Hefei.example.cn", "x")],
)
def test_tenant_when_slug_or_host_is_taken_is_refused(hefei: Tenant, slug: str, host: str, name: str) -> None:
    with pytest.raises(Conflict) as conflict:
        tenants.create_tenant(slug=slug, host=host, name=name, now=NOON)
    assert conflict.value.code == "tenant-exists"
    assert TenantRecord.objects.count() == 1


@on_postgresql
@pytest.mark.parametrize("slug", ["", "Hefei", "1a", "a_b", 'a";drop', "合肥", "a" * 41])
def test_tenant_when_its_slug_is_not_a_plain_word_is_refused(transactional_db: None, slug: str) -> None:
    with pytest.raises(Refused) as refused:
        tenants.create_tenant(slug=slug, host="a.example.cn", name="A", now=NOON)
    assert refused.value.code == "tenant-name-unfit"
    assert not TenantRecord.objects.exists()
