"""Step 7: what delegations and delegates say before the meeting."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.models import Delegation, GroupPlan, GroupReport, Meeting, Room
from gonghui.congress.queries import opinions as given
from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries import rooms
from gonghui.congress.queries.presence import conduct_of
from gonghui.congress.rules.discussion import mode_fault
from gonghui.congress.rules.kinds import MODE_WORDS, Conduct, Mode
from gonghui.congress.screens.words import window_words
from gonghui.ui.parts import Badge, Crumb


def page(meeting: Meeting) -> dict[str, object]:
    """Return the delegations with how they discuss and what they reported, the items to discuss, opinions counted."""
    groups, tallied = asked.delegations(meeting), given.tallied(meeting)
    reports = {one.delegation_id: one for one in GroupReport.objects.filter(meeting=meeting)}
    plans = {one.delegation_id: one for one in GroupPlan.objects.filter(meeting=meeting).select_related("recorder")}
    held: dict[UUID, list[Room]] = {}
    for room in Room.objects.filter(item__meeting=meeting).select_related("item").order_by("item__position"):
        held.setdefault(room.delegation_id, []).append(room)
    lines = [_group(meeting, one, reports.get(one.id), plans.get(one.id), held.get(one.id, [])) for one in groups]
    handed = {room.item_id for each in held.values() for room in each}
    return {
        "lede": _("%(done)s/%(all)s个代表团已讨论，代表意见%(opinions)s条，待答复%(waiting)s条。")
        % {"done": sum(bool(one["done"]) for one in lines), "all": len(groups), "opinions": tallied.given,
           "waiting": tallied.waiting},
        "groups": lines, "tallied": tallied,
        "items": [(one, one.id in handed) for one in rooms.discussed_items(meeting) if one.state in rooms.OPEN_ITEMS],
        "window": window_words(meeting) or _("没有设定时间，代表随时可以提"),
        "window_url": reverse("congress:prepare-opinion-window", args=[meeting.id]),
        "answers_url": reverse("congress:prepare-answers", args=[meeting.id]),
    }  # fmt: skip


def _group(
    meeting: Meeting, group: Delegation, report: GroupReport | None, plan: GroupPlan | None, held: list[Room]
) -> dict[str, object]:
    signed = sum(room.signed_at is not None for room in held)
    done = signed == len(held) if held else report is not None
    mode = rooms.mode_of(meeting, plan)
    how = [_(MODE_WORDS[mode]), plan.place if plan else "", _("记录员%(name)s") % {"name": plan.recorder.name}
           if plan and plan.recorder else ""]  # fmt: skip
    args = [meeting.id, group.id]
    return {
        "group": group, "report": report, "done": done, "how": "　".join(word for word in how if word),
        "rooms": [(room.item.position, room.signed_at is not None) for room in held], "headless": group.head is None,
        "badge": Badge(text=_("已汇总"), kind="ok") if done else Badge(text=_("讨论中"), kind="info") if held
        else Badge(text=_("未登记"), kind="warn"),
        "url": reverse("congress:prepare-group", args=args),
        "plan_url": reverse("congress:prepare-group-plan", args=args),
    }  # fmt: skip


def plan_start(meeting: Meeting, group: Delegation) -> dict[str, object]:
    """Return how a delegation discusses as its form starts."""
    held = rooms.plan_of(meeting, group.id)
    return {"mode": held.mode, "place": held.place, "recorder": held.recorder.id if held.recorder else ""}


def mode_choices(meeting: Meeting) -> list[tuple[str, str]]:
    """Return the ways in which a delegation may discuss at a meeting."""
    step = conduct_of(meeting)[Conduct.DISCUSSION]
    return [(one.value, _(MODE_WORDS[one])) for one in Mode if mode_fault(step, one) is None]


def member_choices(group: Delegation) -> list[tuple[str, str]]:
    """Return the members of a delegation to choose from: id and words."""
    return [(str(one.id), f"{one.number}　{one.name}") for one in rooms.members(group.id)]


def plan_page(meeting: Meeting, group: Delegation) -> dict[str, object]:
    """Return what stands around the form of how a delegation discusses."""
    back = reverse("congress:prepare-opinions", args=[meeting.id])
    title = _("%(name)s讨论安排") % {"name": group.name}
    return {
        "title": title, "back": back, "go": _("保存"),
        "lede": _("线上讨论的，代表在手机上自己参加；现场讨论的，由记录员登记到场和意见。"),
        "crumbs": [Crumb(label=_("提案与意见"), url=back), Crumb(label=group.name)],
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
