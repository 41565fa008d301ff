"""The empty list of delegates, as a workbook whose columns are kept as text."""

import io
from collections.abc import Iterable
from typing import Final

import xlsxwriter
from django.utils.translation import gettext as _

from gonghui.congress.intake import ROLL
from gonghui.congress.rules.roll import RollColumn
from gonghui.kernel.staging import Line
from gonghui.registry.public import CATEGORIES, SEXES, Column

TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ROWS: Final = 2_000
_WIDE: Final = {Column.RESIDENT_ID.value: 22, Column.PHONE.value: 14, Column.DEPARTMENT.value: 18}


def template() -> bytes:
    """Return a workbook with the columns of a list of delegates, lists to choose from, and how to fill it in."""
    output = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, plain) as book:
        sheet = book.add_worksheet(_("代表名册"))
        text, bold = (
            book.add_format({"num_format": "@"}),
            book.add_format({"bold": True, "bg_color": "#F3F2EE", "border": 1}),
        )
        for place, column in enumerate(ROLL.columns):
            sheet.set_column(place, place, _WIDE.get(column.key, 12), text)
            sheet.write_string(0, place, str(column.title), bold)
            if column.key in _choices():
                source = {"validate": "list", "source": _choices()[column.key], "error_type": "warning"}
                sheet.data_validation(1, place, _ROWS, place, source)
        sheet.freeze_panes(1, 0)
        notes = book.add_worksheet(_("填写说明"))
        notes.set_column(0, 0, 90)
        for number, sentence in enumerate(_explained()):
            notes.write_string(number, 0, sentence)
    return output.getvalue()


def refused_rows(lines: Iterable[Line]) -> bytes:
    """Return rows as they stood in the list, to be put right there: every cell as text, then why, and its number."""
    output = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, plain) as book:
        sheet = book.add_worksheet(_("未纳入的行"))
        text = book.add_format({"num_format": "@"})
        titles = [*(str(column.title) for column in ROLL.columns), _("原因"), _("原文件行号")]
        for place, title in enumerate(titles):
            sheet.set_column(place, place, 60 if title == titles[-2] else 14, text)
            sheet.write_string(0, place, title)
        for number, line in enumerate(lines, 1):
            why = " ".join(one.sentence for one in line.reasons)
            cells = [*(line.values.get(column.key, "") for column in ROLL.columns), why, str(line.number)]
            for place, cell in enumerate(cells):
                sheet.write_string(number, place, cell)
        sheet.freeze_panes(1, 0)
    return output.getvalue()


def _choices() -> dict[str, list[str]]:
    return {
        Column.SEX.value: [str(word) for word in SEXES.values()],
        Column.CATEGORY.value: [str(word) for word in CATEGORIES.values()],
        RollColumn.KIND.value: ["正式", "列席", "特邀"],
    }


def _explained() -> list[str]:
    return [
        _("一行一人。姓名必填；工号和身份证号至少填一项，系统靠它们认出同一个人。"),
        _("类别必填，代表的构成按它计算：%(words)s。")
        % {"words": "、".join(str(word) for word in CATEGORIES.values())},
        _("选区职工数、参加人数、得票填人数，当选按选区全体职工计算；没有的可以留空。"),
        _("选区名额填分配给选区的正式代表名额，超出名额的行不纳入；留空的，不改变已登记的名额。"),
        _("代表类别填正式、列席、特邀；留空为正式。座位、代表团可以以后再编。"),
        _("代表证号用1至10个字母或数字，一届之内各人不同；留空的，由系统接着最大的号往下编。"),
        _("同一份名册再导入一次，什么也不会变。"),
    ]
