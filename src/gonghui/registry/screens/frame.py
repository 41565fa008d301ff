"""The frame around every page of the registry: the union's name and the way between its pages."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.registry.queries.unions import UnionCard
from gonghui.ui.parts import Crumb, Tab

TabProvider = Callable[[], Tab]
"""Returns the tab that leads to another context's work for the same union, in the reader's language."""

_elsewhere: list[TabProvider] = []


def provide_tab(provider: TabProvider) -> None:
    """Let a context stand before the registry in the way between a union's pages; called from `config.wiring`."""
    if provider not in _elsewhere:
        _elsewhere.append(provider)


def tabs_elsewhere() -> list[Tab]:
    """Return the tabs of other contexts, in the order provided."""
    return [provider() for provider in _elsewhere]


def own_tabs(union_id: UUID, current: str = "") -> list[Tab]:
    """Return the registry's tabs of a union; `current` is union, people, imports or none of them."""
    return [
        Tab(label=_("本会"), url=reverse("registry:union", args=[union_id]), current=current == "union"),
        Tab(label=_("会员"), url=reverse("registry:people", args=[union_id]), current=current == "people"),
        Tab(label=_("名册导入"), url=reverse("registry:imports", args=[union_id]), current=current == "imports"),
    ]


def union_tabs(union_id: UUID, here: str) -> list[Tab]:
    """Return every tab of a union's pages, other contexts' first; the one whose address is `here` is current."""
    tabs = [*tabs_elsewhere(), *own_tabs(union_id)]
    return [replace(tab, current=tab.url == here) for tab in tabs]


def frame(card: UnionCard, current: str) -> dict[str, object]:
    """Return the context of the frame; `current` is union, people or imports."""
    tabs = [*tabs_elsewhere(), *own_tabs(card.id, current)]
    return {"union": card.name, "union_id": card.id, "tabs": tabs}


def imports_crumb(union_id: UUID) -> Crumb:
    """Return the step of the way that leads to the list of imports."""
    return Crumb(label=_("名册导入"), url=reverse("registry:imports", args=[union_id]))


def people_crumb(union_id: UUID) -> Crumb:
    """Return the step of the way that leads to the list of members."""
    return Crumb(label=_("会员"), url=reverse("registry:people", args=[union_id]))
