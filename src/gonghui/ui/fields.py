"""Fields that forms of several contexts share: words, numbers, days, moments, choices, with their Chinese faults."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

REQUIRED = {"required": _("请填写这一项。")}


def words(label: Any, *, most: int, required: bool = True, rows: int = 0, help_text: Any = "") -> forms.CharField:
    """Return a field for a line of text, or for several when `rows` says how many."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    errors = {**REQUIRED, "max_length": _("最多%(limit_value)d个字，现在有%(show_value)d个。")}
    return forms.CharField(
        label=label, max_length=most, required=required, widget=widget, help_text=help_text, error_messages=errors
    )


def number(
    label: Any, *, least: int = 0, most: int = 10_000_000, required: bool = True, help_text: Any = ""
) -> forms.IntegerField:
    """Return a field for a whole number."""
    errors = {**REQUIRED, "invalid": _("请填整数。"), "min_value": _("不能小于%(limit_value)d。"),
              "max_value": _("不能大于%(limit_value)d。")}  # fmt: skip
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=required, help_text=help_text, error_messages=errors,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


def day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Return a field for a day."""
    return forms.DateField(
        label=label, required=required, help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日期。"), "invalid": _("日期无法辨认，请写成2026-03-01的样子。")},
    )  # fmt: skip


def moment(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateTimeField:
    """Return a field for a day and time on the clock of China."""
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=help_text,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": _("请选日期和时间。"),
            "invalid": _("时间无法辨认，请写成2026-03-01 09:00的样子。"),
        },
    )


def choice(
    label: Any, options: Iterable[tuple[str, Any]], *, required: bool = True, help_text: Any = ""
) -> forms.ChoiceField:
    """Return a field for one of several."""
    return forms.ChoiceField(
        label=label, choices=list(options), required=required, help_text=help_text,
        error_messages={"required": _("请选一项。"), "invalid_choice": _("请从列表中选一项。")},
    )  # fmt: skip
