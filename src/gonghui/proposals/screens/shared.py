"""What the pages of proposals share: frames, badges, facts, the story, cards of replies."""

from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.kernel.paging import Page
from gonghui.proposals.models import Proposal
from gonghui.proposals.queries.lists import Line, Today
from gonghui.proposals.queries.places import Places
from gonghui.proposals.queries.whole import Side, StepLine, Whole
from gonghui.proposals.rules.clocks import light
from gonghui.proposals.rules.kinds import Answer, Category, CheckResult, Grade, Light, Part, ReplyKind
from gonghui.proposals.rules.states import IN_HAND, UNSENT, State
from gonghui.proposals.words import ANSWERS, CATEGORIES, CHECKS, GRADES, KINDS, LIGHTS, PARTS, SHORT, STATES, STEPS
from gonghui.registry.public import union_card, union_tabs
from gonghui.ui.parts import Badge, Cell, Crumb, Kind, Moment, Step, Tab

STATE_KINDS: dict[State, Kind] = {
    State.DRAFT: "line", State.SEEKING: "info", State.SUBMITTED: "info", State.ACCEPTED: "info",
    State.MERGED: "mute", State.CONVERTED: "mute", State.REFUSED: "mute", State.ASSIGNED: "info",
    State.COUNTERSIGN: "info", State.SIGNING: "info", State.REPLIED: "ok", State.TRACKED: "info",
    State.CLOSED: "ok", State.WITHDRAWN: "mute",
}  # fmt: skip
LIGHT_KINDS: dict[Light, Kind] = {Light.GREEN: "line", Light.AMBER: "warn", Light.RED: "bad", Light.NONE: "line"}
WAY = (
    UNSENT, (State.SUBMITTED,), (State.ACCEPTED, *IN_HAND), (State.REPLIED,), (State.TRACKED, State.CLOSED),
)  # fmt: skip
SETBACKS = ("RETURN", "REFUSE", "SEND_BACK", "REJECT", "REHANDLE", "WITHDRAW")


def person_frame(*, current: str, places: Places) -> dict[str, object]:
    """Return what stands around the pages of a person; `current` is mine, tasks, desk or open."""
    tabs = [Tab(label=_("我的提案"), url=reverse("proposals:mine"), current=current == "mine")]
    if places.handles:
        tabs.append(Tab(label=_("交我办理"), url=reverse("proposals:tasks"), current=current == "tasks"))
    if places.reviews:
        tabs.append(Tab(label=_("提案审查"), url=reverse("proposals:desk"), current=current == "desk"))
    tabs.append(Tab(label=_("公开答复"), url=reverse("proposals:open"), current=current == "open"))
    return {"tabs": tabs}


def desk_frame(union_id: UUID) -> dict[str, object]:
    """Return what stands around the pages of the desk."""
    return {"union": union_card(union_id).name, "union_id": union_id,
            "tabs": union_tabs(union_id, reverse("proposals:desk"))}  # fmt: skip


def desk_crumbs(*further: str) -> list[Crumb]:
    """Return the way from the desk to a page."""
    return [Crumb(label=_("提案"), url=reverse("proposals:desk")), *(Crumb(label=one) for one in further)]


def state_badge(state: State) -> Badge:
    """Return where a proposal stands, in a word."""
    return Badge(text=STATES[state], kind=STATE_KINDS[state])


def short_badge(state: State) -> Badge:
    """Return where a proposal stands, in few enough words for a list on a phone."""
    return Badge(text=SHORT.get(state, STATES[state]), kind=STATE_KINDS[state])


def light_badge(shown: Light) -> Badge | None:
    """Return a warning of a clock, None while there is nothing to warn of."""
    if shown in (Light.NONE, Light.GREEN):
        return None
    return Badge(text=LIGHTS[shown], kind=LIGHT_KINDS[shown])


def due_cell(line: Line) -> Cell:
    """Return by when it is due, with a warning where it is late."""
    if line.due_on is None:
        return Cell()
    return Cell(text=line.due_on.isoformat(), badge=light_badge(line.light))


def number_of(line: Line | Whole) -> str:
    """Return the docket number, or that there is none yet."""
    return line.number or _("未编号")


def author_words(author: str, delegation: str) -> str:
    """Return who the author is, or that they are hidden."""
    if not author:
        return _("保密")
    return f"{author}（{delegation}）" if delegation else author


def rail(whole: Whole) -> list[Step]:
    """Return the five stretches of the way, for whoever wants to know how far it is."""
    labels = (_("撰写附议"), _("提交审查"), _("交办办理"), _("答复评价"), _("办结"))
    place = next((n for n, states in enumerate(WAY) if whole.state in states), None)
    if place is None:  # refused, converted, merged, withdrawn: the way ended at the review
        return [Step(label=labels[0], state="done"), Step(label=labels[1], state="bad", note=str(STATES[whole.state])),
                *(Step(label=label, state="off") for label in labels[2:])]  # fmt: skip
    done = whole.state is State.CLOSED
    return [
        Step(label=label, state="done" if n < place or done else "now" if n == place else "todo",
             note=str(STATES[whole.state]) if n == place else "")
        for n, label in enumerate(labels)
    ]  # fmt: skip


