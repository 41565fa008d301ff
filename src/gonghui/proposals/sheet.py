"""Lists and figures of proposals as Excel workbooks: text is always text, never a formula."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Final

import xlsxwriter

OPTIONS: Final = {
    "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip
WIDEST: Final = 60


def workbook(sheets: Iterable[tuple[str, Sequence[str], Sequence[Sequence[str | int]]]], *, made: datetime) -> bytes:
    """Write one sheet for each name, head and rows; the head stays in view. `made` is the day of the file."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        book.set_properties({"created": datetime(made.year, made.month, made.day)})  # noqa: DTZ001 - a workbook's own property has no zone
        head_style = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, head, rows in sheets:
            page = book.add_worksheet(name[:31])
            page.freeze_panes(1, 0)
            page.write_row(0, 0, head, head_style)
            for n, row in enumerate(rows, 1):
                page.write_row(n, 0, row, wrapped)
            for n, title in enumerate(head):
                longest = max([2 * len(title), *(2 * len(str(row[n])) for row in rows[:200])])
                page.set_column(n, n, min(WIDEST, max(10, longest + 2)))
    return out.getvalue()
