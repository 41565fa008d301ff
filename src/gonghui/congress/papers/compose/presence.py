"""The wording of papers on who was there and who was served: sign-in sheet, presence ledger, receipts."""

from gonghui.congress.papers.blocks import Cell, Column, Document, Kind, Layout, Note, Para, Table, Title
from gonghui.congress.papers.compose.phrases import attended
from gonghui.congress.papers.content import PresenceLedger, Receipt, ReceiptTable, SignInSection, SignInSheet


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
    """The blank sheet has room to sign; the filled one keeps a narrow column for those who signed by hand."""
    record = (
        Column(title="签到情况", width=1.4, kind=Kind.CENTRE),
        Column(title="时间", width=2.1, kind=Kind.CENTRE),
        Column(title="方式", width=1.3, kind=Kind.CENTRE),
    )
    return (
        Column(title="序号", width=0.8, kind=Kind.CENTRE),
        Column(title="代表团", width=2, hidden=True),
        Column(title="代表证号", width=1.5, kind=Kind.CENTRE),
        Column(title="姓名", width=1.8, kind=Kind.NAME),
        Column(title="岗位（职务）", width=2.2 if filled else 2.6),
        Column(title="座位", width=1.1, kind=Kind.CENTRE),
        *(record if filled else ()),
        Column(title="签名", width=1.8 if filled else 3.4, kind=Kind.SIGNATURE),
        Column(title="备注", width=1.4),
    )


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
            *((row.state, row.at, row.channel) if filled else ()),
            "",
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
    rows = tuple(_receipt_row(no, row) for no, row in enumerate(paper.rows, 1))
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


def _receipt_row(no: int, row: Receipt) -> tuple[Cell, ...]:
    return (
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
