"""A meeting is planned: its frame, the rules frozen into it, the prior report to the superior union."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.calls import follow_call
from gonghui.congress.actions.preparing import lock_preparing, lock_to_prepare, settle, unsign
from gonghui.congress.actions.presence import stream
from gonghui.congress.actions.terms import lock_open_term
from gonghui.congress.models import Meeting, UpwardReport
from gonghui.congress.queries.law import law_of
from gonghui.congress.rules.kinds import Mode, OnlineReason
from gonghui.congress.rules.packfile import freeze
from gonghui.congress.rules.states import MeetingState
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, RuleBroken

PROPOSERS = ("ENTERPRISE", "UNION", "DELEGATES")
ANSWERS = ("APPROVED", "NO_OBJECTION", "RETURNED")


@action
def plan_meeting(
    actor: Actor, *, term_id: UUID, number: int, mode: str, opens_at: datetime, ends_at: datetime, now: datetime,
    place: str = "", online_reason: str = "", online_reason_text: str = "", proposed_by: str = "UNION",
    contact_name: str = "", contact_phone: str = "", is_rehearsal: bool = False, call_id: UUID | None = None,
) -> UUID:  # fmt: skip
    """Plan a meeting (次) of a term, and freeze into it the rules that hold today; `call_id` is the proposal behind it.

    Raises: NotFound for whoever does not prepare it; RuleBroken for dates or words that cannot be; Conflict when the
        term is over, or has a meeting of that number.
    Source: 上海市职工代表大会条例 art. 22.
    """
    term = lock_open_term(actor, term_id)
    _check_frame(mode, online_reason, proposed_by, opens_at, ends_at)
    if number < 1:
        raise RuleBroken(_("会议次数从 1 开始。"), code="meeting-number")
    if not is_rehearsal and Meeting.objects.filter(term=term, number=number, is_rehearsal=False).exists():
        raise Conflict(_("这一届已经有这一次会议。"), code="meeting-exists", remedy=_("请直接进入这次会议办理。"))
    frozen = freeze(law_of(term))
    meeting = Meeting.objects.create(
        term=term, number=number, state=MeetingState.PROPOSED, mode=mode, online_reason=online_reason,
        online_reason_text=online_reason_text.strip()[:300], proposed_by=proposed_by, place=place.strip()[:120],
        opens_at=opens_at, ends_at=ends_at, contact_name=contact_name.strip()[:60],
        contact_phone=contact_phone.strip()[:30], pack=frozen.content, pack_id=frozen.pack_id,
        pack_version=frozen.version, pack_digest=frozen.sha256, is_rehearsal=is_rehearsal,
    )  # fmt: skip
    if call_id is not None:
        follow_call(term, call_id, meeting, now)
    record("planned-meeting", stream=stream(meeting), subject=("meeting", meeting.id), number=number, mode=mode,
           pack=frozen.sha256)  # fmt: skip
    return meeting.id


@action
def edit_basics(
    actor: Actor, *, meeting_id: UUID, mode: str, opens_at: datetime, ends_at: datetime, now: datetime,
    place: str = "", online_reason: str = "", online_reason_text: str = "", proposed_by: str = "UNION",
    contact_name: str = "", contact_phone: str = "",
) -> None:  # fmt: skip
    """Change the frame of a meeting that is still being prepared. Another mode asks both sides to agree anew.

    Raises: Conflict once it is ready; RuleBroken, NotAllowed, NotFound.
    """
    meeting = lock_preparing(actor, meeting_id)
    _check_frame(mode, online_reason, proposed_by, opens_at, ends_at)
    wanted = {
        "mode": mode, "online_reason": online_reason, "online_reason_text": online_reason_text.strip()[:300],
        "proposed_by": proposed_by, "place": place.strip()[:120], "opens_at": opens_at, "ends_at": ends_at,
        "contact_name": contact_name.strip()[:60], "contact_phone": contact_phone.strip()[:30],
    }  # fmt: skip
    changed = [name for name, value in wanted.items() if getattr(meeting, name) != value]
    if not changed:
        return unchanged()
    for name in changed:
        setattr(meeting, name, wanted[name])
    meeting.save(update_fields=changed)
    if "mode" in changed:
        if mode != Mode.MIXED:
            meeting.items.update(mode=mode)
        unsign(meeting)
    record("edited-basics", stream=stream(meeting), subject=("meeting", meeting.id), fields=",".join(sorted(changed)))
    settle(meeting)
    return None


@action
def refreeze_rules(actor: Actor, *, meeting_id: UUID, now: datetime) -> None:
    """Freeze the rules that hold today into a meeting that is still being prepared.

    Raises: Conflict once it is ready; NotAllowed, NotFound.
    """
    meeting = lock_preparing(actor, meeting_id)
    frozen = freeze(law_of(meeting.term))
    if frozen.sha256 == meeting.pack_digest:
        return unchanged()
    meeting.pack, meeting.pack_id = frozen.content, frozen.pack_id
    meeting.pack_version, meeting.pack_digest = frozen.version, frozen.sha256
    meeting.save(update_fields=["pack", "pack_id", "pack_version", "pack_digest"])
    record("refroze-rules", stream=stream(meeting), subject=("meeting", meeting.id), pack=frozen.sha256)
    settle(meeting)
    return None


@action
def report_upward(
    actor: Actor, *, meeting_id: UUID, superior: str, sent_on: date, now: datetime, note: str = ""
) -> None:
    """Note that the preparation has been reported to the superior union (上级报备).

    Raises: RuleBroken without the superior's name; NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    if not superior.strip():
        raise RuleBroken(_("请填写上级工会名称。"), code="superior-missing")
    report = UpwardReport.objects.filter(meeting=meeting).first()
    wanted = (superior.strip()[:120], sent_on, note.strip()[:300])
    if report is not None and (report.superior, report.sent_on, report.note) == wanted:
        return unchanged()
    report = report or UpwardReport(meeting=meeting)
    report.superior, report.sent_on, report.note = wanted
    report.save()
    meeting.upward_report = report
    record("reported-upward", stream=stream(meeting), subject=("meeting", meeting.id), on=sent_on.isoformat())
    settle(meeting)
    return None


