"""Who may follow a meeting's live topic: whoever has a hat there, and its screens."""

from collections.abc import Iterable
from uuid import UUID

from gonghui.congress.models import Delegate, Meeting
from gonghui.congress.queries.devices import PODIUM, WALL, meeting_of
from gonghui.congress.queries.identity import ENDED
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound

SCREENS = {"wall": WALL, "podium": PODIUM}


def followed_topic(actor: Actor, address: str) -> str | None:
    """Return the topic behind `meeting/<id>`, `wall/<token>` or `podium/<token>` if who asks may follow it."""
    kind, _slash, rest = address.partition("/")
    if kind in SCREENS:
        try:
            return f"meeting/{meeting_of(rest, SCREENS[kind]).id}"
        except NotFound:
            return None
    try:
        meeting_id = UUID(rest)
    except ValueError:
        return None
    union = Meeting.objects.filter(id=meeting_id).values_list("term__union_id", flat=True).first()
    known = kind == "meeting" and any(hat.within in (meeting_id, union) for hat in actor.hats)
    return f"meeting/{meeting_id}" if known else None


def topic_of_delegates(address: str, accounts: Iterable[UUID]) -> dict[UUID, str]:
    """Return account id -> topic of a meeting, of those of `accounts` who have a running mandate for it.

    They may follow it in any case; of the others nothing is said.
    """
    kind, _slash, rest = address.partition("/")
    try:
        meeting = Meeting.objects.filter(id=UUID(rest)).exclude(state__in=ENDED)
    except ValueError:
        return {}
    mandates = Delegate.objects.filter(term__meetings__in=meeting, person__account_id__in=list(accounts), ended_on=None)
    known = mandates.values_list("person__account_id", flat=True) if kind == "meeting" else []
    return {account: f"meeting/{UUID(rest)}" for account in known}
