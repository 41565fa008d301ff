"""Opinions in words: who gave one, of which paragraph, what became of it, and where the text was changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.congress.documents.catalogue import opinion_table
from gonghui.congress.models import Delegate, Meeting, Opinion, Paper
from gonghui.congress.queries import opinions as asked
from gonghui.congress.queries import rooms
from gonghui.congress.rules.opinions import OUTCOME_WORDS, Outcome, Voice
from gonghui.congress.screens.outcome import downloads
from gonghui.kernel.paging import page_of
from gonghui.ui.parts import Badge

SIZE = 20
KINDS: Final[Mapping[Outcome, Literal["ok", "warn", "line"]]] = {
    Outcome.ADOPTED: "ok", Outcome.PARTLY: "warn", Outcome.DECLINED: "line",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a paper, with the address of its text where the reader may open it."""

    words: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An opinion with the whole chain: what it speaks of, what became of it, the changed text, the text voted on."""

    opinion: Opinion
    speaker: str
    group: str
    on: str
    place: Place | None
    badge: Badge
    change: Place | None
    voted: Place | None


def line(one: Opinion, voted: Mapping[UUID | None, Paper]) -> Line:
    """Return an opinion in words. It was read with its item, delegate, room and papers."""
    changed = one.change_paper
    final = voted.get(one.item_id) if changed is not None else None
    return Line(
        opinion=one, speaker=speaker(one), group=group_of(one), badge=badge(one),
        on=_("第%(n)s项　%(title)s") % {"n": one.item.position, "title": one.item.title} if one.item else _("整个会议"),
        place=place(one.paper, one.paragraph), change=place(changed, one.change_paragraph),
        voted=place(final, None) if final is not None else None,
    )  # fmt: skip


def speaker(one: Opinion) -> str:
    """Return in whose name an opinion was given."""
    if one.voice == Voice.ANONYMOUS:
        return _("匿名")
    return one.delegate.name if one.delegate else _("本团意见")


def group_of(one: Opinion) -> str:
    """Return the delegation of an opinion; empty where it is not known."""
    if one.room is not None:
        return str(one.room.delegation.name)
    return str(one.delegate.delegation.name) if one.delegate and one.delegate.delegation else ""


def badge(one: Opinion) -> Badge:
    """Return what became of an opinion as a badge."""
    if one.outcome:
        return outcome_badge(Outcome(one.outcome))
    return Badge(text=_("已答复"), kind="ok") if one.answered_at else Badge(text=_("待答复"), kind="line")


def outcome_badge(outcome: Outcome) -> Badge:
    """Return an outcome as a badge."""
    return Badge(text=_(OUTCOME_WORDS[outcome]), kind=KINDS[outcome])


def place(paper: Paper | None, paragraph: int | None) -> Place | None:
    """Return a place in a paper, with its address once it was served."""
    if paper is None:
        return None
    words = paper_words(paper) + (_("第%(n)s段") % {"n": paragraph} if paragraph else "")
    is_open = paper.served_at is not None and paper.withdrawn_at is None
    anchor = f"#p{paragraph}" if paragraph else ""
    return Place(words=words, url=reverse("congress:paper", args=[paper.id]) + anchor if is_open else "")


def paper_words(paper: Paper) -> str:
    """Return a paper with its version."""
    return _("《%(title)s》第%(v)s版") % {"title": paper.title, "v": paper.version}


def table_part(meeting: Meeting, number: str | None) -> dict[str, object]:
    """Return the table of what became of all opinions, for whoever may read it."""
    found = page_of(asked.table(meeting), number, size=SIZE)
    voted = asked.voted_texts(meeting)
    return {
        "tallied": asked.tallied(meeting), "lines": [line(one, voted) for one in found.items], "opinions": found,
        "previous_url": f"?page={found.number - 1}" if found.has_previous else "",
        "next_page_url": f"?page={found.number + 1}" if found.has_next else "",
        "downloads": downloads(meeting, opinion_table(meeting)),
    }  # fmt: skip


def mine_part(meeting: Meeting, delegate: Delegate) -> dict[str, object]:
    """Return a delegate's own opinions with their answers, and the rooms of their delegation."""
    mine = asked.of_delegate(meeting, delegate)
    voted = asked.voted_texts(meeting) if any(one.change_paper_id for one in mine) else {}
    return {"mine": [line(one, voted) for one in mine], "rooms": rooms.rooms_of(meeting, delegate)}
