"""Who acts: a person with the hat they wear, nobody yet, or a named machine; never None."""

from dataclasses import dataclass, field
from typing import Self
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Hat:
    """One role that a person may act in: `role` is a stable word, `within` the union (or meeting) it is held in."""

    role: str
    within: UUID
    label: str = ""

    @property
    def key(self) -> str:
        """The word that stands for this hat in a session or a form."""
        return f"{self.role}:{self.within}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is acting. `hat` is the role chosen now; `hats` are all roles that the person might choose."""

    account_id: UUID | None = None
    person_id: UUID | None = None
    hat: Hat | None = None
    hats: tuple[Hat, ...] = field(default=())
    machine: str = ""

    @classmethod
    def system(cls, name: str) -> Self:
        """Return the actor for a named machine, such as a scheduled task."""
        if not name:
            raise ValueError("a machine acts under a name")
        return cls(machine=name)

    @classmethod
    def stranger(cls) -> Self:
        """Return the actor for a request that nobody has logged in for."""
        return cls()

    @property
    def is_stranger(self) -> bool:
        return self.account_id is None and not self.machine

    @property
    def is_machine(self) -> bool:
        return bool(self.machine)

    def wears(self, *roles: str, within: UUID) -> bool:
        """Tell whether the hat worn now is one of `roles` in this very union or meeting."""
        return self.hat is not None and self.hat.within == within and self.hat.role in roles

    @property
    def name(self) -> str:
        """A name for ledgers: an id or a machine's name, never a person's."""
        if self.machine:
            return f"machine:{self.machine}"
        return f"account:{self.account_id}" if self.account_id else "stranger"
