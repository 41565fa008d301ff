"""A rater's own words, sent from the page of the ballot."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import comments
from gonghui.kernel.access import SIGNED_IN, access, actor_of
from gonghui.kernel.errors import NotFound, Refused


@access(SIGNED_IN, methods=("POST",))
def comment(request: HttpRequest, vote_id: UUID) -> HttpResponse:
    try:
        masked = comments.comment(actor_of(request), vote_id=vote_id, text=request.POST.get("text", ""))
    except NotFound:
        raise
    except Refused as refused:
        messages.error(request, f"{refused.sentence}{refused.remedy}")
    else:
        told = _("意见已收到；其中的姓名、号码已经隐去。") if masked else _("意见已收到，不记名。")
        messages.success(request, told)
    return redirect("congress:ballot", vote_id)
