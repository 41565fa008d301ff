"""The pages between two congresses and of what is late after a sitting, as a browser sees them."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.accounts.tests.make import log_in
from gonghui.congress.actions import agenda, committees, correction, filing, joint, publishing
from gonghui.congress.documents.decided import filing_cover
from gonghui.congress.documents.late import late_filing, late_posting
from gonghui.congress.models import Committee, Correction, CorrectionPaper, JointItem, JointMeeting
from gonghui.congress.tests.held import CLOSED, adopted, days, held, posted
from gonghui.congress.tests.make import Hall
from gonghui.congress.tests.plan import meeting_of, plan
from gonghui.kernel import clock
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.testing import NOON
from gonghui.kernel.workdays import china
from gonghui.registry.models import Office, Person, Union

pytestmark = pytest.mark.django_db

DAY = local_date(NOON)
CLOSED_ON = local_date(CLOSED)


@pytest.fixture(autouse=True)
def _media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path


def url(name: str, *args: object) -> str:
    return reverse(f"congress:{name}", args=args)


def browser(hall: Hall) -> Client:
    """A browser of the secretary of a meeting's union."""
    return officer(hall.posts["secretary"], hall.meeting.term.union)


def officer(secretary: Actor, union: Union) -> Client:
    """A browser of a secretary, through a real office and a real session."""
    who = secretary.person_id
    assert who is not None
    person = Person.objects.get(id=who)
    Office.objects.get_or_create(
        person=person, union=union, role="secretary", defaults={"since": union.founded_on or DAY}
    )
    client = Client()
    assert person.account_id is not None
    log_in(client, person.account_id, hat=f"secretary:{union.id}", now=clock.now())
    return client


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(url(name, *args))
    assert answer.status_code == 200
    html = answer.content.decode()
    assert 'style="' not in html
    return html


def met(hall: Hall, *, attended: int = 8) -> UUID:
    return joint.record_joint(
        hall.posts["secretary"], term_id=hall.meeting.term_id, held_on=DAY, convened_by="UNION", called=9,
        attended=attended, now=NOON,
    )  # fmt: skip


def demanded(hall: Hall, *, subject: str = "薪酬制度未提交大会") -> UUID:
    return correction.demand_correction(
        hall.posts["secretary"], union_id=hall.meeting.term.union_id, subject=subject, rule="V66",
        text="办法已经发布。\n没有提交大会。", issuer="禾渡工会", addressee="禾渡公司", issued_on=DAY, answer_by=DAY,
        now=NOON,
    )  # fmt: skip


def test_joint_meeting_when_entered_by_form_then_it_stands_with_what_it_owes():
    hall = held(close=False)
    client = browser(hall)
    term = hall.meeting.term_id
    assert "还没有召开联席会议" in page(client, "between", term)
    given = {"held_on": DAY.isoformat(), "convened_by": "UNION", "called": "9", "attended": "8"}
    one = JointMeeting.objects
    answer = client.post(url("joint-new", term), given)
    assert answer.headers["Location"] == url("joint", one.get().id)
    client.post(url("joint-edit", one.get().id), given | {"attended": "9"})
    client.post(url("joint-item-new", one.get().id), {"title": "作息调整", "matter": "", "outcome": "提前一小时。"})
    html = page(client, "joint", one.get().id)
    assert "应到9，实到9" in html
    assert "提前一小时。" in html
    html = page(client, "between", term)
    assert "联席会议 1 次的处理结果还没有向职工代表大会报告" in html
    assert "《上海市职工代表大会条例》第二十五条第一款" in html
    client.post(url("joint-item-remove", one.get().id, JointItem.objects.get().id))
    assert "还没有登记事项" in page(client, "joint", one.get().id)
    client.post(url("joint-remove", one.get().id))
    assert one.count() == 0


