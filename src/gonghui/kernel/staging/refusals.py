"""What is said of a file that cannot be read, each fault in its own sentence and with the way out."""

from django.utils.translation import gettext as _

from gonghui.kernel.errors import Refused, Sentence


class FileRefused(Refused):
    """The file as a whole cannot be read; nothing of it was kept."""

    default_code = "file-refused"


def empty() -> FileRefused:
    return _refused("file-empty", _("这个文件是空的。"), _("请检查是不是选错了文件。"))


def too_large(megabytes: int) -> FileRefused:
    return _refused(
        "file-too-large",
        _("文件超过了 %(limit)s MB。") % {"limit": megabytes},
        _("请删去图片等与名册无关的内容，或者分成几个文件上传。"),
    )


def old_excel() -> FileRefused:
    return _refused(
        "file-xls",
        _("这是旧版 Excel 文件（.xls），不能直接读取。"),
        _("请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，再上传。"),
    )


def binary_excel() -> FileRefused:
    return _refused(
        "file-xlsb",
        _("这是二进制格式的 Excel 文件（.xlsb），不能直接读取。"),
        _("请用 Excel 打开，另存为“Excel 工作簿（.xlsx）”，再上传。"),
    )


def locked() -> FileRefused:
    return _refused(
        "file-locked",
        _("这个文件设了打开密码。"),
        _("请在 Excel 或 WPS 里取消打开密码，保存后再上传。"),
    )


def web_page() -> FileRefused:
    return _refused(
        "file-web-page",
        _("这个文件其实是网页，只是名字像表格。"),
        _("请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”，再上传。"),
    )


def not_a_table() -> FileRefused:
    return _refused(
        "file-not-a-table",
        _("这个文件不是表格。"),
        _("请上传 Excel 工作簿（.xlsx）或 CSV 文件。"),
    )


def broken() -> FileRefused:
    return _refused(
        "file-broken",
        _("文件已经损坏，读不出来。"),
        _("请用 Excel 或 WPS 打开，确认内容完整，另存一份再上传。"),
    )


def bomb() -> FileRefused:
    return _refused(
        "file-bomb",
        _("文件展开后大得不正常，已拒绝打开。"),
        _("请新建一个工作簿，只把名册复制过去，再上传。"),
    )


def scattered() -> FileRefused:
    return _refused(
        "file-scattered",
        _("工作表里离名册很远的地方还有内容，表格大得读不了。"),
        _("请新建一个工作簿，只把名册复制过去，再上传。"),
    )


def unreadable_text() -> FileRefused:
    return _refused(
        "file-encoding",
        _("认不出这个文件的文字编码。"),
        _("请用 Excel 或 WPS 另存为“CSV UTF-8（逗号分隔）”，再上传。"),
    )


def broken_csv(line: int) -> FileRefused:
    return _refused(
        "file-csv",
        _("第 %(line)s 行附近读不下去，可能是引号没有成对。") % {"line": line},
        _("请检查这一行的引号，或者另存为 Excel 工作簿（.xlsx）再上传。"),
    )


def no_header(wanted: str) -> FileRefused:
    return _refused(
        "header-missing",
        _("前 10 行里没有找到表头。"),
        _("表头要有这些列：%(wanted)s。") % {"wanted": wanted},
    )


def column_missing(missing: str) -> FileRefused:
    return _refused(
        "header-column-missing",
        _("表头里缺少：%(missing)s。") % {"missing": missing},
        _("请补上这些列，再上传。"),
    )


def column_twice(title: str, first: str, second: str) -> FileRefused:
    return _refused(
        "header-column-twice",
        _("表头里“%(title)s”出现了两次（“%(first)s”和“%(second)s”）。")
        % {"title": title, "first": first, "second": second},
        _("请只留一列，再上传。"),
    )


def no_rows() -> FileRefused:
    return _refused("file-no-rows", _("表头下面没有数据。"), _("请检查是不是传了空白模板。"))


def too_many_rows(limit: int) -> FileRefused:
    return _refused(
        "file-too-many-rows",
        _("数据超过了 %(limit)s 行。") % {"limit": limit},
        _("请分成几个文件上传。"),
    )


def too_many_columns(limit: int) -> FileRefused:
    return _refused(
        "file-too-many-columns",
        _("表格超过了 %(limit)s 列。") % {"limit": limit},
        _("请删去与名册无关的列，再上传。"),
    )


def _refused(code: str, sentence: Sentence, remedy: Sentence) -> FileRefused:
    return FileRefused(sentence, code=code, remedy=remedy)
