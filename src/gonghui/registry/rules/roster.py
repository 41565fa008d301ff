"""One row of a roster: what it says of a person, or everything that stands against taking it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeVar

from gonghui.registry.rules.cells import (
    CellFault,
    CellInvalid,
    read_category,
    read_day,
    read_name,
    read_number,
    read_phone,
    read_sex,
    read_words,
)
from gonghui.registry.rules.kinds import Sex, StaffCategory
from gonghui.registry.rules.resident_id import IdFault, ResidentIdInvalid, read_resident_id

T = TypeVar("T")


class Column(StrEnum):
    """A column of a roster; the value is its stable name, never shown."""

    NAME = "name"
    SEX = "sex"
    NUMBER = "number"
    RESIDENT_ID = "resident_id"
    PHONE = "phone"
    DEPARTMENT = "department"
    POST = "post"
    CATEGORY = "category"
    SINCE = "since"


class RowFault(StrEnum):
    """Why a row cannot be taken although its cells can be read."""

    NOT_RECOGNISABLE = "not-recognisable"
    SEX_DIFFERS = "sex-differs"


Fault = CellFault | IdFault | RowFault

#: Headings that units write, after spaces, stars and brackets with hints have gone; the first is ours.
HEADINGS: Final[Mapping[Column, tuple[str, ...]]] = MappingProxyType(
    {
        Column.NAME: ("姓名", "名字", "职工姓名", "会员姓名", "代表姓名"),
        Column.SEX: ("性别",),
        Column.NUMBER: ("工号", "职工号", "员工编号", "职工编号", "人员编号", "员工号"),
        Column.RESIDENT_ID: ("身份证号", "身份证号码", "身份证", "公民身份号码", "证件号码", "证件号"),
        Column.PHONE: ("手机号", "手机号码", "手机", "移动电话", "联系电话", "电话"),
        Column.DEPARTMENT: ("部门", "所在部门", "单位部门", "车间", "部门车间", "所属部门", "科室"),
        Column.POST: ("岗位", "职务", "岗位职务", "工种", "职务岗位"),
        Column.CATEGORY: ("类别", "人员类别", "职工类别", "身份类别", "代表类别"),
        Column.SINCE: ("入会日期", "入会时间", "会籍起始日期"),
    }
)
REQUIRED: Final = (Column.NAME,)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """What a row says. Empty text and None say nothing and change nothing that is known."""

    name: str
    sex: Sex | None = None
    number: str = ""
    resident_id: str = ""
    phone: str = ""
    department: str = ""
    post: str = ""
    category: StaffCategory | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CellRefused:
    """One thing that stands against a row, with the column where it is put right."""

    column: Column
    fault: Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class RowJudged:
    """A row that was read: `row` when it can be taken, else all `faults`, in order of columns."""

    row: PersonRow | None
    faults: tuple[CellRefused, ...]


class _Reader:
    """Reads cell after cell and gathers what is wrong, so that a person sees all of it at once."""

    def __init__(self, cells: Mapping[str, str]) -> None:
        self.cells = cells
        self.faults: list[CellRefused] = []

    def read(self, column: Column, how: Callable[[str], T]) -> T | None:
        """Return what a cell says, or None after its fault has been noted."""
        try:
            return how(self.cells.get(column, ""))
        except (CellInvalid, ResidentIdInvalid) as invalid:
            self.refuse(column, invalid.fault)
            return None

    def refuse(self, column: Column, fault: Fault) -> None:
        """Note a fault."""
        self.faults.append(CellRefused(column=column, fault=fault))


def judge_row(cells: Mapping[str, str], *, today: date) -> RowJudged:
    """Read one row of a roster; `cells` maps values of Column to text, absent ones are empty.

    A person is recognised again by resident ID or employee number, so a row needs one of them. Sex is taken from the
    resident ID where the column is empty; where both speak they must agree.
    """
    reader = _Reader(cells)
    name = reader.read(Column.NAME, read_name)
    sex = reader.read(Column.SEX, read_sex)
    number = reader.read(Column.NUMBER, read_number)
    has_id = bool(cells.get(Column.RESIDENT_ID, "").strip())
    card = reader.read(Column.RESIDENT_ID, lambda text: read_resident_id(text, today=today)) if has_id else None
    phone = reader.read(Column.PHONE, read_phone)
    department = reader.read(Column.DEPARTMENT, read_words)
    post = reader.read(Column.POST, read_words)
    category = reader.read(Column.CATEGORY, read_category)
    since = reader.read(Column.SINCE, lambda text: read_day(text, today=today))
    if number == "" and not has_id:
        reader.refuse(Column.NUMBER, RowFault.NOT_RECOGNISABLE)
    if card is not None and sex is not None and card.sex is not sex:
        reader.refuse(Column.SEX, RowFault.SEX_DIFFERS)
    if reader.faults:
        return RowJudged(row=None, faults=tuple(reader.faults))
    row = PersonRow(
        name=name or "", sex=sex or (card.sex if card else None), number=number or "",
        resident_id=card.number if card else "", phone=phone or "", department=department or "", post=post or "",
        category=category, since=since,
    )  # fmt: skip
    return RowJudged(row=row, faults=())


def column_of(heading: str) -> Column | None:
    """Return the column that a heading means, or None when it means none of ours.

    Stars, spaces and a hint in brackets (`姓名*`, `身份证号（18位）`) do not count.
    """
    plain = "".join(heading.split()).strip("*＊:：")
    for opening in "（(【[":
        plain = plain.split(opening, 1)[0]
    plain = plain.strip("*＊/、")
    return next((column for column, names in HEADINGS.items() if plain.replace("/", "") in names), None)
