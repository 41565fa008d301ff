"""Ballot papers of several rows: items decided one by one, candidates, people who are rated; their checks and counts.

Every paper is rows × options, and a voter marks one option in each row. A decision has one row and keeps its own way
(`rules.vote`); what stands here is for the other three kinds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from gonghui.congress.rules.kinds import CongressPower
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

FOR, AGAINST, ABSTAIN = 0, 1, 2
MOST_ROWS, MOST_GRADES, LONGEST_NAME, LONGEST_NOTE, LONGEST_GRADE = 60, 8, 120, 60, 12
MOST_WRITE_INS = 5
"""As many lines for other names at most; as there are seats, if they are fewer."""


class PaperKind(StrEnum):
    """What a ballot asks: one question, several, whom to elect, how to rate people."""

    DECISION = "DECISION"
    ITEMS = "ITEMS"
    ELECTION = "ELECTION"
    APPRAISAL = "APPRAISAL"


KIND_WORDS: Mapping[PaperKind, str] = MappingProxyType(
    {
        PaperKind.DECISION: _("一个问题，赞成、反对、弃权"),
        PaperKind.ITEMS: _("分项表决，每项各自表决"),
        PaperKind.ELECTION: _("选举，逐名表决候选人"),
        PaperKind.APPRAISAL: _("民主测评，逐名评定等次"),
    }
)
#: What the rows of a paper are called.
ROW_WORDS: Mapping[PaperKind, str] = MappingProxyType(
    {PaperKind.ITEMS: _("表决项"), PaperKind.ELECTION: _("候选人"), PaperKind.APPRAISAL: _("测评对象")}
)
#: Written as they stand on paper; translated where a screen shows them.
OPTIONS = (_("赞成"), _("反对"), _("弃权"))
GRADES = (_("优秀"), _("称职"), _("基本称职"), _("不称职"))


class Candidacy(StrEnum):
    """How far a candidate has come: 提名、酝酿讨论、资格审查、正式候选人; or no longer standing."""

    NOMINATED = "NOMINATED"
    DISCUSSED = "DISCUSSED"
    QUALIFIED = "QUALIFIED"
    OFFICIAL = "OFFICIAL"
    WITHDRAWN = "WITHDRAWN"


CANDIDACY_WORDS: Mapping[Candidacy, str] = MappingProxyType(
    {
        Candidacy.NOMINATED: _("已提名"),
        Candidacy.DISCUSSED: _("已酝酿讨论"),
        Candidacy.QUALIFIED: _("资格审查通过"),
        Candidacy.OFFICIAL: _("正式候选人"),
        Candidacy.WITHDRAWN: _("不再提名"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row: an item, a candidate or somebody who is rated; `note` tells two of the same name apart.

    `written` is somebody whom voters wrote on the ballot; such a row stands in a result alone.
    """

    name: str
    note: str = ""
    written: bool = False

    @property
    def full(self) -> str:
        """The name with its note."""
        return f"{self.name}（{self.note}）" if self.note else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPaper:
    """A paper as it is frozen into a round. Seats, rounds and `write_ins` (lines for others) are an election's."""

    kind: PaperKind
    rows: tuple[Row, ...]
    options: tuple[str, ...] = OPTIONS
    seats: int = 0
    round_number: int = 1
    rounds_max: int = 1
    write_ins: int = 0

    @property
    def may_skip(self) -> bool:
        """Whether a row left empty counts as abstained: so it is at elections, and is said before a ballot is sent."""
        return self.kind is PaperKind.ELECTION

    @property
    def is_equal(self) -> bool:
        """Whether an election has as many candidates as seats (等额)."""
        return self.seats == len(self.rows)

    def write(self) -> dict[str, object]:
        """Return the paper as JSON."""
        return {
            "kind": self.kind.value,
            "rows": [{"name": row.name, "note": row.note} for row in self.rows],
            "options": list(self.options),
            "seats": self.seats,
            "round": self.round_number,
            "rounds_max": self.rounds_max,
            "write_ins": self.write_ins,
        }


def read_paper(stored: Mapping[str, Any]) -> BallotPaper | None:
    """Return the paper that was frozen into a round; None for a decision."""
    if not stored:
        return None
    return BallotPaper(
        kind=PaperKind(stored["kind"]),
        rows=tuple(Row(name=row["name"], note=row["note"]) for row in stored["rows"]),
        options=tuple(stored["options"]),
        seats=stored["seats"],
        round_number=stored["round"],
        rounds_max=stored["rounds_max"],
        write_ins=stored.get("write_ins", 0),
    )


