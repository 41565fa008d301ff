"""The working calendar's page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of, hats
from gonghui.kernel.errors import NotFound
from gonghui.portal import calendar, screens
from gonghui.registry.public import union_card, union_tabs


@access(hats("secretary", "chair"))
def working_calendar(request: HttpRequest) -> HttpResponse:
    """Show what the union owes, by how near it is."""
    hat = actor_of(request).hat
    if hat is None:
        raise NotFound
    today = clock.local_date(clock.now())
    context = screens.page(calendar.lines(hat.within, today), today)
    tabs = union_tabs(hat.within, reverse("portal:calendar"))
    return render(request, "portal/calendar.html", {**context, "tabs": tabs, "union": union_card(hat.within).name})
