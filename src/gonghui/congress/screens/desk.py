"""What the check-in desk shows."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from gonghui.congress.actions.presence import SignedIn
from gonghui.congress.models import Delegate, LeaveRequest, Meeting, Site
from gonghui.congress.queries import sites
from gonghui.congress.queries.presence import DelegateRow, by_delegation, desk_rows, quorum_now
from gonghui.congress.screens import words
from gonghui.kernel import live

SHOWN = 60


def page(meeting: Meeting, asked: Mapping[str, str]) -> dict[str, object]:
    """Return the desk without a roll-call: presence, delegations, the delegates asked for, open leave requests."""
    rows = desk_rows(meeting)
    search, which = asked.get("q", "").strip(), asked.get("show", "missing")
    wanted = [row for row in rows if which == "all" or row.present == (which == "present")]
    if search:
        wanted = [row for row in rows if search in (row.number, row.name) or search in row.name]
    found = sites.of(meeting)
    here = next((site for site in found if str(site.id) == asked.get("site", "")), None)
    shown = wanted[:SHOWN]
    where = _where(meeting, found, shown) if found else {}
    leaves = LeaveRequest.objects.filter(meeting=meeting, decided_at=None).select_related("delegate__delegation")
    return {
        "m": meeting, "union": meeting.term.union.unit_name, "meeting": words.meeting_name(meeting),
        "quorum": quorum_now(meeting), "delegations": by_delegation(meeting),
        "rows": [(row, where.get(row.id, "")) for row in shown],
        "more": max(0, len(wanted) - SHOWN), "total": len(wanted), "search": search, "show": which,
        "leaves": leaves.order_by("asked_at"), "live_topic": f"meeting/{meeting.id}",
        "live_seq": live.latest(f"meeting/{meeting.id}"), "bar_clock": True,
        "login_slips": settings.GONGHUI_LOGIN_SLIPS,
        "sites": found, "site": here, "site_id": here.id if here else "",
        "by_site": sites.presence(meeting) if found else [],
        "must_choose": bool(found) and here is None,
    }  # fmt: skip


def _where(meeting: Meeting, found: Sequence[Site], rows: Sequence[DelegateRow]) -> dict[UUID, str]:
    """Return delegate id -> where they are, or where they are expected while they have not come."""
    names, plans = {site.id: site.name for site in found}, sites.plans(meeting)
    shown = {}
    for row in rows:
        if row.present:
            shown[row.id] = _("线上") if row.online else names.get(row.site_id, "") if row.site_id else ""
        elif row.id in plans:
            plan = plans[row.id]
            shown[row.id] = plan.name if plan else _("线上")
    return shown


def told(meeting_id: UUID, done: SignedIn) -> str:
    """Return how a sign-in went, in a sentence for the desk: who, where, and where they were expected."""
    delegate = Delegate.objects.select_related("delegation").get(id=done.delegate_id)
    meeting = Meeting(id=meeting_id)
    found = {site.id: site.name for site in sites.of(meeting)}
    who, where = card(delegate), found.get(done.site_id) if done.site_id else None
    if done.again and (where or (found and done.channel == "ONLINE")):
        return _("%(who)s 已在%(where)s签到。") % {"who": who, "where": where or _("线上")}
    if done.again:
        return _("%(who)s 已经签过到。") % {"who": who}
    plan = sites.plan_of(meeting, delegate) if found else None
    if plan is None or plan.site_id == done.site_id:
        return _("%(who)s 签到成功。") % {"who": who}
    expected = plan.site.name if plan.site else _("线上")
    return _("%(who)s 签到成功。原安排在%(where)s参加。") % {"who": who, "where": expected}


def card_of(delegate_id: UUID) -> str:
    """Return who a delegate is in one line."""
    return card(Delegate.objects.select_related("delegation").get(id=delegate_id))


def card(delegate: Delegate) -> str:
    """Return who this is in one line, for the people at the desk."""
    where = delegate.delegation.name if delegate.delegation else _("未编代表团")
    return f"{delegate.name}（{where} {delegate.seat}）".replace(" ）", "）")
