"""Builders of the registry: typed functions that call its real actions."""

from datetime import date
from uuid import UUID

from gonghui.kernel.actor import Actor
from gonghui.kernel.testing import NOON, OTHER_UNION, OUR_UNION, cast_of
from gonghui.registry.actions.offices import appoint_office
from gonghui.registry.actions.people import enroll_person
from gonghui.registry.actions.unions import found_union
from gonghui.registry.rules.kinds import OfficeRole, UnionKind, UnitKind
from gonghui.registry.rules.resident_id import check_digit
from gonghui.registry.rules.roster import PersonRow, judge_row

OURS = cast_of(OUR_UNION)
THEIRS = cast_of(OTHER_UNION)
MACHINE = Actor.system("tests")
FOUNDED = date(2001, 5, 1)
TODAY = date(2026, 3, 10)


def union(
    key: UUID = OUR_UNION, name: str = "禾渡精密制造有限公司工会委员会", *, superior: UUID | None = None,
    kind: UnionKind = UnionKind.LOCAL, unit_kind: UnitKind | None = UnitKind.PRIVATE, founded_on: date = FOUNDED,
) -> UUID:  # fmt: skip
    """Found a union."""
    return found_union(
        MACHINE, name=name, short_name=name[:4], kind=kind, region="CN-SH", unit_name=name.removesuffix("工会委员会"),
        unit_kind=unit_kind, founded_on=founded_on, superior_id=superior, key=key, now=NOON,
    )  # fmt: skip


def resident_id(serial: int, born_on: date = date(1990, 1, 2)) -> str:
    """Return a synthetic number of nobody: region 110101, odd serials are men."""
    first = f"110101{born_on:%Y%m%d}{serial:03}"
    return first + check_digit(first)


def row(name: str = "沈知遥", **cells: str) -> PersonRow:
    """Return a row of a roster as it is read; the number is HD1 unless said otherwise."""
    judged = judge_row({"name": name, "number": "HD1", **cells}, today=TODAY)
    assert judged.row is not None, judged.faults
    return judged.row


def person(name: str = "沈知遥", *, union_id: UUID = OUR_UNION, **cells: str) -> UUID:
    """Enroll a person, since 2019 unless said otherwise."""
    return enroll_person(MACHINE, union_id=union_id, row=row(name, **{"since": "2019-07-01", **cells}), now=NOON)


def officer(role: OfficeRole, name: str, *, union_id: UUID = OUR_UNION, number: str = "", since: date = TODAY) -> UUID:
    """Enroll a person who holds an office."""
    who = person(name, union_id=union_id, number=number or f"OF-{role}")
    appoint_office(MACHINE, union_id=union_id, person_id=who, role=role, since=since, now=NOON)
    return who
