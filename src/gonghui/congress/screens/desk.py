"""What the check-in desk shows."""

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from gonghui.congress.models import Delegate, LeaveRequest, Meeting
from gonghui.congress.queries.presence import by_delegation, desk_rows, quorum_now
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
    leaves = LeaveRequest.objects.filter(meeting=meeting, decided_at=None).select_related("delegate__delegation")
    return {
        "m": meeting, "union": meeting.term.union.unit_name, "meeting": words.meeting_name(meeting),
        "quorum": quorum_now(meeting), "delegations": by_delegation(meeting), "rows": wanted[:SHOWN],
        "more": max(0, len(wanted) - SHOWN), "total": len(wanted), "search": search, "show": which,
        "leaves": leaves.order_by("asked_at"), "live_topic": f"meeting/{meeting.id}",
        "live_seq": live.latest(f"meeting/{meeting.id}"), "bar_clock": True,
        "login_slips": settings.GONGHUI_LOGIN_SLIPS,
    }  # fmt: skip


def card(delegate_id: UUID) -> str:
    """Return who this is in one line, for the people at the desk."""
    delegate = Delegate.objects.select_related("delegation").get(id=delegate_id)
    where = delegate.delegation.name if delegate.delegation else _("未编代表团")
    return f"{delegate.name}（{where} {delegate.seat}）".replace(" ）", "）")
