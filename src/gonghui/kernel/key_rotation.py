"""Exchange of column keys: every value sealed under an older key is sealed again under the current one."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models

from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.privacy import EncryptedTextField, Sealed

Progress = Callable[[int, int], None]


def sealed_models() -> list[type[models.Model]]:
    """Return the models that have an encrypted column, by table name."""
    return sorted((model for model in apps.get_models() if _columns(model)), key=lambda model: model._meta.db_table)


def reseal(model: type[models.Model], *, now: datetime, chunk: int = 500, progress: Progress | None = None) -> int:
    """Seal again whatever names an older key, chunk by chunk in key order; return how many rows changed.

    May be stopped and started at will. `progress` is told rows done, of how many.

    Raises: Tampered at the first value that does not open; chunks before it are done.
    """
    machine = Actor.system("key-rotation")
    total, done, changed = model._base_manager.count(), 0, 0
    rows = model._base_manager.order_by("pk")
    keys = list(rows.values_list("pk", flat=True)[:chunk])
    while keys:
        changed += _reseal_rows(machine, model=model, keys=keys, now=now)
        done += len(keys)
        if progress is not None:
            progress(done, total)
        keys = list(rows.filter(pk__gt=keys[-1]).values_list("pk", flat=True)[:chunk])
    return changed


@action
def _reseal_rows(_actor: Actor, *, model: type[models.Model], keys: list[Any], now: datetime) -> int:  # noqa: ARG001
    # `now` is the ledger's moment; @action reads it.
    columns = _columns(model)
    rows = model._base_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    stale = [row for row in rows if any(_is_stale(getattr(row, name)) for name in columns)]
    for row in stale:
        model._base_manager.filter(pk=row.pk).update(**{name: getattr(row, name) for name in columns})
    if not stale:
        unchanged()
        return 0
    record("resealed", stream="keys", subject=("table", model._meta.db_table), rows=len(stale))
    return len(stale)


def _is_stale(value: Sealed | None) -> bool:
    return value is not None and value.is_stale


def _columns(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, EncryptedTextField)]
