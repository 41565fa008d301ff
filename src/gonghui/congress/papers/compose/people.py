"""The wording of papers on who the delegates are: roster, qualification report."""

from itertools import groupby

from gonghui.congress.papers.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Kind,
    Layout,
    Para,
    Seal,
    Signatures,
    Table,
    Title,
)
from gonghui.congress.papers.compose.phrases import listed
from gonghui.congress.papers.content import (
    Delegate,
    QualificationReport,
    Roster,
    Verdict,
)
from gonghui.congress.papers.words import day, percent, span

UNKNOWN = "—"
VERDICTS = {Verdict.MET: "符合", Verdict.WARNING: "需说明", Verdict.NOT_MET: "不符合"}


def roster(paper: Roster) -> Document:
    columns = (
        Column(title="序号", width=0.9, kind=Kind.CENTRE),
        Column(title="代表证号", width=1.6, kind=Kind.CENTRE),
        Column(title="姓名", width=1.8, kind=Kind.NAME),
        Column(title="性别", width=0.9, kind=Kind.CENTRE),
        Column(title="代表团", width=2, hidden=True),
        Column(title="选区", width=2.6),
        Column(title="岗位（职务）", width=2.6),
        Column(title="类别", width=1.8),
        Column(title="大会职务", width=1.8),
        Column(title="代表类型", width=1.5, kind=Kind.CENTRE),
        Column(title="备注", width=1.8),
    )
    numbered = list(enumerate(paper.delegates, 1))
    groups = [(name, list(rows)) for name, rows in groupby(numbered, key=lambda pair: pair[1].delegation)]
    tables = tuple(
        Table(
            columns=columns,
            rows=tuple(_roster_row(no, one) for no, one in rows),
            caption=name,
            aside=f"{len(rows)}人",
        )
        for name, rows in groups
    )
    return Document(
        title=f"{paper.meeting.name}代表名册",
        layout=Layout.WIDE,
        running=f"{paper.meeting.name}代表名册",
        blocks=(
            Title((paper.meeting.name, "代表名册")),
            Para(f"截至{day(paper.as_of)}，共{len(paper.delegates)}人，编为{len(groups)}个代表团。"),
            *(tables or (Table(columns=columns, rows=(), empty="名册中还没有代表。"),)),
        ),
    )


def _roster_row(no: int, one: Delegate) -> tuple[str | int, ...]:
    return (
        no,
        one.number,
        one.name,
        one.gender,
        one.delegation,
        one.electoral_unit,
        one.post,
        one.category,
        one.role,
        one.kind,
        one.note,
    )


def qualification_report(paper: QualificationReport) -> Document:
    meeting = paper.meeting
    met = all(finding.verdict is not Verdict.NOT_MET for finding in paper.findings)
    basis = f"依据{listed(paper.basis)}，" if paper.basis else ""
    published = (
        f"当选名单于{span(paper.published_from, paper.published_to)}公示，收到异议{paper.objections}件。"
        if paper.published_from
        else "当选名单尚未公示。"
    )
    rejected = tuple(Para(f"{name}：{reason.rstrip('。')}。") for name, reason in paper.rejected)
    open_points = sum(1 for finding in paper.findings if finding.verdict is Verdict.WARNING)
    explained = f"，其中{open_points}项需作说明，见构成审查表" if open_points else ""
    conclusion = (
        f"经审查，{paper.confirmed}名代表资格有效，代表的人数和构成符合规定{explained}。"
        if met
        else f"经审查，{paper.confirmed}名代表资格有效，但代表的构成有不符合规定之处，应在会议召开前调整。"
    )
    blocks: tuple[Block, ...] = (
        Title((meeting.unit, meeting.session, "代表资格审查报告")),
        Para(f"{basis}代表资格审查小组对{meeting.body}的职工代表进行了资格审查，现将审查情况报告如下："),
        Heading("一、代表产生情况"),
        Para(
            f"本单位职工{paper.staff}人，按规定代表不少于{paper.minimum}人，计划选举代表{paper.seats}人。"
            f"{len(paper.units)}个选区共选出代表{sum(unit.elected for unit in paper.units)}人。{published}"
        ),
        _units(paper),
        Heading("二、代表构成审查"),
        _findings(paper),
        Heading("三、未予确认的情况"),
        *(rejected or (Para("无。"),)),
        Heading("四、审查结论"),
        Para(conclusion),
        Signatures(paper.reviewers),
        Seal(("代表资格审查小组",), day(paper.reported_on), sealed=False),
    )
    return Document(title=f"{meeting.name}代表资格审查报告", layout=Layout.OFFICIAL, blocks=blocks)


def _units(paper: QualificationReport) -> Table:
    columns = (
        Column(title="选区", width=3.4),
        Column(title="职工", width=1.2, kind=Kind.NUMBER),
        Column(title="参加选举", width=1.9, kind=Kind.NUMBER),
        Column(title="参加比例", width=1.6, kind=Kind.NUMBER),
        Column(title="名额", width=1, kind=Kind.NUMBER),
        Column(title="当选", width=1, kind=Kind.NUMBER),
        Column(title="当选须得票", width=1.7, kind=Kind.NUMBER),
        Column(title="最低得票", width=1.5, kind=Kind.NUMBER),
    )
    rows = tuple(
        (
            unit.unit,
            _known(unit.staff),
            _known(unit.took_part),
            percent(unit.took_part, unit.staff) if unit.took_part is not None and unit.staff else UNKNOWN,
            _known(unit.seats),
            unit.elected,
            _known(unit.needed),
            _known(unit.lowest),
        )
        for unit in paper.units
    )
    return Table(columns=columns, rows=rows, caption="各选区选举情况", empty="没有选区的选举记录。")


def _known(figure: int | None) -> int | str:
    """Return a figure, or a dash where none was entered: nobody is to read an unknown turnout as nobody."""
    return UNKNOWN if figure is None else figure


def _findings(paper: QualificationReport) -> Table:
    columns = (
        Column(title="审查项目", width=2.6),
        Column(title="实际", width=3.2),
        Column(title="要求", width=3),
        Column(title="结论", width=1.2, kind=Kind.CENTRE),
        Column(title="依据与说明", width=3.4),
    )
    rows = tuple(
        (
            finding.rule,
            finding.measured,
            finding.limit,
            VERDICTS[finding.verdict],
            "；".join(part for part in (finding.law, finding.remark) if part),
        )
        for finding in paper.findings
    )
    return Table(columns=columns, rows=rows, caption="构成审查表", empty="没有构成审查项目。")
