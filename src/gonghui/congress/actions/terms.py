"""A term: opened with its staff figures, its delegations, and the review of its delegates."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress import policy
from gonghui.congress.actions.refusing import require_none_stops
from gonghui.congress.models import Delegate, Delegation, Meeting, Override, Term, Vote
from gonghui.congress.queries.law import law_of
from gonghui.congress.queries.preparation import failing_units, full_delegates, mix, workforce_of
from gonghui.congress.rules.composition import check_composition
from gonghui.congress.rules.states import (
    MandateEvent,
    MandateState,
    TermEvent,
    TermState,
    VoteState,
    advance,
    reach,
)
from gonghui.kernel.action import action, record, touch, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken

ENDS: Final = (
    MandateState.ENDED_EMPLOYMENT,
    MandateState.TRANSFERRED_OUT,
    MandateState.RESIGNED,
    MandateState.DISQUALIFIED,
)
"""How a mandate may end before its term does, but for a recall, which its electoral unit votes on."""


@action
def open_term(
    actor: Actor, *, union_id: UUID, number: int, starts_on: date, ends_on: date, staff: int, women_staff: int,
    now: datetime, dispatched_staff: int = 0, disabled_staff: int = 0, is_large_group: bool = False,
    is_professional_unit: bool = False, is_general_meeting: bool = False,
) -> UUID:  # fmt: skip
    """Open a term (届) of a union's congress; opening the same number again is refused.

    Raises: NotFound for whoever does not prepare it; RuleBroken for figures that cannot be; Conflict when it exists.
    """
    policy.require_preparer_of(actor, union_id)
    if ends_on <= starts_on:
        raise RuleBroken(_("届期的截止日期应当晚于起始日期。"), code="term-dates")
    if women_staff > staff or dispatched_staff > staff or disabled_staff > staff:
        raise RuleBroken(_("女职工、劳务派遣、残疾职工人数都不能多于职工总数。"), code="staff-figures")
    if Term.objects.filter(union_id=union_id, number=number).exists():
        raise Conflict(_("这一届已经建立。"), remedy=_("请直接进入这一届办理。"))
    term = Term.objects.create(
        union_id=union_id, number=number, state=TermState.PREPARING, starts_on=starts_on, ends_on=ends_on, staff=staff,
        women_staff=women_staff, dispatched_staff=dispatched_staff, disabled_staff=disabled_staff,
        is_large_group=is_large_group, is_professional_unit=is_professional_unit,
        is_general_meeting=is_general_meeting,
    )  # fmt: skip
    record("opened-term", stream=term_stream(term), subject=("term", term.id), number=number)
    return term.id


@action
def place_in_delegation(actor: Actor, *, delegate_id: UUID, delegation: str, seat: str, now: datetime) -> None:
    """Put a delegate into a delegation, made if it does not exist, and give them a seat.

    Raises: NotFound; RuleBroken without a name.
    """
    delegate = _delegate(actor, delegate_id)
    name = delegation.strip()[:80]
    if not name:
        raise RuleBroken(_("请填写代表团名称。"), code="name-missing")
    group, _made = Delegation.objects.get_or_create(
        term=delegate.term, name=name, defaults={"position": delegate.term.delegations.count() + 1}
    )
    if (delegate.delegation_id, delegate.seat) == (group.id, seat.strip()):
        return unchanged()
    if delegate.delegation_id != group.id:
        Delegation.objects.filter(head=delegate).update(head=None)
    delegate.delegation, delegate.seat = group, seat.strip()[:10]
    delegate.save(update_fields=["delegation", "seat"])
    record("placed-delegate", stream=term_stream(delegate.term), subject=("delegate", delegate.id))
    return None


@action
def name_head(actor: Actor, *, delegate_id: UUID, now: datetime) -> None:
    """Name the head of a delegation, one of its own full delegates.

    Raises: NotFound; RuleBroken for whoever is in no delegation or has no vote.
    Source: 上海市职工代表大会条例 art. 25, 30.
    """
    delegate = _delegate(actor, delegate_id)
    if delegate.delegation is None or delegate.kind != "FULL":
        raise RuleBroken(_("代表团团长应当是本团的正式代表。"), code="head-not-full")
    if delegate.delegation.head_id == delegate.id:
        return unchanged()
    delegate.delegation.head = delegate
    delegate.delegation.save(update_fields=["head"])
    record("named-head", stream=term_stream(delegate.term), subject=("delegate", delegate.id))
    return None


@action
def order_delegations(actor: Actor, *, term_id: UUID, order: Sequence[UUID], now: datetime) -> None:
    """Set the order in which the delegations of a term are called: `order` holds the ids of all of them.

    Raises: Conflict when a delegation came or went meanwhile; NotFound.
    """
    term = lock_term(actor, term_id)
    groups = {group.id: group for group in term.delegations.all()}
    if len(order) != len(groups) or set(order) != set(groups):
        raise Conflict(_("代表团有增减，顺序没有保存。"), remedy=_("请刷新页面后再排。"))
    moved = [group for place, ident in enumerate(order, 1) for group in [groups[ident]] if group.position != place]
    if not moved:
        return unchanged()
    for place, ident in enumerate(order, 1):
        groups[ident].position = place
    Delegation.objects.bulk_update(moved, ["position"])
    record("ordered-delegations", stream=term_stream(term), subject=("term", term.id))
    return None


@action
def qualify(actor: Actor, *, term_id: UUID, now: datetime) -> None:
    """Accept the report of the qualification review: composition and elections stand, mandates are verified.

    A rule that allows an exception stands against it until the union's chair has signed a reason at a meeting of the
    term.

    Raises: RuleBroken with the first rule that stands against it; NotFound.
    Source: 上海市职工代表大会条例 art. 15, 16, 21.
    """
    term = lock_term(actor, term_id)
    pack = law_of(term)
    full = list(full_delegates(term))
    if not full:
        raise RuleBroken(_("还没有正式代表，不能审查资格。"), code="no-delegates", remedy=_("请先导入代表名册。"))
    findings = check_composition(pack, workforce_of(term), mix(full))
    excused = frozenset(Override.objects.filter(meeting__term=term).values_list("rule", flat=True))
    require_none_stops(findings, "composition", overridden=excused)
    failing = failing_units(pack, term)
    if failing:
        raise RuleBroken(
            _("选区“%(name)s”的选举不符合规定。") % {"name": failing[0].name}, code="election",
            remedy=_("请核对参加人数和得票，必要时重新选举。"),
        )  # fmt: skip
    elected = Delegate.objects.filter(term=term, ended_on=None, state=MandateState.ELECTED)
    if term.qualified_at is not None and not elected.exists():
        return unchanged()
    elected.update(state=advance(MandateState.ELECTED, MandateEvent.VERIFY))
    term.qualified_at = now
    if term.state == TermState.PREPARING:
        term.state = advance(TermState.PREPARING, TermEvent.QUALIFY)
    term.save(update_fields=["qualified_at", "state"])
    record("qualified-delegates", stream=term_stream(term), subject=("term", term.id), delegates=len(full))
    touch_meetings(term)
    return None


@action
def end_mandate(actor: Actor, *, delegate_id: UUID, state: str, now: datetime, day: date) -> None:
    """End a mandate, never while a vote is open. `state` is one of `ENDS`.

    Raises: NotFound; RuleBroken for a state that ends nothing; Conflict when it ended in another way, and while a vote
        is open.
    Source: 上海市职工代表大会条例 art. 19.
    """
    delegate = _mandate(actor, delegate_id)
    if state not in ENDS:
        raise RuleBroken(_("请选择代表资格终止的原因。"), code="no-such-end")
    if delegate.ended_on is not None:
        if delegate.state == state:
            return unchanged()
        raise Conflict(_("这位代表的资格已经终止。"), remedy=_("请刷新页面查看。"))
    finish_mandate(delegate, state=state, day=day)
    record("ended-mandate", stream=term_stream(delegate.term), subject=("delegate", delegate.id), state=state)
    return None


def finish_mandate(delegate: Delegate, *, state: str, day: date) -> None:
    """Write the end of a mandate, inside an action: nobody leads a delegation any more, open pages are told.

    Raises: Conflict while a vote is open.
    """
    require_no_open_vote(delegate.term_id)
    Delegation.objects.filter(head=delegate).update(head=None)
    delegate.ended_on, delegate.state = day, reach(MandateState(delegate.state), MandateState(state))
    delegate.save(update_fields=["ended_on", "state"])
    touch_meetings(delegate.term)


def require_no_open_vote(term_id: UUID) -> None:
    """Raises: Conflict while a meeting of the term votes: whoever comes or goes would change its quorum."""
    if Vote.objects.filter(item__meeting__term_id=term_id, state=VoteState.OPEN).exists():
        raise Conflict(_("会上正在表决，代表名册暂时不能变动。"), code="voting-now",
                       remedy=_("请等主持人停止本轮表决以后再办理。"))  # fmt: skip


def touch_meetings(term: Term) -> None:
    """Tell the open pages of every meeting of a term that its delegates have changed."""
    for meeting_id in Meeting.objects.filter(term=term, closed_at=None).values_list("id", flat=True):
        touch(f"meeting/{meeting_id}", "prepare", "presence", "guards", "me")


def lock_term(actor: Actor, term_id: UUID) -> Term:
    """Lock and return a term that the actor prepares.

    Raises: NotFound.
    """
    term = Term.objects.select_for_update(of=("self",)).select_related("union").filter(id=term_id).first()
    if term is None:
        raise NotFound
    policy.require_preparer_of(actor, term.union_id)
    return term


def lock_open_term(actor: Actor, term_id: UUID) -> Term:
    """Lock and return a term that the actor prepares and that is not over.

    Raises: Conflict once it is closed; NotFound.
    """
    term = lock_term(actor, term_id)
    require_open(term)
    return term


def require_open(term: Term) -> None:
    """Raises: Conflict once a term is closed."""
    if term.state == TermState.CLOSED:
        raise Conflict(_("这一届已经换届，不能再登记。"), code="term-closed", remedy=_("请在新的一届办理。"))


def term_stream(term: Term) -> str:
    """Return the ledger's stream of a term."""
    return f"term/{term.id}"


def _delegate(actor: Actor, delegate_id: UUID) -> Delegate:
    delegate = _mandate(actor, delegate_id)
    if delegate.ended_on is not None:
        raise NotFound
    return delegate


def _mandate(actor: Actor, delegate_id: UUID) -> Delegate:
    mandates = Delegate.objects.select_for_update(of=("self",)).select_related("term__union", "delegation")
    found = mandates.filter(id=delegate_id).first()
    if found is None:
        raise NotFound
    policy.require_preparer_of(actor, found.term.union_id)
    return found
