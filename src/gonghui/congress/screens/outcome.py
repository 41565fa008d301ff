"""What the pages after the sitting share: five steps, what is still missing, how near each due day is."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.documents import frame as facts
from gonghui.congress.documents import volume
from gonghui.congress.documents.catalogue import Document
from gonghui.congress.documents.deadline import due
from gonghui.congress.models import Filing, Meeting, Minutes, Objection, Publication, Resolution
from gonghui.congress.papers.archive import Completeness
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.calendar import publication_due, remaining
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.screens import words
from gonghui.kernel.clock import local_date
from gonghui.kernel.workdays import Deadline, china
from gonghui.ui.parts import Badge, Kind, Step, Todo

STEPS = (
    ("resolutions", gettext_noop("决议")),
    ("minutes", gettext_noop("纪要")),
    ("posting", gettext_noop("公示")),
    ("filing", gettext_noop("报送")),
    ("archive", gettext_noop("归档")),
)
NEAR = timedelta(days=2)
ENDINGS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "json": "JSON"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How far a meeting is after its close, read once for all five steps."""

    meeting: Meeting
    today: date
    voted: int
    resolutions: tuple[Resolution, ...]
    minutes: Minutes | None
    publication: Publication | None
    filing: Filing | None
    filing_due: Deadline
    unanswered: int
    state: Completeness

    @property
    def open_resolutions(self) -> int:
        """How many voted items have no adopted resolution yet."""
        return self.voted - sum(one.adopted_at is not None for one in self.resolutions)

    @property
    def publication_due(self) -> date:
        """The last day for posting."""
        return publication_due(pack_of(self.meeting), closed_on(self.meeting))

    @property
    def archived(self) -> bool:
        """Whether both locks are on."""
        return self.meeting.state == MeetingState.ARCHIVED


def closed_on(meeting: Meeting) -> date:
    """Return the day of the close, or the day it is planned for."""
    return local_date(meeting.closed_at or meeting.ends_at)


def outcome_of(meeting: Meeting, now: datetime) -> Outcome:
    """Read how far a meeting is."""
    resolutions = Resolution.objects.filter(meeting=meeting).select_related("item").order_by("item__position", "id")
    return Outcome(
        meeting=meeting, today=local_date(now), voted=len({vote.item_id for vote in facts.votes(meeting)}),
        resolutions=tuple(resolutions),
        minutes=Minutes.objects.filter(meeting=meeting).select_related("signed_by").first(),
        publication=Publication.objects.filter(meeting=meeting).first(),
        filing=Filing.objects.filter(meeting=meeting).first(), filing_due=due(meeting, china()),
        unanswered=Objection.objects.filter(publication__meeting=meeting, answered_at=None).count(),
        state=volume.completeness(meeting),
    )  # fmt: skip


def frame(so_far: Outcome, step: str) -> dict[str, object]:
    """Return what every page after the sitting needs."""
    meeting = so_far.meeting
    return {
        "m": meeting, "union": meeting.term.union.unit_name, "meeting": words.meeting_name(meeting),
        "steps_title": _("会后五步"), "steps": steps(so_far, step), "todo": todo(so_far), "archived": so_far.archived,
        "closed": meeting.closed_at is not None, "step": step, "next_step": next_step(meeting, step),
    }  # fmt: skip


def steps(so_far: Outcome, current: str) -> list[Step]:
    """Return the five steps; a step is done, at hand, or its due day has passed."""
    done = {
        "resolutions": so_far.meeting.closed_at is not None and so_far.open_resolutions == 0,
        "minutes": so_far.minutes is not None and so_far.minutes.signed_at is not None,
        "posting": so_far.publication is not None, "filing": so_far.filing is not None, "archive": so_far.archived,
    }  # fmt: skip
    late = {"posting": so_far.publication_due < so_far.today, "filing": so_far.filing_due.last_day < so_far.today}
    notes = step_notes(so_far)
    return [
        Step(
            label=_(word), url=url_of(so_far.meeting, key), note=notes.get(key, ""),
            state="now" if key == current else "done" if done[key] else "bad" if late.get(key) else "todo",
        )
        for key, word in STEPS
    ]  # fmt: skip


