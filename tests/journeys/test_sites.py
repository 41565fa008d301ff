"""A congress held in two places and online: each desk signs in at its own place, each wall shows its own count."""

import json
from pathlib import Path

import pytest
import segno
from playwright.sync_api import expect

from tests.journeys.conftest import Begin
from tests.journeys.sealed import enter_sheet
from tests.journeys.server import copied, run
from tests.journeys.walking import DESK, SMALL, WALL, Person, Walk, choose, hold, send, step

pytestmark = pytest.mark.journey


@pytest.fixture
def two_places(demo: Path, tmp_path: Path) -> Path:
    folder = copied(demo, tmp_path / "sites")
    run(folder, "tests.journeys.stage", "--sites")
    return folder


def test_congress_when_in_two_places_and_online_then_one_count_and_each_place_its_own(
    begin: Begin, two_places: Path
) -> None:
    walk = begin("sites", two_places)
    chair = walk.person("贺明川", "主持人", size=DESK).go(f"{walk.meeting}/chair/")
    phone = walk.person("沈知遥", "职工代表", size=SMALL).go(f"{walk.meeting}/sign-in/")
    phone.expect("您的会场").see("01-phone", full=True)
    desk = walk.person("梁守拙", "签到台", size=DESK).go(f"{walk.meeting}/desk/")
    desk.expect("您在哪个会场签到？").see("02-desk-asks", also=(360,))
    _sign_in(walk, desk)
    chair.go(f"{walk.meeting}/chair/").see("05-chair", full=True, also=(390,))
    wall = _screen(walk, chair, "大屏：动力车间分会场")
    chair.go(f"{walk.meeting}/chair/")
    assert chair.post(f"{walk.meeting}/chair/wall/", what="SIGN_IN") == 0
    wall.expect("本会场").see("06-wall-sign-in")
    assert chair.post(f"{walk.meeting}/chair/wall/", what="WELCOME") == 0
    wall.expect("动力车间分会场").see("07-wall-welcome")
    assert chair.post(f"{walk.meeting}/chair/wall/", what="FOLLOW") == 0
    kiosk = _at_the_kiosk(walk, chair, desk, _slip(walk, chair, desk))
    _counted(walk, chair, wall)
    _taken_back(walk, chair, wall, kiosk)


def _sign_in(walk: Walk, desk: Person) -> None:
    desk.press("动力车间分会场")
    for name, told in (("沈知遥", "签到成功"), ("沈知遥", "已在动力车间分会场签到"), ("贺明川", "签到成功")):
        desk.page.locator("#entry").fill(walk.delegate(name))
        desk.page.keyboard.press("Enter")
        desk.expect(told)
    desk.see("03-desk-of-a-site", full=True, also=(360,))


def _screen(walk: Walk, opener: Person, button: str) -> Person:
    """Open a screen of the hall on a computer of its own."""
    with opener.page.expect_popup() as opened:
        opener.press(button)
    address = opened.value.url
    opened.value.close()
    return walk.stranger(button, size=WALL).go(address)


def _slip(walk: Walk, chair: Person, desk: Person) -> str:
    """A delegate without a phone gets a slip; its code is shown once."""
    for label in ("进入下一项", "进入表决"):
        step(chair, label)
    chair.press("监票人不能生成密钥")
    hold(chair, chair.page.locator("#host-key .btn-main"))
    desk.go(f"{walk.meeting}/desk/ballot-slips/").expect("也没有投票条").see("10-slips", full=True, also=(360,))
    without_phone = "select d.number from congress_delegate d join registry_person p on p.id = d.person_id"
    came = "d.id in (select delegate_id from congress_presenceentry) and d.kind = 'FULL'"
    number = walk.site.rows(f"{without_phone} where p.account_id is null and {came} order by d.number")[0][0]
    desk.page.locator("#entry").fill(number)
    desk.page.keyboard.press("Enter")
    desk.expect("核对无误，发投票条").see("11-slip-asks", also=(360,))
    desk.press("核对无误，发投票条")
    desk.expect("已交给本人，清除").see("12-slip", also=(360,))
    code = desk.page.locator("[data-slip-code]").inner_text()
    assert len(code.replace(" ", "")) == 20
    assert desk.page.locator("[data-slip-qr] path").get_attribute("d") == _qr(code.replace(" ", ""))
    desk.press("已交给本人，清除")
    desk.expect("已发的投票条").see("13-slips-given", full=True, also=(360,))
    assert code not in desk.page.content()
    return code


