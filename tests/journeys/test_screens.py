"""The operator looks at a picture first, and only then lets the hall see it."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, WALL

pytestmark = pytest.mark.journey


def test_screens_when_a_picture_is_looked_at_and_cut_then_the_hall_sees_it_and_can_follow_again(
    begin: Begin, in_session: Path
) -> None:
    walk = begin("screens", in_session)
    operator = walk.person("秦望舒", "会务操作", size=DESK).go(f"{walk.meeting}/screens/")
    wall = walk.stranger("大屏", size=WALL)
    with operator.context.expect_page() as opened:
        operator.press("打开一块大屏")
    wall.go(opened.value.url)
    before = wall.page.locator(".ttl").inner_text()

    operator.see("01-screens", also=(360,))
    operator.page.get_by_role("link", name="会议议程").click()
    expect(operator.page.locator(".monitors .agenda").first).to_be_visible()
    operator.see("02-preview", also=(360,))
    assert wall.page.locator(".ttl").inner_text() == before
    operator.page.locator("#on-air").click()
    wall.expect("会议议程").see("03-wall-agenda")

    operator.page.locator(".pics").nth(1).get_by_role("link").first.click()
    operator.page.locator("#on-air").click()
    expect(wall.page.locator(".leaf p").first).to_be_visible()
    wall.see("04-wall-paper")
    operator.press("下一页")
    expect(wall.page.locator(".pg")).to_contain_text("2 /")
    operator.see("05-paper-on-air")

    operator.page.get_by_label("要显示的话").fill("午餐在二楼食堂，下午一点半继续开会")
    operator.press("预览通知")
    operator.page.locator("#on-air").click()
    wall.expect("午餐在二楼食堂，下午一点半继续开会").see("06-wall-message")
    operator.page.get_by_role("button", name="把“奏唱国歌”切到大屏").click()
    wall.expect("请全体起立").see("07-wall-anthem")
    operator.press("恢复跟随议程")
    expect(wall.page.locator(".ttl")).to_have_text(before)
    operator.page.get_by_label("如会场无线网名称和密码").fill("无线网 HeDu-Meeting　密码 88886666")
    operator.page.get_by_role("button", name="保存").click()
    operator.page.get_by_role("button", name="把“欢迎与签到码”切到大屏").click()
    wall.expect("HeDu-Meeting").see("08-wall-welcome")
