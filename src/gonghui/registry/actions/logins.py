"""Log-ins for members: an account for each phone, and the person behind it."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from gonghui.accounts.public import Phone, open_accounts
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.registry import policy
from gonghui.registry.actions.unions import stream
from gonghui.registry.models import Membership, Person
from gonghui.registry.queries.known import AT_ONCE, chunks
from gonghui.registry.queries.people import without_account


def open_logins(actor: Actor, *, union_id: UUID, now: datetime) -> int:
    """Give every present member who has a phone an account to log in with, and return how many were given one.

    Two actions one after the other, for accounts are another context's; each may be repeated at any time.

    Raises: NotAllowed, NotFound.
    """
    waiting = without_account(actor, union_id)
    if not waiting:
        return 0
    opened = open_accounts(actor, phones=[Phone(phone) for _, phone in waiting], now=now)
    pairs = [(person_id, account_id) for (person_id, _), account_id in zip(waiting, opened, strict=True)]
    return bind_accounts(actor, union_id=union_id, pairs=pairs, now=now)


@action
def bind_accounts(actor: Actor, *, union_id: UUID, pairs: Sequence[tuple[UUID, UUID]], now: datetime) -> int:
    """Enter which account is whose, and return how many were entered.

    A person who has an account keeps it, and an account belongs to one person only: the first one named.

    Raises: NotAllowed, NotFound.
    """
    policy.require_keeper(actor, union_id)
    taken: set[UUID] = set()
    people: dict[UUID, Person] = {}
    for some in chunks(pairs):
        held = Person.objects.filter(account_id__in=[account_id for _, account_id in some])
        taken.update(account_id for account_id in held.values_list("account_id", flat=True) if account_id is not None)
        waiting = Person.objects.filter(pk__in=[person_id for person_id, _ in some], account=None)
        members = Membership.objects.filter(union_id=union_id, person_id__in=[person_id for person_id, _ in some])
        here = set(members.values_list("person_id", flat=True))
        people.update((person.pk, person) for person in waiting if person.pk in here)
    bound: list[Person] = []
    for person_id, account_id in sorted(pairs):
        person = people.pop(person_id, None) if account_id not in taken else None
        if person is not None:
            person.account_id = account_id
            taken.add(account_id)
            bound.append(person)
    if not bound:
        unchanged()
        return 0
    Person.objects.bulk_update(bound, ["account"], batch_size=AT_ONCE)
    record("accounts-bound", stream=stream(union_id), subject=("union", union_id), people=len(bound))
    return len(bound)
