"""What is chosen for the big screen."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from gonghui.congress.rules.pictures import Picture, Shown
from gonghui.kernel.errors import RuleBroken


class WallForm(forms.Form):
    """A picture, with its line of text, or a paper, its page and the version that it is shown beside."""

    what = forms.ChoiceField(choices=[(one.value, one.value) for one in Picture])
    text = forms.CharField(required=False)
    paper = forms.UUIDField(required=False)
    base = forms.UUIDField(required=False)
    page = forms.IntegerField(required=False, min_value=0, max_value=9999)

    @classmethod
    def of(cls, data: QueryDict) -> Shown:
        """Return what was chosen.

        Raises: RuleBroken for a picture that does not exist.
        """
        form = cls(data)
        if not form.is_valid():
            raise RuleBroken(_("大屏没有这个画面。"), remedy=_("请从列表里选一个画面。"), code="no-such-wall")
        clean = form.cleaned_data
        return Shown(
            what=Picture(clean["what"]), text=clean["text"].strip(), paper_id=clean["paper"], page=clean["page"] or 0,
            base_id=clean["base"],
        )  # fmt: skip
