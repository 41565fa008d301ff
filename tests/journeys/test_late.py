"""A delegate comes when the vote has already been opened: the next round is theirs, and they are told so."""

from pathlib import Path
from uuid import UUID

import pytest

from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, hold, step, vote

pytestmark = pytest.mark.journey


def test_late_arrival_when_the_vote_is_open_then_the_next_round_is_theirs(begin: Begin, in_session: Path) -> None:
    walk = begin("late", in_session)
    chair = walk.person("贺明川", "主持人", size=DESK)
    chair.go(f"{walk.meeting}/chair/")
    step(chair, "进入下一项")
    step(chair, "进入表决")
    step(chair, "开始表决")
    late = walk.person("宋青禾", "职工代表")
    late.go(f"{walk.meeting}/").expect("您还没有签到").see("01-not-signed-in", also=(360,))
    late.press("去签到")
    late.see("02-sign-in")
    late.press("线上签到")
    late.expect("您已签到").see("03-signed-in")
    late.press("进入会议")
    late.expect("您不在本轮名册上").expect("签到的代表从下一轮起参加表决").see("04-next-round", full=True, also=(360,))
    round_one = walk.site.one("select id from congress_vote")
    late.go(f"/vote/{UUID(round_one)}/").expect("您不在本轮名册上").see("05-no-ballot")
    assert late.page.locator(".opt").count() == 0

    # The chair voids the round, the next one has the newcomer on its roll: their open page offers the ballot by itself.
    late.go(f"{walk.meeting}/")
    chair.page.get_by_role("link", name="作废本轮").click()
    chair.page.locator("#void-text").fill("会场要求重新表决")
    hold(chair, chair.page.locator("#void button[data-hold-for]"))
    step(chair, "进入表决")
    step(chair, "开始表决")
    late.expect("去表决")
    late.press("去表决")
    late.see("06-ballot", also=(360,))
    vote(late, "赞成")
    late.see("07-received", also=(360,))
    assert walk.site.rows(
        "select r.round, n.choice from congress_namedballot n join congress_vote r on r.id = n.vote_id"
    ) == [(2, "FOR")]
