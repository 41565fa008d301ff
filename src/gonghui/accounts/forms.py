"""Parse what is typed at the door into plain values."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.accounts import rules
from gonghui.accounts.phones import Phone, read_phone
from gonghui.kernel.errors import Refused

_LONGEST_PASSWORD: Final = 128
"""A longer one would only keep the hasher busy."""


class DoorForm(forms.Form):
    """Whether others use the machine, asked last on every page of the door."""

    shared = forms.BooleanField(
        label=_("这是公用的电脑或手机"), required=False, help_text=_("20分钟不操作就自动退出，关闭浏览器也会退出。")
    )


class PhoneForm(DoorForm):
    """A phone number, and whether others use the machine; `cleaned_data["phone"]` is a Phone."""

    phone = forms.CharField(
        label=_("手机号"),
        max_length=40,
        error_messages={"required": _("请输入手机号。")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    )
    field_order: Sequence[str] = ("phone", "shared")

    def clean_phone(self) -> Phone:
        try:
            return read_phone(self.cleaned_data["phone"])
        except Refused as refused:
            raise forms.ValidationError(sentence_of(refused)) from None


class PasswordLoginForm(PhoneForm):
    """A phone number and a password."""

    password = forms.CharField(
        label=_("密码"),
        max_length=_LONGEST_PASSWORD,
        strip=False,
        error_messages={"required": _("请输入密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("phone", "password", "shared")


class CodeForm(forms.Form):
    """A one-time code; spaces and full-width digits are accepted, `cleaned_data["code"]` is six ASCII digits."""

    code = forms.CharField(
        label=_("6位验证码"),
        max_length=20,
        error_messages={"required": _("请输入短信里的6位验证码。")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True}),
    )

    def clean_code(self) -> str:
        typed = "".join(char for char in self.cleaned_data["code"] if not char.isspace())
        if len(typed) != 6 or not typed.isdecimal():
            raise forms.ValidationError(_("验证码是6位数字，请照短信里的输入。"))
        return "".join(str(int(char)) for char in typed)


class SlipForm(DoorForm):
    """The code of a login slip; `cleaned_data["code"]` is as it is stored."""

    code = forms.CharField(
        label=_("登录条上的12位登录码"),
        max_length=40,
        error_messages={"required": _("请输入登录条上的登录码。")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    field_order: Sequence[str] = ("code", "shared")

    def clean_code(self) -> str:
        code = rules.slip_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(_("登录码是12位字母和数字，请照登录条上的输入。"))
        return code


class PasswordForm(forms.Form):
    """A new password twice, and the old one where it is asked for."""

    old = forms.CharField(
        label=_("原密码"),
        max_length=_LONGEST_PASSWORD,
        strip=False,
        error_messages={"required": _("请输入原密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("新密码"),
        max_length=_LONGEST_PASSWORD,
        strip=False,
        help_text=_("至少10个字符，不能全是数字，也不要用常见的密码。可以用一句自己记得住的话。"),
        error_messages={"required": _("请输入新密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("再输一遍新密码"),
        max_length=_LONGEST_PASSWORD,
        strip=False,
        error_messages={"required": _("请再输一遍新密码。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, asks_old: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_old:
            del self.fields["old"]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "new" in cleaned and "again" in cleaned and cleaned["new"] != cleaned["again"]:
            self.add_error("again", _("两遍输入的新密码不一样，请再输一遍。"))
        return cleaned


def sentence_of(refused: Refused) -> str:
    """Return what a refusal says and its way out, as one text for a form row."""
    return f"{refused.sentence}{refused.remedy}"
