"""Builders of openness: typed functions that call its real actions."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

import pytest

from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import Refused
from gonghui.kernel.testing import NOON, OUR_UNION, cast_of
from gonghui.openness.actions import disclosing
from gonghui.openness.actions.board import open_board
from gonghui.openness.models import Board, Duty

OURS = cast_of(OUR_UNION)
SECRETARY, CHAIR, MANAGER, WORKER = (OURS[role] for role in ("secretary", "chair", "manager", "worker"))
UNTIL = date(2026, 3, 31)


def board(actor: Actor = SECRETARY, *, responsible: str = "秦守一") -> Board:
    """Open the board of our union."""
    assert actor.hat is not None
    return Board.objects.get(pk=open_board(actor, union_id=actor.hat.within, responsible=responsible, now=NOON))


def duty(of: Board, code: str = "SAFETY") -> Duty:
    """Return a duty of a board by its code."""
    return of.duties.get(code=code)


def draft(of: Duty, *, by: Actor = SECRETARY, key: str = "2025-Q4", text: str = "四季度没有发生工伤事故。") -> UUID:
    """Draw something up."""
    return disclosing.draft(by, duty_id=of.pk, key=key, title="安全生产情况", text=text, now=NOON)


def put_up(of: Duty, *, key: str = "2025-Q4", until: date = UNTIL) -> UUID:
    """Take something all the way to the board."""
    made = draft(of, key=key)
    disclosing.check(CHAIR, disclosure_id=made, now=NOON)
    disclosing.approve(MANAGER, disclosure_id=made, now=NOON)
    disclosing.put_up(SECRETARY, disclosure_id=made, until=until, now=NOON)
    return made


@contextmanager
def refuses(kind: type[Refused], code: str) -> Iterator[pytest.ExceptionInfo[Refused]]:
    """Expect a refusal of a kind with its code."""
    with pytest.raises(kind) as refused:
        yield refused
    assert refused.value.code == code
