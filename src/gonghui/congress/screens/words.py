"""Words of the congress' screens: names of meetings, states and choices, translated where shown."""

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from gonghui.congress.models import AgendaItem, Meeting, Term
from gonghui.congress.rules.text import Text, numeral
from gonghui.kernel.clock import local

CHOICE_WORDS = {"FOR": gettext_noop("赞成"), "AGAINST": gettext_noop("反对"), "ABSTAIN": gettext_noop("弃权")}
SPEECH_WORDS = {
    "SPEECH": gettext_noop("发言"),
    "ADDITION": gettext_noop("补充"),
    "QUESTION": gettext_noop("询问"),
    "PROCEDURE": gettext_noop("程序"),
}
KIND_WORDS = {
    "FULL": gettext_noop("正式代表"),
    "NON_VOTING": gettext_noop("列席代表"),
    "GUEST": gettext_noop("特邀代表"),
}
CHANNEL_WORDS = {
    "WALL_CODE": gettext_noop("扫码签到"),
    "DESK_CODE": gettext_noop("签到台出示本人码"),
    "DESK_NUMBER": gettext_noop("签到台报号"),
    "ONLINE": gettext_noop("线上签到"),
    "SELF": gettext_noop("本人离场"),
    "DESK": gettext_noop("会务登记离场"),
    "ROLL_CALL": gettext_noop("清点人数"),
    "RESCHEDULE": gettext_noop("改期散会"),
}
ITEM_STATE_WORDS = {
    "IN_SESSION": gettext_noop("审议中"),
    "NOTED": gettext_noop("已听取"),
    "OPINIONS_COLLECTED": gettext_noop("已审议"),
    "APPROVED": gettext_noop("已通过"),
    "REJECTED": gettext_noop("未通过"),
    "REMANDED": gettext_noop("退回协商"),
    "ELECTED": gettext_noop("已选举"),
    "RATED": gettext_noop("已评议"),
    "PUBLISHED": gettext_noop("已公布"),
}
BALLOT_PLACE = {"FOR": "for", "AGAINST": "against", "ABSTAIN": "abstain"}


def number(value: int) -> str:
    """Write the number of a term or a meeting as its name has it: 五, in English 5."""
    return str(value) if get_language() == "en" else numeral(value)


def term_name(term: Term) -> str:
    """Return the name of a term: 第五届职工代表大会, or 第五届职工大会 where all staff meet."""
    name = _("第%(number)s届职工大会") if term.is_general_meeting else _("第%(number)s届职工代表大会")
    return name % {"number": number(term.number)}


def meeting_name(meeting: Meeting) -> str:
    """Return the name as it is spoken: 五届二次职工代表大会."""
    if meeting.is_rehearsal:
        return _("会前彩排")
    name = _("%(term)s届%(number)s次职工代表大会")
    if meeting.term.is_general_meeting:
        name = _("%(term)s届%(number)s次职工大会")
    return name % {"term": number(meeting.term.number), "number": number(meeting.number)}


def meeting_full_name(meeting: Meeting) -> str:
    """Return the name as it stands on papers: 第五届职工代表大会第二次会议."""
    name = _("第%(term)s届职工代表大会第%(number)s次会议")
    if meeting.term.is_general_meeting:
        name = _("第%(term)s届职工大会第%(number)s次会议")
    return name % {"term": number(meeting.term.number), "number": number(meeting.number)}


def item_state(item: AgendaItem) -> str:
    """Return the state of an item in a word; empty while it waits."""
    word = ITEM_STATE_WORDS.get(item.state, "")
    return _(word) if word else ""


def translated(text: Text | None) -> str:
    """Return a sentence of the rules in the reader's language."""
    return "" if text is None else text.render(_)


def window_words(meeting: Meeting) -> str:
    """Tell when opinions are taken before the sitting; empty when no time was set."""
    begins, ends = (
        date_format(local(at), "m-d H:i") if at else "" for at in (meeting.opinions_from, meeting.opinions_until)
    )
    if begins and ends:
        return _("%(begins)s至%(ends)s") % {"begins": begins, "ends": ends}
    if begins:
        return _("%(begins)s开始") % {"begins": begins}
    return _("%(ends)s截止") % {"ends": ends} if ends else ""


def resumption(meeting: Meeting) -> str:
    """Return when a sitting that was put off goes on, in a few words for a wall; empty when it was not."""
    if meeting.resumes_at is None:
        return ""
    at = local(meeting.resumes_at)
    return _("%(month)s月%(day)s日 %(time)s 继续开会") % {"month": at.month, "day": at.day, "time": f"{at:%H:%M}"}