def facts(whole: Whole, today: Today) -> list[tuple[str, str]]:
    """Return what is known of a proposal in pairs, without its texts."""
    found = [
        (_("案号"), number_of(whole)),
        (_("类别"), str(CATEGORIES[Category(whole.category)])),
        (_("提案人"), author_words(whole.author, whole.delegation)),
    ]
    if whole.side in (Side.AUTHOR, Side.COSIGNER, Side.DESK):
        agreed = [one.name for one in whole.cosigners if one.answer == Answer.AGREED]
        found.append((_("附议人"), "、".join(agreed) or _("无")))
    found.append((_("征集"), whole.call or _("平时提案")))
    if whole.is_confidential:
        found.append((_("保密"), _("对承办部门和公开答复不显示提案人、附议人")))
    parts = [one for one in whole.parts if one.round == whole.round and not one.sent_back]
    for part in Part:
        names = "、".join(one.department for one in parts if one.part == part)
        if names:
            found.append((str(PARTS[part]), names))
    if whole.due_on:
        shown = light(whole.due_on, today.day, today.amber)
        warning = f"（{LIGHTS[shown]}）" if shown in (Light.AMBER, Light.RED) else ""
        found.append((_("本步期限"), f"{whole.due_on.isoformat()}{warning}"))
    if whole.is_complex:
        found.append((_("办理期限"), _("情况复杂，已延长")))
    if whole.merged:
        found.append((_("并入本案"), "、".join(whole.merged)))
    if whole.award:
        found.append((_("荣誉"), whole.award))
    return found


def moments(steps: Sequence[StepLine], whole: Whole) -> list[Moment]:
    """Return the story, oldest first, with what comes next as its last line."""
    told = [
        Moment(text=STEPS[one.what], at=one.at, note=one.note, state="warn" if one.what in SETBACKS else "done")
        for one in steps
    ]
    if whole.due_on:
        text = _("现在：%(state)s") % {"state": STATES[whole.state]}
        told.append(Moment(text=text, when=_("期限%(day)s") % {"day": whole.due_on.isoformat()}, state="now"))
    return told


def replies(whole: Whole) -> list[dict[str, object]]:
    """Return the replies as cards: class, text, who signed, the rating."""
    return [
        {
            "title": _("第%(n)d次答复") % {"n": one.round} if len(whole.replies) > 1 else _("答复"),
            "badge": Badge(text=KINDS[ReplyKind(one.kind)], kind="info"),
            "draft": one.signed_at is None, "text": one.text, "by": one.department, "signed_by": one.signed_by,
            "signed_at": one.signed_at, "planned_until": one.planned_until,
            "grade": GRADES[Grade(one.grade)] if one.grade else "", "words": one.words,
        }
        for one in whole.replies
    ]  # fmt: skip


def parts(whole: Whole) -> list[dict[str, object]]:
    """Return the departments' parts of the present round, with who has countersigned."""
    return [
        {
            "department": one.department, "part": PARTS[Part(one.part)], "opinion": one.opinion,
            "countersigned_at": one.countersigned_at, "due_on": one.due_on,
            "waits": one.part == Part.ASSIST and one.countersigned_at is None and whole.state is State.COUNTERSIGN,
        }
        for one in whole.parts
        if one.round == whole.round and not one.sent_back
    ]  # fmt: skip


def checks(whole: Whole) -> list[Moment]:
    """Return how a promise was looked at, oldest first."""
    return [Moment(text=CHECKS[CheckResult(result)], at=at, note=note) for result, note, at in whole.checks]


def answer_word(answer: str) -> str:
    """Return what somebody said to an invitation."""
    return str(ANSWERS[Answer(answer)]) if answer else _("等待答复")


def page_urls(here: str, page: Page[Line] | Page[Proposal], kept: dict[str, str]) -> dict[str, str]:
    """Return the addresses of the pages before and after."""
    given = {name: value for name, value in kept.items() if value}

    def url(number: int) -> str:
        return f"{here}?{urlencode({**given, 'page': number})}"

    return {"previous_url": url(page.number - 1) if page.has_previous else "",
            "next_url": url(page.number + 1) if page.has_next else ""}  # fmt: skip


def body(whole: Whole, today: Today) -> dict[str, object]:
    """Return what every page of one proposal shows."""
    return {
        "whole": whole, "title": whole.title, "badge": state_badge(whole.state), "rail": rail(whole),
        "facts": facts(whole, today), "moments": moments(whole.steps, whole), "replies": replies(whole),
        "parts": parts(whole) if whole.side in (Side.DESK, Side.HANDLER) else [],
        "checks": checks(whole), "forward": whole.forward,
        "supervised": Badge(text=_("督办"), kind="warn") if whole.is_supervised else None,
    }  # fmt: skip


def with_count(tab: Tab, count: int) -> Tab:
    """Return a tab that tells how many lie there, none when there are none."""
    return replace(tab, count=count or None)


def step_page(whole: Whole, title: str, lede: str, icon: str, back: str) -> dict[str, object]:
    """Return what stands around the form of one step."""
    start = desk_frame(whole.union_id) if whole.side is Side.DESK else {}
    crumbs = [Crumb(label=whole.number or whole.title, url=back), Crumb(label=title)]
    return {**start, "title": title, "lede": lede, "go": title, "go_icon": icon, "back": back, "crumbs": crumbs,
            "about": whole}  # fmt: skip
