"""The table that tenants share is made and dropped in `public` only."""

import pytest
from django.db import connection, models
from django.db.migrations.state import ProjectState

from gonghui.kernel.db.scope import Tenant, using
from gonghui.kernel.shared_table import CreateShared
from gonghui.kernel.testing import ident

TENANT = Tenant(id=ident("t"), slug="t", host="t.example.cn", schema="t_t", name="T")


def tables() -> list[str]:
    return connection.introspection.table_names()


@pytest.mark.django_db(transaction=True)
def test_shared_table_when_migrated_is_made_and_dropped_for_the_main_tenant_only() -> None:
    operation = CreateShared("Probe", [("id", models.BigAutoField(primary_key=True))])
    before, after = ProjectState(), ProjectState()
    operation.state_forwards("kernel", after)
    with connection.schema_editor() as editor, using(TENANT):
        operation.database_forwards("kernel", editor, before, after)
    assert "kernel_probe" not in tables()
    with connection.schema_editor() as editor:
        operation.database_forwards("kernel", editor, before, after)
    assert "kernel_probe" in tables()
    with connection.schema_editor() as editor, using(TENANT):
        operation.database_backwards("kernel", editor, after, before)
    assert "kernel_probe" in tables()
    with connection.schema_editor() as editor:
        operation.database_backwards("kernel", editor, after, before)
    assert "kernel_probe" not in tables()
