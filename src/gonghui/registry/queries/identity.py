"""Who stands behind an account, and the hats that offices give."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from gonghui.accounts.public import Identity
from gonghui.kernel import clock
from gonghui.kernel.actor import Hat
from gonghui.registry.models import Membership, Office, Person
from gonghui.registry.rules.kinds import OfficeRole
from gonghui.registry.words import OFFICES


def identity_of(account_id: UUID) -> Identity:
    """Return the person behind an account, with a hat for each office held today and one for the membership."""
    person = Person.objects.filter(account_id=account_id).first()
    if person is None:
        return Identity()
    today = clock.local_date(clock.now())
    lasting = Q(until=None) | Q(until__gt=today)
    offices = Office.objects.filter(lasting, person=person, since__lte=today).select_related("union")
    hats = [
        Hat(
            role=office.role,
            within=office.union_id,
            label=f"{office.union.short_name} {OFFICES[OfficeRole(office.role)]}",
        )
        for office in offices.order_by("role", "pk")
    ]
    memberships = Membership.objects.filter(lasting, person=person, since__lte=today).select_related("union")
    return Identity(person_id=person.pk, name=person.name, hats=(*hats, *(_member(row) for row in memberships)))


def _member(row: Membership) -> Hat:
    return Hat(role="worker", within=row.union_id, label=f"{row.union.short_name} {_('会员')}")
