"""An attacker with everything a server has: tries to tell from a dump how a person voted, by any column of any row.

Whatever in the dump names a person, or the key or tracker of their seat, is a trail to them. Of each trail every column
becomes a feature: its value, its length, its place in the order of rows. A feature that goes with the choices more than
chance allows is a leak. Whoever calls it knows the choices; an attacker would need but a few to see the same.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps

Row = Mapping[str, Any]
Dump = dict[str, list[dict[str, Any]]]
RANKS_LIMIT = 27.0
"""Kruskal and Wallis' H for three groups: chance passes it once in some seven hundred thousand features."""
TABLE_LIMIT = 45.0
"""Chi squared of a small table of values by choices."""
FEW = 8


@dataclass(frozen=True, slots=True)
class Leak:
    """A column that tells how people voted."""

    table: str
    column: str
    how: str


def dump() -> Dump:
    """Return every row of every table of ours, in the order in which the database gives them."""
    return {
        model._meta.label: [{f.attname: f.value_from_object(row) for f in model._meta.concrete_fields} for row in rows]
        for model in apps.get_models()
        for rows in [model._base_manager.all()]
    }


def leaks(found: Dump, choices: Mapping[UUID, str]) -> list[Leak]:
    """Return the columns of a dump that go with the choices of people, by delegate id."""
    trails = _trails(found, choices)
    features: dict[tuple[str, str, str], dict[UUID, Any]] = defaultdict(dict)
    for table, rows in found.items():
        for place, row in enumerate(rows):
            for who in _people(row, trails):
                for how, column, value in _features(row, place):
                    features[table, column, how].setdefault(who, value)
    return [
        Leak(table, column, how)
        for (table, column, how), values in sorted(features.items(), key=lambda pair: pair[0])
        if len(values) >= len(choices) // 2 and _tells(values, choices)
    ]


def _trails(found: Dump, choices: Mapping[UUID, str]) -> dict[str, UUID]:
    """Return every word by which a row points at a person: their ids, and the key and code of their seat."""
    words: dict[str, UUID] = {str(who): who for who in choices}
    for row in found["congress.Delegate"]:
        if row["id"] in choices:
            words[str(row["person_id"])] = row["id"]
    for row in found["registry.Person"]:
        if str(row["id"]) in words and row["account_id"]:
            words[str(row["account_id"])] = words[str(row["id"])]
    for seat in found["congress.Seat"]:
        for name in ("id", "key", "tracker"):
            if seat[name] and seat["delegate_id"] in choices:
                words[str(seat[name])] = seat["delegate_id"]
    return words


def _people(row: Row, trails: Mapping[str, UUID]) -> set[UUID]:
    """Return whom a row points at, by a whole value or inside a text."""
    people = {trails[str(value)] for value in row.values() if str(value) in trails}
    for value in row.values():
        if isinstance(value, str) and len(value) > 32:
            people |= {who for word, who in trails.items() if word in value}
    return people if len(people) < 3 else set()  # a row about everybody tells of nobody


def _features(row: Row, place: int) -> Iterable[tuple[str, str, Any]]:
    yield "order", "(row)", place
    for column, value in row.items():
        if isinstance(value, bool | str) or value is None:
            yield "value", column, str(value)
        if isinstance(value, str | bytes | memoryview | list | dict):
            yield "size", column, len(bytes(value)) if isinstance(value, memoryview) else len(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield "number", column, value
        if isinstance(value, datetime | date):
            yield "time", column, value.isoformat()
        if isinstance(value, UUID):
            yield "id", column, value.int


def _tells(values: Mapping[UUID, Any], choices: Mapping[UUID, str]) -> bool:
    pairs = [(value, choices[who]) for who, value in values.items()]
    if len({value for value, _choice in pairs}) <= FEW:
        return _chi_squared(pairs) > TABLE_LIMIT
    return _kruskal_wallis(pairs) > RANKS_LIMIT


def _chi_squared(pairs: Sequence[tuple[Any, str]]) -> float:
    cells, rows, columns = Counter(pairs), Counter(v for v, _c in pairs), Counter(c for _v, c in pairs)
    total = len(pairs)
    return sum(
        (cells[value, choice] - rows[value] * columns[choice] / total) ** 2 / (rows[value] * columns[choice] / total)
        for value in rows
        for choice in columns
    )


def _kruskal_wallis(pairs: Sequence[tuple[Any, str]]) -> float:
    ordered = sorted(pairs, key=lambda pair: pair[0])
    ranks: dict[str, list[float]] = defaultdict(list)
    for value in sorted({value for value, _choice in ordered}):
        places = [n for n, (one, _choice) in enumerate(ordered, 1) if one == value]
        for one, choice in pairs:
            if one == value:
                ranks[choice].append(sum(places) / len(places))
    total = len(pairs)
    spread = sum(sum(group) ** 2 / len(group) for group in ranks.values())
    return 12 / (total * (total + 1)) * spread - 3 * (total + 1)


def choice_of(n: int) -> str:
    """Return how the n-th person votes: fixed, and without any order."""
    return ("FOR", "AGAINST", "ABSTAIN")[hashlib.sha256(f"choice {n}".encode()).digest()[0] % 3]


def planted(found: Dump, choices: Mapping[UUID, str], how: str) -> Dump:
    """Return the dump of a server that gives choices away in one of the ways that were seen elsewhere."""
    copy: Dump = {table: [dict(row) for row in rows] for table, rows in found.items()}
    keys = {seat["key"]: choices[seat["delegate_id"]] for seat in copy["congress.Seat"]}
    width = {"FOR": 0, "AGAINST": 1, "ABSTAIN": 2}
    if how == "order":
        copy["congress.Seat"].sort(key=lambda seat: width[keys[seat["key"]]])
    for row in copy["congress.Seat"]:
        choice = keys[row["key"]]
        if how == "value":
            row["tracker_kind"] = choice
        if how == "time":
            row["at"] = datetime(2026, 3, 1, 9, width[choice], int(row["key"][:2], 16) % 60)  # noqa: DTZ001
        if how == "id":
            row["id"] = UUID(int=width[choice] << 100 | int(row["key"][:8], 16))
    for line in copy["congress.BoardLine"]:
        for key, choice in keys.items():
            if how == "size" and key in line["line"]:
                line["line"] += " " * (width[choice] * 9)
            if how == "text" and key in line["line"]:
                line["note"] = f"choice {width[choice]}"
    return copy
