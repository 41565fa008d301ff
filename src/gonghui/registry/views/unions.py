"""The page of a union."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of, hats
from gonghui.registry.policy import KEEPERS
from gonghui.registry.queries import unions
from gonghui.registry.screens import unions as shown

KEEPER = hats(*KEEPERS)


@access(KEEPER)
def union(request: HttpRequest, union_id: UUID) -> HttpResponse:
    """Show a union: its line upwards, those below, its offices."""
    page = unions.page(actor_of(request), union_id, day=clock.local_date(clock.now()))
    return render(request, "registry/union.html", shown.union_page(page))
