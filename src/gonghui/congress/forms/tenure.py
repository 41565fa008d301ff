"""What the secretary types about a term: changes of delegates, its extension, proposals to hold a meeting."""

from collections.abc import Iterable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.unit_votes import Elected
from gonghui.congress.forms import fields
from gonghui.congress.forms.prepare import PROPOSERS
from gonghui.congress.rules.seats import MOST_SEATS
from gonghui.registry.public import CATEGORIES, SEXES

FIRST = "first"
"""Stands for the first election of a unit, where a choice names its elections."""
LONGEST = 60
"""Months that a form takes at all; how many are lawful is for the rules."""


class ByElectionForm(forms.Form):
    """Who was elected into which vacancy, and how the unit voted."""

    vacancy = fields.choice(_("补选哪个缺额"), [])
    name = fields.words(_("当选人姓名"), most=60)
    employee_number = fields.words(_("工号"), most=40, required=False, help_text=_("已是会员的，按工号认出本人"))
    sex = fields.choice(
        _("性别"), [("", _("未填")), *((str(key), word) for key, word in SEXES.items())], required=False
    )
    category = fields.choice(_("类别"), [(str(key), word) for key, word in CATEGORIES.items()])
    post = fields.words(_("岗位"), most=80, required=False)
    held_on = fields.day(_("选举日期"))
    staff = fields.number(_("选区职工数"), least=1)
    took_part = fields.number(_("参加选举人数"))
    votes_for = fields.number(_("得票"))

    def offer(self, vacancies: Iterable[tuple[str, str]]) -> "ByElectionForm":
        """Offer the vacancies of the term."""
        cast(forms.ChoiceField, self.fields["vacancy"]).choices = list(vacancies)
        return self

    def values(self) -> dict[str, Any]:
        """Return the election as the action takes it."""
        values = dict(self.cleaned_data)
        person = {name: values.pop(name) for name in ("name", "employee_number", "sex", "category", "post")}
        vacancy = UUID(values.pop("vacancy"))
        return {**values, "vacancy_id": vacancy, "elected": Elected(**person)}


class SeatsForm(forms.Form):
    """How many seats an electoral unit was allotted."""

    seats = fields.number(_("选区名额"), most=MOST_SEATS, help_text=_("分配给本选区的正式代表名额；填0，不设上限"))


class RecallForm(forms.Form):
    """How a unit voted on taking a mandate back."""

    delegate = fields.choice(_("撤免哪位代表"), [])
    reason = fields.words(_("撤免理由"), most=300, rows=2, help_text=_("无故不履行，或者无法履行代表职责"))
    held_on = fields.day(_("投票日期"))
    staff = fields.number(_("选区职工数"), least=1, help_text=_("全体职工，不是到场人数"))
    took_part = fields.number(_("参加投票人数"), required=False)
    votes_for = fields.number(_("同意撤免人数"))

    def offer(self, delegates: Iterable[tuple[str, str]]) -> "RecallForm":
        """Offer the delegates of the unit."""
        cast(forms.ChoiceField, self.fields["delegate"]).choices = [("", _("请选择")), *delegates]
        return self

    def values(self) -> dict[str, Any]:
        """Return the vote as the action takes it."""
        values = dict(self.cleaned_data)
        return {"delegate_id": UUID(values.pop("delegate")), **values}


class PublishForm(forms.Form):
    """When and where a result was published: of the first election, or of a later decision."""

    result = fields.choice(_("哪次选举"), [])
    on = fields.day(_("公布日期"))
    where = fields.words(_("公布地点或方式"), most=120, help_text=_("如 车间公告栏、企业微信群"))

    def offer(self, results: Iterable[tuple[str, str]]) -> "PublishForm":
        """Offer the results of the unit."""
        cast(forms.ChoiceField, self.fields["result"]).choices = list(results)
        return self

    def values(self) -> dict[str, Any]:
        """Return the publication as the action takes it."""
        values = dict(self.cleaned_data)
        result = values.pop("result")
        return {**values, "decision_id": None if result == FIRST else UUID(result)}


class ApprovalForm(forms.Form):
    """Who agreed to an extension."""

    approver = fields.words(_("同意延期的机构"), most=120, help_text=_("上级工会，或者职工代表大会"))
    approved_on = fields.day(_("同意日期"))
    approval_number = fields.words(_("文号"), most=60, required=False)


class ExtendForm(forms.Form):
    """A late renewal."""

    months = fields.number(_("延期月数"), least=1, most=LONGEST)
    reason = fields.words(_("延期原因"), most=300, rows=2)
    approver = fields.words(
        _("同意延期的机构"), most=120, required=False, help_text=_("需要批准的地方填写，可以以后补登")
    )
    approved_on = fields.day(_("同意日期"), required=False)
    approval_number = fields.words(_("文号"), most=60, required=False)
    exception = fields.words(
        _("超过最长期限的理由"), most=300, required=False, rows=2, help_text=_("由工会主席登录后填写，归入档案")
    )


class CallForm(forms.Form):
    """A proposal to hold a meeting."""

    proposer = fields.choice(_("提议的一方"), PROPOSERS)
    matter = fields.words(_("提议事由"), most=300, rows=3)
    proposed_on = fields.day(_("提议日期"))
    signed = fields.number(_("联名代表人数"), required=False, help_text=_("代表联名提议时填写，只计正式代表"))

    def values(self) -> dict[str, Any]:
        """Return the proposal; an empty count is none."""
        return {**self.cleaned_data, "signed": self.cleaned_data["signed"] or 0}


class SignedForm(forms.Form):
    """How many delegates have signed by now."""

    signed = fields.number(_("联名代表人数"), least=1)


class SettleForm(forms.Form):
    """Why no meeting follows."""

    answer = fields.words(_("不召开的理由"), most=300, rows=2)
