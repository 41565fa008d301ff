"""Two tenants, made once: every test finds them open and empty."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker
from pytest_django.fixtures import Settings

from gonghui.kernel import tenants
from gonghui.kernel.db.scope import MAIN, Tenant, using
from gonghui.kernel.models import TenantRecord, TenantState
from gonghui.kernel.testing import NOON

TOUCHED = (
    "kernel_ledgerentry, kernel_ledgerhead, kernel_livechange, kernel_outboxevent, kernel_stagedrow, kernel_stagedbatch"
)


@dataclass(frozen=True)
class Made:
    """Two tenants: one made at one go, whose steps were noted, the other one after a first try that broke off."""

    hefei: Tenant
    wuhu: Tenant
    steps: list[tuple[int, int, str]]
    open_after_the_break: bool


def _stop(done: int, _of: int, _what: str) -> None:
    raise InterruptedError(done)


@pytest.fixture(scope="session")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Made]:
    """Make two tenants, a schema each, and drop them when all tests are done."""
    steps: list[tuple[int, int, str]] = []
    with django_db_blocker.unblock():
        hefei = tenants.create_tenant(
            slug="hefei", host="hefei.example.cn", name="合肥", now=NOON, progress=lambda *step: steps.append(step)
        )
        with suppress(InterruptedError):
            tenants.create_tenant(slug="wu-hu", host="wuhu.example.cn", name="芜湖", now=NOON, progress=_stop)
        early = TenantRecord.objects.get(slug="wu-hu").state == TenantState.OPEN
        wuhu = tenants.create_tenant(slug="wu-hu", host="wuhu.example.cn", name="芜湖", now=NOON)
        _clean(MAIN)
    yield Made(hefei, wuhu, steps, early)
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for tenant in (hefei, wuhu):
            cursor.execute(f"DROP SCHEMA IF EXISTS {tenant.schema} CASCADE")


@pytest.fixture
def both(made: Made, django_db_blocker: DjangoDbBlocker, settings: Settings) -> Iterator[Made]:
    """Open the directory with the two tenants in it, without a transaction around the test."""
    settings.GONGHUI_TENANTS = True
    settings.ALLOWED_HOSTS = [".example.cn"]
    tenants.forget_directory()
    with django_db_blocker.unblock():
        for tenant in (made.hefei, made.wuhu):
            TenantRecord.objects.create(
                id=tenant.id, slug=tenant.slug, host=tenant.host, schema=tenant.schema, name=tenant.name,
                state=TenantState.OPEN, entered_at=NOON, opened_at=NOON,
            )  # fmt: skip
        yield made
        for tenant in (MAIN, made.hefei, made.wuhu):
            _clean(tenant)
    tenants.forget_directory()


@pytest.fixture
def hefei(both: Made) -> Tenant:
    return both.hefei


@pytest.fixture
def wuhu(both: Made) -> Tenant:
    return both.wuhu


def _clean(tenant: Tenant) -> None:
    with using(tenant), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = 'replica'")  # past the triggers of append-only tables
        cursor.execute(f"TRUNCATE {TOUCHED}" + (", kernel_tenant" if tenant == MAIN else ""))
