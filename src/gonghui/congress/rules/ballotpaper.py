"""Ballot papers of several rows: items decided one by one, candidates, people who are rated; their checks and counts.

Every paper is rows × options, and a voter marks one option in each row. A decision has one row and keeps its own way
(`rules.vote`); what stands here is for the other three kinds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from types import MappingProxyType
from typing import Any

from gonghui.congress.rules.kinds import Channel, CongressPower
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

FOR, AGAINST, ABSTAIN = 0, 1, 2
MOST_ROWS, MOST_GRADES, LONGEST_NAME, LONGEST_NOTE, LONGEST_GRADE = 60, 8, 120, 60, 12


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
    """A row: an item, a candidate or somebody who is rated; `note` tells two of the same name apart."""

    name: str
    note: str = ""

    @property
    def full(self) -> str:
        """The name with its note."""
        return f"{self.name}（{self.note}）" if self.note else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotPaper:
    """A paper as it is frozen into a round. `seats` and `final` (no other round may follow) are an election's."""

    kind: PaperKind
    rows: tuple[Row, ...]
    options: tuple[str, ...] = OPTIONS
    seats: int = 0
    round_number: int = 1
    rounds_max: int = 1

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
        _("%(how)s，赞成的不超过 %(seats)s 名；达到所须票数的，按赞成票多少依次当选；%(tie)s"),
        how=say(how, rows=rows, seats=paper.seats),
        seats=paper.seats,
        tie=tie,
    )


def filled(paper: BallotPaper, choices: Sequence[int | None]) -> tuple[int | None, ...]:
    """Return a voter's choices with empty rows as abstained, where that is how they count."""
    if not paper.may_skip:
        return tuple(choices)
    return tuple(ABSTAIN if choice is None else choice for choice in choices)


def choices_fault(paper: BallotPaper, choices: Sequence[int | None]) -> Text | None:
    """Say what is wrong with a voter's choices, one option for each row, or None."""
    if len(choices) != len(paper.rows):
        return say(_("票面有 %(rows)s 行，送来了 %(got)s 行"), rows=len(paper.rows), got=len(choices))
    empty = sum(choice is None for choice in choices)
    if empty:
        return say(_("还有 %(n)s 行没有选"), n=empty)
    if any(choice is None or not 0 <= choice < len(paper.options) for choice in choices):
        return say(_("没有这个选项"))
    chosen = sum(choice == FOR for choice in choices)
    if paper.kind is PaperKind.ELECTION and chosen > paper.seats:
        return say(_("应选 %(seats)s 名，您赞成了 %(chosen)s 名"), seats=paper.seats, chosen=chosen)
    return None


Counts = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsTally:
    """What was counted in one channel: ballots, and for each row how many marked each option.

    A returned ballot is valid, blank or spoiled; one in favour of more candidates than there are seats is spoiled.
    """

    issued: int
    returned: int
    valid: int
    blank: int = 0
    spoiled: int = 0
    rows: Counts

    @property
    def not_cast(self) -> int:
        """Ballots issued and not returned."""
        return self.issued - self.returned


TALLY_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "issued": _("发出票数"),
        "returned": _("收回票数"),
        "valid": _("有效票"),
        "blank": _("空白票"),
        "spoiled": _("废票"),
    }
)


def count_choices(paper: BallotPaper, ballots: Iterable[Sequence[int]]) -> Counts:
    """Return for each row how many ballots chose each option."""
    found = [[0] * len(paper.options) for _row in paper.rows]
    for ballot in ballots:
        for counts, choice in zip(found, ballot, strict=True):
            counts[choice] += 1
    return tuple(tuple(counts) for counts in found)


def by_row(paper: BallotPaper, totals: Sequence[int]) -> Counts:
    """Return the opened totals of a sealed round by row.

    Raises: ValueError for another number of totals.
    """
    width = len(paper.options)
    if len(totals) != width * len(paper.rows):
        raise ValueError(f"{len(totals)} totals")
    return tuple(tuple(totals[at : at + width]) for at in range(0, len(totals), width))


def rows_faults(paper: BallotPaper, tally: RowsTally) -> tuple[Text, ...]:
    """Return what cannot be right about a count. Where rows may not be empty their parts add up to the valid ballots.

    On paper somebody may leave a person unrated, so the marks of a rated person are at most as many.
    """
    faults = [
        say(_("%(field)s不能是负数"), field=say(word))
        for name, word in TALLY_WORDS.items()
        if getattr(tally, name) < 0
    ]  # fmt: skip
    if tally.returned > tally.issued:
        faults.append(
            say(
                _("收回 %(returned)s 票，多于发出的 %(issued)s 票，本轮无效，应当重新表决"),
                returned=tally.returned,
                issued=tally.issued,
            )
        )
    parts = tally.valid + tally.blank + tally.spoiled
    if parts != tally.returned:
        faults.append(
            say(
                _("有效票、空白票、废票合计 %(parts)s 票，与收回的 %(returned)s 票不符，请重新清点"),
                parts=parts,
                returned=tally.returned,
            )
        )
    return (*faults, *_rows_faults(paper, tally))


def _rows_faults(paper: BallotPaper, tally: RowsTally) -> Iterable[Text]:
    widths = {len(counts) for counts in tally.rows}
    if len(tally.rows) != len(paper.rows) or widths != {len(paper.options)}:
        yield say(_("计票单的行数与票面不符"))
        return
    for row, counts in zip(paper.rows, tally.rows, strict=True):
        marks, rated = sum(counts), paper.kind is PaperKind.APPRAISAL
        if min(counts) < 0 or (marks > tally.valid if rated else marks != tally.valid):
            yield say(
                _("“%(name)s”各栏合计 %(marks)s 票，与有效票 %(valid)s 票不符，请重新清点"),
                name=row.full,
                marks=marks,
                valid=tally.valid,
            )
    chosen = sum(counts[FOR] for counts in tally.rows)
    if paper.kind is PaperKind.ELECTION and chosen > paper.seats * tally.valid:
        yield say(
            _("赞成合计 %(chosen)s 票，多于 %(valid)s 张有效票所能投的 %(most)s 票，请重新清点"),
            chosen=chosen,
            valid=tally.valid,
            most=paper.seats * tally.valid,
        )


def rows_differences(paper: BallotPaper, first: RowsTally, second: RowsTally) -> tuple[Text, ...]:
    """Return where two scrutineers' sheets of one channel differ, field by field and row by row."""
    template = _("两份计票单的“%(field)s”不一致：%(first)s 与 %(second)s，请共同重新清点")
    found = [
        say(template, field=say(word), first=getattr(first, name), second=getattr(second, name))
        for name, word in TALLY_WORDS.items()
        if getattr(first, name) != getattr(second, name)
    ]
    for row, one, two in zip_longest(paper.rows, first.rows, second.rows):
        if one != two:
            told = ["/".join(str(count) for count in counts or ()) for counts in (one, two)]
            found.append(say(template, field=row.full if row else "", first=told[0], second=told[1]))
    return tuple(found)


def combine_rows(paper: BallotPaper, tallies: Mapping[Channel, RowsTally]) -> RowsTally:
    """Add up the tallies of all channels."""
    every = list(tallies.values())
    sums = {name: sum(getattr(tally, name) for tally in every) for name in TALLY_WORDS}
    rows = tuple(
        tuple(sum(tally.rows[r][o] for tally in every) for o in range(len(paper.options)))
        for r in range(len(paper.rows))
    )  # fmt: skip
    return RowsTally(rows=rows, **sums)
