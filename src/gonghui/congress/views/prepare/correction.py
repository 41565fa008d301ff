"""What the union holds against the unit: demands of correction, their answers, the steps up."""

from collections.abc import Mapping
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import correction as act_on
from gonghui.congress.forms.between import DemandForm, MendedForm, PaperForm, ReplyForm
from gonghui.congress.queries import correction as asked
from gonghui.congress.queries import prepare
from gonghui.congress.screens.prepare import correction as shown
from gonghui.congress.views.prepare.taking import BOTH, PREPARER, posted, saved, status_of
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.errors import NotFound


@access(PREPARER)
def home(request: HttpRequest) -> HttpResponse:
    """Everything demanded of the unit, what is due and overdue."""
    page = shown.home(prepare.union_of(actor_of(request)), clock.now())
    return render(request, "congress/correction/home.html", page)


@access(PREPARER, methods=BOTH)
def new(request: HttpRequest) -> HttpResponse:
    """Demand a correction."""
    union_id = prepare.union_of(actor_of(request))
    start = shown.demand_start(union_id, clock.now())
    form = DemandForm(posted(request), initial=start).offer(shown.rules(union_id))
    made: list[UUID] = []

    def act() -> object:
        given = {"union_id": union_id, "now": clock.now(), **form.cleaned_data}
        made.append(act_on.demand_correction(actor_of(request), **given))
        return made

    if saved(request, form, act, _("要求纠正书已登记，请打印盖章后送达单位。")):
        return redirect("congress:correction", made[0])
    lede = shown.demand_lede(union_id)
    return _form(request, form, shown.form_page(union_id, _("发出要求纠正书"), _("发出"), lede=lede))


@access(PREPARER)
def one(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """One matter with its papers."""
    found = asked.correction(actor_of(request), correction_id)
    return render(request, "congress/correction/one.html", shown.page(found, clock.now()))


@access(PREPARER, methods=BOTH)
def new_paper(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """Enter the paper that follows: the opinion or the advice of the union above."""
    found = asked.correction(actor_of(request), correction_id)
    kind = shown.next_paper(found)
    if kind is None:
        raise NotFound
    form = PaperForm(posted(request), initial=shown.paper_start(found, kind, clock.now()))

    def act() -> object:
        given = {"correction_id": correction_id, "kind": kind, "now": clock.now(), **form.cleaned_data}
        return act_on.escalate(actor_of(request), **given)

    if saved(request, form, act, _("已登记，期限从发出之日起计算。")):
        return redirect("congress:correction", correction_id)
    lede, title = shown.paper_lede(found.union_id, kind), shown.paper_title(kind)
    return _form(request, form, shown.form_page(found.union_id, title, _("登记"), lede=lede, one=found))


@access(PREPARER, methods=BOTH)
def reply(request: HttpRequest, correction_id: UUID, sheet_id: UUID) -> HttpResponse:
    """Note the written answer to a paper."""
    found = asked.correction(actor_of(request), correction_id)
    paper = asked.paper(found, sheet_id)
    start = {"answered_on": paper.answered_on or clock.local_date(clock.now()), "answer": paper.answer}
    form = ReplyForm(posted(request), initial=start)

    def act() -> object:
        return act_on.record_reply(actor_of(request), paper_id=sheet_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("书面答复已登记。")):
        return redirect("congress:correction", correction_id)
    return _form(request, form, shown.form_page(found.union_id, _("登记书面答复"), _("登记"), one=found))


@access(PREPARER, methods=BOTH)
def mended(request: HttpRequest, correction_id: UUID) -> HttpResponse:
    """Note that it was put right."""
    found = asked.correction(actor_of(request), correction_id)
    form = MendedForm(posted(request), initial={"mended_on": clock.local_date(clock.now())})

    def act() -> object:
        given = {"correction_id": correction_id, "now": clock.now(), **form.cleaned_data}
        return act_on.mark_mended(actor_of(request), **given)

    if saved(request, form, act, _("已登记纠正。")):
        return redirect("congress:correction", correction_id)
    return _form(request, form, shown.form_page(found.union_id, _("登记纠正"), _("登记"), one=found))


@access(PREPARER)
def sheet(request: HttpRequest, correction_id: UUID, sheet_id: UUID) -> HttpResponse:
    """The union's demand, to be printed and sealed."""
    found = asked.correction(actor_of(request), correction_id)
    return render(request, "congress/correction/sheet.html", shown.sheet(found, asked.demand(found, sheet_id)))


def _form(request: HttpRequest, form: Form, page: Mapping[str, object]) -> HttpResponse:
    return render(request, "congress/prepare/form.html", {**page, "form": form}, status=status_of(form))
