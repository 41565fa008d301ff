"""The tables: who may point at whom, what keys they have, and that the append-only ones refuse change and deletion."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection, models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import DeleteModel, RenameModel

from gonghui.kernel.append_only import AppendOnly
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON, ident

OURS = ("kernel", "ui", "accounts", "registry", "congress", "openness", "portal", "config")
MAY_POINT_AT = {"accounts": {"accounts"}, "registry": {"registry", "accounts"}, "kernel": {"kernel"}}
"""A context points at itself, the registry and the accounts; those at nothing above them."""
CONTEXTS_ABOVE = {"registry", "accounts"}
OTHER_KEYS = {
    "kernel.LedgerHead": "the name of its stream",
    "kernel.LiveChange": "a running number: pages ask for what came after it",
    "accounts.Meter": "the digest of what is counted",
}
MODELS = [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in OURS]
FOREIGN_KEYS = [
    field for model in MODELS for field in model._meta.get_fields()
    if isinstance(field, models.ForeignKey)
]  # fmt: skip


def label(thing: Any) -> str:
    return str(thing._meta.label) if hasattr(thing, "_meta") else str(thing)


def append_only() -> Iterator[tuple[str, str]]:
    """Yield (app, model) of every AppendOnly operation of our migrations, whatever migrations came after."""
    for (app, _name), migration in sorted(MigrationLoader(None).disk_migrations.items()):
        if app in OURS:
            for operation in migration.operations:
                # A renamed or deleted model would take its triggers along unseen: none has been so far.
                assert not isinstance(operation, (DeleteModel, RenameModel)), f"{app}: say here what became of it"
                if isinstance(operation, AppendOnly):
                    yield app, operation.model


SEALED = [apps.get_model(app, name) for app, name in append_only()]


def test_append_only_tables_when_collected_then_the_known_ones_are_there():
    expected = {
        "kernel.LedgerEntry", "congress.PresenceEntry", "congress.NamedBallot", "congress.RollEntry",
        "congress.TallySheet", "congress.VoteResult", "congress.PaperReceipt", "congress.NoticeReceipt",
        "congress.Override", "congress.Incident", "congress.Dossier", "congress.DossierSeal",
        "congress.RollCall", "congress.RollCallEntry", "congress.RollCallAnswer", "congress.RollCallOutcome",
    }  # fmt: skip
    assert expected <= {model._meta.label for model in SEALED}


@pytest.mark.parametrize("field", FOREIGN_KEYS, ids=label)
def test_foreign_key_does_not_point_sideways(field):
    here, there = field.model._meta.app_label, field.related_model._meta.app_label
    assert there in MAY_POINT_AT.get(here, {here} | CONTEXTS_ABOVE)
    if there != here:
        assert field.remote_field.hidden, 'related_name="+": the other side must not know of us'


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_key_is_a_uuid_or_an_exception_with_a_reason(model):
    key = model._meta.pk
    assert isinstance(key, models.UUIDField) != (model._meta.label in OTHER_KEYS)
    if isinstance(key, models.UUIDField):
        assert key.default is not models.NOT_PROVIDED


@pytest.mark.parametrize("model", MODELS, ids=label)
def test_nothing_is_kept_as_a_float(model):
    assert [field.name for field in model._meta.get_fields() if isinstance(field, models.FloatField)] == []


@pytest.mark.parametrize("model", SEALED, ids=label)
def test_deletion_of_something_never_sweeps_an_append_only_table(model):
    held = (models.PROTECT, models.RESTRICT)
    keys = [field for field in model._meta.get_fields() if isinstance(field, models.ForeignKey)]
    assert [field.name for field in keys if field.remote_field.on_delete not in held] == []


@pytest.mark.django_db
@pytest.mark.parametrize("model", SEALED, ids=label)
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_append_only_table_when_a_row_is_changed_or_deleted_then_the_database_refuses(model, verb):
    table, key = model._meta.db_table, model._meta.get_field("id").column
    statement = {"update": f"UPDATE {table} SET {key} = {key}", "delete": f"DELETE FROM {table}"}[verb]
    with transaction.atomic():
        one_row(model)
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert model._base_manager.count() == 1
        transaction.set_rollback(True)  # before the keys that point nowhere are looked at


@pytest.mark.django_db(transaction=True)
def test_append_only_table_when_emptied_after_a_test_that_commits_then_refuses_as_before():
    for _time in range(2):
        one_row(LedgerEntry)
        with pytest.raises(DatabaseError, match="append-only"):
            LedgerEntry.objects.update(verb="changed")
        call_command("flush", interactive=False, verbosity=0)
        assert LedgerEntry.objects.count() == 0


def one_row(model: type[models.Model]) -> None:
    """Put one row in. Its foreign keys point nowhere: the database looks at them when a transaction ends."""
    fields = [field for field in model._meta.concrete_fields if not (field.has_default() or field.null)]
    values = {field.attname: value_for(field) for field in fields if not field.generated}
    model._base_manager.create(**values | FITTING.get(model._meta.label, {}))


def value_for(field: models.Field[Any, Any]) -> object:
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    return next(value for types, value in VALUES if isinstance(kind, types))


VALUES: list[tuple[tuple[type, ...], object]] = [
    ((models.UUIDField,), ident("nothing")),
    ((models.DateTimeField,), NOON),
    ((models.DateField,), NOON.date()),
    ((models.BooleanField,), False),
    ((models.IntegerField,), 1),
    ((models.JSONField,), {}),
    ((models.BinaryField,), b"x"),
    ((models.CharField, models.TextField), "x"),
]
FITTING = {"congress.PresenceEntry": {"direction": "IN", "seq": 1}}
"""What the checks of a table want."""
