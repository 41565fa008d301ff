"""Within a term: a unit recalls a delegate and fills the seat, delegates call for a meeting, the renewal is put off."""

from pathlib import Path
from uuid import UUID

import pytest

from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, Person

pytestmark = pytest.mark.journey


def test_secretary_when_a_term_runs_on_then_each_change_is_measured_by_the_law(begin: Begin, demo: Path) -> None:
    walk = begin("tenure", demo)
    term = UUID(walk.site.one("select term_id from congress_meeting where ready_at is not null"))
    desk = walk.person("宋青禾", "干事", size=DESK)
    desk.go(f"/prepare/terms/{term}/").expect("本年度已召开 0 次").see("01-term", full=True, also=(360,))
    take_back_and_fill(desk)
    call_for_a_meeting(desk, term)
    put_off(desk, term)


def take_back_and_fill(desk: Person) -> None:
    """Recall a delegate, too few agreeing at first, then fill the seat and publish the result."""
    desk.press("选区与代表变动")
    desk.see("02-units", full=True, also=(360,)).press("一车间")
    desk.see("03-unit", full=True, also=(360,))
    for agreed, told in (("120", "同意人数不足"), ("300", "撤免通过")):
        desk.press("登记撤免")
        desk.page.get_by_label("撤免哪位代表").select_option(index=9)
        desk.page.get_by_label("撤免理由").fill("连续三次无故缺席代表活动")
        desk.page.get_by_label("同意撤免人数").fill(agreed)
        desk.see("04-recall", full=True, also=(360,)).press("登记投票结果")
        desk.expect(told)
    desk.press("登记补选")
    desk.page.get_by_label("当选人姓名").fill("林知夏")
    desk.page.get_by_label("工号").fill("HD99001")
    desk.page.get_by_label("参加选举人数").fill("200")
    desk.page.get_by_label("得票").fill("190")
    desk.press("登记补选")
    desk.expect("《上海市职工代表大会条例》第十五条第三款").see("05-by-election-refused", full=True, also=(360,))
    desk.page.get_by_label("参加选举人数").fill("400")
    desk.page.get_by_label("得票").fill("350")
    desk.press("登记补选")
    desk.expect("接替").see("06-filled", full=True, also=(360,))
    desk.page.get_by_label("公布地点或方式").fill("车间公告栏")
    desk.press("登记公布")
    desk.expect("公布情况已登记")


def call_for_a_meeting(desk: Person, term: UUID) -> None:
    """Enter a proposal that too few delegates signed, then enough; a meeting is planned on it."""
    desk.go(f"/prepare/terms/{term}/").press("登记提议")
    desk.page.get_by_label("提议的一方").select_option("DELEGATES")
    desk.page.get_by_label("提议事由").fill("讨论夜班补贴调整方案")
    desk.page.get_by_label("联名代表人数").fill("40")
    desk.see("07-proposal", full=True, also=(360,)).press("登记提议")
    desk.expect("征集联名")
    desk.page.locator("#calls").get_by_role("link", name="办理", exact=True).click()
    desk.expect("即 71 人").see("08-too-few", full=True, also=(360,))
    desk.page.get_by_label("联名代表人数").fill("71")
    desk.press("登记联名人数")
    desk.press("据此筹备会议")
    assert desk.page.get_by_label("提议召开的一方").input_value() == "DELEGATES"
    desk.page.get_by_role("button", name="筹备一次会议").click()
    desk.page.wait_for_url("**/prepare/basics/")
    desk.go(f"/prepare/terms/{term}/").expect("已筹备会议")


def put_off(desk: Person, term: UUID) -> None:
    """Put the renewal off: too long is refused with the article, a year is entered."""
    desk.go(f"/prepare/terms/{term}/").press("登记延期换届")
    desk.page.get_by_label("延期月数").fill("15")
    desk.page.get_by_label("延期原因").fill("厂区搬迁，难以按期选举")
    desk.press("登记延期换届")
    desk.expect("《上海市职工代表大会条例》第二十二条第一款").see("09-too-long", full=True, also=(360,))
    desk.page.get_by_label("延期月数").fill("12")
    desk.press("登记延期换届")
    desk.expect("延期履职中").see("10-extended", full=True, also=(360,))
    desk.page.locator("[data-sheet=close-term]").click()
    desk.expect("这一步不能撤回").see("11-renewal", also=(360,))
    desk.page.locator("#close-term .btn-main").click()
    desk.expect("届期未满")
