"""The pages of a term between its meetings, as a browser sees them."""

import pytest
from django.test import Client

from gonghui.congress.models import Delegate, Meeting, MeetingCall, Term, TermExtension, UnitDecision
from gonghui.congress.rules.states import TermState
from gonghui.congress.tests.plan import Plan, meeting_of, plan
from gonghui.congress.tests.test_prepare_screens import browser, url
from gonghui.congress.tests.test_tenure_units import made_with_units
from gonghui.kernel import clock

pytestmark = pytest.mark.django_db

TODAY = clock.local_date(clock.now()).isoformat()


def told(client: Client, address: str) -> str:
    """Return a page and what was told on it, following where it leads."""
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.content.decode()
    assert 'style="' not in html
    return html


def running(made: Plan) -> Plan:
    Term.objects.filter(id=made.term.id).update(state=TermState.ACTIVE)
    return made


def test_term_when_something_is_due_then_the_list_and_its_page_say_so_with_the_article() -> None:
    made = plan()
    client = browser(made)
    listed = told(client, url("prepare-list"))
    assert url("term", made.term.id) in listed
    assert "留意1处" in listed
    html = told(client, url("term", made.term.id))
    for words in ("第五届职工代表大会", "本年度已召开 0 次，每年至少 1 次", "还没有提议", "已符合的"):
        assert words in html
    assert "依据《上海市职工代表大会条例》第二十二条第二款" in html


def test_term_when_created_then_its_page_tells_whether_the_form_suits_the_headcount() -> None:
    made = plan(categories=(), groups=0)
    client = browser(made)
    answer = client.post(url("prepare-term"), {
        "number": 6, "starts_on": "2030-01-01", "ends_on": "2035-01-01", "staff": 120, "women_staff": 30,
        "is_general_meeting": "on",
    })  # fmt: skip
    term = Term.objects.get(number=6)
    assert answer["Location"] == url("term", term.id)
    html = told(client, answer["Location"])
    assert "第六届职工大会" in html
    assert "请改为召开职工代表大会，先选举职工代表" in html
    assert "依据《上海市职工代表大会条例》第四条第二款" in html


def test_unit_when_a_mandate_is_taken_back_and_filled_then_each_step_is_a_page() -> None:
    made, first, _second = made_with_units()
    client, one = browser(made), made.delegates[2]
    assert "待公布" in told(client, url("term-units", made.term.id))
    recall = url("term-recall", made.term.id, first.id)
    assert "按到场人数计算" in told(client, f"{recall}?delegate={one.id}")
    vote = {"delegate": str(one.id), "reason": "无故不履行代表职责", "held_on": TODAY, "staff": 100}
    few = client.post(recall, {**vote, "votes_for": 40}, follow=True).content.decode()
    assert "同意人数不足，代表资格继续有效" in few
    assert "资格保留" in few
    assert Delegate.objects.get(id=one.id).ended_on is None
    enough = client.post(recall, {**vote, "votes_for": 70}, follow=True).content.decode()
    assert "撤免通过" in enough
    assert Delegate.objects.get(id=one.id).ended_on is not None
    elect = url("term-by-election", made.term.id, first.id)
    assert "三分之二以上" in told(client, elect)
    filled = {"vacancy": str(one.id), "name": "林知夏", "employee_number": "G0900", "category": "FRONT_LINE",
              "held_on": TODAY, "staff": 100, "took_part": 90, "votes_for": 40}  # fmt: skip
    refused = client.post(elect, filled)
    assert refused.status_code == 422
    assert "《上海市职工代表大会条例》第十五条第三款" in refused.content.decode()
    done = client.post(elect, {**filled, "votes_for": 80}, follow=True).content.decode()
    assert "请公布结果，并重新审查资格" in done
    assert "接替代表2" in done


def test_unit_when_its_results_are_published_then_the_page_says_where() -> None:
    made, first, _second = made_with_units()
    client = browser(made)
    page = url("term-unit", made.term.id, first.id)
    assert client.post(page, {"result": "first", "on": TODAY, "where": ""}).status_code == 422
    html = client.post(page, {"result": "first", "on": TODAY, "where": "车间公告栏"}, follow=True).content.decode()
    assert f"{TODAY} 车间公告栏" in html
    first.refresh_from_db()
    assert first.published_where == "车间公告栏"


def test_extension_when_too_long_then_refused_on_the_page_and_when_lawful_then_shown() -> None:
    made = running(plan(categories=("FRONT_LINE",)))
    client = browser(made)
    page = url("term-extend", made.term.id)
    assert "延期不超过12个月" in told(client, page)
    long = client.post(page, {"months": 13, "reason": "搬迁"})
    assert long.status_code == 422
    assert "《上海市职工代表大会条例》第二十二条第一款" in long.content.decode()
    assert not TermExtension.objects.exists()
    html = client.post(page, {"months": 12, "reason": "搬迁"}, follow=True).content.decode()
    assert "12个月，至2030-12-31" in html
    assert "延期履职中" in html