@pytest.mark.parametrize(
    ("name", "given", "law"),
    [
        ("joint-new", {"convened_by": "ENTERPRISE"}, "《上海市职工代表大会条例》第二十五条第二款"),
        ("joint-item-new", {"matter": "M-CC"}, "《上海市职工代表大会条例》第二十五条第一款"),
    ],
)
def test_form_when_the_law_stands_against_it_then_it_says_so_and_keeps_what_was_typed(name, given, law):
    hall = held(close=False)
    place = hall.meeting.term_id if name == "joint-new" else met(hall)
    before = JointMeeting.objects.count()
    typed = {"held_on": DAY.isoformat(), "called": "9", "attended": "8", "title": "集体合同", "outcome": "同意。"}
    answer = browser(hall).post(url(name, place), typed | given)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert law in html
    assert ('value="9"' if name == "joint-new" else 'value="集体合同"') in html
    assert (JointMeeting.objects.count(), JointItem.objects.count()) == (before, 0)


def test_item_form_when_opened_then_it_tells_which_matters_belong_to_the_congress():
    hall = held(close=False)
    html = page(browser(hall), "joint-item-new", met(hall))
    kept = html.split('<optgroup label="应当提交职工代表大会">')[1].split("</optgroup>")[0]
    assert 'value="M-CC"' in kept
    assert 'value="M-PLAN"' not in kept
    assert "M-PRO-" not in html


def test_committee_when_manned_by_page_then_its_head_is_a_delegate():
    hall = held(close=False)
    client = browser(hall)
    answer = client.post(url("committee-new", hall.meeting.term_id), {"name": "提案小组", "duty": "审查提案"})
    group = Committee.objects.get()
    assert answer.headers["Location"] == url("committee", group.id)
    found = client.post(url("committee", group.id), {"words": "代表3"}).content.decode()
    assert "登记为成员" in found
    client.post(url("committee-join", group.id), {"delegate_id": str(hall.delegates[3].id)})
    html = page(client, "committee", group.id)
    assert "民主管理专门小组（委员会）负责人由职工代表担任" in html
    assert "《上海市职工代表大会条例》第二十四条" in html
    member = group.members.get().id
    client.post(url("committee-head", group.id, member))
    assert "由职工代表担任</h3>" not in page(client, "committee", group.id)
    assert "第二十四条" not in page(client, "between", hall.meeting.term_id)
    hall.delegates[3].ended_on = DAY
    hall.delegates[3].save()
    assert "第二十四条" in page(client, "between", hall.meeting.term_id)
    client.post(url("committee-leave", group.id, member))
    client.post(url("committee-dissolve", group.id))
    assert "还没有设立专门小组" in page(client, "between", hall.meeting.term_id)


def test_correction_when_walked_by_its_forms_then_each_step_shows_its_term_and_its_article():
    hall = held(close=False)
    client = browser(hall)
    assert "没有要求单位纠正的事项" in page(client, "corrections")
    given = {
        "subject": "薪酬制度未提交大会", "rule": "V66", "issuer": "禾渡工会", "addressee": "禾渡公司",
        "issued_on": DAY.isoformat(), "answer_by": DAY.isoformat(), "text": "请纠正。",
    }  # fmt: skip
    answer = client.post(url("correction-new"), given)
    one = Correction.objects.get()
    assert answer.headers["Location"] == url("correction", one.id)
    assert "《上海市职工代表大会条例》第三十三条第一款" in page(client, "corrections")
    assert "有1件已过期限" in page(client, "prepare-list")
    sheet = CorrectionPaper.objects.get().id
    client.post(url("correction-reply", one.id, sheet), {"answered_on": DAY.isoformat(), "answer": "正在研究。"})
    assert "已答复，待纠正" in page(client, "corrections")
    opinion = {"issuer": "临江区总工会", "addressee": "禾渡公司", "issued_on": DAY.isoformat(), "text": "请改正。"}
    assert "应当在90日内改正" in page(client, "correction-paper-new", one.id)
    client.post(url("correction-paper-new", one.id), opinion)
    html = page(client, "correction", one.id)
    assert (DAY + timedelta(days=90)).isoformat() in html
    assert "《上海市职工代表大会条例》第四十六条" in html
    assert "在30日内改正" in page(client, "correction-paper-new", one.id)
    client.post(url("correction-paper-new", one.id), opinion | {"issued_on": local_date(clock.now()).isoformat()})
    assert client.get(url("correction-paper-new", one.id)).status_code == 404
    client.post(url("correction-mended", one.id), {"mended_on": DAY.isoformat(), "how": "已提交大会审议通过。"})
    html = page(client, "correction", one.id)
    assert "已提交大会审议通过。" in html
    assert url("correction-mended", one.id) not in html


