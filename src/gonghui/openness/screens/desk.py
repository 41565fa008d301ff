"""The pages of the officers: the board and its duties, one disclosure, the questions."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gonghui.openness.models import Disclosure, DisclosureStep, Question
from gonghui.openness.queries.desk import Desk, DutyLine
from gonghui.openness.rules.catalogue import Group
from gonghui.openness.rules.periods import Standing
from gonghui.openness.rules.questions import clock_of
from gonghui.openness.rules.states import QuestionState, State
from gonghui.openness.words import (
    GROUPS,
    PERIODS,
    QUESTION_STATES,
    STANDINGS,
    STATES,
    STEPS,
    article_words,
    period_words,
)
from gonghui.registry.public import OFFICES, OfficeRole, union_tabs
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Kind, Moment, Row, Tab, Tile

COLOURS: dict[str, Kind] = {
    Standing.NONE: "line", Standing.EXEMPT: "line", Standing.DONE: "ok", Standing.OPEN: "info", Standing.SOON: "warn",
    Standing.LATE: "bad", State.DRAFT: "line", State.CHECKED: "info", State.APPROVED: "info", State.PUBLISHED: "ok",
    State.WITHDRAWN: "mute",
}  # fmt: skip
SETTLED = (Standing.NONE, Standing.EXEMPT, Standing.DONE)


def union_tab() -> Tab:
    """Return the tab that leads from a union's other pages to its board."""
    return Tab(label=_("厂务公开"), url=reverse("openness:desk"))


def frame(union_id: UUID, name: str) -> dict[str, object]:
    """Return the context of the frame around these pages."""
    return {"union": name, "tabs": union_tabs(union_id, reverse("openness:desk"))}


def home_crumb() -> Crumb:
    """Return the step of the way that leads to the board's page."""
    return Crumb(label=_("厂务公开"), url=reverse("openness:desk"))


def desk(found: Desk, today: date) -> dict[str, object]:
    """Return the context of the board's page."""
    late, soon = found.count(Standing.LATE), found.count(Standing.SOON, Standing.OPEN)
    due = found.count(Standing.LATE, Standing.SOON, Standing.OPEN, Standing.DONE)
    return {
        "board": found.board,
        "catalogue": found.catalogue,
        "tiles": [
            Tile(name=_("本期已公开"), figure=str(found.count(Standing.DONE)), unit=_("项"),
                 part=found.count(Standing.DONE), whole=max(due, 1),
                 rule=_("到期应公开%(due)d项") % {"due": due}),
            Tile(name=_("待公开"), figure=str(soon), unit=_("项"), rule=_("期限内公开即可")),
            Tile(name=_("已超期"), figure=str(late), unit=_("项"),
                 badge=Badge(text=_("请尽快补上"), kind="bad") if late else Badge(text=_("没有"), kind="ok")),
            Tile(name=_("待答复的问题"), figure=str(found.waiting), unit=_("个"), url=reverse("openness:questions"),
                 badge=Badge(text=_("超期%(n)d个") % {"n": found.waiting_late}, kind="bad")
                 if found.waiting_late else None,
                 rule=_("%(days)d天内答复") % {"days": found.catalogue.reply_days}),
        ],
        "columns": [
            Column(label=_("公开事项")), Column(label=_("状态"), nowrap=True, top=True),
            Column(label=_("周期"), nowrap=True), Column(label=_("期限"), nowrap=True, wide=True),
            Column(label=_("办理"), nowrap=True, hide_label=True),
        ],
        "groups": [(str(GROUPS[group]), _rows(lines, today)) for group, lines in _grouped(found.duties)],
    }  # fmt: skip


def _grouped(duties: Sequence[DutyLine]) -> list[tuple[Group, list[DutyLine]]]:
    found = [(group, [one for one in duties if one.group == group]) for group in Group]
    return [(group, lines) for group, lines in found if lines]


