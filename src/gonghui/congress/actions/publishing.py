"""Publication to all staff: posted with its window, objections within it, and their answers."""

import secrets
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.after import lock_for_outcome, move, require_closed
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.actions.refusing import require
from gonghui.congress.documents import frame, posting
from gonghui.congress.events import MeetingPublished
from gonghui.congress.models import Meeting, Objection, Publication, Vote
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.rules.calendar import Period, check_publication, publication_due, publication_window
from gonghui.congress.rules.states import ItemEvent, ItemState, MeetingEvent, VoteEvent, VoteState, advance
from gonghui.kernel.action import action, publish, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import CHINA, local_date
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken

LONGEST: Final = 2000
LONGEST_WINDOW: Final = timedelta(days=365)
LONGEST_REASON: Final = 300
DECIDED: Final = (
    ItemState.NOTED, ItemState.OPINIONS_COLLECTED, ItemState.APPROVED, ItemState.REJECTED, ItemState.ELECTED,
    ItemState.RATED,
)  # fmt: skip


@action
def post(
    actor: Actor, *, meeting_id: UUID, now: datetime, until: date | None = None, objections_to: str = "",
    delay_reason: str = "",
) -> UUID:  # fmt: skip
    """Post resolutions and results before all staff, from now until the end of `until` (the pack's least, if None).

    `delay_reason` is kept where it comes after it was due.
    Raises: RuleBroken while a resolution is not adopted or for a window that is too short; Conflict before the close;
        NotAllowed, NotFound.
    Source: 上海市职工代表大会条例 art. 32.
    """
    meeting = lock_for_outcome(actor, meeting_id)
    require_closed(meeting)
    before = Publication.objects.filter(meeting=meeting).first()
    if before is not None:
        unchanged()
        return before.id
    _require_adopted(meeting)
    window = _window(meeting, local_date(now), until)
    due_at = _midnight(publication_due(pack_of(meeting), _closed_on(meeting)) + timedelta(days=1))
    posted = Publication.objects.create(
        meeting=meeting, slug=secrets.token_hex(6), starts_at=now, ends_at=_midnight(window.end),
        due_at=due_at, objections_to=objections_to.strip()[:120],
        delay_reason=delay_reason.strip()[:LONGEST_REASON] if now >= due_at else "",
    )  # fmt: skip
    move(meeting, MeetingEvent.PUBLISH)
    _mark_published(meeting)
    record("posted", stream=stream(meeting), subject=("publication", posted.id), slug=posted.slug,
           sha256=posting.digest(posted), until=window.last_day.isoformat(), late=now >= posted.due_at)  # fmt: skip
    publish(MeetingPublished(meeting_id=meeting.id, union_id=meeting.term.union_id))
    touch(topic(meeting), "after", "now", "agenda")
    return posted.id


@action
def object_to(actor: Actor, *, slug: str, text: str, now: datetime) -> UUID:
    """Raise an objection to what is posted: by anybody of the union, within the window. The same words are one.

    Raises: NotFound; NotAllowed for others; Conflict outside the window; RuleBroken for an empty or over-long text.
    """
    posted = Publication.objects.select_related("meeting__term").filter(slug=slug).first()
    if posted is None:
        raise NotFound
    if actor.person_id is None or not policy.belongs(actor, posted.meeting):
        raise NotAllowed(_("只有本单位的会员和职工代表可以在这里提出异议。"), remedy=_("请按公示上的联系方式反映。"))
    if not posted.starts_at <= now < posted.ends_at:
        raise Conflict(_("公示期已经结束，不能再提出异议。"), code="window-over", remedy=_("请直接联系工会反映。"))
    words = text.strip()
    if not words:
        raise RuleBroken(_("请写明对哪一项、有什么异议。"), code="text-missing")
    if len(words) > LONGEST:
        raise RuleBroken(_("异议最多 2000 字。"), code="text-too-long", remedy=_("请写明要点，详细材料可以当面提交。"))
    same = Objection.objects.filter(publication=posted, person_id=actor.person_id, text=words).first()
    if same is not None:
        unchanged()
        return same.id
    objection = Objection.objects.create(publication=posted, person_id=actor.person_id, text=words, at=now)
    record("objected", stream=stream(posted.meeting), subject=("objection", objection.id))
    touch(topic(posted.meeting), "after")
    return objection.id


@action
def answer_objection(actor: Actor, *, objection_id: UUID, answer: str, now: datetime) -> None:
    """Answer an objection in writing.

    Raises: RuleBroken without a text; Conflict once archived; NotAllowed, NotFound.
    """
    found = Objection.objects.filter(id=objection_id).values_list("publication__meeting_id", flat=True).first()
    if found is None:
        raise NotFound
    meeting = lock_for_outcome(actor, found)
    objection = Objection.objects.get(id=objection_id)
    if not answer.strip():
        raise RuleBroken(_("请写明核查情况和处理意见。"), code="text-missing")
    if objection.answer == answer.strip()[:LONGEST]:
        return unchanged()
    objection.answer, objection.answered_at = answer.strip()[:LONGEST], now
    objection.save(update_fields=["answer", "answered_at"])
    record("answered-objection", stream=stream(meeting), subject=("objection", objection.id))
    touch(topic(meeting), "after")
    return None


def _require_adopted(meeting: Meeting) -> None:
    voted = {vote.item_id for vote in frame.resolved(meeting)}
    adopted = set(meeting.resolutions.filter(adopted_at__isnull=False).values_list("item_id", flat=True))
    waiting = meeting.items.filter(id__in=voted - adopted).order_by("position")
    if waiting.exists():
        titles = "、".join(_("第%(n)s项") % {"n": item.position} for item in waiting)
        raise RuleBroken(
            _("%(items)s的决议还没有定稿，不能公示。") % {"items": titles}, code="resolution-open",
            remedy=_("请先在「决议」一步定稿。"),
        )  # fmt: skip


def _window(meeting: Meeting, today: date, until: date | None) -> Period:
    pack = pack_of(meeting)
    window = publication_window(pack, today)
    if until is None:
        return window
    if not today <= until <= today + LONGEST_WINDOW:
        raise RuleBroken(_("公示的截止日期应当在今天以后、一年以内。"), code="window-dates")
    chosen = Period(today, until + timedelta(days=1))
    require(check_publication(pack, closed_on=_closed_on(meeting), window=chosen)[1], "window-short")
    return chosen


def _mark_published(meeting: Meeting) -> None:
    """Decided items and announced rounds are published with the meeting; what they decided stays in the results."""
    for item in meeting.items.filter(state__in=DECIDED).order_by("id"):
        item.state = advance(ItemState(item.state), ItemEvent.PUBLISH)
        item.save(update_fields=["state"])
    for vote in Vote.objects.filter(item__meeting=meeting, state=VoteState.ANNOUNCED).order_by("id"):
        vote.state = advance(VoteState(vote.state), VoteEvent.PUBLISH)
        vote.save(update_fields=["state"])


def _closed_on(meeting: Meeting) -> date:
    return local_date(meeting.closed_at or meeting.ends_at)


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=CHINA)
