"""Pictures of the big screen that somebody chose: which they are, and what they show beyond the sitting's own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.models import Meeting
from gonghui.congress.queries import announced, papers, sealed, state
from gonghui.congress.rules.pictures import NameLine, Picture, Shown, name_pages, pages
from gonghui.congress.screens import changes
from gonghui.congress.screens.phone import result_of
from gonghui.ui.parts import Tally
from gonghui.ui.plots import Donut, Share

PAGE_SECONDS = 10
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
LABELS = {
    Picture.FOLLOW: gettext_noop("跟随议程"),
    Picture.WELCOME: gettext_noop("欢迎与签到码"),
    Picture.SIGN_IN: gettext_noop("各代表团到会"),
    Picture.AGENDA: gettext_noop("会议议程"),
    Picture.RESULT: gettext_noop("刚宣布的结果"),
    Picture.NAMES: gettext_noop("记名表决明细"),
    Picture.ANTHEM: gettext_noop("奏唱国歌"),
    Picture.PAUSE: gettext_noop("休息"),
    Picture.MESSAGE: gettext_noop("通知"),
    Picture.PAPER: gettext_noop("会议材料"),
    Picture.CHANGE: gettext_noop("条文对比"),
}
TEMPLATES = {
    Picture.WELCOME: "welcome", Picture.SIGN_IN: "sign_in", Picture.AGENDA: "agenda", Picture.PAUSE: "pause",
    Picture.PAPER: "paper", Picture.RESULT: "result", Picture.NAMES: "names", Picture.MESSAGE: "message",
    Picture.ANTHEM: "anthem", Picture.CHANGE: "change",
}  # fmt: skip
CHOICES = {
    "FOR": ("for", "ring", gettext_noop("赞成")), "AGAINST": ("against", "cross", gettext_noop("反对")),
    "ABSTAIN": ("abstain", "dash", gettext_noop("弃权")), announced.NOT_CAST: ("none", "", gettext_noop("未表决")),
}  # fmt: skip
T = TypeVar("T")


def of(meeting: Meeting) -> Shown:
    """Return what is chosen for a meeting's screens."""
    return Shown(
        what=Picture(meeting.wall), text=meeting.wall_text, paper_id=meeting.wall_paper_id, page=meeting.wall_page,
        base_id=meeting.wall_base_id,
    )  # fmt: skip


def template(shown: Shown) -> str:
    """Return the name of a chosen picture's template, empty where the sitting decides."""
    return TEMPLATES.get(shown.what, "")


def recalled(sat: state.Sat, shown: Shown) -> state.Sat:
    """Return the sitting as it was when the newest result was announced, where that is to be shown again."""
    vote = announced.newest_announced(sat.meeting) if shown.what in (Picture.RESULT, Picture.NAMES) else None
    if vote is None:
        return sat
    return replace(sat, item=vote.item, vote=vote, box=sealed.box_of(vote) if sealed.is_sealed(vote) else None)


def part(sat: state.Sat, shown: Shown, now: datetime) -> dict[str, object]:
    """Return what a chosen picture needs beyond the sitting."""
    return {
        "message": shown.text, "leaf": leaf(sat.meeting, shown), "clause": changes.on_wall(sat.meeting, shown),
        "names_page": names_page(sat, shown, now),
        "ring": ring(sat), "ring_id": "ring",
    }  # fmt: skip


def ring(sat: state.Sat) -> Donut | None:
    """Return the ring of an announced decision, None for anything else."""
    tally = result_of(sat)
    if not isinstance(tally, Tally):
        return None
    counts = (("赞成", tally.yes, "for"), ("反对", tally.no, "against"), ("弃权", tally.abstain, "abstain"),
              ("无效", tally.spoiled, "slate"), ("未表决", tally.silent, "silent"))  # fmt: skip
    return Donut(
        shares=[Share(word=_(word), count=n, look=look) for word, n, look in counts],
        middle=str(tally.yes), under=_("赞成"), bare=True,
    )  # fmt: skip


def leaf(meeting: Meeting, shown: Shown) -> dict[str, object] | None:
    """Return the page of a paper that is shown, None when none is."""
    if shown.what is not Picture.PAPER:
        return None
    paper = next((one for one in papers.current(meeting) if one.id == shown.paper_id), None)
    if paper is None:
        return None
    made = pages(paper.text)
    at = min(shown.page, len(made) - 1)
    return {"title": paper.title, "lines": made[at] if made else [], "number": at + 1, "of": len(made)}


def names_page(sat: state.Sat, shown: Shown, now: datetime) -> dict[str, object] | None:
    """Return the page of names that is due; they turn by the clock, so that all screens show the same."""
    if shown.what is not Picture.NAMES or sat.vote is None or sat.vote.announced_at is None:
        return None
    made: list[list[NameLine]] = name_pages(announced.names_by_delegation(sat.vote))
    if not made:
        return None
    at = turned(now, sat.vote.announced_at) % len(made)
    return {
        "lines": [{"head": line.head, "names": [(one, *CHOICES[one.choice][:2]) for one in line.names]}
                  for line in made[at]],
        "number": at + 1, "of": len(made), "legend": [(look, icon, _(word)) for look, icon, word in CHOICES.values()],
    }  # fmt: skip


def turned(now: datetime, since: datetime) -> int:
    """Return how many pages have been turned since a moment."""
    return max(0, int((now - since).total_seconds()) // PAGE_SECONDS)


def due(lines: Sequence[T], at_once: int, now: datetime) -> Sequence[T]:
    """Return the part of a list that is due: all of a short one, of a long one a page at a time."""
    parts = [lines[at : at + at_once] for at in range(0, len(lines), at_once)]
    return parts[turned(now, EPOCH) % len(parts)] if parts else lines
