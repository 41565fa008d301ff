"""Step 8: the notice, drafted from the meeting's facts, and who has read it."""

from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from gonghui.congress.documents.frame import issuer
from gonghui.congress.models import Meeting
from gonghui.congress.queries import notices
from gonghui.congress.rules.kinds import Mode
from gonghui.congress.screens import words
from gonghui.kernel.clock import local
from gonghui.ui.parts import Badge, Cell, Column, Row

MOST_SHOWN = 50


def page(meeting: Meeting) -> dict[str, object]:
    """Return the notice sent and its reading, the draft, and who has not read."""
    sent, draft = notices.current(meeting), notices.draft(meeting)
    reading = notices.reading_of(sent) if sent else None
    unread = notices.unread_delegates(sent) if sent else []
    return {
        "sent": sent,
        "draft": draft,
        "reading": reading,
        "unread": len(unread),
        "badge": Badge(text=_("已发出"), kind="ok") if sent else Badge(text=_("未发出"), kind="warn"),
        "columns": [
            Column(label=_("姓名"), nowrap=True),
            Column(label=_("证号"), nowrap=True),
            Column(label=_("代表团")),
        ],
        "rows": [
            Row(cells=[Cell(text=one.name, name=True), one.number, one.delegation.name if one.delegation else ""])
            for one in unread[:MOST_SHOWN]
        ],
        "more": max(0, len(unread) - MOST_SHOWN),
    }


def draft_text(meeting: Meeting, today: date) -> str:
    """Return the text a notice starts with, dated `today`; notices are papers and stay Chinese."""
    opens, ends = local(meeting.opens_at), local(meeting.ends_at)
    items = "\n".join(f"{one.position}．{one.title}" for one in meeting.items.order_by("position"))
    with override(settings.LANGUAGE_CODE):
        name = words.meeting_full_name(meeting)
    lines = [
        "各位职工代表：",
        f"经研究，定于{date_format(opens, 'Y年n月j日 H:i')}召开{name}，"
        f"预计{date_format(ends, 'H:i')}结束。现将有关事项通知如下：",
        f"一、会议地点：{meeting.place or '另行通知'}。{_mode_words(meeting)}",
        f"二、会议议程：\n{items}" if items else "二、会议议程：另行通知。",
        "三、有关要求：请提前十分钟签到；会前认真阅读会议材料，征求所在选区职工的意见。因故不能到会的，请提前请假。",
    ]
    if meeting.contact_name:
        lines.append(f"四、会务联系人：{meeting.contact_name}　{meeting.contact_phone}".rstrip())
    lines.append(f"{issuer(meeting)}\n{date_format(today, 'Y年n月j日')}")
    return "\n\n".join(lines)


def _mode_words(meeting: Meeting) -> str:
    if meeting.mode == Mode.ONLINE:
        return "会议线上召开，请登录后在“现在”页面签到参会。"
    if meeting.mode == Mode.MIXED:
        return "不能到现场的代表，可以登录后线上参会。"
    return ""
