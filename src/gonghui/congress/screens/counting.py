"""What a scrutineer sees: the round, the channels, their own sheets, and differences once both have signed."""

from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.models import Meeting, TallySheet, Vote
from gonghui.congress.queries import counts, state
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.states import VoteState
from gonghui.congress.rules.vote import sheet_differences
from gonghui.congress.screens import words
from gonghui.congress.screens.hall import confirmed, rail

CHANNELS = {
    Channel.ONLINE: gettext_noop("手机"),
    Channel.PAPER: gettext_noop("纸质表决票"),
    Channel.HANDS: gettext_noop("举手"),
}


def page(meeting: Meeting, appointment_id: UUID) -> dict[str, object]:
    """Return the scrutineer's page for the newest round of the item under discussion."""
    sat = state.sitting(meeting)
    vote = sat.vote
    if vote is None:
        return {"m": meeting, "sat": sat, "vote": None}
    sheets = counts.sheets_of(vote)
    return {
        "m": meeting, "sat": sat, "vote": vote, "rail": rail(vote), "confirmed": confirmed(vote),
        "channels": [
            box(vote, channel, entitled, sheets.get(channel, {}), appointment_id)
            for channel, entitled in counts.channels_of(vote).items()
        ],
        "base": words.translated(state.base_sentence(vote)), "may_sign": vote.state == VoteState.STOPPED,
    }  # fmt: skip


def box(
    vote: Vote, channel: Channel, entitled: int, sheets: dict[UUID, TallySheet], appointment_id: UUID
) -> dict[str, object]:
    """Return one channel. The other scrutineer's numbers show only as differences, when both have signed."""
    mine = sheets.get(appointment_id)
    others = [sheet for who, sheet in sheets.items() if who != appointment_id]
    differences = [
        words.translated(text)
        for other in others if mine
        for text in sheet_differences(counts.tally_of(mine), counts.tally_of(other))
    ]  # fmt: skip
    return {
        "channel": channel, "word": _(CHANNELS[channel]), "entitled": entitled, "mine": mine,
        "differences": differences, "other_signed": bool(others),
        "online": counts.online_tally(vote) if channel is Channel.ONLINE and vote.state != VoteState.OPEN else None,
    }  # fmt: skip
