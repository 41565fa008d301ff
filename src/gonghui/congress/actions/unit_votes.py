"""Changes of delegates within a term: a unit fills a vacancy or takes a mandate back, and publishes its result."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from gonghui.congress.actions.allotting import require_seat_left
from gonghui.congress.actions.mandates import free_numbers
from gonghui.congress.actions.refusing import require_none_stops
from gonghui.congress.actions.terms import (
    finish_mandate,
    lock_open_term,
    lock_term,
    require_no_open_vote,
    term_stream,
    touch_meetings,
)
from gonghui.congress.models import Delegate, ElectoralUnit, Term, UnitDecision
from gonghui.congress.queries.law import law_of
from gonghui.congress.queries.tenure import mandate_period, period_of
from gonghui.congress.rules.effect import check_mandate
from gonghui.congress.rules.election import check_by_election, check_recall, check_unit_election
from gonghui.congress.rules.states import MandateState
from gonghui.kernel.action import action, record, unchanged
from gonghui.kernel.actor import Actor
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken
from gonghui.registry import public as registry

BY_ELECTION, RECALL = "BY_ELECTION", "RECALL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Elected:
    """Who was elected into a vacancy, as the unit reported it; sex and category as the registry has them."""

    name: str
    category: str
    sex: str = ""
    employee_number: str = ""
    post: str = ""


@action
def by_elect(
    actor: Actor, *, unit_id: UUID, vacancy_id: UUID, elected: Elected, held_on: date, staff: int, took_part: int,
    votes_for: int, now: datetime,
) -> UUID:  # fmt: skip
    """Fill a vacancy by an election of a unit, counted of all its staff; the roll then has to be reviewed anew.

    `vacancy_id` is the mandate that ended. Returns the id of the new mandate.

    Raises: RuleBroken for figures or days that cannot be, without a seat left, and where the law stands against it;
        Conflict when the vacancy is filled, the person has a mandate, the term is over, or a vote is open; RowsRefused
        of the registry; NotFound.
    Source: 上海市职工代表大会条例 art. 15, 19.
    """
    unit = _lock_unit(actor, unit_id)
    term = lock_open_term(actor, unit.term_id)
    require_no_open_vote(term.id)
    vacancy = _vacancy(term, vacancy_id)
    _check_figures(staff, took_part, votes_for, held_on, now)
    if vacancy.ended_on is not None and held_on < vacancy.ended_on:
        raise RuleBroken(_("补选日期不能早于出现缺额的日期。"), code="before-vacancy")
    require_seat_left(unit)
    pack = law_of(term)
    against = (
        *check_unit_election(pack, staff=staff, took_part=took_part, votes=(votes_for,)),
        check_by_election(pack, same_unit=vacancy.electoral_unit_id == unit.id, published=True)[0],
        check_mandate(pack, mandate=mandate_period(term, held_on), term=period_of(term)),
    )
    require_none_stops(against, "by-election")
    delegate = _take_on(term, unit, vacancy, elected, held_on, votes_for, now)
    UnitDecision.objects.create(
        unit=unit, kind=BY_ELECTION, delegate=delegate, replaces=vacancy, held_on=held_on, staff=staff,
        took_part=took_part, votes_for=votes_for, carried=True, by_account=actor.account_id, at=now,
    )  # fmt: skip
    term.qualified_at = None
    term.save(update_fields=["qualified_at"])
    record("by-elected", stream=term_stream(term), subject=("delegate", delegate.id), votes=votes_for, staff=staff)
    touch_meetings(term)
    return delegate.id


@action
def recall(
    actor: Actor, *, delegate_id: UUID, held_on: date, staff: int, votes_for: int, reason: str, now: datetime,
    took_part: int | None = None,
) -> bool:  # fmt: skip
    """Enter how the unit of a delegate voted on taking the mandate back; it ends when enough of all its staff agreed.

    Returns whether the mandate ended. The vote is kept either way.

    Raises: RuleBroken for figures or days that cannot be, without a reason, or when no unit is known; Conflict when the
        mandate has ended, or while a vote is open; NotFound.
    Source: 上海市职工代表大会条例 art. 19.
    """
    delegate = _running(actor, delegate_id)
    unit, term = delegate.electoral_unit, delegate.term
    if unit is None:
        raise RuleBroken(_("名册没有登记这位代表的选区，不能由选区撤免。"), code="no-unit",
                         remedy=_("请在代表名册里补上选区，重新导入。"))  # fmt: skip
    _check_figures(staff, took_part, votes_for, held_on, now)
    if held_on < max(delegate.elected_on or term.starts_on, term.starts_on):
        raise RuleBroken(_("撤免投票日期不能早于这位代表的任期。"), code="before-mandate")
    words = reason.strip()[:300]
    if not words:
        raise RuleBroken(_("请写明撤免的理由。"), code="reason-missing", remedy=_("如：无故不履行代表职责。"))
    known = {"delegate": delegate, "kind": RECALL, "held_on": held_on, "staff": staff, "votes_for": votes_for}
    if UnitDecision.objects.filter(**known).exists():
        unchanged()
        return False
    found = check_recall(law_of(term), staff=staff, votes_for=votes_for)
    UnitDecision.objects.create(
        unit=unit, took_part=took_part, carried=found.ok, reason=words, by_account=actor.account_id, at=now, **known
    )
    if found.ok:
        finish_mandate(delegate, state=MandateState.RECALLED, day=held_on)
    record("recalled" if found.ok else "kept-mandate", stream=term_stream(term), subject=("delegate", delegate.id),
           votes=votes_for, staff=staff)  # fmt: skip
    return found.ok


@action
def publish_result(
    actor: Actor, *, unit_id: UUID, on: date, where: str, now: datetime, decision_id: UUID | None = None
) -> None:
    """Note when and where a unit's result was published: of its first election, or of a later decision.

    Raises: RuleBroken without a place, or for a day to come or before the vote; NotFound.
    Source: 上海市职工代表大会条例 art. 15, 19.
    """
    unit = _lock_unit(actor, unit_id)
    result = unit if decision_id is None else unit.decisions.filter(id=decision_id).first()
    if result is None:
        raise NotFound
    place = where.strip()[:120]
    if not place:
        raise RuleBroken(_("请填写公布的地点或方式。"), code="place-missing")
    held_on = result.elected_on if isinstance(result, ElectoralUnit) else result.held_on
    if on > local_date(now) or (held_on is not None and on < held_on):
        raise RuleBroken(_("公布日期应当在选举以后、今天以前。"), code="day-of-publication")
    if (result.published_on, result.published_where) == (on, place):
        return unchanged()
    result.published_on, result.published_where = on, place
    result.save(update_fields=["published_on", "published_where"])
    record("published-election", stream=term_stream(unit.term), subject=("electoral-unit", unit.id), on=on.isoformat())
    return None


def _take_on(
    term: Term, unit: ElectoralUnit, vacancy: Delegate, elected: Elected, held_on: date, votes_for: int, now: datetime
) -> Delegate:
    row = registry.PersonRow(
        name=elected.name.strip(), sex=registry.Sex(elected.sex) if elected.sex else None,
        number=elected.employee_number.strip(), post=elected.post.strip(),
        category=registry.StaffCategory(elected.category),
    )  # fmt: skip
    (taken,) = registry.take_rows(term.union_id, [row], at=now)
    if Delegate.objects.filter(term=term, person_id=taken.person_id, ended_on=None).exists():
        raise Conflict(_("这个人已经是本届代表。"), code="already-delegate", remedy=_("请核对姓名和工号。"))
    return Delegate.objects.create(
        term=term, person_id=taken.person_id, electoral_unit=unit, delegation=vacancy.delegation, kind="FULL",
        state=MandateState.ELECTED, number=next(free_numbers(term)), name=row.name, sex=elected.sex,
        employee_number=row.number, post=row.post, category=elected.category, votes_for=votes_for, elected_on=held_on,
    )  # fmt: skip


def _lock_unit(actor: Actor, unit_id: UUID) -> ElectoralUnit:
    term_id = ElectoralUnit.objects.filter(id=unit_id).values_list("term_id", flat=True).first()
    if term_id is None:
        raise NotFound
    term = lock_term(actor, term_id)
    unit = ElectoralUnit.objects.get(id=unit_id)
    unit.term = term
    return unit


def _vacancy(term: Term, vacancy_id: UUID) -> Delegate:
    mandates = Delegate.objects.select_for_update(of=("self",)).select_related("delegation")
    vacancy = mandates.filter(id=vacancy_id, term=term, kind="FULL").first()
    if vacancy is None:
        raise NotFound
    if vacancy.ended_on is None or UnitDecision.objects.filter(replaces=vacancy).exists():
        raise Conflict(_("这个名额没有空缺，或者已经补选。"), code="no-vacancy", remedy=_("请刷新页面查看。"))
    return vacancy


def _running(actor: Actor, delegate_id: UUID) -> Delegate:
    term_id = Delegate.objects.filter(id=delegate_id).values_list("term_id", flat=True).first()
    if term_id is None:
        raise NotFound
    term = lock_term(actor, term_id)
    delegate = Delegate.objects.select_related("electoral_unit").get(id=delegate_id)
    delegate.term = term
    if delegate.ended_on is not None:
        raise Conflict(_("这位代表的资格已经终止。"), remedy=_("请刷新页面查看。"))
    return delegate


def _check_figures(staff: int, took_part: int | None, votes_for: int, held_on: date, now: datetime) -> None:
    if staff < 1 or votes_for > (staff if took_part is None else took_part) or (took_part or 0) > staff:
        raise RuleBroken(_("人数对不上：得票不能多于参加人数，参加人数不能多于选区职工数。"), code="unit-figures",
                         remedy=_("请按选区的计票记录核对。"))  # fmt: skip
    if held_on > local_date(now):
        raise RuleBroken(_("投票日期不能晚于今天。"), code="day-to-come")
