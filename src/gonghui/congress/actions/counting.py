"""Counting: each scrutineer signs what they counted, apart from the other; when they agree the result is computed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.voting import PARTS, lock_round
from gonghui.congress.models import Appointment, SealedBox, TallySheet, Vote, VoteResult
from gonghui.congress.queries import sealed
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.queries.counts import AnyTally, agreed, channels_of, online_tally, turnout_by_channel
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.ballotpaper import BallotPaper, PaperKind
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.parameters import SCRUTINEERS_MIN
from gonghui.congress.rules.reader import Node
from gonghui.congress.rules.rowsresult import decide_rows
from gonghui.congress.rules.rowstally import RowsTally, combine_rows, rows_faults
from gonghui.congress.rules.states import Post, VoteState
from gonghui.congress.rules.values import MAJORITY
from gonghui.congress.rules.vote import Tally, combine, decide, tally_faults
from gonghui.congress.rules.zones import Zone, total, zone_faults
from gonghui.kernel.action import action, record, touch
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, RuleBroken

T = TypeVar("T", Tally, RowsTally)


@action
def sign_sheet(
    actor: Actor, *, vote_id: UUID, channel: Channel, now: datetime, tally: AnyTally | None = None,
    zones: Sequence[Zone] = (),
) -> bool:  # fmt: skip
    """Sign what one scrutineer counted in one channel. Returns whether the round is confirmed by it.

    For phones the server has counted; the scrutineer signs that they have seen and checked it. A sheet may be signed
    again, as a new attempt, as long as the two do not agree. Hands may be counted by `zones` instead of a `tally`: the
    sheet is their sum, and the two must agree zone by zone.
    Raises: RuleBroken for numbers that cannot be right; Conflict before the stop or after the confirmation;
    NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 31 (count of all delegates).
    """
    vote = lock_round(vote_id)
    meeting = vote.item.meeting
    policy.require_member(actor, meeting)
    policy.require_scrutineer(actor, meeting)
    scrutineer = _appointment(actor, vote)
    if vote.state != VoteState.STOPPED:
        raise Conflict(_("现在不能录入计票结果。"), remedy=_("请等主持人停止表决；已经确认的，不能再改。"))
    if tally is None:
        tally = _summed(vote, channel, zones)
    _require_possible(vote, channel, tally)
    attempts = TallySheet.objects.filter(vote=vote, scrutineer=scrutineer, channel=channel)
    TallySheet.objects.create(
        vote=vote, scrutineer=scrutineer, channel=channel,
        attempt=(attempts.aggregate(last=Max("attempt"))["last"] or 0) + 1, signed_at=now,
        zones=[asdict(zone) for zone in zones] or None, **_fields(tally),
    )  # fmt: skip
    record("signed-sheet", stream=stream(meeting), subject=("vote", vote.id), channel=str(channel))
    touch(topic(meeting), "count", "now", "guards")
    needed = pack_of(meeting)[SCRUTINEERS_MIN]
    tallies = agreed(vote, needed=needed)
    if tallies is None:
        return False
    _confirm(vote, tallies, now)
    return True


def _summed(vote: Vote, channel: Channel, zones: Sequence[Zone]) -> Tally:
    if channel is not Channel.HANDS or vote.paper:
        raise RuleBroken(_("只有举手表决按分区清点。"), code="no-zones")
    faults = [fault.render(gettext) for fault in zone_faults(zones)]
    if faults or not zones:
        raise RuleBroken(
            "；".join(faults) or _("还没有填分区的票数。"), code="sheet-wrong", remedy=_("请改正后再签署。")
        )
    return total(zones, entitled=channels_of(vote).get(channel, 0))


def _fields(tally: AnyTally) -> dict[str, object]:
    """Return what a sheet stores of a count; one of several rows has no single for, against and abstained."""
    if isinstance(tally, Tally):
        return asdict(tally)
    return {**asdict(tally), "votes_for": 0, "votes_against": 0, "abstained": 0}


def _confirm(vote: Vote, tallies: dict[Channel, AnyTally], now: datetime) -> None:
    meeting = vote.item.meeting
    passed = _store_rows(vote, tallies, now) if vote.paper else _store(vote, tallies, now)
    vote.state, vote.confirmed_at = VoteState.CONFIRMED, now
    vote.save(update_fields=["state", "confirmed_at"])
    result = vote.result
    record("confirmed-count", stream=stream(meeting), subject=("vote", vote.id), passed=passed,
           votes_for=result.votes_for, votes_against=result.votes_against, abstained=result.abstained)  # fmt: skip
    touch(topic(meeting), *PARTS)


def _store(vote: Vote, tallies: dict[Channel, AnyTally], now: datetime) -> bool:
    result = decide(MAJORITY.read(Node(vote.rule)), base=vote.all_delegates, tally=combine(_of(Tally, tallies)))
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


def _store_rows(vote: Vote, tallies: dict[Channel, AnyTally], now: datetime) -> bool:
    paper = paper_of(vote)
    assert paper is not None, "a round of several rows has its paper"
    result = decide_rows(
        pack_of(vote.item.meeting), MAJORITY.read(Node(vote.rule)), paper, base=vote.all_delegates,
        tally=combine_rows(paper, _of(RowsTally, tallies)),
    )  # fmt: skip
    turnout = turnout_by_channel(vote)
    sealed_words = key_words(sealed.box_of(vote)) if sealed.is_sealed(vote) else ""
    VoteResult.objects.create(
        vote=vote, base=result.base, needed=result.needed, votes_for=0, votes_against=0, abstained=0, turnout=turnout,
        blank=result.blank, spoiled=result.spoiled, not_cast=result.not_cast, absent=result.absent,
        passed=result.passed, passes_by_law=result.passed, open_seats=result.open_seats, again=result.again,
        channels={str(channel): _channel(paper, tally) for channel, tally in tallies.items()},
        rows=[
            {"name": row.name, "note": row.note, "counts": list(found.counts), "outcome": found.outcome.value,
             "rank": found.rank}
            for row, found in zip(paper.rows, result.rows, strict=True)
        ],
        sentence=f"{result.sentence}{sealed_words}", note=with_kiosks(str(result.note or ""), turnout), computed_at=now,
    )  # fmt: skip
    return result.passed


def _channel(paper: BallotPaper, tally: AnyTally) -> dict[str, object]:
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


def _appointment(actor: Actor, vote: Vote) -> Appointment:
    posts = Appointment.objects.filter(meeting=vote.item.meeting, role=Post.SCRUTINEER, ended_at=None)
    found = posts.filter(person_id=actor.person_id).first() if actor.person_id else None
    if found is None:
        raise NotAllowed(_("只有本次会议的监票人可以录入计票结果。"))
    return found


def _require_possible(vote: Vote, channel: Channel, tally: AnyTally) -> None:
    if channel not in channels_of(vote):
        raise RuleBroken(_("本轮表决没有用这个渠道。"), code="no-such-channel")
    paper = paper_of(vote)
    if isinstance(tally, Tally) != (paper is None):
        raise RuleBroken(_("计票单与本轮的票面不符。"), code="sheet-wrong", remedy=_("请刷新页面后再填。"))
    faults: Sequence[object] = (
        tally_faults(tally) if isinstance(tally, Tally) else rows_faults(paper, tally) if paper else ()
    )
    if faults:
        raise RuleBroken(
            "；".join(str(fault) for fault in faults), code="sheet-wrong", remedy=_("请重新清点后再录入。")
        )
    entitled = channels_of(vote)[channel]
    if tally.issued > entitled:
        raise RuleBroken(
            _("发出 %(issued)s 票，多于在册的 %(entitled)s 人。") % {"issued": tally.issued, "entitled": entitled},
            code="too-many-issued", remedy=_("请按名册核对发票数。"),
        )  # fmt: skip
    if channel is Channel.ONLINE and tally != online_tally(vote):
        raise RuleBroken(_("手机票由系统计数，不能改动。"), code="online-changed", remedy=_("请刷新页面核对后再签。"))
