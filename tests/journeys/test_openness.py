"""Factory affairs: a secretary writes, the chair reads it for secrets, the workshop asks and is answered."""

from pathlib import Path

import pytest

from tests.journeys.conftest import Begin
from tests.journeys.walking import DESK

pytestmark = pytest.mark.journey


def test_openness_when_something_is_disclosed_then_the_workshop_reads_it_and_asks(begin: Begin, demo: Path) -> None:
    walk = begin("openness", demo)
    secretary = walk.person("宋青禾", "干事", size=DESK)
    secretary.go("/openness/").expect("职工切身利益").see("01-desk", full=True, also=(360,))
    secretary.go(secretary.page.get_by_role("link", name="规章制度及其执行情况").get_attribute("href") or "")
    secretary.see("02-duty", also=(360,)).go("/openness/")
    row = secretary.page.get_by_role("row").filter(has_text="发展规划和生产经营情况")
    row.get_by_role("link", name="拟稿").click()
    secretary.page.get_by_label("公开的内容").fill("上半年产值完成年计划的百分之五十二。\n\n联系人19900001234。")
    secretary.see("03-draft", full=True, also=(360,)).press("保存草稿")
    secretary.expect("手机号 …1234").see("04-own-draft", full=True, also=(360,))
    secretary.press("修改")
    secretary.page.get_by_label("公开的内容").fill("上半年产值完成年计划的百分之五十二。")
    secretary.press("保存")
    where = secretary.page.url
    chair = walk.person("贺明川", "主席", size=DESK)
    chair.go(where).press("审查通过")
    chair.page.get_by_label("签批人").fill("秦守一")
    chair.see("05-approve", full=True, also=(360,)).press("审批通过")
    secretary.go(where).page.get_by_role("button", name="公开", exact=True).click()
    secretary.expect("已公开，公开栏上可以看到").see("06-up", full=True, also=(360,))
    worker = walk.stranger("一名职工")
    slug = walk.site.one("select slug from openness_board")
    worker.go(f"/gongkai/{slug}/").expect("发展规划和生产经营情况").see("07-board", full=True, also=(360,))
    worker.page.get_by_label("我想问").fill("下半年还招不招夜班？")
    worker.press("提问")
    worker.expect("问题已收到").see("08-asked", full=True)
    worker.press("发展规划和生产经营情况")
    worker.see("09-one", full=True, also=(360,))
    secretary.go("/openness/questions/").expect("下半年还招不招夜班？").see("10-questions", full=True, also=(360,))
    card = secretary.page.locator("section.card").filter(has_text="下半年还招不招夜班？")
    card.get_by_label("答复").fill("计划增加一个夜班组，十一月报名。")
    card.get_by_role("button", name="公开答复").click()
    secretary.expect("已答复，公开栏上可以看到")
    worker.go(f"/gongkai/{slug}/").expect("计划增加一个夜班组，十一月报名。")
    worker.go(f"/gongkai/{slug}/poster/").see("11-poster", full=True, also=(360,))
    secretary.go("/openness/all/").see("12-all", full=True, also=(360,))
    secretary.go("/calendar/").expect("答复热点问题").see("13-calendar", full=True, also=(360,))
