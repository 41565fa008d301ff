"""The working calendar in words."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gonghui.portal.calendar import Line, Near
from gonghui.ui.parts import Badge, Cell, Column, Kind, Row, Tab

NEAR = {
    Near.LATE: gettext_lazy("已逾期"),
    Near.WEEK: gettext_lazy("一周以内"),
    Near.MONTH: gettext_lazy("一个月以内"),
    Near.LATER: gettext_lazy("以后"),
}
COLOURS: dict[Near, Kind] = {Near.LATE: "bad", Near.WEEK: "warn", Near.MONTH: "info", Near.LATER: "line"}


def calendar_tab() -> Tab:
    """Return the tab that leads from a union's other pages to its working calendar."""
    return Tab(label=_("工作日历"), url=reverse("portal:calendar"))


def page(lines: Sequence[Line], today: date) -> dict[str, object]:
    """Return the context of the page: the groups that hold something, nearest first."""
    groups = [(str(NEAR[near]), [_row(one) for one in lines if one.near is near]) for near in Near]
    return {
        "today": today,
        "groups": [(name, rows) for name, rows in groups if rows],
        "columns": [
            Column(label=_("日期"), nowrap=True), Column(label=_("还有"), nowrap=True, top=True),
            Column(label=_("办什么"), wide=True), Column(label=_("依据"), wide=True),
        ],
    }  # fmt: skip


def _row(one: Line) -> Row:
    due = one.due
    note = "　".join(str(part) for part in (due.of, due.note) if part)
    return Row(
        state="bad" if one.near is Near.LATE else "",
        cells=[
            date_format(due.on, "Y-m-d"), Cell(badge=Badge(text=_left(one.days), kind=COLOURS[one.near])),
            Cell(text=due.text, url=due.url, note=note), str(due.law),
        ],
    )  # fmt: skip


def _left(days: int) -> str:
    if days == 0:
        return _("今天")
    if days < 0:
        return ngettext("逾期%(n)d天", "逾期%(n)d天", -days) % {"n": -days}
    return ngettext("还有%(n)d天", "还有%(n)d天", days) % {"n": days}
