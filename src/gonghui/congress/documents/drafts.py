"""First drafts of what people then edit: the words of a resolution, or of the statement that a text did not pass."""

from gonghui.congress.documents import frame, votes
from gonghui.congress.models import Opinion, Vote
from gonghui.congress.papers import content
from gonghui.congress.papers.compose.phrases import attended, ballots, counted, when_and_where
from gonghui.congress.papers.words import han
from gonghui.congress.queries.ballots import kind_of
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.kinds import CongressPower
from gonghui.congress.rules.parameters import PASS, POWER_FIXED
from gonghui.congress.rules.rowsresult import OUTCOME_WORDS, RowOutcome
from gonghui.congress.rules.script import subject_of

_VERBS = {
    CongressPower.REVIEW_APPROVE: "通过",
    CongressPower.REVIEW_DECIDE: "决定通过",
    CongressPower.PROCEDURE: "通过",
    CongressPower.ELECT: "确认",
    CongressPower.EVALUATE: "确认",
}


OWN_RESOLUTION = "M-PRO-RESOLUTION"


def resolution_title(vote: Vote) -> str:
    """Return the title of the resolution, or of the statement where the text did not pass.

    The resolution of the meeting as a whole has the meeting's name: it is no resolution about a resolution.
    """
    if kind_of(vote) is PaperKind.ELECTION:
        return f"关于{named(vote)}选举结果的{'决议' if vote.result.passed else '说明'}"
    if not vote.result.passed:
        return f"关于{named(vote)}未获通过的说明"
    return named(vote) if vote.item.matter == OWN_RESOLUTION else f"关于{named(vote)}的决议"


def resolution_words(vote: Vote) -> str:
    """Return the draft from the stored result: who was there, the count, what was needed, the article, what follows."""
    told = votes.result(vote)
    if isinstance(told, content.RowsResult):
        return "\n".join(line for line in (_opening(told.meeting, told.attendance), *_of_rows(vote, told)) if line)
    preamble = [_opening(told.meeting, told.attendance), _deliberated(vote)]
    ending = _passed(vote, told) if told.passed else _not_passed(vote, told)
    return "\n".join(line for line in (*preamble, *ending) if line)


def _opening(meeting: content.Meeting, attendance: content.Attendance) -> str:
    return f"{meeting.name}于{when_and_where(meeting)}召开。表决本项议题时，{attended(attendance)}"


def _deliberated(vote: Vote) -> str:
    given = Opinion.objects.filter(item=vote.item)
    answered = given.exclude(answer="").count()
    count = given.count()
    said = f"，代表提出意见{count}条，已逐条答复{answered}条" if count else ""
    by = f"听取了{vote.item.reporter}所作的说明，" if vote.item.reporter else ""
    return f"会议{by}审议了{quoted(vote)}{said}。"


def _count(told: content.VoteResult) -> str:
    return f"会议以{told.form}方式进行表决，{counted(told.tally).rstrip('。')}。{told.majority.sentence.rstrip('。')}"


def _passed(vote: Vote, told: content.VoteResult) -> list[str]:
    law = pack_of(vote.item.meeting).rule(PASS.rule).law
    basis = f"根据{law}，" if law and law.is_confirmed else ""
    verb = _VERBS.get(CongressPower(vote.item.power), "通过")
    return [
        f"{_count(told)}，赞成{told.tally.yes}票，{quoted(vote)}获得通过。{basis}会议决定：",
        f"一、{verb}{quoted(vote)}。",
        "二、本决议向全体职工公布，由单位行政和工会共同组织落实。",
        "三、落实情况向职工代表大会报告，接受职工代表监督。",
    ]


def _of_rows(vote: Vote, told: content.RowsResult) -> list[str]:
    """An election says who is elected, a vote item by item which items stand and which do not."""
    count = f"会议以{told.form}方式进行，{ballots(told.tally)}{told.sentence.rstrip('。')}。"
    if kind_of(vote) is PaperKind.ELECTION:
        if not told.elected:
            return [count, "本次选举没有选出人选，另行提名后再行选举。"]
        return [f"{count}会议决定：", f"一、确认选举有效，当选人为：{'、'.join(told.elected)}。",
                "二、选举结果向全体职工公布。"]  # fmt: skip
    passed = [row.name for row in told.rows if row.outcome == OUTCOME_WORDS[RowOutcome.PASSED]]
    failed = [row.name for row in told.rows if row.outcome != OUTCOME_WORDS[RowOutcome.PASSED]]
    lines = [f"通过下列各项：{'；'.join(passed)}。"] if passed else []
    lines += [f"下列各项未获通过，对本单位职工不具有约束力：{'；'.join(failed)}。"] if failed else []
    lines.append("结果向全体职工公布，通过的各项由单位行政和工会共同组织落实。" if passed else "结果向全体职工公布。")
    return [f"{count}会议决定：", *(f"{han(no)}、{line}" for no, line in enumerate(lines, 1))]


def _not_passed(vote: Vote, told: content.VoteResult) -> list[str]:
    binding = pack_of(vote.item.meeting).rule(POWER_FIXED.rule).law
    basis = f"根据{binding}，" if binding and binding.is_confirmed else ""
    reserved = vote.item.power in (CongressPower.REVIEW_APPROVE, CongressPower.REVIEW_DECIDE)
    effect = f"{basis}未经职工代表大会审议通过的事项，对本单位职工不具有约束力。" if reserved else ""
    return [
        f"{_count(told)}，赞成{told.tally.yes}票，{quoted(vote)}未获通过。",
        f"{effect}对有关内容协商修改后，可以重新提交职工代表大会审议。",
    ]


def named(vote: Vote) -> str:
    """Return what was voted on as it stands inside another title: without a verb and without the marks of a book."""
    if vote.item.matter == OWN_RESOLUTION:
        return f"{frame.facts(vote.item.meeting).session}决议"
    return subject_of(vote.item.title.strip()).strip("《》")


def quoted(vote: Vote) -> str:
    """Return what was voted on between the marks of a book."""
    return f"《{named(vote)}》"


def year_of(vote: Vote) -> int:
    """Return the year in which a resolution is numbered."""
    return frame.held_on(vote.item.meeting).year
