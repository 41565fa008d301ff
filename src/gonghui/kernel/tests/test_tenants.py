"""Tenants: each sees its own schema, whatever connection, transaction or answer is at hand."""

import io
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import RequestFactory
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from gonghui.kernel import tenants
from gonghui.kernel.db.scope import Tenant
from gonghui.kernel.errors import Conflict, Refused
from gonghui.kernel.models import LedgerEntry, TenantRecord, TenantState
from gonghui.kernel.tenants import MAIN, TenantMiddleware, current, using
from gonghui.kernel.testing import NOON, ident
from gonghui.kernel.tests.conftest import Made
from gonghui.kernel.tests.tenancy import MACHINE, note, on_postgresql, on_sqlite, topics


def command(*words: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("tenants", *words, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


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
def test_host_when_nobody_lives_there_is_answered_in_chinese(settings: Settings, rf: RequestFactory) -> None:
    settings.GONGHUI_TENANTS = True
    settings.ALLOWED_HOSTS = [".example.cn"]
    tenants.forget_directory()
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
def test_tenant_when_made_has_run_every_migration_and_told_of_each(both: Made) -> None:
    assert both.hefei.schema == "t_hefei"
    assert [done for done, _of, _what in both.steps] == list(range(1, len(both.steps) + 1))
    assert {of for _done, of, _what in both.steps} == {len(both.steps)}
    assert "kernel.0001_initial" in [what for _done, _of, what in both.steps]
    assert tenants.migrate(both.hefei) == 0
    assert tenants.by_host("hefei.example.cn") == both.hefei


@on_postgresql
def test_tenant_when_making_it_broke_off_is_taken_up_again(both: Made) -> None:
    assert not both.open_after_the_break
    assert both.wuhu.schema == "t_wu_hu"
    assert tenants.migrate(both.wuhu) == 0


@on_postgresql
def test_tenant_when_made_already_is_opened_again_and_told_in_the_ledger(both: Made) -> None:
    TenantRecord.objects.filter(slug="hefei").update(state=TenantState.MAKING)
    assert tenants.by_host("hefei.example.cn") is None
    later = NOON + timedelta(hours=1)
    again = tenants.create_tenant(slug="hefei", host="hefei.example.cn", name="合肥", now=later)
    assert tenants.by_host("hefei.example.cn") == again == both.hefei
    assert TenantRecord.objects.get(slug="hefei").opened_at == later
    assert list(LedgerEntry.objects.values_list("stream", "verb", "actor")) == [
        ("tenants", "opened", "machine:tenants")
    ]


@on_postgresql
@pytest.mark.parametrize(
    ("slug", "host", "name"),
    [("hefei", "hefei.example.cn", "合肥"), ("hefei", "x.example.cn", "x"), ("x", "Hefei.example.cn", "x")],
)
def test_tenant_when_slug_or_host_is_taken_is_refused(both: Made, slug: str, host: str, name: str) -> None:
    with pytest.raises(Conflict) as conflict:
        tenants.create_tenant(slug=slug, host=host, name=name, now=NOON)
    assert conflict.value.code == "tenant-exists"
    assert TenantRecord.objects.count() == 2


@on_postgresql
@pytest.mark.parametrize("slug", ["", "Hefei", "1a", "a_b", 'a";drop', "合肥", "a" * 41])
def test_tenant_when_its_slug_is_not_a_plain_word_is_refused(both: Made, slug: str) -> None:
    with pytest.raises(Refused) as refused:
        tenants.create_tenant(slug=slug, host="a.example.cn", name="A", now=NOON)
    assert refused.value.code == "tenant-name-unfit"
    assert TenantRecord.objects.count() == 2


# On the command line


def test_list_command_when_tenants_are_off_shows_the_main_one() -> None:
    assert command("list")[0] == "main\tpublic\t\t\n"


@pytest.mark.django_db
def test_migrate_command_when_everything_has_run_changes_nothing() -> None:
    assert command("migrate") == ("main：执行了 0 个迁移\n", "")


@on_sqlite
@pytest.mark.django_db
def test_create_command_when_refused_gives_sentence_and_way_out() -> None:
    with pytest.raises(CommandError, match=r"^SQLite 版只能服务一个单位。 要在一套系统里.*PostgreSQL"):
        command("create", "hefei", "--host", "hefei.example.cn", "--name", "合肥")


@on_postgresql
def test_create_command_when_done_is_listed(both: Made) -> None:
    TenantRecord.objects.filter(slug="hefei").update(state=TenantState.MAKING)
    # All but the last migration has run, so one step is left to be told.
    with using(both.hefei), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'kernel' AND name = '0003_tenants'")
    out, err = command("create", "hefei", "--host", "hefei.example.cn", "--name", "合肥")
    assert (out, err) == ("已开通：合肥（hefei.example.cn）\n", "1/1 kernel.0003_tenants\n")
    assert command("list")[0].splitlines()[0] == "hefei\tt_hefei\thefei.example.cn\t合肥"
    assert command("migrate")[0] == "hefei：执行了 0 个迁移\nwu-hu：执行了 0 个迁移\n"
