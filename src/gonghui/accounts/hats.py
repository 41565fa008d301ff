"""Ports by which other contexts say who stands behind an account, where a hat is at home, whom a demo offers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from gonghui.kernel.actor import Actor, Hat

P = TypeVar("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The person behind an account as one context knows them: none, or an id, a name and the hats held there now."""

    person_id: UUID | None = None
    name: str = ""
    hats: tuple[Hat, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """Somebody whom the log-in page of a demo offers to log in as; `words` say what they do."""

    account_id: UUID
    name: str
    words: str


IdentityProvider = Callable[[UUID], Identity]
"""Given an account's id; asked once for each request that wants to know."""
HomeProvider = Callable[[Hat], str | None]
"""Given the hat worn; returns the address where it begins its work, or None when the hat is not this context's."""
DemoProvider = Callable[[], Iterable[DemoPerson]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A link on the page of whoever has no place of work of their own; `waiting` counts what waits for them there."""

    label: str
    url: str
    icon: str
    waiting: int = 0


WayProvider = Callable[[Actor], Way]
"""Given who looks; returns the link to a context's pages for a person."""

_identities: list[IdentityProvider] = []
_homes: list[HomeProvider] = []
_demos: list[DemoProvider] = []
_ways: list[WayProvider] = []


def provide_identity(provider: IdentityProvider) -> None:
    """Let a context say who stands behind accounts; called from `config.wiring`, the most authoritative one first."""
    _add(_identities, provider)


def provide_home(provider: HomeProvider) -> None:
    """Let a context say where its hats are at home; called from `config.wiring`."""
    _add(_homes, provider)


def provide_demo_people(provider: DemoProvider) -> None:
    """Let a context name the people of a demo; called from `config.wiring`."""
    _add(_demos, provider)


def provide_way(provider: WayProvider) -> None:
    """Let a context be reached from the page of whoever has no place of work; called from `config.wiring`."""
    _add(_ways, provider)


def ways(actor: Actor) -> list[Way]:
    """Return the links that contexts provide, in the order provided."""
    return [provider(actor) for provider in _ways]


def identity_of(account_id: UUID) -> Identity:
    """Return what all contexts know of an account: the first person and name that is given, all hats, each once."""
    found = [provider(account_id) for provider in _identities]
    held: dict[str, Hat] = {}
    for hat in (hat for each in found for hat in each.hats):
        held.setdefault(hat.key, hat)
    return Identity(
        person_id=next((each.person_id for each in found if each.person_id), None),
        name=next((each.name for each in found if each.name), ""),
        hats=tuple(held.values()),
    )


def home_of(hat: Hat) -> str | None:
    """Return the address where a hat begins its work, or None when no context has one."""
    return next((url for provider in _homes if (url := provider(hat))), None)


def demo_people() -> Sequence[DemoPerson]:
    """Return whom a demo offers to log in as, in the order given."""
    return [person for provider in _demos for person in provider()]


def _add(providers: list[P], provider: P) -> None:
    if provider not in providers:
        providers.append(provider)
