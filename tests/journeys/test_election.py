"""An election with a tie whose run-off is drafted in one tap, a sealed election, and an appraisal, in one sitting."""

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Begin
from tests.journeys.server import copied, run
from tests.journeys.stage import NAMED, RATED, SEALED
from tests.journeys.walking import DESK, PHONE, WALL, Person, Walk, choose, hold, mark, send, step

pytestmark = [pytest.mark.journey, pytest.mark.slow]
FOR_A_TIE = {0: (0, 1), 1: (0, 1, 3), 2: (1, 2), 3: (2,)}
"""Whom one more ballot must favour so that the last seat is tied, by how many of the crowd are left over from fours."""


@pytest.fixture
def elections(in_session: Path, tmp_path: Path) -> Path:
    folder = copied(in_session, tmp_path / "elections")
    run(folder, "tests.journeys.stage", "--elections")
    return folder


class Hall:
    """The few whom this journey needs; the demo's crowd votes when asked."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.chair = walk.stranger("贺明川", size=DESK)
        self.chair.log_in_by_code("19900007400", "主持人").go(f"{walk.meeting}/chair/")
        self.scrutineers = [walk.person(name, "监票人", size=DESK) for name in ("罗予安", "柳成荫")]
        self.phone = walk.person("沈知遥", "职工代表", size=PHONE)
        self.wall = walk.stranger("大屏", size=WALL)
        with self.chair.context.expect_page() as opened:
            self.chair.press("打开一块大屏")
        self.wall.go(opened.value.url)
        opened.value.close()
        self.crowd = walk.stranger("请来的代表")

    @property
    def round(self) -> UUID:
        return UUID(self.walk.site.rows("select id from congress_vote order by id desc limit 1")[0][0])

    def everybody_votes(self) -> None:
        assert self.crowd.go("/demo/").post("/demo/vote/") == 0

    def count(self, shot: str = "") -> None:
        step(self.chair, "停止表决")
        for n, one in enumerate(self.scrutineers):
            one.go(f"{self.walk.meeting}/count/").expect("核对无误，签署")
            if shot and n == 0:
                one.see(shot, full=True, also=(360,))
            one.press("核对无误，签署")
            one.page.wait_for_load_state()
        self.chair.go(f"{self.walk.meeting}/chair/")

    def ballot(self) -> Person:
        self.phone.go(f"{self.walk.meeting}/").press("去表决")
        return self.phone


def test_elections_when_held_then_a_tie_goes_into_a_run_off_and_a_sealed_one_is_counted_by_row(
    begin: Begin, elections: Path
) -> None:
    hall = Hall(begin("elections", elections))
    _ballot_of_the_secretary(hall)
    _trial(hall)
    _tie(hall)
    _run_off(hall)
    _sealed(hall)
    _appraisal(hall)


def _ballot_of_the_secretary(hall: Hall) -> None:
    """Put one more delegate on the ballot, and take them off again."""
    secretary = hall.walk.person("宋青禾", "工会干事", size=DESK)
    item = UUID(hall.walk.site.one("select id from congress_agendaitem where title = '选举集体协商职工方代表'"))
    secretary.go(f"{hall.walk.meeting}/prepare/agenda/{item}/ballot/?q=欧阳").expect("差额选举：候选人 5 名")
    secretary.see("00-ballot-of-the-secretary", full=True, also=(360,))
    secretary.press("列入")
    secretary.expect("已提名").see("00-nominated", full=True)
    secretary.page.get_by_role("button", name="删去欧阳").click()
    secretary.expect("差额选举：候选人 5 名")


def _trial(hall: Hall) -> None:
    """Every phone tries once; nothing is left of it."""
    hall.chair.press("试投")
    hall.wall.expect("请打开手机试按一次").see("00-wall-trial")
    phone = hall.phone.go(f"{hall.walk.meeting}/")
    phone.press("去试投")
    phone.expect("试投不是表决").see("00-trial", also=(360,))
    vote_on_trial(phone)
    hall.chair.go(f"{hall.walk.meeting}/chair/").expect("结束后全部删除").see("00-chair-trial")
    hall.chair.press("结束试投")
    assert hall.walk.site.one("select count(*) from congress_trialseat") == 0


def vote_on_trial(phone: Person) -> None:
    choose(phone, "赞成")
    send(phone)
    phone.expect("试投已收到")


def _tie(hall: Hall) -> None:
    chair, phone = hall.chair, hall.phone
    for label in ("进入下一项", "进入表决"):
        step(chair, label)
    hall.wall.expect("末位票数相同的，对相同者另行投票").see("01-wall-question")
    step(chair, "开始表决")
    hall.everybody_votes()
    left = hall.walk.site.one("select count(*) from congress_namedballot") % len(NAMED)
    hall.ballot().see("02-ballot", full=True, also=(360,))
    phone.large_type().go(phone.page.url).see("02-ballot-large", full=True, also=(360,))
    phone.usual_type().go(phone.page.url)
    for name in NAMED:
        mark(phone, name, "赞成")
    phone.expect("多选了 1 名").see("03-too-many", also=(360,))
    expect(phone.page.locator("[data-ballot-go]")).to_have_attribute("aria-disabled", "true")
    for place, name in enumerate(NAMED):
        mark(phone, name, "赞成" if place in FOR_A_TIE[left] else "反对")
    phone.page.locator("[data-ballot-go]").click()
    phone.see("04-confirm", also=(360,))
    send(phone)
    phone.expect("已收到").see("05-received", also=(360,))
    hall.count("06-count")
    chair.expect("票数相同").see("07-chair-confirmed", full=True, also=(360,))
    step(chair, "宣布结果")
    hall.wall.expect("当选").see("08-wall-elected")
    hall.wall.page.locator(".wall-rows").wait_for(timeout=30_000)
    hall.wall.see("08-wall-table")
    phone.go(f"{hall.walk.meeting}/").expect("票数相同").see("09-phone-result", full=True, also=(360,))
    chair.go(f"{hall.walk.meeting}/chair/").press("起草另行投票")
    chair.expect("已列为下一项").see("10-chair-runoff", full=True)


def _run_off(hall: Hall) -> None:
    chair = hall.chair
    step(chair, "结束本项")
    for label in ("进入下一项", "进入表决"):
        step(chair, label)
    hall.wall.expect("名额空缺，本次不再投票").see("11-wall-second-round")
    step(chair, "开始表决")
    hall.everybody_votes()
    hall.count()
    step(chair, "宣布结果")
    chair.expect("当选").see("12-chair-second-round", full=True)
    expect(chair.page.get_by_text("起草另行投票")).to_have_count(0)
    step(chair, "结束本项")


def _sealed(hall: Hall) -> None:
    chair, phone = hall.chair, hall.phone
    step(chair, "进入下一项")
    step(chair, "进入表决")
    phone.go(f"{hall.walk.meeting}/")
    expect(phone.page.locator("[data-voter-key]")).not_to_have_attribute("data-known", "")
    assert hall.crowd.go("/demo/").post("/demo/phones/") == 0
    chair.press("监票人不能生成密钥")
    hold(chair, chair.page.locator("#host-key .btn-main"))
    chair.go(f"{hall.walk.meeting}/chair/")
    step(chair, "固定名册")
    step(chair, "开始表决")
    hall.ballot().expect("开票密钥由服务器代管").see("20-sealed-ballot", full=True, also=(360,))
    for name in SEALED[:2]:
        mark(phone, name, "赞成")
    phone.page.locator("[data-ballot-go]").click()
    phone.expect("没有选的 3 名按弃权计").see("21-sealed-confirm", also=(360,))
    send(phone)
    phone.expect("参与凭证")
    hall.everybody_votes()
    step(chair, "停止表决")
    _enter_paper(hall)
    step(chair, "宣布结果")
    hall.wall.expect("当选 2 名，应选 2 名").see("22-wall-sealed")
    totals = hall.walk.site.one("select totals from congress_sealedbox")
    assert len(totals.strip("[]").split(",")) == 3 * len(SEALED)
    phone.go(f"{hall.walk.meeting}/").expect("当选 2 名").see("23-phone-sealed", full=True, also=(360,))
    step(chair, "结束本项")


def _enter_paper(hall: Hall) -> None:
    """Both scrutineers sign what the phones gave, and type what nobody put into the ballot box."""
    for n, one in enumerate(hall.scrutineers):
        one.go(f"{hall.walk.meeting}/count/").expect("核对无误，签署")
        if n == 0:
            one.see("22-count-sealed", full=True, also=(360,))
        for form in range(one.page.locator("form[action*='/sign/']").count()):
            sheet = one.page.locator("form[action*='/sign/']").nth(form)
            for field in sheet.locator("input[type=number]").all():
                field.fill("0")
            sheet.locator("button").click()
            one.page.wait_for_load_state()
    hall.chair.go(f"{hall.walk.meeting}/chair/")


def _appraisal(hall: Hall) -> None:
    chair, phone = hall.chair, hall.phone
    for label in ("进入下一项", "进入表决", "固定名册", "开始表决"):
        step(chair, label)
    hall.ballot().see("30-appraisal", full=True, also=(360,))
    mark(phone, RATED[0], "优秀")
    phone.expect("还有 2 项没有选")
    for name, word in zip(RATED[1:], ("基本称职", "不称职"), strict=True):
        mark(phone, name, word)
    phone.page.locator("[data-ballot-go]").click()
    phone.see("31-appraisal-confirm", also=(360,))
    send(phone)
    phone.expect("参与凭证")
    hall.everybody_votes()
    step(chair, "停止表决")
    _enter_paper(hall)
    step(chair, "宣布结果")
    chair.expect("大屏和手机不显示").see("32-chair-appraisal", full=True, also=(360,))
    hall.wall.expect("测评完成").see("33-wall-appraisal")
    phone.go(f"{hall.walk.meeting}/").expect("不在会上公布").see("34-phone-appraisal", also=(360,))
