"""The result of a round with several rows: items decided for themselves, who is elected, how people were rated."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from gonghui.congress.rules.ballotpaper import FOR, BallotPaper, PaperKind
from gonghui.congress.rules.election import elect
from gonghui.congress.rules.majority import Majority
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import MIN_GROUP
from gonghui.congress.rules.rowstally import RowsTally, rows_faults
from gonghui.congress.rules.text import Text, join, say
from gonghui.congress.rules.text import mark as _


class RowOutcome(StrEnum):
    """What became of a row. TIED: equal votes at the last seat. RATED: counted, nothing is decided."""

    PASSED = "PASSED"
    FAILED = "FAILED"
    ELECTED = "ELECTED"
    TIED = "TIED"
    NOT_ELECTED = "NOT_ELECTED"
    RATED = "RATED"
    WITHHELD = "WITHHELD"


OUTCOME_WORDS = {
    RowOutcome.PASSED: _("通过"),
    RowOutcome.FAILED: _("未通过"),
    RowOutcome.ELECTED: _("当选"),
    RowOutcome.TIED: _("票数相同"),
    RowOutcome.NOT_ELECTED: _("未当选"),
    RowOutcome.RATED: _("已评"),
    RowOutcome.WITHHELD: _("不显示"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """A row's count and outcome; `rank` is the place among the elected, 0 for all others."""

    counts: tuple[int, ...]
    outcome: RowOutcome
    rank: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsResult:
    """The result of a round. `passed` says whether anything came of it: an item passed, somebody was elected.

    `open_seats` stay empty, and `again` says whether another round may fill them.
    """

    base: int
    needed: int
    blank: int
    spoiled: int
    not_cast: int
    absent: int
    rows: tuple[RowResult, ...]
    passed: bool
    open_seats: int
    again: bool
    sentence: Text
    note: Text | None = None


def decide_rows(pack: Pack, majority: Majority, paper: BallotPaper, *, base: int, tally: RowsTally) -> RowsResult:
    """Compute the result of a round from its combined count.

    `base` is the whole number of the majority's base (all delegates, not those present).

    Raises: ValueError when the tally has faults, or more ballots were issued than the base holds.
    Source: 上海市职工代表大会条例 31; 浙江省企业民主管理条例 15.
    """
    if rows_faults(paper, tally):
        raise ValueError("a tally with faults has no result")
    if tally.issued > base:
        raise ValueError(f"{tally.issued} ballots issued for a base of {base}")
    if paper.kind is PaperKind.ELECTION:
        return _elected(pack, majority, paper, base, tally)
    if paper.kind is PaperKind.APPRAISAL:
        return _rated(pack, majority, paper, base, tally)
    return _by_item(majority, paper, base, tally)


def _by_item(majority: Majority, paper: BallotPaper, base: int, tally: RowsTally) -> RowsResult:
    rows = tuple(
        RowResult(counts=counts, outcome=RowOutcome.PASSED if majority.is_met(counts[FOR], base) else RowOutcome.FAILED)
        for counts in tally.rows
    )
    fallen = [n for n, row in enumerate(rows) if row.outcome is RowOutcome.FAILED]
    sentence = say(
        _("分项表决 %(all)s 项，通过 %(passed)s 项，未通过 %(failed)s 项%(names)s；每项%(rule)s"),
        all=len(rows),
        passed=len(rows) - len(fallen),
        failed=len(fallen),
        names=say(_("（%(names)s）"), names=_named(paper, fallen)) if fallen else "",
        rule=majority.sentence(base),
    )
    return _result(majority, base, tally, rows, passed=len(fallen) < len(rows), sentence=sentence)


def _elected(pack: Pack, majority: Majority, paper: BallotPaper, base: int, tally: RowsTally) -> RowsResult:
    votes = {str(n): counts[FOR] for n, counts in enumerate(tally.rows)}
    found = elect(pack, majority, votes, seats=paper.seats, base=base, round_number=paper.round_number)
    rank = {int(name): place for place, name in enumerate(found.elected, 1)}
    tied = {int(name) for name in found.tied}
    rows = tuple(
        RowResult(counts=counts, rank=rank.get(n, 0), outcome=RowOutcome.ELECTED if n in rank
                  else RowOutcome.TIED if n in tied else RowOutcome.NOT_ELECTED)
        for n, counts in enumerate(tally.rows)
    )  # fmt: skip
    parts = [found.sentence]
    if rank:
        parts.insert(0, say(_("当选：%(names)s；"), names=_named(paper, list(rank))))
    if tied:
        parts.append(
            say(
                _("；%(names)s票数相同，都是 %(votes)s 票，剩余 %(seats)s 个名额没有选出"),
                names=_named(paper, sorted(tied)),
                votes=tally.rows[min(tied)][FOR],
                seats=found.open_seats,
            )
        )
    return _result(
        majority, base, tally, rows, passed=bool(rank), sentence=join(parts), open_seats=found.open_seats,
        again=found.again,
    )  # fmt: skip


def _rated(pack: Pack, majority: Majority, paper: BallotPaper, base: int, tally: RowsTally) -> RowsResult:
    """Counts of so few ballots would show how single people rated; they are not computed at all."""
    withheld = tally.valid < pack[MIN_GROUP]
    rows = tuple(
        RowResult(
            counts=tuple(0 for _count in counts) if withheld else counts,
            outcome=RowOutcome.WITHHELD if withheld else RowOutcome.RATED,
        )
        for counts in tally.rows
    )
    sentence = say(
        _("民主测评 %(rows)s 名，发出 %(issued)s 票，收回 %(returned)s 票，有效 %(valid)s 票"),
        rows=len(paper.rows),
        issued=tally.issued,
        returned=tally.returned,
        valid=tally.valid,
    )
    note = (
        say(_("有效票不足 %(k)s 张，显示各等次票数会暴露个人的评价，不显示"), k=pack[MIN_GROUP]) if withheld else None
    )
    return _result(majority, base, tally, rows, passed=True, sentence=sentence, note=note)


def runoff_rows(outcomes: Sequence[RowOutcome], votes: Sequence[int], open_seats: int) -> tuple[int, ...]:
    """Return who stands in the next round, by place on the ballot: those with equal votes at the last seat.

    Without a tie, those next by votes, one more than there are seats, and whoever has as many votes as the last.
    """
    tied = tuple(n for n, outcome in enumerate(outcomes) if outcome is RowOutcome.TIED)
    if tied:
        return tied
    left = sorted((n for n, one in enumerate(outcomes) if one is RowOutcome.NOT_ELECTED), key=lambda n: -votes[n])
    if len(left) <= open_seats + 1:
        return tuple(sorted(left))
    edge = votes[left[open_seats]]
    return tuple(sorted(n for n in left if votes[n] >= edge))


def _named(paper: BallotPaper, places: Sequence[int]) -> str:
    return "、".join(paper.rows[n].full for n in places)


def _result(
    majority: Majority, base: int, tally: RowsTally, rows: tuple[RowResult, ...], *, passed: bool, sentence: Text,
    open_seats: int = 0, again: bool = False, note: Text | None = None,
) -> RowsResult:  # fmt: skip
    return RowsResult(
        base=base, needed=majority.needed(base), blank=tally.blank, spoiled=tally.spoiled, not_cast=tally.not_cast,
        absent=base - tally.issued, rows=rows, passed=passed, open_seats=open_seats, again=again, sentence=sentence,
        note=note,
    )  # fmt: skip
