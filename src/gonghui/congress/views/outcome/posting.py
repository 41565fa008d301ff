"""The public page: open to everybody, with the notice to print, its code, and objections by members."""

import io
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import publishing
from gonghui.congress.documents import access as allowed
from gonghui.congress.documents import decided, making
from gonghui.congress.documents import posting as posted
from gonghui.congress.forms.outcome import ObjectionForm
from gonghui.congress.screens import posting as screen
from gonghui.congress.views.outcome.taking import POST, TOLD, offered, public_page, sentence
from gonghui.kernel import clock
from gonghui.kernel.access import PUBLIC, SIGNED_IN, access, actor_of
from gonghui.kernel.errors import NotFound


@access(PUBLIC)
def page(request: HttpRequest, slug: str) -> HttpResponse:
    context = screen.page(allowed.posted(slug), clock.now(), actor_of(request))
    response = render(request, "congress/public/posting.html", context | {"form": ObjectionForm()})
    response["X-Robots-Tag"] = "noindex"
    return response


@access(PUBLIC)
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """The notice to be printed and put up, with the code that leads here."""
    one = allowed.posted(slug)
    made = making.render(posted.announcement(one, page=public_page(request, slug)), "pdf")
    return offered(made.data, f"{_('决议和表决结果公示')}.pdf", "application/pdf")


@access(PUBLIC)
def text(request: HttpRequest, slug: str, resolution_id: UUID) -> HttpResponse:
    """One resolution that is posted, as a PDF."""
    one = allowed.posted(slug)
    found = next((row for row in decided.published_resolutions(one.meeting) if row.id == resolution_id), None)
    if found is None:
        raise NotFound
    made = making.render(decided.resolution(found, page=public_page(request, slug)), "pdf")
    return offered(made.data, f"{found.title}.pdf", "application/pdf")


@access(PUBLIC)
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """The QR code of the public page, as SVG."""
    allowed.posted(slug)
    out = io.BytesIO()
    made = segno.make(public_page(request, slug), error="m")
    made.save(out, kind="svg", scale=6, border=2, dark="#000", light="#fff")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@access(SIGNED_IN, methods=POST)
def object_to(request: HttpRequest, slug: str) -> HttpResponse:
    form = ObjectionForm(request.POST)
    words = form.cleaned_data["text"] if form.is_valid() else ""
    try:
        publishing.object_to(actor_of(request), slug=slug, text=words, now=clock.now())
    except TOLD as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("异议已收到，工会核查后答复。"))
    return redirect("congress:posting", slug)
