"""The wording of papers about a vote: ballot, tally sheet, result, named votes."""

from gonghui.congress.papers.blocks import (
    BallotPage,
    Block,
    Cell,
    Column,
    Document,
    Facts,
    Figures,
    Kind,
    Layout,
    Note,
    Outcome,
    Para,
    ProofMark,
    Signatures,
    Table,
    Title,
)
from gonghui.congress.papers.compose.phrases import attended, ballots, outcome
from gonghui.congress.papers.content import (
    Ballot,
    Count,
    NamedVotes,
    RowsResult,
    Signatory,
    Tally,
    TallySheet,
    VoteResult,
    ZoneCount,
)
from gonghui.congress.papers.words import han, moment, percent


def ballot(paper: Ballot) -> BallotPage:
    again = f"（第{han(paper.round_no)}轮）" if paper.round_no > 1 else ""
    if len(paper.options) > 1:
        choose = f"在{'、'.join(paper.options[:-1])}或{paper.options[-1]}下方的方框内划“○”，只选一项；"
    else:
        choose = "在方框内划“○”；"
    rules = (
        f"{choose}不选、多选或无法辨认的为废票。",
        "本票为无记名投票，请勿署名或作任何记号。" if paper.secret else "本票为记名投票，请填写姓名和代表证号。",
    )
    return BallotPage(
        heading=paper.meeting.unit,
        session=paper.meeting.session,
        title="表决票",
        item=f"第{paper.item_no}项{again}",
        question=paper.question,
        options=paper.options,
        base=f"{paper.majority.with_tie}。",
        rules=rules,
        secret=paper.secret,
        copies=1 if paper.sample else max(paper.copies, 1),
        sample=paper.sample,
    )


_BALLOTS_NOTE = (
    "两名监票人分别计数、分别填写，互不代填。有效票数＝收回票数－废票数；赞成、反对、弃权三数之和应等于有效票数；"
    "收回票数不得多于发出票数，多于发出票数的，本轮表决无效，重新表决。"
)
_HANDS_NOTE = (
    "两名监票人分别清点、分别填写，互不代填。分区清点的，各区相加应等于合计；举手人数不得多于在场的正式代表人数。"
)


def _zones(zones: tuple[ZoneCount, ...]) -> Table:
    """Return the zones as a table: each scrutineer's three figures, room to write where none are known."""
    counts = tuple(
        Column(title=f"{who}{word}", width=1.3, kind=Kind.CENTRE)
        for who in ("第一监票人", "第二监票人")
        for word in ("赞成", "反对", "弃权")
    )
    none = (None, None, None)
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (zone.name, *(zone.first or none), *(zone.second or none)) for zone in zones
    )  # fmt: skip
    return Table(
        columns=(Column(title="分区", width=2.4), *counts), rows=rows, caption="分区清点",
        tall=any(zone.first is None for zone in zones),
    )  # fmt: skip


def tally_sheet(paper: TallySheet) -> Document:
    again = f"第{han(paper.round_no)}轮"
    columns = (
        Column(title="项目", width=2.4, kind=Kind.CENTRE),
        Column(title="第一监票人计数", width=3, kind=Kind.CENTRE),
        Column(title="第二监票人计数", width=3, kind=Kind.CENTRE),
        Column(title="核对", width=1.8, kind=Kind.CENTRE),
    )
    first, second = (_counts(count, by_hands=paper.by_hands) for count in (paper.first, paper.second))
    rows = tuple(
        (label, one, two, _agreed(one, two)) for (label, one), (_, two) in zip(first, second, strict=True)
    )  # fmt: skip
    scrutineers = tuple(_scrutineer(count, no) for no, count in enumerate((paper.first, paper.second), 1))
    return Document(
        title=f"{paper.meeting.name}第{paper.item_no}项计票报告单",
        layout=Layout.FORM,
        running=f"{paper.meeting.session}计票报告单",
        blocks=(
            Title((paper.meeting.name, "计票报告单")),
            Facts(
                (
                    ("表决事项", f"第{paper.item_no}项　{paper.question}"),
                    ("表决方式", f"{paper.form}（{paper.channel}），{again}"),
                    ("计票地点", paper.place),
                )
            ),
            *((_zones(paper.zones),) if paper.zones else ()),
            Table(columns=columns, rows=rows, tall=True, caption="合计" if paper.zones else ""),
            Note(_HANDS_NOTE if paper.by_hands else _BALLOTS_NOTE),
            Note(f"校核：{_checked(first, second, by_hands=paper.by_hands)}"),
            Signatures((*scrutineers, *paper.tellers)),
        ),
    )


def _scrutineer(count: Count, no: int) -> Signatory:
    return Signatory(role=f"第{han(no)}监票人", name=count.by.name, signed_at=count.by.signed_at)


def _counts(count: Count, *, by_hands: bool) -> tuple[tuple[str, int | None], ...]:
    marks = (("赞成", count.yes), ("反对", count.no), ("弃权", count.abstain))
    if by_hands:
        return marks
    known = count.returned is not None and count.invalid is not None
    valid = count.returned - count.invalid if known else None  # type: ignore[operator]
    return (
        ("发出票数", count.issued),
        ("收回票数", count.returned),
        ("废票数", count.invalid),
        ("有效票数", valid),
        *marks,
    )


def _agreed(one: int | None, two: int | None) -> str:
    if one is None or two is None:
        return ""
    return "一致" if one == two else "不一致"


