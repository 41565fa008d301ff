"""What delegates, chair, desk and scrutineers type and press, cleaned into plain values."""

from datetime import datetime
from typing import NotRequired, TypedDict
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.congress.forms import fields
from gonghui.congress.forms.prepare import upload_of
from gonghui.congress.rules.codes import OWN_CODE_DIGITS
from gonghui.congress.rules.flow import Step
from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.rollcall import Outcome
from gonghui.congress.rules.vote import Tally
from gonghui.congress.uploads import Upload
from gonghui.kernel.errors import RuleBroken


class Cast(TypedDict):
    """A choice, or one for each row and other names; the key that tells a resend from a second ballot."""

    key: UUID
    choice: NotRequired[str]
    choices: NotRequired[list[int | None]]
    written: NotRequired[list[str]]


class BallotForm(forms.Form):
    """One choice of three."""

    choice = forms.CharField()
    key = forms.UUIDField()

    def values(self) -> Cast:
        """Return the choice in the words of the rules."""
        return Cast(choice=self.cleaned_data["choice"].upper(), key=self.cleaned_data["key"])


class ReasonForm(forms.Form):
    """One line of why."""

    reason = forms.CharField(required=False, max_length=300)

    def text(self) -> str:
        """Return the reason, empty when none was given or it is too long to be one."""
        return self.cleaned_data["reason"] if self.is_valid() else ""


class SpeechForm(forms.Form):
    """What kind of speech."""

    kind_ = forms.CharField(required=False)

    def kind(self) -> str:
        """Return the kind asked for; a plain speech when none was."""
        return str(self.data.get("kind") or "SPEECH")


class SheetForm(forms.Form):
    """A scrutineer's count of one channel."""

    channel = forms.ChoiceField(choices=[(channel.value, channel.value) for channel in Channel])
    issued = forms.IntegerField(label=gettext_lazy("发出票数"), min_value=0)
    returned = forms.IntegerField(label=gettext_lazy("收回票数"), min_value=0)
    votes_for = forms.IntegerField(label=gettext_lazy("赞成"), min_value=0)
    votes_against = forms.IntegerField(label=gettext_lazy("反对"), min_value=0)
    abstained = forms.IntegerField(label=gettext_lazy("弃权"), min_value=0)
    blank = forms.IntegerField(label=gettext_lazy("空白票"), min_value=0, initial=0)
    spoiled = forms.IntegerField(label=gettext_lazy("废票"), min_value=0, initial=0)

    def sheet(self) -> tuple[Channel, Tally]:
        """Return the channel and the count.

        Raises: RuleBroken when a number is missing or none.
        """
        if not self.is_valid():
            raise RuleBroken(_("计票数字没有填全。"), code="sheet-missing", remedy=_("每一格都请填数字，没有的填 0。"))
        values = {name: self.cleaned_data[name] for name in Tally.__dataclass_fields__}
        return Channel(self.cleaned_data["channel"]), Tally(**values)


class StepForm(forms.Form):
    """The chair's next step as the page showed it."""

    step_ = forms.CharField(required=False)
    target = forms.CharField()
    limit = forms.IntegerField(required=False, min_value=10, max_value=3600)

    def step(self) -> Step | None:
        """Return the step pressed, None for a word that is none."""
        word = self.data.get("step", "")
        return Step(word) if word in set(Step) else None

    def seconds(self) -> int | None:
        """Return the time limit of a round in seconds, None for none."""
        limit = self.cleaned_data.get("limit")
        return int(limit) if limit else None


class Later(TypedDict):
    """When a sitting goes on, and why not today."""

    resumes_at: datetime
    reason: str


class NoteForm(forms.Form):
    """A line of text: a reason, a note."""

    text = forms.CharField(required=False, max_length=300)

    @classmethod
    def of(cls, request: HttpRequest) -> str:
        """Return the line that was posted, empty when there was none."""
        form = cls(request.POST)
        return str(form.cleaned_data["text"]) if form.is_valid() else ""


class LaterForm(forms.Form):
    """Another day for a sitting that cannot go on today, and why."""

    resumes_at = fields.moment(gettext_lazy("继续开会的时间"))
    text = forms.CharField(required=False, max_length=200)

    @classmethod
    def of(cls, request: HttpRequest) -> Later:
        """Return what was posted. Raises: RuleBroken for what is no time."""
        form = cls(request.POST)
        if not form.is_valid():
            raise RuleBroken(str(next(iter(form.errors.values()))[0]), code="no-such-time")
        return Later(resumes_at=form.cleaned_data["resumes_at"], reason=form.cleaned_data["text"])


class OutcomeForm(forms.Form):
    """How the chair settles a roll-call."""

    outcome_ = forms.CharField(required=False)

    def outcome(self) -> Outcome:
        """Return the outcome pressed.

        Raises: RuleBroken for a word that is none.
        """
        word = str(self.data.get("outcome", ""))
        if word not in set(Outcome):
            raise RuleBroken(_("请选择登记离场，或者不登记。"), code="outcome-missing")
        return Outcome(word)


class DeskForm(forms.Form):
    """What a scanner or a hand typed at the check-in desk: an own code of eight digits, or a number."""

    entry = forms.CharField(required=False, max_length=60)
    site_ = forms.UUIDField(required=False)

    def site(self) -> UUID | None:
        """Return the site that the desk stands at, None where none was told."""
        try:
            return UUID(str(self.data.get("site", "")))
        except ValueError:
            return None

    def text(self) -> str:
        """Return what was typed, without spaces."""
        return "".join(str(self.data.get("entry", "")).split())

    def is_code(self) -> bool:
        """Tell whether it has the form of an own code."""
        return len(self.text()) == OWN_CODE_DIGITS and self.text().isdigit()


def photo_of(request: HttpRequest) -> tuple[Channel, Upload]:
    """Return the channel whose sheet was photographed, and the file.

    Raises: RuleBroken without a file, or for a channel that does not exist.
    """
    upload = upload_of(request.FILES.get("photo"))
    if upload is None or request.POST.get("channel") not in set(Channel):
        raise RuleBroken(_("没有收到照片。"), remedy=_("请先拍照或选一张照片，再上传。"), code="photo-missing")
    return Channel(request.POST["channel"]), upload


class SlipsForm(forms.Form):
    """Whom a login slip is for; nobody means all."""

    delegate = forms.UUIDField(required=False)

    @classmethod
    def delegate_of(cls, request: HttpRequest) -> UUID | None:
        """Return the delegate's id, None for all.

        Raises: RuleBroken for what is no id.
        """
        form = cls(request.POST)
        if not form.is_valid():
            raise RuleBroken(_("没有这位代表。"), remedy=_("请从名单里选。"), code="no-such-delegate")
        found: UUID | None = form.cleaned_data["delegate"]
        return found
