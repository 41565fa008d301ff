"""A batch from its preview to its end: repaired, applied, undone, forgotten; nothing is ever half done."""

from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from gonghui.kernel import ledger, staging
from gonghui.kernel.errors import Conflict, NotFound
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.staging import BatchState, Verdict
from gonghui.kernel.staging.batches import upload_path
from gonghui.kernel.testing import NOON, ident
from gonghui.kernel.tests.book import (
    HERE,
    LATER,
    SECRETARY,
    Book,
    applied,
    codes,
    counts,
    previewed,
    received,
    repaired,
    state,
    undone,
)
from gonghui.kernel.tests.sheets import HEADING, ROSTER, number, people

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def book() -> Book:
    return Book()


# Repairing


def test_row_when_repaired_is_judged_anew_and_counted(book: Book) -> None:
    rows = people(3)
    rows[2][0] = "坏名"
    batch = previewed(book, rows)
    line = repaired(book, batch, 3, name="好名")
    assert (line.verdict, line.repaired, line.values["name"], line.reasons) == (Verdict.ACCEPTED, True, "好名", ())
    assert counts(batch) == (3, 0, 0, 0)


def test_row_when_repaired_wrongly_is_refused_again(book: Book) -> None:
    batch = previewed(book, people(1))
    assert repaired(book, batch, 2, name="", since="1999.2.30").verdict is Verdict.REFUSED
    assert codes(batch) == {2: ["cell-required", "cell-date"]}
    assert repaired(book, batch, 2, name="甲", since="1999年3月1日").values["since"] == "1999-03-01"
    assert codes(batch) == {}


def test_row_when_another_cell_is_repaired_keeps_what_could_not_be_read(book: Book) -> None:
    batch = previewed(book, [HEADING, ["坏名", "=A1", "", ""]])
    repaired(book, batch, 2, name="好名")
    assert codes(batch) == {2: ["cell-formula"]}
    assert repaired(book, batch, 2, number=number(1)).verdict is Verdict.ACCEPTED


def test_twins_when_the_first_is_repaired_are_judged_anew(book: Book) -> None:
    batch = previewed(book, [HEADING, *([f"职工{n}", number(7), "", ""] for n in range(3))])
    assert codes(batch) == {3: ["row-twin"], 4: ["row-twin"]}
    repaired(book, batch, 2, number=number(8))
    assert codes(batch) == {4: ["row-twin"]}
    assert staging.line(batch.id, 4).reasons[0].sentence.startswith("第 4 行与第 3 行")
    repaired(book, batch, 2, number=number(7))
    assert codes(batch) == {3: ["row-twin"], 4: ["row-twin"]}
    assert counts(batch) == (1, 0, 0, 2)


def test_row_when_there_is_none_of_that_number_is_not_found(book: Book) -> None:
    with pytest.raises(NotFound):
        repaired(book, previewed(book, people(1)), 99, name="x")


def test_row_when_the_batch_is_applied_is_not_repaired(book: Book) -> None:
    batch = applied(book, previewed(book, people(1)))
    with pytest.raises(Conflict) as conflict:
        repaired(book, batch, 2, name="x")
    assert conflict.value.code == "staging-state"


@pytest.mark.parametrize("chunk", [1, 2, 500])
def test_preview_when_judged_again_follows_what_has_changed(book: Book, chunk: int) -> None:
    rows = people(3)
    rows.append(["甲", "=A1", "", ""])
    batch = previewed(book, rows)
    book.held[number(1)] = {"name": "旧名", "number": number(1), "phone": "", "since": ""}
    again = staging.judge_again(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=NOON, chunk=chunk)
    assert again == state(batch)
    assert counts(batch) == (2, 1, 0, 1)
    assert codes(batch) == {5: ["cell-formula"]}


# Applying and undoing


def test_batch_when_applied_does_what_was_previewed_and_leaves_refused_rows(book: Book) -> None:
    rows = people(3)
    rows[2][0] = "坏名"
    batch = applied(book, previewed(book, rows), now=LATER)
    assert sorted(book.held) == [number(0), number(2)]
    assert (batch.state, batch.done, batch.total, batch.applied_at) == (BatchState.APPLIED, 2, 2, LATER)
    assert [(line.number, line.applied, line.subject) for line in staging.every_line(batch.id)] == [
        (2, True, ident(number(0))), (3, False, None), (4, True, ident(number(2)))
    ]  # fmt: skip


def test_file_when_imported_a_second_time_changes_nothing(book: Book) -> None:
    first = applied(book, previewed(book, people(5)))
    before = dict(book.held)
    second = previewed(book, people(5), now=LATER)
    assert counts(second) == (0, 0, 5, 0)
    assert staging.same_file_before(second) == state(first)
    done = applied(book, second, now=LATER)
    assert (done.state, done.total) == (BatchState.APPLIED, 0)
    assert book.held == before


def test_file_when_it_was_never_applied_here_has_no_earlier_batch(book: Book) -> None:
    first, second = previewed(book, people(5)), previewed(book, people(5))
    assert staging.same_file_before(second) is None
    assert staging.same_file_before(applied(book, first)) is None


def test_batch_when_undone_leaves_all_as_it_was(book: Book) -> None:
    book.held[number(1)] = {"name": "旧名", "number": number(1), "phone": "", "since": ""}
    before = {key: dict(values) for key, values in book.held.items()}
    batch = undone(book, applied(book, previewed(book, people(3))))
    assert book.held == before
    assert (batch.state, batch.undone_at, batch.done) == (BatchState.UNDONE, LATER, 3)
    assert not any(line.applied for line in staging.every_line(batch.id))