def _checked(
    first: tuple[tuple[str, int | None], ...], second: tuple[tuple[str, int | None], ...], *, by_hands: bool
) -> str:
    """Say in one sentence what the two counts are worth: not filled, contradictory, impossible or in order."""
    pairs = list(zip(first, second, strict=True))
    if any(one is None or two is None for (_, one), (_, two) in pairs):
        return "计数尚未填写完整。"
    differing = [label for (label, one), (_, two) in pairs if one != two]
    if differing:
        return f"两份计数在{'、'.join(differing)}上不一致，须重新清点。"
    values = {label: value or 0 for label, value in first}
    if by_hands:
        return "两份清点一致。"
    if values["收回票数"] > values["发出票数"]:
        return "收回票数多于发出票数，本轮表决无效，须重新表决。"
    if values["赞成"] + values["反对"] + values["弃权"] != values["有效票数"]:
        return "赞成、反对、弃权三数之和不等于有效票数，须重新清点。"
    return "两份计数一致，数目相符。"


def vote_result(paper: VoteResult) -> Document:
    tally = paper.tally
    base = paper.majority.base
    blocks: tuple[Block, ...] = (
        Title((paper.meeting.name, "表决结果报告单")),
        what_was_voted(paper),
        Outcome(outcome(paper), _compared(paper), paper.passed),
        Figures(tuple((label, str(count), percent(count, base)) for label, count in _shares(tally))),
        Para(f"计算基数：{paper.majority.with_tie}。百分比均以{base}为分母。"),
        Para(f"到会情况：{attended(paper.attendance)}{ballots(tally)}"),
        _channels(paper),
        *((Note(f"依据：{paper.majority.law}。"),) if paper.majority.law else ()),
        *(Note(f"说明：{remark}") for remark in paper.remarks),
        Signatures(paper.signatories),
        *((ProofMark(paper.proof),) if paper.proof else ()),
    )
    return Document(
        title=f"{paper.meeting.name}第{paper.item_no}项表决结果报告单",
        layout=Layout.FORM,
        running=f"{paper.meeting.session}表决结果报告单",
        blocks=blocks,
    )


def what_was_voted(paper: VoteResult) -> Facts:
    """Return the facts at the head of a result: what was voted on, how and when."""
    opened = f"{moment(paper.opened_at)}至" if paper.opened_at else ""
    again = f"（第{han(paper.round_no)}轮）" if paper.round_no > 1 else ""
    return Facts(
        (
            ("表决事项", f"第{paper.item_no}项　{paper.title}"),
            ("表决内容", paper.question),
            ("职权与方式", "，".join(part for part in (paper.power, f"{paper.form}{again}") if part)),
            ("表决时间", f"{opened}{moment(paper.closed_at)}"),
        )
    )


def _compared(paper: VoteResult) -> str:
    """Hold the ayes against what was needed; that alone does not pass a vote that failed for another reason."""
    yes, needed = paper.tally.yes, paper.majority.needed
    if yes < needed:
        return f"赞成{yes}票，未达到通过所须的{needed}票。"
    if paper.passed:
        return f"赞成{yes}票，达到通过所须的{needed}票。"
    return f"赞成{yes}票，达到所须的{needed}票，但未获通过，原因见说明。"


def _shares(tally: Tally) -> tuple[tuple[str, int], ...]:
    """All of the base, in parts; spoiled ballots only where there are any."""
    spoiled = (("无效", tally.invalid),) if tally.invalid else ()
    return (("赞成", tally.yes), ("反对", tally.no), ("弃权", tally.abstain), *spoiled, ("未表决", tally.not_voted))


def _channels(paper: VoteResult) -> Table:
    """The count by channel with its sum; at a show of hands the columns on ballots stay empty."""
    words = ("发出", "收回", "有效", "无效", "赞成", "反对", "弃权")
    columns = (
        Column(title="渠道", width=2.4),
        *(Column(title=word, width=1.2, kind=Kind.NUMBER) for word in words),
    )
    rows = tuple(_channel(one.channel, one.tally) for one in paper.channels)
    total = _channel("合计", paper.tally)
    return Table(columns=columns, rows=(*rows, total), caption="各渠道计数", total=True)


def _channel(name: str, tally: Tally) -> tuple[Cell, ...]:
    handed = (tally.issued, tally.returned, tally.valid, tally.invalid) if tally.on_ballots else (None,) * 4
    return (name, *handed, tally.yes, tally.no, tally.abstain)


def _counted_by_name(result: VoteResult) -> str:
    if isinstance(result, RowsResult):
        return f"{result.sentence.rstrip('。')}；"
    return f"赞成{result.tally.yes}票，反对{result.tally.no}票，弃权{result.tally.abstain}票，"


def named_votes(paper: NamedVotes) -> Document:
    result = paper.result
    columns = (
        Column(title="序号", width=0.9, kind=Kind.CENTRE),
        Column(title="代表证号", width=1.6, kind=Kind.CENTRE),
        Column(title="姓名", width=1.9, kind=Kind.NAME),
        Column(title="代表团", width=2.6),
        Column(title="表决", width=4 if isinstance(result, RowsResult) else 1.3, kind=Kind.CENTRE),
        Column(title="时间", width=1.8, kind=Kind.CENTRE),
        Column(title="渠道", width=1.6, kind=Kind.CENTRE),
    )
    rows = tuple(
        (no, row.number, row.name, row.delegation, row.choice, row.at, row.channel)
        for no, row in enumerate(paper.rows, 1)
    )
    return Document(
        title=f"{result.meeting.name}第{result.item_no}项记名表决明细",
        layout=Layout.FORM,
        running=f"{result.meeting.session}第{result.item_no}项记名表决明细",
        blocks=(
            Title((result.meeting.name, f"第{result.item_no}项记名表决明细")),
            Para(
                f"{result.question.rstrip('。')}　{_counted_by_name(result)}未表决{result.tally.not_voted}人。"
                f"结果：{outcome(result)}。"
            ),
            Table(columns=columns, rows=rows, empty="没有表决记录。"),
        ),
    )
