"""What is said of a file that is not taken, each fault in its own sentence and with the way out."""

from django.utils.translation import gettext_lazy as _

from gonghui.kernel.errors import Refused


class UploadRefused(Refused):
    """The file is not taken; nothing of it is kept."""

    default_code = "upload-refused"


def too_large(megabytes: int) -> UploadRefused:
    return UploadRefused(
        _("文件超过了 %(limit)s MB。") % {"limit": megabytes}, code="upload-too-large",
        remedy=_("请压缩文件里的图片，或者分成几个文件上传。"),
    )  # fmt: skip


def empty() -> UploadRefused:
    return UploadRefused(_("这个文件是空的。"), code="upload-empty", remedy=_("请检查是不是选错了文件。"))


def old_office() -> UploadRefused:
    return UploadRefused(
        _("这是旧版 Office 文件，或者设了打开密码，不能直接读取。"), code="upload-old-office",
        remedy=_("请用 Word 或 WPS 打开，取消密码，另存为 .docx、.xlsx 或 PDF，再上传。"),
    )  # fmt: skip


def unknown() -> UploadRefused:
    return UploadRefused(
        _("不能上传这种文件。"), code="upload-unknown",
        remedy=_("请上传 Word（.docx）、PDF、Excel（.xlsx）、文本（.txt）或图片（.jpg、.png）。"),
    )  # fmt: skip


def broken() -> UploadRefused:
    return UploadRefused(
        _("文件已经损坏，读不出来。"), code="upload-broken", remedy=_("请打开确认内容完整，另存一份再上传。")
    )


def bomb() -> UploadRefused:
    return UploadRefused(
        _("文件展开后大得不正常，已拒绝打开。"), code="upload-bomb", remedy=_("请另存一份内容完整的文件再上传。")
    )


def too_slow() -> UploadRefused:
    return UploadRefused(
        _("这份 PDF 太复杂，读不出文字。"), code="upload-too-slow",
        remedy=_("请从 Word 重新导出 PDF，或者分成几个文件上传。"),
    )  # fmt: skip


def locked() -> UploadRefused:
    return UploadRefused(
        _("这个文件设了打开密码，代表会看不到。"), code="upload-locked", remedy=_("请取消打开密码，保存后再上传。")
    )


def macros() -> UploadRefused:
    return UploadRefused(
        _("这个文件里有宏（程序），不能作为会议材料。"), code="upload-macros",
        remedy=_("请另存为不含宏的 .docx 或 .xlsx，或导出为 PDF，再上传。"),
    )  # fmt: skip
