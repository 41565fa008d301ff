"""The chair's words (主持词) for an item of the agenda, drafted from its power and the way it is voted.

Papers are Chinese whatever language the screen has, so these are plain Chinese sentences.
"""

from collections.abc import Mapping
from types import MappingProxyType

from gonghui.congress.rules.kinds import CongressPower, VoteForm

_AFTER: Mapping[CongressPower, str] = MappingProxyType(
    {
        CongressPower.REVIEW_ADVISE: "请各位代表进行审议，提出意见和建议。意见由大会秘书处汇总，会后逐条答复。",
        CongressPower.REVIEW_APPROVE: "请各位代表进行审议。审议后提请大会表决。",
        CongressPower.REVIEW_DECIDE: "请各位代表进行审议。审议后由大会表决决定。",
        CongressPower.SUPERVISE: "请各位代表审查，对办理和落实情况提出意见。",
        CongressPower.ELECT: "下面进行选举。请各位代表认真阅读候选人情况和选举办法。",
        CongressPower.EVALUATE: "下面进行民主评议。请各位代表根据述职情况独立作出评议。",
        CongressPower.PROCEDURE: "请各位代表考虑，有意见的请提出。",
    }
)
_VOTE: Mapping[VoteForm, str] = MappingProxyType(
    {
        VoteForm.SECRET_BALLOT: "本项采用无记名投票。请监票人、计票人发放表决票，请各位代表独立填写后依次投入票箱。",
        VoteForm.OPEN_BALLOT: "本项采用记名投票。请各位代表在手机上选择后提交；用纸质票的代表请向工作人员领取。",
        VoteForm.SHOW_OF_HANDS: "本项采用举手表决。赞成的请举手；请放下。反对的请举手；请放下。弃权的请举手；请放下。",
    }
)
_SEALED = (
    "本项采用无记名投票。请各位代表在手机上投密封票，单张票任何人都打不开，只打开合计；用纸质票的代表请向工作人员领取。"
)
_HANDS_BY_PHONE = "本项采用举手表决。请各位代表在手机上表明赞成、反对或者弃权后提交；用纸质票的代表请向工作人员领取。"


def draft_script(
    *,
    position: int,
    title: str,
    power: CongressPower,
    form: VoteForm,
    reporter: str = "",
    question: str = "",
    by_phone: bool = False,
) -> str:
    """Return the words for one item, one sentence a line: what comes, who reports, what is asked, how it is voted.

    `by_phone`: hands are shown on phones, so nobody is asked to raise one; a secret vote is held with sealed ballots.
    """
    lines = [f"现在进行会议议程第{position}项：{title}。"]
    if reporter:
        lines.append(f"请{reporter}作报告。")
    lines.append(_AFTER[power])
    if form is not VoteForm.NONE:
        by_hand = {VoteForm.SHOW_OF_HANDS: _HANDS_BY_PHONE, VoteForm.SECRET_BALLOT: _SEALED} if by_phone else {}
        lines.append(by_hand.get(form, _VOTE[form]))
        if question:
            lines.append(f"表决的问题是：{question}")
        lines.append("现在请监票人核对，稍后宣布结果。")
    return "\n".join(lines)


_OPENINGS = ("审议表决", "听取并通过", "审议通过", "审议决定", "审议", "通过", "选举", "民主评议", "听取")


def subject_of(title: str) -> str:
    """Return what an item is about, without the verb that its title may begin with (审议表决集体合同 → 集体合同).

    A title of several clauses keeps its verbs: the others would be left without their first.
    """
    if "，" in title:
        return title
    opening = next((one for one in _OPENINGS if title.startswith(one) and title != one), "")
    return title.removeprefix(opening)


def draft_question(title: str, power: CongressPower, form: VoteForm) -> str:
    """Return the question put to the vote; empty where nothing is voted."""
    if form is VoteForm.NONE:
        return ""
    subject = subject_of(title)
    verb = {CongressPower.ELECT: "是否同意选举", CongressPower.EVALUATE: "您对以下人员的评议："}.get(power, "是否同意")
    return f"{verb}{subject}？" if power is not CongressPower.EVALUATE else f"{verb}{subject}"
