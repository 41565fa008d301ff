"""The chain holds, and says where it does not."""

import pytest
from django.db import DatabaseError, connection, transaction

from gonghui.kernel import ledger
from gonghui.kernel.ledger import Broken, Record
from gonghui.kernel.models import LedgerEntry, LedgerHead
from gonghui.kernel.testing import NOON


@pytest.fixture
def chain(db):
    for number in (1, 2, 3):
        ledger.append(
            [Record(stream="s", verb="did", subject="thing:1", facts={"n": number})], actor="machine:t", at=NOON
        )


def without_triggers(statement, *args):
    """Change the table as somebody with the database in hand could."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER kernel_ledgerentry_no_update")
            cursor.execute("DROP TRIGGER kernel_ledgerentry_no_delete")
        else:
            cursor.execute("DROP TRIGGER kernel_ledgerentry_append_only ON kernel_ledgerentry")
        cursor.execute(statement, args)


def test_verify_when_an_entry_was_changed_then_it_names_the_place(chain):
    without_triggers("UPDATE kernel_ledgerentry SET facts = %s WHERE seq = 2", '{"n":9}')
    assert ledger.verify("s") == Broken(stream="s", seq=2, why="changed")


def test_verify_when_an_entry_is_missing_then_it_names_the_place(chain):
    without_triggers("DELETE FROM kernel_ledgerentry WHERE seq = 2")
    assert ledger.verify("s") == Broken(stream="s", seq=2, why="missing")


def test_verify_when_the_tail_was_cut_then_the_head_tells(chain):
    without_triggers("DELETE FROM kernel_ledgerentry WHERE seq = 3")
    assert ledger.verify("s") == Broken(stream="s", seq=2, why="head")


def test_verify_when_the_head_was_changed_then_it_tells(chain):
    LedgerHead.objects.update(digest=b"\x01" * 32)
    assert ledger.verify("s") == Broken(stream="s", seq=3, why="head")


@pytest.mark.parametrize("change", ["UPDATE kernel_ledgerentry SET verb = 'x'", "DELETE FROM kernel_ledgerentry"])
def test_entry_when_changed_in_the_database_then_the_trigger_refuses(chain, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    assert LedgerEntry.objects.count() == 3


def test_append_when_two_streams_then_each_counts_for_itself(chain):
    ledger.append(
        [Record(stream=name, verb="did", subject="thing:1", facts={}) for name in ("t", "s")], actor="m", at=NOON
    )
    assert list(LedgerHead.objects.order_by("stream").values_list("stream", "seq")) == [("s", 4), ("t", 1)]


def test_entry_hash_when_parts_are_shifted_then_differs():
    def digest(verb, subject):
        return ledger.entry_hash(
            prev=ledger.GENESIS, stream="s", seq=1, at=NOON, actor="a", verb=verb, subject=subject, facts="{}"
        )

    assert digest("ab", "c") != digest("a", "bc")