def test_demand_when_printed_then_it_names_the_article_the_day_and_both_sides():
    hall = held(close=False)
    one = demanded(hall)
    client = browser(hall)
    sheet = CorrectionPaper.objects.get().id
    html = page(client, "correction-paper", one, sheet)
    for words in ("要求纠正书", "禾渡公司：", "没有提交大会。", "盖章处",
                  "违反了《上海市职工代表大会条例》第三十三条第二款的规定",
                  f"{DAY.year}年{DAY.month}月{DAY.day}日前书面答复"):  # fmt: skip
        assert words in html
    other = correction.escalate(
        hall.posts["secretary"], correction_id=one, kind="OPINION", text="请改正。", issuer="区总工会",
        addressee="公司", issued_on=DAY, now=NOON,
    )  # fmt: skip
    assert client.get(url("correction-paper", one, other)).status_code == 404


@pytest.mark.parametrize("name", ["between", "corrections"])
def test_list_when_it_grows_then_it_asks_the_database_no_more_often(name):
    hall = held(close=False)
    client = browser(hall)
    place = [hall.meeting.term_id] if name == "between" else []

    def asked(n: int) -> int:
        joint_id = met(hall, attended=n + 1)
        joint.settle_item(hall.posts["secretary"], joint_id=joint_id, title="作息", matter="", outcome="好", now=NOON)
        group = committees.set_up_committee(
            hall.posts["secretary"], term_id=hall.meeting.term_id, name=f"小组{n}", now=NOON
        )
        committees.join_committee(
            hall.posts["secretary"], committee_id=group, delegate_id=hall.delegates[n].id, now=NOON
        )
        demanded(hall, subject=f"第{n}件")
        with CaptureQueriesContext(
            connection,
        ) as caught:
            page(client, name, *place)
        return len(caught)

    asked(0)
    assert asked(1) == asked(2) == asked(3)


def test_posting_when_late_then_it_is_a_finding_with_the_article_and_in_time_it_is_none():
    hall = held()
    meeting = hall.meeting
    assert late_posting(meeting, None, CLOSED_ON + timedelta(days=7)) is None
    found = late_posting(meeting, None, CLOSED_ON + timedelta(days=8))
    assert found is not None
    assert (found.rule, str(found.law)) == ("V28", "《上海市职工代表大会条例》第三十二条")
    in_time = posted(hall, now=days(7))
    assert late_posting(meeting, in_time, CLOSED_ON + timedelta(days=40)) is None
    in_time.starts_at = days(8)
    assert late_posting(meeting, in_time, CLOSED_ON + timedelta(days=40)) is not None


def test_filing_when_late_then_it_is_a_finding_with_the_article_and_in_time_it_is_none():
    hall = held()
    posted(hall)
    meeting, calendar = hall.meeting, china()
    # The sitting closes on a Tuesday: the seventh working day is the Thursday of the week after.
    last = CLOSED_ON + timedelta(days=9)
    assert late_filing(meeting, None, last, calendar) is None
    found = late_filing(meeting, None, last + timedelta(days=1), calendar)
    assert found is not None
    assert (found.rule, str(found.law)) == ("V30", "《上海市职工代表大会条例》第三十七条")
    filing.mark_sent(hall.posts["secretary"], meeting_id=meeting.id, sent_on=last, receipt="张老师签收", now=days(9))
    meeting.refresh_from_db()
    assert late_filing(meeting, meeting.filing, last + timedelta(days=90), calendar) is None


