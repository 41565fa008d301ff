"""The secretary begins with nothing: a new term, its first meeting, the unit's measures, the delegates, one item."""

from pathlib import Path
from uuid import UUID

import pytest

from gonghui.kernel import clock
from gonghui.registry.tests import files
from tests.journeys.conftest import Begin
from tests.journeys.test_preparing import confirm
from tests.journeys.walking import DESK, Person, Walk

pytestmark = pytest.mark.journey

TITLES = (
    "姓名",
    "性别",
    "工号",
    "手机号",
    "部门",
    "岗位",
    "类别",
    "选区",
    "选区职工数",
    "参加人数",
    "得票",
    "代表团",
    "座位",
)
GIVEN = ["一鸣", "海川", "长风", "如松", "景行", "若谷", "知微", "怀瑾", "望舒", "清和"]
YEAR = clock.local_date(clock.now()).year + 5
"""The term of the demo's group ends with the year before."""


def _row(n: int, *, votes: str = "70") -> tuple[str, ...]:
    """Return an invented delegate of a unit of 120, elected by `votes`."""
    category = "经营管理人员" if n < 1 else "一线职工"
    return (f"纪{GIVEN[n]}", "女" if n % 3 == 0 else "男", f"JY{n:03d}", f"1990001{9000 + n}", "预制构件厂", "钢筋工",
            category, "预制构件厂", "120", "110", votes, f"{n % 2 + 1}分团", f"A-{n + 1:02d}")  # fmt: skip


# The last was elected by half of the unit's 120, and the law asks for more than half.
ROLL = files.xlsx([*(_row(n) for n in range(9)), _row(9, votes="60")], TITLES)


def test_secretary_when_a_new_term_begins_then_meeting_measures_delegates_and_an_item_are_entered(
    begin: Begin, demo: Path
) -> None:
    walk = begin("new-term", demo)
    secretary = walk.person("褚知遥", "工会干事", size=DESK)
    open_term(secretary)
    at = plan_meeting(walk, secretary)
    adopt_measures(secretary, at)
    bring_in_delegates(walk, secretary, at)
    add_item(secretary, at)


def open_term(secretary: Person) -> None:
    """Open the next term; one that ends before it begins is refused on the form."""
    page = secretary.go("/prepare/").page
    secretary.press("新建一届")
    secretary.see("01-term", full=True, also=(360,))
    page.get_by_label("届次").fill("4")
    page.get_by_label("届期起始日").fill(f"{YEAR}-01-01")
    page.get_by_label("届期截止日").fill(f"{YEAR - 1}-01-01")
    page.get_by_label("职工总数").fill("120")
    page.get_by_label("女职工人数").fill("36")
    secretary.press("新建一届")
    secretary.expect("届期的截止日期应当晚于起始日期").see("02-term-refused", full=True, also=(360,))
    page.get_by_label("届期截止日").fill(f"{YEAR + 5}-01-01")
    secretary.press("新建一届")
    secretary.expect("届次已建立，可以筹备会议了").see("03-term-opened", full=True, also=(360,))


def plan_meeting(walk: Walk, secretary: Person) -> str:
    """Plan the term's first meeting and return where it is prepared."""
    page = secretary.go("/prepare/").page
    page.locator("section", has_text="第四届").get_by_role("link", name="筹备一次会议").first.click()
    secretary.see("04-meeting", full=True, also=(360,))
    page.get_by_label("本届第几次会议").fill("1")
    page.get_by_label("开会时间").fill(f"{YEAR}-03-20T09:00")
    page.get_by_label("预计结束").fill(f"{YEAR}-03-20T12:00")
    page.get_by_label("会场").fill("预制构件厂礼堂")
    page.locator("form .btn-main").last.click()
    secretary.expect("会议已建立，本地规则已随会议固定").see("05-meeting-planned", full=True, also=(360,))
    found = walk.site.one("select m.id from congress_meeting m join congress_term t on t.id = m.term_id"
                          " where t.number = 4")  # fmt: skip
    return f"/m/{UUID(found)}/prepare"


