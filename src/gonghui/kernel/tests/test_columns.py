"""Encrypted columns on a real table: what lies in the database, what comes back, what cannot be asked."""

import io
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django.fixtures import Settings

from gonghui.kernel import key_rotation
from gonghui.kernel.models import LedgerEntry, LedgerHead, StagedBatch, StagedRow
from gonghui.kernel.privacy import BlindIndexField, EncryptedTextField, Tampered, blind_index
from gonghui.kernel.privacy.sealing import key_of, read_ring
from gonghui.kernel.testing import NOON, ident

NUMBER = "310000190001010002"
OLD, NEW = f"old:{'A' * 43}=", f"new:{'B' * 42}A="

pytestmark = pytest.mark.django_db


def batch() -> StagedBatch:
    return StagedBatch.objects.create(
        kind="k", within=ident("u"), source_name="n", source_digest="d", started_by="m", at=NOON
    )


def row(number: int = 1, *, cells: Any = NUMBER, of: StagedBatch | None = None) -> StagedRow:
    return StagedRow.objects.create(batch=of or batch(), number=number, cells=cells, verdict="accepted", proposed="{}")


def stored(pk: UUID, column: str = "cells") -> str:
    with connection.cursor() as cursor:
        ident_ = pk.hex if connection.vendor == "sqlite" else str(pk)
        cursor.execute(f"SELECT {column} FROM kernel_stagedrow WHERE id = %s", [ident_])
        return str(cursor.fetchone()[0])


def test_text_when_saved_lies_encrypted_and_comes_back() -> None:
    made = row()
    assert NUMBER not in stored(made.pk)
    assert stored(made.pk).startswith("v1.")
    assert StagedRow.objects.get().cells.reveal() == NUMBER
    assert [sealed.reveal() for sealed in StagedRow.objects.values_list("cells", flat=True)] == [NUMBER]


def test_instance_when_given_a_text_holds_it_sealed() -> None:
    made = StagedRow(cells=NUMBER)
    assert repr(made.cells) == "<sealed>"
    assert NUMBER not in repr(vars(made))
    assert made.cells.reveal() == NUMBER


def test_text_when_created_in_bulk_or_updated_lies_encrypted() -> None:
    of = batch()
    StagedRow.objects.bulk_create(
        [StagedRow(batch=of, number=n, cells=f"{NUMBER}{n}", verdict="accepted", proposed="{}") for n in range(3)]
    )
    rows = list(StagedRow.objects.order_by("number"))
    assert [made.cells.reveal() for made in rows] == [f"{NUMBER}{n}" for n in range(3)]
    for made in rows:
        made.cells = f"again {made.number}"
    StagedRow.objects.bulk_update(rows, ["cells"])
    assert [made.cells.reveal() for made in StagedRow.objects.order_by("number")] == ["again 0", "again 1", "again 2"]
    StagedRow.objects.update(cells=NUMBER)
    assert all(NUMBER not in stored(made.pk) for made in rows)
    assert {made.cells.reveal() for made in StagedRow.objects.all()} == {NUMBER}


def test_text_when_saved_again_unopened_stays_the_same_bytes() -> None:
    made = row()
    before = stored(made.pk)
    StagedRow.objects.get().save()
    assert stored(made.pk) == before


def test_text_when_empty_is_a_text() -> None:
    row(cells="")
    assert StagedRow.objects.get().cells.reveal() == ""


def test_column_when_refreshed_or_deferred_is_sealed_again() -> None:
    made = row()
    StagedRow.objects.update(cells="other")
    made.refresh_from_db()
    assert made.cells.reveal() == "other"
    assert StagedRow.objects.defer("cells").get().cells.reveal() == "other"


def test_value_when_moved_to_another_column_of_its_row_does_not_open() -> None:
    made = row()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE kernel_stagedrow SET proposed = cells")
    moved = StagedRow.objects.get(pk=made.pk)
    assert moved.cells.reveal() == NUMBER
    with pytest.raises(Tampered, match=r"^kernel_stagedrow\.proposed: "):
        moved.proposed.reveal()


def test_value_when_not_a_text_is_an_error_that_does_not_show_it() -> None:
    with pytest.raises(TypeError, match="cells takes a text, not int") as error:
        row(cells=310000190001010002)
    assert NUMBER not in str(error.value)


@pytest.mark.parametrize("question", ["cells", "cells__exact", "cells__contains", "cells__in", "cells__gt"])
def test_column_when_filtered_by_refuses(question: str) -> None:
    with pytest.raises(FieldError, match="filter by its blind index"):
        StagedRow.objects.filter(**{question: NUMBER}).exists()


