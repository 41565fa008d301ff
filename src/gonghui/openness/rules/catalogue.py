"""What must be disclosed, by place and kind of unit: catalogues that come with the product, read from JSON."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

from gonghui.openness.rules.periods import Period

DATA: Final = Path(__file__).resolve().parent.parent / "catalogue"
NATIONAL: Final = "CN"


class Group(StrEnum):
    """Under which head a matter stands on the board."""

    BUSINESS = "BUSINESS"
    INTERESTS = "INTERESTS"
    DECISIONS = "DECISIONS"
    INTEGRITY = "INTEGRITY"
    OWN = "OWN"
    """What the unit has added of its own."""


class CatalogueInvalid(ValueError):
    """A catalogue cannot be read; says where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The place in a law that asks for a matter; `item` counts from one."""

    law: str
    article: int
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One matter to disclose. `article` is None where it is practice and no law that was read."""

    code: str
    group: Group
    title: str
    period: Period
    applies_to: frozenset[str] | None
    article: Article | None

    def binds(self, unit_kind: str) -> bool:
        """Tell whether units of this kind disclose it; without a kind only what everybody discloses."""
        return self.applies_to is None or unit_kind in self.applies_to


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The matters of a place and its terms, all in natural days.

    `reply_days`: within which a question is answered; `show_days`: how long a disclosure stays up at least;
    `grace_days`: how long after the end of a period what happened in it may be disclosed.
    """

    id: str
    title: str
    version: str
    reply_days: int
    show_days: int
    grace_days: int
    note: str
    matters: tuple[Matter, ...]

    def matters_for(self, unit_kind: str) -> tuple[Matter, ...]:
        """Return what units of this kind disclose, in the order of the catalogue."""
        return tuple(one for one in self.matters if one.binds(unit_kind))


def catalogue_ids() -> tuple[str, ...]:
    """Return the ids of the catalogues at hand, sorted."""
    return tuple(sorted(path.stem for path in DATA.glob("*.json")))


def catalogue_of(region: str) -> Catalogue:
    """Return the catalogue of a region such as CN-ZJ; places without one of their own use the national one."""
    return _load(region if region in catalogue_ids() else NATIONAL)


def read_catalogue(text: str) -> Catalogue:
    """Read a catalogue from its JSON. Raises: CatalogueInvalid."""
    try:
        data = json.loads(text)
        catalogue = Catalogue(
            id=data["id"], title=data["title"], version=data["version"], reply_days=_days(data["reply_days"]),
            show_days=_days(data["show_days"]), grace_days=_days(data["grace_days"]), note=data["note"],
            matters=tuple(_matter(one) for one in data["items"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError) as error:
        raise CatalogueInvalid(str(error)) from error
    codes = [one.code for one in catalogue.matters]
    if len(set(codes)) != len(codes):
        raise CatalogueInvalid("a code stands twice")
    return catalogue


@cache
def _load(catalogue_id: str) -> Catalogue:
    return read_catalogue((DATA / f"{catalogue_id}.json").read_text(encoding="utf-8"))


def _matter(data: Mapping[str, Any]) -> Matter:
    applies = data["applies_to"]
    article = None
    if data["seen"] == "full":
        article = Article(law=data["law"], article=data["article"], item=data["item"])
    return Matter(
        code=data["code"], group=Group(data["group"]), title=data["title"], period=Period(data["period"]),
        applies_to=None if applies == "ALL" else frozenset(applies), article=article,
    )  # fmt: skip


def _days(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise CatalogueInvalid(f"days are a number of one or more, not {value!r}")
    return value
