"""The wording of papers about the course of a meeting: agenda, chair's script, minutes, incidents."""

import re

from gonghui.congress.papers.blocks import (
    Block,
    Column,
    Cue,
    Document,
    Facts,
    Heading,
    Kind,
    Layout,
    Note,
    Number,
    Para,
    Signatures,
    Speech,
    Table,
    Title,
)
from gonghui.congress.papers.compose.phrases import attended, listed, numbered, voted
from gonghui.congress.papers.content import Absence, Agenda, AgendaEntry, IncidentLog, Minutes, Script
from gonghui.congress.papers.words import SHANGHAI, clock, day, han, hour, moment, span


def agenda(paper: Agenda) -> Document:
    meeting = paper.meeting
    columns = (
        Column(title="序号", width=0.9, kind=Kind.CENTRE),
        Column(title="时间", width=1.3, kind=Kind.CENTRE),
        Column(title="议程", width=5),
        Column(title="职权", width=1.8, kind=Kind.CENTRE),
        Column(title="报告人", width=2, kind=Kind.NAME),
        Column(title="表决方式与通过条件", width=3.4),
    )
    rows = tuple(
        (entry.no, _slot(entry), entry.title, entry.power, entry.presenter, _condition(entry))
        for entry in paper.entries
    )
    facts = (
        ("时间", span(meeting.held_on, meeting.until)),
        ("地点", "，".join(part for part in (meeting.place, meeting.mode) if part)),
        ("主持人", paper.chair),
    )
    return Document(
        title=f"{meeting.name}议程",
        layout=Layout.FORM,
        running=f"{meeting.session}议程",
        blocks=(
            Title((meeting.name, "议程"), below=f"（{paper.adopted}）" if paper.adopted else ""),
            Facts(facts),
            Table(columns=columns, rows=rows, empty="议程待定。"),
        ),
    )


def _slot(entry: AgendaEntry) -> str:
    length = f"{entry.minutes}分钟" if entry.minutes else ""
    return "\n".join(part for part in (clock(entry.starts_at), length) if part)


def _condition(entry: AgendaEntry) -> str:
    return "\n".join(part for part in (entry.form, entry.majority) if part) or "不表决"


def script(paper: Script) -> Document:
    blocks: list[Block] = [
        Title((paper.meeting.name, "主持词"), below=f"主持人：{paper.chair}"),
    ]
    for no, step in enumerate(paper.steps, 1):
        item = f"（议程第{step.item_no}项）" if step.item_no else ""
        length = f"　约{step.minutes}分钟" if step.minutes else ""
        blocks.append(Heading(f"{han(no)}、{step.title}{item}{length}"))
        if step.cue or step.guard:
            blocks.append(Cue(step.cue, step.guard))
        blocks.extend(Speech(line) for line in step.lines)
    if not paper.steps:
        blocks.append(Para("主持词尚未拟定。"))
    return Document(
        title=f"{paper.meeting.name}主持词",
        layout=Layout.SPEECH,
        running=f"{paper.meeting.session}主持词",
        blocks=tuple(blocks),
    )


def minutes(paper: Minutes) -> Document:
    meeting = paper.meeting
    blocks: tuple[Block, ...] = (
        Title((meeting.unit, meeting.session, "会议纪要")),
        *((Number(paper.number),) if paper.number else ()),
        *(_as_edited(paper.text) if paper.text else _minuted(paper)),
        Signatures(paper.signatories),
    )
    return Document(title=f"{meeting.name}会议纪要", layout=Layout.OFFICIAL, blocks=blocks)


def minutes_text(paper: Minutes) -> str:
    """The words of the minutes as plain paragraphs, one a line, to be edited: headings and numbers as they stand."""
    blocks = (block for block in _minuted(paper) if isinstance(block, Heading | Para))
    return "\n".join(f"{block.lead}{block.text}" if isinstance(block, Para) else block.text for block in blocks)


def _as_edited(lines: tuple[str, ...]) -> tuple[Block, ...]:
    return tuple(_edited_line(line) for line in lines)


def _edited_line(line: str) -> Block:
    if re.match(r"[一二三四五六七八九十]+、", line):
        return Heading(line)
    lead = re.match(r"（[一二三四五六七八九十百]+）", line)
    return Para(line[lead.end() :], lead=lead.group()) if lead else Para(line)