def _rows(lines: Sequence[DutyLine], today: date) -> list[Row]:
    return [
        Row(
            state="bad" if one.standing is Standing.LATE else "warn" if one.standing is Standing.SOON else "",
            cells=[
                Cell(text=one.title, url=reverse("openness:duty", args=[one.id]), note=_note(one)),
                Cell(badge=Badge(text=STANDINGS[one.standing], kind=COLOURS[one.standing])),
                _period(one),
                _left(one, today),
                Cell(acts=[_next(one)]),
            ],
        )
        for one in lines
    ]  # fmt: skip


def _note(one: DutyLine) -> str:
    return "　".join(part for part in (article_words(one.article), one.department) if part)


def _period(one: DutyLine) -> str:
    words = str(PERIODS[one.period])
    return f"{words}（{period_words(one.owed.key)}）" if one.owed and one.standing is not Standing.EXEMPT else words


def _left(one: DutyLine, today: date) -> Cell:
    if one.owed is None or one.standing in SETTLED:
        return Cell()
    days = (one.owed.due - today).days
    if days < 0:
        note = ngettext("超期%(n)d天", "超期%(n)d天", -days) % {"n": -days}
    else:
        note = ngettext("还有%(n)d天", "还有%(n)d天", days) % {"n": days} if days else _("今天是最后一天")
    return Cell(text=day(one.owed.due), note=note)


def _next(one: DutyLine) -> Act:
    if one.latest and one.latest_state != State.PUBLISHED:
        return Act(label=str(STATES[State(one.latest_state)]), url=reverse("openness:disclosure", args=[one.latest]))
    address = reverse("openness:draft", args=[one.id])
    if one.owed and one.standing not in SETTLED:
        address += f"?key={one.owed.key}"
    return Act(label=_("拟稿"), url=address)


def listed(rows: Sequence[Disclosure], today: date) -> dict[str, object]:
    """Return the table of disclosures."""
    return {
        "columns": [
            Column(label=_("标题"), wide=True), Column(label=_("周期"), nowrap=True),
            Column(label=_("状态"), nowrap=True), Column(label=_("公布到"), nowrap=True),
        ],
        "rows": [
            Row(cells=[
                Cell(text=one.title, url=reverse("openness:disclosure", args=[one.pk]), note=one.duty.title),
                period_words(one.key) or "—", Cell(badge=state_badge(one, today)),
                day(one.shown_until) if one.shown_until else "—",
            ])
            for one in rows
        ],
    }  # fmt: skip


def state_badge(one: Disclosure, today: date) -> Badge:
    """Return where a disclosure stands; a published one whose days are over says so."""
    if one.state == State.PUBLISHED and one.shown_until is not None and one.shown_until < today:
        return Badge(text=_("公布期满"), kind="mute")
    return Badge(text=STATES[State(one.state)], kind=COLOURS[one.state])


def moments(steps: Sequence[DisclosureStep]) -> list[Moment]:
    """Return the way of a disclosure as a timeline: offices, no names."""
    return [
        Moment(text=STEPS[one.step], at=one.at, note=one.note, by=_office(one.role),
               state="bad" if one.step in ("RETURN", "WITHDRAW") else "done")
        for one in steps
    ]  # fmt: skip


def _office(role: str) -> str:
    return str(OFFICES[OfficeRole(role)]) if role in set(OfficeRole) else ""


def question_tabs(current: str, counts: dict[str, int]) -> list[Tab]:
    """Return the tabs of the questions by their state."""
    return [
        Tab(label=QUESTION_STATES[one], url=f"{reverse('openness:questions')}?state={one}", current=one == current,
            count=counts.get(one, 0))
        for one in QuestionState
    ]  # fmt: skip


def question_badge(one: Question, today: date) -> Badge:
    """Return how a question stands: what is left of its days while it waits."""
    if one.state != QuestionState.WAITING:
        kind: Kind = "ok" if one.state == QuestionState.ANSWERED else "mute"
        return Badge(text=QUESTION_STATES[QuestionState(one.state)], kind=kind)
    colour = clock_of(one.due_on, today)
    days = (one.due_on - today).days
    words = _("超期%(n)d天") % {"n": -days} if days < 0 else _("还有%(n)d天") % {"n": days}
    return Badge(text=words, kind=COLOURS[colour])


def day(moment: date) -> str:
    """Return a day as it stands in a table."""
    return date_format(moment, "Y-m-d")
