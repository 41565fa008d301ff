"""The pages after the sitting, as people of the union, delegates, and strangers meet them."""

import io
import re
from datetime import date
from typing import Any, cast

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from gonghui.accounts.tests.make import log_in
from gonghui.congress.actions import publishing
from gonghui.congress.models import Dossier, Enclosure, Filing, Minutes, Objection, Publication, Resolution
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.screens import after, outcome
from gonghui.congress.tests import make
from gonghui.congress.tests.held import CLOSED, adopted, held, posted
from gonghui.kernel import clock
from gonghui.kernel.testing import OTHER_UNION
from gonghui.registry.models import Office, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def url(name, *args):
    return reverse(f"congress:{name}", args=args)


def browser(hall, role="secretary"):
    """A browser of secretary or chair, through a real office and a real session."""
    union = hall.meeting.term.union
    person = Person.objects.get(id=hall.posts[role].person_id)
    Office.objects.get_or_create(person=person, union=union, role=role, defaults={"since": union.founded_on})
    client = Client()
    log_in(client, person.account_id, hat=f"{role}:{union.id}", now=clock.now())
    return client


def delegate(hall, n=5):
    client = Client()
    person = Person.objects.get(id=hall.delegates[n].person_id)
    log_in(client, person.account_id, hat=f"delegate:{hall.meeting.id}", now=clock.now())
    return client


def stranger():
    """The secretary of another union."""
    theirs = make.union(OTHER_UNION, name="云岭纺织工会")
    person = make.person("别家干事")
    Office.objects.create(person=person, union=theirs, role="secretary", since=date(2001, 5, 1))
    client = Client()
    log_in(client, person.account_id, hat=f"secretary:{theirs.id}", now=clock.now())
    return client


def pages(hall):
    steps = [url("after-step", hall.meeting.id, name) for name in ("resolutions", "minutes", "posting", "filing")]
    return [*steps, url("archive", hall.meeting.id)]


def test_pages_when_secretary_opens_them_then_all_answer_without_inline_script_or_style():
    hall = held(without_vote=1)
    client = browser(hall)
    for page in pages(hall):
        html = client.get(page).content.decode()
        assert "会后五步" in html
        assert 'style="' not in html
        assert "onclick" not in html


def test_pages_when_meeting_still_runs_then_they_say_what_waits():
    hall = held(close=False)
    client = browser(hall)
    for page in pages(hall):
        assert "会议还没有闭会" in client.get(page).content.decode()


def test_pages_when_stranger_delegate_or_nobody_then_nothing_is_shown():
    hall = held()
    other, own = stranger(), delegate(hall)
    for page in [*pages(hall), url("after", hall.meeting.id), url("packet", hall.meeting.id)]:
        assert other.get(page).status_code == 404
        assert own.get(page).status_code == 404
        assert Client().get(page).status_code == 302


def test_writes_when_stranger_or_delegate_then_refused_and_nothing_is_written():
    hall = held()
    for client in (stranger(), delegate(hall)):
        for name in ("after-draft", "minutes-draft", "after-post", "after-file", "archive-build", "archive-hand-in"):
            assert client.post(url(name, hall.meeting.id), {"serves": "media", "reason": "x"}).status_code == 404
    for model in (Resolution, Minutes, Publication, Filing, Dossier, Enclosure):
        assert not model.objects.exists()


