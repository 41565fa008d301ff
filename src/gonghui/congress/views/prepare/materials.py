"""Step 6: materials."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from gonghui.congress.actions import materials as act_on
from gonghui.congress.forms.prepare import PaperForm, upload_of
from gonghui.congress.queries import prepare as asked
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens.prepare import joint_report
from gonghui.congress.screens.prepare import materials as shown
from gonghui.congress.uploads import ACCEPT, MOST_BYTES
from gonghui.congress.views.prepare.taking import BOTH, POST, PREPARER, posted, saved, show, status_of, take, tell
from gonghui.kernel import clock
from gonghui.kernel.access import access, actor_of

STEP = PrepStep.MATERIALS


@access(PREPARER, methods=BOTH)
def materials(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The papers, and one more."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    start = {"item": request.GET.get("item", ""), **joint_report.start(meeting, request.GET.get("report", ""))}
    form = PaperForm(posted(request), initial=start)
    form.offer_items(shown.items(meeting))

    made: list[UUID] = []

    def act() -> None:
        made.append(act_on.add_paper(actor_of(request), meeting_id=meeting_id, now=clock.now(),
                                     upload=upload_of(request.FILES.get("file")), **form.values()))  # fmt: skip

    if saved(request, form, act, _("材料已收下。送达以后，代表才能看到。")):
        # What has no text says on its own page what that means, and the way out.
        if not asked.paper(meeting, made[-1]).text:
            return redirect("congress:prepare-paper", meeting_id, made[-1])
        return redirect("congress:prepare-materials", meeting_id)
    files = {"accept": ACCEPT, "max_mb": MOST_BYTES // 1048576}
    context = {**shown.page(meeting, clock.now()), **joint_report.offer(meeting), **files, "form": form}
    return show(request, meeting_id, STEP, context, status=status_of(form))


@access(PREPARER, methods=POST)
def serve(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Serve what is not served yet."""
    channel = request.POST.get("channel", "APP")
    return take(request, meeting_id, STEP, lambda: act_on.serve_papers(
        actor_of(request), meeting_id=meeting_id, now=clock.now(), channel=channel),
        _("材料已送达全体正式代表，回执已记录。"))  # fmt: skip


@access(PREPARER)
def paper(request: HttpRequest, meeting_id: UUID, paper_id: UUID) -> HttpResponse:
    """One paper: its text, who has not opened it."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    return show(request, meeting_id, STEP, shown.receipts(meeting, asked.paper(meeting, paper_id)), page="paper")


@access(PREPARER)
def compare(request: HttpRequest, meeting_id: UUID, paper_id: UUID) -> HttpResponse:
    """What was changed between the versions of a paper."""
    meeting = asked.meeting(actor_of(request), meeting_id)
    found = shown.compared(meeting, asked.paper(meeting, paper_id), request.GET.get("with", ""))
    return show(request, meeting_id, STEP, found, page="compare")


@access(PREPARER, methods=POST)
def remind(request: HttpRequest, meeting_id: UUID, paper_id: UUID) -> HttpResponse:
    """Ask who has not opened a paper to read it."""
    tell(request, lambda: act_on.remind_unread(actor_of(request), paper_id=paper_id, now=clock.now()),
         _("已提醒。未读代表的手机上会显示提醒，请读完再表决。"))  # fmt: skip
    return redirect("congress:prepare-paper", meeting_id, paper_id)


@access(PREPARER, methods=POST)
def withdraw(request: HttpRequest, meeting_id: UUID, paper_id: UUID) -> HttpResponse:
    """Withdraw a paper."""
    return take(request, meeting_id, STEP, lambda: act_on.withdraw_paper(
        actor_of(request), paper_id=paper_id, now=clock.now()), _("材料已撤回，代表不再看到；回执保留。"))  # fmt: skip


@access(PREPARER, methods=POST)
def must_read(request: HttpRequest, meeting_id: UUID, paper_id: UUID) -> HttpResponse:
    """Say whether a paper must be read."""
    wanted = request.POST.get("must_read") == "1"
    tell(request, lambda: act_on.mark_must_read(
        actor_of(request), paper_id=paper_id, must_read=wanted, now=clock.now()), _("已保存。"))  # fmt: skip
    return redirect("congress:prepare-paper", meeting_id, paper_id)
