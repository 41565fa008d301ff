"""The room of a delegation's discussion: one's own press, the recorder's pad and ticks, the head's signature."""

from collections.abc import Callable
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import pad
from gonghui.congress.actions import rooms as actions
from gonghui.congress.forms.discussion import PadForm, SummaryForm, ticked
from gonghui.congress.queries import rooms as asked
from gonghui.congress.screens import rooms as shown
from gonghui.congress.views.prepare.taking import POST, saved, tell
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of
from gonghui.kernel.errors import NotFound

WAYS: Final[dict[str, Callable[..., None]]] = {
    "support": pad.support, "unsupport": pad.unsupport, "strike": pad.strike,
}  # fmt: skip


@access(SIGNED_IN)
def room(request: HttpRequest, room_id: UUID) -> HttpResponse:
    return _page(request, asked.own_room(actor_of(request), room_id))


@access(SIGNED_IN)
def part(request: HttpRequest, room_id: UUID) -> HttpResponse:
    own = asked.own_room(actor_of(request), room_id)
    return render(request, "congress/phone/_room.html", shown.part(*own))


@access(SIGNED_IN, methods=POST)
def come(request: HttpRequest, room_id: UUID) -> HttpResponse:
    tell(
        request, lambda: actions.come(actor_of(request), room_id=room_id, now=clock.now()), _("已登记您线上参加讨论。")
    )
    return redirect("congress:room", room_id)


@access(SIGNED_IN, methods=POST)
def people(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """Who is in the room, as the recorder ticks."""
    here = ticked(request.POST, "here")
    tell(
        request,
        lambda: actions.tick(actor_of(request), room_id=room_id, delegate_ids=here, now=clock.now()),
        _("参加人员已登记。"),
    )
    return redirect("congress:room", room_id)


@access(SIGNED_IN, methods=POST)
def opinion(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """A line of the pad; what cannot be taken is told beside what was written."""
    own = asked.own_room(actor_of(request), room_id)
    form = _pad(own, request)

    def act() -> object:
        return pad.take_down(actor_of(request), room_id=room_id, now=clock.now(), **form.values())

    if saved(request, form, act, _("意见已记下。")):
        return redirect("congress:room", room_id)
    return _page(request, own, pad_form=form, status=422)


@access(SIGNED_IN, methods=POST)
def summary(request: HttpRequest, room_id: UUID) -> HttpResponse:
    """The summary: kept as a draft, or signed by the head."""
    own = asked.own_room(actor_of(request), room_id)
    form, signs = SummaryForm(request.POST), request.POST.get("do") == "sign"
    write = actions.sign_room if signs else actions.write_summary

    def act() -> object:
        return write(actor_of(request), room_id=room_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("已签字汇总，本团讨论结束。") if signs else _("汇总草稿已保存，本团代表都能看到。")):
        return redirect("congress:room", room_id)
    return _page(request, own, summary_form=form, status=422)


@access(SIGNED_IN, methods=POST)
def line(request: HttpRequest, room_id: UUID, opinion_id: UUID, way: str) -> HttpResponse:
    """Say the same as a line of the pad, take that back, or take the line off."""
    act = WAYS.get(way)
    if act is None:
        raise NotFound
    tell(request, lambda: act(actor_of(request), opinion_id=opinion_id, now=clock.now()), "")
    return redirect("congress:room", room_id)


def _pad(own: asked.OwnRoom, request: HttpRequest | None = None) -> PadForm:
    form = PadForm(request.POST if request else None, initial=shown.pad_start())
    return form.offer(shown.speakers(*own), shown.paper_choices(own[0]))


def _page(
    request: HttpRequest, own: asked.OwnRoom, *, pad_form: PadForm | None = None,
    summary_form: SummaryForm | None = None, status: int = 200,
) -> HttpResponse:  # fmt: skip
    context = shown.page(*own, clock.now())
    context["pad_form"] = pad_form or _pad(own)
    context["summary_form"] = summary_form or SummaryForm(initial={"summary": own[0].summary})
    return render(request, "congress/phone/room.html", context, status=status)
