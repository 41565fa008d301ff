"""Facts of the registry that other contexts may hear of: ids only, never what a person is called."""

from dataclasses import dataclass
from uuid import UUID

from gonghui.kernel.outbox import event


@event("registry.union_founded")
@dataclass(frozen=True, slots=True, kw_only=True)
class UnionFounded:
    """A union was entered in the registry."""

    union_id: UUID


@event("registry.union_placed")
@dataclass(frozen=True, slots=True, kw_only=True)
class UnionPlaced:
    """A union stands under another superior from a day on."""

    union_id: UUID
    superior_id: UUID


@event("registry.people_enrolled")
@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleEnrolled:
    """People became members of a union, or members can be reached by another phone."""

    union_id: UUID
    people: int


@event("registry.membership_ended")
@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipEnded:
    """A person is no longer a member of a union."""

    union_id: UUID
    person_id: UUID


@event("registry.office_taken")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeTaken:
    """A person took an office: a hat they may wear."""

    union_id: UUID
    person_id: UUID
    role: str


@event("registry.office_left")
@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLeft:
    """A person left an office."""

    union_id: UUID
    person_id: UUID
    role: str


@event("registry.roster_applied")
@dataclass(frozen=True, slots=True, kw_only=True)
class RosterApplied:
    """A roster was taken into a union, whole."""

    union_id: UUID
    import_id: UUID
    taken: int
    changed: int


@event("registry.roster_undone")
@dataclass(frozen=True, slots=True, kw_only=True)
class RosterUndone:
    """A roster was taken out again, whole."""

    union_id: UUID
    import_id: UUID
