"""The chair doubts that all are still here: people are counted on their phones, and only the silent are gone.

Before that they speak in turn: phone, desk, podium and wall show who speaks, how long still, and who comes next.
"""

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Begin
from tests.journeys.crowd import Crowd
from tests.journeys.walking import DESK, SMALL, WALL, Person, Walk, hold, step

pytestmark = pytest.mark.journey
ANSWERED = 8


def test_roll_call_when_people_are_silent_then_they_are_gone_and_may_come_back(begin: Begin, in_session: Path) -> None:
    walk = begin("rollcall", in_session)
    chair = walk.person("贺明川", "主持人", size=DESK).go(f"{walk.meeting}/chair/")
    operator = walk.person("秦望舒", "会务操作", size=DESK).go(f"{walk.meeting}/chair/")
    phone = walk.person("沈知遥", "职工代表", size=SMALL).go(f"{walk.meeting}/")
    wall, podium = _screen(walk, chair, "打开一块大屏"), _screen(walk, chair, "打开主持屏")
    crowd = Crowd(walk.site, ANSWERED, but=("沈知遥", "贺明川", "秦望舒", "梁守拙"))
    step(chair, "进入下一项")
    podium.expect("进入").see("01-podium-item")

    _speak_in_turn(walk, chair, operator, phone, wall, podium, crowd)
    operator.page.get_by_role("button", name="会场断网").click()
    operator.page.wait_for_load_state()
    operator.expect("会场断网").see("11-operator", also=(390, 360))
    chair.page.wait_for_timeout(300)
    step(chair, "进入表决")
    step(chair, "开始表决")
    phone.go(f"{walk.meeting}/papers/")
    _count(walk, chair, operator, phone, wall, podium, crowd)
    _settle(walk, chair, operator, phone)


def _screen(walk: Walk, chair: Person, button: str) -> Person:
    """Open a screen of the hall from the chair's desk, on a computer of its own."""
    with chair.page.expect_popup() as opened:
        chair.press(button)
    address = opened.value.url
    opened.value.close()
    return walk.stranger(button, size=WALL).go(address)


def _speak_in_turn(
    walk: Walk, chair: Person, operator: Person, phone: Person, wall: Person, podium: Person, crowd: Crowd
) -> None:
    item = UUID(walk.site.one("select current_item_id from congress_meeting where current_item_id is not null"))
    crowd.press(f"/item/{item}/speak/", kind="SPEECH")
    phone.press("申请发言")
    phone.page.get_by_label("询问").check()
    phone.page.locator("#speak .btn-main").click()
    phone.expect(f"前面还有{ANSWERED}位").see("02-phone-waits", full=True)
    chair.press("截止申请")
    chair.expect("申请已截止").see("03-chair-speakers", also=(390, 360))
    phone.expect("发言申请已经截止")
    chair.press("呼叫下一位")
    wall.expect("剩余").see("04-wall-speaker")
    podium.expect("正在发言").see("05-podium-speaker")
    for _turn in range(ANSWERED):
        chair.press("呼叫下一位")
    phone.expect("请您发言").see("06-phone-speaks", full=True)
    phone.go(f"{walk.meeting}/papers/").expect("请您发言").see("07-phone-speaks-papers")
    operator.expect("结束发言").see("08-operator-speaker")
    chair.press("结束发言")
    expect(phone.page.get_by_text("请您发言")).to_have_count(0)


def _count(
    walk: Walk, chair: Person, operator: Person, phone: Person, wall: Person, podium: Person, crowd: Crowd
) -> None:
    desk = walk.person("梁守拙", "签到台", size=DESK).go(f"{walk.meeting}/desk/")
    chair.page.get_by_role("link", name="清点人数").first.click()
    chair.see("20-sheet")
    chair.page.locator("#rollcall .btn-main").click()
    phone.expect("请点“我在会场”").see("21-phone-asked", also=(390,))
    vote = UUID(walk.site.one("select id from congress_vote"))
    phone.go(f"/vote/{vote}/").expect("请点“我在会场”").see("22-ballot-asked")
    call = UUID(walk.site.one("select id from congress_rollcall"))
    crowd.press(f"{walk.meeting}/rollcall/{call}/answer/")
    wall.expect("请在手机上点").see("23-wall")
    podium.expect("清点人数").see("24-podium")
    chair.expect("提前结束").see("25-chair-running", also=(390, 360))
    phone.page.get_by_role("button", name="我在会场").click()
    phone.expect("您已应答").see("26-ballot-answered")
    phone.page.locator(".opt").first.click()  # the ballot that lay open is still the same
    expect(phone.page.locator("[data-ballot-chosen]")).to_be_visible()
    desk.expect("正在清点人数").see("27-desk", full=True, also=(390, 360))
    desk.page.locator("#call-entry").fill(walk.delegate("贺明川"))
    desk.page.keyboard.press("Enter")
    desk.expect("已确认在场")
    expect(chair.page.locator(".count", has_text="已应答").first).to_contain_text(str(ANSWERED + 2))


def _settle(walk: Walk, chair: Person, operator: Person, phone: Person) -> None:
    chair.expect("按住登记离场", within=90_000).expect("名册不变").expect("表决不能停止和确认")
    chair.see("30-chair-over", also=(390, 360))
    operator.expect("按住登记离场").see("31-operator-over", full=True)
    gone = 161 - ANSWERED - 2
    hold(chair, chair.page.get_by_role("button", name="按住登记离场"))
    chair.expect(f"{gone} 位代表登记为离场").expect("到会不足法定人数").see("32-chair-lost", also=(390, 360))
    operator.expect("到会不足法定人数").see("33-operator-lost")
    assert walk.site.one("select count(*) from congress_presenceentry where channel = 'ROLL_CALL'") == gone
    assert walk.site.one("select count(*) from congress_rollentry") == 161
    expect(chair.page.locator(".next-step button[disabled]")).to_contain_text("停止表决")
    phone.go(f"{walk.meeting}/").expect("去表决").see("34-phone-still-here", full=True)
