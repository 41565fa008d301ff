"""The count of an election with names written in: by person, beside the official candidates, in every channel."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gonghui.congress.rules.ballotpaper import BallotPaper
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.rowstally import Counts, RowsTally, count_choices
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _
from gonghui.congress.rules.written import (
    UNREADABLE,
    Marked,
    Readings,
    count_by_person,
    read_ballot,
    rows_of_others,
)


def with_others(
    paper: BallotPaper, tallies: Mapping[Channel, RowsTally], ballots: Sequence[Marked], readings: Readings
) -> tuple[BallotPaper, dict[Channel, RowsTally]]:
    """Return the paper with those who were written in, and the tallies with a row for each of them.

    `ballots` are those from phones, of which each is known; of paper ballots only the sheets are. In a row of somebody
    written in, who did not write the name stands as abstained.
    """
    meant = [read_ballot(paper, ballot, readings) for ballot in ballots]
    by_channel: dict[Channel, Counter[str]] = {
        channel: Counter(name for _choices, others in meant for name in others)
        if channel is Channel.ONLINE
        else count_by_person(tally.written, readings)
        for channel, tally in tallies.items()
    }
    others = rows_of_others(sum(by_channel.values(), Counter()))
    found = {}
    for channel, tally in tallies.items():
        rows: Counts = count_choices(paper, [one for one, _ in meant]) if channel is Channel.ONLINE else tally.rows
        votes = [by_channel[channel][row.name] for row in others]
        added = tuple((count, 0, tally.valid - count) for count in votes)
        found[channel] = replace(tally, rows=(*rows, *added), written=())
    return replace(paper, rows=(*paper.rows, *others), write_ins=0), found


def too_many(tallies: Mapping[Channel, RowsTally], readings: Readings) -> Text | None:
    """Say that somebody would get more votes on paper than there are valid ballots, or None."""
    for channel, tally in tallies.items():
        if channel is Channel.ONLINE:
            continue
        for name, count in count_by_person(tally.written, readings).items():
            if count > tally.valid:
                return say(
                    _("“%(name)s”合计 %(count)s 票，多于有效票 %(valid)s 张，请重新清点"),
                    name=name,
                    count=count,
                    valid=tally.valid,
                )
    return None


def unreadable(tallies: Mapping[Channel, RowsTally], readings: Readings) -> Text | None:
    """Say how many names could not be read, or None where all could."""
    count = sum(
        n for tally in tallies.values() for name, n in tally.written if readings.get(name, UNREADABLE) == UNREADABLE
    )
    return say(_("另选他人中有 %(count)s 处姓名无法辨认，不计入任何人"), count=count) if count else None