def _qr(code: str) -> str:
    """The same picture from another hand: each dark square of the QR code, inside its quiet zone of four."""
    rows = segno.make(code, version=1, error="m", mask=0, boost_error=False).matrix
    return "".join(
        f"M{x + 4} {y + 4}h1v1h-1z" for y, row in enumerate(rows) for x, dark in enumerate(row) if dark
    )  # fmt: skip


def _at_the_kiosk(walk: Walk, chair: Person, desk: Person, code: str) -> Person:
    """The slip opens a ballot of the same box as the phones'; the kiosk forgets it."""
    kiosk = _screen(walk, desk, "把这台设备作投票亭")
    kiosk.expect("请输入投票条上的编码").see("14-kiosk", also=(360, 820))
    kiosk.page.locator("#code").fill("0000")
    kiosk.press("打开我的票")
    kiosk.expect("编码不完整")
    kiosk.page.locator("#code").fill(code.lower())
    kiosk.press("打开我的票")
    kiosk.expect("现在还不能投票").see("15-kiosk-waits", also=(360,))
    kiosk.press("完成，下一位")
    chair.go(f"{walk.meeting}/chair/").see("16-chair-freeze", full=True, also=(390,))
    step(chair, "固定名册")
    step(chair, "开始表决")
    _cast(walk, kiosk, code)
    return kiosk


def _cast(walk: Walk, kiosk: Person, code: str) -> None:
    kiosk.page.locator("#code").fill(code)
    kiosk.press("打开我的票")
    kiosk.expect("无记名密封票").see("17-kiosk-ballot", full=True, also=(360, 820))
    choose(kiosk, "赞成")
    kiosk.see("18-kiosk-confirm")
    send(kiosk)
    kiosk.expect("投票亭，密封票").see("19-kiosk-received", full=True, also=(360,))
    kiosk.press("完成，下一位")
    expect(kiosk.page.locator("#code")).to_have_value("")
    kept = kiosk.page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "sealed" not in kept
    assert code[:4] not in kept
    assert kiosk.page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    kiosk.page.locator("#code").fill(code)
    kiosk.press("打开我的票")
    kiosk.expect("不会重复计票")
    kiosk.expect("请输入投票条上的编码", within=45_000)
    voted = "select count(*) from congress_seat s join congress_rollentry r on r.delegate_id = s.delegate_id"
    assert walk.site.one(f"{voted} where r.channel = 'KIOSK' and s.tracker != ''") == 1


def _counted(walk: Walk, chair: Person, wall: Person) -> None:
    """Kiosk and phones are one count, each with its own turnout; those without either are counted from paper."""
    run(walk.site.folder, "tests.journeys.stage", "--cast", "30", "8")
    step(chair.go(f"{walk.meeting}/chair/"), "停止表决")
    paper = int(walk.site.one("select count(*) from congress_rollentry where channel = 'PAPER'"))
    for name in ("罗予安", "柳成荫"):
        one = walk.person(name, "监票人").go(f"{walk.meeting}/count/")
        one.expect("投票亭").see("20-count", full=True, also=(360,))
        one.press("核对无误，签署")
        one.page.wait_for_load_state()
        if paper:
            enter_sheet(one, walk, {"issued": paper, "returned": paper, "votes_for": paper, "votes_against": 0,
                                    "abstained": 0, "blank": 0, "spoiled": 0})  # fmt: skip
    step(chair.go(f"{walk.meeting}/chair/"), "宣布结果")
    chair.see("21-chair-result", full=True, also=(390,))
    wall.expect("未表决").see("22-wall-result")
    found = walk.site.rows("select votes_for, votes_against, turnout from congress_voteresult")[0]
    assert (found[0], found[1]) == (30 + 1 + paper, 8)
    assert json.loads(found[2])["KIOSK"] == {"issued": 1, "received": 1}


def _taken_back(walk: Walk, chair: Person, wall: Person, kiosk: Person) -> None:
    """The addresses of wall and kiosk are taken back; both say so, the wall by itself."""
    chair.go(f"{walk.meeting}/screens/").expect("个地址在用").see("23-screens", full=True, also=(360,))
    chair.press("收回全部地址…")
    chair.see("24-take-back", also=(360,))
    hold(chair, chair.page.locator("#take-back .btn-main"))
    chair.expect("已收回")
    wall.expect("这个地址已经收回").see("25-wall-taken-back")
    kiosk.page.reload()
    kiosk.expect("这个地址已经收回").see("26-kiosk-taken-back", also=(360,))
