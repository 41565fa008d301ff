"""The key ceremony: scrutineers make the key that opens the sealed boxes of a meeting, each on their own phone."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.presence import lock_meeting, require_running, stream, topic
from gonghui.congress.ballotbox import ceremonies
from gonghui.congress.models import Appointment, CeremonyMessage, KeyCeremony, Meeting, SealedBox, Trustee
from gonghui.congress.queries import sealed
from gonghui.congress.rules.sealing import MOST_TRUSTEES, BoxStep, CeremonyStep, threshold_of
from gonghui.congress.rules.states import Post, VoteState
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

UNDER_WAY = (VoteState.READY, VoteState.OPEN, VoteState.STOPPED)


@action
def begin_ceremony(actor: Actor, *, meeting_id: UUID, now: datetime) -> UUID:
    """Begin making a key with the meeting's scrutineers, the first three in order of appointment; or begin anew.

    Raises: RuleBroken with fewer than two scrutineers; Conflict while a box waits for the present key; NotAllowed,
        NotFound.
    """
    meeting = _lock(actor, meeting_id)
    posts = Appointment.objects.filter(meeting=meeting, role=Post.SCRUTINEER, ended_at=None)
    scrutineers = list(posts.select_related("person").order_by("id")[:MOST_TRUSTEES])
    if len(scrutineers) < 2:
        raise RuleBroken(
            _("至少要有两名监票人，才能生成开票密钥。"),
            code="scrutineers-missing",
            remedy=_("请先在“机构”里任命监票人。"),
        )
    ceremony = KeyCeremony.objects.create(
        meeting=meeting, attempt=_next_attempt(meeting), nonce=ceremonies.new_nonce(),
        threshold=threshold_of(len(scrutineers)), begun_at=now,
    )  # fmt: skip
    for index, post in enumerate(scrutineers, 1):
        Trustee.objects.create(ceremony=ceremony, appointment=post, index=index, name=post.person.name)
    record("began-ceremony", stream=stream(meeting), subject=("ceremony", ceremony.id), attempt=ceremony.attempt,
           trustees=len(scrutineers))  # fmt: skip
    touch(topic(meeting), "count", "guards", "now")
    return ceremony.id


@action
def host_key(actor: Actor, *, meeting_id: UUID, now: datetime) -> UUID:
    """Let the server keep the key, for a unit whose scrutineers cannot make one. Every page and archive says so.

    Raises: Conflict while a box waits for the present key; NotAllowed, NotFound.
    """
    meeting = _lock(actor, meeting_id)
    policy.require_presiding(actor, meeting)
    nonce = ceremonies.new_nonce()
    transcript, share = ceremonies.hosted_ceremony(nonce)
    ceremony = KeyCeremony.objects.create(
        meeting=meeting, attempt=_next_attempt(meeting), nonce=nonce, threshold=1, hosted=True, hosted_share=share,
        transcript=transcript, begun_at=now, finished_at=now,
    )  # fmt: skip
    Trustee.objects.create(ceremony=ceremony, appointment=None, index=1, name=ceremonies.HOSTED_NAME)
    record("hosted-key", stream=stream(meeting), subject=("ceremony", ceremony.id), attempt=ceremony.attempt)
    touch(topic(meeting), "count", "guards", "now")
    return ceremony.id


@action
def send_message(actor: Actor, *, ceremony_id: UUID, step: str, body: str, now: datetime) -> bool:
    """Publish what a scrutineer's phone made for the step that is awaited. Returns whether the ceremony is over by it.

    A resend of the same message changes nothing.
    Raises: RuleBroken for a message that does not hold; Conflict out of step or after a proved complaint; NotAllowed,
        NotFound.
    """
    ceremony = KeyCeremony.objects.filter(id=ceremony_id).first()
    if ceremony is None:
        raise NotFound
    meeting = lock_meeting(actor, ceremony.meeting_id)
    policy.require_scrutineer(actor, meeting)
    ceremony = KeyCeremony.objects.get(id=ceremony_id)
    trustee = sealed.own_trustee(actor, ceremony)
    if CeremonyMessage.objects.filter(trustee=trustee, step=step, body=body).exists():
        unchanged()
        return ceremony.finished_at is not None
    standing = ceremonies.Standing(ceremony)
    if sealed.newest_ceremony(meeting) != ceremony or standing.step != step or standing.accused:
        raise Conflict(_("开票密钥的生成已经到了另一步。"), remedy=_("请刷新页面，看现在到了哪一步。"))
    if CeremonyStep(step) in standing.sent[trustee.index]:
        raise Conflict(_("这一步您已经完成，内容不能再换。"), remedy=_("请继续使用同一部手机。"))
    standing.take(CeremonyStep(step), trustee.index, body)
    CeremonyMessage.objects.create(trustee=trustee, step=step, body=body)
    over = standing.step is None and not standing.accused
    if over:
        ceremony.transcript, ceremony.finished_at = standing.transcript(), now
        ceremony.save(update_fields=["transcript", "finished_at"])
    record("sent-ceremony-message", stream=stream(meeting), subject=("ceremony", ceremony.id), step=step,
           trustee=trustee.index, over=over)  # fmt: skip
    touch(topic(meeting), "count", "guards", "now")
    return over


def _lock(actor: Actor, meeting_id: UUID) -> Meeting:
    """Lock a meeting for whoever may begin a ceremony: its scrutineers, its chair, who prepares it."""
    meeting = lock_meeting(actor, meeting_id)
    if not (policy.may_preside(actor, meeting) or policy.may_prepare(actor, meeting)):
        policy.require_scrutineer(actor, meeting)
    require_running(meeting)
    waiting = SealedBox.objects.filter(vote__item__meeting=meeting, vote__state__in=UNDER_WAY)
    if waiting.exclude(step__in=(BoxStep.COUNTED, BoxStep.SEALED, BoxStep.WITHHELD)).exists():
        raise Conflict(
            _("正在进行的密封票表决要用现在的密钥开票，不能重新生成。"), remedy=_("请先开票，或作废本轮表决。")
        )
    return meeting


def _next_attempt(meeting: Meeting) -> int:
    newest = sealed.newest_ceremony(meeting)
    return 1 if newest is None else newest.attempt + 1