def test_walk_when_secretary_and_chair_press_through_then_meeting_is_filed():
    hall = held()
    secretary, chair, meeting_id = browser(hall), browser(hall, "chair"), hall.meeting.id
    secretary.post(url("after-draft", meeting_id))
    one = Resolution.objects.get()
    faulty = secretary.post(url("resolution", meeting_id, one.id), {"number": "", "title": one.title, "text": one.text})
    assert faulty.status_code == 422
    assert "请填写决议的文号" in faulty.content.decode()
    changed = {"number": "禾渡职代〔2026〕9号", "title": one.title, "text": one.text}
    secretary.post(url("resolution", meeting_id, one.id), changed)
    secretary.post(url("resolution-adopt", meeting_id, one.id))
    secretary.post(url("minutes-draft", meeting_id))
    told = secretary.post(url("minutes-sign", meeting_id), follow=True)
    assert "由工会主席签发" in told.content.decode()
    chair.post(url("minutes-sign", meeting_id))
    today = clock.local_date(clock.now())
    short = secretary.post(url("after-post", meeting_id), {"until": today.isoformat()}, follow=True)
    assert "应当不少于 7 日" in short.content.decode()
    secretary.post(url("after-post", meeting_id), {"until": today.replace(year=today.year + 1).isoformat()})
    nameless = secretary.post(url("after-file", meeting_id), {"sent_on": today.isoformat()}, follow=True)
    assert "签收人或回执编号：请填写这一项。" in nameless.content.decode()
    secretary.post(url("after-file", meeting_id), {"sent_on": today.isoformat(), "receipt": "收字1号"})
    hall.meeting.refresh_from_db()
    assert (hall.meeting.state, Resolution.objects.get().number) == (MeetingState.FILED, "禾渡职代〔2026〕9号")
    assert Minutes.objects.get().signed_by_id == hall.posts["chair"].person_id


def test_public_page_when_nobody_is_logged_in_then_shows_results_without_any_delegates_name():
    hall = held(choices=(("FOR",) * 5,), delegates=7)
    one = posted(hall, now=clock.now())
    response = Client().get(url("posting", one.slug))
    html = response.content.decode()
    assert (response.status_code, response["X-Robots-Tag"]) == (200, "noindex")
    assert "关于第1项议题的决议" in html
    assert re.search(r"须全体代表\s*7\s*人过半数", html)
    assert not [person.name for person in hall.delegates if person.name in html]
    assert "登录后提出异议" in html
    pdf = Client().get(url("poster", one.slug))
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages)
    assert pdf["Content-Type"] == "application/pdf"
    assert not [person.name for person in hall.delegates if person.name in text]
    assert Client().get(url("posting-text", one.slug, Resolution.objects.get().id)).content[:4] == b"%PDF"
    assert b"<svg" in Client().get(url("posting-qr", one.slug)).content


def test_public_page_when_window_is_over_then_stays_as_archive_copy_and_takes_no_objection():
    hall = held()
    one = posted(hall, now=CLOSED)
    html = Client().get(url("posting", one.slug)).content.decode()
    assert "公示期已于" in html
    assert "作为档案的公开件保留" in html
    told = delegate(hall).post(url("posting-object", one.slug), {"text": "迟到的异议"}, follow=True)
    assert "公示期已经结束" in told.content.decode()
    assert not Objection.objects.exists()


def test_public_page_when_what_stands_there_was_changed_behind_our_back_then_it_says_so():
    hall = held()
    one = posted(hall, now=clock.now())
    assert "与公示台账不一致" not in Client().get(url("posting", one.slug)).content.decode()
    Resolution.objects.update(text="另一段话")
    assert "与公示台账不一致" in Client().get(url("posting", one.slug)).content.decode()


def test_public_page_when_there_is_none_then_not_found():
    assert Client().get(url("posting", "nothing")).status_code == 404
    assert Client().get(url("poster", "nothing")).status_code == 404


def test_objection_when_delegate_raises_it_then_secretary_answers_on_the_page():
    hall = held()
    one = posted(hall, now=clock.now())
    own = delegate(hall)
    assert "提出异议" in own.get(url("posting", one.slug)).content.decode()
    own.post(url("posting-object", one.slug), {"text": "<b>第七条</b>写错了"})
    objection = Objection.objects.get()
    client = browser(hall)
    html = client.get(url("after-step", hall.meeting.id, "posting")).content.decode()
    assert "&lt;b&gt;第七条" in html
    client.post(url("objection-answer", hall.meeting.id, objection.id), {"text": "已核对。"})
    objection.refresh_from_db()
    assert objection.answer == "已核对。"


def test_document_when_delegate_then_theirs_only_and_stranger_none():
    hall = held()
    adopted(hall)
    meeting_id, vote = hall.meeting.id, hall.items[0].votes.get()
    resolution = Resolution.objects.get()
    own, other, officer = delegate(hall), stranger(), browser(hall)
    for key, ending, for_delegate in (
        ("agenda", "pdf", 200), (f"result-{vote.id}", "xlsx", 200), (f"resolution-{resolution.id}", "docx", 200),
        ("sign-in", "pdf", 404), (f"named-{vote.id}", "xlsx", 404), ("presence", "json", 404),
    ):  # fmt: skip
        address = url("document", meeting_id, key, ending)
        assert own.get(address).status_code == for_delegate, key
        assert other.get(address).status_code == 404
        assert officer.get(address).status_code == 200
        assert Client().get(address).status_code == 302
    assert officer.get(url("document", meeting_id, "agenda", "xlsx")).status_code == 404
    assert officer.get(url("document", meeting_id, "nonsense", "pdf")).status_code == 404


