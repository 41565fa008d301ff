"""The minutes: drafted from what happened, edited, signed."""

from datetime import datetime
from hashlib import sha256
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.after import lock_for_outcome, require_closed
from gonghui.congress.actions.presence import stream, topic
from gonghui.congress.documents import sitting
from gonghui.congress.models import Meeting, Minutes
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotAllowed, RuleBroken

LONGEST: Final = 60_000


@action
def draft_minutes(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """Draft the minutes from presence, items, opinions, votes and incidents; again replaces what was edited.

    Raises: Conflict before the close or once signed; NotAllowed, NotFound.
    """
    meeting, minutes = _lock(actor, meeting_id)
    require_closed(meeting)
    if minutes is not None:
        _require_unsigned(minutes)
    minutes = minutes or Minutes(meeting=meeting)
    minutes.text, minutes.drafted_at, minutes.edited_at = sitting.minutes_words(meeting), now, None
    minutes.save()
    record("drafted-minutes", stream=stream(meeting), subject=("minutes", minutes.id))
    touch(topic(meeting), "after")


@action
def edit_minutes(actor: Actor, *, meeting_id: UUID, text: str, now: datetime) -> None:
    """Change the words of the minutes, paragraphs one a line.

    Raises: Conflict without a draft or once signed; RuleBroken, NotAllowed, NotFound.
    """
    meeting, minutes = _lock(actor, meeting_id)
    if minutes is None:
        raise Conflict(_("会议纪要还没有起草。"), code="not-drafted", remedy=_("请先由记录起草纪要。"))
    _require_unsigned(minutes)
    words = "\n".join(line.strip() for line in text.splitlines() if line.strip())
    if not words:
        raise RuleBroken(_("会议纪要不能是空的。"), code="text-missing")
    if len(words) > LONGEST:
        raise RuleBroken(_("会议纪要最多 60000 字。"), code="text-too-long")
    if words == minutes.text:
        return unchanged()
    minutes.text, minutes.edited_at = words, now
    minutes.save(update_fields=["text", "edited_at"])
    record("edited-minutes", stream=stream(meeting), subject=("minutes", minutes.id))
    touch(topic(meeting), "after")
    return None


@action
def sign_minutes(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """Sign and lock the minutes: by the chair of the union alone.

    Raises: NotAllowed for the secretary; Conflict without a draft; NotFound.
    """
    meeting, minutes = _lock(actor, meeting_id)
    if minutes is None:
        raise Conflict(_("会议纪要还没有起草。"), code="not-drafted", remedy=_("请先由记录起草纪要。"))
    if not actor.wears("chair", within=meeting.term.union_id) or actor.person_id is None:
        raise NotAllowed(_("会议纪要由工会主席签发。"), remedy=_("请工会主席登录后签发。"))
    if minutes.signed_at is not None:
        return unchanged()
    minutes.signed_at, minutes.signed_by_id = now, actor.person_id
    minutes.save(update_fields=["signed_at", "signed_by"])
    digest = sha256(minutes.text.encode()).hexdigest()
    record("signed-minutes", stream=stream(meeting), subject=("minutes", minutes.id), sha256=digest)
    touch(topic(meeting), "after")
    return None


def _lock(actor: Actor, meeting_id: UUID) -> tuple[Meeting, Minutes | None]:
    meeting = lock_for_outcome(actor, meeting_id)
    return meeting, Minutes.objects.filter(meeting=meeting).first()


def _require_unsigned(minutes: Minutes) -> None:
    if minutes.signed_at is not None:
        raise Conflict(_("会议纪要已经签发，不能再改。"), code="signed")
