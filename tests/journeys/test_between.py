"""Between two congresses: a joint meeting, a committee and a demand of correction, as the secretary enters them."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, Person

pytestmark = pytest.mark.journey


def test_secretary_when_between_two_congresses_then_the_law_is_told_where_it_stands(begin: Begin, demo: Path) -> None:
    desk = begin("between", demo).person("宋青禾", "干事", size=DESK)
    desk.go("/prepare/").see("01-list", full=True, also=(360,))
    desk.press("闭会期间")
    desk.expect("还没有召开联席会议").see("02-between-empty", full=True, also=(360,))
    hold_joint_meeting(desk)
    set_up_committee(desk)
    desk.go(between_of(desk)).expect("待报告").see("09-between", full=True, also=(360,))
    demand_correction(desk)


def between_of(desk: Person) -> str:
    """Return the address of the page between two congresses."""
    desk.go("/prepare/")
    address = desk.page.get_by_role("link", name="闭会期间").first.get_attribute("href")
    assert address
    return address


def hold_joint_meeting(desk: Person) -> None:
    """Enter a joint meeting; what belongs to the congress is refused with the article."""
    desk.press("登记联席会议")
    desk.page.get_by_label("召集的一方").select_option(label="单位行政")
    desk.page.get_by_label("应到人数").fill("18")
    desk.page.get_by_label("实到人数").fill("16")
    desk.press("登记")
    desk.expect("《上海市职工代表大会条例》第二十五条第二款").see("03-joint-refused", full=True, also=(360,))
    desk.page.get_by_label("召集的一方").select_option(label="工会")
    desk.press("登记")
    desk.expect("还没有登记事项")
    desk.press("登记事项")
    desk.page.get_by_label("事项名称").fill("专项集体合同草案")
    desk.page.get_by_label("属于哪一类事项").select_option("M-SCC")
    desk.page.get_by_label("处理结果").fill("同意草案。")
    desk.press("登记")
    desk.expect("《上海市职工代表大会条例》第二十五条第一款").see("04-joint-item-refused", full=True, also=(360,))
    desk.page.get_by_label("事项名称").fill("高温季节作息时间调整")
    desk.page.get_by_label("属于哪一类事项").select_option("")
    desk.page.get_by_label("处理结果").fill("七月至八月早班提前一小时，高温作业岗位轮换休息。")
    desk.press("登记")
    desk.expect("高温季节作息时间调整").see("05-joint", full=True, also=(360,))


def set_up_committee(desk: Person) -> None:
    """Set up a committee and name its head."""
    desk.go(between_of(desk)).press("设立专门小组")
    desk.page.get_by_label("名称").fill("劳动安全卫生专门小组")
    desk.page.get_by_label("职责").fill("巡视检查劳动安全卫生，跟踪整改。")
    desk.press("^设立$")
    desk.expect("还没有成员").see("06-committee-empty", full=True, also=(360,))
    desk.page.get_by_label("姓名、证号或工号").fill("00")
    desk.press("查找")
    desk.page.get_by_label("姓名、证号或工号").fill(str(desk.walk.site.one(
        "select d.number from congress_delegate d join congress_term t on t.id = d.term_id"
        " join congress_meeting m on m.term_id = t.id where m.ready_at is not null and d.kind = 'FULL'"
        " and d.ended_on is null order by d.number limit 1"
    )))  # fmt: skip
    desk.press("查找")
    desk.press("登记为成员")
    desk.expect("民主管理专门小组（委员会）负责人由职工代表担任").see("07-committee-no-head", full=True)
    desk.press("任负责人")
    desk.expect("负责人").see("08-committee", full=True, also=(360,))


def demand_correction(desk: Person) -> None:
    """Demand a correction; the answer is late, the opinion of the union above has its own term."""
    desk.go("/prepare/corrections/").expect("没有要求单位纠正的事项").see("10-corrections-empty", also=(360,))
    desk.press("发出要求纠正书")
    desk.page.get_by_label("事由").fill("薪酬制度修改未提交职工代表大会审议通过")
    desk.page.get_by_label("单位违反的条款").select_option("V66")
    desk.page.get_by_label("发出日期").fill("2026-03-02")
    desk.page.get_by_label("要求答复的日期").fill("2026-03-17")
    desk.page.get_by_label("正文").fill("你单位二月十八日发布新的薪酬办法，没有提交职工代表大会。")
    desk.see("11-correction-form", full=True, also=(360,))
    desk.press("^发出$")
    desk.expect("请督促单位书面答复").see("12-correction-late", full=True, also=(360,))
    desk.press("登记整改意见书")
    desk.page.get_by_label("发文单位").fill("临江区总工会")
    desk.page.get_by_label("发出日期").fill("2026-03-20")
    desk.page.get_by_label("正文").fill("请在期限内改正，并报告改正情况。")
    desk.press("^登记$")
    desk.expect("已经逾期").see("13-correction-opinion", full=True, also=(360,))
    desk.go("/prepare/corrections/").expect("整改意见书").see("14-corrections", full=True, also=(360,))
    desk.press("薪酬制度修改")
    desk.press("打印")
    desk.expect("要求纠正书").see("15-sheet", full=True, also=(360,))
