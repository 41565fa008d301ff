"""A contract in three versions: compared on the phone, put before the hall, followed, read without a line."""

from pathlib import Path

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, WALL, Person, Walk

pytestmark = pytest.mark.journey
CONTRACT = "集体合同（草案）"
INTERNAL = "劳动安全卫生、社会保险和教育培训经费情况报告"


def open_paper(phone: Person, title: str) -> Person:
    phone.page.locator("main").get_by_role("link", name=title, exact=False).first.click()
    phone.page.wait_for_load_state()
    return phone


def compared(phone: Person) -> None:
    """Look at what was changed: since the version before, since the first, and step by step."""
    phone.press("^对比$")
    phone.expect("每班补贴").see("04-compare", full=True, also=(360,))
    assert phone.page.locator(".marked ins").filter(has_text="三十").count() == 1
    phone.press("第1版（草案）")
    phone.expect("新增").see("05-compare-first", full=True, also=(360,))
    phone.press("逐稿对照")
    phone.expect("第2版（修改稿） → 第3版（表决稿）").see("06-three-way", full=True, also=(360,))
    assert phone.page.locator(".change", has_text="第七条").locator(".change-step").count() == 2
    phone.page.locator(".change", has_text="第七条").get_by_role("link", name="看全文这一段").click()
    phone.page.wait_for_url("**#p*")
    phone.expect("夜班班车末班延至").see("07-at-the-clause")


def prepared(walk: Walk) -> None:
    """The secretary sees who has not read it, reminds them, compares, and takes the marked-up draft."""
    secretary = walk.person("宋青禾", "工会干事", size=DESK).go(f"{walk.meeting}/prepare/materials/")
    secretary.see("10-materials", full=True, also=(360,))
    secretary.page.get_by_role("link", name=CONTRACT, exact=True).click()
    secretary.expect("未读代表").see("11-receipts", full=True, also=(360,))
    secretary.press("提醒未读代表")
    secretary.expect("已提醒")
    secretary.press("和上一版对比")
    secretary.expect("改3处").see("12-secretary-compares", full=True, also=(360,))
    for ending in ("docx", "pdf"):
        with secretary.page.expect_download() as fetched:
            secretary.page.get_by_role("link", name=f"花脸稿 {ending}").click()
        assert fetched.value.suggested_filename.endswith(ending)


def shown(walk: Walk, phone: Person) -> None:
    """The operator puts old and new clause before the hall, and a phone follows the chair from page to page."""
    operator = walk.person("秦望舒", "会务操作", size=DESK).go(f"{walk.meeting}/screens/")
    wall = walk.stranger("大屏", size=WALL)
    with operator.context.expect_page() as opened:
        operator.press("打开一块大屏")
    wall.go(opened.value.url)
    phone.go(f"{walk.meeting}/follow/").expect("主席现在没有讲材料").see("20-nothing-to-follow")
    operator.page.locator(".pics").nth(2).get_by_role("link").first.click()
    expect(operator.page.locator(".monitors .clause").first).to_be_visible()
    operator.see("21-comparison-looked-at", also=(360,))
    operator.page.locator("#on-air").click()
    expect(wall.page.locator(".clause ins").first).to_be_visible()
    wall.see("22-wall-clause-1")
    phone.expect("正跟随主席").see("23-followed", also=(360,))
    first = phone.page.locator(".change-head").inner_text()
    operator.press("下一页")
    expect(wall.page.locator(".pg")).to_contain_text("2 /")
    wall.see("24-wall-clause-2")
    expect(phone.page.locator(".change-head")).not_to_have_text(first)
    phone.press("不跟随，自己读")
    phone.expect("主席正讲到这份材料").see("25-let-go", also=(360,))
    operator.page.locator(".pics").nth(1).get_by_role("link").first.click()
    operator.page.locator("#on-air").click()
    expect(wall.page.locator(".leaf p").first).to_be_visible()
    phone.expect("主席正讲到《").press("跟随主席")
    phone.expect("大屏第 1 /").see("26-taken-up-again", also=(360,))


def test_paper_when_changed_twice_then_compared_shown_followed_and_read_without_a_line(
    begin: Begin, in_session: Path
) -> None:
    walk = begin("papers", in_session)
    phone = walk.person("沈知遥").go(f"{walk.meeting}/papers/")
    phone.expect("还有2份必读材料没有读").see("01-papers", full=True, also=(360,))
    phone.expect("材料已存到本机")
    open_paper(phone, INTERNAL).see("02-watermark", full=True, also=(360,))
    with phone.page.expect_download() as fetched:
        phone.press("下载（带本人姓名水印）")
    words = "".join("".join(page.extract_text().split()) for page in PdfReader(fetched.value.path()).pages)
    assert words.count(f"沈知遥{walk.delegate('沈知遥')}") > 10
    phone.go(f"{walk.meeting}/papers/")
    open_paper(phone, CONTRACT).see("03-contract", full=True, also=(360,))
    compared(phone)
    prepared(walk)
    shown(walk, phone)
    reader = walk.person("欧阳穗宁").go(f"{walk.meeting}/papers/").expect("会务组").expect("材料已存到本机")
    reader.see("30-reminded", also=(360,))
    number = walk.delegate("欧阳穗宁")
    walk.site.kill()
    open_paper(reader, CONTRACT).expect("没有网络，这是").see("31-without-a-line", full=True, also=(360,))
    assert read_by(walk, number) == 0
    walk.site.start()
    reader.go(f"{walk.meeting}/papers/").expect("会议材料")
    for _ in range(100):
        if read_by(walk, number):
            break
        reader.page.wait_for_timeout(100)
    assert read_by(walk, number) == 1


def read_by(walk: Walk, number: str) -> int:
    return int(walk.site.one(
        "select count(*) from congress_paperreceipt r join congress_delegate d on d.id = r.delegate_id "
        "join congress_paper p on p.id = r.paper_id where d.number = ? and r.kind = 'READ' and p.title = ?",
        number, CONTRACT,
    ))  # fmt: skip
