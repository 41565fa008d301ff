"""Offices: who holds which, from when to when."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.kernel import clock
from gonghui.kernel.action import action, publish, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound, RuleBroken
from gonghui.registry import policy
from gonghui.registry.actions.unions import require_keeper_or_founder, stream
from gonghui.registry.events import OfficeLeft, OfficeTaken
from gonghui.registry.models import Membership, Office, Union
from gonghui.registry.rules.kinds import OfficeRole


@action
def appoint_office(
    actor: Actor, *, union_id: UUID, person_id: UUID, role: OfficeRole, since: date, now: datetime
) -> UUID:
    """Enter that a member holds an office from a day on, and return the office's id; pressed twice it is held once.

    The first officers of a union may be entered by the union above it.

    Raises: NotAllowed, NotFound; RuleBroken for a day to come or before the membership.
    Source: 工会法 articles 10 and 16.
    """
    require_keeper_or_founder(actor, union_id, clock.local_date(now))
    if not Union.objects.select_for_update().filter(pk=union_id).exists():
        raise NotFound
    member = Membership.objects.filter(union_id=union_id, person_id=person_id, until=None).first()
    if member is None:
        raise NotFound
    held = Office.objects.filter(union_id=union_id, person_id=person_id, role=role, until=None).first()
    if held is not None:
        unchanged()
        return held.pk
    if not member.since <= since <= clock.local_date(now):
        raise RuleBroken(
            _("任职日期要在入会之后，且不晚于今天。"), code="since", remedy=_("请核对任职日期。")
        )  # fmt: skip
    office = Office.objects.create(union_id=union_id, person_id=person_id, role=role, since=since)
    record(
        "office-taken", stream=stream(union_id), subject=("person", person_id),
        role=role.value, since=since.isoformat(),
    )  # fmt: skip
    publish(OfficeTaken(union_id=union_id, person_id=person_id, role=role.value))
    return office.pk


@action
def dismiss_office(
    actor: Actor, *, union_id: UUID, person_id: UUID, role: OfficeRole, until: date, now: datetime
) -> None:
    """Enter that an office is no longer held from a day on; pressed twice it ends once.

    Raises: NotAllowed, NotFound; RuleBroken when the day does not fit, or nobody would be left to look after the union.
    Source: 工会法 article 18.
    """
    require_keeper_or_founder(actor, union_id, clock.local_date(now))
    rows = Office.objects.select_for_update().filter(union_id=union_id).order_by("pk")
    held = [office for office in rows if office.until is None]
    mine = next((one for one in held if one.person_id == person_id and one.role == role), None)
    if mine is None:
        if not rows.filter(person_id=person_id, role=role).exists():
            raise NotFound
        unchanged()
        return
    if not mine.since < until <= clock.local_date(now):
        raise RuleBroken(_("免职日期要晚于任职日期，且不晚于今天。"), code="until", remedy=_("请核对日期。"))
    if role in policy.KEEPERS and not any(one.role in policy.KEEPERS for one in held if one.pk != mine.pk):
        raise RuleBroken(
            _("免去之后，本会就没有主席或干事可以办事了。"), code="last-keeper", remedy=_("请先登记接任的人。")
        )
    mine.until = until
    mine.save(update_fields=["until"])
    record(
        "office-left", stream=stream(union_id), subject=("person", person_id), role=role.value, until=until.isoformat()
    )
    publish(OfficeLeft(union_id=union_id, person_id=person_id, role=role.value))
