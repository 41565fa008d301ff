"""Step 5: the ballot of an item, with its rows, and candidates from nomination to the official list."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.forms.ballots import ClassesForm, PaperForm, RowsForm, class_line
from gonghui.congress.models import AgendaItem, BallotRow, Meeting
from gonghui.congress.queries import prepare as asked
from gonghui.congress.queries.ballots import allows_others, class_group, draft_paper, holds_sealed
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.ballotpaper import (
    CANDIDACY_WORDS,
    GRADES,
    BallotPaper,
    Candidacy,
    PaperKind,
    kinds_for,
    paper_fault,
    told_before,
)
from gonghui.congress.rules.kinds import CongressPower
from gonghui.congress.rules.parameters import MIN_GROUP
from gonghui.congress.rules.states import VoteState
from gonghui.congress.screens import words
from gonghui.ui.parts import Badge, Crumb, Kind

FOUND = 12
BADGES: dict[Candidacy, Kind] = {Candidacy.OFFICIAL: "ok", Candidacy.WITHDRAWN: "mute", Candidacy.QUALIFIED: "info"}
LEDES = {
    PaperKind.ELECTION: gettext_noop("候选人经提名、酝酿讨论和资格审查，列为正式候选人后才能进入表决。"),
    PaperKind.ITEMS: gettext_noop("每一项分别表决、分别计票，各自通过或者不通过。"),
    PaperKind.APPRAISAL: gettext_noop("每名测评对象选一个等次；结果默认只有主席台、监票人和会务秘书看得到。"),
}


def form_of(item: AgendaItem, data: object) -> PaperForm:
    """Return the form of what the ballot asks, as it is now."""
    power = CongressPower(item.power)
    start = {"kind": item.paper_kind, "seats": item.seats or None, "grades": "、".join(item.grades),
             "result_is_open": item.result_is_open, "write_ins": allows_others(item)}  # fmt: skip
    return PaperForm(data, initial=start).offer(power, kinds_for(power))  # type: ignore[arg-type]


def classes_form(item: AgendaItem) -> ClassesForm:
    """Return the form of the classes of raters, as they are now."""
    lines = [class_line(one.rater_class, one.weight, one.categories) for one in class_group(item) if one.rater_class]
    return ClassesForm(None, initial={"classes": "\n".join(lines)})


def page(meeting: Meeting, item: AgendaItem, form: PaperForm, rows_form: RowsForm, sought: str) -> dict[str, object]:
    """Return the ballot: what it asks, its rows with their steps, and whom to add."""
    item.meeting = meeting
    kind, back = PaperKind(item.paper_kind), reverse("congress:prepare-item", args=[meeting.id, item.id])
    rows = list(item.rows.order_by("position"))
    paper = draft_paper(item)
    fault = paper_fault(paper) if paper else None
    frozen = item.votes.exclude(state=VoteState.VOIDED).exists() or item.ended_at is not None
    return {
        "form": form, "rows_form": rows_form, "item": item, "kind": str(kind), "has_rows": paper is not None,
        "crumbs": [Crumb(label=_("议程"), url=reverse("congress:prepare-agenda", args=[meeting.id])),
                   Crumb(label=_("第%(n)s项") % {"n": item.position}, url=back), Crumb(label=_("票面"))],
        "back": back, "title": _("票面：%(title)s") % {"title": item.title}, "frozen": frozen,
        "is_election": kind is PaperKind.ELECTION, "takes_people": kind is not PaperKind.ITEMS,
        "may_part": kind is PaperKind.APPRAISAL and meeting.ready_at is None, "classes_form": classes_form(item),
        "lede": _(LEDES[kind]) if kind in LEDES else "", "rows": [_line(meeting, row, len(rows)) for row in rows],
        "fault": words.translated(fault) if fault else "",
        "told": _told(meeting, paper) if paper and not fault else "",
        "no_others": kind is PaperKind.ELECTION and allows_others(item) and holds_sealed(item),
        "grades": "、".join(item.grades or [_(one) for one in GRADES]),
        "standings": [{"standing": one.value, "word": _(CANDIDACY_WORDS[one])} for one in _STEPS],
        "all_official": all(row.standing == Candidacy.OFFICIAL for row in rows if row.standing != Candidacy.WITHDRAWN),
        "sought": sought, "found": _found(meeting, sought) if sought else [],
    }  # fmt: skip


def _told(meeting: Meeting, paper: BallotPaper) -> str:
    return words.translated(told_before(paper, min_group=pack_of(meeting)[MIN_GROUP]))


def _line(meeting: Meeting, row: BallotRow, of: int) -> dict[str, object]:
    standing = Candidacy(row.standing)
    url = {way: reverse("congress:prepare-ballot-row", args=[meeting.id, row.id, way]) for way in _WAYS}
    return {
        "row": row, "first": row.position == 1, "last": row.position == of, "url": url,
        "badge": Badge(text=_(CANDIDACY_WORDS[standing]), kind=BADGES.get(standing, "line"), icon="none"),
        "gone": standing is Candidacy.WITHDRAWN,
        "next": next((one for one in _NEXT if list(Candidacy).index(one) > list(Candidacy).index(standing)), None),
        "next_word": _(CANDIDACY_WORDS[_following(standing)]),
        "next_url": reverse("congress:prepare-ballot-row", args=[meeting.id, row.id, _following(standing).lower()]),
    }  # fmt: skip


_WAYS = ("up", "down", "remove", "withdrawn", "nominated")
_STEPS = (Candidacy.NOMINATED, Candidacy.DISCUSSED, Candidacy.QUALIFIED, Candidacy.OFFICIAL)
_NEXT = (Candidacy.DISCUSSED, Candidacy.QUALIFIED, Candidacy.OFFICIAL)


def _following(standing: Candidacy) -> Candidacy:
    order = list(Candidacy)
    return order[min(order.index(standing) + 1, order.index(Candidacy.OFFICIAL))]


def _found(meeting: Meeting, sought: str) -> list[dict[str, object]]:
    people = asked.delegates(meeting, {"q": sought})[:FOUND]
    return [
        {"id": one.id, "name": one.name, "note": one.delegation.name if one.delegation else "", "number": one.number}
        for one in people
    ]
