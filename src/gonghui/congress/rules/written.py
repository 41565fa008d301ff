"""Names that voters write on an election's ballot (另选他人): what may stand there, and how scrutineers read it.

A person is written in many ways (张三, 张叁, 三车间张三). Each scrutineer says of each whom it means, or that it cannot
be read; when they agree, the ballots are counted by person, beside the official candidates.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from gonghui.congress.rules.ballotpaper import FOR, BallotPaper, Row
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

LONGEST_WRITTEN = 40
UNREADABLE = ""
NOTE = "另选"
"""Stands behind the name of somebody who was no official candidate."""

Readings = Mapping[str, str]
Marked = tuple[Sequence[int], Sequence[str]]
"""A ballot from a phone: the option chosen in each row, and the names written below."""


def tidy(names: Iterable[str]) -> tuple[str, ...]:
    """Return names as they are kept: single spaces, no empty lines."""
    return tuple(name for name in (" ".join(one.split()) for one in names) if name)


def is_official(paper: BallotPaper, name: str) -> bool:
    """Tell whether a name is that of somebody who stands on the ballot."""
    return any(name in (row.name, row.full) for row in paper.rows)


def names_fault(paper: BallotPaper, written: Sequence[str]) -> Text | None:
    """Say what is wrong with the names on one ballot, or None."""
    if not written:
        return None
    if len(written) > paper.write_ins:
        return say(_("本轮不能另选他人")) if not paper.write_ins else say(
            _("另选他人最多写 %(most)s 名，您写了 %(got)s 名"), most=paper.write_ins, got=len(written)
        )  # fmt: skip
    long = next((name for name in written if len(name) > LONGEST_WRITTEN), None)
    if long is not None:
        return say(_("“%(name)s…”太长，姓名最多 %(most)s 个字"), name=long[:10], most=LONGEST_WRITTEN)
    official = next((name for name in written if is_official(paper, name)), None)
    if official is not None:
        return say(_("“%(name)s”是正式候选人，请在候选人一行选“赞成”"), name=official)
    twice = next((name for name, count in Counter(written).items() if count > 1), None)
    return say(_("“%(name)s”写了两次"), name=twice) if twice is not None else None


def written_faults(paper: BallotPaper, written: Sequence[tuple[str, int]], valid: int) -> Iterable[Text]:
    """Return what cannot be right about the names that were counted in a channel."""
    names = [name for name, _count in written]
    fault = names_fault(_wide(paper, len(names)), names) if written else None
    if written and not paper.write_ins:
        fault = say(_("本轮不能另选他人"))
    if fault is not None:
        yield fault
    for name, count in written:
        if not 1 <= count <= valid:
            yield say(_("“%(name)s” %(count)s 票，应为 1 至 %(valid)s 票"), name=name, count=count, valid=valid)


def count_written(ballots: Iterable[Marked]) -> tuple[tuple[str, int], ...]:
    """Return each name as it stands on the ballots, in order, with how many ballots have it."""
    return tuple(sorted(Counter(name for _choices, names in ballots for name in names).items()))


def readings_fault(
    paper: BallotPaper, written: Iterable[str], on_paper: Iterable[str], readings: Readings
) -> Text | None:  # fmt: skip
    """Say what is wrong with a scrutineer's readings of the names in `written`, some of them `on_paper`, or None.

    A name on a paper ballot that means an official candidate belongs into that candidate's row of the sheet.
    """
    missing = next((name for name in written if name not in readings), None)
    if missing is not None:
        return say(_("“%(name)s”还没有辨认"), name=missing)
    long = next((name for name in readings.values() if len(name) > LONGEST_WRITTEN), None)
    if long is not None:
        return say(_("“%(name)s…”太长，姓名最多 %(most)s 个字"), name=long[:10], most=LONGEST_WRITTEN)
    wrong = next((name for name in on_paper if is_official(paper, readings[name])), None)
    if wrong is not None:
        return say(_("纸质票上的“%(name)s”是正式候选人的，请改签计票单，计入该候选人一行"), name=wrong)
    return None


def readings_differences(first: Readings, second: Readings) -> tuple[Text, ...]:
    """Return where two scrutineers read a name differently."""
    return tuple(
        say(
            _("“%(name)s”：一位辨认为“%(first)s”，一位辨认为“%(second)s”"),
            name=name,
            first=first.get(name) or say(_("无法辨认")),
            second=second.get(name) or say(_("无法辨认")),
        )
        for name in sorted({*first, *second})
        if first.get(name) != second.get(name)
    )


def read_ballot(paper: BallotPaper, ballot: Marked, readings: Readings) -> tuple[tuple[int, ...], frozenset[str]]:
    """Return a ballot as it was meant: its choices, and the others it is for; a person counts once on a ballot.

    A name that means an official candidate is a choice in favour of them.
    """
    choices, others = list(ballot[0]), set()
    for name in ballot[1]:
        person = readings.get(name, UNREADABLE)
        place = next((n for n, row in enumerate(paper.rows) if person in (row.name, row.full)), None)
        if place is not None:
            choices[place] = FOR
        elif person != UNREADABLE:
            others.add(person)
    return tuple(choices), frozenset(others)


def count_by_person(written: Iterable[tuple[str, int]], readings: Readings) -> Counter[str]:
    """Return the ballots of each person from names that were counted on paper; what cannot be read is nobody."""
    found: Counter[str] = Counter()
    for name, count in written:
        person = readings.get(name, UNREADABLE)
        if person != UNREADABLE:
            found[person] += count
    return found


def rows_of_others(totals: Mapping[str, int]) -> tuple[Row, ...]:
    """Return the rows of those who were written in: by votes, then by name."""
    order = sorted(totals, key=lambda name: (-totals[name], name))
    return tuple(Row(name=name, note=NOTE, written=True) for name in order)


def _wide(paper: BallotPaper, lines: int) -> BallotPaper:
    """The same paper for a sheet, which may list more names than one ballot has lines."""
    return BallotPaper(kind=paper.kind, rows=paper.rows, seats=paper.seats, write_ins=lines)
