"""What the secretary types while preparing a meeting."""

from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from gonghui.congress.forms import fields
from gonghui.congress.rules.kinds import FORM_WORDS, MODE_WORDS, POWER_WORDS, REASON_WORDS
from gonghui.congress.uploads import Upload

PROPOSERS = (("UNION", _("工会")), ("ENTERPRISE", _("单位行政")), ("DELEGATES", _("三分之一以上职工代表")))
ANSWERS = (("APPROVED", _("同意")), ("NO_OBJECTION", _("无不同意见")), ("RETURNED", _("退回修改")))
PAPER_KINDS = (
    ("REPORT", _("报告")),
    ("DRAFT", _("草案")),
    ("REVISED", _("修改稿")),
    ("VOTED", _("表决稿")),
    ("NOTE", _("说明")),
    ("OTHER", _("其他")),
)
ENDS = (
    ("ENDED_EMPLOYMENT", _("解除或终止劳动关系")), ("TRANSFERRED_OUT", _("调离原选区")), ("RESIGNED", _("本人辞去")),
    ("DISQUALIFIED", _("资格审查不合格")),
)  # fmt: skip


def translated(pairs: Mapping[Any, str]) -> list[tuple[str, Any]]:
    """Return the members of a vocabulary with their words, to choose from."""
    return [(str(key), _(text)) for key, text in pairs.items()]


class TermForm(forms.Form):
    """A term with its staff figures."""

    number = fields.number(_("届次"), least=1, most=200, help_text=_("第几届，填数字"))
    starts_on = fields.day(_("届期起始日"))
    ends_on = fields.day(_("届期截止日"), help_text=_("三至五年，下一届从这一天起"))
    staff = fields.number(_("职工总数"), least=1)
    women_staff = fields.number(_("女职工人数"))
    dispatched_staff = fields.number(_("劳务派遣人数"), required=False)
    disabled_staff = fields.number(_("残疾职工人数"), required=False)
    is_general_meeting = forms.BooleanField(
        label=_("召开职工大会"), required=False, help_text=_("职工不足一百人的，全体职工参加，不选代表")
    )
    is_large_group = forms.BooleanField(label=_("跨地区、跨行业的大型集团"), required=False)
    is_professional_unit = forms.BooleanField(label=_("教科文卫单位，以专业技术人员为主体"), required=False)

    def values(self) -> dict[str, Any]:
        """Return the figures; what was left empty is none."""
        values = dict(self.cleaned_data)
        for name in ("dispatched_staff", "disabled_staff"):
            values[name] = values[name] or 0
        return values


class BasicsForm(forms.Form):
    """The frame of a meeting."""

    mode = fields.choice(_("召开方式"), translated(MODE_WORDS))
    online_reason = fields.choice(
        _("全程线上的理由"), [("", _("（不是全程线上）")), *translated(REASON_WORDS)], required=False,
        help_text=_("线上召开是现场会议的补充；只有全程线上的会议才填"),
    )  # fmt: skip
    online_reason_text = fields.words(_("情况说明"), most=300, required=False, rows=2)
    opens_at = fields.moment(_("开会时间"))
    ends_at = fields.moment(_("预计结束"))
    place = fields.words(_("会场"), most=120, required=False)
    proposed_by = fields.choice(_("提议召开的一方"), PROPOSERS)
    contact_name = fields.words(_("会务联系人"), most=60, required=False)
    contact_phone = fields.words(_("联系电话"), most=30, required=False)

    def values(self) -> dict[str, Any]:
        """Return the frame."""
        return dict(self.cleaned_data)


class MeetingForm(BasicsForm):
    """A meeting to be planned."""

    number = fields.number(_("本届第几次会议"), least=1, most=200)
    field_order = ("number",)


class ReportForm(forms.Form):
    """The report to the superior union."""

    superior = fields.words(_("上级工会"), most=120)
    sent_on = fields.day(_("报送日期"))
    note = fields.words(_("备注"), most=300, required=False)


class AnswerForm(forms.Form):
    """Its answer."""

    answer = fields.choice(_("批复结果"), ANSWERS)
    answered_on = fields.day(_("批复日期"))
    answer_number = fields.words(_("批复文号"), most=60, required=False, help_text=_("如 临工复〔2026〕3号"))


class PlaceForm(forms.Form):
    """A delegate's delegation and seat."""

    delegation = fields.words(_("代表团"), most=80, help_text=_("写新的名称，就新建一个代表团"))
    seat = fields.words(_("座位"), most=10, required=False)


class EndForm(forms.Form):
    """The end of a mandate."""

    state = fields.choice(_("终止原因"), ENDS)
    day = fields.day(_("终止日期"))


