"""Login slips on paper: a page to print, which cannot be looked at a second time."""

import io
from uuid import UUID

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.cache import never_cache

from gonghui.accounts.public import slip_groups
from gonghui.congress.actions import slips
from gonghui.congress.forms.floor import SlipsForm
from gonghui.congress.queries import find
from gonghui.congress.screens import words
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of, hats


@access(hats("desk", "operator", "secretary", "chair"), methods=("POST",))
@never_cache
def print_slips(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Make slips and answer with the page to print."""
    meeting = find.meeting(actor_of(request), meeting_id)
    made = slips.make_login_slips(
        actor_of(request), meeting_id=meeting_id, delegate_id=SlipsForm.delegate_of(request), now=clock.now()
    )
    origin = f"{request.scheme}://{request.get_host()}"
    shown = [(one, slip_groups(one.code), _qr(origin + reverse("accounts:slip-code", args=[one.code]))) for one in made]
    context = {"slips": shown, "name": words.meeting_full_name(meeting), "site": origin + reverse("accounts:slip")}
    return render(request, "congress/desk/slips.html", context)


def _qr(address: str) -> SafeString:
    out = io.BytesIO()
    segno.make(address, error="m").save(out, kind="svg", xmldecl=False, svgns=True, omitsize=True, border=1)
    return mark_safe(out.getvalue().decode())  # noqa: S308 - drawn by us
