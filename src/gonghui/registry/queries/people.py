"""People of a union: lists for its keepers, cards for other contexts, and who stands behind an account."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound
from gonghui.kernel.privacy import mask_identity, mask_phone
from gonghui.registry import keys, policy
from gonghui.registry.models import Membership, Office, Person
from gonghui.registry.queries.known import chunks

FOUND_AT_MOST: Final = 20
_TAIL: Final = re.compile(r"\d{4}", re.ASCII)
_PHONE: Final = re.compile(r"1\d{10}", re.ASCII)
_RESIDENT_ID: Final = re.compile(r"\d{17}[\dXx]", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonCard:
    """A person as other contexts name them: nothing that need be kept secret.

    Number, department, post and category are those of the present membership, empty where there is none; `sex` and
    `category` are values of `rules.kinds`.
    """

    id: UUID
    name: str
    sex: str
    union_id: UUID | None
    number: str
    department: str
    post: str
    category: str
    has_account: bool
    has_phone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLine:
    """One line of the list of members; phone and resident ID are masked, empty when there is none."""

    person_id: UUID
    name: str
    sex: str
    number: str
    department: str
    post: str
    category: str
    phone: str
    resident_id: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPage:
    """A person as their union sees them: the newest membership, all of them here, and the offices held here."""

    line: MemberLine
    memberships: tuple[MemberLine, ...]
    offices: tuple[tuple[str, date, date | None], ...]
    has_account: bool


def person_cards(person_ids: Iterable[UUID]) -> dict[UUID, PersonCard]:
    """Return the cards of the people who exist among these, by id; two queries for any number up to thousands."""
    wanted = tuple(person_ids)
    active = {row.person_id: row for row in Membership.objects.filter(person_id__in=wanted, until=None)}
    return {one.pk: _card(one, active.get(one.pk)) for one in Person.objects.filter(pk__in=wanted)}


def find_people(actor: Actor, union_id: UUID, words: str, *, limit: int = FOUND_AT_MOST) -> tuple[PersonCard, ...]:
    """Return present members whom these words may mean, in order of name: by name, employee number, phone or its tail.

    Raises: NotAllowed, NotFound.
    """
    policy.require_keeper(actor, union_id)
    if not words.strip():
        return ()
    rows = _meant(Membership.objects.filter(union_id=union_id, until=None), words).select_related("person")
    return tuple(_card(row.person, row) for row in rows.order_by("person__name", "pk")[:limit])


def members(
    actor: Actor, union_id: UUID, *, words: str = "", department: str = "", category: str = "", former: bool = False
) -> QuerySet[Membership]:
    """Return memberships of a union in order of department, number and name, with their people; to be paged.

    Raises: NotAllowed, NotFound.
    """
    policy.require_keeper(actor, union_id)
    rows = Membership.objects.filter(union_id=union_id, until__isnull=not former).select_related("person")
    if department:
        rows = rows.filter(department=department)
    if category:
        rows = rows.filter(category=category)
    if words.strip():
        rows = _meant(rows, words)
    return rows.order_by("department", "number", "person__name", "pk")


def line(row: Membership) -> MemberLine:
    """Return a membership, loaded with its person, as a line of a list."""
    person = row.person
    return MemberLine(
        person_id=person.pk, name=person.name, sex=person.sex, number=row.number, department=row.department,
        post=row.post, category=row.category, since=row.since, until=row.until,
        phone=mask_phone(local_phone(person.phone.reveal())) if person.phone else "",
        resident_id=mask_identity(person.resident_id.reveal()) if person.resident_id else "",
    )  # fmt: skip


def without_account(actor: Actor, union_id: UUID) -> list[tuple[UUID, str]]:
    """Return present members who have a phone and no account yet, with that phone in E.164 form.

    Raises: NotAllowed, NotFound.
    """
    policy.require_keeper(actor, union_id)
    members = Membership.objects.filter(union_id=union_id, until=None).order_by("person_id")
    waiting: list[tuple[UUID, str]] = []
    for some in chunks(members.values_list("person_id", flat=True)):
        people = Person.objects.filter(pk__in=some, account=None, phone_key__isnull=False).order_by("pk")
        waiting.extend((person.pk, person.phone.reveal()) for person in people if person.phone)
    return waiting


def departments(actor: Actor, union_id: UUID) -> list[str]:
    """Return the departments of present members, in order. Raises: NotAllowed, NotFound."""
    policy.require_keeper(actor, union_id)
    rows = Membership.objects.filter(union_id=union_id, until=None).exclude(department="")
    return list(rows.order_by("department").values_list("department", flat=True).distinct())


def person_page(actor: Actor, union_id: UUID, person_id: UUID) -> PersonPage:
    """Return a person as their union sees them. Raises: NotAllowed; NotFound for whoever never was a member here."""
    policy.require_keeper(actor, union_id)
    rows = Membership.objects.filter(union_id=union_id, person_id=person_id).select_related("person")
    lines = [line(row) for row in rows.order_by(F("until").desc(nulls_first=True), "-since")]
    if not lines:
        raise NotFound
    offices = Office.objects.filter(union_id=union_id, person_id=person_id).order_by("-since", "role")
    return PersonPage(
        line=lines[0], memberships=tuple(lines),
        offices=tuple((office.role, office.since, office.until) for office in offices),
        has_account=Person.objects.filter(pk=person_id, account__isnull=False).exists(),
    )  # fmt: skip


def local_phone(phone: str) -> str:
    """Return a phone as people of the mainland write it: without +86."""
    return phone.removeprefix("+86")


def _meant(rows: QuerySet[Membership], words: str) -> QuerySet[Membership]:
    plain = "".join(words.split())
    meant = Q(person__name__icontains=plain) | Q(number__istartswith=plain)
    if _TAIL.fullmatch(plain):
        meant |= Q(person__phone_tail_key=keys.phone_tail_key(plain))
    if _PHONE.fullmatch(plain):
        meant |= Q(person__phone_key=keys.phone_key(f"+86{plain}"))
    if _RESIDENT_ID.fullmatch(plain):
        meant |= Q(person__resident_id_key=keys.id_key(plain.upper()))
    return rows.filter(meant)


def _card(person: Person, row: Membership | None) -> PersonCard:
    return PersonCard(
        id=person.pk, name=person.name, sex=person.sex, union_id=row.union_id if row else None,
        number=row.number if row else "", department=row.department if row else "", post=row.post if row else "",
        category=row.category if row else "", has_account=person.account_id is not None,
        has_phone=person.phone_key is not None,
    )  # fmt: skip
