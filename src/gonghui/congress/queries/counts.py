"""What has been counted in a round so far, by channel and by scrutineer."""

from collections import Counter, defaultdict
from dataclasses import fields
from uuid import UUID

from django.db.models import Count

from gonghui.congress.models import NamedBallot, RollEntry, Seat, TallySheet, Vote
from gonghui.congress.queries import sealed
from gonghui.congress.queries.ballots import paper_of, rows_tally_of
from gonghui.congress.rules.ballotpaper import BallotPaper
from gonghui.congress.rules.kinds import BY_SYSTEM, Channel
from gonghui.congress.rules.rowstally import RowsTally, Written, by_row, count_choices
from gonghui.congress.rules.sealing import votes_of
from gonghui.congress.rules.vote import Tally
from gonghui.congress.rules.written import Marked, count_written
from gonghui.congress.rules.zones import Zone, zone_differences


def channels_of(vote: Vote) -> dict[Channel, int]:
    """Return channel -> how many delegates of the round's roll use it; kiosks are counted with the phones.

    A sealed round opens one sum, and a part of it, as that of a few kiosks, is opened by nobody.
    """
    rows = RollEntry.objects.filter(vote=vote).values("channel").annotate(n=Count("id")).order_by("channel")
    counts: Counter[Channel] = Counter()
    for row in rows:
        counts[Channel.ONLINE if row["channel"] in BY_SYSTEM else Channel(row["channel"])] += row["n"]
    return dict(counts)


def turnout_by_channel(vote: Vote) -> dict[str, dict[str, int]] | None:
    """Return channel -> issued and received of phones and kiosks, None for a round without kiosks."""
    rows = RollEntry.objects.filter(vote=vote, channel__in=BY_SYSTEM).values("channel").annotate(n=Count("id"))
    issued: dict[str, int] = {row["channel"]: row["n"] for row in rows.order_by("channel")}
    if Channel.KIOSK not in issued:
        return None
    cast = Seat.objects.filter(box__vote=vote).exclude(tracker="").values("delegate_id")
    by = RollEntry.objects.filter(vote=vote, delegate_id__in=cast).values("channel").annotate(n=Count("id"))
    received: dict[str, int] = {row["channel"]: row["n"] for row in by.order_by("channel")}
    return {name: {"issued": n, "received": received.get(name, 0)} for name, n in issued.items()}


AnyTally = Tally | RowsTally


def online_tally(vote: Vote) -> AnyTally:
    """Return the count of the votes received from phones; of a sealed round only what has been opened."""
    paper = paper_of(vote)
    if paper is not None:
        return _online_rows(vote, paper)
    if sealed.is_sealed(vote):
        return _sealed_tally(vote)
    entitled = RollEntry.objects.filter(vote=vote, channel__in=BY_SYSTEM).count()
    rows = NamedBallot.objects.filter(vote=vote).values("choice").annotate(n=Count("id"))
    counts = {row["choice"]: row["n"] for row in rows}
    return Tally(
        issued=entitled, returned=sum(counts.values()), votes_for=counts.get("FOR", 0),
        votes_against=counts.get("AGAINST", 0), abstained=counts.get("ABSTAIN", 0),
    )  # fmt: skip


def _sealed_tally(vote: Vote) -> Tally:
    entitled, box = RollEntry.objects.filter(vote=vote, channel__in=BY_SYSTEM).count(), sealed.box_of(vote)
    votes_for, votes_against, abstained = votes_of(box.totals) if box is not None and box.totals else (0, 0, 0)
    return Tally(
        issued=entitled, returned=votes_for + votes_against + abstained, votes_for=votes_for,
        votes_against=votes_against, abstained=abstained,
    )  # fmt: skip


def _online_rows(vote: Vote, paper: BallotPaper) -> RowsTally:
    entitled = RollEntry.objects.filter(vote=vote, channel__in=BY_SYSTEM).count()
    written: Written = ()
    if sealed.is_sealed(vote):
        box = sealed.box_of(vote)
        none = [0] * len(paper.rows) * len(paper.options)
        rows = by_row(paper, box.totals if box is not None and box.totals else none)
        valid = sum(rows[0])
    else:
        ballots = marked(vote)
        rows, valid = count_choices(paper, [choices for choices, _names in ballots]), len(ballots)
        written = count_written(ballots)
    return RowsTally(issued=entitled, returned=valid, valid=valid, rows=rows, written=written)


def marked(vote: Vote) -> list[Marked]:
    """Return what stands on the named ballots of a round with several rows, without who cast them."""
    cast = NamedBallot.objects.filter(vote=vote).values_list("choices", "written")
    return [(choices or [], written or []) for choices, written in cast]


def received(vote: Vote) -> int:
    """Return how many votes have come from phones."""
    if sealed.is_sealed(vote):
        return sealed.received(vote)
    return NamedBallot.objects.filter(vote=vote).count()


def sheets_of(vote: Vote) -> dict[Channel, dict[UUID, TallySheet]]:
    """Return channel -> scrutineer's appointment id -> their newest sheet."""
    newest: dict[Channel, dict[UUID, TallySheet]] = defaultdict(dict)
    sheets = TallySheet.objects.filter(vote=vote).select_related("scrutineer__person").order_by("attempt")
    for sheet in sheets:
        newest[Channel(sheet.channel)][sheet.scrutineer_id] = sheet
    return dict(newest)


def tally_of(sheet: TallySheet) -> AnyTally:
    """Return the numbers of a sheet."""
    if sheet.rows is not None:
        return rows_tally_of(sheet)
    return Tally(**{field.name: getattr(sheet, field.name) for field in fields(Tally)})


def zones_of(sheet: TallySheet) -> tuple[Zone, ...]:
    """Return the zones of a sheet, none for one that was counted as a whole."""
    return tuple(Zone(**zone) for zone in sheet.zones or ())


def agreed(vote: Vote, *, needed: int) -> dict[Channel, AnyTally] | None:
    """Return channel -> tally when at least `needed` scrutineers have signed equal sheets everywhere, else None."""
    sheets = sheets_of(vote)
    result: dict[Channel, AnyTally] = {}
    for channel in channels_of(vote):
        signed = list(sheets.get(channel, {}).values())
        tallies = [tally_of(sheet) for sheet in signed]
        if len(tallies) < needed or any(tally != tallies[0] for tally in tallies):
            return None
        if any(zone_differences(zones_of(signed[0]), zones_of(sheet)) for sheet in signed[1:]):
            return None
        result[channel] = tallies[0]
    return result or None


def unsigned(vote: Vote, *, needed: int) -> int:
    """Return how many of the needed scrutineers have not signed for every channel."""
    sheets = sheets_of(vote)
    channels = channels_of(vote)
    signed = {who for who in _everybody(sheets) if all(who in sheets.get(channel, {}) for channel in channels)}
    return max(0, needed - len(signed))


def _everybody(sheets: dict[Channel, dict[UUID, TallySheet]]) -> set[UUID]:
    return {who for by_person in sheets.values() for who in by_person}
