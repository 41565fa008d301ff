"""The wording of papers about people: roster, qualification report, sign-in, presence, service of materials."""

from itertools import groupby

from gonghui.congress.papers.blocks import (
    Block,
    Column,
    Document,
    Heading,
    Kind,
    Layout,
    Note,
    Para,
    Seal,
    Signatures,
    Table,
    Title,
)
from gonghui.congress.papers.compose.phrases import attended, listed
from gonghui.congress.papers.content import (
    Delegate,
    PresenceLedger,
    QualificationReport,
    ReceiptTable,
    Roster,
    SignInSection,
    SignInSheet,
    Verdict,
)
from gonghui.congress.papers.words import day, percent, span

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
            unit.staff,
            unit.took_part,
            percent(unit.took_part, unit.staff),
            unit.seats,
            unit.elected,
            unit.needed,
            unit.lowest,
        )
        for unit in paper.units
    )
    return Table(columns=columns, rows=rows, caption="各选区选举情况", empty="没有选区的选举记录。")


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


def sign_in(paper: SignInSheet) -> Document:
    filled = paper.attendance is not None
    tables = tuple(_sign_in_table(section, filled=filled) for section in paper.sections)
    head = (
        Para(attended(paper.attendance))
        if paper.attendance
        else Note("请在“签名”栏亲笔签名。每人只签本人一栏，不得代签；请假、迟到在“备注”栏注明。")
    )
    name = f"{paper.occasion}签到表"
    empty = Table(columns=_sign_in_columns(filled=filled), rows=(), empty="没有应到人员。")
    return Document(
        title=f"{paper.meeting.name}{name}",
        layout=Layout.FORM,
        running=f"{paper.meeting.session}{name}",
        blocks=(
            Title((paper.meeting.name, f"{name}（{paper.kind}）")),
            head,
            *(tables or (empty,)),
            *(() if filled else (Note("会务人员核对：应到____人，实到____人，请假____人。核对人签名：____________"),)),
        ),
    )


def _sign_in_columns(*, filled: bool) -> tuple[Column, ...]:
    first = (
        Column(title="序号", width=0.9, kind=Kind.CENTRE),
        Column(title="代表团", width=2, hidden=True),
        Column(title="代表证号", width=1.6, kind=Kind.CENTRE),
        Column(title="姓名", width=1.9, kind=Kind.NAME),
        Column(title="岗位（职务）", width=2.8),
        Column(title="座位", width=1.2, kind=Kind.CENTRE),
    )
    last = (
        (
            Column(title="签到情况", width=1.5, kind=Kind.CENTRE),
            Column(title="时间", width=1.9, kind=Kind.CENTRE),
            Column(title="方式", width=1.4, kind=Kind.CENTRE),
        )
        if filled
        else (Column(title="签名", width=3.4, kind=Kind.SIGNATURE),)
    )
    return (*first, *last, Column(title="备注", width=1.6))


def _sign_in_table(section: SignInSection, *, filled: bool) -> Table:
    head = f"团长：{section.head}　" if section.head else ""
    rows = tuple(
        (
            no,
            section.delegation,
            row.number,
            row.name,
            row.post,
            row.seat,
            *((row.state, row.at, row.channel) if filled else ("",)),
            row.note,
        )
        for no, row in enumerate(section.rows, 1)
    )
    return Table(
        columns=_sign_in_columns(filled=filled),
        rows=rows,
        caption=section.delegation,
        aside=f"{head}应到{len(section.rows)}人",
        empty="本团没有应到人员。",
        tall=not filled,
        on_new_page=not filled,
    )


def presence_ledger(paper: PresenceLedger) -> Document:
    columns = (
        Column(title="序号", width=1, kind=Kind.CENTRE),
        Column(title="时间", width=1.7, kind=Kind.CENTRE),
        Column(title="代表证号", width=1.6, kind=Kind.CENTRE),
        Column(title="姓名", width=1.8, kind=Kind.NAME),
        Column(title="代表团", width=2.4),
        Column(title="事项", width=1.3, kind=Kind.CENTRE),
        Column(title="方式", width=1.5, kind=Kind.CENTRE),
        Column(title="经办", width=1.6),
        Column(title="原因", width=3.4),
        Column(title="到会人数", width=1.4, kind=Kind.NUMBER),
    )
    rows = tuple(
        (
            entry.seq,
            entry.at,
            entry.number,
            entry.name,
            entry.delegation,
            entry.event,
            entry.channel,
            entry.recorded_by,
            entry.reason,
            entry.present,
        )
        for entry in paper.entries
    )
    return Document(
        title=f"{paper.meeting.name}到会流水",
        layout=Layout.WIDE,
        running=f"{paper.meeting.name}到会流水",
        blocks=(
            Title((paper.meeting.name, "到会流水")),
            Para(f"{attended(paper.attendance)}流水只增不改，更正另记一行。"),
            Table(columns=columns, rows=rows, empty="没有到会记录。"),
        ),
    )


def receipt_table(paper: ReceiptTable) -> Document:
    columns = (
        Column(title="序号", width=0.9, kind=Kind.CENTRE),
        Column(title="代表证号", width=1.5, kind=Kind.CENTRE),
        Column(title="姓名", width=1.8, kind=Kind.NAME),
        Column(title="代表团", width=2.2),
        Column(title="材料", width=4.2),
        Column(title="版本", width=1, kind=Kind.CENTRE),
        Column(title="方式", width=1.3, kind=Kind.CENTRE),
        Column(title="送达时间", width=1.7, kind=Kind.CENTRE),
        Column(title="阅读时间", width=1.7, kind=Kind.CENTRE),
        Column(title="提前天数", width=1.1, kind=Kind.NUMBER),
        Column(title="签收（纸质）", width=1.9, kind=Kind.SIGNATURE),
        Column(title="备注", width=1.4),
    )
    rows = tuple(
        (
            no,
            row.number,
            row.name,
            row.delegation,
            row.material,
            row.version,
            row.channel,
            row.served_at,
            row.read_at,
            row.days_before,
            "",
            row.note,
        )
        for no, row in enumerate(paper.rows, 1)
    )
    served = sum(1 for row in paper.rows if row.served_at)
    read = sum(1 for row in paper.rows if row.read_at)
    duty = f"{paper.duty.rstrip('。')}。" if paper.duty else ""
    return Document(
        title=f"{paper.meeting.name}会议材料送达回执表",
        layout=Layout.WIDE,
        running=f"{paper.meeting.name}会议材料送达回执表",
        blocks=(
            Title((paper.meeting.name, "会议材料送达回执表")),
            Para(f"{duty}应送达{len(paper.rows)}份，已送达{served}份，已阅读{read}份。"),
            Table(columns=columns, rows=rows, empty="没有送达记录。"),
        ),
    )
