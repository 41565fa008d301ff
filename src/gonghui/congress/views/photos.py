"""Photographs of sheets: taken with the scrutineer's phone, looked at by those who count."""

from uuid import UUID

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import photos
from gonghui.congress.forms import photo_of
from gonghui.congress.queries.photos import find_photo
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of, hats
from gonghui.kernel.errors import NotFound, Refused


@access(hats("scrutineer"), methods=("POST",))
def attach(request: HttpRequest, meeting_id: UUID, vote_id: UUID) -> HttpResponse:
    try:
        channel, upload = photo_of(request)
        photos.attach_photo(actor_of(request), vote_id=vote_id, channel=channel, upload=upload, now=clock.now())
    except NotFound:
        raise
    except Refused as refused:
        messages.error(request, f"{refused.sentence}{refused.remedy}")
    else:
        messages.success(request, _("照片已保存，会归入档案。"))
    return redirect("congress:count", meeting_id)


@access(hats("scrutineer", "secretary", "chair"))
def photo(request: HttpRequest, meeting_id: UUID, photo_id: UUID) -> FileResponse:
    found = find_photo(actor_of(request), photo_id).enclosure
    if found.meeting_id != meeting_id:
        raise NotFound
    kind = "image/png" if found.file_name.endswith(".png") else "image/jpeg"
    return FileResponse(default_storage.open(found.file_path), content_type=kind, filename=found.file_name)
