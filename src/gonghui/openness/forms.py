"""Parse what is typed on the pages of openness into plain values."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.openness.rules.periods import Period, key_of, starts
from gonghui.openness.words import PERIODS, period_words

_LINES = {"rows": 3}


class OpenForm(forms.Form):
    """Who answers for openness."""

    responsible = forms.CharField(
        label=_("厂务公开责任人"), max_length=60, help_text=_("法定代表人或者主要负责人。"),
        error_messages={"required": _("请写明厂务公开的责任人。")},
    )  # fmt: skip


class DutyForm(forms.Form):
    """How often a matter is disclosed, and who draws it up."""

    period = forms.ChoiceField(label=_("公开周期"), choices=[(one.value, PERIODS[one]) for one in Period])
    department = forms.CharField(label=_("负责部门"), max_length=60, required=False)


class NewDutyForm(DutyForm):
    """A matter of the unit's own."""

    title = forms.CharField(label=_("公开事项"), max_length=120, error_messages={"required": _("请写明公开什么事项。")})
    field_order = ("title", "period", "department")


class DisclosureForm(forms.Form):
    """What is disclosed, and for which period where the duty has one."""

    key = forms.ChoiceField(label=_("所属周期"), required=False)
    title = forms.CharField(label=_("标题"), max_length=120, error_messages={"required": _("请写标题。")})
    text = forms.CharField(
        label=_("公开的内容"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("段落之间空一行。不要写身份证号、手机号、银行卡号。"),
        error_messages={"required": _("请写公开的内容。")},
    )  # fmt: skip

    def __init__(self, *args: Any, period: Period, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if period is Period.EVENT:
            del self.fields["key"]
        else:
            keys = [key_of(period, start) for start in starts(period, today)]
            field = self.fields["key"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(key, period_words(key)) for key in keys]
            field.required = True


class NoteForm(forms.Form):
    """A reason or a remark."""

    note = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs=_LINES))


class ApproveForm(forms.Form):
    """Whose signature stands on paper."""

    responsible = forms.CharField(label=_("签批人"), max_length=60)


class UntilForm(forms.Form):
    """The last day on the board."""

    until = forms.DateField(
        label=_("公布到"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日期。"), "invalid": _("日期无法辨认，请写成2024-03-01的样子。")},
    )  # fmt: skip

    @classmethod
    def proposed(cls, today: date, days: int) -> "UntilForm":
        """Return the form with the shortest time that the place allows, doubled: a week is soon over."""
        return cls(initial={"until": today + timedelta(days=2 * days)})


class AskForm(forms.Form):
    """A question."""

    text = forms.CharField(label=_("我想问"), max_length=500, widget=forms.Textarea(attrs=_LINES))
