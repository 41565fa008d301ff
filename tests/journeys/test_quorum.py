"""The quorum is lost in the middle of a vote: nothing may be stopped or confirmed until enough have come back."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, WALL, Person, Walk, hold, next_step, step

pytestmark = pytest.mark.journey
GONE = 25


def test_quorum_when_lost_during_a_vote_then_stop_waits_until_people_come_back(begin: Begin, in_session: Path) -> None:
    walk = begin("quorum", in_session)
    chair = walk.person("贺明川", "主持人", size=DESK).go(f"{walk.meeting}/chair/")
    desk = walk.person("梁守拙", "签到台", size=DESK).go(f"{walk.meeting}/desk/")
    for label in ("进入下一项", "进入表决", "开始表决"):
        step(chair, label)
    chair.see("01-enough", also=(390,))
    _send_out(walk, desk)

    # The desk has told the chair's page by itself: a red band, and a button that says what it waits for.
    chair.expect("到会不足法定人数").expect("实到 136 人").see("02-lost", also=(390, 360))
    expect(chair.page.locator(".next-step button[disabled]")).to_contain_text("停止表决")
    chair.expect("到会不足法定人数，还差 6 人")
    vote = UUID(walk.site.one("select id from congress_vote"))
    status, said = chair.answer(f"{walk.meeting}/chair/step/", step="stop-vote", target=str(vote))
    assert status == 422
    assert "142" in said
    assert walk.site.one("select state from congress_vote") == "OPEN"
    status, said = chair.answer(f"{walk.meeting}/chair/adjourn/", text="等候代表")
    assert (status, "正在表决，不能休会" in said) == (409, True)

    _call_back(walk, desk, 6)
    expect(next_step(chair)).to_contain_text("停止表决")
    expect(chair.page.locator(".notice", has_text="到会不足法定人数")).to_have_count(0)
    step(chair, "停止表决")
    assert walk.site.one("select state from congress_vote") == "STOPPED"
    chair.see("03-stopped")


def test_quorum_when_lost_for_long_then_adjourned_and_resumed(begin: Begin, in_session: Path) -> None:
    walk = begin("adjourn", in_session)
    chair = walk.person("贺明川", "主持人", size=DESK).go(f"{walk.meeting}/chair/")
    desk = walk.person("秦望舒", "会务操作", size=DESK).go(f"{walk.meeting}/desk/")
    phone = walk.person("沈知遥", "职工代表").go(f"{walk.meeting}/")
    step(chair, "进入下一项")
    _send_out(walk, desk)
    desk.go(f"{walk.meeting}/desk/").see("01-desk", full=True, also=(390, 360))
    chair.expect("到会不足法定人数")
    chair.page.locator(".alarm").get_by_role("link", name="休会").click()
    chair.page.locator("#adjourn-text").fill("到会不足法定人数，休会十五分钟")
    chair.see("02-adjourn-sheet")
    hold(chair, chair.page.locator("#adjourn button[data-hold-for]"))
    chair.expect("还差 6 人到会").see("03-adjourned")
    expect(chair.page.locator(".next-step button[disabled]")).to_contain_text("继续开会")
    phone.expect("已休会").see("04-phone-adjourned", also=(360,))

    _call_back(walk, desk, 6)
    step(chair, "继续开会")
    step(chair, "进入表决")
    assert walk.site.one("select count(*) from congress_presenceentry where direction = 'OUT'") == GONE
    phone.expect("正在进行").see("05-resumed")


def test_quorum_when_it_cannot_be_had_today_then_put_off_and_resumed_with_everybody_signed_in_anew(
    begin: Begin, in_session: Path
) -> None:
    walk = begin("put-off", in_session)
    chair = walk.person("贺明川", "主持人", size=DESK).go(f"{walk.meeting}/chair/")
    desk = walk.person("秦望舒", "会务操作", size=DESK).go(f"{walk.meeting}/desk/")
    phone, wall = walk.person("沈知遥", "职工代表").go(f"{walk.meeting}/"), walk.stranger("大屏", size=WALL)
    with chair.context.expect_page() as opened:
        chair.press("打开一块大屏")
    wall.go(opened.value.url)
    _send_out(walk, desk)
    chair.expect("到会不足法定人数").see("01-ways-out", also=(390,))
    chair.page.locator(".alarm").get_by_role("link", name="改期").click()
    day = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(days=3)
    chair.page.get_by_label("继续开会的时间").fill(f"{day:%Y-%m-%dT14:00}")
    chair.page.get_by_label("改期事由").fill("到会不足法定人数")
    chair.see("02-sheet")
    hold(chair, chair.page.locator("#later button[data-hold-for]"))
    told = f"{day.month}月{day.day}日 14:00"
    chair.expect(f"已改期到{told}").see("03-put-off", also=(390,))
    wall.expect(f"{told} 继续开会").see("04-wall")
    phone.expect(f"会议改期到{told}")
    expect(phone.page.locator("#sign-badge")).to_have_text("未签到")
    phone.see("05-phone", also=(360,))
    assert walk.site.one("select count(*) from congress_presenceentry where channel = 'RESCHEDULE'") == 161 - GONE
    step(chair, "开始签到")
    phone.expect("去签到").press("去签到")
    phone.press("线上签到")
    phone.expect("您已签到")
    expect(chair.page.locator(".next-step button[disabled]")).to_contain_text("继续开会")


def _send_out(walk: Walk, desk: Person) -> None:
    rows = walk.site.rows(
        "select d.id from congress_delegate d join congress_presenceentry p on p.delegate_id = d.id"
        " where d.name not in ('沈知遥', '贺明川', '梁守拙', '秦望舒') order by d.number limit ?",
        GONE,
    )
    for (delegate,) in rows:
        assert desk.post(f"{walk.meeting}/desk/{UUID(delegate)}/out/") == 0


def _call_back(walk: Walk, desk: Person, count: int) -> None:
    rows = walk.site.rows(
        "select d.number from congress_delegate d join congress_presenceentry p on p.delegate_id = d.id"
        " where p.direction = 'OUT' order by d.number limit ?",
        count,
    )
    for (number,) in rows:
        desk.page.locator("#entry").fill(number)
        desk.page.keyboard.press("Enter")
        desk.expect("签到成功")
        desk.go(f"{walk.meeting}/desk/")
