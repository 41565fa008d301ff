"""What the pages share: the frame, and how a refusal is told."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest

from gonghui.kernel.access import actor_of
from gonghui.kernel.errors import Conflict, NotAllowed, Refused, RuleBroken
from gonghui.kernel.paging import Page
from gonghui.openness.policy import OFFICERS, union_of
from gonghui.openness.screens.desk import frame
from gonghui.registry.public import union_card

POST: Final = ("POST",)
TOLD: Final = (RuleBroken, Conflict, NotAllowed)
"""Refusals that are told on the page one came from."""


def framed(request: HttpRequest, **context: object) -> dict[str, object]:
    """Return the context of an officers' page. Raises: NotFound for other hats."""
    union_id = union_of(actor_of(request), *OFFICERS)
    return {**frame(union_id, union_card(union_id).name), **context}


def sentence(refused: Refused) -> str:
    """Return why, and the way out."""
    return f"{refused.sentence}{refused.remedy}"


def typed(request: HttpRequest, name: str) -> str:
    """Return what was typed into a field of one's own making; a NUL, which no keyboard types, is left out."""
    return request.POST.get(name, request.GET.get(name, "")).replace("\x00", "")


def turned(here: str, page: Page[Any], kept: Mapping[str, str]) -> dict[str, str]:
    """Return the addresses of the pages before and after, empty where there is none."""
    own = {name: value for name, value in kept.items() if value}

    def address(number: int) -> str:
        return f"{here}?{urlencode({**own, 'page': number})}"

    return {
        "previous_url": address(page.number - 1) if page.has_previous else "",
        "next_url": address(page.number + 1) if page.has_next else "",
    }
