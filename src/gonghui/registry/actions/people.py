"""People and their memberships, one at a time."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.kernel import clock
from gonghui.kernel.action import action, publish, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.registry import policy
from gonghui.registry.actions.taking import take_rows
from gonghui.registry.actions.unions import require_keeper_or_founder, stream
from gonghui.registry.events import MembershipEnded, PeopleEnrolled
from gonghui.registry.models import Membership, Office, Person
from gonghui.registry.rules.matching import Effect
from gonghui.registry.rules.roster import PersonRow


@action
def enroll_person(actor: Actor, *, union_id: UUID, row: PersonRow, now: datetime) -> UUID:
    """Take one person into a union and return their id; whoever is a member already is only brought up to date.

    Raises: NotAllowed, NotFound; RowsRefused when the row contradicts what is known.
    Source: 工会会员会籍管理办法 articles 3 and 4.
    """
    require_keeper_or_founder(actor, union_id, clock.local_date(now))
    (taken,) = take_rows(union_id, [row], at=now)
    if taken.effect is Effect.SAME:
        unchanged()
        return taken.person_id
    joined = taken.effect in (Effect.NEW, Effect.JOIN)
    record(
        "person-enrolled" if joined else "person-changed",
        stream=stream(union_id), subject=("person", taken.person_id), columns=" ".join(sorted(taken.before)),
    )  # fmt: skip
    return taken.person_id


@action
def start_membership(
    actor: Actor, *, union_id: UUID, person_id: UUID, since: date, now: datetime,
    number: str = "", department: str = "", post: str = "", category: str = "",
) -> UUID:  # fmt: skip
    """Begin the membership of a person who is known, and return its id.

    Raises: NotAllowed, NotFound; Conflict for a member of another union, or a number that is taken.
    Source: 工会会员会籍管理办法 article 3 (membership follows the labour relation; one at a time).
    """
    policy.require_keeper(actor, union_id)
    # A person of another union is nobody to this one; only those who once were its members can come back this way.
    known = Membership.objects.filter(union_id=union_id, person_id=person_id).exists()
    if not (known or actor.is_machine) or not Person.objects.select_for_update().filter(pk=person_id).exists():
        raise NotFound
    active = Membership.objects.filter(person_id=person_id, until=None).first()
    if active is not None:
        if active.union_id != union_id:
            raise Conflict(
                _("此人现在是另一家工会的会员。"), code="member-elsewhere", remedy=_("请先由原工会办理转出。")
            )
        unchanged()
        return active.pk
    if number and Membership.objects.filter(union_id=union_id, until=None, number=number).exists():
        raise Conflict(_("这个工号在本会已登记给另一人。"), code="number-taken", remedy=_("请核对工号。"))
    last = Membership.objects.filter(person_id=person_id, until__gt=since).exists()
    if last or since > clock.local_date(now):
        raise RuleBroken(_("起始日期不合适。"), code="since", remedy=_("请选上次会籍终止之后、今天以前的日期。"))
    membership = Membership.objects.create(
        union_id=union_id, person_id=person_id, since=since, number=number, department=department, post=post,
        category=category,
    )  # fmt: skip
    record("membership-started", stream=stream(union_id), subject=("person", person_id), since=since.isoformat())
    publish(PeopleEnrolled(union_id=union_id, people=1))
    return membership.pk


@action
def end_membership(actor: Actor, *, union_id: UUID, person_id: UUID, until: date, now: datetime) -> None:
    """End the membership of a person, who is no member on `until` any more; offices must have been left before.

    Raises: NotAllowed, NotFound; RuleBroken while an office is held, or when the day does not fit.
    """
    policy.require_keeper(actor, union_id)
    rows = Membership.objects.select_for_update().filter(union_id=union_id, person_id=person_id)
    active = rows.filter(until=None).first()
    if active is None:
        if not rows.exists():
            raise NotFound
        unchanged()
        return
    if Office.objects.filter(union_id=union_id, person_id=person_id, until=None).exists():
        raise RuleBroken(_("此人在本会还有职务。"), code="office-held", remedy=_("请先办理免去职务，再终止会籍。"))
    if not active.since < until <= clock.local_date(now):
        raise RuleBroken(
            _("终止日期要晚于入会日期，且不晚于今天。"),
            code="until",
            remedy=_("请核对日期；当天误登记的，可撤销那次导入。"),
        )
    active.until = until
    active.save(update_fields=["until"])
    record("membership-ended", stream=stream(union_id), subject=("person", person_id), until=until.isoformat())
    publish(MembershipEnded(union_id=union_id, person_id=person_id))
