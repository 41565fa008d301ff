"""Who hears of which event, and who answers for accounts: the one visible table."""

from collections.abc import Iterable, Mapping

from gonghui.accounts import public as accounts
from gonghui.config import demo
from gonghui.congress import public as congress
from gonghui.kernel import outbox
from gonghui.kernel.outbox import Handler
from gonghui.openness import public as openness
from gonghui.portal import public as portal
from gonghui.registry import public as registry
from gonghui.registry import tasks as registry_tasks

HANDLERS: Mapping[type[object], Iterable[Handler]] = {
    registry.PeopleEnrolled: [registry_tasks.give_logins],
}


def connect() -> None:
    """Join the contexts; called once when Django starts."""
    outbox.wire(HANDLERS)
    accounts.provide_identity(registry.identity_of)
    accounts.provide_identity(congress.identity_of)
    accounts.provide_home(congress.home_of)
    accounts.provide_home(registry.home_of)
    registry.provide_tab(congress.union_tab)
    registry.provide_tab(openness.union_tab)
    registry.provide_tab(portal.calendar_tab)
    accounts.provide_demo_people(demo.people)
