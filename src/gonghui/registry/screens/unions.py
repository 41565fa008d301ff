"""The page of a union."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gonghui.registry.queries.unions import OfficeLine, UnionCard, UnionPage
from gonghui.registry.rules.kinds import OfficeRole, UnionKind, UnitKind
from gonghui.registry.screens.frame import frame
from gonghui.registry.words import OFFICES, UNION_KINDS, UNIT_KINDS
from gonghui.ui.parts import Cell, Column, Row


def union_page(page: UnionPage) -> dict[str, object]:
    """Return the context of the page."""
    card = page.card
    return {
        **frame(card, "union"),
        "page": page,
        "facts": _facts(page),
        "place_columns": [
            Column(label=_("上级工会")), Column(label=_("自"), nowrap=True), Column(label=_("至"), nowrap=True),
        ],
        "place_rows": [
            Row(cells=[line.superior.name, day(line.since), day(line.until) if line.until else _("现在")])
            for line in page.places
        ],
        "below_columns": [Column(label=_("名称")), Column(label=_("类型"), nowrap=True)],
        "below_rows": [Row(cells=[one.name, str(UNION_KINDS[UnionKind(one.kind)])]) for one in page.below],
        "office_columns": [
            Column(label=_("姓名")), Column(label=_("职务")), Column(label=_("自"), nowrap=True),
            Column(label=_("至"), nowrap=True),
        ],
        "office_rows": [*_offices(card.id, page.offices), *_offices(card.id, page.former_offices)],
    }  # fmt: skip


def day(moment: date) -> str:
    """Return a day as it stands in a table."""
    return date_format(moment, "Y-m-d")


def _facts(page: UnionPage) -> list[tuple[str, str]]:
    card: UnionCard = page.card
    facts = [(_("类型"), str(UNION_KINDS[UnionKind(card.kind)]))]
    if card.unit_name:
        facts.append((_("单位"), card.unit_name))
    if card.unit_kind:
        facts.append((_("单位性质"), str(UNIT_KINDS[UnitKind(card.unit_kind)])))
    if card.founded_on:
        facts.append((_("成立日期"), day(card.founded_on)))
    facts.append((_("现有会员"), _("%(count)d人") % {"count": page.members}))
    return facts


def _offices(union_id: UUID, lines: Iterable[OfficeLine]) -> list[Row]:
    return [
        Row(
            state="" if line.until is None else "gone",
            cells=[
                Cell(text=line.name, name=True, url=reverse("registry:person", args=[union_id, line.person_id])),
                str(OFFICES[OfficeRole(line.role)]), day(line.since), day(line.until) if line.until else _("现任"),
            ],
        )
        for line in lines
    ]  # fmt: skip
