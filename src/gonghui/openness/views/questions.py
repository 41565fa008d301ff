"""The questions of the workshop, as the officers answer them."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.paging import page_of
from gonghui.openness.actions import questions as acts
from gonghui.openness.policy import OFFICERS, union_of
from gonghui.openness.queries import desk as asked
from gonghui.openness.rules.states import QuestionState
from gonghui.openness.screens import desk as shown
from gonghui.openness.views.desk import OFFICER, PAGE
from gonghui.openness.views.taking import POST, TOLD, framed, sentence, turned, typed


@access(OFFICER)
def questions(request: HttpRequest) -> HttpResponse:
    """List the questions of a state; those that wait can be answered in place."""
    actor, today = actor_of(request), clock.local_date(clock.now())
    union_id = union_of(actor, *OFFICERS)
    wanted = request.GET.get("state", "")
    state = wanted if wanted in set(QuestionState) else QuestionState.WAITING.value
    page = page_of(asked.questions(actor, union_id, state), request.GET.get("page"), size=PAGE)
    context = framed(
        request, page=page, state=state, tabs_of=shown.question_tabs(state, asked.question_counts(union_id)),
        lines=[(one, shown.question_badge(one, today)) for one in page.items],
        **turned(reverse("openness:questions"), page, {"state": state}),
        crumbs=[shown.home_crumb()],
    )  # fmt: skip
    return render(request, "openness/questions.html", context)


@access(OFFICER, methods=POST)
def answer(request: HttpRequest, question_id: UUID) -> HttpResponse:
    """Answer in public, or set aside with the reason."""
    actor, text = actor_of(request), typed(request, "text")
    if request.POST.get("aside"):
        return _take(request, lambda: acts.set_aside(actor, question_id=question_id, reason=text, now=clock.now()),
                     _("已收起，不在公开栏上显示。"))  # fmt: skip
    return _take(request, lambda: acts.answer(actor, question_id=question_id, text=text, now=clock.now()),
                 _("已答复，公开栏上可以看到。"))  # fmt: skip


def _take(request: HttpRequest, act: Callable[[], object], done: str) -> HttpResponse:
    try:
        act()
    except TOLD as refused:
        messages.error(request, sentence(refused))
    else:
        messages.success(request, done)
    return redirect("openness:questions")