def _minuted(paper: Minutes) -> tuple[Block, ...]:
    """What the facts say, part by part; the parts are always the same."""
    return (
        *_who_was_there(paper),
        *_what_was_said(paper),
        *_what_was_decided(paper),
        Heading("十一、会议期间的情况"),
        *(
            numbered(
                f"{moment(one.at)}：{one.what.rstrip('。')}。{f'处置：{one.measure}。' if one.measure else ''}"
                for one in paper.incidents
            )
            or (Para("无。"),)
        ),
        Para(f"会议于{moment(paper.closed_at)}闭幕。"),
    )


def _who_was_there(paper: Minutes) -> tuple[Block, ...]:
    meeting = paper.meeting
    place = meeting.place or "（地点未记）"
    chair, recorder = paper.chair or "（主持人未记）", paper.recorder or "（记录人未记）"
    absent = tuple(_absent(one) for one in paper.absences)
    return (
        Para(
            f"{meeting.name}于{moment(paper.opened_at)}至{_until(paper)}在{place}"
            f"{f'以{meeting.mode}方式' if meeting.mode else ''}召开。会议由{chair}主持，{recorder}记录。"
        ),
        Heading("一、出席情况"),
        Para(attended(paper.attendance)),
        Para(f"缺席代表{len(absent)}人：{'；'.join(absent)}。" if absent else "缺席代表：无。"),
        Para(f"列席人员：{listed(paper.observers)}。"),
        Heading("二、会议机构"),
        Para(f"主席团：{listed(paper.presidium)}。"),
        Para(f"秘书长：{paper.secretary_general or '无'}。"),
        Para(f"监票人：{listed(paper.scrutineers)}。计票人：{listed(paper.tellers)}。"),
    )


def _absent(one: Absence) -> str:
    inside = "，".join(part for part in (one.delegation, one.reason or "原因未报") if part)
    return f"{one.name}（{inside}）"


def _until(paper: Minutes) -> str:
    same = paper.opened_at.astimezone(SHANGHAI).date() == paper.closed_at.astimezone(SHANGHAI).date()
    return hour(paper.closed_at) if same else moment(paper.closed_at)


def _what_was_said(paper: Minutes) -> tuple[Block, ...]:
    return (
        Heading("三、议程"),
        *(numbered(f"{title.rstrip('。')}。" for title in paper.agenda) or (Para("无。"),)),
        Heading("四、听取的报告"),
        *(numbered(f"{report.by}作《{report.title.strip('《》')}》。" for report in paper.reports) or (Para("无。"),)),
        Heading("五、代表团审议意见"),
        *(numbered(f"{one.delegation}：{one.opinion.rstrip('。')}。" for one in paper.opinions) or (Para("无。"),)),
        Heading("六、修改情况"),
        *(numbered(f"{text.rstrip('。')}。" for text in paper.revisions) or (Para("无。"),)),
    )


def _what_was_decided(paper: Minutes) -> tuple[Block, ...]:
    elected = tuple(
        f"{one.post}：{one.name}{f'（得票{one.votes}票）' if one.votes is not None else ''}。" for one in paper.elected
    )
    passed = sum(1 for result in paper.votes if result.passed)
    summary = f"会议共表决{len(paper.votes)}项，通过{passed}项，未通过{len(paper.votes) - passed}项。"
    return (
        Heading("七、表决情况"),
        Para(summary if paper.votes else "本次会议未进行表决。"),
        *numbered(voted(result) for result in paper.votes),
        Heading("八、选举结果"),
        *(numbered(elected) or (Para("无。"),)),
        Heading("九、形成的决议"),
        *(numbered(f"{ref.title}（{ref.number}）。" for ref in paper.resolutions) or (Para("无。"),)),
        Heading("十、会议所依据的规则"),
        Para(f"{paper.meeting.rule_pack or '未记'}。"),
    )


def incident_log(paper: IncidentLog) -> Document:
    columns = (
        Column(title="序号", width=0.9, kind=Kind.CENTRE),
        Column(title="时间", width=1.8, kind=Kind.CENTRE),
        Column(title="情况", width=5.5),
        Column(title="处置", width=4),
        Column(title="记录人", width=1.8, kind=Kind.NAME),
    )
    rows = tuple((no, one.at, one.what, one.measure, one.recorded_by) for no, one in enumerate(paper.entries, 1))
    return Document(
        title=f"{paper.meeting.name}会议情况记录",
        layout=Layout.FORM,
        running=f"{paper.meeting.session}会议情况记录",
        blocks=(
            Title((paper.meeting.name, "会议情况记录")),
            Note(f"会议日期：{day(paper.meeting.held_on)}。共记{len(paper.entries)}条。"),
            Table(columns=columns, rows=rows, empty="会议期间没有需要记录的情况。"),
        ),
    )
