"""The ways between the congress and other contexts: from a union's pages to its congresses, from a phone to more."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.ui.parts import Act, Tab

WayProvider = Callable[[], Act]
"""Returns the link from a delegate's phone to another context, in the reader's language."""

_ways: list[WayProvider] = []


def union_tab() -> Tab:
    """Return the tab that leads from a union's other pages to its congresses; who prepares them keeps those, too."""
    return Tab(label=_("职代会"), url=reverse("congress:prepare-list"))


def provide_way(provider: WayProvider) -> None:
    """Let a context be reached from the delegate's phone; called from `config.wiring`."""
    if provider not in _ways:
        _ways.append(provider)


def ways() -> list[Act]:
    """Return the links from a delegate's phone to other contexts, in the order provided."""
    return [provider() for provider in _ways]
