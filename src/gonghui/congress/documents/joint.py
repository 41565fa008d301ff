"""The report to the congress on joint meetings, drafted from what was noted of them."""

from collections.abc import Iterable

from gonghui.congress.models import JointMeeting
from gonghui.congress.papers.words import day, han

TITLE = "联席会议协商处理事项报告"


def report_words(joints: Iterable[JointMeeting]) -> str:
    """Return the text of the report: one section a joint meeting, oldest first, one line a matter.

    Source: 上海市职工代表大会条例 art. 10, 25.
    """
    met = list(joints)
    lines = ["各位代表：", f"自上次向大会报告以来，工会召集联席会议{len(met)}次，现将协商处理的事项和结果报告如下。"]
    for n, joint in enumerate(met, 1):
        lines.append(f"{han(n)}、{day(joint.held_on)}联席会议（应到{joint.called}人，实到{joint.attended}人）")
        lines += [f"{item.position}. {item.title}：{item.outcome}" for item in joint.items.all()]
    return "\n\n".join([*lines, "请予审议。"])
