"""Papers of the discussion: what each delegation said of each item, and what became of every opinion."""

from collections.abc import Sequence

from gonghui.congress.documents import frame
from gonghui.congress.models import GroupReport, Meeting, Opinion, Paper, Room
from gonghui.congress.papers import content
from gonghui.congress.papers.words import day, moment
from gonghui.congress.queries import opinions as asked
from gonghui.congress.rules.discussion import WAY_WORDS, Way
from gonghui.congress.rules.opinions import OUTCOME_WORDS, Outcome, Voice
from gonghui.kernel.clock import local_date

NOBODY = "匿名"


def group_records(meeting: Meeting) -> content.Record:
    """Return what each delegation reported of its discussion: of the meeting as a whole, then item by item."""
    parts = [
        content.RecordPart(heading=one.delegation.name, paragraphs=_filed(one))
        for one in meeting.group_reports.select_related("delegation").order_by("delegation__position")
    ]
    parts += [
        content.RecordPart(heading=f"{room.delegation.name}：{room.item.title}", paragraphs=_held(room))
        for room in _rooms(meeting)
    ]
    return content.Record(meeting=frame.facts(meeting), title="代表团讨论记录", parts=tuple(parts))


def _rooms(meeting: Meeting) -> Sequence[Room]:
    rooms = Room.objects.filter(item__meeting=meeting).select_related("item", "delegation", "signed_by")
    return list(
        rooms.prefetch_related("people__delegate", "opinions__delegate", "opinions__supports").order_by(
            "delegation__position", "item__position"
        )
    )


def signed_rooms(meeting: Meeting) -> Sequence[Room]:
    """Return the rooms whose summary was signed, by item and delegation."""
    rooms = Room.objects.filter(item__meeting=meeting, signed_at__isnull=False).select_related("item", "delegation")
    return list(rooms.order_by("item__position", "delegation__position"))


def _filed(report: GroupReport) -> tuple[str, ...]:
    return (f"讨论日期：{day(report.held_on)}，参加{report.attended}人。", *_lines(report.summary))


def _held(room: Room) -> tuple[str, ...]:
    people = sorted(room.people.all(), key=lambda one: one.delegate.number)
    ways = "；".join(
        f"{WAY_WORDS[way]}{len(names)}人（{'、'.join(names)}）"
        for way in Way
        if (names := [one.delegate.name for one in people if one.way == way])
    )
    taken = tuple(_taken_down(one) for one in sorted(room.opinions.all(), key=lambda one: one.number or 0))
    signed = f"团长{room.signed_by.name}于{moment(room.signed_at)}签字。" if room.signed_by else "团长没有签字汇总。"
    began = min((one.at for one in people), default=room.signed_at)
    when = f"讨论日期：{day(local_date(began))}，" if began else ""
    came = f"{when}参加{len(people)}人" + (f"：{ways}。" if ways else "。")
    return (came, *taken, *(f"汇总：{line}" for line in _lines(room.summary)), signed)


def _taken_down(one: Opinion) -> str:
    where = f"（第{one.paragraph}段）" if one.paragraph else ""
    backed = len(one.supports.all())
    return f"意见{one.number}{where} {speaker(one)}：{one.text}" + (f"（附议{backed}人）" if backed else "")


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def speaker(one: Opinion) -> str:
    """Return in whose name an opinion was given."""
    if one.voice == Voice.ANONYMOUS:
        return NOBODY
    return one.delegate.name if one.delegate else "本团"


def opinions(meeting: Meeting) -> content.OpinionTable:
    """Return opinions with what became of them, by item and paragraph; they stand under their delegation's name."""
    rows = tuple(_opinion(no, one) for no, one in enumerate(asked.table(meeting), 1))
    return content.OpinionTable(meeting=frame.facts(meeting), rows=rows)


def _opinion(no: int, one: Opinion) -> content.Opinion:
    subject = one.item.title if one.item else "会议"
    place = place_words(one.paper, one.paragraph)
    return content.Opinion(
        no=no, delegation=delegation_of(one), subject=f"{subject}：{place}" if place else subject, text=one.text,
        outcome=outcome_of(one), reply=one.answer, change=place_words(one.change_paper, one.change_paragraph),
        supporters=getattr(one, "supporters", 0),
    )  # fmt: skip


def delegation_of(one: Opinion) -> str:
    """Return the delegation that an opinion came from; of an anonymous one it is not known."""
    if one.voice == Voice.ANONYMOUS:
        return NOBODY
    if one.room is not None:
        return one.room.delegation.name
    return one.delegate.delegation.name if one.delegate and one.delegate.delegation else ""


def outcome_of(one: Opinion) -> str:
    """Return what became of an opinion; an old answer may have no outcome."""
    if one.outcome:
        return OUTCOME_WORDS[Outcome(one.outcome)]
    return "已答复" if one.answered_at else "待答复"


def place_words(paper: Paper | None, paragraph: int | None) -> str:
    """Return a place in a paper: its title, version and paragraph; empty for none."""
    if paper is None:
        return ""
    return f"《{paper.title}》第{paper.version}版" + (f"第{paragraph}段" if paragraph else "")
