"""A batch from its upload to its preview: every row has a verdict, and what breaks off is taken up."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from gonghui.kernel import staging
from gonghui.kernel.errors import Conflict, NotFound
from gonghui.kernel.models import LiveChange, StagedBatch, StagedRow
from gonghui.kernel.staging import BatchState, Candidate, Judgement, Line, Verdict
from gonghui.kernel.staging.batches import upload_path
from gonghui.kernel.staging.intake import Intake
from gonghui.kernel.testing import NOON, ident
from gonghui.kernel.tests import sheets
from gonghui.kernel.tests.book import (
    HERE,
    LATER,
    SECRETARY,
    Book,
    codes,
    counts,
    csv_of,
    previewed,
    received,
    state,
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
