"""The confirmation of a count: once the scrutineers agree on sheets and names, the result is computed and stored."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import TypeVar

from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.voting import PARTS
from gonghui.congress.models import SealedBox, Vote, VoteResult
from gonghui.congress.queries import sealed, writeins
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.queries.counts import AnyTally, agreed, marked, turnout_by_channel
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.ballotpaper import BallotPaper, PaperKind
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.parameters import SCRUTINEERS_MIN
from gonghui.congress.rules.reader import Node
from gonghui.congress.rules.reading import unreadable, with_others
from gonghui.congress.rules.rowsresult import decide_rows
from gonghui.congress.rules.rowstally import RowsTally, combine_rows
from gonghui.congress.rules.states import VoteState
from gonghui.congress.rules.text import Text
from gonghui.congress.rules.values import MAJORITY
from gonghui.congress.rules.vote import Tally, combine, decide
from gonghui.kernel.action import record, touch

T = TypeVar("T", Tally, RowsTally)


def confirm_if_agreed(vote: Vote, now: datetime) -> bool:
    """Compute and store the result when the scrutineers agree. Returns whether the round is confirmed by it."""
    needed = pack_of(vote.item.meeting)[SCRUTINEERS_MIN]
    tallies = agreed(vote, needed=needed)
    if tallies is None:
        return False
    paper = paper_of(vote)
    if paper is None:
        passed = _store(vote, _of(Tally, tallies), now)
    else:
        read = _read(vote, paper, _of(RowsTally, tallies), needed)
        if read is None:
            return False
        passed = _store_rows(vote, *read, now)
    _confirm(vote, passed, now)
    return True


def _read(
    vote: Vote, paper: BallotPaper, tallies: dict[Channel, RowsTally], needed: int
) -> tuple[BallotPaper, dict[Channel, RowsTally], Text | None] | None:
    """Return paper and tallies with whom voters wrote in; None while the scrutineers do not agree who that is."""
    names = writeins.names_of(vote, needed=needed)
    if names is None:
        return paper, tallies, None
    readings = writeins.agreed_readings(vote, names, needed=needed)
    if readings is None:
        return None
    return *with_others(paper, tallies, marked(vote), readings), unreadable(tallies, readings)


def _confirm(vote: Vote, passed: bool, now: datetime) -> None:
    meeting = vote.item.meeting
    vote.state, vote.confirmed_at = VoteState.CONFIRMED, now
    vote.save(update_fields=["state", "confirmed_at"])
    result = vote.result
    record("confirmed-count", stream=stream(meeting), subject=("vote", vote.id), passed=passed,
           votes_for=result.votes_for, votes_against=result.votes_against, abstained=result.abstained)  # fmt: skip
    touch(topic(meeting), *PARTS)


def _store(vote: Vote, tallies: dict[Channel, Tally], now: datetime) -> bool:
    result = decide(MAJORITY.read(Node(vote.rule)), base=vote.all_delegates, tally=combine(tallies))
    turnout = turnout_by_channel(vote)
    sealed_words = key_words(sealed.box_of(vote)) if sealed.is_sealed(vote) else ""
    VoteResult.objects.create(
        vote=vote, base=result.base, needed=result.needed, votes_for=result.votes_for, turnout=turnout,
        votes_against=result.votes_against, abstained=result.abstained, blank=result.blank, spoiled=result.spoiled,
        not_cast=result.not_cast, absent=result.absent, passed=result.passed, passes_by_law=result.passes_by_law,
        channels={str(channel): asdict(tally) for channel, tally in tallies.items()},
        sentence=f"{result.sentence}{sealed_words}", note=with_kiosks(str(result.note or ""), turnout), computed_at=now,
    )  # fmt: skip
    return result.passed


def _store_rows(
    vote: Vote, paper: BallotPaper, tallies: Mapping[Channel, RowsTally], note: Text | None, now: datetime
) -> bool:
    result = decide_rows(
        pack_of(vote.item.meeting), MAJORITY.read(Node(vote.rule)), paper, base=vote.all_delegates,
        tally=combine_rows(paper, tallies),
    )  # fmt: skip
    turnout = turnout_by_channel(vote)
    sealed_words = key_words(sealed.box_of(vote)) if sealed.is_sealed(vote) else ""
    VoteResult.objects.create(
        vote=vote, base=result.base, needed=result.needed, votes_for=0, votes_against=0, abstained=0,
        turnout=turnout,
        blank=result.blank, spoiled=result.spoiled, not_cast=result.not_cast, absent=result.absent,
        passed=result.passed, passes_by_law=result.passed, open_seats=result.open_seats, again=result.again,
        channels={str(channel): _channel(paper, tally) for channel, tally in tallies.items()},
        rows=[
            {"name": row.name, "note": row.note, "counts": list(found.counts), "outcome": found.outcome.value,
             "rank": found.rank} | ({"written": True} if row.written else {})
            for row, found in zip(paper.rows, result.rows, strict=True)
        ],
        sentence=f"{result.sentence}{sealed_words}", computed_at=now,
        note=with_kiosks(str(result.note or note or ""), turnout),
    )  # fmt: skip
    return result.passed


def _channel(paper: BallotPaper, tally: RowsTally) -> dict[str, object]:
    """How people were rated is kept of all channels together: few paper ballots would show their voters."""
    return {**asdict(tally), "rows": []} if paper.kind is PaperKind.APPRAISAL else asdict(tally)


def _of(kind: type[T], tallies: dict[Channel, AnyTally]) -> dict[Channel, T]:
    return {channel: tally for channel, tally in tallies.items() if isinstance(tally, kind)}


def key_words(box: SealedBox | None) -> str:
    """Return what the result of a sealed round says of its key: whoever reads it learns when the server held it."""
    return "（密封票，开票密钥由服务器代管）" if box is not None and box.ceremony.hosted else "（密封票）"


def with_kiosks(note: str, turnout: dict[str, dict[str, int]] | None) -> str:
    """Return the note of a result with what became of the ballots of phones and kiosks, where there were kiosks."""
    if turnout is None:
        return note
    parts = [
        f"{word}发出{one['issued']}票、收回{one['received']}票、未投{one['issued'] - one['received']}票"
        for word, one in (("手机", turnout.get(Channel.ONLINE)), ("投票亭", turnout.get(Channel.KIOSK)))
        if one is not None
    ]
    told = f"密封票中{'，'.join(parts)}；收回的都有效，选择只能合并开票"
    return f"{note.rstrip('。')}。{told}" if note else told
