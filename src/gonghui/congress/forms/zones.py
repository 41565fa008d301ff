"""A show of hands as a scrutineer counted it, zone by zone."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from gonghui.congress.rules.zones import FIELDS, Zone
from gonghui.kernel.errors import RuleBroken

MOST = 12
"""Zones on one sheet."""


def read_zones(data: Mapping[str, str]) -> tuple[Zone, ...]:
    """Return the zones that were filled in; none where the sheet has no zones. A line left empty is none.

    Raises: RuleBroken for a line that is filled in part.
    """
    zones = []
    for n in range(MOST):
        texts = [str(data.get(f"z{n}-{field}", "")).strip() for field in FIELDS]
        if not any(texts):
            continue
        if not all(text.isascii() and text.isdigit() and len(text) < 7 for text in texts):
            raise RuleBroken(
                _("分区的数字没有填全。"),
                code="sheet-missing",
                remedy=_("清点过的分区，每一格都请填数字，没有的填 0。"),
            )
        numbers = dict(zip(FIELDS, map(int, texts), strict=True))
        zones.append(Zone(name=str(data.get(f"z{n}-name", "")).strip()[:40], **numbers))
    return tuple(zones)
