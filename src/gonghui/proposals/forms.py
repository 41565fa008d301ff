"""Parse what is typed on the pages of proposals into plain values."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gonghui.proposals.rules.kinds import Answer, Category, CheckResult, Grade, HandRole, ReplyKind
from gonghui.proposals.words import ANSWERS, CATEGORIES, CHECKS, GRADES, KINDS, ROLES
from gonghui.ui.fields import choice, day, words

LONGEST = 5_000


def _choices(said: Mapping[StrEnum, Promise]) -> list[tuple[str, Promise]]:
    return [(one.value, word) for one, word in said.items()]


def _radio(label: Promise, options: Iterable[tuple[str, Promise]]) -> forms.ChoiceField:
    listed = list(options)
    field = choice(label, listed)
    field.widget = forms.RadioSelect(choices=listed)
    return field


class StepForm(forms.Form):
    """What one step asks for; a step that only asks for a press has no fields."""

    def values(self) -> dict[str, object]:
        """Return what was typed, as the action takes it."""
        return dict(self.cleaned_data)


class DraftForm(StepForm):
    """A proposal as its author writes it. Only the title is needed to save."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    union = choice(_("单位"), [])
    call = choice(_("参加哪次征集"), [], required=False)
    title = words(_("案名"), most=80, help_text=_("一事一案，写清要解决什么。"))
    category = choice(_("类别"), _choices(CATEGORIES))  # type: ignore[arg-type]
    reason = words(_("案由"), most=LONGEST, required=False, rows=5, help_text=_("为什么提：情况、问题、影响。"))
    measures = words(_("建议"), most=LONGEST, required=False, rows=5, help_text=_("希望怎么办，由谁办。"))
    is_confidential = forms.BooleanField(
        label=_("请对承办部门保密"),
        required=False,
        help_text=_("承办部门、公开答复和导出表里都看不到您和附议人的姓名。"),
    )

    def offer(self, unions: list[tuple[str, str]], calls: list[tuple[str, str]]) -> "DraftForm":
        """Offer the unions in which one has a mandate, and the calls that are open."""
        self.fields["union"].choices = unions  # type: ignore[attr-defined]
        if len(unions) == 1:
            self.fields["union"].widget = forms.HiddenInput()
            self.fields["union"].initial = unions[0][0]
        self.fields["call"].choices = [("", _("平时提案（全年都可以提）")), *calls]  # type: ignore[attr-defined]
        if not calls:
            self.fields["call"].widget = forms.HiddenInput()
        return self

    def values(self) -> dict[str, object]:
        """Return what `save_draft` takes."""
        given = self.cleaned_data
        return {
            "proposal_id": given["key"], "union_id": UUID(given["union"]), "title": given["title"],
            "call_id": UUID(given["call"]) if given["call"] else None, "category": Category(given["category"]),
            "reason": given["reason"], "measures": given["measures"], "is_confidential": given["is_confidential"],
        }  # fmt: skip


class AnswerForm(StepForm):
    """Whether one co-signs."""

    answer = _radio(_("您是否附议"), _choices(ANSWERS))  # type: ignore[arg-type]

    def values(self) -> dict[str, object]:
        return {"answer": Answer(self.cleaned_data["answer"])}


class ReasonForm(StepForm):
    """Why."""

    reason = words(_("理由"), most=500, rows=4)


class MergeForm(StepForm):
    """Into which."""

    into_number = words(_("并入的案号"), most=20, help_text=_("正在办理的提案，如2026-001。"))


