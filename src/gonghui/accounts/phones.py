"""Phone numbers: read from whatever a person types, kept in E.164, found by a keyed hash, shown masked."""

from dataclasses import dataclass
from typing import Final

import phonenumbers
from django.utils.translation import gettext_lazy as _
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from gonghui.kernel.errors import RuleBroken
from gonghui.kernel.privacy import blind_index, mask_phone

_HOME: Final = "CN"
_LONGEST: Final = 40
_MOBILE: Final = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})


@dataclass(frozen=True, slots=True, repr=False)
class Phone:
    """A mobile number in E.164 form; printing it shows it masked."""

    e164: str

    @property
    def key(self) -> str:
        """The keyed hash under which accounts are found."""
        return blind_index(self.e164, "account-phone")

    @property
    def local(self) -> str:
        """The number as people of the mainland write it: without +86."""
        return self.e164.removeprefix("+86")

    @property
    def masked(self) -> str:
        return mask_phone(self.local)

    def __repr__(self) -> str:
        return f"<Phone {self.masked}>"

    __str__ = __repr__


def read_phone(text: str) -> Phone:
    """Return the mobile number in a text, a mainland one unless it carries another country's code.

    Spaces, dashes and full-width digits are accepted.

    Raises: RuleBroken `phone-unfit`, which never repeats the text.
    """
    try:
        number = phonenumbers.parse(text[:_LONGEST], _HOME)
    except NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number) or phonenumbers.number_type(number) not in _MOBILE:
        raise RuleBroken(
            _("这不是一个完整的手机号。"),
            code="phone-unfit",
            remedy=_("请输入11位手机号；境外号码请带上国家或地区代码，例如+852。"),
        ) from None
    return Phone(phonenumbers.format_number(number, PhoneNumberFormat.E164))
