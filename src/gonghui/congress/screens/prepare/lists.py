"""The list of terms and meetings, and the forms that start one."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.forms import Form
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gonghui.congress.documents.late import late_filing, late_posting
from gonghui.congress.models import Meeting, Term
from gonghui.congress.queries import correction
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.queries.prepare import TermLine
from gonghui.congress.queries.standing import standing_of
from gonghui.congress.queries.tenure import period_of
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.kinds import MODE_WORDS, Mode
from gonghui.congress.rules.stages import PREPARING
from gonghui.congress.rules.states import TermState, state_words
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.screens import words
from gonghui.congress.screens.prepare.frame import state_badge, url_of
from gonghui.congress.screens.ways import union_tab
from gonghui.kernel.clock import local, local_date
from gonghui.kernel.workdays import china
from gonghui.registry.public import union_card, union_tabs
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Row


def chrome(union_id: UUID) -> dict[str, object]:
    """Return the name of the union and the way between its pages."""
    card = union_card(union_id)
    return {
        "union": card.name,
        "tabs": union_tabs(union_id, union_tab().url),
    }


def home(union_id: UUID, lines: Sequence[TermLine], now: datetime) -> dict[str, object]:
    """Return the list, one card a term."""
    new = reverse("congress:prepare-term")
    return {
        **chrome(union_id),
        "acts": [
            Act(label=_("要求纠正"), url=reverse("congress:corrections"), icon="scales"),
            Act(label=_("新建一届"), url=new, icon="plus", main=not lines),
        ],
        "overdue": correction.overdue(union_id, local_date(now)),
        "overdue_act": Act(label=_("去办理"), url=reverse("congress:corrections")),
        "terms": [_term(line, local_date(now)) for line in lines],
        "empty_act": Act(label=_("新建一届"), url=new, icon="plus", main=True),
        "columns": [
            Column(label=_("会议")),
            Column(label=_("开会时间"), nowrap=True),
            Column(label=_("方式"), nowrap=True),
            Column(label=_("会场")),
            Column(label=_("状态"), nowrap=True, top=True),
            Column(label=_("办理"), hide_label=True),
        ],
    }


def form_page(union_id: UUID, title: str, form: Form) -> dict[str, object]:
    """Return a page with one form."""
    crumbs = [Crumb(label=_("职代会"), url=reverse("congress:prepare-list")), Crumb(label=title)]
    return {**chrome(union_id), "title": title, "crumbs": crumbs, "form": form}


def next_term(lines: Sequence[TermLine], now: datetime) -> dict[str, object]:
    """Return what the form for a new term starts with."""
    last = lines[0].term if lines else None
    starts = last.ends_on if last else local_date(now).replace(day=1)
    return {
        "number": last.number + 1 if last else 1, "starts_on": starts,
        "ends_on": date(starts.year + 5, starts.month, min(starts.day, 28)),
        "staff": last.staff if last else None, "women_staff": last.women_staff if last else None,
        "is_large_group": last.is_large_group if last else False,
        "is_professional_unit": last.is_professional_unit if last else False,
    }  # fmt: skip


def next_meeting(term: Term, now: datetime) -> dict[str, object]:
    """Return what the form for a new meeting starts with: a month ahead, in the morning."""
    last = term.meetings.filter(is_rehearsal=False).order_by("-number").first()
    opens = local(now + timedelta(days=30)).replace(hour=9, minute=0, second=0, microsecond=0)
    return {
        "number": last.number + 1 if last else 1, "mode": last.mode if last else Mode.MIXED.value, "opens_at": opens,
        "ends_at": opens + timedelta(hours=3), "place": last.place if last else "", "proposed_by": "UNION",
        "contact_name": last.contact_name if last else "", "contact_phone": last.contact_phone if last else "",
    }  # fmt: skip


def first_open_step(meeting: Meeting, now: datetime) -> str:
    """Return the address of the first step in which something must be done; of the last one when nothing must."""
    must = next((gap.step for gap in readiness_of(meeting, now).gaps if gap.must), PrepStep.REHEARSAL)
    return url_of(meeting, must)


def _term(line: TermLine, today: date) -> dict[str, object]:
    term = line.term
    return {
        "title": words.term_name(term), "url": reverse("congress:term", args=[term.id]), "open": _open(term, today),
        "badge": Badge(text=words.translated(state_words(TermState(term.state))), kind="line"),
        "note": _("%(start)s至%(end)s，职工%(staff)s人，正式代表%(delegates)s名")
        % {"start": term.starts_on.isoformat(), "end": period_of(term).last_day.isoformat(), "staff": term.staff,
           "delegates": line.delegates},
        "act": Act(label=_("筹备一次会议"), url=reverse("congress:prepare-meeting", args=[term.id]), icon="plus"),
        "between": Act(label=_("闭会期间"), url=reverse("congress:between", args=[term.id]), icon="calendar"),
        "rows": [_meeting(term, meeting, today) for meeting in line.meetings],
    }  # fmt: skip


def _open(term: Term, today: date) -> int:
    """Return how many things there are to see to at a term that is not over."""
    return 0 if term.state == TermState.CLOSED else len(standing_of(term, today).open)


def _meeting(term: Term, meeting: Meeting, today: date) -> Row:
    meeting.term = term
    late = _late(meeting, today)
    label = _("继续准备") if meeting.state in PREPARING else _("查看准备")
    return Row(
        cells=[
            Cell(text=words.meeting_name(meeting), url=reverse("congress:prepare", args=[meeting.id])),
            date_format(local(meeting.opens_at), "Y-m-d H:i"), _(MODE_WORDS[Mode(meeting.mode)]), meeting.place,
            Cell(badge=state_badge(meeting)),
            Cell(acts=[*_doors(meeting), Act(label=label, url=reverse("congress:prepare", args=[meeting.id]))]),
        ],
        state="warn" if late else "", why=" ".join(words.translated(one.sentence) for one in late),
        law="".join(str(one.law) for one in late if one.law),
    )  # fmt: skip


def _late(meeting: Meeting, today: date) -> list[Finding]:
    """Return what should have been done after the sitting by now: posting, then filing."""
    posted, filed = getattr(meeting, "publication", None), getattr(meeting, "filing", None)
    found = [
        None if posted else late_posting(meeting, posted, today),
        None if filed else late_filing(meeting, filed, today, china()),
    ]
    return [one for one in found if one is not None]


def _doors(meeting: Meeting) -> list[Act]:
    """Return where the secretary is needed: at the desk of a meeting that is ready, or after one that is closed."""
    if meeting.closed_at is not None:
        return [Act(label=_("会后办理"), url=reverse("congress:after", args=[meeting.id]), main=True)]
    if meeting.state in PREPARING:
        return []
    return [Act(label=_("签到台"), url=reverse("congress:desk", args=[meeting.id]))]
