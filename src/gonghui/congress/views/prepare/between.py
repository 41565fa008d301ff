"""Between two congresses: joint meetings and committees of a term."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from gonghui.congress.actions import committees, joint
from gonghui.congress.forms.between import CommitteeForm, JointForm, JointItemForm, MemberForm
from gonghui.congress.queries import between as asked
from gonghui.congress.queries import prepare
from gonghui.congress.screens.prepare import between as shown
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, posted, saved, status_of, tell
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of
from gonghui.kernel.errors import NotFound

FORM = "congress/prepare/form.html"


@access(PREPARER)
def home(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Joint meetings and committees of a term."""
    return render(request, "congress/between/home.html", shown.home(prepare.term(actor_of(request), term_id)))


@access(PREPARER, methods=BOTH)
def new_joint(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Note a joint meeting that was held."""
    term = prepare.term(actor_of(request), term_id)
    form = JointForm(posted(request), initial=shown.joint_start(None, term, clock.now()))
    made: list[UUID] = []

    def act() -> object:
        given = {"term_id": term_id, "now": clock.now(), **form.cleaned_data}
        made.append(joint.record_joint(actor_of(request), **given))
        return made

    if saved(request, form, act, _("已登记，请逐项写明处理结果。")):
        return redirect("congress:joint", made[0])
    page = shown.form_page(term, _("登记联席会议"), _("登记"), lede=shown.joint_lede())
    return render(request, FORM, {**page, "form": form}, status=status_of(form))


@access(PREPARER)
def one_joint(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """A joint meeting with what it settled."""
    page = shown.joint_page(asked.joint_meeting(actor_of(request), joint_id))
    return render(request, "congress/between/joint.html", page)


@access(PREPARER, methods=BOTH)
def edit_joint(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Change the frame of a joint meeting."""
    found = asked.joint_meeting(actor_of(request), joint_id)
    form = JointForm(posted(request), initial=shown.joint_start(found, found.term, clock.now()))

    def act() -> object:
        return joint.edit_joint(actor_of(request), joint_id=joint_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("已保存。")):
        return redirect("congress:joint", joint_id)
    back = shown.joint_crumb(found)
    page = shown.form_page(found.term, _("修改"), _("保存"), lede=shown.joint_lede(), back=back.url, crumbs=[back])
    return render(request, FORM, {**page, "form": form}, status=status_of(form))


@access(PREPARER, methods=BOTH)
def new_item(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Note a matter that a joint meeting settled."""
    found = asked.joint_meeting(actor_of(request), joint_id)
    form = JointItemForm(posted(request)).offer(shown.matters(found.term))

    def act() -> object:
        return joint.settle_item(actor_of(request), joint_id=joint_id, now=clock.now(), **form.cleaned_data)

    if saved(request, form, act, _("已登记。")):
        return redirect("congress:joint", joint_id)
    back = shown.joint_crumb(found)
    page = shown.form_page(found.term, _("登记事项"), _("登记"), back=back.url, crumbs=[back])
    return render(request, FORM, {**page, "form": form}, status=status_of(form))


@access(PREPARER, methods=POST)
def remove_item(request: HttpRequest, joint_id: UUID, entry_id: UUID) -> HttpResponse:
    """Take out a matter noted by mistake."""
    asked.joint_item(actor_of(request), joint_id, entry_id)
    tell(request, lambda: joint.remove_joint_item(actor_of(request), item_id=entry_id, now=clock.now()), _("已删去。"))
    return redirect("congress:joint", joint_id)


@access(PREPARER, methods=POST)
def remove_joint(request: HttpRequest, joint_id: UUID) -> HttpResponse:
    """Take out a joint meeting noted by mistake."""
    term_id = asked.joint_meeting(actor_of(request), joint_id).term_id
    done = tell(
        request, lambda: joint.remove_joint(actor_of(request), joint_id=joint_id, now=clock.now()), _("已删去。")
    )
    return redirect("congress:between", term_id) if done else redirect("congress:joint", joint_id)


@access(PREPARER, methods=BOTH)
def new_committee(request: HttpRequest, term_id: UUID) -> HttpResponse:
    """Set up a committee."""
    term = prepare.term(actor_of(request), term_id)
    form = CommitteeForm(posted(request))
    made: list[UUID] = []

    def act() -> object:
        given = {"term_id": term_id, "now": clock.now(), **form.cleaned_data}
        made.append(committees.set_up_committee(actor_of(request), **given))
        return made

    if saved(request, form, act, _("已设立，请登记成员和负责人。")):
        return redirect("congress:committee", made[0])
    lede = _("成员由职工代表大会选举产生，负责人由职工代表担任。")
    page = shown.form_page(term, _("设立专门小组（委员会）"), _("设立"), lede=lede)
    return render(request, FORM, {**page, "form": form}, status=status_of(form))


@access(PREPARER, methods=BOTH)
def committee(request: HttpRequest, committee_id: UUID) -> HttpResponse:
    """A committee and its members. Names to look for come by POST and stay out of addresses."""
    found = asked.committee(actor_of(request), committee_id)
    page = shown.committee_page(found, actor_of(request), request.POST.get("words", "").strip()[:40])
    return render(request, "congress/between/committee.html", page)


@access(PREPARER, methods=POST)
def join(request: HttpRequest, committee_id: UUID) -> HttpResponse:
    """Put somebody on a committee."""
    asked.committee(actor_of(request), committee_id)
    form = MemberForm(request.POST)
    if not form.is_valid():
        raise NotFound
    tell(request, lambda: committees.join_committee(
        actor_of(request), committee_id=committee_id, now=clock.now(), **form.cleaned_data), _("已登记。"))  # fmt: skip
    return redirect("congress:committee", committee_id)


@access(PREPARER, methods=POST)
def head(request: HttpRequest, committee_id: UUID, member_id: UUID) -> HttpResponse:
    """Make a member head."""
    asked.member(actor_of(request), committee_id, member_id)
    tell(request, lambda: committees.head_committee(
        actor_of(request), member_id=member_id, now=clock.now()), _("已登记为负责人。"))  # fmt: skip
    return redirect("congress:committee", committee_id)


@access(PREPARER, methods=POST)
def leave(request: HttpRequest, committee_id: UUID, member_id: UUID) -> HttpResponse:
    """Take somebody off a committee."""
    asked.member(actor_of(request), committee_id, member_id)
    tell(request, lambda: committees.leave_committee(
        actor_of(request), member_id=member_id, now=clock.now()), _("已退出。"))  # fmt: skip
    return redirect("congress:committee", committee_id)


@access(PREPARER, methods=POST)
def dissolve(request: HttpRequest, committee_id: UUID) -> HttpResponse:
    """Dissolve a committee."""
    term_id = asked.committee(actor_of(request), committee_id).term_id
    tell(request, lambda: committees.dissolve_committee(
        actor_of(request), committee_id=committee_id, now=clock.now()), _("已撤销。"))  # fmt: skip
    return redirect("congress:between", term_id)
