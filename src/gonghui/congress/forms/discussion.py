"""What delegations and the secretary type about discussion and opinions, cleaned into plain values."""

from collections.abc import Iterable
from typing import Any, TypedDict, cast
from uuid import UUID, uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.congress.forms import fields
from gonghui.congress.rules.opinions import LONGEST_OPINION, LONGEST_REASON, OUTCOME_WORDS

Choices = Iterable[tuple[str, str]]
GROUP = "GROUP"
_MANY = 10_000


class Said(TypedDict):
    """An opinion with what it speaks of, and its key."""

    item_id: UUID | None
    paper_id: UUID | None
    paragraph: int | None
    text: str
    key: UUID


class TakenDown(TypedDict):
    """A line of the pad."""

    speaker_id: UUID | None
    of_group: bool
    paper_id: UUID | None
    paragraph: int | None
    text: str
    key: UUID


def _paragraph(label: Any) -> forms.IntegerField:
    return fields.number(
        label, least=1, most=_MANY, required=False, help_text=gettext_lazy("从1数起，空行隔开的为一段")
    )


def _opinion_text(label: Any, rows: int) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=LONGEST_OPINION,
        error_messages={"required": gettext_lazy("请写下您的意见再提交。")},
    )  # fmt: skip


def _offer(form: forms.Form, name: str, choices: Choices) -> None:
    cast(forms.ChoiceField, form.fields[name]).choices = list(choices)


def _id(word: str) -> UUID | None:
    return UUID(word) if word else None


class OpinionForm(forms.Form):
    """An opinion on an item, a paper or its paragraph, or on the meeting as a whole; with or without a name."""

    item = forms.ChoiceField(label=gettext_lazy("针对"), required=False)
    text = _opinion_text(gettext_lazy("意见和建议"), 5)
    paper = forms.ChoiceField(label=gettext_lazy("哪份材料"), required=False)
    paragraph = _paragraph(gettext_lazy("第几段"))
    anonymous = forms.BooleanField(
        label=gettext_lazy("匿名提交"), required=False,
        help_text=gettext_lazy(
            "不记姓名、代表团和时间，打乱次序保存，谁也查不出是谁提的；请不要在正文里写明自己。答复在“采纳情况”里看。"
        ),
    )  # fmt: skip
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def offer(self, items: Choices, papers: Choices) -> "OpinionForm":
        """Offer items and papers to choose from: id and words."""
        _offer(self, "item", [("", _("整个会议")), *items])
        _offer(self, "paper", [("", _("不指具体材料")), *papers])
        return self

    def values(self) -> Said:
        """Return the opinion."""
        cleaned = self.cleaned_data
        return Said(
            item_id=_id(cleaned["item"]), paper_id=_id(cleaned["paper"]), paragraph=cleaned["paragraph"],
            text=cleaned["text"], key=cleaned["key"],
        )  # fmt: skip


class PadForm(forms.Form):
    """A line of a room's pad: who said it, of which paragraph, what."""

    speaker = forms.ChoiceField(label=gettext_lazy("谁的意见"), required=False)
    paper = forms.ChoiceField(label=gettext_lazy("哪份材料"), required=False)
    paragraph = _paragraph(gettext_lazy("第几段"))
    text = _opinion_text(gettext_lazy("意见"), 3)
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def offer(self, speakers: Choices, papers: Choices) -> "PadForm":
        """Offer speakers, none for whoever writes for themselves alone, and papers."""
        offered = list(speakers)
        if offered:
            _offer(self, "speaker", offered)
        else:
            del self.fields["speaker"]
        listed = list(papers)
        _offer(self, "paper", [*([("", _("不指具体材料"))] if len(listed) != 1 else []), *listed])
        return self

    def values(self) -> TakenDown:
        """Return the line. A paper that was not asked for is not told without its paragraph."""
        cleaned = self.cleaned_data
        speaker = cleaned.get("speaker", "")
        return TakenDown(
            speaker_id=_id(speaker) if speaker != GROUP else None, of_group=speaker == GROUP,
            paper_id=_id(cleaned["paper"]), paragraph=cleaned["paragraph"], text=cleaned["text"], key=cleaned["key"],
        )  # fmt: skip


class SummaryForm(forms.Form):
    """What the delegation thinks."""

    summary = fields.words(
        gettext_lazy("本团讨论意见汇总"), most=4000, rows=6, help_text=gettext_lazy("没有意见的，写“无意见”")
    )


class GroupPlanForm(forms.Form):
    """How a delegation discusses."""

    mode = fields.choice(gettext_lazy("讨论方式"), [])
    place = fields.words(gettext_lazy("讨论地点"), most=120, required=False, help_text=gettext_lazy("线上讨论的不用填"))
    recorder = fields.choice(
        gettext_lazy("记录员"), [], required=False, help_text=gettext_lazy("团长也可以记录；签字只由团长")
    )

    def offer(self, modes: Choices, members: Choices) -> "GroupPlanForm":
        """Offer the ways that the meeting allows, and the members of the delegation."""
        _offer(self, "mode", modes)
        _offer(self, "recorder", [("", _("由团长记录")), *members])
        return self

    def values(self) -> dict[str, Any]:
        """Return the plan."""
        cleaned = self.cleaned_data
        return {"mode": cleaned["mode"], "place": cleaned["place"], "recorder_id": _id(cleaned["recorder"])}


class AnswerForm(forms.Form):
    """One answer for all opinions that were ticked."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("采纳情况"), choices=list(OUTCOME_WORDS.items()), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选采纳、部分采纳或未采纳。")},
    )  # fmt: skip
    reason = fields.words(
        gettext_lazy("理由和说明"), most=LONGEST_REASON, rows=3, help_text=gettext_lazy("必填，提意见的代表会看到")
    )
    change_paper = fields.choice(
        gettext_lazy("修改后的材料"), [], required=False, help_text=gettext_lazy("采纳后改了文稿的，选改后的那一版")
    )
    change_paragraph = _paragraph(gettext_lazy("改在第几段"))

    def offer(self, papers: Choices) -> "AnswerForm":
        """Offer the versions of the papers, and the words for outcomes in the reader's language."""
        _offer(self, "change_paper", [("", _("没有改动文稿")), *papers])
        _offer(self, "outcome", [(one.value, _(word)) for one, word in OUTCOME_WORDS.items()])
        return self

    def values(self) -> dict[str, Any]:
        """Return the answer."""
        cleaned = self.cleaned_data
        return {
            "outcome": cleaned["outcome"], "reason": cleaned["reason"],
            "change_paper_id": _id(cleaned["change_paper"]), "change_paragraph": cleaned["change_paragraph"],
        }  # fmt: skip


def ticked(posted: QueryDict, name: str) -> list[UUID]:
    """Return the ids that were ticked; what is no id is left out."""
    found = []
    for word in posted.getlist(name):
        try:
            found.append(UUID(word))
        except ValueError:
            continue
    return found


def plain(asked: QueryDict) -> dict[str, str]:
    """Return what an address asks for without NUL, which a database takes in no text."""
    return {name: str(word).replace("\x00", "") for name, word in asked.items()}