@action
def record_answer(
    actor: Actor, *, meeting_id: UUID, answer: str, answered_on: date, now: datetime, answer_number: str = ""
) -> None:
    """Note the answer of the superior union: APPROVED, NO_OBJECTION or RETURNED, with the number on its paper.

    Raises: Conflict when nothing was reported; RuleBroken for an answer that is none or before the report;
        NotAllowed, NotFound.
    """
    meeting = lock_to_prepare(actor, meeting_id)
    report = UpwardReport.objects.filter(meeting=meeting).first()
    if report is None or report.sent_on is None:
        raise Conflict(_("还没有登记报送，不能登记批复。"), code="not-reported", remedy=_("请先登记报送日期。"))
    if answer not in ANSWERS:
        raise RuleBroken(_("请选择批复结果。"), code="no-such-answer")
    if answered_on < report.sent_on:
        raise RuleBroken(_("批复日期不能早于报送日期。"), code="answer-before-report")
    wanted = (answer, answered_on, answer_number.strip()[:60])
    if (report.answer, report.answered_on, report.answer_number) == wanted:
        return unchanged()
    report.answer, report.answered_on, report.answer_number = wanted
    report.save(update_fields=["answer", "answered_on", "answer_number"])
    record("recorded-answer", stream=stream(meeting), subject=("meeting", meeting.id), answer=answer)
    settle(meeting)
    return None


def _check_frame(mode: str, reason: str, proposed_by: str, opens_at: datetime, ends_at: datetime) -> None:
    if mode not in set(Mode):
        raise RuleBroken(_("请选择召开方式。"), code="no-such-mode")
    if reason and reason not in set(OnlineReason):
        raise RuleBroken(_("请从列表中选择线上召开的理由。"), code="no-such-reason")
    if proposed_by not in PROPOSERS:
        raise RuleBroken(_("请选择提议召开的一方。"), code="no-such-proposer")
    if ends_at <= opens_at:
        raise RuleBroken(_("会议结束时间应当晚于开始时间。"), code="meeting-dates")
