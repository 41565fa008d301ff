"""The hats that a person has at congresses: posts of running meetings, and their own mandate."""

from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.accounts import public as accounts
from gonghui.congress import policy
from gonghui.congress.models import Appointment, Delegate, Meeting
from gonghui.congress.rules.states import MeetingState
from gonghui.kernel.actor import Hat

POST_WORDS = {
    "presidium": gettext_noop("主席团成员"),
    "presiding": gettext_noop("大会主持人"),
    "secretary_general": gettext_noop("秘书长"),
    "scrutineer": gettext_noop("监票人"),
    "teller": gettext_noop("计票人"),
    "desk": gettext_noop("签到台"),
    "operator": gettext_noop("会务操作"),
    "delegate": gettext_noop("职工代表"),
}
ENDED = (MeetingState.ARCHIVED, MeetingState.CANCELLED)
HOMES = {
    "delegate": "congress:now",
    "presiding": "congress:chair",
    "operator": "congress:chair",
    "scrutineer": "congress:count",
    "desk": "congress:desk",
}


def identity_of(account_id: UUID) -> accounts.Identity:
    """Return the hats of whoever uses an account: posts first, then mandates, newest meeting first."""
    return accounts.Identity(hats=hats_of(account_id))


def hats_of(account_id: UUID) -> tuple[Hat, ...]:
    """Return the hats held at meetings that are not yet archived. Posts without a desk of their own are none."""
    posts = Appointment.objects.filter(person__account=account_id, ended_at=None, role__in=HOMES)
    # Every request asks this: names alone, for a whole meeting carries the rules frozen into it.
    running = posts.exclude(meeting__state__in=ENDED).order_by("-meeting__opens_at", "id")
    held = [
        Hat(role=role, within=meeting, label=_hat_label(role, union))
        for role, meeting, union in running.values_list("role", "meeting_id", "meeting__term__union__short_name")
    ]
    terms = Delegate.objects.filter(person__account=account_id, ended_on=None).values("term_id")
    meetings = Meeting.objects.filter(term_id__in=terms).exclude(state__in=ENDED).order_by("-opens_at")
    mandates = [
        Hat(role="delegate", within=meeting, label=_hat_label("delegate", union))
        for meeting, union in meetings.values_list("id", "term__union__short_name")
    ]
    return (*held, *mandates)


def home_of(hat: Hat) -> str | None:
    """Return where a hat begins its work: at a meeting, or in its preparation; None for a hat of neither."""
    if hat.role in policy.PREPARERS:
        return reverse("congress:prepare-list")
    name = HOMES.get(hat.role)
    return reverse(name, args=[hat.within]) if name else None


def _hat_label(role: str, union: str) -> str:
    return f"{_(POST_WORDS[role])} · {union}"
