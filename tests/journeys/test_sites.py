"""A congress held in two places and online: each desk signs in at its own place, each wall shows its own count."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Begin
from tests.journeys.server import copied, run
from tests.journeys.walking import DESK, SMALL, WALL, Person, Walk

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
    chair.see("05-chair", full=True, also=(390,))
    wall = _wall(walk, chair, "大屏：动力车间分会场")
    wall.expect("本会场").see("06-wall-other")
    chair.go(f"{walk.meeting}/chair/")
    assert chair.post(f"{walk.meeting}/chair/wall/", what="SIGN_IN") == 0
    wall.expect("还差").see("07-wall-sign-in")


def _sign_in(walk: Walk, desk: Person) -> None:
    desk.press("动力车间分会场")
    for name, told in (("沈知遥", "签到成功"), ("沈知遥", "已在动力车间分会场签到"), ("贺明川", "签到成功")):
        desk.page.locator("#entry").fill(walk.delegate(name))
        desk.page.keyboard.press("Enter")
        desk.expect(told)
    desk.see("03-desk-of-a-site", full=True, also=(360,))


def _wall(walk: Walk, chair: Person, button: str) -> Person:
    """Open a wall of a site from the chair's desk, on a computer of its own."""
    with chair.page.expect_popup() as opened:
        chair.press(button)
    address = opened.value.url
    opened.value.close()
    return walk.stranger(button, size=WALL).go(address)
