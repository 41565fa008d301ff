"""The wording of papers about a vote with several rows: ballot, tally sheet, result."""

from gonghui.congress.papers.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Kind,
    Layout,
    Note,
    Outcome,
    Para,
    ProofMark,
    RowsPage,
    Signatures,
    Table,
    Title,
)
from gonghui.congress.papers.compose.phrases import attended, ballots
from gonghui.congress.papers.compose.votes import what_was_voted
from gonghui.congress.papers.content import (
    BallotRow,
    Count,
    RowResult,
    RowsBallot,
    RowsCount,
    RowsResult,
    RowsTallySheet,
    Signatory,
)
from gonghui.congress.papers.words import han


def rows_ballot(paper: RowsBallot) -> RowsPage:
    """Return a ballot with a line for each row and a box for each option."""
    again = f"（第{han(paper.round_no)}轮）" if paper.round_no > 1 else ""
    options = "、".join(paper.options)
    how = f"每一行在{options}中选一格划“○”"
    limit = (
        f"{how}；赞成的不得多于{paper.most}名，多于{paper.most}名的为废票；没有划的行计为弃权。"
        if paper.most
        else f"{how}；同一行划两格以上的，该行无效。"
    )
    others = (
        f"另选他人的，在空行写明姓名并在“{paper.options[0]}”栏划“○”，连同候选人不得多于{paper.most}名。"
        if paper.blanks
        else ""
    )
    secret = "本票为无记名投票，请勿署名或作任何记号。" if paper.secret else "本票为记名投票，请填写姓名和代表证号。"
    told = f"{paper.told.rstrip('。')}。" if paper.told else ""
    return RowsPage(
        heading=paper.meeting.unit, session=paper.meeting.session, title=paper.heading,
        item=f"第{paper.item_no}项{again}", question=paper.question, options=paper.options,
        names=tuple(f"{row.name}（{row.note}）" if row.note else row.name for row in paper.rows),
        rules=tuple(line for line in (limit, others, secret, paper.condition, told) if line), secret=paper.secret,
        blanks=paper.blanks,
        copies=1 if paper.sample else max(paper.copies, 1), sample=paper.sample,
    )  # fmt: skip


def rows_tally_sheet(paper: RowsTallySheet) -> Document:
    """Return two scrutineers' counts side by side: first the ballots, then every row."""
    totals, by_row = _sheet_tables(paper)
    roles = [
        Signatory(role=f"第{han(no)}监票人", name=count.by.name, signed_at=count.by.signed_at)
        for no, count in enumerate((paper.first, paper.second), 1)
    ]
    return Document(
        title=f"{paper.meeting.name}第{paper.item_no}项计票报告单", layout=Layout.FORM,
        running=f"{paper.meeting.session}计票报告单",
        blocks=(
            Title((paper.meeting.name, "计票报告单")),
            Facts((
                ("表决事项", f"第{paper.item_no}项　{paper.question}"),
                ("表决方式", f"{paper.form}（{paper.channel}），第{han(paper.round_no)}轮"),
                ("计票地点", paper.place),
            )),
            totals, by_row,
            Note("两名监票人分别计数、分别填写，互不代填。收回票数不得多于发出票数，多于的，本轮表决无效，重新表决。"),
            Signatures((*roles, *paper.tellers)),
        ),
    )  # fmt: skip


