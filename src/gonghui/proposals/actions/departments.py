"""Departments that handle proposals, and the people who handle and sign in them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound
from gonghui.proposals import policy
from gonghui.proposals.actions.moving import require_text, stream
from gonghui.proposals.models import Assignment, Department, Hand
from gonghui.proposals.rules.kinds import HandRole
from gonghui.proposals.rules.states import IN_HAND, State
from gonghui.registry import public as registry

BUSY: Final = (*IN_HAND, State.REPLIED)
"""A reply may still come back to its department for the second round."""


@action
def add_department(actor: Actor, *, union_id: UUID, name: str, now: datetime) -> UUID:
    """Enter a department that handles proposals; the same name again gives the one that stands.

    Raises: RuleBroken without a name; NotAllowed, NotFound.
    """
    policy.require_desk(actor, union_id)
    title = require_text(" ".join(name.split()), _("请填写部门名称。"), "name-missing", most=60)
    made, is_new = Department.objects.get_or_create(union_id=union_id, name=title, ended_at=None)
    if not is_new:
        unchanged()
        return made.id
    record("department-added", stream=stream(union_id), subject=("department", made.id))
    return made.id


@action
def end_department(actor: Actor, *, department_id: UUID, now: datetime) -> None:
    """Take a department off the list. Raises: Conflict while it has one to handle; NotAllowed, NotFound."""
    department = _lock(actor, department_id)
    if department.ended_at is not None:
        return unchanged()
    busy = Assignment.objects.filter(department=department, ended_at=None, proposal__state__in=BUSY)
    if busy.exists():
        raise Conflict(_("这个部门还有提案在办。"), code="department-busy", remedy=_("请等提案办结，或退办改派。"))
    department.ended_at = now
    department.save(update_fields=["ended_at"])
    record("department-ended", stream=stream(department.union_id), subject=("department", department.id))
    return None


@action
def add_hand(actor: Actor, *, department_id: UUID, person_id: UUID, role: HandRole, now: datetime) -> UUID:
    """Enter that a member of the union handles proposals in a department, or signs for it; twice is once.

    Raises: Conflict for a department that was taken off the list; NotAllowed, NotFound.
    """
    department = _lock(actor, department_id)
    if department.ended_at is not None:
        raise Conflict(_("这个部门已经停用。"), code="department-ended")
    person = registry.person_cards([person_id]).get(person_id)
    if person is None or person.union_id != department.union_id:
        raise NotFound
    held = Hand.objects.filter(department=department, person_id=person_id, role=role, ended_at=None).first()
    if held is not None:
        unchanged()
        return held.id
    hand = Hand.objects.create(department=department, person_id=person_id, name=person.name, role=role, since=now)
    record("hand-added", stream=stream(department.union_id), subject=("hand", hand.id), role=role.value)
    return hand.id


@action
def end_hand(actor: Actor, *, hand_id: UUID, now: datetime) -> None:
    """Enter that somebody handles or signs no more; what they did stays. Raises: NotAllowed, NotFound."""
    department_id = Hand.objects.filter(id=hand_id).values_list("department_id", flat=True).first()
    if department_id is None:
        raise NotFound
    department = _lock(actor, department_id)
    if not Hand.objects.filter(id=hand_id, ended_at=None).update(ended_at=now):
        return unchanged()
    record("hand-ended", stream=stream(department.union_id), subject=("hand", hand_id))
    return None


def _lock(actor: Actor, department_id: UUID) -> Department:
    department = Department.objects.select_for_update().filter(id=department_id).first()
    if department is None:
        raise NotFound
    policy.require_desk(actor, department.union_id)
    return department
