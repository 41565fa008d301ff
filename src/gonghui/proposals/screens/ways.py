"""The ways from other contexts to proposals."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.accounts.public import Way
from gonghui.kernel.actor import Actor
from gonghui.proposals.queries.places import waiting
from gonghui.ui.parts import Act, Tab


def union_tab() -> Tab:
    """Return the tab from a union's other pages to the desk."""
    return Tab(label=_("提案"), url=reverse("proposals:desk"))


def phone_way() -> Act:
    """Return the link from a delegate's phone."""
    return Act(label=_("我的提案"), url=reverse("proposals:mine"), icon="docs")


def way_home(actor: Actor) -> Way:
    """Return the link from the page of whoever has no place of work, with how much waits for them."""
    waits = waiting(actor)
    label = _("提案：我提的、邀我附议的、交我办理的")
    page = "tasks" if waits.tasks else "mine"
    return Way(label=label, url=reverse(f"proposals:{page}"), icon="docs", waiting=waits.tasks + waits.own)
