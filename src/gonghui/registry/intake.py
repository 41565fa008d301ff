"""What the staging of the kernel is told about a roster of members."""

from collections.abc import Mapping
from typing import Final

from gonghui.kernel.staging import Column as StagedColumn
from gonghui.kernel.staging import Intake, Kind, Limits
from gonghui.registry.rules.roster import HEADINGS, REQUIRED, Column
from gonghui.registry.words import COLUMNS

MOST_ROWS: Final = 20_000
KINDS: Final[Mapping[Column, Kind]] = {
    Column.RESIDENT_ID: Kind.DIGITS,
    Column.PHONE: Kind.DIGITS,
    Column.SINCE: Kind.DATE,
}


def staged_columns() -> tuple[StagedColumn, ...]:
    """Return the columns of a person for the staging of any list of people; the keys are those of `Column`."""
    return tuple(
        StagedColumn(
            key=column.value, title=COLUMNS[column], aliases=HEADINGS[column], kind=KINDS.get(column, Kind.TEXT),
            required=column in REQUIRED,
        )
        for column in Column
    )  # fmt: skip


ROSTER: Final = Intake(
    kind="registry.roster", columns=staged_columns(), key=Column.RESIDENT_ID, limits=Limits(rows=MOST_ROWS)
)
