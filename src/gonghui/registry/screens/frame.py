"""The frame around every page of the registry: the union's name and the way between its pages."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.registry.queries.unions import UnionCard
from gonghui.ui.parts import Crumb, Tab


def frame(card: UnionCard, current: str) -> dict[str, object]:
    """Return the context of the frame; `current` is union, people or imports."""
    tabs = [
        Tab(label=_("本会"), url=reverse("registry:union", args=[card.id]), current=current == "union"),
        Tab(label=_("会员"), url=reverse("registry:people", args=[card.id]), current=current == "people"),
        Tab(label=_("名册导入"), url=reverse("registry:imports", args=[card.id]), current=current == "imports"),
    ]
    return {"union": card.name, "union_id": card.id, "tabs": tabs}


def imports_crumb(union_id: UUID) -> Crumb:
    """Return the step of the way that leads to the list of imports."""
    return Crumb(label=_("名册导入"), url=reverse("registry:imports", args=[union_id]))


def people_crumb(union_id: UUID) -> Crumb:
    """Return the step of the way that leads to the list of members."""
    return Crumb(label=_("会员"), url=reverse("registry:people", args=[union_id]))
