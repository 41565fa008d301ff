"""Unions: founding, and where they stand in the tree."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gonghui.kernel import clock
from gonghui.kernel.action import action, publish, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound, RuleBroken
from gonghui.kernel.ids import uuid7
from gonghui.registry import policy
from gonghui.registry.events import UnionFounded, UnionPlaced
from gonghui.registry.models import Office, Union, UnionPlace
from gonghui.registry.queries import tree
from gonghui.registry.rules.kinds import UnionKind, UnitKind
from gonghui.registry.rules.tree import Place, TreeFault, fault_of_placing
from gonghui.registry.words import TREE_FAULTS


def stream(union_id: UUID) -> str:
    """Return the ledger stream of a union's registry."""
    return f"registry:{union_id}"


def require_keeper_or_founder(actor: Actor, union_id: UUID, today: date) -> None:
    """Let pass the keepers of a union and, while it has none yet, those of the union directly above.

    Raises: NotAllowed, NotFound.
    """
    nobody = not Office.objects.filter(union_id=union_id, until=None, role__in=policy.KEEPERS).exists()
    above = tree.superior(union_id, today) if nobody else None
    if above is None or not policy.keeps(actor, above):
        policy.require_keeper(actor, union_id)


@action
def found_union(
    actor: Actor, *, name: str, short_name: str, kind: UnionKind, region: str, now: datetime,
    unit_name: str = "", unit_kind: UnitKind | None = None, founded_on: date | None = None,
    superior_id: UUID | None = None, key: UUID | None = None,
) -> UUID:  # fmt: skip
    """Enter a union, under its superior from the day of its founding; a union without one is founded by a machine.

    `key` becomes its id: pressing twice with the same key founds one union.

    Raises: NotFound unless the actor keeps the superior or one above it; NotAllowed for a top union by a person.
    Source: 工会法 article 12 (approval by the union of the next higher level).
    """
    union_id = key or uuid7()
    day = founded_on or clock.local_date(now)
    _require_may_found(actor, superior_id, clock.local_date(now))
    if Union.objects.filter(pk=union_id).exists():
        unchanged()
        return union_id
    enter_union(
        union_id, name=name, short_name=short_name, kind=kind, region=region, unit_name=unit_name,
        unit_kind=unit_kind, founded_on=day, superior_id=superior_id,
    )  # fmt: skip
    return union_id


def enter_union(
    union_id: UUID, *, name: str, short_name: str, kind: UnionKind, region: str, unit_name: str,
    unit_kind: UnitKind | None, founded_on: date, superior_id: UUID | None,
) -> None:  # fmt: skip
    """Enter a union, under its superior where it has one; to be called inside an action that has asked who may.

    Raises: NotFound for no such superior; RuleBroken when the day does not fit.
    """
    union = Union.objects.create(
        id=union_id, name=name.strip(), short_name=short_name.strip(), kind=kind, unit_name=unit_name.strip(),
        unit_kind=unit_kind or "", region=region, founded_on=founded_on,
    )  # fmt: skip
    if superior_id is not None:
        _refuse(_fault_of_days(union, _union(superior_id), founded_on))
        UnionPlace.objects.create(union=union, superior_id=superior_id, since=founded_on)
    record(
        "union-founded", stream=stream(union_id), subject=("union", union_id),
        kind=kind.value, superior=str(superior_id) if superior_id else None, on=founded_on.isoformat(),
    )  # fmt: skip
    publish(UnionFounded(union_id=union_id))


@action
def place_union(actor: Actor, *, union_id: UUID, superior_id: UUID, since: date, now: datetime) -> None:
    """Put a union under another superior from a day on; what it held open ends that day.

    Raises: NotFound unless the actor keeps a union that stands above both (or is the new superior); RuleBroken when the
    tree would turn back on itself, or the day does not fit.
    Source: 工会法 articles 10 and 13.
    """
    # The whole tree is locked: two moves that are lawful each by itself may close a circle together.
    unions = {union.pk: union for union in Union.objects.select_for_update().order_by("pk")}
    if union_id not in unions or superior_id not in unions:
        raise NotFound
    _require_may_place(actor, union_id, superior_id, clock.local_date(now))
    places = tree.places(since=since)
    new = Place(union=union_id, superior=superior_id, since=since)
    if new in places:
        unchanged()
        return
    _refuse(_fault_of_days(unions[union_id], unions[superior_id], since))
    _refuse(fault_of_placing(places, new))
    held = UnionPlace.objects.filter(Q(until=None) | Q(until__gt=since), union_id=union_id)
    held.filter(since=since).delete()
    held.update(until=since)
    UnionPlace.objects.create(union_id=union_id, superior_id=superior_id, since=since)
    record(
        "union-placed", stream=stream(union_id), subject=("union", union_id),
        superior=str(superior_id), since=since.isoformat(),
    )  # fmt: skip
    publish(UnionPlaced(union_id=union_id, superior_id=superior_id))


def _require_may_found(actor: Actor, superior_id: UUID | None, today: date) -> None:
    if superior_id is None:
        policy.require_machine(actor)
    else:
        policy.require_keeper_of_any(actor, (superior_id, *tree.line_above(superior_id, today)))


def _require_may_place(actor: Actor, union_id: UUID, superior_id: UUID, today: date) -> None:
    above_union = tree.line_above(union_id, today)
    above_superior = (superior_id, *tree.line_above(superior_id, today))
    policy.require_keeper_of_any(actor, [above for above in above_superior if above in above_union])


def _union(union_id: UUID) -> Union:
    union = Union.objects.filter(pk=union_id).first()
    if union is None:
        raise NotFound
    return union


def _fault_of_days(union: Union, superior: Union, since: date) -> TreeFault | None:
    if any(one.founded_on is not None and since < one.founded_on for one in (union, superior)):
        return TreeFault.BEFORE_FOUNDING
    if any(one.dissolved_on is not None and since >= one.dissolved_on for one in (union, superior)):
        return TreeFault.DISSOLVED
    return None


def _refuse(fault: TreeFault | None) -> None:
    if fault is not None:
        raise RuleBroken(
            TREE_FAULTS[fault], code=fault.value, remedy=_("请核对上级工会与起始日期。"), law=_("《工会法》第十条"),
        )  # fmt: skip
