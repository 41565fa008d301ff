"""States and posts in the words of a meeting."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from gonghui.congress.rules.states.names import (
    ItemState,
    MandateState,
    MeetingState,
    Post,
    TermState,
    VoteState,
)
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

POST_WORDS: Mapping[Post, str] = MappingProxyType(
    {
        Post.PRESIDIUM: _("主席团成员"),
        Post.PRESIDING: _("执行主席"),
        Post.SECRETARY_GENERAL: _("秘书长"),
        Post.SCRUTINEER: _("监票人"),
        Post.TELLER: _("计票人"),
        Post.DESK: _("签到工作人员"),
        Post.OPERATOR: _("会务操作员"),
    }
)
_TERM: Mapping[StrEnum, str] = {
    TermState.PREPARING: _("筹备"),
    TermState.QUALIFIED: _("资格审查完成"),
    TermState.ACTIVE: _("履职中"),
    TermState.EXTENSION_PENDING: _("申请延期换届"),
    TermState.ACTIVE_EXTENDED: _("延期履职中"),
    TermState.RENEWAL: _("换届中"),
    TermState.CLOSED: _("届满"),
}
_MEETING: Mapping[StrEnum, str] = {
    MeetingState.PROPOSED: _("已提议"),
    MeetingState.AGENDA_CONSULTED: _("议题已协商"),
    MeetingState.MODE_DECIDED: _("召开方式已定"),
    MeetingState.REPORTED_UP: _("已向上级报告"),
    MeetingState.NOTICED: _("已发通知"),
    MeetingState.MATERIALS_SERVED: _("材料已送达"),
    MeetingState.GROUP_DISCUSSION: _("团组讨论"),
    MeetingState.READY: _("准备就绪"),
    MeetingState.OPEN: _("已开幕"),
    MeetingState.CLOSED: _("已闭会"),
    MeetingState.PUBLISHED: _("已公布"),
    MeetingState.FILED: _("已报上级工会"),
    MeetingState.ARCHIVED: _("已归档"),
    MeetingState.ADJOURNED_NO_QUORUM: _("人数不足休会"),
    MeetingState.POSTPONED: _("已延期"),
    MeetingState.CANCELLED: _("已取消"),
}
_ITEM: Mapping[StrEnum, str] = {
    ItemState.DRAFT: _("草稿"),
    ItemState.CONSULTED: _("已协商"),
    ItemState.SERVED: _("材料已送达"),
    ItemState.IN_SESSION: _("正在进行"),
    ItemState.NOTED: _("已审查"),
    ItemState.OPINIONS_COLLECTED: _("意见已汇总"),
    ItemState.APPROVED: _("通过"),
    ItemState.REJECTED: _("未通过"),
    ItemState.REMANDED: _("退回协商修改"),
    ItemState.ELECTED: _("选举完成"),
    ItemState.RATED: _("评议完成"),
    ItemState.PUBLISHED: _("已公布"),
}
_MANDATE: Mapping[StrEnum, str] = {
    MandateState.ELECTED: _("当选"),
    MandateState.VERIFIED: _("资格审查通过"),
    MandateState.SERVING: _("履职中"),
    MandateState.ENDED_TERM: _("届满"),
    MandateState.ENDED_EMPLOYMENT: _("劳动关系终止"),
    MandateState.TRANSFERRED_OUT: _("调离选区"),
    MandateState.RESIGNED: _("辞去代表"),
    MandateState.RECALLED: _("被撤免"),
    MandateState.DISQUALIFIED: _("资格审查未通过"),
}
_VOTE: Mapping[StrEnum, str] = {
    VoteState.DRAFT: _("草稿"),
    VoteState.READY: _("待开始"),
    VoteState.OPEN: _("正在表决"),
    VoteState.STOPPED: _("已停止"),
    VoteState.CONFIRMED: _("已确认"),
    VoteState.ANNOUNCED: _("已宣布"),
    VoteState.PUBLISHED: _("已公布"),
    VoteState.VOIDED: _("已作废"),
}
_WORDS: Mapping[type[StrEnum], Mapping[StrEnum, str]] = MappingProxyType(
    {
        TermState: _TERM,
        MeetingState: _MEETING,
        ItemState: _ITEM,
        MandateState: _MANDATE,
        VoteState: _VOTE,
    }
)


def state_words(state: StrEnum) -> Text:
    """Name a state. Raises: KeyError for what is no state of the congress."""
    return say(_WORDS[type(state)][state])
