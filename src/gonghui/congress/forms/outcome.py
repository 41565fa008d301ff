"""What is typed after the sitting: resolutions, minutes, posting, filing, papers for the archive."""

from datetime import date
from typing import TypedDict

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.congress.forms.fields import day, words
from gonghui.congress.forms.prepare import upload_of
from gonghui.congress.uploads import ACCEPT, Upload


class Wording(TypedDict):
    """A resolution's number, title and text."""

    number: str
    title: str
    text: str


class ResolutionForm(forms.Form):
    """The words of a resolution. Decisions are lines that begin 一、 二、; the paper sets them so."""

    number = words(_("文号"), most=60, required=False, help_text=_("未通过事项的说明不编文号"))
    title = words(_("标题"), most=160)
    text = words(_("正文"), most=20_000, rows=16, help_text=_("一行一段；决定事项以“一、”“二、”开头"))

    def values(self) -> Wording:
        """Return the words."""
        data = self.cleaned_data
        return Wording(number=data["number"], title=data["title"], text=data["text"])


class MinutesForm(forms.Form):
    """The words of the minutes."""

    text = words(_("纪要正文"), most=60_000, rows=28, help_text=_("一行一段；“一、”开头的是标题，“（一）”开头的是条目"))


class PostForm(forms.Form):
    """How long it stays posted, and where to object."""

    until = day(_("公示到哪一天"))
    objections_to = words(
        _("异议收件地址"), most=120, required=False, help_text=_("办公地点或信箱；联系人和电话取自会议基本信息")
    )
    delay_reason = words(_("迟延原因"), most=300, required=False)


class FilingForm(forms.Form):
    """When the report was sent, and who received it."""

    sent_on = day(_("报送日期"))
    receipt = words(_("签收人或回执编号"), most=120)
    delay_reason = words(_("迟延原因"), most=300, required=False)


class Filed(TypedDict):
    """A day and a receipt."""

    sent_on: date
    receipt: str


class AnswerForm(forms.Form):
    """An answer to an objection."""

    text = words(_("核查情况和处理意见"), most=2000, rows=3)


class ObjectionForm(forms.Form):
    """An objection to what is posted."""

    text = words(_("对哪一项、有什么异议"), most=2000, rows=4)


class EnclosureForm(forms.Form):
    """A paper for one line of the archive's list: a file, or the reason why there is none."""

    serves = forms.CharField(max_length=30)
    title = words(_("材料名称"), most=120, required=False)
    file = forms.FileField(label=_("文件"), required=False, widget=forms.FileInput(attrs={"accept": ACCEPT}))
    reason = words(_("没有这份材料的原因"), most=300, required=False, rows=2)

    def upload(self) -> Upload | None:
        """Return the file, None when there was none."""
        return upload_of(self.cleaned_data["file"])
