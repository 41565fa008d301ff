"""Opinions: a delegate's own, those to be answered by what they speak of, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet

from gonghui.congress import policy
from gonghui.congress.models import AgendaItem, Delegate, Meeting, Opinion, Paper
from gonghui.congress.queries import find
from gonghui.congress.rules.opinions import Outcome
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound

WAITING, ANSWERED = "waiting", "answered"
VOTED_KIND = "VOTED"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallied:
    """How many opinions there are by what became of them; `answered` includes old answers without an outcome."""

    given: int
    adopted: int
    partly: int
    declined: int
    answered: int

    @property
    def waiting(self) -> int:
        """How many still wait for an answer."""
        return self.given - self.answered


PARAGRAPH_DIGITS: Final = 6
"""No paper has a million paragraphs; longer numbers are no question to the database."""


def of_delegate(meeting: Meeting, delegate: Delegate) -> Sequence[Opinion]:
    """Return a delegate's own opinions at a meeting, newest first; anonymous ones are nobody's."""
    mine = Opinion.objects.filter(meeting=meeting, delegate=delegate)
    joined = mine.select_related("item", "delegate__delegation", "room__delegation", "paper", "change_paper")
    return list(joined.order_by("-at"))


def table(meeting: Meeting) -> QuerySet[Opinion]:
    """Return every opinion of a meeting with its answer: by item, paper, paragraph and time; anonymous ones last."""
    joined = Opinion.objects.filter(meeting=meeting).select_related(
        "item", "delegate__delegation", "room__delegation", "paper", "change_paper"
    )
    return joined.annotate(supporters=Count("supports")).order_by(
        F("item__position").asc(nulls_first=True), F("paper__title").asc(nulls_first=True),
        F("paragraph").asc(nulls_first=True), F("at").asc(nulls_last=True), "id",
    )  # fmt: skip


def to_answer(meeting: Meeting, asked: Mapping[str, str]) -> QuerySet[Opinion]:
    """Return opinions to be answered, waiting ones first; `asked` may hold `state`, `item`, `paragraph` and `q`."""
    found = table(meeting).filter(_state(asked.get("state", "")))
    if item := _uuid(asked.get("item", "")):
        found = found.filter(item_id=item)
    if (paragraph := asked.get("paragraph", "")).isdecimal() and len(paragraph) <= PARAGRAPH_DIGITS:
        found = found.filter(paragraph=int(paragraph))
    if words := asked.get("q", "").strip():
        found = found.filter(Q(text__contains=words) | Q(delegate__name__contains=words))
    return found.order_by(
        F("answered_at").asc(nulls_first=True), F("item__position").asc(nulls_first=True),
        F("paragraph").asc(nulls_first=True), F("at").asc(nulls_last=True), "id",
    )  # fmt: skip


def _state(word: str) -> Q:
    if word == WAITING:
        return Q(answered_at=None)
    if word == ANSWERED:
        return Q(answered_at__isnull=False)
    return Q(outcome=word) if word in set(Outcome) else Q()


def _uuid(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None


def tallied(meeting: Meeting) -> Tallied:
    """Count the opinions of a meeting by what became of them."""
    counts = Opinion.objects.filter(meeting=meeting).aggregate(
        given=Count("id"), answered=Count("id", filter=Q(answered_at__isnull=False)),
        **{one.lower(): Count("id", filter=Q(outcome=one)) for one in Outcome},
    )  # fmt: skip
    return Tallied(**counts)


def paragraphs_spoken_of(meeting: Meeting) -> Sequence[int]:
    """Return the numbers of the paragraphs that opinions speak of, in order."""
    found = Opinion.objects.filter(meeting=meeting, paragraph__isnull=False).order_by("paragraph")
    return [n for n in found.values_list("paragraph", flat=True).distinct() if n is not None]


def history(actor: Actor, meeting_id: UUID, opinion_id: UUID) -> Opinion:
    """Return an opinion with all answers that were given to it, for who prepares. Raises: NotAllowed, NotFound."""
    meeting = find.meeting(actor, meeting_id)
    policy.require_preparer(actor, meeting)
    found = table(meeting).filter(id=opinion_id).prefetch_related("dispositions__change_paper").first()
    if found is None:
        raise NotFound
    return found


def versions(meeting: Meeting) -> Sequence[Paper]:
    """Return every version of the papers of a meeting that was not withdrawn, newest first of each title."""
    found = Paper.objects.filter(meeting=meeting, withdrawn_at=None).defer("text").select_related("item")
    return list(found.order_by("item__position", "title", "-version"))


def voted_texts(meeting: Meeting) -> dict[UUID | None, Paper]:
    """Return item id -> the text that was, or will be, voted on: the newest one marked so, else the newest of all."""
    texts: dict[UUID | None, Paper] = {}
    for paper in sorted(versions(meeting), key=lambda one: (one.kind == VOTED_KIND, one.version)):
        texts[paper.item_id] = paper
    texts.pop(None, None)
    return texts


def items_spoken_of(meeting: Meeting) -> Sequence[AgendaItem]:
    """Return the items that opinions speak of, in order."""
    return list(meeting.items.filter(opinions__isnull=False).distinct().order_by("position"))
