"""Step 9: rehearsal, papers in reserve, exceptions, and the ways out."""

from django.utils.translation import gettext as _

from gonghui.congress.models import Meeting
from gonghui.congress.queries.prepare import overrides
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.readiness import Readiness
from gonghui.congress.screens import words
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local
from gonghui.ui.parts import Badge, Guard


def page(meeting: Meeting, ready: Readiness, actor: Actor) -> dict[str, object]:
    """Return what is left of the last step, and the rules for which a reason can be given."""
    pack = pack_of(meeting)
    return {
        "checks": [
            Guard(
                name=_("彩排"),
                status=_("已完成") if meeting.rehearsed_at else _("未进行"),
                note=_("约30分钟：签到、试表决、大屏、打印"),
                state="ok" if meeting.rehearsed_at else "warn",
            ),
            Guard(
                name=_("纸质备用包"),
                status=_("已打印") if meeting.fallback_printed_at else _("未打印"),
                note=_("签到表、表决票、计票单、主持词"),
                state="ok" if meeting.fallback_printed_at else "warn",
            ),
        ],
        "exceptions": [
            {
                "rule": gap.rule,
                "text": words.translated(gap.sentence),
                "way": words.translated(gap.way_out),
                "law": str(gap.law or ""),
                "title": pack.rule(gap.rule).title,
            }
            for gap in ready.gaps
            if gap.must and gap.can_override and gap.rule
        ],
        "signed": [
            {"title": pack.rule(one.rule).title, "reason": one.reason, "at": local(one.at)}
            for one in overrides(meeting)
        ],
        "is_chair": actor.wears("chair", within=meeting.term.union_id),
        "badge": Badge(text=_("已准备就绪"), kind="ok") if meeting.state == "READY" else None,
        "is_postponed": meeting.state == "POSTPONED",
        "can_call_off": meeting.opened_at is None and meeting.state not in ("POSTPONED", "CANCELLED"),
        "can_take_back": meeting.state == "READY" and meeting.sign_in_from is None,
    }
