"""The demo's board of factory affairs: what was disclosed, what is due, what the workshop asks."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.openness.actions import board, disclosing, questions
from gonghui.openness.models import Board, Duty
from gonghui.openness.rules.catalogue import catalogue_of
from gonghui.openness.rules.periods import Period, stretch_owed

RESPONSIBLE: Final = "秦守一"
TEXTS: Final = {
    "SAFETY": ("安全生产和职业病防治情况", "本季度没有发生重伤以上事故，轻伤2起，均已整改并通报。\n\n"
               "噪声岗位126人完成在岗体检，2人调离噪声岗位。\n\n查出隐患41项，已整改39项，其余2项十二月底前完成。"),
    "INSURANCE": ("社会保险费和住房公积金缴纳情况", "本季度五项社会保险费全部按时足额缴纳，参保1186人。\n\n"
                  "住房公积金按百分之七缴存，新入职人员自转正当月起缴存。"),
    "DECIDE": ("夜班津贴调整方案", "大夜班每班由30元调整为42元，小夜班由18元调整为25元，自下月起执行。\n\n"
               "方案已经职工代表团（组）长和专门小组负责人联席会议协商。"),
}  # fmt: skip
QUESTIONS: Final = (
    ("三车间的更衣柜什么时候换？", 24, "后勤科答复：已下单120组，下月10日前换完，旧柜统一回收。"),
    ("食堂夜宵能不能延长到凌晨两点？", 26, ""),
    ("年休假没休完的怎么折算？", 6, ""),
)
_DAY: Final = timedelta(days=1)


def load(secretary: Actor, chair: Actor, union_id: UUID, now: datetime) -> None:
    """Open the board, put three things up, leave a draft, and let the workshop ask."""
    opened = Board.objects.get(
        pk=board.open_board(secretary, union_id=union_id, responsible=RESPONSIBLE, now=now - 300 * _DAY)
    )
    for code, (title, text) in TEXTS.items():
        _put_up(secretary, chair, opened.duties.get(code=code), title, text, now)
    disclosing.draft(
        secretary, duty_id=opened.duties.get(code="TRAINING").pk, key=str(local_date(now).year), title="职工培训计划",
        text="上半年组织数控、焊接、叉车三期培训，共180人次。", now=now - 2 * _DAY,
    )  # fmt: skip
    for text, days, answer in QUESTIONS:
        asked = questions.ask(Actor.stranger(), slug=opened.slug, text=text, now=now - days * _DAY)
        if answer:
            questions.answer(secretary, question_id=asked, text=answer, now=now - (days - 9) * _DAY)


def _put_up(secretary: Actor, chair: Actor, duty: Duty, title: str, text: str, now: datetime) -> None:
    owed = stretch_owed(Period(duty.period), local_date(now), catalogue_of(duty.board.catalogue).grace_days)
    when = now - 2 * _DAY
    made = disclosing.draft(secretary, duty_id=duty.pk, key=owed.key if owed else "", title=title, text=text, now=when)
    disclosing.check(chair, disclosure_id=made, now=when)
    disclosing.approve(chair, disclosure_id=made, responsible=RESPONSIBLE, now=when)
    disclosing.put_up(secretary, disclosure_id=made, until=local_date(now) + 60 * _DAY, now=when)
