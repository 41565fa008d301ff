"""Taking rows into a union: people and memberships made or changed, and what stood there before.

To be called inside an action, whose transaction and whose word in the ledger it shares.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from gonghui.kernel import clock
from gonghui.kernel.action import publish
from gonghui.kernel.errors import Conflict, NotFound
from gonghui.registry import keys
from gonghui.registry.events import PeopleEnrolled
from gonghui.registry.models import Membership, Person, Union
from gonghui.registry.queries.known import AT_ONCE, chunks, circle_of
from gonghui.registry.rules.matching import Effect, Keyed, Match, MatchRefused, doubles
from gonghui.registry.rules.roster import Column, PersonRow

OF_PERSON: Final = frozenset({Column.NAME, Column.SEX, Column.RESIDENT_ID, Column.PHONE})


class RowsRefused(Conflict):
    """Some rows cannot be taken any more: `refused` maps their index, from 0, to what stands against them."""

    default_code = "rows-refused"

    def __init__(self, refused: Mapping[int, MatchRefused]) -> None:
        super().__init__(
            _("预览之后，登记的情况有了变化，有的行不能再这样登记。"),
            remedy=_("这次什么也没有保存。请重新预览，按提示修改后再登记。"),
            fields={"rows": str(len(refused))},
        )
        self.refused = MappingProxyType(dict(refused))


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one row. `before` holds what was replaced, by Column: personal data, to be kept sealed."""

    effect: Effect
    person_id: UUID
    membership_id: UUID
    before: Mapping[str, str] = field(default_factory=dict)


def take_rows(union_id: UUID, rows: Sequence[PersonRow], *, at: datetime) -> tuple[Taken, ...]:
    """Take rows into a union, all or none, and return what became of each, in order.

    Who is known is recognised by resident ID, then by employee number; empty cells change nothing. Whoever joins
    without a day of joining joins today.

    Raises: NotFound for no such union; RowsRefused when two rows, or a row and what is known, contradict each other.
    """
    # One roster of a union at a time: what is known must not change between looking and writing.
    if not Union.objects.select_for_update().filter(pk=union_id).exists():
        raise NotFound
    marked = [keys.keyed(row) for row in rows]
    matches = _matches(union_id, rows, marked)
    today = clock.local_date(at)
    people, memberships = _known_objects(union_id, matches)
    taken: list[Taken] = []
    new_people: list[Person] = []
    new_memberships: list[Membership] = []
    for keyed, found in zip(marked, matches, strict=True):
        person = people[found.person_id] if found.person_id else _new_person(keyed, at)
        if found.effect in (Effect.NEW, Effect.JOIN):
            membership = _new_membership(union_id, person, keyed.row, today)
            new_memberships.append(membership)
        else:
            membership = memberships[person.pk]
        before = {column.value: value_of(person, membership, column) for column in found.changed}
        if found.effect is Effect.NEW:
            new_people.append(person)
        _write_changes(keyed, person, membership, found)
        taken.append(Taken(effect=found.effect, person_id=person.pk, membership_id=membership.pk, before=before))
    try:
        with transaction.atomic():
            Person.objects.bulk_create(new_people, batch_size=AT_ONCE)
            Membership.objects.bulk_create(new_memberships, batch_size=AT_ONCE)
    except IntegrityError:
        # Another union was faster with the same person, between our look and our word.
        raise RowsRefused({}) from None
    reached = sum(one.effect in (Effect.NEW, Effect.JOIN) or Column.PHONE in one.before for one in taken)
    if reached:
        publish(PeopleEnrolled(union_id=union_id, people=reached))
    return tuple(taken)


def value_of(person: Person, membership: Membership, column: Column) -> str:
    """Return what is stored in a column, bare; empty when nothing is."""
    if column is Column.RESIDENT_ID:
        return person.resident_id.reveal() if person.resident_id else ""
    if column is Column.PHONE:
        return person.phone.reveal() if person.phone else ""
    if column is Column.SINCE:
        return membership.since.isoformat()
    return str(getattr(person if column in OF_PERSON else membership, column.value))


def set_value(person: Person, membership: Membership, column: Column, value: str) -> None:
    """Put a value into a column, with the keys that belong to it; nothing is stored yet."""
    if column is Column.RESIDENT_ID:
        person.resident_id, person.resident_id_key = value or None, keys.id_key(value)
    elif column is Column.PHONE:
        # Whoever has another phone logs in with that one: the account of the old phone is theirs no more.
        person.phone, person.account_id = value or None, None
        person.phone_key, person.phone_tail_key = keys.phone_key(value), keys.phone_tail_key(value)
    elif column is Column.SINCE:
        membership.since = date.fromisoformat(value)
    else:
        setattr(person if column in OF_PERSON else membership, column.value, value)


def value_in(row: PersonRow, column: Column) -> str:
    """Return what a row says in a column, as it is stored; empty when it says nothing."""
    value = getattr(row, column.value)
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _matches(union_id: UUID, rows: Sequence[PersonRow], marked: Sequence[Keyed]) -> list[Match]:
    refused = {index: double.refused for index, double in doubles(rows).items()}
    circle = circle_of(union_id, marked)
    matches: list[Match] = []
    for index, keyed in enumerate(marked):
        found = circle.match(keyed)
        if isinstance(found, MatchRefused):
            refused.setdefault(index, found)
        else:
            matches.append(found)
    if refused:
        raise RowsRefused(refused)
    return matches


def _known_objects(union_id: UUID, matches: Sequence[Match]) -> tuple[dict[UUID, Person], dict[UUID, Membership]]:
    wanted = {found.person_id for found in matches if found.person_id is not None}
    people: dict[UUID, Person] = {}
    memberships: dict[UUID, Membership] = {}
    for chunk in chunks(sorted(wanted)):
        people.update((one.pk, one) for one in Person.objects.filter(pk__in=chunk))
        active = Membership.objects.filter(union_id=union_id, until=None, person_id__in=chunk)
        memberships.update((one.person_id, one) for one in active)
    return people, memberships


def _new_person(keyed: Keyed, at: datetime) -> Person:
    row = keyed.row
    return Person(
        name=row.name, sex=row.sex or "", resident_id=row.resident_id or None, resident_id_key=keyed.id_key,
        phone=row.phone or None, phone_key=keyed.phone_key, phone_tail_key=keys.phone_tail_key(row.phone),
        created_at=at,
    )  # fmt: skip


def _new_membership(union_id: UUID, person: Person, row: PersonRow, today: date) -> Membership:
    return Membership(
        union_id=union_id, person=person, number=row.number, department=row.department, post=row.post,
        category=row.category or "", since=row.since or today,
    )  # fmt: skip


def _write_changes(keyed: Keyed, person: Person, membership: Membership, found: Match) -> None:
    for column in found.changed:
        set_value(person, membership, column, value_in(keyed.row, column))
    if found.effect is Effect.NEW or not found.changed:
        return
    if OF_PERSON & set(found.changed):
        person.save()
    if found.effect is Effect.CHANGE and set(found.changed) - OF_PERSON:
        membership.save()
