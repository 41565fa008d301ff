"""The wording of a volume's cover and its table."""

from gonghui.congress.papers.blocks import Column, Cover, Document, Kind, Layout, Table, Title
from gonghui.congress.papers.content import VolumeCover, VolumeTable
from gonghui.congress.papers.words import day


def volume_cover(paper: VolumeCover) -> Cover:
    meeting = paper.meeting
    return Cover(
        over=paper.fonds or meeting.unit,
        title=paper.title,
        lines=(meeting.unit, meeting.session, paper.title),
        facts=(
            ("全宗号", paper.fonds_no),
            ("案卷号", paper.volume_no),
            ("年度", f"{paper.year or meeting.held_on.year}年"),
            ("保管期限", paper.retention),
            ("件数", f"{paper.pieces}件"),
            ("页数", f"{paper.pages}页"),
            ("立卷人", paper.compiled_by),
            ("检查人", paper.checked_by),
            ("立卷日期", day(paper.compiled_on)),
        ),
    )


def volume_table(paper: VolumeTable) -> Document:
    columns = (
        Column(title="序号", width=0.8, kind=Kind.CENTRE),
        Column(title="文号", width=2.4),
        Column(title="责任者", width=2.4),
        Column(title="题名", width=6.4),
        Column(title="日期", width=1.6, kind=Kind.CENTRE),
        Column(title="页号", width=1.3, kind=Kind.CENTRE),
        Column(title="页数", width=0.9, kind=Kind.NUMBER),
        Column(title="类目", width=2.2),
        Column(title="保管期限", width=1.2, kind=Kind.CENTRE),
        Column(title="备注", width=1.8),
    )
    rows = tuple(
        (
            entry.no,
            entry.number,
            entry.author,
            entry.title,
            entry.dated,
            _pages(entry.first_page, entry.pages),
            entry.pages,
            entry.folder,
            entry.retention,
            entry.note,
        )
        for entry in paper.entries
    )
    return Document(
        title=f"{paper.meeting.name}卷内目录",
        layout=Layout.WIDE,
        running=f"{paper.meeting.name}卷内目录",
        blocks=(
            Title((paper.meeting.name, "卷内目录")),
            Table(columns=columns, rows=rows, empty="卷内还没有文件。"),
        ),
    )


def _pages(first: int | None, count: int | None) -> str:
    if first is None:
        return ""
    last = first + (count or 1) - 1
    return str(first) if last == first else f"{first}–{last}"
