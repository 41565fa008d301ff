"""Samples of rails, timelines, guard lights and what is missing."""

from datetime import datetime, timedelta

from gonghui.ui.parts import Guard, Moment, Step, StepState, Todo

VOTE_STATES = ("草稿", "待开", "进行中", "已停", "已确认", "已宣布", "已公示")
WIZARD: tuple[tuple[str, StepState, str], ...] = (
    ("基本信息", "done", "五届二次，线上线下结合"),
    ("上级报备", "done", "已批复"),
    ("代表", "now", "必办2件"),
    ("机构", "todo", "必办1件"),
    ("议程", "todo", "6项，已排好"),
    ("材料", "bad", "必办1件，已过送达期限"),
    ("提案与意见", "todo", "窗口未开"),
    ("通知", "todo", "未开始"),
    ("彩排", "off", "前8步办完后开放"),
)
GUARDS = (
    Guard(name="到会人数", status="已达到", note="实到205，应到213，法定142"),
    Guard(name="材料已送达", status="213/213", note="表决稿第4版，已读209人"),
    Guard(name="团组已汇总", status="6/6", note="意见37条，采纳29条"),
    Guard(name="网络", status="2台离线", note="已提示本人到2号表决亭", state="warn"),
    Guard(name="监票人在岗", status="1/2", note="缺罗予安；满2人才能开始表决", state="bad"),
    Guard(name="启封人在岗", status="等待签到", note="任意2人到场可启封计票", state="wait"),
)
TODO_HERE = (
    Todo(text="1行未纳入：汤敬之", url="#", note="经营管理人员将超过20%"),
    Todo(text="机关后勤代表团未推选团长", url="#", link="去推选", note="其余5个代表团已推选"),
    Todo(text="3人手机号未验证", url="#", link="去提醒", note="会前1天仍未验证，改发纸质票", must=False),
)
TODO_ELSEWHERE = (
    Todo(text="4　监票人少1人", url="#", link="去第4步", note="至少2人，且不是候选人"),
    Todo(text="6　集体合同表决稿未上传", url="#", link="去第6步", note="须在会前7日送达代表，即11月13日前"),
    Todo(text="2　上级工会已批复", done=True, note="11月6日，文号禾工发〔2026〕11号"),
)


def rail(current: int) -> list[Step]:
    """Return the states of a vote with the one at `current` going on."""
    return [
        Step(label=label, state="done" if place < current else "now" if place == current else "todo")
        for place, label in enumerate(VOTE_STATES)
    ]


def wizard_steps() -> list[Step]:
    """Return the nine steps before a meeting."""
    return [Step(label=label, state=state, note=note, url="#") for label, state, note in WIZARD]


def steps(now: datetime) -> dict[str, object]:
    """Return rails and timelines in every state."""
    stopped = [*rail(3)[:3], Step(label="已作废", state="bad", note="电力中断，重新表决")]
    sent_back = "请补充经费测算。补正后可再次提交，不计为新提案。"
    moments = (
        Moment(text="征集附议", at=now - timedelta(days=9), by="欧阳穗宁等23名代表"),
        Moment(text="初审退回补正", at=now - timedelta(days=7), state="warn", by="提案审查委员会", note=sent_back),
        Moment(text="立案", at=now - timedelta(days=4), by="提案审查委员会"),
        Moment(
            text="办理中", at=now - timedelta(days=1), state="now", by="动力保障部（主办）", note="须在12月4日前答复"
        ),
        Moment(text="提案人评价", state="next", when="答复送达后10日内"),
    )
    refused = (
        Moment(
            text="不予立案", at=now, state="bad", by="提案审查委员会", note="内容属于劳动争议，请到调解委员会办理。"
        ),
    )
    return {"rail": rail(2), "stopped": stopped, "wizard_steps": wizard_steps(), "moments": moments, "refused": refused}


def guards(_now: datetime) -> dict[str, object]:
    """Return guard lights and missing things in every state."""
    return {
        "guards": GUARDS,
        "here": TODO_HERE,
        "elsewhere": TODO_ELSEWHERE,
        "done": (Todo(text="本步已办完", done=True),),
    }