def test_meetings_when_posting_and_filing_are_late_then_the_list_and_the_steps_say_so():
    hall = held()
    client = browser(hall)
    html = page(client, "prepare-list")
    assert "闭会后 7 日内向全体职工公布" in html
    assert "《上海市职工代表大会条例》第三十二条《上海市职工代表大会条例》第三十七条" in html
    assert "请立即公布" in page(client, "after-step", hall.meeting.id, "posting")
    assert "请立即报送会议情况" in page(client, "after-step", hall.meeting.id, "filing")


def test_meetings_when_the_sitting_is_not_over_then_nothing_is_late():
    hall = held(close=False)
    html = page(browser(hall), "prepare-list")
    assert "向全体职工公布" not in html
    assert late_posting(hall.meeting, None, CLOSED_ON + timedelta(days=90)) is None
    assert late_filing(hall.meeting, None, CLOSED_ON + timedelta(days=90), china()) is None


@pytest.mark.parametrize("late", [True, False])
def test_delay_when_posted_or_filed_then_its_reason_is_kept_only_where_it_is_late(late):
    hall = held()
    adopted(hall)
    at = days(12 if late else 1)
    secretary, meeting_id = hall.posts["secretary"], hall.meeting.id
    publishing.post(secretary, meeting_id=meeting_id, now=at, delay_reason=" 会务人员调整 ")
    filing.mark_sent(
        secretary, meeting_id=meeting_id, sent_on=local_date(at), receipt="张老师签收", now=at, delay_reason="同上"
    )
    hall.meeting.refresh_from_db()
    kept = (hall.meeting.publication.delay_reason, hall.meeting.filing.delay_reason)
    assert kept == (("会务人员调整", "同上") if late else ("", ""))
    assert filing_cover(hall.meeting, hall.meeting.filing, {}).delay_reason == kept[1]


def test_delay_when_late_then_the_forms_ask_for_its_reason_and_show_it():
    hall = held()
    adopted(hall)
    client, meeting_id = browser(hall), hall.meeting.id
    assert "迟延原因" in page(client, "after-step", meeting_id, "posting")
    assert "迟延原因" in page(client, "after-step", meeting_id, "filing")
    until = local_date(clock.now()) + timedelta(days=30)
    client.post(url("after-post", meeting_id), {"until": until.isoformat(), "delay_reason": "会务人员调整"})
    assert "会务人员调整" in page(client, "after-step", meeting_id, "posting")
    today = local_date(clock.now()).isoformat()
    client.post(url("after-file", meeting_id), {"sent_on": today, "receipt": "签收", "delay_reason": "等待盖章"})
    assert "等待盖章" in page(client, "after-step", meeting_id, "filing")


def test_report_when_its_item_has_no_paper_then_it_is_drafted_from_what_was_noted():
    made = plan()
    meeting = meeting_of(made)
    agenda.add_item(
        made.secretary, meeting_id=meeting.id, title="工会工作报告", matter="M-REPORT-UNION", minutes=10, now=NOON
    )
    client = officer(made.secretary, made.union)
    assert "起草报告" not in page(client, "prepare-materials", meeting.id)
    one = joint.record_joint(
        made.secretary, term_id=made.term.id, held_on=DAY, convened_by="UNION", called=9, attended=8, now=NOON
    )
    joint.settle_item(made.secretary, joint_id=one, title="作息调整", matter="", outcome="提前一小时。", now=NOON)
    html = page(client, "prepare-materials", meeting.id)
    assert "第1项要报告联席会议1次的处理结果" in html
    (asked,) = re.findall(r'href="([^"]+report=[^"]+)#add"', html)
    drafted = client.get(asked).content.decode()
    day = f"{DAY.year}年{DAY.month}月{DAY.day}日"
    assert f"一、{day}联席会议（应到9人，实到8人）\n\n1. 作息调整：提前一小时。\n\n请予审议。" in drafted
    item = meeting.items.get().id
    given = {"title": "联席会议协商处理事项报告", "item": str(item), "kind": "REPORT", "text": "各位代表：……"}
    client.post(url("prepare-materials", meeting.id), given)
    assert "起草报告" not in page(client, "prepare-materials", meeting.id)
    assert "各位代表" not in client.get(asked).content.decode().split('id="add"')[1]
