"""What is done when something was heard of: one action each, safe to repeat."""

from gonghui.kernel import clock
from gonghui.kernel.actor import Actor
from gonghui.registry.actions.logins import open_logins
from gonghui.registry.events import PeopleEnrolled


def give_logins(heard: PeopleEnrolled) -> None:
    """Let people who have become members log in with their phones."""
    open_logins(Actor.system("registry"), union_id=heard.union_id, now=clock.now())
