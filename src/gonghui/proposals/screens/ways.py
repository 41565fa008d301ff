"""The ways from other contexts to proposals."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.ui.parts import Act, Tab


def union_tab() -> Tab:
    """Return the tab from a union's other pages to the desk."""
    return Tab(label=_("提案"), url=reverse("proposals:desk"))


def phone_way() -> Act:
    """Return the link from a delegate's phone."""
    return Act(label=_("我的提案"), url=reverse("proposals:mine"), icon="docs")


def way_home() -> tuple[str, str, str]:
    """Return the link from the page of whoever has no place of work."""
    return _("提案：我提的、邀我附议的、交我办理的"), reverse("proposals:mine"), "docs"
