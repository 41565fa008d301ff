"""Sentences that several papers share: attendance, one vote, lists, names in a row."""

from collections.abc import Iterable, Sequence

from gonghui.congress.papers.blocks import Para
from gonghui.congress.papers.content import Attendance, Meeting, RowsResult, Tally, VoteResult
from gonghui.congress.papers.words import han, span


def attended(attendance: Attendance) -> str:
    """Say who was due and present and whether that was enough; whole numbers only."""
    verdict = "符合法定人数" if attendance.reached else "未达到法定人数"
    observers = f"列席{attendance.observers}人，" if attendance.observers else ""
    places = "、".join(f"{name}{count}人" for name, count in attendance.places)
    parted = f"（其中{places}）" if places else ""
    return (
        f"应到代表{attendance.due}人，实到代表{attendance.present}人{parted}，{observers}"
        f"法定人数{attendance.quorum}人，{verdict}。"
    )


def ballots(tally: Tally) -> str:
    """Say what became of the ballots; nothing at a show of hands."""
    if not tally.on_ballots:
        return ""
    spoiled = f"其中有效{tally.valid}张、无效{tally.invalid}张。"
    return f"发出表决票{tally.issued}张，收回{tally.returned}张，{spoiled}"


def counted(tally: Tally) -> str:
    """Say the count, after what became of the ballots where there were any."""
    return (
        f"{ballots(tally).replace('。', '；')}赞成{tally.yes}票，反对{tally.no}票，"
        f"弃权{tally.abstain}票，未表决{tally.not_voted}人。"
    )


def voted(result: VoteResult) -> str:
    """Tell one vote whole: form, attendance at the vote, count, what was needed, outcome."""
    again = f"（第{han(result.round_no)}轮）" if result.round_no > 1 else ""
    remarks = "".join(f"{remark.rstrip('。')}。" for remark in result.remarks)
    title = result.title if result.title.startswith("《") else f"《{result.title}》"
    present = f"表决时应到{result.attendance.due}人，实到{result.attendance.present}人"
    if isinstance(result, RowsResult):
        ending = result.sentence.rstrip("。")
        how = f"计票办法：{result.how}。" if result.how else ""
        return f"{title}：以{result.form}方式表决{again}。{present}；{ballots(result.tally)}{ending}。{how}{remarks}"
    needed = result.majority.with_tie
    return (
        f"{title}：以{result.form}方式表决{again}。{present}；{counted(result.tally)}"
        f"{needed}。结果：{outcome(result)}。{remarks}"
    )


def outcome(result: VoteResult) -> str:
    if isinstance(result, RowsResult):
        return result.head
    return "通过" if result.passed else "未通过"


def numbered(texts: Iterable[str], *, level: int = 2) -> tuple[Para, ...]:
    """Number paragraphs as official documents do: 一、 at the first level, （一） at the second."""
    lead = "{}、" if level == 1 else "（{}）"
    return tuple(Para(text, lead=lead.format(han(no))) for no, text in enumerate(texts, 1))


def listed(names: Sequence[str], *, empty: str = "无") -> str:
    """Names in a row with 、 between; nobody is said in a word, not left out."""
    return "、".join(names) if names else empty


def when_and_where(meeting: Meeting) -> str:
    place = f"在{meeting.place}" if meeting.place else ""
    mode = f"以{meeting.mode}方式" if meeting.mode else ""
    return f"{span(meeting.held_on, meeting.until)}{place}{mode}"
