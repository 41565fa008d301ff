"""A batch from its upload to its end: previewed, repaired, applied, undone, forgotten; nothing is ever half done."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from gonghui.kernel import ledger, staging
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound
from gonghui.kernel.models import LedgerEntry, LiveChange, StagedBatch, StagedRow
from gonghui.kernel.staging import Batch, BatchState, Candidate, Judgement, Line, Reason, Verdict
from gonghui.kernel.staging.batches import upload_path
from gonghui.kernel.staging.intake import Intake
from gonghui.kernel.testing import NOON, ident
from gonghui.kernel.tests import sheets
from gonghui.kernel.tests.sheets import HEADING, ROSTER, number, people

pytestmark = pytest.mark.django_db

SECRETARY = Actor(account_id=ident("secretary account"), person_id=ident("secretary"))
HERE = ident("our union")
LATER = NOON + timedelta(hours=1)


class Book:
    """A register kept in memory: judges rows against what it holds, writes them in, and takes them back."""

    def __init__(self) -> None:
        self.held: dict[str, dict[str, str]] = {}
        self.asked: list[int] = []
        self.fail_at: int | None = None

    def judge(self, candidates: Sequence[Candidate]) -> Sequence[Judgement]:
        self.asked.append(len(candidates))
        return [self._judged(candidate) for candidate in candidates]

    def _judged(self, candidate: Candidate) -> Judgement:
        values = dict(candidate.values)
        if values["name"].startswith("坏"):
            why = Reason(code="name-bad", sentence=f"第 {candidate.number} 行姓名不对。", column="name")
            return Judgement(verdict=Verdict.REFUSED, reasons=(why,))
        old = self.held.get(values["number"])
        if old is None:
            return Judgement(verdict=Verdict.ACCEPTED, proposed={"new": values})
        if old == values:
            return Judgement(verdict=Verdict.UNCHANGED, subject=ident(values["number"]))
        return Judgement(verdict=Verdict.CHANGED, proposed={"old": old, "new": values}, subject=ident(values["number"]))

    def apply(self, actor: Actor, lines: Sequence[Line], *, now: datetime) -> Sequence[UUID | None]:
        for line in lines:
            if line.number == self.fail_at:
                raise InterruptedError(line.number)
            self.held[line.values["number"]] = dict(line.values)
        return [ident(line.values["number"]) for line in lines]

    def undo(self, actor: Actor, lines: Sequence[Line], *, now: datetime) -> None:
        for line in lines:
            old: Any = line.proposed.get("old")
            if old is None:
                del self.held[line.values["number"]]
            else:
                self.held[line.values["number"]] = old


@pytest.fixture(autouse=True)
def media(tmp_path: Path, settings: Settings) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    return tmp_path / "media"


@pytest.fixture
def book() -> Book:
    return Book()


def csv_of(rows: Sequence[Sequence[str]]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def received(content: bytes, *, intake: Intake = ROSTER, name: str = "名册.csv", now: datetime = NOON) -> Batch:
    return staging.receive(SECRETARY, intake=intake, within=HERE, name=name, chunks=[content], now=now)


def previewed(book: Book, rows: Sequence[Sequence[str]], *, now: datetime = NOON, chunk: int = 500) -> Batch:
    batch = received(csv_of(rows), now=now)
    return staging.read(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=now, chunk=chunk)


def applied(book: Book, batch: Batch, *, now: datetime = NOON, chunk: int = 5_000) -> Batch:
    return staging.apply(SECRETARY, batch_id=batch.id, judge=book, applier=book, now=now, chunk=chunk)


def undone(book: Book, batch: Batch, *, now: datetime = LATER, chunk: int = 5_000) -> Batch:
    return staging.undo(SECRETARY, batch_id=batch.id, applier=book, now=now, chunk=chunk)


def repaired(book: Book, batch: Batch, row: int, **values: str) -> Line:
    return staging.repair(SECRETARY, batch_id=batch.id, number=row, values=values, intake=ROSTER, judge=book, now=NOON)


def state(batch: Batch) -> Batch:
    return staging.batch_of(batch.id, kind=ROSTER.kind, within=HERE)


def counts(batch: Batch) -> tuple[int, int, int, int]:
    found = state(batch).counts
    return (found[Verdict.ACCEPTED], found[Verdict.CHANGED], found[Verdict.UNCHANGED], found[Verdict.REFUSED])


def codes(batch: Batch) -> dict[int, list[str]]:
    return {line.number: [why.code for why in line.reasons] for line in staging.every_line(batch.id) if line.reasons}


# Receiving


def test_file_when_received_lies_where_only_its_owner_reads_it() -> None:
    batch = received(b"abc", name="C:\\用户\\名册\u202e.xlsx")
    path = upload_path(batch.id)
    assert path.read_bytes() == b"abc"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert (batch.state, batch.source_name, batch.percent) == (BatchState.UPLOADED, "名册.xlsx", 0)
    assert batch.source_digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(("content", "code"), [(b"", "file-empty"), (b"x" * 11, "file-too-large")])
def test_file_when_empty_or_too_large_is_not_kept(media: Path, content: bytes, code: str) -> None:
    tight = Intake(kind="test.roster", columns=sheets.COLUMNS, key="number", limits=sheets.small(file_bytes=10))
    with pytest.raises(staging.FileRefused) as refused:
        received(content, intake=tight)
    assert refused.value.code == code
    assert not StagedBatch.objects.exists()
    assert list(media.rglob("*.upload")) == []


def test_file_when_the_sender_breaks_off_is_not_kept(media: Path) -> None:
    def chunks() -> Iterator[bytes]:
        yield b"abc"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        staging.receive(SECRETARY, intake=ROSTER, within=HERE, name="n", chunks=chunks(), now=NOON)
    assert not StagedBatch.objects.exists()
    assert list(media.rglob("*.upload")) == []


def test_intake_when_its_key_is_no_column_is_an_error() -> None:
    with pytest.raises(ValueError, match="no column"):
        Intake(kind="k", columns=sheets.COLUMNS, key="other")


# Reading


def test_preview_when_read_has_a_verdict_on_every_row_and_the_file_is_gone(book: Book) -> None:
    book.held[number(1)] = {"name": "职工1", "number": number(1), "phone": "19900000001", "since": "2024-03-01"}
    book.held[number(2)] = {"name": "旧名", "number": number(2), "phone": "", "since": ""}
    batch = previewed(book, [*people(4), ["坏名", number(9), "", ""], ["某人", number(0), "", ""], ["", "", "", ""]])
    assert batch.state is BatchState.PREVIEWED
    assert counts(batch) == (2, 1, 1, 2)
    assert (batch.done, batch.total, batch.percent) == (6, 6, 100)
    assert codes(batch) == {6: ["name-bad"], 7: ["row-twin"]}
    assert staging.line(batch.id, 7).reasons[0].sentence == "第 7 行与第 2 行的“身份证号”相同，请只留一行。"
    assert staging.line(batch.id, 4) == Line(
        number=4,
        values={"name": "职工2", "number": number(2), "phone": "19900000002", "since": "2024-03-01"},
        verdict=Verdict.CHANGED,
        reasons=(),
        proposed={
            "old": {"name": "旧名", "number": number(2), "phone": "", "since": ""},
            "new": {"name": "职工2", "number": number(2), "phone": "19900000002", "since": "2024-03-01"},
        },
        repaired=False,
        applied=False,
        subject=ident(number(2)),
    )
    assert not upload_path(batch.id).exists()


def test_preview_when_stored_shows_nothing_of_people_in_the_database(book: Book) -> None:
    previewed(book, people(3))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kernel_stagedrow")
        held = repr(cursor.fetchall())
        cursor.execute("SELECT * FROM kernel_ledgerentry")
        held += repr(cursor.fetchall())
    assert "职工" not in held
    assert number(1) not in held
    assert "19900000001" not in held


def test_rows_when_alike_in_different_chunks_are_found(book: Book) -> None:
    rows = [HEADING, *([f"职工{n}", number(n % 3), "", ""] for n in range(7))]
    batch = previewed(book, rows, chunk=2)
    assert codes(batch) == {row: ["row-twin"] for row in (5, 6, 7, 8)}
    assert counts(batch) == (3, 0, 0, 4)


def test_rows_when_their_key_is_blank_are_no_twins(book: Book) -> None:
    batch = previewed(book, [HEADING, ["甲", "", "", ""], ["乙", "", "", ""]])
    assert codes(batch) == {2: ["cell-required"], 3: ["cell-required"]}
    assert book.asked == []


def test_reading_when_told_of_progress_counts_every_row(book: Book) -> None:
    batch = received(csv_of(people(5)))
    told: list[tuple[int, int]] = []
    staging.read(
        SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=NOON, chunk=2,
        progress=lambda *step: told.append(step),
    )  # fmt: skip
    assert told == [(2, 5), (4, 5), (5, 5)]
    assert LiveChange.objects.filter(topic=f"batch:{batch.id}").count() > 0


def test_roster_when_of_five_thousand_rows_with_three_hundred_faults_names_each(
    book: Book, tmp_path: Path, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    rows = people(5_000)
    faulty = range(10, 5_000, 16)
    for place in list(faulty)[:300]:
        rows[place] = [["", *rows[place][1:]], ["坏名", *rows[place][1:]], [*rows[place][:3], "2023-02-29"]][place % 3]
    rows[-1][1] = rows[1][1]
    batch = received(sheets.shared_workbook(tmp_path / "r.xlsx", rows).read_bytes(), name="名册.xlsx")
    with django_assert_max_num_queries(400):
        batch = staging.read(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=NOON)
    assert counts(batch) == (4_699, 0, 0, 301)
    assert staging.lines(batch.id, verdict=Verdict.REFUSED, number=7).items[0].number == 5_001


def test_reading_when_it_broke_off_is_taken_up_behind_the_last_chunk(book: Book) -> None:
    batch = received(csv_of(people(6)))

    def stop(done: int, _of: int) -> None:
        if done == 4:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        staging.read(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=NOON, chunk=2, progress=stop)
    half = state(batch)
    assert (half.state, half.done, half.percent) == (BatchState.READING, 4, 66)
    assert upload_path(batch.id).exists()
    book.asked.clear()
    whole = staging.read(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=NOON, chunk=2)
    assert book.asked == [2]
    assert (whole.state, whole.done) == (BatchState.PREVIEWED, 6)
    assert counts(whole) == (6, 0, 0, 0)


def test_reading_when_another_process_reads_too_stops(book: Book) -> None:
    batch = received(csv_of(people(4)))

    def other(done: int, _of: int) -> None:
        StagedBatch.objects.filter(id=batch.id).update(last_number=99)

    with pytest.raises(Conflict) as conflict:
        staging.read(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=NOON, chunk=2, progress=other)
    assert conflict.value.code == "staging-race"
    assert StagedRow.objects.count() == 2


def test_reading_when_the_judge_leaves_rows_out_is_an_error() -> None:
    class Idle(Book):
        def judge(self, candidates: Sequence[Candidate]) -> Sequence[Judgement]:
            return []

    batch = received(csv_of(people(2)))
    with pytest.raises(ValueError, match="2 candidates, 0 judgements"):
        staging.read(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=Idle(), now=NOON)
    assert not StagedRow.objects.exists()


def test_file_when_it_cannot_be_read_fails_the_batch_with_its_sentence(book: Book) -> None:
    batch = received(b"PK\x03\x04 no zip")
    failed = staging.read(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=NOON)
    assert (failed.state, failed.failure_code) == (BatchState.FAILED, "file-broken")
    assert failed.failure == "文件已经损坏，读不出来。请用 Excel 或 WPS 打开，确认内容完整，另存一份再上传。"
    assert not upload_path(batch.id).exists()
    assert not StagedRow.objects.exists()


def test_file_when_it_is_gone_fails_the_batch(book: Book) -> None:
    batch = received(b"x")
    upload_path(batch.id).unlink()
    failed = staging.read(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=NOON)
    assert (failed.state, failed.failure_code) == (BatchState.FAILED, "file-gone")


def test_batch_when_read_already_is_not_read_again(book: Book) -> None:
    batch = previewed(book, people(2))
    with pytest.raises(Conflict) as conflict:
        staging.read(SECRETARY, batch_id=batch.id, intake=ROSTER, judge=book, now=NOON)
    assert conflict.value.code == "staging-state"
    assert str(conflict.value) == "这批数据还在预览，没有导入。"


# Looking


def test_batch_when_of_another_place_or_kind_is_not_found(book: Book) -> None:
    batch = previewed(book, people(1))
    for kind, within in ((ROSTER.kind, ident("other union")), ("other", HERE)):
        with pytest.raises(NotFound):
            staging.batch_of(batch.id, kind=kind, within=within)
    assert staging.batches(kind="other", within=HERE) == []
    assert staging.batches(kind=ROSTER.kind, within=HERE) == [state(batch)]


def test_batches_when_listed_have_the_latest_first(book: Book) -> None:
    first, second = previewed(book, people(1)), previewed(book, people(2), now=LATER)
    assert [batch.id for batch in staging.batches(kind=ROSTER.kind, within=HERE)] == [second.id, first.id]


def test_lines_when_paged_are_in_the_order_of_the_file_and_of_one_verdict(book: Book) -> None:
    rows = people(6)
    rows[2][0] = rows[4][0] = "坏名"
    batch = previewed(book, rows)
    assert [line.number for line in staging.lines(batch.id, number=2, size=4).items] == [6, 7]
    page = staging.lines(batch.id, verdict=Verdict.REFUSED)
    assert ([line.number for line in page.items], page.total) == ([3, 5], 2)
    with pytest.raises(NotFound):
        staging.line(batch.id, 99)


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
