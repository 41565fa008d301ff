"""Mandates, terms and meetings as other contexts name them, and what the rules of a union set for proposals."""

from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from gonghui.congress.models import AgendaItem, CommitteeMember, Delegate, Meeting, Term
from gonghui.congress.queries.law import law_of
from gonghui.congress.rules.proposals import ProposalRules
from gonghui.congress.rules.proposals import proposal_rules as rules_of
from gonghui.congress.rules.states import MeetingState, TermState
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import NotFound

RUNNING: Final = (
    TermState.QUALIFIED,
    TermState.ACTIVE,
    TermState.EXTENSION_PENDING,
    TermState.ACTIVE_EXTENDED,
    TermState.RENEWAL,
)
"""A term whose mandates hold."""
PROPOSALS_REPORT: Final = "M-SUP-PROP"
_OVER: Final = (MeetingState.ARCHIVED, MeetingState.CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateCard:
    """A running mandate of a full delegate."""

    delegate_id: UUID
    person_id: UUID
    term_id: UUID
    union_id: UUID
    name: str
    number: str
    delegation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingCard:
    """A meeting of a term: its number and its day, whether its papers may still change, its item for a report."""

    id: UUID
    term_number: int
    number: int
    is_general: bool
    opens_on: date
    takes_papers: bool
    report_item: UUID | None


def mandates_of(person_id: UUID | None) -> tuple[MandateCard, ...]:
    """Return the running mandates of a person, the newest term of each union first."""
    if person_id is None:
        return ()
    return tuple(_card(one) for one in _running().filter(person_id=person_id).order_by("-term__number", "id"))


def delegates_of(term_id: UUID, words: str = "", *, most: int = 30) -> tuple[MandateCard, ...]:
    """Return full delegates of a running term whom words may mean (name, number, delegation), by number."""
    rows = _running().filter(term_id=term_id)
    plain = "".join(words.split())
    if plain:
        by_name, by_number = rows.filter(name__contains=plain), rows.filter(number__startswith=plain)
        rows = by_name | by_number | rows.filter(delegation__name__contains=plain)
    return tuple(_card(one) for one in rows.order_by("number")[:most])


def mandate(delegate_id: UUID) -> MandateCard:
    """Return a running mandate of a full delegate. Raises: NotFound."""
    found = _running().filter(id=delegate_id).first()
    if found is None:
        raise NotFound
    return _card(found)


def current_term(union_id: UUID) -> UUID | None:
    """Return the newest term of a union whose mandates hold, None where there is none."""
    rows = Term.objects.filter(union_id=union_id, state__in=RUNNING).order_by("-number")
    return rows.values_list("id", flat=True).first()


def meetings_of(term_id: UUID) -> tuple[MeetingCard, ...]:
    """Return the meetings of a term that are neither archived nor cancelled, newest first."""
    rows = Meeting.objects.filter(term_id=term_id, is_rehearsal=False).exclude(state__in=_OVER)
    found = list(rows.select_related("term").order_by("-number").defer("pack"))
    reports = AgendaItem.objects.filter(meeting__in=found, matter=PROPOSALS_REPORT).order_by("-position")
    items = dict(reports.values_list("meeting_id", "id"))
    return tuple(
        MeetingCard(
            id=one.id, term_number=one.term.number, number=one.number, is_general=one.term.is_general_meeting,
            opens_on=local_date(one.opens_at), takes_papers=one.ready_at is None and one.opened_at is None,
            report_item=items.get(one.id),
        )
        for one in found
    )  # fmt: skip


def sits_on(person_id: UUID | None, union_id: UUID, word: str) -> bool:
    """Tell whether a person sits on a committee of a union's running term whose name holds a word, such as 提案."""
    if person_id is None:
        return False
    rows = CommitteeMember.objects.filter(person_id=person_id, ended_on=None, committee__ended_on=None)
    return rows.filter(
        committee__term__union_id=union_id, committee__term__state__in=RUNNING, committee__name__contains=word
    ).exists()


def committees_named(person_id: UUID | None, word: str) -> tuple[UUID, ...]:
    """Return the unions on whose committee of such a name a person sits."""
    if person_id is None:
        return ()
    rows = CommitteeMember.objects.filter(person_id=person_id, ended_on=None, committee__ended_on=None)
    named = rows.filter(committee__term__state__in=RUNNING, committee__name__contains=word)
    return tuple(dict.fromkeys(named.order_by("id").values_list("committee__term__union_id", flat=True)))


def proposal_rules(term_id: UUID) -> ProposalRules:
    """Return what the rules that hold for a term set for proposals. Raises: NotFound."""
    term = Term.objects.select_related("union").filter(id=term_id).first()
    if term is None:
        raise NotFound
    return rules_of(law_of(term))


def _running() -> QuerySet[Delegate]:
    rows = Delegate.objects.filter(kind="FULL", ended_on=None, term__state__in=RUNNING)
    return rows.select_related("term", "delegation")


def _card(one: Delegate) -> MandateCard:
    return MandateCard(
        delegate_id=one.id, person_id=one.person_id, term_id=one.term_id, union_id=one.term.union_id, name=one.name,
        number=one.number, delegation=one.delegation.name if one.delegation else "",
    )  # fmt: skip
