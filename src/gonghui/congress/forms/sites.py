"""What the secretary types about the places of a meeting, and where a delegate is expected."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from gonghui.congress.forms import fields
from gonghui.congress.forms.prepare import translated
from gonghui.congress.queries.sites import ONLINE
from gonghui.congress.rules.conduct import CONDUCT_WORDS
from gonghui.congress.rules.kinds import MODE_WORDS, Conduct


class SiteForm(forms.Form):
    """One place of the meeting."""

    name = fields.words(_("会场名称"), most=40, help_text=_("如：主会场、动力车间分会场"))
    place = fields.words(_("地点"), most=120, required=False)


class EditSiteForm(SiteForm):
    """A place that is there already."""

    is_main = forms.BooleanField(label=_("作为主会场"), required=False)


class WhereForm(forms.Form):
    """Where a delegate, or a whole delegation, is expected: a site, online, or nowhere in particular."""

    where = fields.choice(_("参加方式"), [], required=False)

    def __init__(self, *args: Any, sites: Iterable[tuple[str, str]], online: bool, **kwargs: Any) -> None:
        """Take the sites as id and name, and whether there is an online part."""
        super().__init__(*args, **kwargs)
        offered = [("", _("未安排")), *sites, *([(ONLINE, _("线上参加"))] if online else [])]
        self.fields["where"].choices = offered  # type: ignore[attr-defined]


class ConductForm(forms.Form):
    """How each step of the meeting is held."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for each step."""
        super().__init__(*args, **kwargs)
        for step in Conduct:
            self.fields[step] = fields.choice(translate(CONDUCT_WORDS[step]), translated(MODE_WORDS))
