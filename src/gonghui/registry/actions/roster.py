"""A roster taken in as a whole, and taken out again as a whole."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from gonghui.kernel.action import publish, record
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import RuleBroken
from gonghui.kernel.staging import Line
from gonghui.registry import policy
from gonghui.registry.actions.taking import OF_PERSON, RowsRefused, set_value, take_rows, value_in, value_of
from gonghui.registry.actions.unions import stream
from gonghui.registry.events import PeopleEnrolled, RosterApplied, RosterUndone
from gonghui.registry.models import Membership, Office, Person, RosterEffect
from gonghui.registry.queries.known import AT_ONCE, chunks
from gonghui.registry.queries.roster import row_of_json
from gonghui.registry.rules.matching import Effect
from gonghui.registry.rules.roster import Column, PersonRow

WRITTEN = (Column.NUMBER, Column.DEPARTMENT, Column.POST, Column.CATEGORY, Column.SINCE)


class RosterApplier:
    """Carries out what the rows of one batch propose, for one union."""

    def __init__(self, union_id: UUID, batch_id: UUID) -> None:
        self._union_id = union_id
        self._batch_id = batch_id

    def apply(self, actor: Actor, lines: Sequence[Line], *, now: datetime) -> Sequence[UUID | None]:
        """Take the rows in, and return the ids of the people they speak of.

        Raises: NotAllowed, NotFound; RowsRefused, with the number of the first row it is about.
        """
        policy.require_keeper(actor, self._union_id)
        rows = [row_of_json(cast(Mapping[str, str], line.proposed["row"])) for line in lines]
        try:
            taken = take_rows(self._union_id, rows, at=now)
        except RowsRefused as refused:
            raise RowsRefused({lines[index].number: why for index, why in refused.refused.items()}) from None
        effects = [
            RosterEffect(
                batch_id=self._batch_id, number=line.number, person_id=one.person_id, membership_id=one.membership_id,
                effect=one.effect.value, before=_sealed(one.before),
            )
            for line, one in zip(lines, taken, strict=True)
        ]  # fmt: skip
        RosterEffect.objects.bulk_create(effects, batch_size=AT_ONCE)
        joined = sum(one.effect in (Effect.NEW, Effect.JOIN) for one in taken)
        changed = len(taken) - joined
        record(
            "roster-applied", stream=stream(self._union_id), subject=("batch", self._batch_id),
            joined=joined, changed=changed,
        )  # fmt: skip
        publish(RosterApplied(union_id=self._union_id, import_id=self._batch_id, taken=joined, changed=changed))
        return [one.person_id for one in taken]

    def undo(self, actor: Actor, lines: Sequence[Line], *, now: datetime) -> None:  # noqa: ARG002 - the ledger's moment
        """Take the rows out again: who came goes, what changed is as it was.

        Raises: NotAllowed, NotFound; RuleBroken, saying what came after and stands against it.
        """
        policy.require_keeper(actor, self._union_id)
        rows = {line.number: row_of_json(cast(Mapping[str, str], line.proposed["row"])) for line in lines}
        effects = self._effects(rows)
        _refuse(_obstacles(self._union_id, effects, rows))
        gone, restored = [], 0
        RosterEffect.objects.filter(pk__in=[effect.pk for effect in effects]).delete()
        for effect in effects:
            if effect.effect == Effect.CHANGE:
                _restore(effect)
                restored += 1
            else:
                gone.append(effect)
        _remove(gone)
        record(
            "roster-undone", stream=stream(self._union_id), subject=("batch", self._batch_id),
            removed=len(gone), restored=restored,
        )  # fmt: skip
        publish(RosterUndone(union_id=self._union_id, import_id=self._batch_id))
        if restored:
            publish(PeopleEnrolled(union_id=self._union_id, people=restored))

    def _effects(self, rows: Mapping[int, PersonRow]) -> list[RosterEffect]:
        found: list[RosterEffect] = []
        for some in chunks(sorted(rows)):
            effects = RosterEffect.objects.filter(batch_id=self._batch_id, number__in=some)
            # Fetched apart, not joined: right after a large import the planner of PostgreSQL knows nothing of these
            # tables yet, and joins them in a way that takes minutes.
            found.extend(effects.prefetch_related("person", "membership").order_by("-number"))
        return found


def _obstacles(union_id: UUID, effects: Sequence[RosterEffect], rows: Mapping[int, PersonRow]) -> list[str]:
    """Return what stands against taking rows out, a sentence each: memberships ended, values changed, offices held."""
    came = [effect for effect in effects if effect.effect != Effect.CHANGE]
    ended = sum(effect.membership.until is not None for effect in effects)
    changed = sum(_has_changed(effect, rows[effect.number]) for effect in effects)
    offices = 0
    for some in chunks([effect.person_id for effect in came]):
        offices += Office.objects.filter(union_id=union_id, person_id__in=some).values("person_id").distinct().count()
    return [
        sentence % {"count": count}
        for count, sentence in (
            (ended, _("%(count)d人的会籍后来已终止")),
            (changed, _("%(count)d人的登记内容后来又有更改")),
            (offices, _("%(count)d人后来任了职务")),
        )
        if count
    ]


def _has_changed(effect: RosterEffect, row: PersonRow) -> bool:
    """Tell whether something that this row wrote has another value now."""
    written = _written(effect, row)
    return any(value_of(effect.person, effect.membership, column) != value_in(row, column) for column in written)


def _written(effect: RosterEffect, row: PersonRow) -> list[Column]:
    before = {Column(name) for name in _before(effect)}
    said = [column for column in Column if value_in(row, column)]
    if effect.effect == Effect.NEW:
        return said
    return [column for column in said if column in before or (effect.effect == Effect.JOIN and column in WRITTEN)]


def _sealed(before: Mapping[str, str]) -> str | None:
    return json.dumps(dict(before), ensure_ascii=False) if before else None


def _before(effect: RosterEffect) -> dict[str, str]:
    return cast(dict[str, str], json.loads(effect.before.reveal())) if effect.before else {}


def _restore(effect: RosterEffect) -> None:
    before = _before(effect)
    for name, value in before.items():
        set_value(effect.person, effect.membership, Column(name), value)
    if any(Column(name) in OF_PERSON for name in before):
        effect.person.save()
    if any(Column(name) not in OF_PERSON for name in before):
        effect.membership.save()


def _remove(effects: Sequence[RosterEffect]) -> None:
    new = [effect.person_id for effect in effects if effect.effect == Effect.NEW]
    try:
        for some in chunks([effect.membership_id for effect in effects]):
            Membership.objects.filter(pk__in=some).delete()
        for effect in effects:
            if effect.effect == Effect.JOIN and effect.before:
                _restore_person(effect)
        for some in chunks(new):
            Person.objects.filter(pk__in=some).delete()
    except ProtectedError as held:
        people = {getattr(one, "person_id", one.pk) for one in cast(Any, held).protected_objects}
        _refuse([_("%(count)d人已在别处用到，例如职工代表名单") % {"count": len(people)}])


def _restore_person(effect: RosterEffect) -> None:
    for name, value in _before(effect).items():
        set_value(effect.person, effect.membership, Column(name), value)
    effect.person.save()


def _refuse(obstacles: Sequence[str]) -> None:
    if obstacles:
        raise RuleBroken(
            _("这次导入已不能整批撤销：%(why)s。") % {"why": "；".join(obstacles)},
            code="roster-depended-on",
            remedy=_("请先处理这些变动，或到会员页面逐人办理。什么也没有改动。"),
        )