def test_resolution_draft_when_not_adopted_then_delegates_do_not_get_it():
    hall = held()
    client = browser(hall)
    client.post(url("after-draft", hall.meeting.id))
    address = url("document", hall.meeting.id, f"resolution-{Resolution.objects.get().id}", "pdf")
    assert delegate(hall).get(address).status_code == 404
    assert client.get(address).content[:4] == b"%PDF"


def test_packet_when_downloaded_then_cover_lists_what_follows():
    hall = held()
    adopted(hall)
    response = browser(hall).get(url("packet", hall.meeting.id))
    pages_of = [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]
    assert "报送材料清单" in pages_of[0]
    assert "关于第1项议题的决议" in pages_of[0]
    assert any("情况的报告" in text for text in pages_of[1:])
    assert any("表决结果报告单" in text for text in pages_of[1:])


def test_archive_when_reason_and_file_are_given_then_meter_moves_and_file_can_be_taken_back():
    hall = held()
    client, address = browser(hall), url("archive-hand-in", hall.meeting.id)
    before = client.get(url("archive", hall.meeting.id)).context["required"]
    client.post(address, {"serves": "proposals", "reason": "本次会议没有征集提案"})
    picture = io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"\x00" * 32)
    picture.name = "会场.png"
    client.post(address, {"serves": "media", "title": "会场照片", "file": picture})
    page = client.get(url("archive", hall.meeting.id))
    assert page.context["required"] == before - 1
    assert "会场照片" in page.content.decode()
    kept = Enclosure.objects.exclude(file_path="").get()
    client.post(url("archive-take-back", hall.meeting.id, kept.id))
    assert "会场照片" not in client.get(url("archive", hall.meeting.id)).content.decode()


def test_archive_when_file_is_no_document_then_told_and_nothing_kept():
    hall = held()
    bad = io.BytesIO(b"MZ\x90\x00" * 20)
    bad.name = "会场.png"
    told = browser(hall).post(
        url("archive-hand-in", hall.meeting.id), {"serves": "media", "title": "x", "file": bad}, follow=True
    )
    assert "不能上传这种文件" in told.content.decode()
    assert not Enclosure.objects.exists()


def test_archive_when_built_by_the_page_then_slices_follow_until_it_can_be_downloaded():
    hall = held()
    adopted(hall)
    publishing.post(hall.posts["secretary"], meeting_id=hall.meeting.id, now=CLOSED)
    client = browser(hall)
    for _slice in range(60):
        response = client.post(url("archive-build", hall.meeting.id), headers={"HX-Request": "true"})
        if response.headers.get("HX-Redirect"):
            break
        assert b"<progress" in response.content
    made = Dossier.objects.get()
    file = client.get(url("archive-file", hall.meeting.id, made.id))
    data = b"".join(file.streaming_content)
    assert (data[:2], len(data)) == (b"PK", made.size)
    assert stranger().get(url("archive-file", hall.meeting.id, made.id)).status_code == 404


def test_resolutions_when_the_meeting_still_runs_then_what_waits_for_its_vote_is_not_told_as_not_voted_on():
    hall = held(without_vote=1, close=False)
    waits = hall.meeting.items.create(position=9, title="职工培训办法（草案）", matter="M-X", power="REVIEW_APPROVE",
                                      form="SECRET_BALLOT", mode="MIXED")  # fmt: skip
    listed = [one["title"] for one in cast(Any, after.resolutions(outcome.outcome_of(hall.meeting, CLOSED))["heard"])]
    assert listed == [hall.meeting.items.get(form="NONE").title]
    hall.meeting.closed_at = CLOSED
    listed = [one["title"] for one in cast(Any, after.resolutions(outcome.outcome_of(hall.meeting, CLOSED))["heard"])]
    assert listed[-1] == waits.title
