"""Machines, programs and ways to log in, in words; the table of sessions that the account page shows."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gonghui.accounts.queries import SessionRow
from gonghui.kernel import clock
from gonghui.ui.parts import Act, Badge, Cell, Column, Row, Text

_MACHINES: Final[dict[str, Text]] = {
    "iphone": "iPhone",
    "ipad": "iPad",
    "harmony": gettext_lazy("鸿蒙设备"),
    "android": gettext_lazy("安卓手机"),
    "windows": gettext_lazy("Windows电脑"),
    "mac": gettext_lazy("Mac电脑"),
    "linux": gettext_lazy("Linux电脑"),
}
_PROGRAMS: Final[dict[str, Text]] = {
    "wecom": gettext_lazy("企业微信"),
    "wechat": gettext_lazy("微信"),
    "dingtalk": gettext_lazy("钉钉"),
    "edge": "Edge",
    "firefox": "Firefox",
    "chrome": "Chrome",
    "safari": "Safari",
}
_METHODS: Final[dict[str, Text]] = {
    "code": gettext_lazy("验证码"),
    "password": gettext_lazy("密码"),
    "demo": gettext_lazy("演示"),
    "slip": gettext_lazy("登录条"),
}


def session_table(sessions: Sequence[SessionRow]) -> dict[str, object]:
    """Return columns and rows for `ui/table.html`."""
    columns = [
        Column(label=_("设备")),
        Column(label=_("网络")),
        Column(label=_("登录方式")),
        Column(label=_("登录时间"), nowrap=True),
        Column(label=_("最近使用"), nowrap=True),
        Column(label=_("操作"), hide_label=True),
    ]
    return {"columns": columns, "rows": [_row(each) for each in sessions], "count": _count(len(sessions))}


def _count(sessions: int) -> str:
    return ngettext("共%(n)d台", "共%(n)d台", sessions) % {"n": sessions}


def _moment(at: datetime) -> str:
    return date_format(clock.local(at), _("n月j日 H:i"))


def _row(each: SessionRow) -> Row:
    machine = _MACHINES.get(each.machine, _("其他设备"))
    program = _PROGRAMS.get(each.program, _("其他浏览器"))
    end = Act(label=_("让它退出"), url=reverse("accounts:end-session", args=[each.id]), method="post", icon="door-out")
    return Row(
        cells=[
            Cell(text=f"{machine} · {program}", note=_("公用设备") if each.on_shared_machine else ""),
            each.network or "—",
            _METHODS.get(each.method, each.method),
            _moment(each.opened_at),
            _moment(each.last_seen_at),
            Cell(badge=Badge(text=_("本机"), kind="ok")) if each.is_this else Cell(acts=[end]),
        ],
        state="now" if each.is_this else "",
        key=f"session-{each.id}",
    )
