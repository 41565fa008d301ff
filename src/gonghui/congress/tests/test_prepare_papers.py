"""Materials and notices: uploaded, served, read, sent again."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings
from docx import Document

from gonghui.congress.actions import agenda, materials, notices, reading, signing
from gonghui.congress.models import Meeting, Notice, NoticeReceipt, Paper, PaperReceipt
from gonghui.congress.queries import notices as notice_queries
from gonghui.congress.queries import papers as paper_queries
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.rules.states import ItemState
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.tests.plan import Plan, fresh, meeting_of, plan, stranger, worker_of
from gonghui.congress.uploads import Upload, UploadRefused
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry, OutboxEvent
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def _made() -> tuple[Plan, Meeting]:
    made = plan(categories=("FRONT_LINE",) * 3)
    return made, meeting_of(made)


def _files() -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def word(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _add(made: Plan, meeting: Meeting, **fields: object) -> Paper:
    given: dict[str, object] = {"title": "工作报告", "kind": "REPORT", "now": NOON, **fields}
    return Paper.objects.get(id=materials.add_paper(made.secretary, meeting_id=meeting.id, **given))  # type: ignore[arg-type]


def test_paper_when_uploaded_then_it_lies_under_a_name_of_ours_and_its_text_is_read() -> None:
    made, meeting = _made()
    upload = Upload(name="..\\坏:名字\n<b>.DOCX", chunks=[word("第一条　总则。", "第二条　工时。")])
    paper = _add(made, meeting, upload=upload)
    assert paper.file_name == "坏名字b.docx"
    assert paper.text == "第一条　总则。\n\n第二条　工时。"
    assert [str(path.relative_to(settings.MEDIA_ROOT)) for path in _files()] == [paper.file_path]
    assert paper.file_path.startswith("papers/main/")
    assert paper.size == _files()[0].stat().st_size


def test_paper_when_the_same_file_comes_again_then_it_is_the_same_version() -> None:
    made, meeting = _made()
    content = word("第一条　总则。")
    first = _add(made, meeting, upload=Upload(name="a.docx", chunks=[content]))
    again = _add(made, meeting, upload=Upload(name="a.docx", chunks=[content]))
    assert again.id == first.id
    assert len(_files()) == 1
    second = _add(made, meeting, upload=Upload(name="a.docx", chunks=[word("第一条　修订。")]))
    assert (second.version, len(_files())) == (2, 2)


def test_paper_when_typed_in_then_a_new_text_is_a_new_version() -> None:
    made, meeting = _made()
    assert _add(made, meeting, text="一年来……").version == 1
    assert _add(made, meeting, text="一年来……").version == 1
    assert _add(made, meeting, text="一年来，我们……").version == 2
    with pytest.raises(RuleBroken):
        _add(made, meeting, text=" ")
    with pytest.raises(RuleBroken):
        _add(made, meeting, title=" ", text="一年来")


def test_paper_when_others_upload_then_no_file_is_left() -> None:
    made, meeting = _made()
    for who, error in ((worker_of(made.union), NotAllowed), (stranger(), NotFound)):
        with pytest.raises(error):
            materials.add_paper(who, meeting_id=meeting.id, title="x", kind="REPORT", now=NOON,
                                upload=Upload(name="a.docx", chunks=[word("x")]))  # fmt: skip
    assert _files() == []
    assert not Paper.objects.exists()


def test_paper_when_the_meeting_is_over_then_no_file_is_left() -> None:
    made, meeting = _made()
    Meeting.objects.filter(id=meeting.id).update(closed_at=NOON)
    with pytest.raises(Conflict):
        _add(made, meeting, upload=Upload(name="a.docx", chunks=[word("x")]))
    assert _files() == []


def _bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (40 * 1024 * 1024))
    return out.getvalue()


def _macro() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", b"<w/>")
        archive.writestr("word/vbaProject.bin", b"x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "upload-empty"),
        (b"MZ\x90\x00" + b"\x00" * 40, "upload-unknown"),
        (b"<html><script>alert(1)</script>", "upload-unknown"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 40, "upload-old-office"),
        (b"PK\x03\x04 broken", "upload-broken"),
        (b"%PDF-1.7 nothing more", "upload-broken"),
        (_bomb(), "upload-bomb"),
        (_macro(), "upload-macros"),
        (b"x" * (30 * 1024 * 1024 + 1), "upload-too-large"),
    ],
    ids=["empty", "program", "web-page", "old-word", "broken-zip", "broken-pdf", "bomb", "macros", "too-large"],
)
def test_paper_when_the_file_is_bad_then_it_says_why_and_nothing_is_kept(content: bytes, code: str) -> None:
    made, meeting = _made()
    with pytest.raises(UploadRefused) as caught:
        _add(made, meeting, upload=Upload(name="报告.docx", chunks=[content]))
    assert caught.value.code == code
    assert _files() == []
    assert not Paper.objects.exists()


def test_paper_when_plain_text_of_an_old_encoding_then_it_is_read() -> None:
    made, meeting = _made()
    paper = _add(made, meeting, upload=Upload(name="说明.txt", chunks=["补贴说明\n每班五元".encode("gb18030")]))
    assert paper.text == "补贴说明\n\n每班五元"


def test_papers_when_served_then_every_full_delegate_has_one_receipt_and_items_are_served() -> None:
    made, meeting = _made()
    made.delegates[2].kind = "NON_VOTING"
    made.delegates[2].save()
    with pytest.raises(Conflict):
        materials.serve_papers(made.secretary, meeting_id=meeting.id, now=NOON)
    item = agenda.add_item(made.secretary, meeting_id=meeting.id, title="审议行政工作报告", matter="M-PLAN", now=NOON)
    signing.sign_agenda_for_union(made.secretary, meeting_id=meeting.id, now=NOON)
    signing.sign_agenda_for_unit(made.secretary, meeting_id=meeting.id, signed_by="沈岳", now=NOON)
    _add(made, meeting, text="一年来……", item_id=item)
    assert materials.serve_papers(made.secretary, meeting_id=meeting.id, now=NOON) == 2
    assert materials.serve_papers(made.secretary, meeting_id=meeting.id, now=NOON) == 0
    assert set(meeting.items.values_list("state", flat=True)) == {ItemState.SERVED}
    assert PaperReceipt.objects.filter(kind="SERVED").count() == 2
    must = [gap for gap in readiness_of(fresh(meeting), NOON).of_step(PrepStep.MATERIALS) if gap.must]
    assert must == []


def test_papers_when_a_new_version_waits_then_the_duty_is_open_again() -> None:
    made, meeting = _made()
    _add(made, meeting, text="一年来……")
    materials.serve_papers(made.secretary, meeting_id=meeting.id, now=NOON)
    _add(made, meeting, text="一年来，我们……")
    gaps = [gap for gap in readiness_of(fresh(meeting), NOON).of_step(PrepStep.MATERIALS) if gap.must]
    assert [str(gap.sentence) for gap in gaps] == ["会议材料尚未送达，应当在会议召开 7 日前送交代表"]
    assert materials.serve_papers(made.secretary, meeting_id=meeting.id, now=NOON) == 3


def test_paper_when_withdrawn_then_all_its_versions_are_and_receipts_stay() -> None:
    made, meeting = _made()
    _add(made, meeting, text="一年来……")
    materials.serve_papers(made.secretary, meeting_id=meeting.id, now=NOON)
    second = _add(made, meeting, text="一年来，我们……")
    for _again in range(2):
        materials.withdraw_paper(made.secretary, paper_id=second.id, now=NOON)
    assert Paper.objects.filter(withdrawn_at=NOON).count() == 2
    assert PaperReceipt.objects.count() == 3
    assert LedgerEntry.objects.filter(verb="withdrew-paper").count() == 1
    with pytest.raises(NotFound):
        reading.mark_read(stranger(), paper_id=second.id, now=NOON)


def test_paper_when_withdrawn_then_delegates_find_it_no_more_and_who_prepares_does() -> None:
    made, meeting = _made()
    paper = _add(made, meeting, text="一年来……")
    materials.serve_papers(made.secretary, meeting_id=meeting.id, now=NOON)
    delegate = made.delegate(0, meeting.id)
    assert paper_queries.find(delegate, paper.id) == paper
    materials.withdraw_paper(made.secretary, paper_id=paper.id, now=NOON)
    with pytest.raises(NotFound):
        paper_queries.find(delegate, paper.id)
    with pytest.raises(NotFound):
        reading.mark_read(delegate, paper_id=paper.id, now=NOON)
    assert paper_queries.find(made.secretary, paper.id) == paper


def test_notice_when_sent_then_every_delegate_has_a_receipt_and_others_hear_of_it() -> None:
    made, meeting = _made()
    ident = notices.draft_notice(made.secretary, meeting_id=meeting.id, text="定于四月十日召开……", now=NOON)
    assert notices.draft_notice(made.secretary, meeting_id=meeting.id, text="定于四月十日上午召开……", now=NOON) == ident
    with pytest.raises(Conflict):
        notices.resend_notice(made.secretary, notice_id=ident, now=NOON)
    for _again in range(2):
        assert notices.send_notice(made.secretary, notice_id=ident, now=NOON) == 3
    assert Notice.objects.get().text == "定于四月十日上午召开……"
    assert NoticeReceipt.objects.filter(kind="SENT").count() == 3
    assert OutboxEvent.objects.filter(name="congress.notice_sent").count() == 1


def test_notice_when_opened_then_it_is_read_once_and_resent_only_to_the_others() -> None:
    made, meeting = _made()
    ident = notices.draft_notice(made.secretary, meeting_id=meeting.id, text="定于四月十日召开……", now=NOON)
    reader = made.delegate(0, meeting.id)
    with pytest.raises(NotFound):
        notices.read_notice(reader, notice_id=ident, now=NOON)
    notices.send_notice(made.secretary, notice_id=ident, now=NOON)
    for _again in range(2):
        notices.read_notice(reader, notice_id=ident, now=NOON)
    found = notice_queries.reading_of(Notice.objects.select_related("meeting").get())
    assert (found.delegates, found.sent, found.read, found.unread) == (3, 3, 1, 2)
    assert notices.resend_notice(made.secretary, notice_id=ident, now=NOON) == 2
    with pytest.raises(NotFound):
        notices.read_notice(stranger(), notice_id=ident, now=NOON)


def test_notice_when_others_send_it_then_nothing_goes_out() -> None:
    made, meeting = _made()
    ident = notices.draft_notice(made.secretary, meeting_id=meeting.id, text="定于四月十日召开……", now=NOON)
    for who, error in ((worker_of(made.union), NotAllowed), (stranger(), NotFound)):
        with pytest.raises(error):
            notices.send_notice(who, notice_id=ident, now=NOON)
    assert not NoticeReceipt.objects.exists()
    with pytest.raises(RuleBroken):
        notices.draft_notice(made.secretary, meeting_id=meeting.id, text=" ", now=NOON)
