"""The board as the workshop sees it."""

from django.urls import reverse

from gonghui.openness.models import Board, Disclosure, Question
from gonghui.openness.queries.public import Shown
from gonghui.openness.rules.catalogue import Group, catalogue_of
from gonghui.openness.screens.disclosing import paragraphs
from gonghui.openness.words import GROUPS, period_words
from gonghui.registry.public import UnionCard


def page(found: Shown, card: UnionCard) -> dict[str, object]:
    """Return the context of the board's page: what is up, by group, and the questions that were answered."""
    slug = found.board.slug
    groups = [
        (str(GROUPS[group]), [_line(one, slug) for one in found.up if one.duty.group == group]) for group in Group
    ]
    return {
        **_head(found.board, card),
        "groups": [(name, lines) for name, lines in groups if lines],
        "questions": [_question(one, found) for one in found.questions],
        "is_member": found.is_member,
        "reply_days": catalogue_of(found.board.catalogue).reply_days,
        "poster_url": reverse("openness:poster", args=[found.board.slug]),
    }


def one(found: Disclosure, card: UnionCard) -> dict[str, object]:
    """Return the context of one disclosure's page."""
    return {
        **_head(found.duty.board, card), "one": found, "paragraphs": paragraphs(found.text),
        "period": period_words(found.key), "board_url": reverse("openness:board", args=[found.duty.board.slug]),
    }  # fmt: skip


def poster(board: Board, card: UnionCard, address: str) -> dict[str, object]:
    """Return the context of the sheet to hang up."""
    return {
        **_head(board, card), "address": address, "code_url": reverse("openness:board-code", args=[board.slug]),
        "reply_days": catalogue_of(board.catalogue).reply_days,
    }  # fmt: skip


def _head(board: Board, card: UnionCard) -> dict[str, object]:
    return {"board": board, "unit": card.unit_name or card.name}


def _line(one: Disclosure, slug: str) -> dict[str, object]:
    return {
        "title": one.title, "duty": one.duty.title, "period": period_words(one.key), "at": one.published_at,
        "until": one.shown_until, "url": reverse("openness:board-one", args=[slug, one.pk]),
    }  # fmt: skip


def _question(one: Question, found: Shown) -> dict[str, object]:
    return {
        "id": one.pk, "text": one.text, "answer": paragraphs(one.answer), "at": one.answered_at,
        "supporters": getattr(one, "supporters", 0), "mine": one.pk in found.mine,
        "url": reverse("openness:question-support", args=[found.board.slug, one.pk]),
    }  # fmt: skip
