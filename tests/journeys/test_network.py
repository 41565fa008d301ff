"""The network fails, the server dies, a thumb taps twice: nothing acknowledged is lost, each ballot counts once."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, WALL, Person, Walk, choose, send, step

pytestmark = pytest.mark.journey
RECOVERS_WITHIN = 5_000
RETRYING = "未确认，正在重试，请勿离开"


def _open_vote(walk: Walk) -> Person:
    chair = walk.person("贺明川", "主持人", size=DESK).go(f"{walk.meeting}/chair/")
    for label in ("进入下一项", "进入表决", "开始表决"):
        step(chair, label)
    return chair


def _at_the_ballot(walk: Walk, name: str) -> Person:
    phone = walk.person(name, "职工代表").go(f"{walk.meeting}/")
    phone.press("去表决")
    return phone


def _ballots(walk: Walk) -> list[tuple[str, str]]:
    return walk.site.rows(
        "select d.name, n.choice from congress_namedballot n join congress_delegate d on d.id = n.delegate_id"
        " order by n.at"
    )


def test_ballot_when_the_network_is_lost_then_sent_until_received_and_counted_once(
    begin: Begin, in_session: Path
) -> None:
    walk = begin("network", in_session)
    _open_vote(walk)
    phone = _at_the_ballot(walk, "欧阳穗宁")
    choose(phone, "赞成")
    phone.see("01-sheet", also=(360,))
    phone.context.set_offline(True)
    send(phone)
    phone.expect(RETRYING).see("02-unconfirmed", also=(360,))
    assert _ballots(walk) == []
    phone.page.wait_for_timeout(2500)  # at least one more try fails
    phone.context.set_offline(False)
    phone.expect("已收到").see("03-received", also=(360,))
    assert _ballots(walk) == [("欧阳穗宁", "FOR")]


def test_ballot_when_the_answer_is_lost_then_the_resend_is_answered_as_the_first(
    begin: Begin, in_session: Path
) -> None:
    walk = begin("answer-lost", in_session)
    _open_vote(walk)
    phone = _at_the_ballot(walk, "沈知遥")
    tries: list[int] = []

    def swallow(route: object, request: object) -> None:
        tries.append(1)
        if len(tries) == 1:
            route.fetch(max_redirects=0)  # type: ignore[attr-defined]
            route.abort("connectionreset")  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    phone.page.route(
        "**/vote/*/", lambda route, request: swallow(route, request) if request.method == "POST" else route.continue_()
    )
    choose(phone, "弃权")
    send(phone)
    phone.expect(RETRYING)
    assert _ballots(walk) == [("沈知遥", "ABSTAIN")]
    phone.expect("已收到").see("01-received")
    assert len(tries) == 2
    assert _ballots(walk) == [("沈知遥", "ABSTAIN")]


def test_ballot_when_tapped_twice_or_open_in_two_tabs_then_one_is_counted(begin: Begin, in_session: Path) -> None:
    walk = begin("twice", in_session)
    _open_vote(walk)
    phone = _at_the_ballot(walk, "沈知遥")
    other = phone.new_page()
    other.goto(phone.page.url)
    choose(phone, "赞成")
    phone.page.locator("#vote-sheet .btn-main").dblclick()
    phone.expect("已收到")
    other.locator(".opt", has_text="反对").first.click()
    other.locator("[data-ballot-go]").click()
    other.locator("#vote-sheet .btn-main").click()
    expect(other.get_by_text("您的票已收到，不能更改").first).to_be_visible()
    phone.page = other
    phone.see("01-second-tab", also=(360,))
    assert _ballots(walk) == [("沈知遥", "FOR")]


@pytest.mark.alone
def test_server_when_killed_during_a_vote_then_every_face_recovers_and_nothing_acknowledged_is_lost(
    begin: Begin, in_session: Path
) -> None:
    walk = begin("killed", in_session)
    chair = _open_vote(walk)
    wall = walk.stranger("大屏", size=WALL)
    with chair.context.expect_page() as opened:
        chair.press("打开一块大屏")
    wall.go(opened.value.url).expect("正在表决")
    first, second, third = (_at_the_ballot(walk, name) for name in ("沈知遥", "欧阳穗宁", "梁守拙"))
    choose(first, "赞成")
    send(first)
    first.expect("已收到")
    first.press("回到现场")
    wall.expect("1 / 161")
    choose(second, "反对")
    choose(third, "弃权")

    walk.site.kill()
    send(second)
    second.expect(RETRYING)
    wall.page.wait_for_timeout(1500)
    wall.expect("正在表决").see("01-wall-while-down")
    chair.see("02-chair-while-down")
    walk.site.start()
    up = time.monotonic()
    second.expect("已收到", within=RECOVERS_WITHIN)
    wall.expect("2 / 161", within=RECOVERS_WITHIN)
    expect(chair.page.locator(".count .big", has_text="161")).to_have_text("2 / 161", timeout=RECOVERS_WITHIN)
    assert time.monotonic() - up < RECOVERS_WITHIN / 1000
    send(third)
    third.expect("已收到")
    wall.expect("3 / 161").see("03-wall-after")
    assert _ballots(walk) == [("沈知遥", "FOR"), ("欧阳穗宁", "AGAINST"), ("梁守拙", "ABSTAIN")]
    step(chair, "停止表决")
    first.expect("表决", within=RECOVERS_WITHIN).see("04-phone-after", also=(360,))
