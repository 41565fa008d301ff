"""Step 7: what delegations and delegates say before the meeting."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.models import Delegation, GroupReport, Meeting
from gonghui.congress.queries import prepare as asked
from gonghui.congress.screens.words import window_words
from gonghui.kernel.paging import page_of
from gonghui.ui.parts import Crumb

SIZE = 20


def page(meeting: Meeting, number: str | None) -> dict[str, object]:
    """Return the delegations with their reports, and the opinions with their answers."""
    reports = {one.delegation_id: one for one in GroupReport.objects.filter(meeting=meeting)}
    groups = asked.delegations(meeting)
    found = page_of(asked.opinions(meeting), number, size=SIZE)
    return {
        "lede": _("%(done)s/%(all)s个代表团已讨论，代表意见%(opinions)s条。")
        % {"done": len(reports), "all": len(groups), "opinions": found.total},
        "groups": [
            {"group": group, "report": reports.get(group.id),
             "url": reverse("congress:prepare-group", args=[meeting.id, group.id])}
            for group in groups
        ],
        "window": window_words(meeting) or _("没有设定时间，代表随时可以提"),
        "window_url": reverse("congress:prepare-opinion-window", args=[meeting.id]),
        "opinions": found,
        "previous_url": f"?page={found.number - 1}" if found.has_previous else "",
        "next_page_url": f"?page={found.number + 1}" if found.has_next else "",
    }  # fmt: skip


def window_start(meeting: Meeting) -> dict[str, object]:
    """Return the time for opinions as its form starts."""
    return {"begins_at": meeting.opinions_from, "ends_at": meeting.opinions_until}


def window_page(meeting: Meeting) -> dict[str, object]:
    """Return what stands around the form of the time for opinions."""
    back = reverse("congress:prepare-opinions", args=[meeting.id])
    title = _("会前征求意见的时间")
    return {
        "title": title, "back": back, "go": _("保存"),
        "lede": _("会前只在这段时间里收意见；开会以后，会上照样可以提。"),
        "crumbs": [Crumb(label=_("提案与意见"), url=back), Crumb(label=title)],
    }  # fmt: skip


def group_start(meeting: Meeting, group: Delegation) -> dict[str, object]:
    """Return a delegation's report as its form starts."""
    report = GroupReport.objects.filter(meeting=meeting, delegation=group).first()
    if report is None:
        return {}
    return {"held_on": report.held_on, "attended": report.attended, "summary": report.summary}


def group_page(meeting: Meeting, group: Delegation) -> dict[str, object]:
    """Return what stands around the form of a delegation's report."""
    back = reverse("congress:prepare-opinions", args=[meeting.id])
    title = _("%(name)s讨论情况") % {"name": group.name}
    return {
        "title": title, "back": back, "go": _("登记讨论情况"),
        "crumbs": [Crumb(label=_("提案与意见"), url=back), Crumb(label=group.name)],
    }  # fmt: skip
