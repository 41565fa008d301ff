"""The open pages of a board: what hangs in the workshop leads here."""

import io
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.kernel import clock
from gonghui.kernel.access import PUBLIC, SIGNED_IN, access, actor_of
from gonghui.openness.actions import questions as acts
from gonghui.openness.forms import AskForm
from gonghui.openness.queries import public as asked
from gonghui.openness.screens import board as shown
from gonghui.openness.views.taking import POST, TOLD, sentence, typed
from gonghui.registry.public import union_card


@access(PUBLIC)
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """What is up today, the answers, and the box for questions."""
    actor = actor_of(request)
    found = asked.shown(actor, slug, clock.local_date(clock.now()))
    context = {**shown.page(found, union_card(found.board.union_id)), "form": AskForm(), "actor": actor}
    return _unlisted(render(request, "openness/board.html", context))


@access(PUBLIC)
def one(request: HttpRequest, slug: str, disclosure_id: UUID) -> HttpResponse:
    """One disclosure that is up."""
    found = asked.one(slug, disclosure_id, clock.local_date(clock.now()))
    context = shown.one(found, union_card(found.duty.board.union_id))
    return _unlisted(render(request, "openness/board_one.html", context))


@access(PUBLIC, methods=POST)
def ask(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask something: by name when logged in, else nobody knows who."""
    try:
        acts.ask(actor_of(request), slug=slug, text=typed(request, "text"), now=clock.now())
    except TOLD as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, _("问题已收到，答复后会在这里公布。"))
    return redirect("openness:board", slug)


@access(SIGNED_IN, methods=POST)
def support(request: HttpRequest, slug: str, question_id: UUID) -> HttpResponse:
    """Say that one has the same question, or take that back."""
    try:
        acts.support(actor_of(request), question_id=question_id, now=clock.now())
    except TOLD as refused:
        messages.error(request, sentence(refused))
    return redirect(f"{reverse('openness:board', args=[slug])}#q-{question_id}")


@access(PUBLIC)
def code(request: HttpRequest, slug: str) -> HttpResponse:
    """The QR code of the board, as SVG."""
    asked.board(slug)
    out = io.BytesIO()
    address = request.build_absolute_uri(reverse("openness:board", args=[slug]))
    segno.make(address, error="m").save(out, kind="svg", scale=6, border=2, dark="#000", light="#fff")
    return HttpResponse(out.getvalue(), content_type="image/svg+xml")


@access(PUBLIC)
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """The sheet to print and hang up."""
    found = asked.board(slug)
    address = request.build_absolute_uri(reverse("openness:board", args=[slug]))
    context = shown.poster(found, union_card(found.union_id), address)
    return _unlisted(render(request, "openness/poster.html", context))


def _unlisted(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
