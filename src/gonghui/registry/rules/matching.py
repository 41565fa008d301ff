"""Whether a row speaks of somebody known, and what it would then change; by keyed hashes, never by bare numbers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from gonghui.registry.rules.roster import Column, PersonRow


class KnownFault(StrEnum):
    """Why a row that is right in itself cannot be taken here."""

    NUMBER_TAKEN = "number-taken"
    ID_OTHER_NAME = "id-other-name"
    PHONE_TAKEN = "phone-taken"
    MEMBER_ELSEWHERE = "member-elsewhere"
    TWICE_BY_ID = "twice-by-id"
    TWICE_BY_NUMBER = "twice-by-number"
    TWICE_BY_PHONE = "twice-by-phone"


class Effect(StrEnum):
    """What taking a row does."""

    NEW = "NEW"
    """A person not known so far."""
    JOIN = "JOIN"
    """A person known, who is no member anywhere now."""
    CHANGE = "CHANGE"
    """A member of this union, of whom something changes."""
    SAME = "SAME"
    """A member of this union, of whom all this is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of a person. `member_here` and `member_elsewhere` speak of the present membership.

    Number, department, post, category and since are those of the membership here; empty where there is none.
    """

    person_id: UUID
    name: str
    sex: str = ""
    id_key: str | None = None
    phone_key: str | None = None
    member_here: bool = False
    member_elsewhere: bool = False
    number: str = ""
    department: str = ""
    post: str = ""
    category: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Keyed:
    """A row with the keyed hashes of its resident ID and phone, None where it has none."""

    row: PersonRow
    id_key: str | None = None
    phone_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What a row would do to whom. `changed` names the columns whose known value would become another."""

    effect: Effect
    person_id: UUID | None
    changed: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRefused:
    """What stands against a row, with the column where it is put right."""

    column: Column
    fault: KnownFault


def match(
    keyed: Keyed, *, by_id: Known | None, by_number: Known | None, phone_holder: UUID | None
) -> Match | MatchRefused:
    """Decide whom a row speaks of: the resident ID first, then the employee number in this union.

    `by_id` is whoever has that resident ID, `by_number` the member of this union with that number, `phone_holder` any
    person with that phone. A number that belongs to somebody of another name or resident ID is refused, for nobody can
    tell which of the two is wrong.
    """
    if by_number is not None and not _may_be(keyed, by_number, by_id):
        return MatchRefused(column=Column.NUMBER, fault=KnownFault.NUMBER_TAKEN)
    person = by_id or by_number
    if phone_holder is not None and (person is None or person.person_id != phone_holder):
        return MatchRefused(column=Column.PHONE, fault=KnownFault.PHONE_TAKEN)
    if person is None:
        return Match(effect=Effect.NEW, person_id=None)
    if person.member_elsewhere:
        return MatchRefused(column=Column.RESIDENT_ID, fault=KnownFault.MEMBER_ELSEWHERE)
    if not person.member_here:
        if person.name != keyed.row.name:
            return MatchRefused(column=Column.RESIDENT_ID, fault=KnownFault.ID_OTHER_NAME)
        return Match(effect=Effect.JOIN, person_id=person.person_id, changed=tuple(_changes_of_person(keyed, person)))
    changed = (*_changes_of_person(keyed, person), *_changes_of_membership(keyed.row, person))
    return Match(effect=Effect.CHANGE if changed else Effect.SAME, person_id=person.person_id, changed=changed)


def _may_be(keyed: Keyed, holder: Known, by_id: Known | None) -> bool:
    """Tell whether the row may speak of the member who holds its number."""
    if by_id is not None:
        return by_id.person_id == holder.person_id
    if keyed.id_key is not None and holder.id_key is not None:
        return False
    return keyed.row.name == holder.name


def _changes_of_person(keyed: Keyed, known: Known) -> Iterator[Column]:
    if keyed.row.name != known.name:
        yield Column.NAME
    if keyed.row.sex is not None and keyed.row.sex != known.sex:
        yield Column.SEX
    if keyed.id_key is not None and keyed.id_key != known.id_key:
        yield Column.RESIDENT_ID
    if keyed.phone_key is not None and keyed.phone_key != known.phone_key:
        yield Column.PHONE


def _changes_of_membership(row: PersonRow, known: Known) -> Iterator[Column]:
    if row.number and row.number != known.number:
        yield Column.NUMBER
    if row.department and row.department != known.department:
        yield Column.DEPARTMENT
    if row.post and row.post != known.post:
        yield Column.POST
    if row.category is not None and row.category != known.category:
        yield Column.CATEGORY
    if row.since is not None and row.since != known.since:
        yield Column.SINCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Double:
    """A row that says again what an earlier one says: `index` and `earlier` count from 0."""

    index: int
    earlier: int
    refused: MatchRefused


def doubles(rows: Iterable[PersonRow | None]) -> dict[int, Double]:
    """Return the rows that repeat the resident ID, employee number or phone of an earlier one, by index.

    The earlier row stands. None stands for a row that could not be read; it repeats nothing.
    """
    seen: dict[tuple[KnownFault, str], int] = {}
    found: dict[int, Double] = {}
    for index, row in enumerate(rows):
        if row is None:
            continue
        marks = marks_of(row)
        for refused, value in marks:
            if (refused.fault, value) in seen and index not in found:
                found[index] = Double(index=index, earlier=seen[refused.fault, value], refused=refused)
        if index not in found:
            seen.update({(refused.fault, value): index for refused, value in marks})
    return found


def marks_of(row: PersonRow) -> list[tuple[MatchRefused, str]]:
    """Return what no two rows may share, each with what is said of the later one: resident ID, number, phone."""
    marks = (
        (MatchRefused(column=Column.RESIDENT_ID, fault=KnownFault.TWICE_BY_ID), row.resident_id),
        (MatchRefused(column=Column.NUMBER, fault=KnownFault.TWICE_BY_NUMBER), row.number),
        (MatchRefused(column=Column.PHONE, fault=KnownFault.TWICE_BY_PHONE), row.phone),
    )
    return [(refused, value) for refused, value in marks if value]
