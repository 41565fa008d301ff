"""What the staging of the kernel is told about a list of delegates."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gonghui.congress.rules.roll import RollColumn
from gonghui.kernel.staging import Column, Intake, Kind, Limits
from gonghui.registry import public as registry

MOST_ROWS: Final = 10_000
ROLL_COLUMNS: Final[Mapping[RollColumn, str | Promise]] = MappingProxyType(
    {
        RollColumn.BADGE: _("代表证号"),
        RollColumn.UNIT: _("选区"),
        RollColumn.UNIT_STAFF: _("选区职工数"),
        RollColumn.UNIT_SEATS: _("选区名额"),
        RollColumn.TOOK_PART: _("参加人数"),
        RollColumn.VOTES: _("得票"),
        RollColumn.DELEGATION: _("代表团"),
        RollColumn.SEAT: _("座位"),
        RollColumn.KIND: _("代表类别"),
    }
)
_ALIASES: Final[Mapping[RollColumn, tuple[str, ...]]] = {
    RollColumn.BADGE: ("代表证号", "代表编号", "代表证编号", "证号", "证件编号"),
    RollColumn.UNIT: ("选区", "选举单位", "选区名称"),
    RollColumn.UNIT_STAFF: ("选区职工数", "选区人数", "应参加人数"),
    RollColumn.UNIT_SEATS: ("选区名额", "名额", "代表名额", "分配名额", "应选代表数"),
    RollColumn.TOOK_PART: ("参加人数", "参加选举人数", "实参加人数"),
    RollColumn.VOTES: ("得票", "得票数", "赞成票"),
    RollColumn.DELEGATION: ("代表团", "代表组", "团组"),
    RollColumn.SEAT: ("座位", "座位号"),
    RollColumn.KIND: ("代表类别", "代表类型", "代表身份"),
}

_COUNTS: Final = (RollColumn.UNIT_STAFF, RollColumn.UNIT_SEATS, RollColumn.TOOK_PART, RollColumn.VOTES)

#: The day of joining the union is no matter of a list of delegates; 代表类别 here is the kind of delegate.
PERSON_COLUMNS: Final = tuple(one for one in registry.staged_columns() if one.key != registry.Column.SINCE)
ROLL: Final = Intake(
    kind="congress.roll",
    columns=(
        *PERSON_COLUMNS,
        *(
            Column(key=column.value, title=title, aliases=_ALIASES[column],
                   kind=Kind.DIGITS if column in _COUNTS else Kind.TEXT)
            for column, title in ROLL_COLUMNS.items()
        ),
    ),
    key=registry.Column.RESIDENT_ID,
    limits=Limits(rows=MOST_ROWS),
)  # fmt: skip
