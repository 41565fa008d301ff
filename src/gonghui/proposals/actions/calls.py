"""Calls for proposals (征集): opened for a meeting or all year round, and ended."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.congress import public as congress
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import NotFound, RuleBroken
from gonghui.proposals import policy
from gonghui.proposals.actions.moving import lock_docket, require_text, stream
from gonghui.proposals.models import Call


@action
def open_call(
    actor: Actor, *, union_id: UUID, title: str, text: str, opens_on: date, closes_on: date | None, now: datetime,
    meeting_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Call for proposals on a theme, for a meeting of the union's running term or, without one, all year round.

    The very same call again, while it is not ended, is the one that stands.

    Raises: RuleBroken without a title or a running term, or when the days do not fit; NotAllowed, NotFound.
    """
    policy.require_desk(actor, union_id)
    term_id = congress.current_term(union_id)
    if term_id is None:
        raise RuleBroken(
            _("还没有履职中的职工代表，不能征集提案。"), code="no-term", remedy=_("请先完成本届代表选举。")
        )
    name = require_text(title, _("请填写征集的主题。"), "title-missing", most=80)
    meeting = next((one for one in congress.meetings_of(term_id) if one.id == meeting_id), None)
    if meeting_id is not None and meeting is None:
        raise NotFound
    if meeting is not None and closes_on is None:
        raise RuleBroken(_("为大会征集提案，要定截止日期。"), code="closes-missing")
    if closes_on is not None and closes_on < opens_on:
        raise RuleBroken(_("截止日期不能早于开始日期。"), code="days-crossed")
    if meeting is not None and closes_on is not None and closes_on >= meeting.opens_on:
        raise RuleBroken(
            _("截止日期要早于开会日期%(day)s，提案才来得及审查。") % {"day": meeting.opens_on.isoformat()},
            code="closes-late",
        )
    lock_docket(union_id, local_date(now).year)  # two taps come one after the other
    call, is_new = Call.objects.get_or_create(
        union_id=union_id, term_id=term_id, meeting_id=meeting_id, title=name, text=text.strip()[:2000],
        opens_on=opens_on, closes_on=closes_on, ended_at=None,
    )  # fmt: skip
    if not is_new:
        unchanged()
        return call.id
    record("call-opened", stream=stream(union_id), subject=("call", call.id), opens=opens_on.isoformat())
    return call.id


@action
def end_call(actor: Actor, *, call_id: UUID, now: datetime) -> None:
    """End a call before its last day; pressed twice it ends once. Raises: NotAllowed, NotFound."""
    call = Call.objects.select_for_update().filter(id=call_id).first()
    if call is None:
        raise NotFound
    policy.require_desk(actor, call.union_id)
    if call.ended_at is not None:
        return unchanged()
    call.ended_at = now
    call.save(update_fields=["ended_at"])
    record("call-ended", stream=stream(call.union_id), subject=("call", call.id))
    return None
