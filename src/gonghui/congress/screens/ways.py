"""The way from a union's other pages to its congresses."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.ui.parts import Tab


def union_tab() -> Tab:
    """Return the tab that leads from a union's other pages to its congresses; who prepares them keeps those, too."""
    return Tab(label=_("职代会"), url=reverse("congress:prepare-list"))
