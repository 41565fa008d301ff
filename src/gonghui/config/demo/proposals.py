"""The plant's proposals: two calls, two departments, and six proposals in different states."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from gonghui.config.demo.story import delegate_named, officer
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.ids import uuid7
from gonghui.proposals.actions import calls, departments, handling, praising, reviewing, settling, writing
from gonghui.proposals.rules.kinds import Answer, Category, Grade, HandRole, ReplyKind

DAY: Final = timedelta(days=1)
MAIN, HELPING = "设备动力部", "后勤服务部"
PEOPLE: Final = {MAIN: ("何岚", "汤敬之"), HELPING: ("梁守拙", "顾云舟")}
"""Department -> who handles and who signs."""


@dataclass(frozen=True, slots=True)
class Told:
    """A proposal of the demo: who writes it, what it says, and how many days ago it was submitted."""

    author: str
    title: str
    category: Category
    reason: str
    measures: str
    days: int
    confidential: bool = False


VENTILATION = Told(
    "沈知遥", "三车间热处理线增设通风降温设备", Category.SAFETY,
    "六月以来三车间热处理线旁午后气温多次超过三十八度，当班职工每小时要到休息区降温，既伤身体也影响节拍。",
    "一、在热处理线两侧加装四台岗位送风机；二、高温时段每班增加一次轮换；三、七月前完成。", 34)  # fmt: skip
BUS = Told(
    "欧阳穗宁", "夜班下班增开一班通勤车", Category.WELFARE,
    "夜班零点下班，厂区附近已没有公交，住在城东的夜班职工有六十多人。",
    "零点十五分增开一班城东方向的通勤车，先试行三个月。", 30, confidential=True)  # fmt: skip
FIRST_AID = Told(
    "阿依努尔·托合提", "变电值班室配备急救箱和除颤仪", Category.SAFETY,
    "变电值班室离厂医务室有一公里，遇到触电等急症，等医务人员赶到要十分钟以上。",
    "配一台自动体外除颤仪和两只急救箱，并组织值班员急救培训。", 32)  # fmt: skip
SKILLS = Told(
    "韦立", "岗位练兵成绩与技能津贴挂钩", Category.WAGES,
    "岗位练兵连续三年由同一批人参加，年轻职工积极性不高。",
    "年度岗位练兵前十名，次年技能津贴上浮一档。", 20)  # fmt: skip
CANTEEN = Told(
    "陆秋实", "食堂夜餐增加热菜和面食", Category.WELFARE,
    "夜餐只有两样预制菜，夜班职工意见多。", "夜餐增加两样热菜、一样面食，每周公布菜单。", 3)  # fmt: skip
CHARGING = Told(
    "田野", "叉车充电区加装雨棚", Category.SAFETY,
    "叉车充电区露天，雨天插拔充电枪不安全。", "加装雨棚，地面做防滑处理。", 26)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Plant:
    union: UUID
    term: UUID
    desk: Actor
    now: datetime

    def member(self, name: str) -> Actor:
        return officer(self.union, delegate_named(self.term, name).person_id, "worker")


def load(union: UUID, term: UUID, secretary: Actor, now: datetime) -> None:
    """Load the proposals of the plant; `now` is the day of its congress."""
    plant = _Plant(union, term, secretary, now)
    since = now - 38 * DAY
    given = {"union_id": union, "text": "围绕安全生产和职工生活，提实情、出实招。", "now": since}
    calls.open_call(secretary, title="安全生产和职工生活", opens_on=local_date(since), closes_on=None, **given)  # type: ignore[arg-type]
    ids = {name: _department(plant, name, since) for name in PEOPLE}
    _praised(plant, ids)
    _answered(plant, ids)
    _promised(plant, ids)
    _countersigning(plant, ids)
    _submit(plant, CANTEEN, ("韦立", "罗予安"))
    charging = _submit(plant, CHARGING, ("梁守拙", "柳成荫"))
    reviewing.convert(
        secretary, proposal_id=charging, reason="已列入今年的技术改造项目，转设备动力部参考办理。", now=now - 24 * DAY
    )


def _department(plant: _Plant, name: str, now: datetime) -> UUID:
    made = departments.add_department(plant.desk, union_id=plant.union, name=name, now=now)
    for who, role in zip(PEOPLE[name], (HandRole.HANDLER, HandRole.LEADER), strict=True):
        person = delegate_named(plant.term, who).person_id
        departments.add_hand(plant.desk, department_id=made, person_id=person, role=role, now=now)
    return made


def _submit(plant: _Plant, told: Told, cosigners: Sequence[str]) -> UUID:
    author, now = plant.member(told.author), plant.now - told.days * DAY
    proposal = writing.save_draft(
        author, proposal_id=uuid7(), union_id=plant.union, title=told.title, category=told.category,
        reason=told.reason, measures=told.measures, is_confidential=told.confidential, now=now - DAY,
    )  # fmt: skip
    for name in cosigners:
        mandate = delegate_named(plant.term, name).id
        writing.invite(author, proposal_id=proposal, delegate_id=mandate, now=now - DAY)
        writing.answer_invitation(plant.member(name), proposal_id=proposal, answer=Answer.AGREED, now=now - DAY)
    writing.submit(author, proposal_id=proposal, now=now)
    return proposal


def _assign(plant: _Plant, told: Told, cosigners: Sequence[str], ids: dict[str, UUID], days: int) -> UUID:
    proposal = _submit(plant, told, cosigners)
    reviewing.accept(plant.desk, proposal_id=proposal, now=plant.now - (days + 1) * DAY)
    handling.assign(
        plant.desk, proposal_id=proposal, lead_id=ids[MAIN], assist_ids=[ids[HELPING]], is_complex=False,
        now=plant.now - days * DAY,
    )  # fmt: skip
    return proposal


def _reply(plant: _Plant, proposal: UUID, kind: ReplyKind, text: str, days: int) -> None:
    now = plant.now - days * DAY
    handler, head = PEOPLE[MAIN]
    handling.draft_reply(
        plant.member(handler), proposal_id=proposal, kind=kind, text=text, now=now,
        planned_until=local_date(plant.now + 60 * DAY) if kind is ReplyKind.B else None,
    )  # fmt: skip
    handling.countersign(plant.member(PEOPLE[HELPING][0]), proposal_id=proposal, agrees=True, opinion="同意。", now=now)
    handling.sign_reply(plant.member(head), proposal_id=proposal, now=now + timedelta(hours=3))


def _praised(plant: _Plant, ids: dict[str, UUID]) -> None:
    proposal = _assign(plant, VENTILATION, ("韦立", "陆秋实"), ids, 31)
    text = "四台岗位送风机已于上月底装好，高温时段轮换已排入班表。\n现场实测，岗位温度下降五度。"
    _reply(plant, proposal, ReplyKind.A, text, 16)
    rated = plant.now - 14 * DAY
    settling.rate(plant.member(VENTILATION.author), proposal_id=proposal, grade=Grade.SATISFIED,
                  words="装得快，班组都说好。", now=rated)  # fmt: skip
    praising.publish_reply(plant.desk, proposal_id=proposal, now=rated)
    praising.award(plant.desk, proposal_id=proposal, name="优秀提案", now=rated)
    praising.forward_up(plant.desk, proposal_id=proposal, why="高温岗位普遍存在，做法容易推广。", now=rated)


def _answered(plant: _Plant, ids: dict[str, UUID]) -> None:
    proposal = _assign(plant, BUS, ("秦望舒", "罗予安"), ids, 27)
    _reply(plant, proposal, ReplyKind.A, "下月起零点十五分增开城东方向通勤车一班，试行三个月，期满按乘坐人数确定。", 4)


def _promised(plant: _Plant, ids: dict[str, UUID]) -> None:
    proposal = _assign(plant, FIRST_AID, ("田野", "柳成荫"), ids, 29)
    _reply(plant, proposal, ReplyKind.B, "除颤仪已列入采购计划，急救箱本月配齐，培训安排在下季度。", 12)
    settling.rate(plant.member(FIRST_AID.author), proposal_id=proposal, grade=Grade.BASICALLY,
                  words="希望早点到位。", now=plant.now - 10 * DAY)  # fmt: skip


def _countersigning(plant: _Plant, ids: dict[str, UUID]) -> None:
    proposal = _assign(plant, SKILLS, ("沈知遥", "柳成荫"), ids, 16)
    praising.supervise(plant.desk, proposal_id=proposal, is_supervised=True, now=plant.now - 6 * DAY)
    handling.draft_reply(
        plant.member(PEOPLE[MAIN][0]), proposal_id=proposal, kind=ReplyKind.C, now=plant.now - 2 * DAY,
        text="技能津贴办法正在修订，已提请本次大会审议；练兵成绩挂钩的建议一并研究。",
    )  # fmt: skip
