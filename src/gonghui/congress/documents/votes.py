"""Papers about votes, all from the one stored result of each round."""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from gonghui.congress.documents import frame, rounds, rows
from gonghui.congress.models import Meeting, NamedBallot, RollEntry, TallySheet, Vote, VoteResult
from gonghui.congress.papers import content, data
from gonghui.congress.queries.counts import sheets_of, zones_of
from gonghui.congress.queries.state import form_words, power_words
from gonghui.congress.rules.kinds import FORM_WORDS, Channel, VoteForm
from gonghui.congress.rules.states import Post

CHOICES = {"FOR": "赞成", "AGAINST": "反对", "ABSTAIN": "弃权"}


def result(vote: Vote, *, chairs: tuple[str, ...] | None = None) -> content.VoteResult:
    """Return the result of a round as its paper shows it; `chairs` are those who presided, where they are known."""
    if vote.paper:
        return rows.result(vote, chairs=chairs)
    meeting, stored = vote.item.meeting, vote.result
    return content.VoteResult(
        meeting=frame.facts(meeting), item_no=vote.item.position, title=vote.item.title, question=vote.question,
        form=FORM_WORDS[VoteForm(vote.form)],
        attendance=content.Attendance(due=vote.all_delegates, present=vote.present, quorum=vote.quorum_needed),
        tally=_whole(stored), majority=rounds.majority(vote), passed=stored.passed, opened_at=vote.opened_at,
        closed_at=vote.stopped_at or stored.computed_at, power=power_words(vote.item), round_no=vote.round,
        channels=tuple(
            content.ChannelTally(channel=rounds.channel_word(stored, name), tally=_of(counts, Channel(name)))
            for name, counts in sorted(stored.channels.items())
        ),
        remarks=(frame.close_set(stored.note),) if stored.note else (),
        signatories=rounds.signed(vote, chairs), proof=None,
    )  # fmt: skip


def for_everybody(vote: Vote, *, chairs: tuple[str, ...] | None = None) -> content.VoteResult:
    """Return the result of a round as everybody may read it: without rows that are told to a few."""
    return rows.for_everybody(vote, chairs=chairs) if vote.paper else result(vote, chairs=chairs)


def proof(vote: Vote, *, page: str = "", chairs: tuple[str, ...] | None = None) -> content.Proof:
    """Return how a reader checks a paper against the stored result; `page` is the address of the public page."""
    # Of what is not for everybody no code is told either: so few figures could be guessed and tried.
    code = check_code(for_everybody(vote, chairs=chairs))
    return content.Proof(sentence=f"本件由第{vote.item.position}项表决记录生成，可扫码核对。", code=code, url=page)


def check_code(told: content.VoteResult) -> str:
    """Return the short code by which one result is known on every paper: the head of its record's SHA-256."""
    head = sha256(b"gonghui-result-v1\x00" + data.render(told)).hexdigest()[:24]
    return " ".join(head[n : n + 4] for n in range(0, 24, 4))


def ballot_sample(vote: Vote) -> content.Ballot:
    """Return the sample of a round's ballot."""
    if vote.paper:
        return rows.ballot_sample(vote)
    return content.Ballot(
        meeting=frame.facts(vote.item.meeting), item_no=vote.item.position, question=vote.question,
        secret=vote.form == VoteForm.SECRET_BALLOT, majority=rounds.majority(vote), round_no=vote.round, sample=True,
    )  # fmt: skip


def sheet_channels(vote: Vote) -> tuple[Channel, ...]:
    """Return the channels for which scrutineers have signed."""
    return tuple(sorted({Channel(sheet.channel) for sheet in vote.sheets.all()}))


def tally_sheet(vote: Vote, channel: Channel) -> content.TallySheet:
    """Return what two scrutineers counted, each on their own, in one channel."""
    if vote.paper:
        return rows.tally_sheet(vote, channel)
    sheets = list(sheets_of(vote).get(channel, {}).values())
    counted = [_count(sheet) for sheet in sheets[:2]]
    counted += [content.Count(by=content.Signatory(role="监票人"))] * (2 - len(counted))
    tellers = frame.names(vote.item.meeting, Post.TELLER)
    return content.TallySheet(
        meeting=frame.facts(vote.item.meeting), item_no=vote.item.position, question=vote.question,
        form=form_words(vote.item), first=counted[0], second=counted[1], channel=rounds.CHANNELS[channel],
        round_no=vote.round, tellers=tuple(content.Signatory(role="计票人", name=name) for name in tellers),
        place=vote.item.meeting.place,
        zones=_zones(sheets[:2]),
    )  # fmt: skip


