"""The sealed votes of the congress: real booths, real scrutineers; one passes by exactly one vote, one fails by it."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.journeys.server import run
from tests.journeys.walking import DESK, Person, Walk, step, vote

if TYPE_CHECKING:
    from tests.journeys.test_congress import Hall

IN_FAVOUR = {"沈知遥": "赞成", "阿依努尔·托合提": "反对", "欧阳穗宁": "弃权", "韦立": "赞成", "陆秋实": "赞成"}
"""What those choose whose phones are real browsers."""
NEEDED = 107
"""More than half of 213 delegates."""


def passes_exactly(hall: "Hall") -> None:
    """The collective contract: keys, roll, ballots that nobody can read, and exactly as many as it needs."""
    walk, chair = hall.walk, hall.chair
    for label in ("进入下一项", "进入表决"):
        step(chair, label)
    chair.expect("监票人还没有生成开票密钥").see("30-chair-no-key", also=(390,))
    _ceremony(hall)
    _freeze(hall, shots=True)
    step(chair, "开始表决")
    _vote_on_the_phones(hall)
    _let_the_crowd_vote(hall, NEEDED)
    step(chair, "停止表决")
    chair.expect("等待监票人开票").see("36-chair-opening")
    hall.look_at_wall("正在开票", "36-wall-opening")
    _open_the_box(hall, shots=True)
    _count(hall)
    step(chair, "宣布结果")
    hall.look_at_wall("通过", "38-wall-result")
    assert _result(walk) == (213, NEEDED, NEEDED, 1)
    step(chair, "结束本项")


def fails_by_one(hall: "Hall") -> None:
    """A second contract, one vote short. A phone is changed before it, and the chair's tablet dies during it."""
    for label in ("进入下一项", "进入表决"):
        step(hall.chair, label)
    old, hall.phones["沈知遥"] = hall.phones["沈知遥"], hall.walk.person("沈知遥", "职工代表")
    _freeze(hall)
    step(hall.chair, "开始表决")
    old.go(f"{hall.walk.meeting}/").press("去表决")
    old.expect("本轮名册上登记的是您的另一部手机").see("40-first-phone", also=(360,))
    for name, word in IN_FAVOUR.items():
        phone = hall.phones[name].go(f"{hall.walk.meeting}/")
        phone.press("去表决")
        vote(phone, word)
    old.go(old.page.url).expect("已收到").see("40-first-phone-after")
    _let_the_crowd_vote(hall, NEEDED - 1)
    hall.chair.context.close()
    hall.chair = hall.walk.stranger("贺明川", size=DESK)
    hall.chair.log_in_by_code("19900007400", "主持人").go(f"{hall.walk.meeting}/chair/").see("41-second-tablet")
    step(hall.chair, "停止表决")
    _open_the_box(hall)
    _count(hall)
    step(hall.chair, "宣布结果")
    hall.look_at_wall("未通过", "42-wall-failed")
    assert _result(hall.walk) == (213, NEEDED, NEEDED - 1, 0)
    step(hall.chair, "结束本项")


def verify_offline(walk: Walk, archive: Path) -> None:
    """Check both sealed votes out of the archive: on the command line, and by its page opened from a disk."""
    boxes = sorted(archive.rglob("*密封票档案*.zip"))
    assert len(boxes) == 2  # by their place on the agenda
    for box, in_favour in zip(boxes, (NEEDED, NEEDED - 1), strict=False):
        found = json.loads(run(walk.site.folder, "ballot", "verify", "--json", str(box)))
        assert (found["sealed"], found["hosted"]) == (True, [])
        assert found["items"][0]["totals"][0] + _paper(walk) == in_favour
    (page,) = archive.rglob("*核验页*.html")
    anybody = walk.stranger("核验的人", size=DESK)
    anybody.context.set_offline(True)
    anybody.page.goto(page.as_uri())
    for box in boxes:
        anybody.page.locator("#file").set_input_files(box)
        expect(anybody.page.locator(".verdict.good")).to_contain_text("核验通过", timeout=120_000)
    anybody.see("43-verified", full=True)


def _result(walk: Walk) -> tuple[int, ...]:
    (found,) = walk.site.rows(
        "select base, needed, votes_for, passed from congress_voteresult order by computed_at desc limit 1"
    )
    return found


def _paper(walk: Walk) -> int:
    return int(walk.site.one(
        "select count(*) from congress_rollentry where channel = 'PAPER' and vote_id ="
        " (select vote_id from congress_sealedbox order by id desc limit 1)"
    ))  # fmt: skip


def _let_the_crowd_vote(hall: "Hall", in_favour: int) -> None:
    """Let phones and paper together be so many in favour; eight are against, and the others do not vote."""
    by_hand = sum(word == "赞成" for word in IN_FAVOUR.values())
    crowd = in_favour - by_hand - _paper(hall.walk)
    run(hall.walk.site.folder, "tests.journeys.stage", "--cast", str(crowd), "8")