class AssignForm(StepForm):
    """To which departments."""

    lead_id = choice(_("主办部门"), [], help_text=_("要登记了承办人和分管领导。"))
    assist_ids = forms.MultipleChoiceField(
        label=_("协办部门"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("协办部门要会签答复。"),
        error_messages={"invalid_choice": _("请从列表中选。")},
    )  # fmt: skip
    is_complex = forms.BooleanField(label=_("情况复杂，办理期限延长"), required=False)

    def offer(self, departments: list[tuple[str, str]]) -> "AssignForm":
        """Offer the departments of the union."""
        for name in ("lead_id", "assist_ids"):
            self.fields[name].choices = departments  # type: ignore[attr-defined]
        if not departments:
            self.fields["assist_ids"].widget = forms.MultipleHiddenInput()
        return self

    def values(self) -> dict[str, object]:
        given = self.cleaned_data
        return {
            "lead_id": UUID(given["lead_id"]), "assist_ids": [UUID(one) for one in given["assist_ids"]],
            "is_complex": given["is_complex"],
        }  # fmt: skip


class ReplyForm(StepForm):
    """The reply to a proposal."""

    kind = _radio(_("答复类别"), _choices(KINDS))  # type: ignore[arg-type]
    text = words(_("答复内容"), most=LONGEST, rows=8, help_text=_("逐条回应建议；不能办理的，写明理由。"))
    planned_until = day(_("计划完成日期"), required=False, help_text=_("列入计划（B类）的必须填写。"))

    def values(self) -> dict[str, object]:
        return {**self.cleaned_data, "kind": ReplyKind(self.cleaned_data["kind"])}


class CountersignForm(StepForm):
    """Whether an assisting department countersigns."""

    agrees = _radio(_("会签意见"), [("1", _("同意会签")), ("0", _("请主办部门修改"))])
    opinion = words(_("说明"), most=1000, required=False, rows=4, help_text=_("请主办部门修改的，必须写明。"))

    def values(self) -> dict[str, object]:
        return {"agrees": self.cleaned_data["agrees"] == "1", "opinion": self.cleaned_data["opinion"]}


class RateForm(StepForm):
    """The author's rating."""

    grade = _radio(_("您对办理结果"), _choices(GRADES))  # type: ignore[arg-type]
    words = words(_("想说的话"), most=1000, required=False, rows=4, help_text=_("不满意的，请写明原因，以便重新办理。"))

    def values(self) -> dict[str, object]:
        return {**self.cleaned_data, "grade": Grade(self.cleaned_data["grade"])}


class CheckForm(StepForm):
    """What was found of a promise."""

    result = _radio(_("兑现情况"), _choices(CHECKS))  # type: ignore[arg-type]
    note = words(_("进展"), most=1000, required=False, rows=4)

    def values(self) -> dict[str, object]:
        return {**self.cleaned_data, "result": CheckResult(self.cleaned_data["result"])}


class AwardForm(StepForm):
    """The name of an award."""

    name = words(_("奖项"), most=40)


class WhyForm(StepForm):
    """Why a proposal is recommended upward."""

    why = words(_("推荐理由"), most=1000, rows=4)


class AnswerBelowForm(StepForm):
    """The answer to a union below."""

    answer = words(_("答复内容"), most=LONGEST, rows=6)


class CallForm(StepForm):
    """A call for proposals."""

    title = words(_("征集主题"), most=80)
    text = words(_("征集说明"), most=2000, required=False, rows=4)
    meeting_id = choice(_("为哪次大会征集"), [], required=False)
    opens_on = day(_("开始日期"))
    closes_on = day(_("截止日期"), required=False, help_text=_("为大会征集的必须填写，要早于开会日期。"))

    def offer(self, meetings: list[tuple[str, str]]) -> "CallForm":
        """Offer the meetings of the running term."""
        self.fields["meeting_id"].choices = [("", _("不限，全年征集")), *meetings]  # type: ignore[attr-defined]
        return self

    def values(self) -> dict[str, object]:
        given = dict(self.cleaned_data)
        return {**given, "meeting_id": UUID(given["meeting_id"]) if given["meeting_id"] else None}


class DepartmentForm(StepForm):
    """A department's name."""

    name = words(_("部门名称"), most=60)


class HandForm(forms.Form):
    """Who does what in a department."""

    person_id = forms.UUIDField()
    role = forms.ChoiceField(choices=_choices(ROLES))  # type: ignore[arg-type]

    def values(self) -> dict[str, object]:
        """Return what `add_hand` takes."""
        return {"person_id": self.cleaned_data["person_id"], "role": HandRole(self.cleaned_data["role"])}
