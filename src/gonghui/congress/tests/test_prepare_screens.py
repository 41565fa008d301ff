"""The secretary's pages, as a browser sees them."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from gonghui.accounts.tests.make import log_in
from gonghui.congress.documents import sitting
from gonghui.congress.models import AgendaItem, Appointment, Meeting, Notice, Paper, Term
from gonghui.congress.rules.stages import PREPARING
from gonghui.congress.screens.prepare.frame import PAGES
from gonghui.congress.screens.prepare.notices import draft_text
from gonghui.congress.tests.plan import DAY, Plan, fresh, meeting_of, plan, stranger
from gonghui.kernel import clock
from gonghui.kernel.testing import OTHER_UNION, OUR_UNION
from gonghui.registry.models import Office, Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_pages_of_a_union_when_by_its_secretary_then_each_leads_to_the_others() -> None:
    made = plan(categories=())
    client = browser(made)
    union, people, imports = (reverse(f"registry:{name}", args=[OUR_UNION]) for name in ("union", "people", "imports"))
    ways = [reverse("congress:prepare-list"), union, people, imports]
    for page in (ways[0], people, imports):
        html = client.get(page).content.decode()
        assert [way for way in ways if f'href="{way}"' in html] == ways, page


def browser(made: Plan, role: str = "secretary") -> Client:
    """Open a browser for an officer, through a real office and a real session."""
    actor = made.secretary if role == "secretary" else made.chair
    assert actor.person_id is not None
    person = Person.objects.get(id=actor.person_id)
    assert person.account_id is not None
    Office.objects.get_or_create(person=person, union=made.union, role=role, defaults={"since": made.term.starts_on})
    client = Client()
    log_in(client, person.account_id, hat=f"{role}:{made.union.id}", now=clock.now())
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"congress:{name}", args=args)


@pytest.mark.parametrize("page", list(PAGES.values()))
def test_step_when_nothing_is_done_then_it_opens_and_says_what_is_missing(page: str) -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    response = browser(made).get(url(f"prepare-{page}", meeting.id))
    html = response.content.decode()
    assert response.status_code == 200
    assert "还没有职工代表名册" in html
    missing = re.search(r"还有(\d+)件必办的事", html)
    assert missing is not None
    assert int(missing[1]) >= 4
    assert 'style="' not in html
    assert "onclick" not in html


@pytest.mark.parametrize("page", list(PAGES.values()))
def test_step_when_much_is_done_then_it_opens(page: str) -> None:
    made = plan()
    meeting = meeting_of(made)
    client = browser(made)
    client.post(url("prepare-template", meeting.id), {"template": "PRIVATE_ENTERPRISE"})
    client.post(url("prepare-materials", meeting.id), {"title": "工作报告", "kind": "REPORT", "text": "一年来……"})
    client.post(url("prepare-serve", meeting.id), {"channel": "APP"})
    client.post(url("prepare-notices", meeting.id), {"text": "定于四月十日召开……"})
    client.post(url("prepare-notice-send", meeting.id, Notice.objects.get().id))
    assert client.get(url(f"prepare-{page}", meeting.id)).status_code == 200


def test_delegates_when_none_yet_then_an_import_is_offered_but_not_where_a_search_finds_nobody() -> None:
    made = plan(categories=())
    page = url("prepare-delegates", meeting_of(made).id)
    client = browser(made)
    assert "还没有代表" in client.get(page).content.decode()
    searched = client.get(page, {"q": "司马"}).content.decode()
    assert "没有这样的代表" in searched
    assert "导入代表名册，逐行检查后纳入" not in searched


def test_wizard_when_a_stranger_asks_then_there_is_nothing() -> None:
    made = plan()
    meeting = meeting_of(made)
    other = stranger()
    assert other.person_id is not None
    Office.objects.create(person_id=other.person_id, union_id=OTHER_UNION, role="secretary", since=DAY)
    client = Client()
    account = Person.objects.get(id=other.person_id).account_id
    assert account is not None
    log_in(client, account, hat=f"secretary:{OTHER_UNION}", now=clock.now())
    for page in PAGES.values():
        assert client.get(url(f"prepare-{page}", meeting.id)).status_code == 404
    assert client.get(url("roll-imports", meeting.id)).status_code == 404
    assert Client().get(url("prepare", meeting.id)).status_code == 302


def test_list_when_empty_then_a_term_and_a_meeting_can_be_started() -> None:
    made = plan(categories=(), groups=0)
    Term.objects.all().delete()
    client = browser(made)
    assert "还没有届次" in client.get(url("prepare-list")).content.decode()
    assert client.get(url("prepare-term")).status_code == 200
    bad = client.post(url("prepare-term"), {"number": 5, "starts_on": "2026-01-01", "ends_on": "2025-01-01",
                                            "staff": 100, "women_staff": 30})  # fmt: skip
    assert bad.status_code == 422
    assert "届期的截止日期应当晚于起始日期" in bad.content.decode()
    client.post(url("prepare-term"), {"number": 5, "starts_on": "2026-01-01", "ends_on": "2031-01-01", "staff": 100,
                                      "women_staff": 30})  # fmt: skip
    term = Term.objects.get()
    assert client.get(url("prepare-meeting", term.id)).status_code == 200
    response = client.post(url("prepare-meeting", term.id), {
        "number": 1, "mode": "MIXED", "opens_at": "2026-12-10T09:00", "ends_at": "2026-12-10T12:00", "place": "礼堂",
        "proposed_by": "UNION",
    })  # fmt: skip
    meeting = Meeting.objects.get()
    assert response["Location"] == url("prepare-basics", meeting.id)
    assert meeting.opens_at.isoformat() == "2026-12-10T01:00:00+00:00"
    assert client.get(url("prepare", meeting.id))["Location"] == url("prepare-delegates", meeting.id)
    assert "五届一次职工代表大会" in client.get(url("prepare-list")).content.decode()


def test_agenda_when_an_item_is_edited_then_locked_fields_say_why() -> None:
    made = plan()
    meeting = meeting_of(made)
    client = browser(made)
    client.post(url("prepare-template", meeting.id), {"template": "PRIVATE_ENTERPRISE"})
    item = AgendaItem.objects.filter(form="SECRET_BALLOT").first()
    assert item is not None
    html = client.get(url("prepare-item", meeting.id, item.id)).content.decode()
    assert "也可改用手机密封票" in html
    assert "法定职权：审议通过" in html
    assert "须全体代表30人过半数，即16票" in html.replace(" ", "")
    fields = {"title": item.title, "matter": item.matter, "power": item.power, "form": "SHOW_OF_HANDS",
              "mode": item.mode, "minutes": 25}  # fmt: skip
    refused = client.post(url("prepare-item", meeting.id, item.id), fields)
    assert refused.status_code == 422
    assert "这项职权的表决方式应当是：无记名投票" in refused.content.decode()
    client.post(url("prepare-item", meeting.id, item.id), {**fields, "form": "SECRET_BALLOT"})
    assert AgendaItem.objects.get(id=item.id).minutes == 25


def test_agenda_when_moved_removed_and_signed_then_the_list_follows() -> None:
    made = plan()
    meeting = meeting_of(made)
    client = browser(made)
    client.post(url("prepare-item-new", meeting.id), {"title": "听取报告", "matter": "M-PLAN", "minutes": 15})
    client.post(url("prepare-item-new", meeting.id), {"title": "审议办法", "matter": "M-RULE", "minutes": 15})
    last = AgendaItem.objects.get(position=2)
    client.post(url("prepare-item-move", meeting.id, last.id, "up"))
    assert AgendaItem.objects.get(id=last.id).position == 1
    client.post(url("prepare-item-move", meeting.id, last.id, 2))
    assert AgendaItem.objects.get(id=last.id).position == 2
    client.post(url("prepare-item-remove", meeting.id, last.id))
    assert meeting.items.count() == 1
    client.post(url("prepare-sign-union", meeting.id))
    client.post(url("prepare-sign-unit", meeting.id), {"signed_by": "总经理 沈岳"})
    assert fresh(meeting).state == "MODE_DECIDED"


def test_bodies_when_a_name_is_looked_for_then_it_stays_out_of_the_address_and_can_be_appointed() -> None:
    made = plan()
    meeting = meeting_of(made)
    client = browser(made)
    response = client.post(url("prepare-bodies", meeting.id), {"words": "代表7", "role": "scrutineer"})
    assert "提名为监票人" in response.content.decode()
    client.post(url("prepare-appoint", meeting.id), {"role": "scrutineer", "delegate_id": made.delegates[7].id})
    post = Appointment.objects.get()
    assert post.role == "scrutineer"
    told = client.post(url("prepare-appoint", meeting.id), {"role": "teller", "delegate_id": made.delegates[7].id},
                       follow=True)  # fmt: skip
    assert "同一人不能既任监票人又任计票人" in told.content.decode()
    client.post(url("prepare-post-end", meeting.id, post.id))
    assert Appointment.objects.get().ended_at is not None


def test_delegates_when_filtered_and_one_is_placed_then_the_roll_shows_it() -> None:
    made = plan()
    meeting = meeting_of(made)
    client = browser(made)
    html = client.get(url("prepare-delegates", meeting.id), {"q": "代表12"}).content.decode()
    assert "代表12" in html
    assert "代表11" not in html
    assert "6/30 = 20%" in re.sub(r"<[^>]+>", "", client.get(url("prepare-delegates", meeting.id)).content.decode())
    who = made.delegates[0]
    assert client.get(url("prepare-delegate", meeting.id, who.id)).status_code == 200
    client.post(url("prepare-delegate", meeting.id, who.id), {"delegation": "机关", "seat": "A-01"})
    client.post(url("prepare-lead", meeting.id, who.id))
    who.refresh_from_db()
    assert who.delegation is not None
    assert (who.delegation.name, who.delegation.head_id) == ("机关", who.id)
    client.post(url("prepare-group-move", meeting.id, who.delegation.id, "up"))
    who.delegation.refresh_from_db()
    assert who.delegation.position == 3
    client.post(url("prepare-qualification", meeting.id))
    assert fresh(meeting).term.qualified_at is not None
    client.post(url("prepare-mandate-end", meeting.id, who.id), {"state": "RESIGNED", "day": "2026-03-01"})
    who.refresh_from_db()
    assert who.state == "RESIGNED"


def test_material_when_a_bad_file_comes_then_the_page_says_why() -> None:
    made = plan()
    meeting = meeting_of(made)
    client = browser(made)
    file = SimpleUploadedFile("报告.docx", b"MZ\x90\x00\x00")
    response = client.post(url("prepare-materials", meeting.id), {"title": "报告", "kind": "REPORT", "file": file})
    assert response.status_code == 422
    assert "不能上传这种文件" in response.content.decode()
    assert not Paper.objects.exists()
    good = SimpleUploadedFile("说明.txt", "说明".encode())
    client.post(url("prepare-materials", meeting.id), {"title": "", "kind": "NOTE", "file": good})
    paper = Paper.objects.get()
    assert paper.title == "说明"
    assert client.get(url("prepare-paper", meeting.id, paper.id)).status_code == 200
    client.post(url("prepare-must-read", meeting.id, paper.id), {"must_read": "1"})
    client.post(url("prepare-paper-withdraw", meeting.id, paper.id))
    paper.refresh_from_db()
    assert paper.must_read
    assert paper.withdrawn_at is not None


def test_exceptions_when_the_chair_signs_then_they_no_longer_stop() -> None:
    made = plan(categories=("MANAGER",) * 7 + ("FRONT_LINE",) * 23)
    meeting = meeting_of(made)
    page = url("prepare-rehearsal", meeting.id)
    assert "请工会主席登录后在这里写明理由并签字" in browser(made).get(page).content.decode()
    chair = browser(made, "chair")
    chair.post(url("prepare-override", meeting.id), {"rule": "V03", "reason": "集团跨地区，已报上级"})
    assert "集团跨地区，已报上级" in chair.get(page).content.decode()


def test_meeting_when_postponed_then_it_can_be_resumed_with_another_date() -> None:
    made = plan(categories=())
    meeting = meeting_of(made)
    client = browser(made)
    client.post(url("prepare-postpone", meeting.id), {"reason": "台风"})
    assert fresh(meeting).state == "POSTPONED"
    assert "改期继续准备" in client.get(url("prepare-rehearsal", meeting.id)).content.decode()
    client.post(url("prepare-resume", meeting.id), {"opens_at": "2026-12-20T09:00", "ends_at": "2026-12-20T11:00"})
    assert fresh(meeting).state in PREPARING


def test_papers_of_the_preparation_when_downloaded_then_they_are_files() -> None:
    made = plan()
    meeting = meeting_of(made)
    client = browser(made)
    client.post(url("prepare-template", meeting.id), {"template": "PRIVATE_ENTERPRISE"})
    pack = client.get(url("prepare-fallback", meeting.id))
    assert pack.content.startswith(b"%PDF-")
    report = client.get(url("prepare-qualification-file", meeting.id, "docx"))
    assert report.content.startswith(b"PK")
    assert client.get(url("prepare-qualification-file", meeting.id, "exe")).status_code == 404


def test_notice_when_a_delegate_opens_it_on_the_phone_then_the_secretary_sees_the_receipt() -> None:
    made = plan()
    meeting = meeting_of(made)
    client = browser(made)
    client.post(url("prepare-notices", meeting.id), {"text": "定于四月十日召开……"})
    client.post(url("prepare-notice-send", meeting.id, Notice.objects.get().id))
    account = made.delegates[0].person.account_id
    assert account is not None
    phone = Client()
    log_in(phone, account, hat=f"delegate:{meeting.id}", now=clock.now())
    assert "会议通知" in phone.get(url("papers", meeting.id)).content.decode()
    assert "定于四月十日召开" in phone.get(url("notice", meeting.id)).content.decode()
    html = client.get(url("prepare-notices", meeting.id)).content.decode()
    assert "1/30人已读" in html
    assert "向未读的29人再次发送" in html


def test_pages_when_there_are_no_delegates_then_nothing_of_them_is_said_to_be_in_order() -> None:
    made = plan(categories=(), groups=0)
    meeting = meeting_of(made)
    client = browser(made)
    opinions = client.get(url("prepare-opinions", meeting.id)).content.decode()
    assert "还没有代表团（组），会议材料无人讨论" in opinions
    roll = client.get(url("prepare-delegates", meeting.id)).content.decode()
    assert roll.count("还没有代表") >= 4
    assert "符合" not in roll
    assert "已到上限" not in roll
    assert "符合</" not in client.get(url("prepare-qualification", meeting.id)).content.decode()


def test_notice_when_drafted_then_union_and_day_stand_under_it_and_once_on_the_paper() -> None:
    made = plan()
    meeting = meeting_of(made)
    text = draft_text(meeting, date(2026, 3, 20))
    assert text.splitlines()[-2:] == [made.union.name, "2026年3月20日"]
    paper = sitting.notice(meeting, Notice(meeting=meeting, text=text))
    assert paper.issuer == made.union.name
    assert paper.requirements[-1] == "四、会务联系人：宋青禾　19900000001"


def test_term_when_shown_in_the_list_then_its_last_day_is_the_day_before_the_next_term() -> None:
    made = plan()
    client = browser(made)
    for page in (url("prepare-list"), url("term", made.term.id)):
        html = client.get(page).content.decode()
        assert ("2025-01-01至2029-12-31" in html, "2030-01-01" in html) == (True, False), page
