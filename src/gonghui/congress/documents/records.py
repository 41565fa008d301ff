"""Plain records for the archive: consultation, reports upwards, elections of delegates, reasons."""

from gonghui.congress.documents import frame
from gonghui.congress.models import ElectoralUnit, Enclosure, Meeting, UpwardReport
from gonghui.congress.papers import content
from gonghui.congress.papers.words import day, moment
from gonghui.congress.rules.sorting import by_number
from gonghui.kernel.clock import local_date

ANSWERS = {"APPROVED": "同意", "NO_OBJECTION": "无异议", "RETURNED": "退回修改"}


def consultation(meeting: Meeting) -> content.Record:
    """Return how union and unit agreed on the agenda, with both signatures."""
    unit = meeting.agenda_unit_signed_by or "单位行政"
    return content.Record(
        meeting=frame.facts(meeting), title="议题议程协商记录",
        facts=(
            ("工会签署", moment(meeting.agenda_union_signed_at) or "未签署"),
            ("单位行政签署", f"{unit}，{moment(meeting.agenda_unit_signed_at) or '未签署'}"),
        ),
        parts=(
            content.RecordPart(
                heading="协商一致的议题和议程",
                paragraphs=tuple(f"{item.position}. {item.title}。" for item in meeting.items.order_by("position")),
            ),
        ),
        dated=local_date(meeting.agenda_unit_signed_at) if meeting.agenda_unit_signed_at else None,
    )  # fmt: skip


def upward_report(meeting: Meeting, report: UpwardReport) -> content.Record:
    """Return what was noted of the prior report and its answer; the letters themselves are handed in."""
    answer = ANSWERS.get(report.answer, "") if report.answer else "尚未批复"
    facts = (
        ("报送", f"{report.superior}，{day(report.sent_on)}"), ("批复", answer),
        ("批复日期", day(report.answered_on) if report.answered_on else ""), ("批复文号", report.answer_number),
        ("说明", report.note),
    )  # fmt: skip
    return content.Record(meeting=frame.facts(meeting), title="会前报告登记", facts=facts, dated=report.sent_on)


def elections(meeting: Meeting) -> content.Record:
    """Return how each electoral unit elected its delegates."""
    found = meeting.term.electoral_units.prefetch_related("delegates")
    units = sorted(found, key=lambda one: by_number(one.name))
    parts = tuple(content.RecordPart(heading=unit.name, paragraphs=_elected(unit)) for unit in units)
    return content.Record(meeting=frame.facts(meeting), title="代表选举结果", parts=parts)


def _elected(unit: ElectoralUnit) -> tuple[str, ...]:
    chosen = sorted(unit.delegates.all(), key=lambda one: one.number)
    who = "、".join(f"{one.name}（{one.votes_for}票）" if one.votes_for is not None else one.name for one in chosen)
    staff = f"{unit.staff}人" if unit.staff else "人数未登记"
    part = f"{unit.took_part}人" if unit.took_part is not None else "人数未登记"
    seats = f"应选代表{unit.seats}人" if unit.seats else "应选人数未登记"
    on = f"{day(unit.elected_on)}选举，" if unit.elected_on else ""
    return (f"{on}职工{staff}，参加选举{part}，{seats}。", f"当选代表：{who or '无'}。")


def reason(enclosure: Enclosure, title: str) -> content.Record:
    """Return the statement why a paper of the list is not in the archive."""
    part = content.RecordPart(heading="情况说明", paragraphs=(enclosure.reason,))
    facts = frame.facts(enclosure.meeting)
    return content.Record(meeting=facts, title=f"关于{title}的情况说明", parts=(part,), dated=local_date(enclosure.at))