def _zones(sheets: Sequence[TallySheet]) -> tuple[content.ZoneCount, ...]:
    """Return what each scrutineer counted in each zone, side by side, in the order of the first sheet."""
    counted = [
        {zone.name: (zone.votes_for, zone.votes_against, zone.abstained) for zone in zones_of(sheet)}
        for sheet in sheets
    ]
    first, second = (*counted, {}, {})[:2]
    return tuple(
        content.ZoneCount(name=name, first=first.get(name), second=second.get(name)) for name in {**first, **second}
    )


def named_votes(vote: Vote) -> content.NamedVotes:
    """Return who chose what in a named vote, by delegation and number.

    Raises: ValueError for a secret vote.
    """
    cast = {ballot.delegate_id: ballot for ballot in NamedBallot.objects.filter(vote=vote)}
    roll = RollEntry.objects.filter(vote=vote).select_related("delegate__delegation")
    rows = [
        content.NamedVote(
            number=entry.delegate.number, name=entry.delegate.name,
            delegation=entry.delegate.delegation.name if entry.delegate.delegation else "",
            choice=_choice(vote, entry, cast.get(entry.delegate_id)),
            at=cast[entry.delegate_id].at if entry.delegate_id in cast else None,
            channel=rounds.CHANNELS[Channel(entry.channel)],
        )
        for entry in roll.order_by("delegate__delegation__position", "delegate__number")
    ]  # fmt: skip
    return content.NamedVotes(result=result(vote), rows=tuple(rows))


def with_names(meeting: Meeting) -> frozenset[UUID]:
    """Return the rounds of which a list of who chose what may be made: named votes, some of them from phones."""
    named = RollEntry.objects.filter(vote__item__meeting=meeting, vote__form=VoteForm.OPEN_BALLOT)
    return frozenset(named.filter(channel=Channel.ONLINE).values_list("vote_id", flat=True).distinct())


def _choice(vote: Vote, entry: RollEntry, ballot: NamedBallot | None) -> str:
    if ballot is not None and ballot.choices:
        return rows.choices_words(vote, ballot.choices, ballot.written or ())
    if ballot is not None:
        return CHOICES[ballot.choice]
    return "未表决" if entry.channel == Channel.ONLINE else "见纸质表决票"


def _whole(stored: VoteResult) -> content.Tally:
    """The count over the whole base: whoever was absent did not vote either."""
    channels = stored.channels.values()
    by_hands = all(name == Channel.HANDS for name in stored.channels)
    return content.Tally(
        issued=0 if by_hands else sum(one["issued"] for one in channels),
        returned=0 if by_hands else sum(one["returned"] for one in channels),
        invalid=stored.blank + stored.spoiled, yes=stored.votes_for, no=stored.votes_against,
        abstain=stored.abstained, not_voted=stored.not_cast + stored.absent,
    )  # fmt: skip


def _of(counts: dict[str, int], channel: Channel) -> content.Tally:
    hands = channel is Channel.HANDS
    return content.Tally(
        issued=0 if hands else counts["issued"], returned=0 if hands else counts["returned"],
        invalid=counts["blank"] + counts["spoiled"], yes=counts["votes_for"], no=counts["votes_against"],
        abstain=counts["abstained"], not_voted=counts["issued"] - counts["returned"],
    )  # fmt: skip


def _count(sheet: TallySheet) -> content.Count:
    by = content.Signatory(role="监票人", name=sheet.scrutineer.person.name, signed_at=sheet.signed_at)
    return content.Count(
        by=by, issued=sheet.issued, returned=sheet.returned, invalid=sheet.blank + sheet.spoiled, yes=sheet.votes_for,
        no=sheet.votes_against, abstain=sheet.abstained,
    )  # fmt: skip


def results(meeting: Meeting) -> tuple[content.VoteResult, ...]:
    """Return the announced results of a meeting, in the order of the agenda, as everybody may read them."""
    chairs = frame.names(meeting, Post.PRESIDING)
    return tuple(for_everybody(vote, chairs=chairs) for vote in frame.votes(meeting))
