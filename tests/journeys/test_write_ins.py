"""An election at which a delegate writes one colleague in two ways, and two scrutineers read the names."""

from pathlib import Path
from uuid import UUID

import pytest

from tests.journeys.conftest import Begin
from tests.journeys.server import copied, run
from tests.journeys.test_election import Hall
from tests.journeys.walking import DESK, Person, mark, send, step

pytestmark = [pytest.mark.journey, pytest.mark.slow]


@pytest.fixture
def election(in_session: Path, tmp_path: Path) -> Path:
    folder = copied(in_session, tmp_path / "write-ins")
    run(folder, "tests.journeys.stage", "--elections")
    return folder


def test_names_when_voters_write_them_then_two_scrutineers_read_them_and_the_result_lists_one_person(
    begin: Begin, election: Path
) -> None:
    hall = Hall(begin("write-ins", election))
    secretary = hall.walk.person("宋青禾", "工会干事", size=DESK)
    item = UUID(hall.walk.site.one("select id from congress_agendaitem where title = '选举职工董事'"))
    secretary.go(f"{hall.walk.meeting}/prepare/agenda/{item}/ballot/")
    secretary.expect("可以另选他人").see("01-secretary", full=True, also=(360,))
    for label in ("进入下一项", "进入表决"):
        step(hall.chair, label)
    hall.wall.expect("赞成的连同另选他人不超过 3 名").see("02-wall-question")
    step(hall.chair, "开始表决")
    _write(hall.ballot(), ("韦三立", "总装车间韦三立"))
    hall.everybody_votes()
    hall.count("05-count")
    for one in hall.scrutineers:
        one.go(f"{hall.walk.meeting}/count/").expect("待辨认")
    first, second = hall.scrutineers
    first.see("06-to-read", full=True, also=(360,))
    _read(first, "韦三立", shot="07-names")
    _read(second, "韦三力")
    second.press("查看或重新辨认")
    second.expect("两位监票人的辨认不一致").see("08-names-differ", full=True, also=(360,))
    second.go(f"{hall.walk.meeting}/count/")
    _read(second, "韦三立", again=True)
    second.expect("两位监票人的数字一致，已确认")
    hall.chair.go(f"{hall.walk.meeting}/chair/").expect("韦三立").see("09-chair", full=True, also=(360,))
    step(hall.chair, "宣布结果")
    hall.wall.page.locator(".wall-rows").wait_for(timeout=30_000)
    hall.wall.see("10-wall-table")
    hall.chair.go(f"/vote/{hall.round}/figures/").expect("各代表团交票")
    hall.chair.page.locator("[data-chart] svg").last.wait_for()
    hall.chair.see("12-figures", full=True, also=(360,))
    hall.phone.go(f"{hall.walk.meeting}/").expect("另选").see("11-phone", full=True, also=(360,))
    assert hall.walk.site.one("select count(*) from congress_namereading") == 3


def _write(phone: Person, names: tuple[str, str]) -> None:
    mark(phone, "欧阳", "赞成")
    for n, name in enumerate(names, 1):
        phone.page.get_by_label(f"另选第{n}名").fill(name)
        phone.page.get_by_label(f"另选第{n}名").press("Enter")
    phone.expect("已选赞成 3 / 应选 3")
    phone.see("03-ballot", full=True, also=(360,))
    phone.page.locator("[data-ballot-go]").click()
    phone.see("03-ballot-confirm", also=(360,))
    send(phone)
    phone.expect("已收到").expect(names[1]).see("04-received", also=(360,))


def _read(scrutineer: Person, person: str, *, again: bool = False, shot: str = "") -> None:
    scrutineer.press("查看或重新辨认" if again else "辨认姓名")
    for field in scrutineer.page.locator("input[name^=p]").all():
        field.fill(person)
    if shot:
        scrutineer.see(shot, full=True, also=(360,))
    scrutineer.press("重新签署" if again else "签署辨认结果")
