"""Django's PostgreSQL backend with one addition: a connection sees the schema of the current tenant and no other."""

from contextlib import suppress
from typing import Any

from django.db.backends.postgresql import base

from gonghui.kernel.db import scope


class TenantMixed(RuntimeError):
    """A transaction that began for one tenant was used for another: a bug."""


class DatabaseWrapper(base.DatabaseWrapper):
    """Points `search_path` at the current tenant's schema before anything is asked.

    The path is set only between transactions, because a rollback would silently take it back; a transaction therefore
    belongs to one tenant. It holds that one schema alone: a table that a tenant lacks is an error, never another
    tenant's table. What was set last is remembered per connection and forgotten with it.
    """

    _schema: str | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection, or take one from the pool, of which no path is known yet."""
        connection = super().get_new_connection(conn_params)
        connection.autocommit = True
        self._schema = None
        return connection

    def create_cursor(self, name: str | None = None) -> Any:
        """Make a cursor that works in the current tenant's schema.

        Raises: TenantMixed inside a transaction of another tenant.
        """
        self._follow_tenant()
        return super().create_cursor(name)

    def _set_autocommit(self, autocommit: bool) -> None:
        if not autocommit:
            self._follow_tenant()
        super()._set_autocommit(autocommit)  # type: ignore[misc]

    def _follow_tenant(self) -> None:
        schema = scope.current().schema
        if schema == self._schema:
            return
        if not self.connection.autocommit:
            raise TenantMixed(f"transaction of {self._schema}, now {schema}")
        with self.wrap_database_errors:
            self.connection.execute(f"SET search_path TO {self.ops.quote_name(schema)}")
        self._schema = schema

    def _close(self) -> None:
        if self.connection is not None and self.pool:
            self._forget_tenant()
        super()._close()  # type: ignore[misc]

    def _forget_tenant(self) -> None:
        """Hand a connection back to the pool without a path; one that cannot do even that is dropped by the pool."""
        self._schema = None
        with suppress(self.Database.Error):
            self.connection.rollback()
            self.connection.autocommit = True
            self.connection.execute("RESET search_path")
