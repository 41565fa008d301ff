"""Workbooks that go out: the template of a roster, and the rows that were refused with what stands against them.

Every cell is written as text, so that nothing that came in as a name can become a formula on somebody's desk.
"""

import io
from collections.abc import Iterable, Sequence
from typing import Any, Final
from urllib.parse import quote

import xlsxwriter
from django.utils.translation import gettext as _

from gonghui.kernel.staging import Line
from gonghui.registry.rules.roster import Column
from gonghui.registry.words import CATEGORIES, COLUMNS, SEXES

TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS: Final = {Column.RESIDENT_ID: 22, Column.PHONE: 14, Column.DEPARTMENT: 18, Column.POST: 18}
_ROWS: Final = 2_000
"""Rows of the template in which lists of words are offered."""


def template() -> bytes:
    """Return an empty roster: its columns kept as text, lists to choose from, and a page that explains them."""
    output = io.BytesIO()
    with _workbook(output) as book:
        sheet = book.add_worksheet(_("名册"))
        _head(book, sheet, [str(COLUMNS[column]) for column in Column])
        for column, words in ((Column.SEX, SEXES), (Column.CATEGORY, CATEGORIES)):
            place = list(Column).index(column)
            choice = {"validate": "list", "source": [str(word) for word in words.values()], "error_type": "warning"}
            sheet.data_validation(1, place, _ROWS, place, choice)
        notes = book.add_worksheet(_("填写说明"))
        notes.set_column(0, 0, 90)
        for number, sentence in enumerate(_explained()):
            notes.write_string(number, 0, sentence)
    return output.getvalue()


def refused_rows(lines: Iterable[Line]) -> bytes:
    """Return rows as they stood in the file, with their number there and what stands against each."""
    output = io.BytesIO()
    with _workbook(output) as book:
        sheet = book.add_worksheet(_("未登记的行"))
        _head(book, sheet, [*(str(COLUMNS[column]) for column in Column), _("原因"), _("原文件行号")])
        sheet.set_column(len(Column), len(Column), 60)
        for number, line in enumerate(lines, 1):
            cells = [
                *(line.values.get(column, "") for column in Column),
                " ".join(one.sentence for one in line.reasons),
            ]
            for place, text in enumerate([*cells, str(line.number)]):
                sheet.write_string(number, place, text)
    return output.getvalue()


def _workbook(output: io.BytesIO) -> Any:
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return xlsxwriter.Workbook(output, plain)


def _head(book: Any, sheet: Any, titles: Sequence[str]) -> None:
    text = book.add_format({"num_format": "@"})
    bold = book.add_format({"bold": True, "num_format": "@", "bg_color": "#F3F2EE", "border": 1})
    for place, title in enumerate(titles):
        column = list(Column)[place] if place < len(Column) else None
        sheet.set_column(place, place, _WIDTHS.get(column, 12) if column else 12, text)
        sheet.write_string(0, place, title, bold)
    sheet.freeze_panes(1, 0)


def _explained() -> list[str]:
    return [
        _("一行一人，从第2行填起。姓名必填；工号和身份证号至少填一项，系统靠它们认出同一个人。"),
        _("所有列都已设为“文本”。从别处粘贴时请选“粘贴为数值”，不要带公式。"),
        _("性别可以留空：填了身份证号的，由身份证号得出。"),
        _("类别填：%(words)s。") % {"words": "、".join(str(word) for word in CATEGORIES.values())},
        _("入会日期写成2024-03-01的样子；留空则为登记当天。"),
        _("空着的格子不会改动已登记的内容。同一份名册再导入一次，什么也不会变。"),
    ]


def attachment(name: str) -> str:
    """Return the header that saves a download under a name that is not ASCII.

    Source: RFC 6266, section 5.
    """
    return f"attachment; filename*=UTF-8''{quote(name)}"
