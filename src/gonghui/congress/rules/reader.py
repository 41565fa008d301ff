"""A strict reader of JSON: every fault is a PackInvalid that names the path where it was found."""

import json
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias, TypeVar

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | bool | None"
E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")


class PackInvalid(ValueError):
    """A rule pack or a unit's measures cannot be read: `path` says where (`rules[3].severity`), `reason` why."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path or '.'}: {reason}")
        self.path = path
        self.reason = reason


class Node:
    """A JSON value with its path. Each accessor raises PackInvalid when the value is not what it asks for."""

    def __init__(self, value: Json, path: str = "") -> None:
        self.value = value
        self.path = path

    def fault(self, reason: str) -> PackInvalid:
        """Make the error for this place."""
        return PackInvalid(self.path, reason)

    def text(self) -> str:
        """Return a string that is not empty and has no space at its ends."""
        if not isinstance(self.value, str) or not self.value or self.value != self.value.strip():
            raise self.fault("expected a text without space around it")
        return self.value

    def integer(self, least: int = 0) -> int:
        """Return an integer of at least `least`."""
        if isinstance(self.value, bool) or not isinstance(self.value, int) or self.value < least:
            raise self.fault(f"expected an integer of at least {least}")
        return self.value

    def boolean(self) -> bool:
        """Return true or false."""
        if not isinstance(self.value, bool):
            raise self.fault("expected true or false")
        return self.value

    def enum(self, kind: type[E]) -> E:
        """Return a member of a closed vocabulary."""
        if not isinstance(self.value, str) or self.value not in kind.__members__.values():
            raise self.fault(f"expected one of {', '.join(kind)}")
        return kind(self.value)

    def day(self) -> date:
        """Return a date written as YYYY-MM-DD."""
        try:
            return date.fromisoformat(self.text())
        except ValueError as error:
            raise self.fault("expected a date as YYYY-MM-DD") from error

    def fraction(self) -> Fraction:
        """Return a fraction written as {"num": n, "den": d}."""
        fields = self.fields("num", "den")
        return Fraction(fields["num"].integer(), fields["den"].integer(least=1))

    def items(self) -> list["Node"]:
        """Return the members of a list in order."""
        if not isinstance(self.value, list):
            raise self.fault("expected a list")
        return [Node(value, f"{self.path}[{place}]") for place, value in enumerate(self.value)]

    def distinct(self, read: Callable[["Node"], T]) -> frozenset[T]:
        """Return the members of a list, each read by `read`, none given twice."""
        found: set[T] = set()
        for node in self.items():
            member = read(node)
            if member in found:
                raise node.fault("given twice")
            found.add(member)
        return frozenset(found)

    def mapping(self) -> dict[str, "Node"]:
        """Return the members of an object whose keys are free."""
        if not isinstance(self.value, dict):
            raise self.fault("expected an object")
        return {key: Node(value, f"{self.path}.{key}" if self.path else key) for key, value in self.value.items()}

    def fields(self, *required: str, optional: tuple[str, ...] = ()) -> dict[str, "Node"]:
        """Return the members of an object that must have `required`, may have `optional`, and nothing else."""
        members = self.mapping()
        for key in required:
            if key not in members:
                raise self.fault(f"lacks {key!r}")
        for key, node in members.items():
            if key not in required and key not in optional:
                raise node.fault("unknown key")
        return members

    def built(self, make: Callable[[], T]) -> T:
        """Return what `make` builds, turning its ValueError into a fault at this place."""
        try:
            return make()
        except PackInvalid:
            raise
        except ValueError as error:
            raise self.fault(str(error)) from error


def parse(text: str) -> Node:
    """Parse JSON text. Raises: PackInvalid for broken JSON, a key given twice, a float or a constant like NaN."""
    try:
        return Node(json.loads(text, object_pairs_hook=_unique, parse_float=_no_float, parse_constant=_no_float))
    except PackInvalid:
        raise
    except ValueError as error:
        raise PackInvalid("", f"not JSON: {error}") from error


def canonical(value: Json) -> str:
    """Write JSON in its one canonical form: keys sorted, no spaces, Han characters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for key, value in pairs:
        if key in found:
            raise PackInvalid(key, "key given twice")
        found[key] = value
    return found


def _no_float(number: str) -> Json:
    raise PackInvalid("", f"{number}: numbers are integers, shares are written as num and den")
