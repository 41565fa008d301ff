"""Who is known already, in the terms that rules match rows by; a handful of queries for any number of rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final, TypeVar
from uuid import UUID

from gonghui.registry.models import Membership, Person
from gonghui.registry.rules.matching import Keyed, Known, Match, MatchRefused, match

T = TypeVar("T")
AT_ONCE: Final = 500
"""Values asked for in one query: databases limit how many a statement may hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The people whom some rows may speak of: by resident ID, by employee number in the union, by phone."""

    by_person: Mapping[UUID, Known]
    by_id: Mapping[str, Known]
    by_number: Mapping[str, Known]
    phone_holders: Mapping[str, UUID]

    def match(self, keyed: Keyed) -> Match | MatchRefused:
        """Decide whom a row speaks of."""
        return match(
            keyed,
            by_id=self.by_id.get(keyed.id_key or ""),
            by_number=self.by_number.get(keyed.row.number),
            phone_holder=self._phone_holder(keyed),
        )

    def _phone_holder(self, keyed: Keyed) -> UUID | None:
        return self.phone_holders.get(keyed.phone_key or "")


def circle_of(union_id: UUID, rows: Sequence[Keyed]) -> Circle:
    """Return the people of whom these rows of a roster of the union may speak."""
    id_keys = {row.id_key for row in rows if row.id_key}
    numbers = {row.row.number for row in rows if row.row.number}
    phone_keys = {row.phone_key for row in rows if row.phone_key}
    people: dict[UUID, Person] = {}
    for some_keys in chunks(id_keys):
        people.update((person.pk, person) for person in Person.objects.filter(resident_id_key__in=some_keys))
    here: dict[UUID, Membership] = {}
    for some_numbers in chunks(numbers):
        found = Membership.objects.filter(union_id=union_id, until=None, number__in=some_numbers).prefetch_related(
            "person"
        )
        for membership in found:
            here[membership.person_id] = membership
            people[membership.person_id] = membership.person
    elsewhere: set[UUID] = set()
    for chunk in chunks(set(people) - set(here)):
        for membership in Membership.objects.filter(person_id__in=chunk, until=None):
            if membership.union_id == union_id:
                here[membership.person_id] = membership
            else:
                elsewhere.add(membership.person_id)
    known = {ident: known_as(person, here.get(ident), ident in elsewhere) for ident, person in people.items()}
    return Circle(
        by_person=known,
        by_id={one.id_key: one for one in known.values() if one.id_key},
        by_number={one.number: one for one in known.values() if one.number},
        phone_holders=_phone_holders(phone_keys, known),
    )


def known_as(person: Person, membership: Membership | None, elsewhere: bool) -> Known:
    """Return what rules need to know of a person."""
    if membership is None:
        return Known(
            person_id=person.pk, name=person.name, sex=person.sex, id_key=person.resident_id_key,
            phone_key=person.phone_key, member_elsewhere=elsewhere,
        )  # fmt: skip
    return Known(
        person_id=person.pk, name=person.name, sex=person.sex, id_key=person.resident_id_key,
        phone_key=person.phone_key, member_here=True, number=membership.number, department=membership.department,
        post=membership.post, category=membership.category, since=membership.since,
    )  # fmt: skip


def chunks(values: Iterable[T]) -> Iterator[list[T]]:
    """Part values into lists that fit into one query."""
    rest = iter(values)
    while chunk := list(islice(rest, AT_ONCE)):
        yield chunk


def _phone_holders(phone_keys: Iterable[str], known: Mapping[UUID, Known]) -> dict[str, UUID]:
    holders: dict[str, UUID] = {}
    for chunk in chunks(phone_keys):
        for key, person_id in Person.objects.filter(phone_key__in=chunk).order_by("pk").values_list("phone_key", "pk"):
            # Two people may share a phone from long ago; whoever the rows speak of is not told to change it.
            if key is not None and (key not in holders or person_id in known):
                holders[key] = person_id
    return holders
