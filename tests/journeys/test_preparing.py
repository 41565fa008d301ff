"""The secretary of the group prepares: a roster with faults comes in and out again; nine steps make a meeting ready."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect

from gonghui.registry.tests import files
from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, Person, Walk

pytestmark = pytest.mark.journey
POSTS = (
    ("presidium", "主席团成员", ("001", "013", "014")),
    ("presiding", "执行主席", ("013",)),
    ("secretary_general", "秘书长", ("002",)),
    ("scrutineer", "监票人", ("015", "040")),
    ("teller", "计票人", ("017",)),
)
GOOD = [
    (f"钱{given}", "男", f"JX{n:03d}", "", f"1990000{9000 + n}", "预制构件厂", "钢筋工", "一线", "2024-03-01")
    for n, given in enumerate(("一鸣", "海川", "长风", "如松", "景行", "若谷"))
]
FAULTY = [
    ("钱向阳", "男", "JX101", "", "1990000", "预制构件厂", "钢筋工", "一线", ""),
    ("钱子衿", "女", "JX102", "110101199001011230", "19900009102", "预制构件厂", "资料员", "专业技术", ""),
    ("钱书言", "男", "JX000", "", "19900009103", "预制构件厂", "钢筋工", "一线", ""),
]
# One file, made once: a workbook holds the time at which it was made, and "the very same file" is part of the story.
ROSTER = files.xlsx([*GOOD, *FAULTY])

MOVING = """() => {
  const bar = document.querySelector('#work progress');
  return bar !== null && bar.hasAttribute('max') && bar.value > 0 && bar.value < bar.max;
}"""
"""The bar of long work stands strictly between nothing and all."""


def test_roster_when_faulty_then_repaired_undone_and_imported_again(begin: Begin, demo: Path) -> None:
    walk = begin("roster", demo)
    secretary = walk.person("褚知遥", "工会干事", size=DESK)
    union = UUID(walk.site.one("select union_id from registry_office o join registry_person p on p.id = o.person_id"
                               " where p.name = '褚知遥' limit 1"))  # fmt: skip
    before = _members(walk)
    _upload(secretary, f"/unions/{union}/imports/new/", shot="01")
    secretary.expect("登记6人", within=60_000).see("02-preview", full=True, also=(360,))
    # The short phone number is put right in place; nothing is stored yet.
    secretary.page.locator("a[href$='/rows/8/']").click()
    secretary.page.locator("[name=phone]").fill("19900009101")
    secretary.see("03-repair", also=(360,))
    secretary.press("改好了，再检查")
    secretary.go(f"/unions/{union}/imports/").see("04-imports", also=(360,))
    secretary.press("名册.xlsx")
    secretary.expect("登记7人")
    assert _members(walk) == before
    confirm(secretary, "apply")
    secretary.expect("这份名册已登记", within=60_000).see("05-applied", full=True, also=(360,))
    assert _members(walk) == before + 7
    confirm(secretary, "undo")
    secretary.expect("这次导入已整批撤销", within=60_000).see("06-undone", also=(360,))
    assert _members(walk) == before
    _upload(secretary, f"/unions/{union}/imports/new/")
    secretary.expect("登记6人", within=60_000)
    confirm(secretary, "apply")
    secretary.expect("这份名册已登记", within=60_000)
    assert _members(walk) == before + 6
    _upload(secretary, f"/unions/{union}/imports/new/")
    secretary.expect("这份名册已经登记过", within=60_000).see("07-again", also=(360,))
    assert _members(walk) == before + 6


@pytest.mark.alone
def test_roster_of_five_thousand_when_read_then_its_bar_moves_and_the_preview_is_there_in_ten_seconds(
    begin: Begin, demo: Path
) -> None:
    walk = begin("long-roster", demo)
    secretary = walk.person("褚知遥", "工会干事", size=DESK)
    union = UUID(walk.site.one("select union_id from registry_office o join registry_person p on p.id = o.person_id"
                               " where p.name = '褚知遥' limit 1"))  # fmt: skip
    page = secretary.go(f"/unions/{union}/imports/new/").page
    content = files.xlsx(files.many(5000, faults=300))
    page.locator("#id_file").set_input_files(
        {"name": "全员.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    began = time.monotonic()
    secretary.press("上传并检查")
    page.wait_for_function(MOVING)
    expect(page.locator("a[data-sheet=apply]")).to_be_visible(timeout=60_000)  # in the preview alone
    secretary.expect("共5000行")
    took = time.monotonic() - began
    secretary.see("01-preview", also=(360,))
    assert took < 10


def test_wizard_when_all_nine_steps_are_done_then_the_meeting_may_open(begin: Begin, demo: Path) -> None:
    walk = begin("wizard", demo)
    secretary = walk.person("褚知遥", "工会干事", size=DESK)
    secretary.go("/prepare/").see("01-meetings", also=(360,))
    meeting = UUID(walk.site.one("select id from congress_meeting where ready_at is null"))
    wizard = Wizard(walk, secretary, f"/m/{meeting}/prepare")
    secretary.go(f"{wizard.at}/basics/").see("02-basics", full=True, also=(360,))
    secretary.go(f"{wizard.at}/agenda/").see("wizard")
    missing = [_missing(secretary)]
    for n, (step, take) in enumerate(STEPS, 3):
        secretary.go(f"{wizard.at}/{step}/").see(f"{n:02d}-{step}", full=True, also=(360,))
        take(wizard)
        secretary.go(f"{wizard.at}/{step}/").see(f"{n:02d}-{step}-done", full=True, also=(360,))
        missing.append(_missing(secretary))
    assert missing == sorted(missing, reverse=True)
    assert (missing[0], missing[-1]) == (16, 0)
    secretary.expect("九步都已办好")
    secretary.page.get_by_role("link", name="可以开会").click()
    secretary.see("11-sheet", also=(360,))
    secretary.page.locator("#ready .btn-main").click()
    secretary.expect("已准备就绪").see("12-ready", also=(360,))
    assert walk.site.one("select state from congress_meeting where id = ?", meeting.hex) == "READY"
    secretary.go(f"{wizard.at}/agenda/").see("13-fixed")
    assert secretary.page.get_by_role("button", name="删去第1项").count() == 0


class Wizard:
    """The nine steps, each as the secretary takes it."""

    def __init__(self, walk: Walk, secretary: Person, at: str) -> None:
        self.walk, self.person, self.at = walk, secretary, at

    def upward(self) -> None:
        """Step 2: what the law only advises is done, too: the report goes up, the answer comes down."""
        self.person.press("登记报送")
        self.person.page.get_by_label("批复文号").fill("津工复〔2026〕17号")
        self.person.press("登记批复")
        self.person.expect("批复已登记")

    def delegates(self) -> None:
        """Step 3: the report on who was elected."""
        self.person.go(f"{self.at}/qualification/").see("04-qualification", full=True, also=(360,))
        self.person.press("完成资格审查")
        self.person.expect("资格审查已完成")

    def bodies(self) -> None:
        """Step 4: nobody is appointed without having been looked for, and no two scrutineers from one delegation."""
        for role, word, numbers in POSTS:
            for number in numbers:
                self._nominate(role, word, number)
                self.person.expect("已登记")
        self._nominate("scrutineer", "监票人", "016")
        self.person.expect("监票人应当来自不同的代表团").see("05-refused", also=(360,))

    def _nominate(self, role: str, word: str, number: str) -> None:
        page = self.person.page
        page.locator("#finder [name=role]").select_option(role)
        page.locator("#finder [name=words]").fill(number)
        self.person.press("^查找$")
        page.get_by_role("button", name=f"提名为{word}").click()

    def agenda(self) -> None:
        """Step 5: both sides sign."""
        self.person.press("工会确认议程")
        self.person.page.get_by_label("单位一方确认人").fill("总经理 汤敬之")
        self.person.press("登记单位确认")
        self.person.expect("总经理 汤敬之")

    def materials(self) -> None:
        """Step 6: the first paper by hand, the others as fast as forms are sent; then all are served."""
        page, at = self.person.page, f"{self.at}/materials/"
        items = self.walk.site.rows(
            "select i.id, i.title from congress_agendaitem i join congress_meeting m on m.id = i.meeting_id"
            " where m.ready_at is null and i.power <> 'PROCEDURE' order by i.position"
        )
        first, title = UUID(items[0][0]), items[0][1]
        page.locator("[name=title]").fill(f"{title}（草案）")
        page.locator("[name=item]").select_option(str(first))
        page.locator("[name=text]").fill("一、总体情况。\n二、下一步安排。")
        self.person.press("^添加材料$")
        self.person.expect(f"{title}（草案）")
        for item, title in items[1:]:
            fields = {"title": f"{title}（草案）", "item": str(UUID(item)), "kind": "REPORT", "text": "正文。"}
            assert self.person.post(at, **fields) == 0
        self.person.go(at)  # says all that at once
        self.person.go(at).see("07-materials-waiting", full=True, also=(360,))
        self.person.press("送达全体代表")
        self.person.expect("已送达")

    def opinions(self) -> None:
        """Step 7: every delegation says what it made of the papers."""
        page = self.person.page
        while page.get_by_role("link", name="登记讨论情况").count():
            self.person.press("登记讨论情况")
            page.locator("[name=held_on]").fill(page.evaluate("new Date().toLocaleDateString('sv')"))
            page.locator("[name=attended]").fill("12")
            page.locator("[name=summary]").fill("同意提交大会；建议第三条写明夜班补贴的标准和发放时间。")
            page.locator("form .btn-main").last.click()
            self.person.expect("讨论情况已登记")

    def notices(self) -> None:
        """Step 8: what is sent is what was shown."""
        self.person.press("保存通知稿")
        self.person.expect("发给全体代表").see("09-notices-preview", full=True, also=(360,))
        self.person.press("发给全体代表")
        self.person.expect("送达情况")

    def rehearsal(self) -> None:
        """Step 9: papers for a day without power."""
        answer = self.person.context.request.get(f"{self.walk.site.url}{self.at}/fallback.pdf", timeout=120_000)
        assert answer.body().startswith(b"%PDF-")
        self.person.press("已打印")
        self.person.press("彩排已完成")
        self.person.page.get_by_role("button", name="彩排已完成").wait_for(state="detached")


STEPS: tuple[tuple[str, Callable[[Wizard], None]], ...] = (
    ("upward", Wizard.upward), ("delegates", Wizard.delegates), ("bodies", Wizard.bodies), ("agenda", Wizard.agenda),
    ("materials", Wizard.materials), ("opinions", Wizard.opinions), ("notices", Wizard.notices),
    ("rehearsal", Wizard.rehearsal),
)  # fmt: skip


def _missing(secretary: Person) -> int:
    """Return how many things must still be done, as the gate of the wizard says it."""
    said = secretary.page.inner_text("body")
    found = re.search(r"还有(\d+)件必办的事", said)
    assert found or "必办的事都已办好" in said
    return int(found[1]) if found else 0


def _upload(secretary: Person, path: str, *, shot: str = "") -> None:
    secretary.go(path)
    if shot:
        secretary.see(f"{shot}-new", also=(360,))
    secretary.page.locator("#id_file").set_input_files(
        {"name": "名册.xlsx", "mimeType": "application/octet-stream", "buffer": ROSTER}
    )
    secretary.press("上传并检查")


def confirm(secretary: Person, sheet: str) -> None:
    """Open a sheet that asks once more, and agree."""
    secretary.page.locator(f"[data-sheet={sheet}]").first.click()
    dialog = secretary.page.locator(f"#{sheet}")
    expect(dialog).to_be_visible()
    dialog.locator(".btn-main").click()


def _members(walk: Walk) -> int:
    return int(walk.site.one("select count(*) from registry_membership where until is null"))
