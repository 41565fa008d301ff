"""The archive page, its build in slices, and the papers one by one."""

from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.actions import dossier as dossiers
from gonghui.congress.documents import access as allowed
from gonghui.congress.documents import making
from gonghui.congress.forms.outcome import EnclosureForm
from gonghui.congress.papers.volume_zip import safe_name
from gonghui.congress.screens import archive as screen
from gonghui.congress.screens import words
from gonghui.congress.uploads import ACCEPT
from gonghui.congress.views.outcome.taking import (
    POST,
    PREPARER,
    TOLD,
    back,
    offered,
    public_page,
    sentence,
    show,
    so_far,
    take,
)
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of
from gonghui.kernel.errors import NotFound, Refused


@access(PREPARER)
def archive(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    known = so_far(request, meeting_id)
    hat = actor_of(request).hat
    context = screen.page(known, role=hat.role if hat else "")
    return show(request, known, "archive", context | {"accept": ACCEPT})


@access(PREPARER, methods=POST)
def build(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Work on the archive for two seconds; an open page asks again until it is whole."""
    meeting = allowed.for_preparers(actor_of(request), meeting_id)
    page = public_page(request, allowed.slug_of(meeting))
    try:
        progress = dossiers.build(actor_of(request), meeting_id=meeting_id, page=page, now=clock.now())
    except TOLD as refused:
        messages.error(request, sentence(refused))
        return _leave(request, meeting_id)
    if progress.whole:
        messages.success(request, _("整包已生成。"))
        return _leave(request, meeting_id)
    context = {"m": meeting, "progress": progress, "left": progress.total - progress.done}
    if request.headers.get("HX-Request") == "true":
        return render(request, "congress/outcome/_progress.html", context)
    return render(request, "congress/outcome/building.html", context | {"meeting": words.meeting_name(meeting)})


@access(PREPARER, methods=POST)
def hand_in(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Hand in a paper for the archive, or say why there is none."""
    form = EnclosureForm(request.POST, request.FILES)
    form.is_valid()
    actor, data, now = actor_of(request), form.cleaned_data, clock.now()
    upload, serves = form.upload(), str(data.get("serves", ""))
    try:
        if upload is not None:
            title = data.get("title", "")
            dossiers.hand_in(actor, meeting_id=meeting_id, serves=serves, title=title, upload=upload, now=now)
        else:
            dossiers.give_reason(actor, meeting_id=meeting_id, serves=serves, reason=data.get("reason", ""), now=now)
    except NotFound:
        raise
    except Refused as refused:
        messages.error(request, f"{refused.sentence}{refused.remedy}")
    else:
        messages.success(request, _("已补交。") if upload else _("已记下情况说明。"))
    return back(meeting_id, "archive")


@access(PREPARER, methods=POST)
def take_back(request: HttpRequest, meeting_id: UUID, enclosure_id: UUID) -> HttpResponse:
    return take(request, meeting_id, "archive", lambda: dossiers.take_back(
        actor_of(request), enclosure_id=enclosure_id, now=clock.now()), _("已从归档中撤出。"))  # fmt: skip


@access(PREPARER, methods=POST)
def seal(request: HttpRequest, meeting_id: UUID, dossier_id: UUID) -> HttpResponse:
    return take(request, meeting_id, "archive", lambda: dossiers.seal(
        actor_of(request), dossier_id=dossier_id, now=clock.now()), _("已锁定。"))  # fmt: skip


@access(PREPARER)
def download(request: HttpRequest, meeting_id: UUID, dossier_id: UUID) -> FileResponse:
    """The whole archive as it was built."""
    found = allowed.dossier(actor_of(request), dossier_id)
    file = Path(settings.MEDIA_ROOT) / found.file_path
    if found.meeting_id != meeting_id or not file.is_file():
        raise NotFound
    name = f"{safe_name(words.meeting_full_name(found.meeting))}{_('档案')}.zip"
    return FileResponse(file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")


@access(SIGNED_IN)
def document(request: HttpRequest, meeting_id: UUID, key: str, ending: str) -> HttpResponse:
    """One paper in one format, for whoever may have it."""
    actor = actor_of(request)
    slug = allowed.slug_for(actor, meeting_id)
    found = allowed.document(actor, meeting_id, key, page=public_page(request, slug))
    if ending not in found.formats:
        raise NotFound
    made = making.make(found, ending)
    return offered(made.data, f"{safe_name(found.title)}.{ending}", making.TYPES[ending])


def _leave(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Load the archive page anew, also from within a part of it."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": reverse("congress:archive", args=[meeting_id])})
    return back(meeting_id, "archive")
