"""The named cast of every test: the same roles in our union and in another one."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID, uuid5

from gonghui.kernel.actor import Actor, Hat

_SPACE: Final = UUID("6b0e3f4e-1d7a-4b57-9a52-0c1a8a6f2f10")
NOON: Final = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
"""Noon in China on a Tuesday: the present of every test that does not say otherwise."""


def ident(name: str) -> UUID:
    """Return an id that is the same in every run for one name."""
    return uuid5(_SPACE, name)


OUR_UNION: Final = ident("our union")
OTHER_UNION: Final = ident("other union")

ROLES: Final = ("worker", "delegate", "chair", "scrutineer", "secretary", "auditor", "counsellor", "manager")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """One actor per role, all of one union."""

    union: UUID
    actors: dict[str, Actor]

    def __getitem__(self, role: str) -> Actor:
        return self.actors[role]


def cast_of(union: UUID) -> Cast:
    """Return the cast of a union: nobody of it can do anything in another."""

    def member(role: str) -> Actor:
        hat = Hat(role=role, within=union)
        return Actor(
            account_id=ident(f"{union} {role} account"), person_id=ident(f"{union} {role} person"), hat=hat, hats=(hat,)
        )

    return Cast(union=union, actors={role: member(role) for role in ROLES})
