"""How every action takes a proposal on: locked, moved by the table, its clock set, one line in its story."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from gonghui.kernel.action import record
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import Conflict, NotFound, RuleBroken, Sentence
from gonghui.proposals.models import Docket, Proposal, Step
from gonghui.proposals.queries.law import after_workdays, limits_of
from gonghui.proposals.rules.clocks import due_after, keeps_clock
from gonghui.proposals.rules.states import Event, IllegalMove, State, advance
from gonghui.proposals.words import STATES

LONGEST = 5_000


def stream(union_id: UUID) -> str:
    """Return the chain of the ledger that a union's proposals are of."""
    return f"proposals/{union_id}"


def lock(proposal_id: UUID) -> Proposal:
    """Return a proposal locked for this action. Raises: NotFound."""
    found = Proposal.objects.select_for_update().filter(id=proposal_id).first()
    if found is None:
        raise NotFound
    return found


def lock_docket(union_id: UUID, year: int) -> Docket:
    """Return the docket of a union for a year, made where there was none, locked for this action."""
    Docket.objects.get_or_create(union_id=union_id, year=year)
    return Docket.objects.select_for_update().get(union_id=union_id, year=year)


def move(proposal: Proposal, event: Event, now: datetime, *, note: str = "", **facts: str | int) -> None:
    """Take a locked proposal on by an event, start the clock of its new state, and save it.

    Raises: Conflict where its state does not lead there.
    """
    state = State(proposal.state)
    try:
        proposal.state = advance(state, event)
    except IllegalMove as error:
        raise not_now(state) from error
    if not keeps_clock(event):
        proposal.due_on = due_after(
            State(proposal.state), local_date(now), limits_of(proposal.term_id), after_workdays,
            is_complex=proposal.is_complex,
        )  # fmt: skip
    proposal.save()
    tell(proposal, event.value, now, note=note, **facts)


def tell(proposal: Proposal, what: str, now: datetime, *, note: str = "", **facts: str | int) -> None:
    """Write a line of the story and of the ledger; the ledger gets no words that people wrote."""
    Step.objects.create(proposal=proposal, what=what, note=note, at=now)
    record(
        f"proposal-{what.lower().replace('_', '-')}", stream=stream(proposal.union_id),
        subject=("proposal", proposal.id), round=proposal.round, **facts,
    )  # fmt: skip


def not_now(state: State) -> Conflict:
    """Return the refusal of a step that the state does not allow."""
    return Conflict(
        _("提案现在是“%(state)s”，不能办理这一步。") % {"state": STATES[state]}, code="not-now",
        remedy=_("请刷新页面，看看它办到哪里了。"),
    )  # fmt: skip


def require_text(text: str, sentence: Sentence, code: str, *, most: int = LONGEST) -> str:
    """Return a text without blanks around it. Raises: RuleBroken when nothing is left, or too much."""
    plain = text.strip()
    if not plain:
        raise RuleBroken(sentence, code=code)
    if len(plain) > most:
        raise RuleBroken(_("文字太长了，最多%(most)d个字。") % {"most": most}, code=f"{code}-too-long")
    return plain
