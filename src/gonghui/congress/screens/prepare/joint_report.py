"""Step 6, where joint meetings wait to be reported: the paper is drafted from what was noted of them."""

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from gonghui.congress.documents.joint import TITLE, report_words
from gonghui.congress.models import AgendaItem, Meeting, Paper
from gonghui.congress.queries import between
from gonghui.congress.rules.joint import UNION_REPORT
from gonghui.kernel.clock import local_date
from gonghui.ui.parts import Act


def offer(meeting: Meeting) -> dict[str, object]:
    """Return that the report can be drafted, while its item stands on the agenda without a paper."""
    item = _item(meeting)
    count = between.unreported(meeting.term.union_id, before=local_date(meeting.opens_at)).count() if item else 0
    if item is None or not count:
        return {}
    page = reverse("congress:prepare-materials", args=[meeting.id])
    title = _("第%(n)s项要报告联席会议%(count)s次的处理结果") % {"n": item.position, "count": count}
    act = Act(label=_("起草报告"), url=f"{page}?{urlencode({'report': str(item.id)})}#add", icon="pencil")
    text = _("按登记的事项写好正文，核对后添加为材料。")
    return {"joint_report": {"title": title, "text": text, "act": act}}


def start(meeting: Meeting, asked: str) -> dict[str, object]:
    """Return what the form of a paper starts with when the report was asked for; nothing for anything else."""
    item = _item(meeting) if asked else None
    if item is None or asked != str(item.id):
        return {}
    joints = between.unreported(meeting.term.union_id, before=local_date(meeting.opens_at)).prefetch_related("items")
    return {"item": str(item.id), "title": TITLE, "kind": "REPORT", "text": report_words(joints)}


def _item(meeting: Meeting) -> AgendaItem | None:
    """Return the item under which joint meetings are reported, while it has no paper."""
    with_paper = Paper.objects.filter(meeting=meeting, withdrawn_at=None, item__isnull=False).values("item_id")
    reports = meeting.items.filter(matter=UNION_REPORT).exclude(id__in=with_paper)
    return reports.order_by("position").first()