def step_notes(so_far: Outcome) -> dict[str, str]:
    """Return the few words under each step: what is done, or when it is due."""
    notes = {"archive": words_of(so_far.state)}
    if so_far.open_resolutions:
        notes["resolutions"] = _("%(n)s件未定稿") % {"n": so_far.open_resolutions}
    if so_far.meeting.closed_at is None:
        return notes
    if so_far.publication is None:
        notes["posting"] = words.translated(remaining(so_far.publication_due, so_far.today))
    if so_far.filing is None:
        notes["filing"] = words.translated(remaining(so_far.filing_due.last_day, so_far.today))
    return notes


def words_of(state: Completeness) -> str:
    """Return the meter in words: 必备24/26."""
    return _("必备%(present)s/%(required)s") % {"present": state.present, "required": state.required}


def todo(so_far: Outcome) -> list[Todo]:
    """Return what is still missing, most pressing first, each with the page where it is done."""
    meeting = so_far.meeting
    if meeting.closed_at is None:
        return [Todo(text=_("会议还在进行，闭会以后办理这些事项。"), must=False)]
    lines: list[Todo] = []
    if so_far.open_resolutions:
        text = _("%(n)s件决议还没有定稿") % {"n": so_far.open_resolutions}
        lines.append(Todo(text=text, url=url_of(meeting, "resolutions")))
    if so_far.minutes is None or so_far.minutes.signed_at is None:
        text = _("会议纪要还没有起草") if so_far.minutes is None else _("会议纪要等主席签发")
        lines.append(Todo(text=text, url=url_of(meeting, "minutes")))
    if so_far.publication is None:
        lines.append(Todo(text=_("还没有公示"), url=url_of(meeting, "posting"), note=due_words(
            so_far.publication_due, so_far.today)))  # fmt: skip
    if so_far.unanswered:
        text = _("%(n)s条异议还没有答复") % {"n": so_far.unanswered}
        lines.append(Todo(text=text, url=url_of(meeting, "posting")))
    if so_far.filing is None:
        lines.append(Todo(text=_("还没有报送上级工会"), url=url_of(meeting, "filing"), note=due_words(
            so_far.filing_due.last_day, so_far.today)))  # fmt: skip
    if so_far.state.missing:
        text = _("归档还缺%(n)s件") % {"n": len(so_far.state.missing)}
        lines.append(Todo(text=text, url=url_of(meeting, "archive")))
    elif not so_far.archived:
        lines.append(Todo(text=_("档案等两人锁定"), url=url_of(meeting, "archive"), must=False))
    return lines


def due_words(last: date, today: date) -> str:
    """Return a due day with how many days are left: 最晚 2026-03-17，还有 3 天."""
    left = words.translated(remaining(last, today))
    return _("最晚%(year)s年%(month)s月%(day)s日，%(left)s") % {
        "year": last.year, "month": last.month, "day": last.day, "left": left,
    }  # fmt: skip


def due_badge(last: date, today: date) -> Badge:
    """Return how near a due day is: quiet, amber from two days before, red when it has passed."""
    kind: Kind = "bad" if today > last else "warn" if today + NEAR >= last else "info"
    return Badge(text=words.translated(remaining(last, today)), kind=kind)


def url_of(meeting: Meeting, step: str) -> str:
    """Return the page of a step."""
    if step == "archive":
        return reverse("congress:archive", args=[meeting.id])
    return reverse("congress:after-step", args=[meeting.id, step])


def next_step(meeting: Meeting, step: str) -> dict[str, str] | None:
    """Return word and address of the step that follows, None after the last."""
    keys = [key for key, _word in STEPS]
    place = keys.index(step) + 1
    if place == len(keys):
        return None
    key, word = STEPS[place]
    return {"label": _(word), "url": url_of(meeting, key)}


def downloads(meeting: Meeting, one: Document) -> list[dict[str, str]]:
    """Return the formats of a paper with their addresses; JSON is for the archive and not offered here."""
    return [
        {"label": ENDINGS[ending], "url": reverse("congress:document", args=[meeting.id, one.key, ending])}
        for ending in one.formats
        if ending != "json"
    ]


def current_step(so_far: Outcome) -> str:
    """Return the step that waits: the first that is not done, the archive when all are."""
    for key, step in zip((key for key, _word in STEPS), steps(so_far, ""), strict=True):
        if step.state != "done":
            return key
    return "archive"
