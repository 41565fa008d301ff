"""Three delegations discuss a draft online, in a room, and both; heads sign, opinions are answered, the vote comes."""

from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Begin
from tests.journeys.server import copied, run
from tests.journeys.walking import DESK, SMALL, Person, Walk, next_step, step

pytestmark = pytest.mark.journey


@pytest.fixture
def draft_first(in_session: Path, tmp_path: Path) -> Path:
    folder = copied(in_session, tmp_path / "discussion")
    run(folder, "tests.journeys.stage", "--discussion")
    return folder


def test_draft_when_discussed_online_on_site_and_both_then_signed_answered_together_and_put_to_the_vote(
    begin: Begin, draft_first: Path
) -> None:
    walk = begin("discussion", draft_first)
    secretary = walk.person("宋青禾", "工会干事", size=DESK)
    _hand_out(walk, secretary)
    chair = walk.person("贺明川", "主持人", size=DESK).go(f"{walk.meeting}/chair/")
    step(chair, "进入下一项")
    chair.expect("还有 9 个代表团没有汇总讨论意见").see("03-chair-waits", full=True, also=(360,))
    run(draft_first, "tests.journeys.stage", "--others-report")
    _online(walk)
    _on_site(walk)
    chair.expect("还有 1 个代表团没有汇总讨论意见")
    _both(walk)
    expect(next_step(chair)).to_contain_text("进入表决")  # the desk has heard of it by itself
    _answer(walk, secretary)
    step(chair, "进入表决")
    chair.expect("固定名册").see("12-chair-goes-on", full=True)


def _hand_out(walk: Walk, secretary: Person) -> None:
    """The secretary says how each discusses, and hands the draft to all delegations."""
    step_seven = f"{walk.meeting}/prepare/opinions/"
    for name, mode, place in (
        ("技术质量", "ON_SITE", "质量楼三楼会议室"), ("动力保障", "MIXED", "变电所值班室"), ("二车间", "ONLINE", "")
    ):  # fmt: skip
        group = UUID(walk.site.one(f"select id from congress_delegation where name = '{name}'"))
        secretary.go(f"{step_seven}groups/{group}/plan/")
        secretary.page.get_by_label("讨论方式").select_option(mode)
        secretary.page.get_by_label("讨论地点").fill(place)
        if mode == "ON_SITE":
            secretary.page.get_by_label("记录员").select_option(index=2)
            secretary.see("01-plan", full=True, also=(360,))
        secretary.press("保存")
    secretary.expect("质量楼三楼会议室")
    secretary.page.get_by_label("技能津贴管理办法（修订草案）").check()
    secretary.press("交代表团讨论")
    secretary.expect("已交各代表团讨论").see("02-step", full=True, also=(360,))


def _room(walk: Walk, name: str) -> Person:
    phone = walk.person(name, "职工代表", size=SMALL).go(f"{walk.meeting}/opinions/")
    phone.expect("本团讨论")
    phone.press("技能津贴管理办法")
    return phone


def _record(phone: Person, text: str, paragraph: int) -> None:
    phone.page.locator("form[action$='/opinion/'] textarea").fill(text)
    phone.page.get_by_label("第几段").fill(str(paragraph))
    phone.page.get_by_role("button", name="记下意见").or_(phone.page.get_by_role("button", name="提交意见")).click()
    phone.expect("意见已记下")


def _sign(phone: Person, summary: str) -> None:
    phone.page.get_by_label("本团讨论意见汇总").fill(summary)
    phone.press("团长签字汇总")
    phone.expect("已签字汇总，讨论结束")


def _online(walk: Walk) -> None:
    """Everybody at their own phone: an opinion, and a colleague who says the same; the page hears of both."""
    phone = _room(walk, "欧阳穗宁")
    phone.see("04-room-online", full=True, also=(1440,))
    phone.press("我来参加")
    _record(phone, "技能津贴建议每年核定一次。", 1)
    other = _room(walk, "秦望舒")
    other.expect("技能津贴建议每年核定一次。")
    other.press("附议第1条")
    phone.expect("附议1人")
    other.press("撤回附议第1条")
    other.press("附议第1条")
    other.see("05-supported", full=True)
    _sign(phone, "赞成修订草案，建议每年核定。")
    phone.see("06-signed", full=True, also=(1440,))
    other.expect("已签字汇总，讨论结束")


def _on_site(walk: Walk) -> None:
    """In a room: the head ticks who is there and takes down what they say."""
    phone = _room(walk, "沈知遥")
    phone.page.get_by_text("登记现场参加人员").click()
    boxes = phone.page.locator("input[name=here]")
    for n in range(3):
        boxes.nth(n).check()
    phone.see("07-ticks", full=True)
    phone.press("保存到场名单")
    phone.expect("3人")
    phone.page.get_by_label("谁的意见").select_option(index=3)
    _record(phone, "技能津贴的证书目录请附在后面。", 1)
    phone.see("08-pad", full=True, also=(1440,))
    _sign(phone, "赞成，请附证书目录。")


def _both(walk: Walk) -> None:
    """Some online, some in the room."""
    phone = _room(walk, "阿依努尔·托合提")
    phone.press("我来参加")
    phone.page.get_by_text("登记现场参加人员").click()
    phone.page.locator("input[name=here]").first.check()
    phone.press("保存到场名单")
    phone.expect("2人")
    _record(phone, "夜班的同志考证请安排调休。", 1)
    _sign(phone, "赞成修订草案。")


def _answer(walk: Walk, secretary: Person) -> None:
    """The secretary answers two of a kind together; a delegate reads what became of them."""
    secretary.go(f"{walk.meeting}/prepare/opinions/answers/?q=技能津贴")
    secretary.press("勾选本页全部")
    secretary.page.get_by_label("部分采纳", exact=True).check()
    secretary.page.get_by_label("理由和说明").fill("证书目录作为附件；核定周期写入第三条。")
    secretary.see("09-answers", full=True, also=(360,))
    secretary.press("答复勾选的意见")
    secretary.expect("已答复2条意见").press("办理经过")
    secretary.expect("答复记录").see("10-history", full=True, also=(360,))
    phone = walk.person("沈知遥", "职工代表", size=SMALL).go(f"{walk.meeting}/opinions/table/")
    phone.expect("共3条：采纳0条，部分采纳2条").see("11-table", full=True, also=(1440,))
    phone.go(f"{walk.meeting}/opinions/").see("11-opinions", full=True, also=(1440,))
