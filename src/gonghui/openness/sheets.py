"""The ledger of a year as a workbook; every cell is text, so that nothing in it can become a formula."""

import io
from collections.abc import Iterable
from typing import Final

import xlsxwriter
from django.utils.translation import gettext as _

from gonghui.kernel import clock
from gonghui.openness.models import Disclosure
from gonghui.openness.rules.catalogue import Group
from gonghui.openness.words import GROUPS, period_words

TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDTHS: Final = (6, 18, 40, 16, 40, 12, 12, 14, 80)


def ledger(rows: Iterable[Disclosure]) -> bytes:
    """Return the ledger: one row for each disclosure that was put up, in the order given."""
    output = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(output, plain) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(_("厂务公开台账"))
        head = (
            _("序号"),
            _("类别"),
            _("公开事项"),
            _("周期"),
            _("标题"),
            _("公布日"),
            _("公布到"),
            _("责任人"),
            _("内容"),
        )
        for place, (words, width) in enumerate(zip(head, _WIDTHS, strict=True)):
            sheet.write_string(0, place, words, bold)
            sheet.set_column(place, place, width, wrapped)
        for number, one in enumerate(rows, 1):
            for place, words in enumerate(_cells(number, one)):
                sheet.write_string(number, place, words, wrapped)
        sheet.freeze_panes(1, 0)
    return output.getvalue()


def _cells(number: int, one: Disclosure) -> tuple[str, ...]:
    put_up = clock.local_date(one.published_at).isoformat() if one.published_at else ""
    until = one.shown_until.isoformat() if one.shown_until else ""
    group = str(GROUPS[Group(one.duty.group)])
    # A cell of a workbook holds 32,767 characters.
    return (str(number), group, one.duty.title, period_words(one.key), one.title, put_up, until, one.responsible,
            one.text[:32_000])  # fmt: skip