def kinds_for(power: CongressPower) -> tuple[PaperKind, ...]:
    """Return what a ballot on a matter of this power may ask; the first is what it usually is."""
    if power is CongressPower.ELECT:
        return PaperKind.ELECTION, PaperKind.DECISION
    if power is CongressPower.EVALUATE:
        return PaperKind.APPRAISAL, PaperKind.DECISION
    return PaperKind.DECISION, PaperKind.ITEMS


def paper_fault(paper: BallotPaper) -> Text | None:
    """Say why a paper cannot be put to the vote, or None."""
    word = say(ROW_WORDS[paper.kind])
    if not paper.rows:
        return say(_("还没有列出%(rows)s"), rows=word)
    if len(paper.rows) > MOST_ROWS:
        return say(_("%(rows)s最多 %(most)s 个"), rows=word, most=MOST_ROWS)
    names = [row.full for row in paper.rows]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        return say(_("“%(name)s”在票面上出现两次，同名的请注明单位"), name=twice)
    if paper.kind is PaperKind.ELECTION and not 1 <= paper.seats <= len(paper.rows):
        return say(_("应选 %(seats)s 名，候选人 %(rows)s 名，无法选举"), seats=paper.seats, rows=len(paper.rows))
    return None


def told_before(paper: BallotPaper, *, min_group: int) -> Text:
    """Return what everybody is told before the round opens: how many to choose, and what happens at equal votes."""
    rows = len(paper.rows)
    if paper.kind is PaperKind.ITEMS:
        return say(_("共 %(rows)s 项，每一项分别表决、分别计票"), rows=rows)
    if paper.kind is PaperKind.APPRAISAL:
        return say(_("共 %(rows)s 名，每名选一个等次；收回的票不足 %(k)s 张的，不显示结果"), rows=rows, k=min_group)
    tie = (
        say(_("末位票数相同的，对相同者另行投票，连同本轮最多 %(n)s 轮"), n=paper.rounds_max)
        if paper.round_number < paper.rounds_max
        else say(_("末位票数相同的，名额空缺，本次不再投票"))
    )
    how = _("等额选举：候选人 %(rows)s 名，应选 %(seats)s 名") if paper.is_equal else _(
        "差额选举：候选人 %(rows)s 名，应选 %(seats)s 名"
    )  # fmt: skip
    return say(
        _("%(how)s，赞成的%(others)s不超过 %(seats)s 名；达到所须票数的，按赞成票多少依次当选；%(tie)s"),
        how=say(how, rows=rows, seats=paper.seats),
        others=say(_("连同另选他人")) if paper.write_ins else "",
        seats=paper.seats,
        tie=tie,
    )


def write_in_lines(*, allowed: bool, sealed: bool, by_hands: bool, seats: int) -> int:
    """Return how many lines for other names an election's ballot has.

    None on a sealed ballot, which can only carry what its manifest lists, and none where hands are counted.
    """
    return min(seats, MOST_WRITE_INS) if allowed and not sealed and not by_hands else 0


def filled(paper: BallotPaper, choices: Sequence[int | None]) -> tuple[int | None, ...]:
    """Return a voter's choices with empty rows as abstained, where that is how they count."""
    if not paper.may_skip:
        return tuple(choices)
    return tuple(ABSTAIN if choice is None else choice for choice in choices)


def choices_fault(paper: BallotPaper, choices: Sequence[int | None], written: Sequence[str] = ()) -> Text | None:
    """Say what is wrong with a voter's choices, one option for each row and the names they wrote, or None."""
    if len(choices) != len(paper.rows):
        return say(_("票面有 %(rows)s 行，送来了 %(got)s 行"), rows=len(paper.rows), got=len(choices))
    empty = sum(choice is None for choice in choices)
    if empty:
        return say(_("还有 %(n)s 行没有选"), n=empty)
    if any(choice is None or not 0 <= choice < len(paper.options) for choice in choices):
        return say(_("没有这个选项"))
    chosen = sum(choice == FOR for choice in choices) + len(written)
    if paper.kind is PaperKind.ELECTION and chosen > paper.seats:
        return say(_("应选 %(seats)s 名，您赞成了 %(chosen)s 名"), seats=paper.seats, chosen=chosen)
    return None