def test_column_when_asked_whether_it_is_null_answers() -> None:
    row()
    assert StagedRow.objects.filter(cells__isnull=False).count() == 1


def test_column_when_serialized_refuses() -> None:
    row()
    with pytest.raises(TypeError, match="encrypted and not serialized"):
        serializers.serialize("json", StagedRow.objects.all())


def test_column_when_null_is_none() -> None:
    field = EncryptedTextField(null=True)
    field.set_attributes_from_name("note")
    assert field.get_db_prep_value(None, connection) is None
    assert field.from_db_value(None, None, connection) is None


def test_index_column_when_given_a_bare_value_refuses_without_showing_it() -> None:
    field = BlindIndexField(null=True)
    field.set_attributes_from_name("number_index")
    index = blind_index(NUMBER, "resident-id")
    assert field.get_prep_value(index) == index
    assert field.get_prep_value(None) is None
    with pytest.raises(ValueError, match="number_index takes what blind_index returned") as error:
        field.get_prep_value(NUMBER)
    assert NUMBER not in str(error.value)


def test_index_column_when_written_into_a_migration_is_made_again() -> None:
    field = BlindIndexField(null=True, db_index=True)
    _name, path, args, kwargs = field.deconstruct()
    assert (path, args, kwargs) == (
        "gonghui.kernel.privacy.index.BlindIndexField", [], {"null": True, "db_index": True}
    )  # fmt: skip
    assert BlindIndexField(*args, **kwargs).max_length == 43


def test_keys_when_exchanged_reseal_every_stale_row_once(settings: Settings) -> None:
    settings.GONGHUI_COLUMN_KEYS = OLD
    of = batch()
    for number in range(5):
        row(number, cells=f"{NUMBER}{number}", of=of)
    settings.GONGHUI_COLUMN_KEYS = f"{NEW},{OLD}"
    fresh = row(5, cells=f"{NUMBER}5", of=of)
    before = stored(fresh.pk)
    told: list[tuple[int, int]] = []
    assert key_rotation.reseal(StagedRow, now=NOON, chunk=2, progress=lambda *step: told.append(step)) == 5
    assert told == [(2, 6), (4, 6), (6, 6)]
    assert stored(fresh.pk) == before
    assert {
        key_of(stored(pk, column))
        for pk in StagedRow.objects.values_list("pk", flat=True)
        for column in ("cells", "proposed")
    } == {"new"}
    assert key_rotation.reseal(StagedRow, now=NOON) == 0
    settings.GONGHUI_COLUMN_KEYS = NEW
    assert [made.cells.reveal() for made in StagedRow.objects.order_by("number")] == [f"{NUMBER}{n}" for n in range(6)]
    facts = LedgerEntry.objects.filter(stream="keys").order_by("seq").values_list("verb", "subject", "facts")
    assert list(facts) == [("resealed", "table:kernel_stagedrow", f'{{"rows":{n}}}') for n in (2, 2, 1)]


def test_keys_when_an_old_one_is_gone_stop_at_the_first_value_that_does_not_open(settings: Settings) -> None:
    settings.GONGHUI_COLUMN_KEYS = OLD
    row()
    settings.GONGHUI_COLUMN_KEYS = NEW
    with pytest.raises(Tampered):
        key_rotation.reseal(StagedRow, now=NOON)


def test_sealed_models_when_listed_are_those_with_an_encrypted_column() -> None:
    listed = key_rotation.sealed_models()
    assert StagedRow in listed
    assert LedgerHead not in listed
    assert listed == sorted(listed, key=lambda model: model._meta.db_table)


def test_key_file_when_made_is_for_its_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "keys"
    call_command("column_keys", "new", str(path), "--id", "k1", stdout=io.StringIO())
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_ring(path.read_text()).current == "k1"
    with pytest.raises(CommandError, match="文件已经存在"):
        call_command("column_keys", "new", str(path))


def test_key_file_when_for_the_index_holds_a_bare_key(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "index"
    call_command("column_keys", "new", str(path), stdout=io.StringIO())
    settings.GONGHUI_INDEX_KEY = path.read_text()
    assert len(blind_index(NUMBER, "resident-id")) == 43


def test_reseal_command_when_run_says_what_changed(settings: Settings) -> None:
    settings.GONGHUI_COLUMN_KEYS = OLD
    row()
    settings.GONGHUI_COLUMN_KEYS = f"{NEW},{OLD}"
    out, err = io.StringIO(), io.StringIO()
    call_command("column_keys", "reseal", stdout=out, stderr=err)
    assert "main\tkernel_stagedrow\t1\n" in out.getvalue()
    assert "1/1\n" in err.getvalue()
    assert NUMBER not in out.getvalue() + err.getvalue()
