"""Parse what is typed on the pages of the registry into plain values."""

from collections.abc import Mapping
from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.kernel.staging import Line
from gonghui.registry.rules.kinds import OfficeRole
from gonghui.registry.rules.roster import Column, PersonRow, judge_row
from gonghui.registry.words import COLUMNS, OFFICES, fault_sentence


def _day_field(label: object) -> forms.DateField:
    return forms.DateField(
        label=label,  # type: ignore[arg-type]
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日期。"), "invalid": _("日期无法辨认，请写成2024-03-01的样子。")},
    )


class OfficeForm(forms.Form):
    """An office."""

    role = forms.ChoiceField(
        label=_("职务"),
        choices=[(role.value, OFFICES[role]) for role in OfficeRole],
        error_messages={"required": _("请选一项职务。"), "invalid_choice": _("没有这项职务。")},
    )

    @property
    def office(self) -> OfficeRole:
        """The office chosen."""
        return OfficeRole(self.cleaned_data["role"])


class AppointForm(OfficeForm):
    """An office and the day from which it is held."""

    since = _day_field(_("任职日期"))


class DismissForm(OfficeForm):
    """An office and the day from which it is held no more."""

    until = _day_field(_("免职日期"))


class EndForm(forms.Form):
    """The day from which somebody is no member any more."""

    until = _day_field(_("会籍终止日期"))


class PersonForm(forms.Form):
    """One person, judged cell by cell as a row of a roster is; `row` holds what was read."""

    row: PersonRow | None = None

    def __init__(self, data: object = None, *, today: date) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.today = today
        for column, label in COLUMNS.items():
            self.fields[column.value] = forms.CharField(
                label=str(label),
                required=column is Column.NAME,
                max_length=200,
                strip=False,
                help_text=_HELP.get(column, ""),
                error_messages={"required": fault_sentence("name-missing"), "max_length": _("内容太长了，请核对。")},
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def clean(self) -> None:
        """Judge all cells together."""
        judged = judge_row({column.value: self.data.get(column.value, "") for column in Column}, today=self.today)
        for refused in judged.faults:
            if refused.column.value not in self.errors:
                self.add_error(refused.column.value, fault_sentence(refused.fault))
        self.row = judged.row


class RepairForm(forms.Form):
    """The cells of one row of a roster, as texts; what is wrong with them is said by the judge, not here."""

    def __init__(self, data: object = None, *, initial: Mapping[str, str] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))  # type: ignore[arg-type]
        for column, label in COLUMNS.items():
            widget = forms.TextInput(attrs={"autocomplete": "off"})
            self.fields[column.value] = forms.CharField(label=str(label), required=False, strip=False, widget=widget)

    @classmethod
    def of(cls, line: Line) -> "RepairForm":
        """Return the form with the texts of a row, and its faults at their fields."""
        form = cls(dict(line.values))
        form.full_clean()
        form.fields[Column.NAME.value].required = True
        for reason in line.reasons:
            form.add_error(reason.column if reason.column in form.fields else None, reason.sentence)
        return form

    def texts(self) -> dict[str, str]:
        """Return what was typed, by column."""
        return {column.value: str(self.data.get(column.value, ""))[:1000] for column in Column}


_HELP = {
    Column.RESIDENT_ID: _("加密保存，只用来认出同一个人，界面上不再完整显示。工号和身份证号至少填一项。"),
    Column.PHONE: _("用来登录和收通知。"),
    Column.SINCE: _("写成2024-03-01的样子；留空则为今天。"),
    Column.CATEGORY: _("一线职工、专业技术、经营管理人员、劳务派遣、其他。"),
    Column.SEX: _("填了身份证号的，可以留空。"),
}