def _sheet_tables(paper: RowsTallySheet) -> tuple[Table, Table]:
    first, second = (_counted(count) for count in (paper.first, paper.second))
    columns = (
        Column(title="项目", width=2.4, kind=Kind.CENTRE),
        Column(title="第一监票人计数", width=3, kind=Kind.CENTRE),
        Column(title="第二监票人计数", width=3, kind=Kind.CENTRE),
        Column(title="核对", width=1.8, kind=Kind.CENTRE),
    )
    totals = tuple(
        (label, one, two, "" if one is None or two is None else "一致" if one == two else "不一致")
        for label, one, two in zip(("发出票数", "收回票数", "有效票", "空白和废票"), first, second, strict=True)
    )
    words = "/".join(paper.options)
    by_row = (
        Column(title="序号", width=0.8, kind=Kind.CENTRE),
        Column(title="票面", width=3.6),
        Column(title=f"第一监票人（{words}）", width=2.8, kind=Kind.CENTRE),
        Column(title=f"第二监票人（{words}）", width=2.8, kind=Kind.CENTRE),
    )
    lines = tuple(
        (no, _full(row), _marks(paper.first, no - 1), _marks(paper.second, no - 1))
        for no, row in enumerate(paper.rows, 1)
    )
    return (
        Table(columns=columns, rows=totals),
        Table(columns=by_row, rows=(*lines, *_other_lines(paper, len(lines))), caption="逐行计数"),
    )


def _other_lines(paper: RowsTallySheet, rows: int) -> tuple[tuple[Cell, ...], ...]:
    """The lines for other names: those that were counted, else empty ones to write on."""
    first, second = (
        dict(count.written) if isinstance(count, RowsCount) else {} for count in (paper.first, paper.second)
    )
    names = sorted(first | second)
    if names:
        return tuple(
            (no, f"另选：{name}", first.get(name, 0), second.get(name, 0)) for no, name in enumerate(names, rows + 1)
        )
    return tuple((rows + n, "另选：", None, None) for n in range(1, paper.blanks + 1))


def rows_result(paper: RowsResult) -> Document:
    """Return the result: what came of it in one line, who is elected, then every row with its counts."""
    blocks: tuple[Block, ...] = (
        Title((paper.meeting.name, "表决结果报告单")),
        what_was_voted(paper),
        Outcome(paper.head, f"{paper.sentence.rstrip('。')}。", paper.passed),
        *((Para(f"当选人，按得票多少排列：{'、'.join(paper.elected)}。"),) if paper.elected else ()),
        *((_table(paper),) if paper.rows else ()),
        Para(f"到会情况：{attended(paper.attendance)}{ballots(paper.tally)}"),
        *((Note(f"计票办法：{paper.how}。"),) if paper.how else ()),
        *((Note(f"依据：{paper.majority.law}。"),) if paper.majority.law else ()),
        *(Note(f"说明：{remark}") for remark in paper.remarks),
        Signatures(paper.signatories),
        *((ProofMark(paper.proof),) if paper.proof else ()),
    )
    return Document(
        title=f"{paper.meeting.name}第{paper.item_no}项表决结果报告单", layout=Layout.FORM,
        running=f"{paper.meeting.session}表决结果报告单", blocks=blocks,
    )  # fmt: skip


def _table(paper: RowsResult) -> Table:
    columns = (
        Column(title="序号", width=0.8, kind=Kind.CENTRE),
        Column(title="票面", width=4),
        *(Column(title=word, width=1.1, kind=Kind.NUMBER) for word in paper.options),
        Column(title="结果", width=1.5, kind=Kind.CENTRE),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (no, _full(row), *_cells(row), row.outcome) for no, row in enumerate(paper.rows, 1)
    )
    return Table(columns=columns, rows=rows, caption="逐行结果")


def _cells(row: RowResult) -> tuple[Cell, ...]:
    """Of whom voters wrote in, who did not is unknown: against, abstained, or not thinking of them."""
    rest = len(row.counts) - 1
    return (row.counts[0], *(["—"] * rest)) if row.written else row.counts


def _full(row: BallotRow | RowResult) -> str:
    return f"{row.name}（{row.note}）" if row.note else row.name


def _counted(count: Count) -> tuple[int | None, ...]:
    return count.issued, count.returned, count.valid if isinstance(count, RowsCount) else None, count.invalid


def _marks(count: Count, place: int) -> Cell:
    rows = count.rows if isinstance(count, RowsCount) else ()
    return "/".join(str(one) for one in rows[place]) if rows else ""
