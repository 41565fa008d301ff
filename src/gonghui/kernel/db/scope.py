"""Whose tables are meant now: the tenant of this request, task or command."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final
from uuid import UUID

PUBLIC_SCHEMA: Final = "public"
_SCHEMA: Final = re.compile(r"[a-z][a-z0-9_]{0,62}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenant:
    """A federation, or a single unit on its own box, whose tables stand in one schema."""

    id: UUID
    slug: str
    host: str
    schema: str
    name: str

    def __post_init__(self) -> None:
        # The schema goes into SQL as an identifier: nothing but plain lower-case words ever gets there.
        if not _SCHEMA.fullmatch(self.schema):
            raise ValueError("not a name for a schema")


MAIN: Final = Tenant(id=UUID(int=0), slug="main", host="", schema=PUBLIC_SCHEMA, name="")
"""The only tenant of a deployment that has not been told of others."""

_current: ContextVar[Tenant] = ContextVar("tenant", default=MAIN)


def current() -> Tenant:
    """Return the tenant whose tables are meant now."""
    return _current.get()


@contextmanager
def using(tenant: Tenant) -> Iterator[Tenant]:
    """Mean the tables of `tenant` until the block ends; not possible halfway through a transaction of another."""
    token = _current.set(tenant)
    try:
        yield tenant
    finally:
        _current.reset(token)
