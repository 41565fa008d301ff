"""Who is here: read from the last entry of each delegate."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max
from django.db.models.functions import Mod

from gonghui.congress.models import AgendaItem, Delegate, LeaveRequest, Meeting, PresenceEntry
from gonghui.congress.rules.conduct import modes_of
from gonghui.congress.rules.kinds import Conduct, Mode
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.packfile import thaw
from gonghui.congress.rules.parameters import QUORUM
from gonghui.congress.rules.quorum import Quorum, quorum

FULL = "FULL"


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationPresence:
    """How many of a delegation are here."""

    name: str
    should: int
    present: int

    @property
    def missing(self) -> int:
        return self.should - self.present


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegateRow:
    """A delegate as the desk sees them. `online`, `since` and `site_id` are of the last entry."""

    id: UUID
    number: str
    name: str
    delegation: str
    seat: str
    kind: str
    present: bool
    online: bool
    since: datetime | None
    on_leave: bool
    site_id: UUID | None = None


def pack_of(meeting: Meeting) -> Pack:
    """Return the rules frozen into a meeting."""
    return thaw(meeting.pack, meeting.pack_digest)


def last_entries(meeting_id: UUID) -> dict[UUID, int]:
    """Return delegate id -> number of their last entry; odd means present."""
    rows = PresenceEntry.objects.filter(meeting_id=meeting_id).values("delegate_id").annotate(last=Max("seq"))
    return {row["delegate_id"]: row["last"] for row in rows}


def present_ids(meeting_id: UUID) -> set[UUID]:
    """Return the ids of delegates of every kind who are here now."""
    return {delegate for delegate, last in last_entries(meeting_id).items() if last % 2 == 1}


def is_present(meeting_id: UUID, delegate_id: UUID) -> bool:
    """Tell whether one delegate is here now."""
    last = PresenceEntry.objects.filter(meeting_id=meeting_id, delegate_id=delegate_id).aggregate(last=Max("seq"))
    return (last["last"] or 0) % 2 == 1


def present_among(meeting_id: UUID, delegates: Iterable[UUID]) -> set[UUID]:
    """Return which of some delegates are here now."""
    entries = PresenceEntry.objects.filter(meeting_id=meeting_id, delegate_id__in=list(delegates))
    rows = entries.values_list("delegate_id").annotate(last=Max("seq"))
    return {delegate for delegate, last in rows if last % 2 == 1}


def conduct_of(meeting: Meeting) -> dict[Conduct, Mode]:
    """Return how each step of a meeting is held."""
    return modes_of(Mode(meeting.mode), meeting.conduct)


def in_the_hall_only(item: AgendaItem) -> bool:
    """Tell whether only those in the hall vote on an item: because of the item, or of the step of voting."""
    return item.mode == Mode.ON_SITE or conduct_of(item.meeting)[Conduct.VOTING] is Mode.ON_SITE


def is_afar(item: AgendaItem, delegate_id: UUID) -> bool:
    """Tell whether a delegate is here online only while the item is decided in the hall."""
    return in_the_hall_only(item) and delegate_id in online_ids(item.meeting_id)


def online_ids(meeting_id: UUID) -> set[UUID]:
    """Return the ids of those who are here, but online."""
    newest = last_entries(meeting_id)
    online = PresenceEntry.objects.filter(meeting_id=meeting_id, online=True, direction="IN")
    return {who for who, seq in online.values_list("delegate_id", "seq") if newest[who] == seq}


def entitled_now(item: AgendaItem) -> list[UUID]:
    """Return who may vote on an item now, by id: full delegates who are here; in the hall, where it is decided there.

    Of an appraisal with classes of raters only those of its class.

    Source: 上海市职工代表大会条例 21 (who votes).
    """
    meeting = item.meeting
    here = present_ids(meeting.id).intersection(voting_delegates(meeting.term_id))
    if item.rater_class:
        rating = Delegate.objects.filter(term_id=meeting.term_id, category__in=item.categories)
        here &= set(rating.values_list("id", flat=True))
    return sorted(here - online_ids(meeting.id) if in_the_hall_only(item) else here)


def voting_delegates(term_id: UUID) -> list[UUID]:
    """Return the ids of all full delegates of a term whose mandate runs: the base of quorum and majorities."""
    return list(Delegate.objects.filter(term_id=term_id, kind=FULL, ended_on=None).values_list("id", flat=True))


def quorum_now(meeting: Meeting) -> Quorum:
    """Return presence against the quorum of the meeting's pack; only full delegates count."""
    full = Delegate.objects.filter(term_id=meeting.term_id, kind=FULL, ended_on=None)
    # Counted by the database: every face of a large hall asks this, again and again.
    entries = PresenceEntry.objects.filter(meeting_id=meeting.id, delegate__in=full).values("delegate_id")
    present = entries.annotate(odd=Mod(Max("seq"), 2)).filter(odd=1).count()
    return quorum(pack_of(meeting)[QUORUM], should=full.count(), present=present)


def by_delegation(meeting: Meeting) -> list[DelegationPresence]:
    """Return presence of full delegates by delegation, in the order of delegations."""
    present = present_ids(meeting.id)
    rows: dict[str, list[int]] = {}
    delegates = Delegate.objects.filter(term_id=meeting.term_id, kind=FULL, ended_on=None)
    ordered = delegates.order_by("delegation__position", "delegation__name")
    for delegate, name in ordered.values_list("id", "delegation__name"):
        counts = rows.setdefault(name or "", [0, 0])
        counts[0] += 1
        counts[1] += delegate in present
    return [DelegationPresence(name=name, should=should, present=here) for name, (should, here) in rows.items()]


def desk_rows(meeting: Meeting) -> list[DelegateRow]:
    """Return every delegate of the term with their presence, by number."""
    last = {
        (entry.delegate_id, entry.seq): entry
        for entry in PresenceEntry.objects.filter(meeting_id=meeting.id).iterator()
    }
    newest = last_entries(meeting.id)
    leaves = set(LeaveRequest.objects.filter(meeting_id=meeting.id, granted=True).values_list("delegate_id", flat=True))
    delegates = Delegate.objects.filter(term_id=meeting.term_id, ended_on=None).select_related("delegation")
    return [
        _desk_row(delegate, last.get((delegate.id, newest.get(delegate.id, 0))), delegate.id in leaves)
        for delegate in delegates.order_by("number")
    ]


def _desk_row(delegate: Delegate, entry: PresenceEntry | None, on_leave: bool) -> DelegateRow:
    return DelegateRow(
        id=delegate.id, number=delegate.number, name=delegate.name,
        delegation=delegate.delegation.name if delegate.delegation else "", seat=delegate.seat, kind=delegate.kind,
        present=entry is not None and entry.direction == "IN", online=entry is not None and entry.online,
        since=entry.at if entry else None, on_leave=on_leave, site_id=entry.site_id if entry else None,
    )  # fmt: skip


def ledger_of(meeting_id: UUID) -> Sequence[PresenceEntry]:
    """Return every coming and going of a meeting, oldest first."""
    entries = PresenceEntry.objects.filter(meeting_id=meeting_id).select_related("delegate__delegation", "site")
    return list(entries.order_by("at", "id"))


def channels(meeting_id: UUID) -> dict[str, int]:
    """Return how many entered by which channel."""
    rows = PresenceEntry.objects.filter(meeting_id=meeting_id, direction="IN").values("channel").annotate(n=Count("id"))
    return {row["channel"]: row["n"] for row in rows}
