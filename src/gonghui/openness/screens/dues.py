"""What a union owes its board, as lines of its working calendar."""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.openness.queries.desk import DutyLine, board_of, duties_of, waiting_dues
from gonghui.openness.screens.desk import SETTLED
from gonghui.openness.words import article_words, period_words
from gonghui.ui.parts import Due


def dues(union_id: UUID, today: date) -> list[Due]:
    """Return the duties that are due and the questions that wait, in order of days."""
    board = board_of(union_id)
    if board is None:
        return []
    found = [_of_duty(one) for one in duties_of(board, today) if one.owed and one.standing not in SETTLED]
    days = waiting_dues(board)
    questions = [
        Due(text=_("答复热点问题"), on=day, url=reverse("openness:questions"),
            of=_("%(n)d个问题") % {"n": days.count(day)})
        for day in sorted(set(days))
    ]  # fmt: skip
    return sorted([*(one for one in found if one), *questions], key=lambda one: one.on)


def _of_duty(one: DutyLine) -> Due | None:
    if one.owed is None:
        return None
    return Due(
        text=_("公开：%(title)s") % {"title": one.title}, on=one.owed.due, of=period_words(one.owed.key),
        law=article_words(one.article),
        url=reverse("openness:disclosure", args=[one.latest]) if one.latest and one.latest_key == one.owed.key
        else f"{reverse('openness:draft', args=[one.id])}?key={one.owed.key}",
    )  # fmt: skip
