"""Migration operation for a table that all tenants share: it is made in the schema `public` and nowhere else."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

from gonghui.kernel.db.scope import PUBLIC_SCHEMA, current


class CreateShared(migrations.CreateModel):
    """Create the table of a model in `public`; in a tenant's own schema only the state knows of it."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        if current().schema == PUBLIC_SCHEMA:
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        if current().schema == PUBLIC_SCHEMA:
            super().database_backwards(app_label, schema_editor, from_state, to_state)
