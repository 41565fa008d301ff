"""An appraisal in classes of raters: how far each class is, and what all of them together say."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from gonghui.congress.models import AgendaItem, Vote
from gonghui.congress.rules.raters import weighted
from gonghui.congress.rules.rowsresult import RowOutcome
from gonghui.congress.rules.states import VoteState


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterRound:
    """A class with its newest result. `rows` is None while none is announced, `withheld` where too few rated."""

    name: str
    weight: int
    rows: tuple[tuple[int, ...], ...] | None = None
    withheld: bool = False


def rounds_of(vote: Vote) -> list[RaterRound]:
    """Return the classes of the appraisal a round belongs to, in order; nothing where its raters are not parted."""
    item = vote.item
    if not item.rater_class:
        return []
    lead = item.class_of_id or item.id
    group = AgendaItem.objects.filter(id=lead) | AgendaItem.objects.filter(class_of_id=lead)
    told = Vote.objects.filter(item__in=group, state__in=(VoteState.ANNOUNCED, VoteState.PUBLISHED))
    results = {one.item_id: one.result.rows or [] for one in told.select_related("result").order_by("round")}
    if vote.state == VoteState.CONFIRMED:
        results[item.id] = vote.result.rows or []
    return [_round(one, results.get(one.id)) for one in group.order_by("position")]


def weighted_of(rounds: Sequence[RaterRound]) -> tuple[tuple[Fraction, ...], ...] | None:
    """Return the weighted share of each grade by person; None until every class has a result that may be shown."""
    counted = [(one.weight, one.rows) for one in rounds if one.rows is not None]
    if len(counted) < len(rounds) or not counted:
        return None
    return weighted(counted)


def _round(item: AgendaItem, rows: Sequence[dict[str, Any]] | None) -> RaterRound:
    if rows is None:
        return RaterRound(name=item.rater_class, weight=item.weight)
    if any(row["outcome"] == RowOutcome.WITHHELD for row in rows):
        return RaterRound(name=item.rater_class, weight=item.weight, withheld=True)
    return RaterRound(name=item.rater_class, weight=item.weight, rows=tuple(tuple(row["counts"]) for row in rows))
