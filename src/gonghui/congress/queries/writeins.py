"""Names that voters wrote on an election's ballots, and whom each scrutineer takes them for."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from gonghui.congress.models import NameReading, Vote
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.queries.counts import agreed
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.rowstally import RowsTally
from gonghui.congress.rules.written import Readings


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenNames:
    """The names of a round whose sheets agree: name -> ballots, in order; those that stand on paper ballots."""

    tallies: Mapping[Channel, RowsTally]
    votes: Mapping[str, int]
    on_paper: frozenset[str]


def names_of(vote: Vote, *, needed: int) -> WrittenNames | None:
    """Return the names to be read; None while sheets do not agree, or where nobody wrote one."""
    paper = paper_of(vote)
    if paper is None or not paper.write_ins:
        return None
    tallies = {
        channel: tally for channel, tally in (agreed(vote, needed=needed) or {}).items() if isinstance(tally, RowsTally)
    }
    votes: dict[str, int] = {}
    for tally in tallies.values():
        for name, count in tally.written:
            votes[name] = votes.get(name, 0) + count
    if not votes:
        return None
    on_paper = {
        name for by, tally in tallies.items() if by is not Channel.ONLINE for name, _count in tally.written
    }  # fmt: skip
    return WrittenNames(tallies=tallies, votes=dict(sorted(votes.items())), on_paper=frozenset(on_paper))


def readings_of(vote: Vote) -> dict[UUID, NameReading]:
    """Return scrutineer's appointment id -> their newest reading."""
    rows = NameReading.objects.filter(vote=vote).select_related("scrutineer__person").order_by("attempt")
    return {row.scrutineer_id: row for row in rows}


def whole(vote: Vote, names: WrittenNames) -> list[Readings]:
    """Return the newest readings that cover every name; one made before a sheet was signed anew may not."""
    found = [row.names for row in readings_of(vote).values() if set(names.votes) <= set(row.names)]
    return [{name: reading[name] for name in names.votes} for reading in found]


def agreed_readings(vote: Vote, names: WrittenNames, *, needed: int) -> Readings | None:
    """Return the reading that at least `needed` scrutineers share, None while they differ or are too few."""
    found = whole(vote, names)
    return found[0] if len(found) >= needed and all(one == found[0] for one in found) else None


def unread(vote: Vote, *, needed: int) -> int:
    """Return how many of the needed scrutineers have not read the names of a round yet."""
    names = names_of(vote, needed=needed)
    return max(0, needed - len(whole(vote, names))) if names is not None else 0
