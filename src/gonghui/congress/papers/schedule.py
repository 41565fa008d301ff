"""The archive's fixed tree, its retention classes and the list of what must be there: read from data, not code."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

SOURCE = Path(__file__).with_name("schedule.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    number: int
    name: str

    @property
    def path(self) -> str:
        return f"{self.number:02d} {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionClass:
    """How long to keep what: `months` is None for ever; `confirmed` when the source's own text was seen."""

    key: str
    name: str
    months: int | None
    covers: str
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """A paper every archive of a congress must hold, and on what it rests."""

    key: str
    folder: int
    title: str
    retention: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    folders: tuple[Folder, ...]
    retention: tuple[RetentionClass, ...]
    required: tuple[Requirement, ...]

    def folder(self, number: int) -> Folder:
        """Look up a folder. Raises: KeyError: there is no such number."""
        return {folder.number: folder for folder in self.folders}[number]

    def retention_class(self, key: str) -> RetentionClass:
        """Look up a retention class. Raises: KeyError: there is no such key."""
        return {one.key: one for one in self.retention}[key]


@lru_cache(maxsize=1)
def schedule() -> Schedule:
    """Read the schedule that ships with the product."""
    raw = json.loads(SOURCE.read_text(encoding="utf-8"))
    return Schedule(
        folders=tuple(Folder(**one) for one in raw["folders"]),
        retention=tuple(RetentionClass(**one) for one in raw["retention"]),
        required=tuple(Requirement(**one) for one in raw["required"]),
    )
