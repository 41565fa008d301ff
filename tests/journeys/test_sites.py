"""A congress held in two places and online: each desk signs in at its own place, each wall shows its own count."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Begin
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
    _at_the_kiosk(walk, chair, desk, _slip(walk, chair, desk))


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
    desk.press("已交给本人，清除")
    desk.expect("已发的投票条").see("13-slips-given", full=True, also=(360,))
    assert code not in desk.page.content()
    return code


def _at_the_kiosk(walk: Walk, chair: Person, desk: Person, code: str) -> None:
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
