"""The frame of the nine steps: the rail, what is still missing, and the gate."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.models import Meeting
from gonghui.congress.rules.readiness import Gap, Readiness
from gonghui.congress.rules.stages import PREPARING
from gonghui.congress.rules.states import MeetingState, state_words
from gonghui.congress.rules.steps import STEP_WORDS, PrepStep
from gonghui.congress.screens import words
from gonghui.ui.parts import Badge, Crumb, Step, Todo

PAGES: Final[Mapping[PrepStep, str]] = {
    PrepStep.BASICS: "basics",
    PrepStep.UPWARD: "upward",
    PrepStep.DELEGATES: "delegates",
    PrepStep.BODIES: "bodies",
    PrepStep.AGENDA: "agenda",
    PrepStep.MATERIALS: "materials",
    PrepStep.OPINIONS: "opinions",
    PrepStep.NOTICE: "notices",
    PrepStep.REHEARSAL: "rehearsal",
}
MOST_TOLD: Final = 2
"""Things missing in another step that are told one by one."""
ADVICE_ONLY: Final = frozenset({PrepStep.UPWARD, PrepStep.OPINIONS, PrepStep.REHEARSAL})
"""Steps in which nothing is a must: they are done when nothing at all is left."""


def url_of(meeting: Meeting, step: PrepStep) -> str:
    """Return the address of a step."""
    return reverse(f"congress:prepare-{PAGES[step]}", args=[meeting.id])


def frame(meeting: Meeting, ready: Readiness, now: PrepStep) -> dict[str, object]:
    """Return what stands around every step."""
    missing = sum(gap.must for gap in ready.gaps)
    return {
        "m": meeting, "union": meeting.term.union.unit_name or meeting.term.union.name,
        "meeting": words.meeting_name(meeting), "bar_badge": state_badge(meeting),
        "steps": [rail_step(meeting, ready, step, now) for step in PrepStep], "step": now, "step_number": int(now),
        "step_title": _(STEP_WORDS[now]),
        "crumbs": [Crumb(label=_("会前准备"), url=reverse("congress:prepare-list")), Crumb(label=_(STEP_WORDS[now]))],
        "here": [todo(meeting, gap, now) for gap in ready.of_step(now)],
        "elsewhere": [line for step in PrepStep if step is not now for line in others(meeting, ready, step, now)],
        "missing": missing, "can_open": ready.can_open and meeting.state in PREPARING,
        "is_preparing": meeting.state in PREPARING, "is_ready": meeting.state == "READY",
        "next_url": url_of(meeting, PrepStep(now + 1)) if now < PrepStep.REHEARSAL else "",
        "next_title": _(STEP_WORDS[PrepStep(now + 1)]) if now < PrepStep.REHEARSAL else "",
    }  # fmt: skip


def state_badge(meeting: Meeting) -> Badge:
    """Return where a meeting stands, in a word."""
    if meeting.state in PREPARING:
        return Badge(text=_("会前准备"), kind="line")
    kinds = {"READY": "ok", "POSTPONED": "warn", "CANCELLED": "mute"}
    return Badge(text=words.translated(state_words(MeetingState(meeting.state))), kind=kinds.get(meeting.state, "info"))  # type: ignore[arg-type]


def rail_step(meeting: Meeting, ready: Readiness, step: PrepStep, now: PrepStep) -> Step:
    """Return one step of the rail: ticked when nothing that must be done is left in it."""
    gaps = ready.of_step(step)
    musts = sum(gap.must for gap in gaps)
    done = not gaps if step in ADVICE_ONLY else not musts
    note = (
        _("必办%(n)s件") % {"n": musts} if musts
        else _("还可完善%(n)s处") % {"n": len(gaps)} if gaps
        else _("已完成")
    )  # fmt: skip
    return Step(
        label=_(STEP_WORDS[step]), state="now" if step is now else "done" if done else "todo", note=note,
        url=url_of(meeting, step),
    )  # fmt: skip


def others(meeting: Meeting, ready: Readiness, step: PrepStep, now: PrepStep) -> list[Todo]:
    """Return what is missing in another step: each thing, or the first and how many where they are many."""
    gaps = ready.of_step(step)
    if len(gaps) <= MOST_TOLD:
        return [todo(meeting, gap, now) for gap in gaps]
    first = todo(meeting, gaps[0], now)
    return [replace(first, text=_("%(first)s，等%(n)s件") % {"first": first.text, "n": len(gaps)})]


def todo(meeting: Meeting, gap: Gap, now: PrepStep) -> Todo:
    """Return one thing still missing, with the way to it."""
    text = words.translated(gap.sentence)
    note = words.translated(gap.way_out)
    if gap.law is not None:
        note = f"{note}（{gap.law}）"
    if gap.step is now:
        return Todo(text=text, note=note, must=gap.must, url=override_url(meeting, gap), link=_("说明理由"))
    return Todo(
        text=f"{int(gap.step)}　{text}", note=note, must=gap.must, url=url_of(meeting, gap.step),
        link=_("去第%(n)s步") % {"n": int(gap.step)},
    )  # fmt: skip


def override_url(meeting: Meeting, gap: Gap) -> str:
    """Return where a reason can be given for a rule that allows an exception; empty for others."""
    return f"{url_of(meeting, PrepStep.REHEARSAL)}#exceptions" if gap.must and gap.can_override else ""
