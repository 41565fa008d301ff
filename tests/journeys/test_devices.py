"""Devices fail and people go: the chair goes on at a phone, a delegate's second phone is told, who leaves has voted."""

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK, PHONE, Person, Walk, choose, next_step, send, step, vote

pytestmark = pytest.mark.journey


def test_vote_when_the_tablet_dies_a_phone_is_doubled_and_somebody_leaves_then_it_ends_with_every_ballot_once(
    begin: Begin, in_session: Path
) -> None:
    walk = begin("devices", in_session)
    chair = walk.person("贺明川", "主持人", size=DESK).go(f"{walk.meeting}/chair/")
    operator = walk.person("秦望舒", "会务操作", size=DESK).go(f"{walk.meeting}/chair/")
    for label in ("进入下一项", "进入表决", "开始表决"):
        step(chair, label)
    operator.expect("停止表决")

    # The tablet is dead. The operator's desk stands as it was; the chair logs in at a phone and goes on from there.
    chair.context.close()
    one, other = (_at_the_ballot(walk, "欧阳穗宁") for _ in range(2))
    vote(one, "赞成")
    choose(other, "反对")
    send(other)
    other.expect("您的票已收到，不能更改").see("01-second-phone", also=(360,))
    vote(_at_the_ballot(walk, "沈知遥"), "弃权")

    # One who has voted leaves, and one who has not: the ballot stands, the other stays on the roll as not cast.
    desk = walk.person("梁守拙", "签到台", size=DESK).go(f"{walk.meeting}/desk/")
    for name in ("欧阳穗宁", "韦立"):
        delegate = UUID(
            walk.site.one("select id from congress_delegate where name = ? and kind = 'FULL' limit 1", name)
        )
        assert desk.post(f"{walk.meeting}/desk/{delegate}/out/") == 0
    phone = walk.person("贺明川", "主持人", size=PHONE).go(f"{walk.meeting}/chair/")
    expect(next_step(phone)).to_contain_text("停止表决")
    phone.see("02-chair-at-a-phone", full=True, also=(360,))
    step(phone, "停止表决")
    operator.expect("确认")
    assert _ballots(walk) == {"欧阳穗宁": "FOR", "沈知遥": "ABSTAIN"}
    assert walk.site.one("select state from congress_vote") == "STOPPED"
    assert walk.site.one("select count(*) from congress_rollentry") == 161


def _at_the_ballot(walk: Walk, name: str) -> Person:
    phone = walk.person(name, "职工代表").go(f"{walk.meeting}/")
    phone.press("去表决")
    return phone


def _ballots(walk: Walk) -> dict[str, str]:
    return dict(
        walk.site.rows(
            "select d.name, n.choice from congress_namedballot n join congress_delegate d on d.id = n.delegate_id"
        )
    )
