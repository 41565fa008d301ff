"""The count of a ballot of several rows: by row and option, in each channel; what cannot be right about it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from types import MappingProxyType

from gonghui.congress.rules.ballotpaper import FOR, BallotPaper, PaperKind
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _
from gonghui.congress.rules.written import written_faults

Counts = tuple[tuple[int, ...], ...]
Written = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsTally:
    """What was counted in one channel: ballots, and for each row how many marked each option.

    A returned ballot is valid, blank or spoiled; one in favour of more candidates than there are seats is spoiled.
    `written` are the names that voters wrote on them as they stand there, by name, each with its ballots.
    """

    issued: int
    returned: int
    valid: int
    blank: int = 0
    spoiled: int = 0
    rows: Counts
    written: Written = ()

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
    yield from written_faults(paper, tally.written, tally.valid)
    chosen = sum(counts[FOR] for counts in tally.rows) + sum(count for _name, count in tally.written)
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
    one, two = dict(first.written), dict(second.written)
    found += [
        say(template, field=name, first=one.get(name, 0), second=two.get(name, 0))
        for name in sorted(one | two)
        if one.get(name) != two.get(name)
    ]
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
