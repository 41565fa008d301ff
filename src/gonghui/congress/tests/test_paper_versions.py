"""A paper through its versions: compared, put before the hall, followed, reminded of, saved with a name on it."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from pypdf import PdfReader

from gonghui.congress.actions import materials, reading, wall
from gonghui.congress.documents import copies
from gonghui.congress.documents.catalogue import DELEGATES, PREPARERS, documents
from gonghui.congress.models import Meeting, Paper, PaperReceipt
from gonghui.congress.papers import pdf, word
from gonghui.congress.queries import papers, readers
from gonghui.congress.rules.pictures import Picture, Shown
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.screens import changes
from gonghui.congress.screens import wall as screen
from gonghui.congress.screens.prepare import materials as prepared
from gonghui.congress.tests import make
from gonghui.congress.tests.asking import asked
from gonghui.congress.tests.make import MORNING, Hall, after
from gonghui.congress.tests.test_screens import browser, in_session
from gonghui.congress.uploads import Upload
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry

pytestmark = pytest.mark.django_db
TITLE = "集体合同"
DRAFT = "总则\n\n第一条　工资按月支付。\n\n第二条　夜班津贴为每班30元。\n\n第三条　合同有效期三年。"
REVISED = (
    "总则\n\n第一条　工资按月支付。\n\n第二条　每年体检一次。\n\n第三条　夜班津贴为每班45元。"
    "\n\n第四条　合同有效期三年。"
)
VOTED = REVISED.replace("45元", "50元")
TEXTS = (("DRAFT", DRAFT), ("REVISED", REVISED), ("VOTED", VOTED))


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def versions(hall: Hall, *, served: int = 3, **more: Any) -> list[Paper]:
    """Store a paper in three versions, of which the first ones reached the delegates."""
    return [
        Paper.objects.create(
            meeting=hall.meeting, item=hall.items[0], title=TITLE, kind=kind, version=n, text=text,
            served_at=MORNING + timedelta(minutes=n) if n <= served else None, **more,
        )
        for n, (kind, text) in enumerate(TEXTS, 1)
    ]  # fmt: skip


def page(hall: Hall, name: str, *args: object, who: int = 3, against: str = "") -> str:
    answer = browser(hall.delegate(who)).get(reverse(f"congress:{name}", args=args), {"with": against})
    assert answer.status_code == 200
    return answer.content.decode()


def on_wall(hall: Hall, paper: Paper, base: Paper | None, at: int = 0) -> dict[str, Any]:
    picture = Shown(
        what=Picture.CHANGE if base else Picture.PAPER, paper_id=paper.id, base_id=base.id if base else None, page=at
    )
    wall.show_on_wall(hall.posts["operator"], meeting_id=hall.meeting.id, shown=picture, now=after(95))
    return drawn(hall)


def drawn(hall: Hall) -> dict[str, Any]:
    return screen.page(Meeting.objects.get(id=hall.meeting.id), after(96), origin="")


def test_comparison_when_asked_for_then_against_the_version_before_any_other_or_step_by_step() -> None:
    hall = make.hall()
    three = versions(hall)
    before = page(hall, "paper-compare", three[2].id)
    assert "改1处" in before
    assert '<del><span class="visually-hidden">删去：</span>45</del>' in before
    first = page(hall, "paper-compare", three[2].id, against="1")
    assert "改1处　新增1处" in first
    assert "其中1段只改了条号" in first
    steps = page(hall, "paper-compare", three[2].id, against="all")
    assert steps.count("第1版（草案） → 第2版（修改稿）") == 2
    assert steps.count("第2版（修改稿） → 第3版（表决稿）") == 1
    assert "只有一个版本" in page(hall, "paper-compare", three[0].id)


def test_version_when_not_served_yet_then_no_delegate_sees_it_compared_but_the_secretary_does() -> None:
    hall = make.hall()
    three = versions(hall, served=2)
    assert "</span>50</ins>" not in page(hall, "paper-compare", three[1].id, against="all")
    address = reverse("congress:paper-compare", args=[three[2].id])
    assert browser(hall.delegate(3)).get(address).status_code == 404
    told = prepared.compared(hall.meeting, three[2], "")
    assert (told["summary"], told["marked"]) == ("改1处", [])
    offered: Any = prepared.compared(hall.meeting, three[1], "")["marked"]
    assert [ending for ending, _url in offered] == ["docx", "pdf"]


def test_paragraph_when_read_then_it_bears_its_place_and_the_anchor_it_keeps() -> None:
    hall = make.hall()
    three = versions(hall)
    text = page(hall, "paper", three[2].id)
    assert '<p id="p4" data-anchor="1-3">第三条　夜班津贴为每班50元。</p>' in text
    assert '<p id="p3" data-anchor="2-3">' in text
    assert "这是旧版本" in page(hall, "paper", three[0].id)
    assert papers.where_now(three[0], 3) == (three[2], 4)
    assert papers.where_now(three[1], 3) == (three[2], 3)


def test_clause_when_put_before_the_hall_then_old_and_new_stand_side_by_side_and_pages_turn() -> None:
    hall = in_session(6)
    three = versions(hall)
    clause = on_wall(hall, three[2], three[0])
    assert clause["template"] == "congress/wall/_change.html"
    told = clause["clause"]
    assert (told["label"], told["word"], told["number"], told["of"]) == ("第二条", "新增", 1, 2)
    assert (told["old"], told["old_name"], told["new_name"]) == ([], "第1版（草案）", "第3版（表决稿）")
    for by, number in ((1, 2), (1, 2), (-1, 1)):
        wall.turn_page(hall.posts["operator"], meeting_id=hall.meeting.id, by=by, now=after(97))
        assert drawn(hall)["clause"]["number"] == number
    old = on_wall(hall, three[2], three[1])["clause"]["old"]
    assert [text for line in old for mark, text in line if mark == "out"] == ["45"]


def test_comparison_when_nothing_was_changed_or_the_version_is_unknown_then_refused_and_the_screen_stays() -> None:
    hall = in_session(6)
    three = versions(hall)
    Paper.objects.filter(id=three[1].id).update(text=VOTED)
    for base in (three[1], three[2]):
        with pytest.raises(RuleBroken):
            on_wall(hall, three[2], base)
    with pytest.raises(RuleBroken):
        on_wall(hall, three[1], three[0])
    assert Meeting.objects.get(id=hall.meeting.id).wall == "FOLLOW"


def test_operator_when_looking_at_the_list_then_each_comparison_is_offered_once() -> None:
    hall = in_session(6)
    versions(hall)
    told = browser(hall.posts["operator"]).get(reverse("congress:screens", args=[hall.meeting.id])).content.decode()
    assert [told.count(words) for words in ("第2版 → 第3版", "第1版 → 第3版")] == [1, 1]


def test_phone_when_it_follows_then_it_has_the_page_of_the_hall_and_the_way_back_when_let_go() -> None:
    hall = in_session(6)
    three = versions(hall)
    meeting = hall.meeting.id
    assert "主席现在没有讲材料" in page(hall, "follow", meeting)
    on_wall(hall, three[2], three[0], 1)
    told = page(hall, "follow-part", meeting)
    assert "大屏第 2 / 2 页" in told
    assert "第三条" in told
    assert f"{reverse('congress:paper', args=[three[2].id])}#p4" in told
    assert "主席正讲到这份材料" in page(hall, "paper", three[2].id)
    on_wall(hall, three[2], None)
    told = page(hall, "follow-part", meeting)
    assert "大屏第 1 / 1 页" in told
    assert "第四条　合同有效期三年。" in told
    assert "主席正讲到" in page(hall, "follow-bar", meeting)


def test_page_that_follows_when_the_paper_is_long_then_it_asks_as_often() -> None:
    hall = in_session(6)
    three = versions(hall)
    costs = []
    for paper, base in ((three[2], three[0]), (three[2], None)):
        on_wall(hall, paper, base)
        costs.append(asked(browser(hall.delegate(3)), reverse("congress:follow-part", args=[hall.meeting.id])))
    assert costs == [13, 11]


def test_readers_when_some_have_opened_it_then_the_others_are_named_by_delegation_and_reminded() -> None:
    hall = make.hall(delegates=6)
    three = versions(hall, must_read=True)
    secretary, paper = hall.posts["secretary"], three[2]
    reading.mark_read(hall.delegate(1), paper_id=paper.id, now=after(1))
    (group,) = readers.by_delegation(paper)
    assert (group.name, group.read, group.should, group.unread) == (
        "一车间",
        1,
        6,
        ["代表0", *(f"代表{n}" for n in range(2, 6))],
    )
    assert materials.remind_unread(secretary, paper_id=paper.id, now=after(2)) == 5
    assert "会务组" in page(hall, "papers", hall.meeting.id)
    assert "还有1份必读材料没有读" in page(hall, "papers", hall.meeting.id)
    assert "必读材料没有读" not in page(hall, "papers", hall.meeting.id, who=1)
    before = LedgerEntry.objects.count()
    with pytest.raises(Conflict):
        materials.remind_unread(secretary, paper_id=paper.id, now=after(3))
    assert LedgerEntry.objects.count() == before
    assert materials.remind_unread(secretary, paper_id=paper.id, now=after(3) + timedelta(minutes=10)) == 5


def test_reminder_when_the_paper_was_not_served_or_everybody_has_read_it_then_nothing_is_sent() -> None:
    hall = make.hall(delegates=6)
    three = versions(hall, served=2)
    with pytest.raises(Conflict):
        materials.remind_unread(hall.posts["secretary"], paper_id=three[2].id, now=after(1))
    for n in range(6):
        reading.mark_read(hall.delegate(n), paper_id=three[1].id, now=after(1))
    assert materials.remind_unread(hall.posts["secretary"], paper_id=three[1].id, now=after(2)) == 0
    assert not Paper.objects.filter(reminded_at__isnull=False).exists()


def test_copy_when_a_phone_keeps_it_then_nobody_has_read_it_until_the_phone_says_so() -> None:
    hall = make.hall()
    paper = versions(hall)[2]
    client, address = browser(hall.delegate(3)), reverse("congress:paper", args=[paper.id])
    kept = client.get(address, headers={"Gonghui-Keep": "1"}).content.decode()
    assert "data-copy" in kept
    assert not PaperReceipt.objects.exists()
    assert client.post(reverse("congress:paper-read", args=[paper.id])).status_code == 204
    assert PaperReceipt.objects.get().kind == "READ"


def test_internal_paper_when_read_or_saved_then_it_bears_the_readers_name_and_number() -> None:
    hall = make.hall()
    paper = versions(hall, internal=True)[2]
    assert '<text x="10" y="80">代表3 004</text>' in page(hall, "paper", paper.id)
    copy = copies.of(hall.delegate(3), paper)
    words = "".join("".join(one.extract_text().split()) for one in PdfReader(copy.file).pages)
    assert (copy.media_type, copy.name) == ("application/pdf", "集体合同.pdf")
    assert words.count("代表3004") > 20
    assert "夜班津贴为每班50元" in words
    with pytest.raises(NotFound):
        copies.of(hall.posts["secretary"], paper)  # there is no file: it was typed in


def test_internal_pdf_when_saved_then_the_file_itself_is_stamped_and_the_secretary_gets_it_plain() -> None:
    hall = make.hall()
    plain = pdf.render(marked_of(hall).make(), fonts=pdf.default_fonts()).data
    Paper.objects.all().delete()
    path = default_storage.save("papers/a.pdf", ContentFile(plain))
    paper = Paper.objects.create(meeting=hall.meeting, title="报表", internal=True, file_name="报表.pdf",
                                 file_path=path, media_type="application/pdf", served_at=MORNING)  # fmt: skip
    client = browser(hall.delegate(3))
    answer: Any = client.get(reverse("congress:paper-file", args=[paper.id]))
    words = "".join(
        "".join(one.extract_text().split()) for one in PdfReader(BytesIO(b"".join(answer.streaming_content))).pages
    )
    assert words.count("代表3004") > 20
    assert answer["Content-Disposition"].startswith("attachment;")
    with copies.of(hall.posts["secretary"], paper).file as original:
        assert original.read() == plain


def test_internal_picture_when_added_then_refused_for_it_cannot_bear_a_name() -> None:
    hall = make.hall()
    Meeting.objects.filter(id=hall.meeting.id).update(state=MeetingState.PROPOSED, ready_at=None)
    with pytest.raises(RuleBroken) as refused:
        materials.add_paper(hall.posts["secretary"], meeting_id=hall.meeting.id, title="表", kind="OTHER",
                            internal=True, upload=Upload(name="a.png", chunks=[make.PICTURE]),
                            now=after(1))  # fmt: skip
    assert refused.value.code == "cannot-be-internal"
    assert not Paper.objects.exists()


def marked_of(hall: Hall) -> Any:
    versions(hall)
    made = [one for one in documents(hall.meeting) if one.key.startswith("marked-")]
    assert [one.title for one in made] == [
        "集体合同花脸稿（第1版到第2版）", "集体合同花脸稿（第2版到第3版）",
        "集体合同花脸稿（第1版到第3版）",
    ]  # fmt: skip
    return made[2]


def test_marked_up_draft_when_made_of_two_versions_then_word_and_pdf_strike_out_and_underline() -> None:
    paper = marked_of(make.hall()).make()
    assert paper.summary == "改1处，新增1处"
    written = docx.Document(BytesIO(word.render(paper)))
    runs = [run for one in written.paragraphs for run in one.runs]
    assert [run.text for run in runs if run.font.strike] == ["第二条", "30", "第三条"]
    put_in = ["第二条　每年体检一次。", "第三条", "50", "第四条"]
    assert [run.text for run in runs if run.font.underline] == put_in
    words = "".join(
        PdfReader(BytesIO(pdf.render(paper, fonts=pdf.default_fonts()).data)).pages[0].extract_text().split()
    )
    assert "花脸稿：第1版（草案）→第3版（表决稿）" in words


def test_version_when_named_then_by_number_and_kind() -> None:
    named = [changes.named(Paper(version=2, kind=kind)) for kind in ("REVISED", "OTHER")]
    assert named == ["第2版（修改稿）", "第2版"]


def test_comparison_when_the_older_version_is_internal_then_named_and_no_delegate_gets_the_draft() -> None:
    hall = in_session(6)
    three = versions(hall)
    Paper.objects.filter(id=three[0].id).update(internal=True)
    name = "代表3 004</text>"
    assert name not in page(hall, "paper", three[2].id)
    shown = {
        against: name in page(hall, "paper-compare", three[2].id, against=against) for against in ("1", "2", "all")
    }
    assert shown == {"1": True, "2": False, "all": True}
    on_wall(hall, three[2], three[0])
    assert name in page(hall, "follow-part", hall.meeting.id)
    made = {one.title: one.readers for one in documents(hall.meeting) if one.key.startswith("marked-")}
    assert made["集体合同花脸稿（第1版到第3版）"] == made["集体合同花脸稿（第1版到第2版）"] == PREPARERS
    assert made["集体合同花脸稿（第2版到第3版）"] == DELEGATES