class ItemForm(forms.Form):
    """An item of the agenda. What the law fixes is shown locked and not sent."""

    title = fields.words(_("标题"), most=120)
    matter = fields.choice(_("事项"), [], help_text=_("选定事项，职权和表决方式随之确定"))
    power = fields.choice(_("职权"), [("", _("按事项确定")), *translated(POWER_WORDS)], required=False)
    form = fields.choice(_("表决方式"), [("", _("按职权确定")), *translated(FORM_WORDS)], required=False)
    mode = fields.choice(_("办理方式"), translated(MODE_WORDS), required=False)
    count_by = fields.choice(
        _("计票"),
        (
            ("PHONE", _("手机表决（无记名的用密封票），没有手机的用纸质票")),
            ("SHEET", _("现场清点，两名监票人分别填报")),
        ),
        required=False,
    )
    minutes = fields.number(_("预计时长（分钟）"), least=1, most=600)
    reporter = fields.words(_("报告人"), most=60, required=False)
    question = fields.words(
        _("表决问题"), most=300, required=False, rows=2, help_text=_("留空即按标题拟写；票面、大屏、决议都用这句话")
    )
    script = fields.words(_("主持词"), most=4000, required=False, rows=7, help_text=_("每句一行；留空即按模板拟写"))

    def offer(self, matters: Iterable[tuple[str, str]]) -> "ItemForm":
        """Offer the matters of the pack."""
        cast(forms.ChoiceField, self.fields["matter"]).choices = list(matters)
        return self

    def values(self) -> dict[str, Any]:
        """Return the item."""
        return dict(self.cleaned_data)

    def values_over(self, start: Mapping[str, object]) -> dict[str, Any]:
        """Return the item; with another matter, power and form left as they were follow the matter."""
        values = {**self.values()}
        same_matter = values["matter"] == start["matter"]
        for name in ("mode", "count_by"):
            values[name] = values[name] or start[name]
        for name in ("power", "form"):
            if same_matter:
                values[name] = values[name] or start[name]
            elif values[name] == start[name]:
                values[name] = ""
        return values


class SignForm(forms.Form):
    """Who signed for the unit."""

    signed_by = fields.words(_("单位一方确认人"), most=60, help_text=_("姓名和职务，如 总经理 沈岳"))


class ContractForm(forms.Form):
    """Who signed the draft of a collective contract for either side."""

    signed_on = fields.day(_("签字日期"))
    for_staff = fields.words(_("职工方首席代表"), most=60)
    for_unit = fields.words(_("企业方首席代表"), most=60)


class PaperForm(forms.Form):
    """A paper: a file, or a text."""

    title = fields.words(
        _("标题"), most=120, required=False, help_text=_("留空即用文件名；与已有材料同名的，作为新版本")
    )
    item = fields.choice(_("对应议程"), [], required=False)
    kind = fields.choice(_("类型"), PAPER_KINDS)
    text = fields.words(
        _("正文"), most=200_000, required=False, rows=4, help_text=_("没有文件时录入；有文件时会自动提取正文")
    )
    must_read = forms.BooleanField(label=_("必读"), required=False)
    internal = forms.BooleanField(
        label=_("内部材料"), required=False, help_text=_("阅读页面和下载的文件都带代表本人的姓名和证号")
    )

    def offer_items(self, items: Iterable[tuple[str, str]]) -> "PaperForm":
        """Offer the items of the agenda."""
        cast(forms.ChoiceField, self.fields["item"]).choices = [("", _("整个会议")), *items]
        return self

    def values(self) -> dict[str, Any]:
        """Return the paper without its file."""
        values = dict(self.cleaned_data)
        item = values.pop("item")
        return {**values, "item_id": UUID(item) if item else None}


def upload_of(file: object) -> Upload | None:
    """Return an uploaded file as actions take it, None when there was none."""
    return Upload(name=file.name or "", chunks=file.chunks()) if isinstance(file, UploadedFile) else None


class GroupForm(forms.Form):
    """What a delegation reports."""

    held_on = fields.day(_("讨论日期"))
    attended = fields.number(_("参加人数"), least=1, most=10_000)
    summary = fields.words(_("讨论意见"), most=4000, rows=5, help_text=_("没有意见的，写“无意见”"))


class WindowForm(forms.Form):
    """When delegates may give opinions before the sitting."""

    begins_at = fields.moment(_("开始"), required=False, help_text=_("不填：现在就可以提"))
    ends_at = fields.moment(_("截止"), required=False, help_text=_("不填：一直到会议结束"))


class NoticeForm(forms.Form):
    """The text of a notice."""

    text = fields.words(_("通知内容"), most=4000, rows=12)


class OverrideForm(forms.Form):
    """A reason for an exception."""

    rule = forms.CharField(widget=forms.HiddenInput, max_length=10)
    reason = fields.words(_("理由"), most=300, rows=2)


class ReasonOnlyForm(forms.Form):
    """A reason."""

    reason = fields.words(_("原因"), most=300)


class DatesForm(forms.Form):
    """Another date."""

    opens_at = fields.moment(_("开会时间"))
    ends_at = fields.moment(_("预计结束"))


class AppointForm(forms.Form):
    """A post, and who is to hold it."""

    role = forms.CharField(max_length=20)
    delegate_id = forms.UUIDField(required=False)
    person_id = forms.UUIDField(required=False)

    def values(self) -> dict[str, Any]:
        """Return the post and whoever was chosen."""
        return dict(self.cleaned_data)