def adopt_measures(secretary: Person, at: str) -> None:
    """Adopt the unit's measures: what loosens the law is refused with the article, what tightens it is followed."""
    page = secretary.page
    secretary.press("登记实施办法")
    secretary.expect("留空即按法规").see("06-measures", full=True, also=(360,))
    page.get_by_label("实施办法名称").fill("津海建设集团职工代表大会实施办法")
    page.get_by_label("通过日期").fill(f"{YEAR - 5}-01-10")
    page.get_by_label("法定到会").select_option(label="四分之三以上")
    page.get_by_label("材料提前送达").fill("3")
    secretary.press("保存实施办法")
    secretary.expect("实施办法不得放宽“会议材料提前送达日数”").see("07-measures-refused", full=True, also=(360,))
    page.get_by_label("材料提前送达").fill("15")
    secretary.press("保存实施办法")
    secretary.expect("实施办法已登记")
    secretary.press("采用最新规则")
    secretary.expect("会议召开15日前").expect("四分之三以上").see("08-rules", full=True, also=(360,))
    secretary.go(f"{at}/measures/")
    assert page.get_by_label("材料提前送达").input_value() == "15"


def bring_in_delegates(walk: Walk, secretary: Person, at: str) -> None:
    """Bring in the list of delegates; the one whose votes were not enough is put right in place."""
    page = secretary.go(f"{at}/delegates/").page
    secretary.press("导入代表名册")
    secretary.see("09-roll", full=True, also=(360,))
    page.locator("#id_file").set_input_files(
        {"name": "代表.xlsx", "mimeType": "application/octet-stream", "buffer": ROLL}
    )
    secretary.press("上传并检查")
    secretary.expect("纳入9人", within=60_000).see("10-roll-preview", full=True, also=(360,))
    page.locator("a[href$='/rows/11/']").first.click()
    secretary.see("11-roll-row", full=True, also=(360,))
    page.locator("[name=votes]").fill("69")
    secretary.press("改好了，再检查")
    secretary.expect("第11行已改好").expect("纳入10人")
    assert _delegates(walk) == 0
    confirm(secretary, "apply")
    secretary.expect("这份名册已纳入", within=60_000).see("12-roll-applied", full=True, also=(360,))
    assert _delegates(walk) == 10
    secretary.go(f"{at}/delegates/").expect("正式代表10名").see("13-delegates", full=True, also=(360,))


def add_item(secretary: Person, at: str) -> None:
    """Add an item through its form; power and way of voting follow from the matter, and hold against another."""
    page = secretary.go(f"{at}/agenda/").page
    secretary.press("添加一项")
    secretary.see("14-item-new", full=True, also=(360,))
    secretary.press("保存本项")
    secretary.expect("请填写这一项").see("15-item-refused", full=True, also=(360,))
    page.get_by_label("标题").fill("集体合同（草案）")
    page.get_by_label("事项").select_option("M-CC")
    page.get_by_label("预计时长").fill("25")
    page.get_by_label("报告人").fill("褚知遥")
    secretary.press("保存本项")
    secretary.expect("已添加到议程末尾").expect("审议通过").see("16-agenda", full=True, also=(360,))
    page.get_by_role("link", name="集体合同（草案）").click()
    secretary.expect("法定职权：审议通过").see("17-item", full=True, also=(360,))
    page.locator("[name=form]").select_option("SHOW_OF_HANDS")
    secretary.press("保存本项")
    secretary.expect("这项职权的表决方式应当是：无记名投票").see("18-item-unlawful", full=True, also=(360,))


def _delegates(walk: Walk) -> int:
    return int(walk.site.one("select count(*) from congress_delegate d join congress_term t on t.id = d.term_id"
                             " where t.number = 4"))  # fmt: skip
