"""The roll-call that runs or waits to be settled: how many have answered, and who has not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, Max, OuterRef, Subquery

from gonghui.congress.models import Delegate, Meeting, PresenceEntry, RollCall, RollCallAnswer, RollCallEntry
from gonghui.congress.queries.presence import last_entries
from gonghui.congress.rules.rollcall import RollCallCount, RollCallStep, Stand, count, stand_of, stands, step_of


@dataclass(slots=True, kw_only=True)
class GroupCount:
    """A delegation in a roll-call: how many were asked, and who is silent."""

    name: str
    expected: int = 0
    here: int = 0
    gone: int = 0
    silent: list[Delegate] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A roll-call at one moment: its figures, and its delegations in their order."""

    call: RollCall
    step: RollCallStep
    count: RollCallCount
    groups: tuple[GroupCount, ...]

    @property
    def silent(self) -> list[Delegate]:
        """Who is silent, by delegation and number."""
        return [delegate for group in self.groups for delegate in group.silent]


def current(meeting: Meeting) -> RollCall | None:
    """Return the roll-call of a meeting that has not been settled, None without one or after the close."""
    if meeting.closed_at is not None:
        return None
    return RollCall.objects.filter(meeting=meeting, outcome=None).order_by("-number").first()


def counted(call: RollCall, now: datetime) -> Counted:
    """Count a roll-call that has not been settled."""
    found = stands_of(call)
    figures = count(found.values())
    groups: dict[str, GroupCount] = {}
    asked = RollCallEntry.objects.filter(roll_call=call).values("delegate_id")
    delegates = Delegate.objects.filter(id__in=asked).select_related("delegation", "person")
    for one in delegates.order_by("delegation__position", "delegation__name", "number"):
        name = one.delegation.name if one.delegation else ""
        _add(groups.setdefault(name, GroupCount(name=name)), one, found[one.id])
    step = step_of(ends_at=call.ends_at, now=now, silent=figures.silent, settled=False)
    return Counted(call=call, step=step, count=figures, groups=tuple(groups.values()))


def tally(call: RollCall, now: datetime) -> tuple[RollCallCount, RollCallStep]:
    """Return the bare figures of a roll-call that has not been settled, and how far it is."""
    figures = count(stands_of(call).values())
    return figures, step_of(ends_at=call.ends_at, now=now, silent=figures.silent, settled=False)


def stands_of(call: RollCall) -> dict[UUID, Stand]:
    """Return delegate id -> how they stand, of everybody who was asked."""
    asked = dict(RollCallEntry.objects.filter(roll_call=call).values_list("delegate_id", "seq"))
    answered = set(RollCallAnswer.objects.filter(roll_call=call).values_list("delegate_id", flat=True))
    return stands(asked, last=last_entries(call.meeting_id), answered=answered)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """How a roll-call stands for one delegate; `online` when they take part from afar."""

    call: RollCall
    stand: Stand
    online: bool


def asked(meeting: Meeting, delegate: Delegate) -> Asked | None:
    """Return how the running roll-call stands for one delegate, None when there is none or they were not asked."""
    call = current(meeting)
    if call is None:
        return None
    entries = PresenceEntry.objects.filter(meeting=meeting, delegate=delegate)
    newest = entries.order_by("-seq")
    entry = (
        RollCallEntry.objects.filter(roll_call=call, delegate=delegate)
        .annotate(
            answered=Exists(RollCallAnswer.objects.filter(roll_call=call, delegate=OuterRef("delegate_id"))),
            last=Subquery(newest.values("seq")[:1]), online=Subquery(newest.values("online")[:1]),
        )
        .first()
    )  # fmt: skip
    if entry is None:
        return None
    return Asked(
        call=call, stand=stand_of(asked=entry.seq, last=entry.last, answered=entry.answered), online=entry.online
    )


def last_entry(meeting_id: UUID, delegate_id: UUID) -> int:
    """Return the number of a delegate's newest entry in the ledger of presence, 0 without one."""
    entries = PresenceEntry.objects.filter(meeting_id=meeting_id, delegate_id=delegate_id)
    return int(entries.aggregate(last=Max("seq"))["last"] or 0)


def without_phone(people: Sequence[Delegate]) -> list[Delegate]:
    """Return those who have no account, and so no page to answer on."""
    return [one for one in people if one.person.account_id is None]


def _add(group: GroupCount, delegate: Delegate, stand: Stand) -> None:
    group.expected += 1
    group.here += stand is Stand.HERE
    group.gone += stand is Stand.GONE
    if stand is Stand.SILENT:
        group.silent.append(delegate)
