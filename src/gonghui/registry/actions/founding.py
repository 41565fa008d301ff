"""A union with its first officers, entered as one: how an installation begins, before anybody can log in."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.kernel import clock
from gonghui.kernel.action import action, publish, record
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict
from gonghui.kernel.ids import uuid7
from gonghui.registry import policy
from gonghui.registry.actions.taking import take_rows
from gonghui.registry.actions.unions import enter_union, stream
from gonghui.registry.events import OfficeTaken
from gonghui.registry.models import Office, Union
from gonghui.registry.rules.kinds import OfficeRole, UnionKind, UnitKind
from gonghui.registry.rules.roster import PersonRow


@action
def found_with_officers(
    actor: Actor, *, name: str, short_name: str, unit_name: str, unit_kind: UnitKind, region: str, founded_on: date,
    officers: Mapping[OfficeRole, PersonRow], now: datetime,
) -> UUID:  # fmt: skip
    """Enter the union of a unit together with the members who hold its offices from today, and return its id.

    One person may hold several offices. Log-ins follow from `PeopleEnrolled`, as for every member with a phone.

    Raises: NotAllowed for a person; Conflict `union-exists` for a name that is taken; RowsRefused for an officer who
        cannot be taken in, such as one whose phone belongs to somebody else.
    Source: 工会法 articles 10, 12 and 16.
    """
    policy.require_machine(actor)
    if Union.objects.filter(name=name.strip()).exists():
        raise Conflict(
            _("“%(name)s”已经登记过，没有再登记一次。") % {"name": name.strip()}, code="union-exists",
            remedy=_("请直接登录；要登记另一家工会的，请换一个名称。"),
        )  # fmt: skip
    union_id, today = uuid7(), clock.local_date(now)
    enter_union(
        union_id, name=name, short_name=short_name, kind=UnionKind.LOCAL, region=region,
        unit_name=unit_name, unit_kind=unit_kind, founded_on=founded_on, superior_id=None,
    )  # fmt: skip
    rows = list(dict.fromkeys(officers.values()))
    people = {row: one.person_id for row, one in zip(rows, take_rows(union_id, rows, at=now), strict=True)}
    for role, row in officers.items():
        Office.objects.create(union_id=union_id, person_id=people[row], role=role, since=today)
        record(
            "office-taken", stream=stream(union_id), subject=("person", people[row]),
            role=role.value, since=today.isoformat(),
        )  # fmt: skip
        publish(OfficeTaken(union_id=union_id, person_id=people[row], role=role.value))
    return union_id
