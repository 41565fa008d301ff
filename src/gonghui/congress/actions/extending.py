"""The end of a term: put off for some months, agreed to where the law asks it, and reached."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.refusing import require_none_stops
from gonghui.congress.actions.terms import lock_term, term_stream, touch_meetings
from gonghui.congress.models import Delegate, Meeting, Term, TermExtension
from gonghui.congress.queries.law import law_of
from gonghui.congress.queries.tenure import extension_of, period_of
from gonghui.congress.rules.calendar import add_months, check_extension
from gonghui.congress.rules.kinds import ExtensionApproval
from gonghui.congress.rules.parameters import EXTENSION_APPROVAL
from gonghui.congress.rules.states import IllegalMove, MandateEvent, MandateState, TermEvent, TermState, advance
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotAllowed, RuleBroken


@action
def extend_term(
    actor: Actor, *, term_id: UUID, months: int, reason: str, now: datetime, approver: str = "",
    approved_on: date | None = None, approval_number: str = "", exception: str = "",
) -> UUID:  # fmt: skip
    """Put the renewal of a term off by some months (延期换届), once a term.

    Where somebody must agree and has not yet, the extension waits for `approve_extension`. `exception` is the chair's
    written reason for going beyond the longest extension.

    Raises: RuleBroken without a reason or over the longest extension; NotAllowed when not the chair signs an exception;
        Conflict when it is extended already, or the state of the term does not allow it; NotFound.
    Source: 上海市职工代表大会条例 art. 22; 浙江省企业民主管理条例 art. 14.
    """
    term = lock_term(actor, term_id)
    known = extension_of(term)
    if known is not None:
        if (known.months, known.reason) == (months, reason.strip()[:300]):
            unchanged()
            return known.id
        raise Conflict(_("这一届已经登记过延期换届。"), code="extended", remedy=_("一届只能延期一次，请按期换届。"))
    if not reason.strip():
        raise RuleBroken(_("请写明延期换届的原因。"), code="reason-missing")
    if months < 1:
        raise RuleBroken(_("延期至少一个月。"), code="months")
    agreed = bool(approver.strip() and approved_on)
    if approved_on is not None and approved_on > local_date(now):
        raise RuleBroken(_("同意日期不能晚于今天。"), code="day-to-come")
    signed = _signed(actor, term, exception)
    _require_lawful(term, months, agreed=agreed, signed=bool(signed))
    made = TermExtension.objects.create(
        term=term, months=months, extended_to=add_months(term.ends_on, months), reason=reason.strip()[:300],
        approver=approver.strip()[:120] if agreed else "", approved_on=approved_on if agreed else None,
        approval_number=approval_number.strip()[:60] if agreed else "", exception=signed, by_account=actor.account_id,
        at=now,
    )  # fmt: skip
    _move(term, TermEvent.ASK_EXTENSION)
    if agreed or law_of(term)[EXTENSION_APPROVAL] is ExtensionApproval.NONE:
        _move(term, TermEvent.EXTEND)
    record("extended-term", stream=term_stream(term), subject=("term", term.id), months=months, state=str(term.state))
    touch_meetings(term)
    return made.id


@action
def approve_extension(
    actor: Actor, *, term_id: UUID, approver: str, approved_on: date, now: datetime, approval_number: str = ""
) -> None:
    """Note who agreed to the extension of a term, and when; a waiting one then stands.

    Raises: Conflict when there is none; RuleBroken without a name or for a day to come; NotFound.
    Source: 浙江省企业民主管理条例 art. 14.
    """
    term = lock_term(actor, term_id)
    extension = extension_of(term)
    if extension is None:
        raise Conflict(_("这一届没有登记延期换届。"), code="not-extended", remedy=_("请先登记延期换届。"))
    name = approver.strip()[:120]
    if not name:
        raise RuleBroken(_("请填写同意延期的机构。"), code="approver-missing")
    if approved_on > local_date(now):
        raise RuleBroken(_("同意日期不能晚于今天。"), code="day-to-come")
    wanted = (name, approved_on, approval_number.strip()[:60])
    if (extension.approver, extension.approved_on, extension.approval_number) == wanted:
        return unchanged()
    extension.approver, extension.approved_on, extension.approval_number = wanted
    extension.save(update_fields=["approver", "approved_on", "approval_number"])
    if term.state == TermState.EXTENSION_PENDING:
        _move(term, TermEvent.EXTEND)
    record("approved-extension", stream=term_stream(term), subject=("term", term.id), on=approved_on.isoformat())
    return None


@action
def close_term(actor: Actor, *, term_id: UUID, now: datetime) -> None:
    """Close a term that is over or followed by another: every mandate ends with it.

    Raises: Conflict while the term runs and no newer one has its delegates, or while a meeting of it is not closed;
        RuleBroken for a term that never began; NotFound.
    Source: 上海市职工代表大会条例 art. 15, 22.
    """
    term = lock_term(actor, term_id)
    if term.state == TermState.CLOSED:
        return unchanged()
    today = local_date(now)
    newer = Term.objects.filter(union_id=term.union_id, number__gt=term.number, qualified_at__isnull=False)
    if today < period_of(term).end and not newer.exists():
        raise Conflict(_("届期未满，下一届代表也还没有选出，不能换届。"), code="term-runs",
                       remedy=_("请先选出下一届代表并完成资格审查。"))  # fmt: skip
    if Meeting.objects.filter(term=term, closed_at=None, is_rehearsal=False).exclude(state="CANCELLED").exists():
        raise Conflict(_("这一届还有会议没有闭会或取消。"), code="meeting-open", remedy=_("请先办完或取消这些会议。"))
    _move(term, TermEvent.RENEW)
    _move(term, TermEvent.CLOSE)
    # Whoever served today stays on the roll of what was held today; heads stay named for the papers.
    ended, last = 0, today + timedelta(days=1)
    for state in (MandateState.ELECTED, MandateState.VERIFIED, MandateState.SERVING):
        running = Delegate.objects.filter(term=term, ended_on=None, state=state)
        ended += running.update(ended_on=last, state=advance(state, MandateEvent.END_TERM))
    record("closed-term", stream=term_stream(term), subject=("term", term.id), mandates=ended)
    touch_meetings(term)
    return None


def _signed(actor: Actor, term: Term, exception: str) -> str:
    words = exception.strip()[:300]
    if words and not actor.wears("chair", within=term.union_id):
        raise NotAllowed(_("超过最长期限的理由须由工会主席写明。"), remedy=_("请工会主席登录后在这里办理。"))
    return words


def _require_lawful(term: Term, months: int, *, agreed: bool, signed: bool) -> None:
    found = check_extension(
        law_of(term), ends_on=term.ends_on, extended_to=add_months(term.ends_on, months), approved=agreed
    )
    excused = frozenset(one.rule for one in found if one.needs_reason and signed)
    # Where agreement is only asked for, the extension waits for it; a pack that insists on it stops here.
    excuse = gettext("确需更长的，由工会主席写明理由。")
    require_none_stops(found, "extension", overridden=excused, excuse=excuse)


def _move(term: Term, event: TermEvent) -> None:
    try:
        term.state = advance(TermState(term.state), event)
    except IllegalMove as illegal:
        sentence = f"{illegal.sentence.render(gettext)}。"
        raise Conflict(sentence, code="term-state", remedy=_("请刷新页面，看这一届现在的状态。")) from illegal
    term.save(update_fields=["state"])
