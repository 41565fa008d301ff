"""The group of the suite behind one small protocol: points are their 32 canonical bytes, scalars integers."""

from functools import lru_cache
from typing import Protocol

from ballot.group import sodium
from ballot.group.reference import BASE_BYTES, Reference
from ballot.group.scalars import ORDER, Entropy

BASE = BASE_BYTES
IDENTITY = bytes(32)

__all__ = ["BASE", "IDENTITY", "ORDER", "Entropy", "Group", "named", "standard"]


class Group(Protocol):
    """What the protocol needs of a back end. Every method refuses a non-canonical point with ValueError."""

    @property
    def name(self) -> str:
        """Name the back end, for reports."""
        ...

    def is_point(self, data: bytes) -> bool:
        """Tell whether the bytes are a canonical encoding."""
        ...

    def base(self, scalar: int) -> bytes:
        """Multiply the base point."""
        ...

    def multiply(self, scalar: int, point: bytes) -> bytes:
        """Multiply a point."""
        ...

    def add(self, p: bytes, q: bytes) -> bytes:
        """Add."""
        ...

    def subtract(self, p: bytes, q: bytes) -> bytes:
        """Subtract."""
        ...

    def from_uniform(self, data: bytes) -> bytes:
        """Map 64 uniform bytes to a point."""
        ...


@lru_cache
def named(name: str) -> Group:
    """Give the back end `reference` or `libsodium`.

    Raises: OSError when libsodium is not there; ValueError for another name.
    """
    if name == "reference":
        return Reference()
    if name == "libsodium":
        return sodium.Sodium()
    raise ValueError(f"no back end {name!r}")


@lru_cache(maxsize=1)
def standard() -> Group:
    """Give libsodium when the system has it, else plain Python."""
    return named("reference" if sodium.library() is None else "libsodium")