def test_batch_when_it_did_nothing_is_undone_as_well(book: Book) -> None:
    applied(book, previewed(book, people(2)))
    assert undone(book, applied(book, previewed(book, people(2)), now=LATER)).state is BatchState.UNDONE
    assert len(book.held) == 2


def test_applying_when_it_fails_in_one_transaction_leaves_the_preview(book: Book) -> None:
    batch = previewed(book, people(3))
    book.fail_at = 4
    with pytest.raises(InterruptedError):
        applied(book, batch)
    assert state(batch).state is BatchState.PREVIEWED
    assert not any(line.applied for line in staging.every_line(batch.id))


def test_long_batch_when_it_stops_halfway_is_taken_up_or_undone(book: Book) -> None:
    batch = previewed(book, people(5))
    book.fail_at = 4
    for _attempt in range(2):
        with pytest.raises(InterruptedError):
            applied(book, batch, chunk=2)
    half = state(batch)
    assert (half.state, half.done, half.total, half.percent) == (BatchState.APPLYING, 2, 5, 40)
    book.fail_at = None
    assert applied(book, batch, chunk=2).state is BatchState.APPLIED
    assert len(book.held) == 5


def test_long_batch_when_half_applied_is_undone_in_chunks(book: Book) -> None:
    batch = previewed(book, people(5))
    book.fail_at = 6
    with pytest.raises(InterruptedError):
        applied(book, batch, chunk=2)
    told: list[tuple[int, int]] = []
    done = staging.undo(
        SECRETARY, batch_id=batch.id, applier=book, now=LATER, chunk=3, progress=lambda *step: told.append(step)
    )
    assert told == [(3, 4), (4, 4)]
    assert (done.state, book.held) == (BatchState.UNDONE, {})


def test_applying_when_told_of_progress_counts_the_rows_to_apply(book: Book) -> None:
    told: list[tuple[int, int]] = []
    batch = previewed(book, people(5))
    staging.apply(
        SECRETARY, batch_id=batch.id, judge=book, applier=book, now=NOON, chunk=2,
        progress=lambda *step: told.append(step),
    )  # fmt: skip
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_batch_when_something_changed_since_its_preview_is_not_applied(book: Book) -> None:
    batch = previewed(book, people(3))
    book.held[number(1)] = {"name": "旧名", "number": number(1), "phone": "", "since": ""}
    with pytest.raises(Conflict) as conflict:
        applied(book, batch)
    assert (conflict.value.code, dict(conflict.value.fields)) == ("staging-stale", {"row": "3"})
    assert list(book.held) == [number(1)]
    assert state(batch).state is BatchState.PREVIEWED


def test_batch_when_a_later_one_was_applied_is_not_undone_first(book: Book) -> None:
    first = applied(book, previewed(book, people(2)))
    second = applied(book, previewed(book, people(3)), now=LATER)
    with pytest.raises(Conflict) as conflict:
        undone(book, first)
    assert conflict.value.code == "staging-not-last"
    undone(book, second)
    assert undone(book, first).state is BatchState.UNDONE
    assert book.held == {}


@pytest.mark.parametrize("again", [applied, undone])
def test_batch_when_undone_is_neither_applied_nor_undone_again(book: Book, again: Any) -> None:
    batch = undone(book, applied(book, previewed(book, people(1))))
    with pytest.raises(Conflict) as conflict:
        again(book, batch)
    assert (conflict.value.code, str(conflict.value)) == ("staging-state", "这批数据已经撤销。")


def test_batch_when_applied_twice_by_two_clicks_is_applied_once(book: Book) -> None:
    batch = applied(book, previewed(book, people(2)))
    with pytest.raises(Conflict) as conflict:
        applied(book, batch)
    assert dict(conflict.value.fields) == {"state": "applied"}


def test_batch_when_there_is_none_is_not_found(book: Book) -> None:
    with pytest.raises(NotFound):
        staging.apply(SECRETARY, batch_id=ident("none"), judge=book, applier=book, now=NOON)


# Forgetting


def test_batches_when_old_are_forgotten_but_for_their_counts(book: Book) -> None:
    old = applied(book, previewed(book, people(3)))
    left = received(b"never read")
    young = previewed(book, people(1), now=LATER)
    assert staging.purge(before=LATER, now=LATER) == 2
    assert not upload_path(left.id).exists()
    assert list(staging.every_line(old.id)) == []
    assert len(list(staging.every_line(young.id))) == 1
    assert state(old).counts[Verdict.ACCEPTED] == 3
    assert state(old).purged_at == LATER
    with pytest.raises(Conflict) as conflict:
        undone(book, old)
    assert conflict.value.code == "staging-purged"
    assert staging.purge(before=LATER, now=LATER) == 0


# The ledger


def test_ledger_when_a_batch_has_gone_its_way_tells_each_step_without_personal_data(book: Book) -> None:
    batch = previewed(book, people(3), chunk=2)
    repaired(book, batch, 2, name="新名")
    undone(book, applied(book, batch))
    stream = f"staging:{HERE}"
    verbs = LedgerEntry.objects.filter(stream=stream).order_by("seq").values_list("verb", flat=True)
    assert list(verbs) == [
        "batch-received", "batch-reading", "rows-read", "rows-read", "batch-previewed", "row-repaired",
        "rows-applied", "rows-undone",
    ]  # fmt: skip
    assert ledger.verify(stream) is None
