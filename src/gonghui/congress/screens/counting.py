"""What a scrutineer sees: the round, the channels, their own sheets, and differences once both have signed."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.forms.zones import MOST as MOST_ZONES
from gonghui.congress.models import Meeting, SealedBox, TallySheet, Vote
from gonghui.congress.queries import counts, photos, sites, state
from gonghui.congress.queries.ballots import paper_of
from gonghui.congress.queries.kiosk import at_kiosks
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.rowstally import RowsTally, rows_differences
from gonghui.congress.rules.sealing import BoxStep
from gonghui.congress.rules.states import VoteState
from gonghui.congress.rules.text import Text
from gonghui.congress.rules.vote import TALLY_WORDS, Tally, sheet_differences
from gonghui.congress.rules.zones import FIELDS, zone_differences
from gonghui.congress.screens import naming, rows, scrutiny, words
from gonghui.congress.screens.hall import confirmed, rail
from gonghui.kernel.actor import Actor

SPARE = 4
"""Empty lines for written names on a sheet; more come when it is signed."""
SPARE_ZONES = 4
WITH_KIOSKS = gettext_noop("手机和投票亭")
CHANNELS = {
    Channel.ONLINE: gettext_noop("手机"),
    Channel.KIOSK: gettext_noop("投票亭"),
    Channel.PAPER: gettext_noop("纸质表决票"),
    Channel.HANDS: gettext_noop("举手"),
}


def page(actor: Actor, meeting: Meeting, appointment_id: UUID) -> dict[str, object]:
    """Return the scrutineer's page for the newest round of the item under discussion."""
    sat = state.sitting(meeting)
    vote = sat.vote
    key = scrutiny.key_part(actor, meeting)
    if vote is None:
        return {"m": meeting, "sat": sat, "vote": None, "key": key}
    sheets, taken = counts.sheets_of(vote), photos.of_vote(vote)
    return {
        "m": meeting, "sat": sat, "key": key, "box": scrutiny.box_part(actor, sat.box),
        "vote": vote, "rail": rail(vote), "confirmed": confirmed(vote),
        "channels": [
            box(vote, channel, entitled, sheets.get(channel, {}), appointment_id) | {"photos": taken.get(channel, [])}
            for channel, entitled in counts.channels_of(vote).items()
        ],
        "base": rows.base_words(vote), **rows.ballot_part(vote), "names": naming.card(meeting, vote, appointment_id),
        "may_sign": vote.state == VoteState.STOPPED and may_count(sat.box),
    }  # fmt: skip


def may_count(box: SealedBox | None) -> bool:
    """Tell whether there is something to count: of a sealed round only once its box has been opened."""
    return box is None or box.step in (BoxStep.COUNTED, BoxStep.SEALED)


def box(
    vote: Vote, channel: Channel, entitled: int, sheets: dict[UUID, TallySheet], appointment_id: UUID
) -> dict[str, object]:
    """Return one channel. The other scrutineer's numbers show only as differences, when both have signed."""
    mine = sheets.get(appointment_id)
    others = [sheet for who, sheet in sheets.items() if who != appointment_id]
    differences = [
        words.translated(text)
        for other in others if mine
        for text in (
            *_differences(vote, counts.tally_of(mine), counts.tally_of(other)),
            *zone_differences(counts.zones_of(mine), counts.zones_of(other)),
        )
    ]  # fmt: skip
    word = WITH_KIOSKS if channel is Channel.ONLINE and at_kiosks(vote) else CHANNELS[channel]
    online = counts.online_tally(vote) if channel is Channel.ONLINE and vote.state != VoteState.OPEN else None
    return {
        "channel": channel, "word": _(word), "entitled": entitled, "mine": mine,
        "differences": differences, "other_signed": bool(others),
        "zones": _zones(vote, mine) if channel is Channel.HANDS and not vote.paper else [],
        "online": online, "grid": _grid(vote, online, mine), "written": _written(vote, online, mine),
    }  # fmt: skip


def _zones(vote: Vote, mine: TallySheet | None) -> list[dict[str, object]]:
    """Return the lines of a sheet by zones: those signed, else the sites of the meeting, then some to fill in."""
    signed = counts.zones_of(mine) if mine else ()
    names = [zone.name for zone in signed] or [site.name for site in sites.of(vote.item.meeting)] or [_("全场")]
    known = {zone.name: zone for zone in signed}
    return [
        {
            "name": name,
            "cells": [(field, _(TALLY_WORDS[field]), getattr(known.get(name), field, "")) for field in FIELDS],
        }
        for name in [*names, *[""] * SPARE_ZONES][:MOST_ZONES]
    ]  # fmt: skip


def _differences(vote: Vote, first: counts.AnyTally, second: counts.AnyTally) -> Iterable[Text]:
    paper = paper_of(vote)
    if paper is not None and isinstance(first, RowsTally) and isinstance(second, RowsTally):
        return rows_differences(paper, first, second)
    return sheet_differences(first, second) if isinstance(first, Tally) and isinstance(second, Tally) else ()


def _written(vote: Vote, online: counts.AnyTally | None, mine: TallySheet | None) -> list[dict[str, object]]:
    """Return the names that stand on ballots, and on a sheet to be typed some lines more."""
    paper = paper_of(vote)
    if paper is None or not paper.write_ins:
        return []
    if online is not None:
        return [{"name": name, "votes": count} for name, count in getattr(online, "written", ())]
    found = [{"name": name, "votes": count} for name, count in (mine.written if mine and mine.written else ())]
    return [*found, *({"name": "", "votes": ""} for _line in range(SPARE))]


def _grid(vote: Vote, online: counts.AnyTally | None, mine: TallySheet | None) -> list[dict[str, object]]:
    """Return the rows of a sheet with what was counted in each, empty where nobody has yet."""
    paper = paper_of(vote)
    if paper is None:
        return []
    counted = online.rows if isinstance(online, RowsTally) else mine.rows if mine and mine.rows else None
    return [
        {
            "name": row.name, "note": row.note,
            "cells": [
                {"field": f"r{r}-{o}", "value": counted[r][o] if counted else "", "option": option}
                for o, option in enumerate(paper.options)
            ],
        }
        for r, row in enumerate(paper.rows)
    ]  # fmt: skip
