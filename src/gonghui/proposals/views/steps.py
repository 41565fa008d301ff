"""One page for every step of a proposal: its form, its action, and back to the page it came from."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gonghui.kernel import clock
from gonghui.kernel.access import SIGNED_IN, access, actor_of
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound
from gonghui.proposals.forms import AssignForm
from gonghui.proposals.queries import lists, whole
from gonghui.proposals.queries.whole import Side, Whole
from gonghui.proposals.screens.shared import step_page
from gonghui.proposals.views.showing import BOTH, form_page, posted, saved, step_tabs, today
from gonghui.proposals.views.table import ALL, BELOW, DESK, OWN, TASK
from gonghui.ui.parts import Act

See = Callable[[Actor, UUID], Whole]
SEEN_BY: Final[Mapping[str, tuple[See, str]]] = {
    "own": (whole.own, "proposals:one"),
    "desk": (whole.at_desk, "proposals:desk-one"),
    "task": (whole.task, "proposals:task"),
    "below": (whole.from_below, "proposals:below-one"),
}
"""How each place sees a proposal, and its page there."""
AWAY: Final = ("desk", "mend")
"""The step after which the desk sees a proposal no more, until its author submits it again."""
OF_SIDE: Final = {Side.AUTHOR: OWN, Side.COSIGNER: OWN, Side.DESK: DESK, Side.HANDLER: TASK, Side.ABOVE: BELOW,
                  Side.READER: ()}  # fmt: skip


def acts_of(found: Whole, day: date) -> list[Act]:
    """Return the steps that whoever looks at a proposal may take now."""
    return [
        Act(label=one.title, url=reverse("proposals:step", args=[found.id, one.place, one.verb]), icon=one.icon,
            main=one.main)
        for one in OF_SIDE[found.side] if one.offered(found, day)
    ]  # fmt: skip


@access(SIGNED_IN, methods=BOTH)
def step(request: HttpRequest, proposal_id: UUID, place: str, verb: str) -> HttpResponse:
    """Show what a step asks for, and take it."""
    page = ALL.get((place, verb))
    if page is None:
        raise NotFound
    actor, (see, back) = actor_of(request), SEEN_BY[place]
    found = see(actor, proposal_id)
    form = page.form(posted(request))
    if isinstance(form, AssignForm):
        form.offer([(str(one.id), one.name) for one in lists.departments(found.union_id)])

    def act() -> object:
        return page.act(actor, proposal_id=proposal_id, now=clock.now(), **form.values())

    if saved(request, form, act, str(page.done)):
        return redirect("proposals:desk") if (place, verb) == AWAY else redirect(back, proposal_id)
    if request.method != "POST" and not page.offered(found, today()):
        return redirect(back, proposal_id)
    around = step_page(found, str(page.title), str(page.lede), page.icon, reverse(back, args=[proposal_id]))
    return form_page(request, form, around | step_tabs(request, found, place))
