"""The one error of the library: a check that did not hold, and where."""

from typing import final


@final
class Invalid(Exception):
    """Say which check failed (a name of the protocol's section 11) and the place, for people."""

    def __init__(self, check: str, where: str) -> None:
        super().__init__(check, where)
        self.check = check
        self.where = where

    def __str__(self) -> str:
        return f"{self.check}: {self.where}"


def ensure(holds: bool, check: str, where: str) -> None:
    """Raise when `holds` is false.

    Raises: Invalid(check, where).
    """
    if not holds:
        raise Invalid(check, where)
