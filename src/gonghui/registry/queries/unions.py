"""Unions: cards for others, and the tree for its own page."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound
from gonghui.registry import policy
from gonghui.registry.models import Office, Union, UnionPlace
from gonghui.registry.queries import tree


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionCard:
    """A union as other contexts and papers name it; `unit_kind` is a value of `rules.kinds.UnitKind` or empty."""

    id: UUID
    name: str
    short_name: str
    kind: str
    unit_name: str
    unit_kind: str
    region: str
    founded_on: date | None
    dissolved_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLine:
    """One stretch of time under one superior."""

    superior: UnionCard
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeLine:
    """One office with whoever holds or held it."""

    person_id: UUID
    name: str
    role: str
    since: date
    until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionPage:
    """A union with its line upwards (nearest last), those below, its history and its offices."""

    card: UnionCard
    above: tuple[UnionCard, ...]
    below: tuple[UnionCard, ...]
    places: tuple[PlaceLine, ...]
    offices: tuple[OfficeLine, ...]
    former_offices: tuple[OfficeLine, ...]
    members: int


def card(union_id: UUID) -> UnionCard:
    """Return the card of a union. Raises: NotFound."""
    return _card(_get(union_id))


def cards(union_ids: Iterable[UUID]) -> dict[UUID, UnionCard]:
    """Return the cards of the unions that exist among these, by id."""
    return {union.pk: _card(union) for union in Union.objects.filter(pk__in=tuple(union_ids))}


def superior_of(union_id: UUID, day: date) -> UnionCard | None:
    """Return the union directly above on a day, or None at the top."""
    above = tree.superior(union_id, day)
    return card(above) if above else None


def line_above(union_id: UUID, day: date) -> tuple[UnionCard, ...]:
    """Return all unions above on a day, nearest first."""
    line = tree.line_above(union_id, day)
    found = cards(line)
    return tuple(found[above] for above in line)


def subordinates_of(union_id: UUID, day: date) -> tuple[UnionCard, ...]:
    """Return the unions directly below on a day, in order of name."""
    standing = Q(places__superior_id=union_id, places__since__lte=day)
    lasting = Q(places__until=None) | Q(places__until__gt=day)
    return tuple(_card(union) for union in Union.objects.filter(standing, lasting).order_by("name", "pk"))


def page(actor: Actor, union_id: UUID, *, day: date) -> UnionPage:
    """Return all that the page of a union shows. Raises: NotFound for a stranger, NotAllowed for another hat."""
    policy.require_keeper(actor, union_id)
    union = Union.objects.annotate(
        members=Count("memberships", filter=Q(memberships__until=None), distinct=True)
    ).filter(pk=union_id).first()  # fmt: skip
    if union is None:
        raise NotFound
    history = UnionPlace.objects.filter(union_id=union_id).select_related("superior").order_by("-since")
    held = Office.objects.filter(union_id=union_id).select_related("person").order_by("role", "since", "pk")
    offices = tuple(_office(office) for office in held)
    return UnionPage(
        card=_card(union), above=tuple(reversed(line_above(union_id, day))), below=subordinates_of(union_id, day),
        places=tuple(PlaceLine(superior=_card(row.superior), since=row.since, until=row.until) for row in history),
        offices=tuple(office for office in offices if office.until is None),
        former_offices=tuple(office for office in offices if office.until is not None),
        members=union.members,
    )  # fmt: skip


def _get(union_id: UUID) -> Union:
    union = Union.objects.filter(pk=union_id).first()
    if union is None:
        raise NotFound
    return union


def _card(union: Union) -> UnionCard:
    return UnionCard(
        id=union.pk, name=union.name, short_name=union.short_name, kind=union.kind, unit_name=union.unit_name,
        unit_kind=union.unit_kind, region=union.region, founded_on=union.founded_on, dissolved_on=union.dissolved_on,
    )  # fmt: skip


def _office(office: Office) -> OfficeLine:
    return OfficeLine(
        person_id=office.person_id, name=office.person.name, role=office.role, since=office.since, until=office.until
    )
