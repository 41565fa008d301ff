"""An appraisal in two classes of raters: one after the other, each on its own roll, and the weighted report of both."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Begin
from tests.journeys.server import copied, run
from tests.journeys.stage import RATED
from tests.journeys.test_election import Hall
from tests.journeys.walking import DESK, Person, mark, send, step

pytestmark = [pytest.mark.journey, pytest.mark.slow]


@pytest.fixture
def appraisal(in_session: Path, tmp_path: Path) -> Path:
    folder = copied(in_session, tmp_path / "raters")
    run(folder, "tests.journeys.stage", "--classes")
    return folder


def test_appraisal_when_both_classes_have_rated_then_the_report_has_the_weighted_result(
    begin: Begin, appraisal: Path
) -> None:
    hall = Hall(begin("raters", appraisal))
    for label in ("进入下一项", "进入表决", "开始表决"):
        step(hall.chair, label)
    phone = hall.ballot()
    for name, word in zip(RATED, ("优秀", "称职", "基本称职"), strict=True):
        mark(phone, name, word)
    phone.page.locator("[data-ballot-go]").click()
    send(phone)
    phone.expect("已收到")
    _comment(phone)
    hall.everybody_votes()
    hall.count()
    step(hall.chair, "宣布结果")
    hall.chair.go(f"/vote/{hall.round}/figures/").expect("中层管理人员还没有宣布结果").see("01-first", also=(360,))
    hall.chair.go(f"{hall.walk.meeting}/chair/")
    for label in ("结束本项", "进入下一项", "进入表决", "开始表决"):
        step(hall.chair, label)
    phone.go(f"{hall.walk.meeting}/").expect("本轮由另一类测评人投票").see("02-other-class", also=(360,))
    hall.everybody_votes()
    hall.count()
    step(hall.chair, "宣布结果")
    hall.chair.go(f"/vote/{hall.round}/figures/").expect("加权结果")
    hall.chair.page.locator("[data-chart=chart-weighted] svg").wait_for()
    hall.chair.see("03-report", full=True, also=(360,))
    secretary = hall.walk.person("宋青禾", "工会干事", size=DESK)
    secretary.go(f"/vote/{hall.round}/figures/").expect("加权结果")
    assert phone.answer_of(f"/vote/{hall.round}/figures/")[0] == 404


def _comment(phone: Person) -> None:
    """Add one's words to the ballot, once; the names of other raters are taken out."""
    phone.page.get_by_label("还有什么意见").fill("沈岳同志肯听意见。安全投入还要再加大，电话13900001234。")
    phone.see("04-comment", also=(360,))
    phone.press("提交意见")
    phone.expect("其中的姓名、号码已经隐去").see("05-commented", also=(360,))
