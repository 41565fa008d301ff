"""The author's pages: one's own list, the draft, co-signers, one proposal, the reply as a paper."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress import public as congress
from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound
from gonghui.kernel.ids import uuid7
from gonghui.proposals.actions import writing
from gonghui.proposals.forms import DraftForm
from gonghui.proposals.queries import lists, whole
from gonghui.proposals.queries.law import limits_of
from gonghui.proposals.queries.places import places_of
from gonghui.proposals.rules.states import UNSENT
from gonghui.proposals.screens import people as shown
from gonghui.proposals.views.showing import BOTH, POST, form_page, posted, saved, tell, today, words_of
from gonghui.proposals.views.steps import SEEN_BY, acts_of
from gonghui.registry.public import union_cards


@access(SIGNED_IN)
def mine(request: HttpRequest) -> HttpResponse:
    """One's own proposals, what one was asked to co-sign, the calls that are open."""
    actor = actor_of(request)
    mandates = congress.mandates_of(actor.person_id)
    calls = lists.open_calls({one.union_id for one in mandates}, today())
    page = shown.mine(lists.mine(actor), lists.asked_of(actor), lists.merged_here(actor), calls,
                      mandates=mandates, places=places_of(actor))  # fmt: skip
    return render(request, "proposals/mine.html", page)


@access(SIGNED_IN, methods=BOTH)
def new(request: HttpRequest) -> HttpResponse:
    """Write a proposal."""
    actor = actor_of(request)
    start = {"key": uuid7(), "call": request.GET.get("call", "")}
    form = _draft_form(actor, posted(request), start)
    if saved(request, form, lambda: writing.save_draft(actor, now=clock.now(), **form.values()), _saved_words()):  # type: ignore[arg-type]
        return redirect("proposals:one", form.cleaned_data["key"])
    back = reverse("proposals:mine")
    return form_page(request, form, shown.draft_page(_("写提案"), places=places_of(actor), back=back))


@access(SIGNED_IN, methods=BOTH)
def edit(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Change a draft."""
    actor = actor_of(request)
    found = whole.own(actor, proposal_id)
    if found.side is not whole.Side.AUTHOR or found.state not in UNSENT:
        raise NotFound
    start = {name: getattr(found, name) for name in ("title", "category", "reason", "measures", "is_confidential")}
    form = _draft_form(
        actor, posted(request), {**start, "key": found.id, "union": found.union_id, "call": found.call_id or ""}
    )
    act = lambda: writing.save_draft(actor, now=clock.now(), **form.values() | {"proposal_id": proposal_id})  # type: ignore[arg-type]  # noqa: E731
    if saved(request, form, act, _saved_words()):
        return redirect("proposals:one", proposal_id)
    back = reverse("proposals:one", args=[proposal_id])
    return form_page(request, form, shown.draft_page(_("修改提案"), places=places_of(actor), back=back))


@access(SIGNED_IN)
def one(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal, for its author and for who is a party to it."""
    actor = actor_of(request)
    found = whole.own(actor, proposal_id)
    now = lists.today_of(found.union_id, today())
    limits = limits_of(found.term_id)
    page = shown.own(found, now, acts_of(found, now.day), limits, places=places_of(actor))
    return render(request, "proposals/one.html", page)


@access(SIGNED_IN, methods=BOTH)
def invite(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Look for delegates to co-sign."""
    actor = actor_of(request)
    found = whole.own(actor, proposal_id)
    if found.side is not whole.Side.AUTHOR or found.state not in UNSENT or actor.person_id is None:
        raise NotFound
    words = words_of(request)
    people = congress.delegates_of(found.term_id, words or found.delegation, most=30 if words else 10)
    page = shown.invite(found, people, words, places=places_of(actor), person=actor.person_id)
    return render(request, "proposals/invite.html", page)


@access(SIGNED_IN, methods=POST)
def ask(request: HttpRequest, proposal_id: UUID, delegate_id: UUID) -> HttpResponse:
    """Ask one delegate to co-sign."""
    given = {"proposal_id": proposal_id, "delegate_id": delegate_id}
    tell(request, lambda: writing.invite(actor_of(request), now=clock.now(), **given), _("已发出邀请。"))
    return redirect("proposals:invite", proposal_id)


@access(SIGNED_IN)
def letter(request: HttpRequest, proposal_id: UUID, side: str) -> HttpResponse:
    """The last reply as a paper to print; a hidden author is not told there either."""
    see, back = SEEN_BY.get(side, (None, ""))
    if see is None:
        raise NotFound
    found = see(actor_of(request), proposal_id)
    if not any(one.signed_at for one in found.replies):
        raise NotFound
    card = union_cards([found.union_id])[found.union_id]
    page = shown.letter(found, card.unit_name or card.name, reverse(back, args=[proposal_id]), today())
    return render(request, "proposals/letter.html", page)


def _saved_words() -> str:
    return _("已保存。可以邀请代表附议，也可以以后再改。")


def _draft_form(actor: Actor, data: object, start: dict[str, object]) -> DraftForm:
    unions = {one.union_id for one in congress.mandates_of(actor.person_id)}
    if not unions:
        raise NotFound
    cards = union_cards(unions)
    calls = [(str(call.id), call.title) for call in lists.open_calls(unions, today())]
    form = DraftForm(data, initial=start)  # type: ignore[arg-type]
    return form.offer([(str(key), card.name) for key, card in cards.items()], calls)
