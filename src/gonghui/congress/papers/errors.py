"""What the papers refuse: a format a paper does not have, leaves that make no archive."""

from typing import ClassVar

from django.utils.translation import gettext as _

from gonghui.kernel.errors import Refused


class NotOffered(Refused):
    """A paper has no form in the format asked for."""

    default_code: ClassVar[str] = "paper-not-offered"

    def __init__(self, paper: str, wanted: str) -> None:
        sentence = _("《%(paper)s》不提供%(wanted)s格式。") % {"paper": paper, "wanted": wanted}
        super().__init__(sentence, remedy=_("请选择 PDF 或页面上列出的其他格式。"))


class ArchiveFault(Refused):
    """The leaves cannot make an archive: which one is wrong, and what to do."""

    default_code: ClassVar[str] = "archive-fault"