def _count(hall: "Hall") -> None:
    """Sign what the phones gave, and enter what lay in the box of paper: everybody in favour."""
    sign_online(hall, "37-count")
    paper = _paper(hall.walk)
    for one in hall.scrutineers:
        enter_sheet(one, hall.walk, {"issued": paper, "returned": paper, "votes_for": paper, "votes_against": 0,
                                     "abstained": 0, "blank": 0, "spoiled": 0})  # fmt: skip


def sign_online(hall: "Hall", shot: str = "") -> None:
    """Let the scrutineers sign the figures of the phones."""
    for n, one in enumerate(hall.scrutineers, 1):
        one.go(f"{hall.walk.meeting}/count/").expect("核对无误，签署")
        if n == 1 and shot:
            one.see(shot, also=(360,))
        one.press("核对无误，签署")
        one.page.wait_for_load_state()


def _ceremony(hall: "Hall") -> None:
    one, two = hall.scrutineers
    one.go(f"{hall.walk.meeting}/count/").see("30-key-begin", also=(360,))
    one.press("开始生成")
    one.press("在这部手机上生成")
    one.expect("等待另一位监票人").see("30-key-waiting", also=(360,))
    two.go(f"{hall.walk.meeting}/count/").press("在这部手机上生成")
    for scrutineer in hall.scrutineers:
        scrutineer.expect("2人一起才能开票").see("31-key-made", also=(360,))


def _freeze(hall: "Hall", *, shots: bool = False) -> None:
    walk, chair = hall.walk, hall.chair
    for phone in hall.phones.values():
        phone.go(f"{walk.meeting}/")
        expect(phone.page.locator("[data-voter-key]")).not_to_have_attribute("data-known", "")
    assert walk.stranger("请来的代表").go("/demo/").post("/demo/phones/") == 0
    chair.go(f"{walk.meeting}/chair/")
    if shots:
        chair.see("32-chair-freeze", also=(390,))
    step(chair, "固定名册")
    chair.expect("等待监票人核对名册")
    for n, scrutineer in enumerate(hall.scrutineers):
        scrutineer.go(f"{walk.meeting}/count/").expect("人数无误，签名")
        if shots and n == 0:
            scrutineer.see("32-roll", also=(360,))
        scrutineer.press("人数无误，签名")
        expect(scrutineer.page.locator("[data-sign-roll]")).to_have_count(0)


def _vote_on_the_phones(hall: "Hall") -> None:
    walk, first = hall.walk, hall.first
    first.go(f"{walk.meeting}/").press("去表决")
    first.expect("任何人都打不开单张票").see("33-sealed-ballot", also=(360,))
    first.large_type().go(first.page.url).see("33-sealed-ballot-large", also=(360,))
    first.usual_type().go(first.page.url)
    _open_one_instead(first, hall.phones["韦立"].go(f"{walk.meeting}/"))
    for name, word in IN_FAVOUR.items():
        phone = hall.phones[name].go(f"{walk.meeting}/")
        phone.press("去表决")
        vote(phone, word)
    first.expect("参与凭证").see("34-sealed-received", also=(360,))
    first.press("核对我的票")
    first.expect("条就是这张票").see("35-check", also=(360,))


def _open_one_instead(phone: Person, other: Person) -> None:
    """Open a ballot instead of casting it; another phone checks by itself what was in it."""
    phone.page.locator(".opt", has_text="反对").click()
    phone.page.locator("[data-ballot-go]").click()
    phone.page.get_by_text("想检验这部手机").click()
    phone.page.locator("[data-sealed-prepare]").click()
    expect(phone.page.locator("[data-sealed-code]")).not_to_be_empty()
    phone.see("33-sealed-code", also=(360,))
    phone.page.locator("[data-sealed-audit]").click()
    phone.expect("核对无误，这张票的内容是：反对")
    other.go(phone.page.url).expect("核对无误，这张票的内容是：反对").see("33-checked", also=(360,))


def _open_the_box(hall: "Hall", *, shots: bool = False) -> None:
    for n, scrutineer in enumerate(hall.scrutineers):
        scrutineer.go(f"{hall.walk.meeting}/count/").expect("核验选票并开票")
        if shots and n == 0:
            scrutineer.see("36-open-box", also=(360,))
        scrutineer.page.locator("[data-open-box]").click()
    for scrutineer in hall.scrutineers:
        scrutineer.expect("核对无误，签署", within=120_000)
    for _try in range(120):  # the phones sign the last head by themselves
        if hall.walk.site.one("select step from congress_sealedbox order by id desc limit 1") == "SEALED":
            return
        hall.scrutineers[0].page.wait_for_timeout(500)
    pytest.fail("the last head was not signed")


def enter_sheet(scrutineer: Person, walk: Walk, numbers: dict[str, int]) -> None:
    """Enter what one scrutineer has counted."""
    scrutineer.go(f"{walk.meeting}/count/")
    for name, value in numbers.items():
        scrutineer.page.locator(f"input[type=number][name={name}]").fill(str(value))
    scrutineer.page.locator("form .btn-big").last.click()
    scrutineer.page.wait_for_load_state()
