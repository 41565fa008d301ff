"""A plant in Shanghai, 213 delegates in nine delegations: lists, agenda and papers of a meeting that opens today."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from gonghui.config.demo.names import FEMALE, MALE, names, phone
from gonghui.congress.actions.mandates import MandateRow
from gonghui.registry.public import PersonRow, Sex, StaffCategory

UNIT: Final = "禾渡精密制造有限公司"
STAFF: Final = 2846
WOMEN: Final = 928
PAPERS: Final = Path(__file__).parent / "papers"
WITHOUT_PHONE: Final = 5
"""Every so many-th delegate of the last delegation has no phone and votes on paper."""


@dataclass(frozen=True, slots=True)
class Shop:
    """A workshop: delegation and electoral unit in one. Managers come first, then professionals, then others."""

    name: str
    staff: int
    managers: int
    professionals: int
    frontline: int
    post: str

    @property
    def size(self) -> int:
        return self.managers + self.professionals + self.frontline


SHOPS: Final = (
    Shop("一车间", 431, 5, 3, 24, "装配钳工"),
    Shop("二车间", 402, 5, 3, 22, "数控操作工"),
    Shop("三车间", 377, 4, 3, 21, "热处理工"),
    Shop("四车间", 349, 4, 3, 19, "冲压工"),
    Shop("装配车间", 362, 4, 3, 20, "总装工"),
    Shop("动力保障", 268, 4, 6, 10, "变电值班员"),
    Shop("技术质量", 291, 6, 14, 2, "检验员"),
    Shop("仓储物流", 188, 3, 3, 8, "叉车司机"),
    Shop("机关后勤", 178, 7, 5, 2, "厨师"),
)

#: Who is who in the story: place on the roll (delegation, seat in it) -> name.
KNOWN: Final = {
    ("机关后勤", 0): "贺明川", ("技术质量", 7): "沈知遥", ("一车间", 9): "韦立", ("二车间", 9): "欧阳穗宁",
    ("三车间", 8): "陆秋实", ("四车间", 8): "罗予安", ("装配车间", 8): "柳成荫", ("动力保障", 11): "阿依努尔·托合提",
    ("仓储物流", 7): "田野", ("技术质量", 8): "何岚", ("机关后勤", 8): "宋青禾", ("一车间", 10): "梁守拙",
    ("二车间", 10): "秦望舒",
}  # fmt: skip


def delegates() -> list[MandateRow]:
    """Return the 213 full delegates and two who attend without a vote, in the order of their numbers."""
    unused = (name for name in names() if name not in KNOWN.values())
    rows = [row for shop, block in zip(SHOPS, _blocks(), strict=True) for row in _shop_rows(shop, block, unused)]
    return [*rows, _observer("汤敬之", 990, "采购部经理"), _observer("顾云舟", 991, "工会女职工委员会委员")]


def _blocks() -> Iterator[str]:
    yield from "ABCDEFGHJ"


def _shop_rows(shop: Shop, block: str, unused: Iterator[str]) -> Iterator[MandateRow]:
    for place in range(shop.size):
        name = KNOWN.get((shop.name, place)) or next(unused)
        category = _category(shop, place)
        number = f"HD{ord(block) * 100 + place:05d}"
        sex = Sex.FEMALE if (place * 3 + ord(block)) % 9 < 3 else Sex.MALE  # one in three is a woman
        has_phone = shop is not SHOPS[-1] or place % WITHOUT_PHONE != WITHOUT_PHONE - 1
        yield MandateRow(
            name=name, category=category, sex=FEMALE if sex is Sex.FEMALE else MALE, employee_number=number,
            post=_post(shop, category), electoral_unit=shop.name, unit_staff=shop.staff,
            unit_seats=shop.size,
            took_part=shop.staff - shop.staff // 12, votes_for=shop.staff * 2 // 3 + place, delegation=shop.name,
            seat=f"{block}-{place + 1:02d}",
            person=PersonRow(
                name=name, sex=sex, number=number, phone=phone(ord(block) * 100 + place) if has_phone else "",
                department=shop.name, post=_post(shop, category), category=StaffCategory(category),
            ),
        )  # fmt: skip


def _category(shop: Shop, place: int) -> str:
    if place < shop.managers:
        return StaffCategory.MANAGER
    return StaffCategory.PROFESSIONAL if place < shop.managers + shop.professionals else StaffCategory.FRONT_LINE


def _post(shop: Shop, category: str) -> str:
    return {StaffCategory.MANAGER: "主管", StaffCategory.PROFESSIONAL: "工程师"}.get(StaffCategory(category), shop.post)


def _observer(name: str, number: int, post: str) -> MandateRow:
    return MandateRow(
        name=name, category=StaffCategory.MANAGER, kind="NON_VOTING", employee_number=f"HD00{number}", post=post,
        delegation="机关后勤", sex=MALE,
        person=PersonRow(name=name, sex=Sex.MALE, number=f"HD00{number}", phone=phone(number), department="机关后勤",
                         post=post, category=StaffCategory.MANAGER),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the agenda; `paper` names a file beside, `kind` what it is; no form or power: as the matter has it.

    `drafts` are the versions before, with their kinds, oldest first; they reached the delegates earlier.

    A secret vote is on paper unless `count_by` says PHONE: then it is held with sealed ballots.
    """

    title: str
    matter: str
    minutes: int
    reporter: str = ""
    form: str = ""
    power: str = ""
    count_by: str = ""
    paper: str = ""
    kind: str = "REPORT"
    drafts: tuple[tuple[str, str], ...] = ()
    internal: bool = False

    @property
    def versions(self) -> tuple[tuple[str, str], ...]:
        """The versions of its paper with their kinds, oldest first."""
        return (*self.drafts, (self.paper, self.kind)) if self.paper else ()


AGENDA: Final = (
    Item("主席团、秘书长名单", "M-PRO-PRESIDIUM", 5, "贺明川"),
    Item("监票人、计票人名单", "M-PRO-SCRUTINEERS", 5, "贺明川"),
    Item("企业工作报告", "M-PLAN", 30, "汤敬之", paper="工作报告"),
    Item("提案办理情况报告", "M-SUP-PROP", 10, "宋青禾", paper="提案办理情况报告"),
    Item("上次大会审议通过事项落实情况报告", "M-SUP-RES", 10, "宋青禾", paper="上次大会审议通过事项落实情况报告"),
    Item("集体合同履行情况报告", "M-SUP-CC", 10, "贺明川", paper="集体合同履行情况报告"),
    Item("劳动安全卫生、社会保险和教育培训经费情况报告", "M-SUP-OHS", 10, "汤敬之",
         paper="安全卫生、社保和培训经费情况报告", internal=True),
    Item("技能津贴管理办法（修订草案）", "M-RULE", 20, "汤敬之", paper="技能津贴管理办法（修订草案）",
         kind="DRAFT", power="REVIEW_APPROVE"),
    Item("集体合同（草案）", "M-CC", 25, "贺明川", paper="集体合同（草案）", kind="VOTED",
         drafts=(("集体合同（草案）第1版", "DRAFT"), ("集体合同（草案）第2版", "REVISED")), count_by="PHONE"),
    Item("大会决议", "M-PRO-RESOLUTION", 10, "贺明川", form="OPEN_BALLOT"),
)  # fmt: skip


def paper_text(name: str) -> str:
    """Return the text of a paper of the meeting."""
    return (PAPERS / f"{name}.txt").read_text(encoding="utf-8").strip()
