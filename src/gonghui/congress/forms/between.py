"""What the secretary types between two congresses: joint meetings, committees, demands of correction."""

from collections.abc import Sequence
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.congress.forms import fields

CONVENERS = (("UNION", _("工会")), ("ENTERPRISE", _("单位行政")))

Offer = Sequence[tuple[str, object]]
"""What a list offers: pairs of value and word, or of a heading and such pairs."""


class JointForm(forms.Form):
    """A joint meeting that was held."""

    held_on = fields.day(_("召开日期"))
    convened_by = fields.choice(_("召集的一方"), CONVENERS)
    called = fields.number(
        _("应到人数"), least=1, most=10_000,
        help_text=_("代表团（组）长、专门小组（委员会）负责人、主席团成员、工会委员会委员"),
    )  # fmt: skip
    attended = fields.number(_("实到人数"), least=1, most=10_000)
    place = fields.words(_("地点"), most=120, required=False)


class JointItemForm(forms.Form):
    """One matter of it."""

    title = fields.words(_("事项名称"), most=120)
    matter = fields.choice(
        _("属于哪一类事项"), [], required=False, help_text=_("应当由大会审议通过、决定或选举的，联席会议不得处理")
    )
    outcome = fields.words(_("处理结果"), most=2000, rows=4, help_text=_("写明协商的结论，将向下一次大会报告"))

    def offer(self, matters: Offer) -> "JointItemForm":
        """Offer the matters of the pack."""
        cast(forms.ChoiceField, self.fields["matter"]).choices = list(matters)
        return self


class CommitteeForm(forms.Form):
    """A committee."""

    name = fields.words(_("名称"), most=80, help_text=_("如 劳动安全卫生专门小组"))
    duty = fields.words(_("职责"), most=300, required=False, rows=2)


class MemberForm(forms.Form):
    """Whom to put on a committee."""

    delegate_id = forms.UUIDField(required=False)
    person_id = forms.UUIDField(required=False)


class PaperForm(forms.Form):
    """A paper that asks for a correction."""

    issuer = fields.words(_("发文单位"), most=120)
    addressee = fields.words(_("主送单位"), most=120)
    number = fields.words(_("文号"), most=60, required=False)
    issued_on = fields.day(_("发出日期"))
    text = fields.words(_("正文"), most=4000, rows=6)


class DemandForm(PaperForm):
    """The union's demand of a correction."""

    subject = fields.words(_("事由"), most=120, help_text=_("如 薪酬制度修改未提交职工代表大会审议通过"))
    rule = fields.choice(_("单位违反的条款"), [])
    answer_by = fields.day(_("要求答复的日期"), help_text=_("法规没有规定日数，由工会在文中写明"))
    text = fields.words(
        _("正文"), most=4000, rows=6, help_text=_("写明时间、事项和经过；违反的条款和答复期限由系统写上")
    )
    field_order = ("subject", "rule", "issuer", "addressee", "number", "issued_on", "answer_by", "text")

    def offer(self, rules: Offer) -> "DemandForm":
        """Offer the rules that an article stands behind."""
        cast(forms.ChoiceField, self.fields["rule"]).choices = [("", _("请选择")), *rules]
        return self


class ReplyForm(forms.Form):
    """A written answer."""

    answered_on = fields.day(_("答复日期"))
    answer = fields.words(_("答复要点"), most=4000, rows=4)


class MendedForm(forms.Form):
    """How a breach was put right."""

    mended_on = fields.day(_("纠正日期"))
    how = fields.words(_("纠正情况"), most=300, rows=2)
