"""The hats that a person has at congresses: posts of running meetings, and their own mandate."""

from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.congress.models import Appointment, Delegate, Meeting
from gonghui.congress.rules.states import MeetingState
from gonghui.kernel.actor import Hat

POST_WORDS = {
    "presidium": "主席团成员",
    "presiding": "大会主持人",
    "secretary_general": "秘书长",
    "scrutineer": "监票人",
    "teller": "计票人",
    "desk": "签到台",
    "operator": "会务操作",
    "delegate": "职工代表",
}
ENDED = (MeetingState.ARCHIVED, MeetingState.CANCELLED)


def hats_of(person_id: UUID) -> tuple[Hat, ...]:
    """Return the hats of a person at meetings that are not yet archived, posts first, newest meeting first."""
    posts = Appointment.objects.filter(person_id=person_id, ended_at=None).exclude(meeting__state__in=ENDED)
    held = [
        Hat(role=post.role, within=post.meeting_id, label=_hat_label(post.role, post.meeting))
        for post in posts.select_related("meeting__term__union").order_by("-meeting__opens_at", "id")
    ]
    terms = Delegate.objects.filter(person_id=person_id, ended_on=None).values_list("term_id", flat=True)
    meetings = Meeting.objects.filter(term_id__in=list(terms)).exclude(state__in=ENDED).select_related("term__union")
    mandates = [
        Hat(role="delegate", within=meeting.id, label=_hat_label("delegate", meeting))
        for meeting in meetings.order_by("-opens_at")
    ]
    return (*held, *mandates)


def _hat_label(role: str, meeting: Meeting) -> str:
    return f"{_(POST_WORDS[role])} · {meeting.term.union.short_name}"