def test_extension_when_the_superior_must_agree_then_the_page_waits_for_it() -> None:
    made = running(plan(categories=("FRONT_LINE",)))
    made.union.region = "CN-ZJ"
    made.union.save()
    client = browser(made)
    html = client.post(url("term-extend", made.term.id), {"months": 6, "reason": "搬迁"}, follow=True).content.decode()
    assert "申请延期换届" in html
    assert "还没有登记" in html
    approve = url("term-approve", made.term.id)
    assert client.post(approve, {"approver": "", "approved_on": TODAY}).status_code == 422
    html = client.post(approve, {"approver": "市总工会", "approved_on": TODAY}, follow=True).content.decode()
    assert f"市总工会 {TODAY}" in html


def test_proposal_when_enough_have_signed_then_a_meeting_is_planned_on_it() -> None:
    made = plan()
    client = browser(made)
    assert "须10名以上正式代表" in told(client, url("term-call", made.term.id))
    given = {"proposer": "DELEGATES", "matter": "讨论高温津贴", "proposed_on": TODAY, "signed": 9}
    html = client.post(url("term-call", made.term.id), given, follow=True).content.decode()
    call = MeetingCall.objects.get()
    assert "征集联名" in html
    assert f"?call={call.id}" not in html
    handle = url("term-call-handle", made.term.id, call.id)
    assert "须全体代表 30 人三分之一以上，即 10 人" in told(client, handle)
    html = client.post(handle, {"do": "sign", "signed": 10}, follow=True).content.decode()
    assert f"?call={call.id}" in html
    plan_page = f"{url('prepare-meeting', made.term.id)}?call={call.id}"
    assert '<option value="DELEGATES" selected' in told(client, plan_page)
    client.post(plan_page, {"number": 1, "mode": "MIXED", "opens_at": "2027-01-10T09:00", "ends_at": "2027-01-10T12:00",
                            "place": "礼堂", "proposed_by": "UNION"})  # fmt: skip
    assert Meeting.objects.get().proposed_by == "DELEGATES"
    assert "已筹备会议" in told(client, url("term", made.term.id))
    assert client.get(f"{url('prepare-meeting', made.term.id)}?call=nothing").status_code == 404


def test_proposal_when_no_meeting_follows_then_the_page_keeps_the_reason() -> None:
    made = plan(categories=("FRONT_LINE",))
    client = browser(made)
    client.post(url("term-call", made.term.id), {"proposer": "UNION", "matter": "讨论班车", "proposed_on": TODAY})
    handle = url("term-call-handle", made.term.id, MeetingCall.objects.get().id)
    assert client.post(handle, {"do": "settle", "answer": ""}).status_code == 422
    html = client.post(handle, {"do": "settle", "answer": "已经协商解决"}, follow=True).content.decode()
    assert "已经协商解决" in html
    again = client.post(handle, {"do": "settle", "answer": "再办"})
    assert again.status_code == 422
    assert "这件提议已经办理" in again.content.decode()


def test_term_when_closed_too_early_then_the_page_tells_and_when_over_then_the_mandates_end() -> None:
    made = running(plan(categories=("FRONT_LINE",)))
    client, close = browser(made), url("term-close", made.term.id)
    assert "届期未满" in client.post(close, follow=True).content.decode()
    Term.objects.filter(id=made.term.id).update(ends_on=made.term.starts_on)
    assert "本届代表的任期已经结束" in client.post(close, follow=True).content.decode()
    assert Delegate.objects.get().state == "ENDED_TERM"


def test_general_meeting_when_planned_then_nobody_is_measured_as_a_body_of_delegates() -> None:
    made = plan(categories=("MANAGER",) * 3 + ("FRONT_LINE",) * 4, staff=7, women_staff=2)
    client, meeting = browser(made), meeting_of(made)
    assert "不少于30人" in told(client, url("prepare-delegates", meeting.id))
    Term.objects.filter(id=made.term.id).update(is_general_meeting=True)
    html = told(client, url("prepare-delegates", meeting.id))
    assert "不少于30人" not in html
    assert "五届二次职工大会" in html
    assert client.post(url("prepare-qualification", meeting.id)).status_code == 302
    assert Term.objects.get(id=made.term.id).qualified_at is not None


def test_delegate_when_elected_later_then_the_votes_are_of_the_staff_of_that_day() -> None:
    made, first, _second = made_with_units()
    client, meeting = browser(made), meeting_of(made)
    client.post(url("term-by-election", made.term.id, first.id), {
        "vacancy": str(made.delegates[0].id), "name": "林知夏", "employee_number": "G0900", "category": "FRONT_LINE",
        "held_on": TODAY, "staff": 90, "took_part": 80, "votes_for": 77,
    })  # fmt: skip
    one = UnitDecision.objects.get().delegate
    page = told(client, url("prepare-delegate", meeting.id, one.id))
    assert "77/90" in page
    assert f"{url('term-recall', made.term.id, first.id)}?delegate={one.id}" in page
    roll = told(client, url("prepare-delegates", meeting.id))
    assert "77/90" in roll
    assert "60/100" in roll
