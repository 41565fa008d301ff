"""The wording of what bundles papers: a volume's cover and table, the guide of the fallback pack."""

from gonghui.congress.papers.blocks import Column, Cover, Document, Facts, Heading, Kind, Layout, Para, Table, Title
from gonghui.congress.papers.content import FallbackPack, VolumeCover, VolumeTable
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


def fallback_guide(paper: FallbackPack) -> Document:
    """The first sheet of the pack: what lies in it, in which order it is used, whom to call."""
    ballots = sum(one.copies for one in paper.ballots)
    contents = (
        ("主持词", f"{len(paper.script.steps)}步"),
        ("签到表", f"{len(paper.sign_in.sections)}个代表团，{sum(len(one.rows) for one in paper.sign_in.sections)}人"),
        ("表决票", f"{len(paper.ballots)}项，共{ballots}张"),
        ("计票报告单", f"{len(paper.tally_sheets)}份"),
    )
    steps = (
        "系统或网络中断时，主持人宣布暂停，由会务负责人决定改用本包；记下中断的时刻。",
        "代表在本团签到表上签名；核对实到人数达到法定人数后，方可继续。",
        "按议程逐项发放表决票，发出多少张当场登记；一项一票，不得合并表决。",
        "两名监票人分别清点，分别填写计票报告单，核对一致后签名。",
        "主持人宣布结果。中断时尚未截止的表决，由主席团宣布本轮作废，用表决票重新表决；此前已确认的结果不受影响。均记入会议情况记录。",
        "恢复后由会务人员把纸质签到和计票结果录入系统，另一人复核；纸质原件归档。",
    )
    contact = "，".join(part for part in (paper.contact, paper.phone) if part)
    return Document(
        title=f"{paper.meeting.name}纸质应急包",
        layout=Layout.FORM,
        blocks=(
            Title((paper.meeting.name, "纸质应急包")),
            Facts((*contents, ("会务负责人", contact))),
            Heading("使用步骤"),
            *(Para(f"{no}. {step}") for no, step in enumerate(steps, 1)),
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
