"""A proposal from the first word to the author's own rating: on phones, at the desk, in two departments."""

import re
from pathlib import Path

import pytest

from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, PHONE, Person, Walk

pytestmark = pytest.mark.journey
TITLE = "二车间休息室加装饮水机"


def test_proposal_when_written_on_a_phone_then_reviewed_handled_countersigned_signed_and_rated(
    begin: Begin, demo: Path
) -> None:
    walk = begin("proposals", demo)
    author = walk.person("沈知遥", "职工代表", size=PHONE)
    write(author)
    for name in ("欧阳穗宁", "阿依努尔"):
        co_sign(walk, name)
    submit(author)
    desk = walk.person("宋青禾", "干事", size=DESK)
    review(desk)
    handle(walk)
    rate(author)
    look_around(desk)


def write(author: Person) -> None:
    """Write a draft and invite two delegates."""
    author.page.goto(author.page.url.rstrip("/") + "/mine/")
    author.press("我的提案")
    author.expect("三车间热处理线增设通风降温设备").see("01-mine", full=True, also=(360,))
    author.press("写提案")
    author.press("保存草稿")
    author.expect("请填写这一项").see("02-empty", full=True, also=(360,))
    author.page.get_by_label("案名").fill(TITLE)
    author.page.get_by_label("类别").select_option(label="生活福利")
    author.page.get_by_label("案由").fill("二车间休息室只有一台饮水机，夏天要排队二十分钟。")
    author.page.get_by_label("建议").fill("加装两台饮水机，每季度清洗一次滤芯。")
    author.page.get_by_label("请对承办部门保密").check()
    author.see("03-draft", full=True, also=(360,))
    author.press("保存草稿")
    author.expect("还差2位代表附议").see("04-saved", full=True, also=(360,))
    author.press("邀请附议")
    for name in ("欧阳穗宁", "阿依努尔"):
        author.page.get_by_label("姓名、代表证号、代表团").fill(name)
        author.press("^查找$")
        author.press(f"^邀请{name}")
        author.expect("已发出邀请")
    author.see("05-invited", full=True, also=(360,))


def co_sign(walk: Walk, name: str) -> None:
    """Read and co-sign."""
    other = walk.person(name, "职工代表", size=PHONE)
    other.go("/proposals/").expect("请我附议的").see(f"06-asked-{name}", full=True, also=(360,))
    other.press(TITLE)
    other.press("答复附议邀请")
    other.page.get_by_label("同意附议").check()
    other.see(f"07-answer-{name}", full=True, also=(360,))
    other.press("^答复附议邀请$")
    other.expect("已答复")


def submit(author: Person) -> None:
    """Submit; the state is a timeline."""
    author.go("/proposals/").press(TITLE)
    author.press("提交提案")
    author.see("08-submit", full=True, also=(360,))
    author.press("^提交提案$")
    author.expect("审查结果会在这里告诉您").see("09-submitted", full=True, also=(360,))


def review(desk: Person) -> None:
    """Find it among the others by two characters, put it on the docket, assign it."""
    desk.go("/proposals/desk/?queue=all").see("10-desk", full=True, also=(360,))
    desk.page.get_by_label("案名、内容、提案人").fill("滤芯")
    desk.press("^查找$")
    desk.expect("找到1件").see("11-found", full=True, also=(360,))
    desk.press(TITLE)
    desk.see("12-review", full=True, also=(360,))
    desk.press("^立案$")
    desk.press("^立案$")
    desk.expect("已立案，请交办")
    desk.press("^交办$")
    desk.page.get_by_label("主办部门").select_option(label="设备动力部")
    desk.page.get_by_label("后勤服务部").check()
    desk.see("13-assign", full=True, also=(360,))
    desk.press("^交办$")
    desk.expect("已交办").see("14-assigned", full=True, also=(360,))


def handle(walk: Walk) -> None:
    """Reply, countersign, sign; nobody in the departments reads who asked."""
    handler = walk.person("何岚", "会员", size=DESK)
    handler.go("/proposals/tasks/").expect(TITLE).see("15-tasks", full=True, also=(360,))
    handler.press(TITLE)
    handler.see("16-task", full=True, also=(360,))
    assert "沈知遥" not in handler.page.content()
    handler.press("拟写答复")
    handler.page.get_by_label(re.compile("B类")).check()
    handler.page.get_by_label("答复内容").fill("两台饮水机已经到货，本周内装好；滤芯清洗列入季度保养。")
    handler.press("^拟写答复$")
    handler.expect("要写明计划完成的日期").see("17-reply-refused", full=True, also=(360,))
    handler.page.get_by_label(re.compile("A类")).check()
    handler.press("^拟写答复$")
    handler.expect("已送会签").see("18-countersigning", full=True, also=(360,))
    helper = walk.person("梁守拙", "会员", size=PHONE)
    helper.go("/proposals/tasks/").press(TITLE)
    helper.press("^会签$")
    helper.page.get_by_label("同意会签").check()
    helper.see("19-countersign", full=True, also=(360,))
    helper.press("^会签$")
    helper.expect("已会签")
    head = walk.person("汤敬之", "会员", size=PHONE)
    head.go("/proposals/tasks/").press(TITLE)
    head.press("签批并送达")
    head.see("20-sign", full=True, also=(360,))
    head.press("^签批并送达$")
    head.expect("答复送达提案人")
    assert "沈知遥" not in head.page.content()


def rate(author: Person) -> None:
    """Read the reply and rate it."""
    author.go("/proposals/").press(TITLE)
    author.expect("两台饮水机已经到货").see("21-replied", full=True, also=(360,))
    author.press("答复函")
    author.expect("关于“二车间休息室加装饮水机”提案的答复").see("22-letter", full=True)
    author.go("/proposals/").press(TITLE)
    author.press("评价办理结果")
    author.page.get_by_label("满意", exact=True).check()
    author.see("23-rate", full=True, also=(360,))
    author.press("^评价办理结果$")
    author.expect("已评价").see("24-closed", full=True, also=(360,))


def look_around(desk: Person) -> None:
    """Statistics, calls, departments, and what is open to all."""
    desk.go("/proposals/desk/figures/").see("25-figures", full=True, also=(360,))
    desk.go("/proposals/desk/calls/").see("26-calls", full=True, also=(360,))
    desk.press("征集提案")
    desk.see("27-call", full=True, also=(360,))
    desk.go("/proposals/desk/departments/").see("28-departments", full=True, also=(360,))
    desk.press("设备动力部")
    desk.page.get_by_label("姓名、工号、手机尾号").fill("罗予安")
    desk.press("^查找$")
    desk.see("29-department", full=True, also=(360,))
    desk.go("/proposals/open/").see("30-open", full=True, also=(360,))
