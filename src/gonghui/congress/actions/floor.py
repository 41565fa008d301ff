"""The floor: who speaks when."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import lock_meeting, require_running, stream, topic
from gonghui.congress.models import AgendaItem, Delegate, SpeechRequest
from gonghui.congress.queries import find
from gonghui.congress.queries.presence import is_present
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

KINDS = ("SPEECH", "ADDITION", "QUESTION", "PROCEDURE")


@action
def ask_to_speak(actor: Actor, *, item_id: UUID, kind: str, now: datetime) -> UUID:
    """Ask for the floor on the item under discussion; asking twice is asking once.

    Raises: NotFound; RuleBroken for whoever is not present; Conflict when the item is not under discussion, or the
        list of speakers is closed to whoever does not stand on it yet.
    """
    item = find.item(actor, item_id)
    delegate = find.own_mandate(actor, item.meeting)
    require_running(item.meeting)
    if item.meeting.current_item_id != item.id:
        raise Conflict(_("这一项不在审议中，不能申请发言。"))
    if not is_present(item.meeting_id, delegate.id):
        raise RuleBroken(_("签到以后才能申请发言。"), code="not-present", remedy=_("请先签到。"))
    if kind not in KINDS:
        raise RuleBroken(_("没有这种发言。"), code="no-such-kind")
    if item.speakers_closed_at is not None and not _waits(item, delegate):
        raise Conflict(_("发言申请已经截止。"), remedy=_("请在「意见」里书面提出；确有必要的，请举手告诉主持人。"))
    request, made = SpeechRequest.objects.get_or_create(
        item=item, delegate=delegate, ended_at=None, withdrawn_at=None, defaults={"kind": kind, "asked_at": now}
    )
    if not made:
        unchanged()
        return request.id
    record("asked-to-speak", stream=stream(item.meeting), subject=("delegate", delegate.id), kind=kind)
    touch(topic(item.meeting), "floor", "me")
    return request.id


@action
def withdraw_speech(actor: Actor, *, request_id: UUID, now: datetime) -> None:
    """Withdraw one's own request before it is called.

    Raises: NotFound; Conflict when it has been called.
    """
    request = _lock_request(request_id)
    policy.require_own(actor, request.delegate)
    if request.withdrawn_at is not None:
        return unchanged()
    if request.called_at is not None:
        raise Conflict(_("已经请您发言，不能撤回。"), remedy=_("不发言的，请告诉主持人。"))
    request.withdrawn_at = now
    request.save(update_fields=["withdrawn_at"])
    record("withdrew-speech", stream=stream(request.item.meeting), subject=("delegate", request.delegate_id))
    touch(topic(request.item.meeting), "floor", "me")
    return None


@action
def call_next_speaker(actor: Actor, *, item_id: UUID, now: datetime) -> UUID | None:
    """End the speech that runs, and call who asked first. Returns the request called, None when nobody waits.

    Raises: NotAllowed, NotFound.
    """
    item = AgendaItem.objects.filter(id=item_id).first()
    if item is None:
        raise NotFound
    meeting = lock_meeting(actor, item.meeting_id)
    policy.require_presiding(actor, meeting)
    requests = SpeechRequest.objects.filter(item=item, ended_at=None, withdrawn_at=None)
    ended = requests.filter(called_at__isnull=False).update(ended_at=now)
    waiting = requests.filter(called_at=None).order_by("asked_at", "id").first()
    if waiting is None and not ended:
        unchanged()
        return None
    if waiting is not None:
        waiting.called_at = now
        waiting.save(update_fields=["called_at"])
    record("called-speaker", stream=stream(meeting), subject=("item", item.id), called=waiting is not None)
    touch(topic(meeting), "floor", "me", "wall", "now")
    return waiting.id if waiting else None


@action
def extend_speech(actor: Actor, *, request_id: UUID, seconds: int, now: datetime) -> None:
    """Give a speaker more time.

    Raises: NotAllowed, NotFound; Conflict when they are not speaking.
    """
    request = _lock_request(request_id)
    meeting = request.item.meeting
    policy.require_member(actor, meeting)
    policy.require_presiding(actor, meeting)
    if request.called_at is None or request.ended_at is not None:
        raise Conflict(_("这位代表现在没有发言。"))
    request.seconds += seconds
    request.save(update_fields=["seconds"])
    record("extended-speech", stream=stream(meeting), subject=("delegate", request.delegate_id), seconds=seconds)
    touch(topic(meeting), "floor", "me", "wall", "now")


@action
def close_speakers(actor: Actor, *, item_id: UUID, now: datetime) -> None:
    """Close the list of speakers of the item under discussion: those on it still speak, nobody else may ask.

    Raises: Conflict when the item is not under discussion; NotAllowed, NotFound.
    """
    item = _lock_current(actor, item_id)
    if item.speakers_closed_at is not None:
        return unchanged()
    return _set_closed(item, now)


@action
def open_speakers(actor: Actor, *, item_id: UUID, now: datetime) -> None:
    """Open the list of speakers again.

    Raises: Conflict when the item is not under discussion; NotAllowed, NotFound.
    """
    item = _lock_current(actor, item_id)
    if item.speakers_closed_at is None:
        return unchanged()
    return _set_closed(item, None)


def _set_closed(item: AgendaItem, at: datetime | None) -> None:
    item.speakers_closed_at = at
    item.save(update_fields=["speakers_closed_at"])
    verb = "opened-speakers" if at is None else "closed-speakers"
    record(verb, stream=stream(item.meeting), subject=("item", item.id))
    touch(topic(item.meeting), "floor", "now")


def _waits(item: AgendaItem, delegate: Delegate) -> bool:
    return SpeechRequest.objects.filter(item=item, delegate=delegate, ended_at=None, withdrawn_at=None).exists()


def _lock_current(actor: Actor, item_id: UUID) -> AgendaItem:
    item = find.item(actor, item_id)
    meeting = lock_meeting(actor, item.meeting_id)
    policy.require_presiding(actor, meeting)
    require_running(meeting)
    if meeting.current_item_id != item.id:
        raise Conflict(_("这一项不在审议中，没有发言名单。"), remedy=_("进入这一项以后再办。"))
    item.refresh_from_db()
    return item


def _lock_request(request_id: UUID) -> SpeechRequest:
    requests = SpeechRequest.objects.select_for_update(of=("self",))
    request = requests.select_related("delegate", "item__meeting__term").filter(id=request_id).first()
    if request is None:
        raise NotFound
    return request
