"""Tenants: a schema each on PostgreSQL, found by host name; on SQLite there is one.

The directory of tenants stands in the schema `public` and is the only table that they share. A deployment that is not
told of tenants (`GONGHUI_TENANTS`) never looks into it: its one tenant is `MAIN`, in `public`.
"""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from time import monotonic
from typing import Final, TypeVar
from uuid import UUID

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.migration import Migration
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotFound, StreamingHttpResponse
from django.http.request import split_domain_port
from django.utils.translation import gettext as _

from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.db.scope import MAIN, Tenant, current, using
from gonghui.kernel.errors import Conflict, Refused
from gonghui.kernel.models import TenantRecord, TenantState

__all__ = ["MAIN", "Tenant", "TenantMiddleware", "by_host", "create_tenant", "current", "every", "migrate", "using"]

Progress = Callable[[int, int, str], None]
"""Told after each step: how many are done, of how many, and what the step was."""

T = TypeVar("T")

_PREFIX: Final = "t_"
_SLUG: Final = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)
_KNOWN_FOR: Final = 30.0
"""Seconds for which a process trusts what it has read of the directory."""


class _Directory:
    """What this process knows of the directory, read again after half a minute."""

    def __init__(self) -> None:
        self._by_host: dict[str, Tenant] = {}
        self._until = 0.0

    def get(self, host: str) -> Tenant | None:
        if monotonic() >= self._until:
            self._by_host = {tenant.host: tenant for tenant in _read()}
            self._until = monotonic() + _KNOWN_FOR
        return self._by_host.get(host)

    def forget(self) -> None:
        self._until = 0.0


_directory = _Directory()


def by_host(host: str) -> Tenant | None:
    """Return the tenant that lives at a host name (a port is ignored), or None when there is none.

    Where tenants are switched off every host belongs to `MAIN`.
    """
    if not settings.GONGHUI_TENANTS:
        return MAIN
    return _directory.get(split_domain_port(host)[0])


def every() -> list[Tenant]:
    """Return all tenants that are open, by slug; for workers, which do their round in each of them."""
    return _read() if settings.GONGHUI_TENANTS else [MAIN]


def forget_directory() -> None:
    """Read the directory anew at the next request of this process."""
    _directory.forget()


def create_tenant(*, slug: str, host: str, name: str, now: datetime, progress: Progress | None = None) -> Tenant:
    """Make a schema for a new tenant, migrate into it and open it to its host.

    Safe to run again: what a broken run left half done is taken up where it stopped.

    Raises: Refused `tenants-need-postgresql` on SQLite, `tenant-name-unfit`; Conflict `tenant-exists` when slug or host
    belong to another tenant.
    """
    if connection.vendor != "postgresql":
        raise Refused(
            _("SQLite 版只能服务一个单位。"),
            code="tenants-need-postgresql",
            remedy=_("要在一套系统里服务多个单位，请改用 PostgreSQL 数据库。"),
        )
    if not _SLUG.fullmatch(slug):
        raise Refused(
            _("单位代号不合用。"),
            code="tenant-name-unfit",
            remedy=_("代号以小写字母开头，只用小写字母、数字和减号，最多 40 个字符。"),
        )
    machine = Actor.system("tenants")
    with using(MAIN):
        tenant = _enter(machine, slug=slug, host=split_domain_port(host)[0], name=name, now=now)
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {connection.ops.quote_name(tenant.schema)}")
    migrate(tenant, progress=progress)
    with using(MAIN):
        _open(machine, tenant_id=tenant.id, now=now)
    forget_directory()
    return tenant


def migrate(tenant: Tenant, *, progress: Progress | None = None) -> int:
    """Bring a tenant's schema up to date and return how many migrations ran."""
    with using(tenant):
        # First of all, so that it can only be this schema's own record of what has run.
        MigrationRecorder(connection).ensure_schema()
        executor = MigrationExecutor(connection)
        targets = executor.loader.graph.leaf_nodes()
        plan = executor.migration_plan(targets)
        executor.progress_callback = _counted(len(plan), progress)
        emit_pre_migrate_signal(0, False, connection.alias, plan=plan)
        executor.migrate(targets, plan)
        emit_post_migrate_signal(0, False, connection.alias, plan=plan)
    # Django remembers content types per process, not per schema.
    ContentType.objects.clear_cache()
    return len(plan)


class TenantMiddleware:
    """Serve each request from the tables of the tenant that lives at its host."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        tenant = by_host(request.get_host())
        if tenant is None:
            return _nobody_here()
        with using(tenant):
            response = self.get_response(request)
        if isinstance(response, StreamingHttpResponse):
            # The body is made after this block has ended, and must still be made from the tenant's tables.
            response.streaming_content = _each_within(tenant, iter(response))
        return response


def cache_key(key: str, prefix: str, version: int) -> str:
    """Return the key of a cached value, apart for each tenant; for `CACHES[…]["KEY_FUNCTION"]`."""
    return f"{prefix}:{current().slug}:{version}:{key}"


def _read() -> list[Tenant]:
    with using(MAIN):
        return [_tenant(row) for row in TenantRecord.objects.filter(state=TenantState.OPEN).order_by("slug")]


def _tenant(row: TenantRecord) -> Tenant:
    return Tenant(id=row.id, slug=row.slug, host=row.host, schema=row.schema, name=row.name)


@action
def _enter(_actor: Actor, *, slug: str, host: str, name: str, now: datetime) -> Tenant:
    row = TenantRecord.objects.filter(slug=slug).first()
    if row is not None:
        if (row.host, row.name, row.state) != (host, name, TenantState.MAKING):
            raise Conflict(_("已经有一个使用这个代号的单位。"), code="tenant-exists")
        unchanged()
        return _tenant(row)
    if TenantRecord.objects.filter(host=host).exists():
        raise Conflict(_("这个网址已经归另一个单位使用。"), code="tenant-exists")
    row = TenantRecord.objects.create(
        slug=slug,
        host=host,
        schema=_PREFIX + slug.replace("-", "_"),
        name=name,
        state=TenantState.MAKING,
        entered_at=now,
    )
    record("entered", stream="tenants", subject=("tenant", row.id), schema=row.schema)
    return _tenant(row)


@action
def _open(_actor: Actor, *, tenant_id: UUID, now: datetime) -> None:
    TenantRecord.objects.filter(id=tenant_id).update(state=TenantState.OPEN, opened_at=now)
    record("opened", stream="tenants", subject=("tenant", tenant_id))


def _counted(steps: int, progress: Progress | None) -> Callable[..., None]:
    done = 0

    def step(event: str, migration: Migration | None = None, *_faked: bool) -> None:
        nonlocal done
        if event == "apply_success":
            done += 1
            if progress is not None:
                progress(done, steps, str(migration))

    return step


def _each_within(tenant: Tenant, chunks: Iterator[T]) -> Iterator[T]:
    """Draw each item inside the tenant, without leaving the tenant set between two of them."""
    while True:
        with using(tenant):
            try:
                chunk = next(chunks)
            except StopIteration:
                return
        yield chunk


def _nobody_here() -> HttpResponse:
    sentence = _("这个网址没有对应的工会平台，请核对网址，或者联系本单位工会。")
    return HttpResponseNotFound(sentence, content_type="text/plain; charset=utf-8")
