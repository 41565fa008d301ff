"""Resolutions: drafted from the announced results, edited, adopted."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.after import lock_for_outcome
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.refusing import passed_stands
from gonghui.congress.documents import drafts, frame
from gonghui.congress.models import Meeting, Resolution, Vote
from gonghui.congress.queries.presence import pack_of
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words of a resolution as somebody typed them."""

    number: str
    title: str
    text: str


@action
def draft_resolutions(actor: Actor, *, meeting_id: UUID, now: datetime) -> int:
    """Draft a resolution for each item whose result was announced and that has none; returns how many.

    A text that did not pass gets a statement that says so, without a number.
    Raises: Conflict before the opening; NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 31, 33.
    """
    meeting = lock_for_outcome(actor, meeting_id)
    newest: dict[UUID, Vote] = {vote.item_id: vote for vote in frame.resolved(meeting)}
    done = set(meeting.resolutions.values_list("item_id", flat=True))
    waiting = [vote for item_id, vote in newest.items() if item_id not in done]
    if not waiting:
        unchanged()
        return 0
    for vote in waiting:
        vote.item.meeting = meeting
        number = next_number(meeting, drafts.year_of(vote)) if vote.result.passed else ""
        made = Resolution.objects.create(
            meeting=meeting, item=vote.item, number=number, title=drafts.resolution_title(vote)[:160],
            text=drafts.resolution_words(vote),
        )  # fmt: skip
        record("drafted-resolution", stream=stream(meeting), subject=("resolution", made.id), vote=str(vote.id))
    touch(topic(meeting), "after")
    return len(waiting)


@action
def edit_resolution(actor: Actor, *, resolution_id: UUID, number: str, title: str, text: str, now: datetime) -> None:
    """Change number, title and words of a resolution that is not adopted yet.

    Raises: Conflict once adopted or when another resolution has the number; RuleBroken, NotAllowed, NotFound.
    """
    resolution = _lock(actor, resolution_id)
    _require_open(resolution)
    wanted = Wording(number=" ".join(number.split())[:60], title=title.strip(), text=_lines(text))
    _require_words(resolution, wanted)
    if (resolution.number, resolution.title, resolution.text) == (wanted.number, wanted.title, wanted.text):
        return unchanged()
    resolution.number, resolution.title, resolution.text = wanted.number, wanted.title, wanted.text
    resolution.save(update_fields=["number", "title", "text"])
    record("edited-resolution", stream=stream(resolution.meeting), subject=("resolution", resolution.id))
    touch(topic(resolution.meeting), "after")
    return None


@action
def adopt_resolution(actor: Actor, *, resolution_id: UUID, now: datetime) -> None:
    """Adopt the words of a resolution; from now on they cannot be changed.

    Raises: RuleBroken without a number on a passed text; Conflict, NotAllowed, NotFound.
    """
    resolution = _lock(actor, resolution_id)
    if resolution.adopted_at is not None:
        return unchanged()
    _require_words(resolution, Wording(number=resolution.number, title=resolution.title, text=resolution.text))
    resolution.adopted_at = now
    resolution.save(update_fields=["adopted_at"])
    digest = sha256("\n".join((resolution.number, resolution.title, resolution.text)).encode()).hexdigest()
    meeting = resolution.meeting
    record("adopted-resolution", stream=stream(meeting), subject=("resolution", resolution.id), sha256=digest)
    touch(topic(meeting), "after")
    return None


def next_number(meeting: Meeting, year: int) -> str:
    """Return the next free number of a union's resolutions in a year, such as 禾渡职代〔2026〕3号."""
    union = meeting.term.union
    head = f"{union.short_name.removesuffix('工会') or union.name}职代〔{year}〕"
    numbers = Resolution.objects.filter(meeting__term__union=union, number__startswith=head)
    used = [found.removeprefix(head).removesuffix("号") for found in numbers.values_list("number", flat=True)]
    return f"{head}{max((int(one) for one in used if one.isdecimal()), default=0) + 1}号"


def _require_words(resolution: Resolution, wanted: Wording) -> None:
    if not wanted.title or not wanted.text:
        raise RuleBroken(_("决议的标题和正文都要填写。"), code="text-missing")
    if len(wanted.title) > 160 or len(wanted.text) > LONGEST:
        raise RuleBroken(_("标题最多 160 字，正文最多 20000 字。"), code="text-too-long")
    if not wanted.number:
        if _passed(resolution):
            raise RuleBroken(_("请填写决议的文号。"), code="number-missing")
        return
    same = Resolution.objects.filter(
        meeting__term__union_id=resolution.meeting.term.union_id, number=wanted.number
    ).exclude(id=resolution.id)
    if same.exists():
        raise Conflict(_("这个文号已经用过。"), code="number-taken", remedy=_("请改用下一个文号。"))


def _passed(resolution: Resolution) -> bool:
    rounds = Vote.objects.filter(item=resolution.item, state__in=frame.DECIDED).select_related("result")
    newest = rounds.order_by("-round").first()
    return newest is None or newest.result.passed


def _require_open(resolution: Resolution) -> None:
    if resolution.adopted_at is None:
        return
    if resolution.item is not None and _passed(resolution):
        raise passed_stands(pack_of(resolution.meeting))
    raise Conflict(_("决议文本已经定稿，不能再改。"), code="adopted", remedy=_("确需更正的，请另行作出决议。"))


def _lock(actor: Actor, resolution_id: UUID) -> Resolution:
    meeting_id = Resolution.objects.filter(id=resolution_id).values_list("meeting_id", flat=True).first()
    if meeting_id is None:
        raise NotFound
    meeting = lock_for_outcome(actor, meeting_id)
    resolution = Resolution.objects.select_related("item").get(id=resolution_id)
    resolution.meeting = meeting
    return resolution


def _lines(text: str) -> str:
    """Paragraphs one a line, without empty ones."""
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())
