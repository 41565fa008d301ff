"""Counting who is really here (清点人数): who is asked, who is silent, and what it means to record the silent as gone.

A roll-call asks the full delegates who are present by the ledger at its start, for they alone make the quorum. Whoever
comes in or goes out meanwhile has said by that where they are; nobody is recorded twice.
"""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeVar

from gonghui.congress.rules.quorum import Quorum
from gonghui.congress.rules.states import MeetingState
from gonghui.congress.rules.text import Text, join, say
from gonghui.congress.rules.text import mark as _

K = TypeVar("K", bound=Hashable)

SECONDS: Final = 60
"""How long a roll-call runs: long enough to take a phone out, short enough to wait for."""


class RollCallStep(StrEnum):
    """RUNNING: the seconds run. OVER: they are over, or all have answered. SETTLED: the chair has dealt with it."""

    RUNNING = "RUNNING"
    OVER = "OVER"
    SETTLED = "SETTLED"


class Outcome(StrEnum):
    """LEFT: those who were silent are recorded as having left. KEPT: the ledger of presence stays as it was."""

    LEFT = "LEFT"
    KEPT = "KEPT"


class Stand(StrEnum):
    """How one who was asked stands: here (answered, or came in anew), gone (left meanwhile), or silent."""

    HERE = "HERE"
    GONE = "GONE"
    SILENT = "SILENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCallCount:
    """How many were asked, and how they stand; `expected` is the sum of the others."""

    expected: int
    here: int
    gone: int
    silent: int


def may_start(state: MeetingState) -> bool:
    """Tell whether people can be counted now: while the congress sits, or before it sits on."""
    return state in (MeetingState.OPEN, MeetingState.ADJOURNED_NO_QUORUM)


def step_of(*, ends_at: datetime, now: datetime, silent: int, settled: bool) -> RollCallStep:
    """Return how far a roll-call is. It is over at `ends_at` itself, or as soon as nobody is silent."""
    if settled:
        return RollCallStep.SETTLED
    return RollCallStep.OVER if now >= ends_at or silent == 0 else RollCallStep.RUNNING


def stand_of(*, asked: int, last: int, answered: bool) -> Stand:
    """Return how one stands: `asked` numbers their entry in the ledger at the start, `last` the newest; odd is here.

    Raises: ValueError when they were not here at the start, or the ledger has become shorter.
    """
    if asked % 2 != 1 or last < asked:
        raise ValueError(f"asked at entry {asked}, last is {last}")
    if last % 2 == 0:
        return Stand.GONE
    return Stand.HERE if answered or last != asked else Stand.SILENT


def stands(asked: Mapping[K, int], *, last: Mapping[K, int], answered: Collection[K]) -> dict[K, Stand]:
    """Return how everyone who was asked stands, in the order in which they were asked."""
    return {who: stand_of(asked=seq, last=last[who], answered=who in answered) for who, seq in asked.items()}


def count(found: Collection[Stand]) -> RollCallCount:
    """Count how those who were asked stand."""
    each = {one: sum(stand is one for stand in found) for one in Stand}
    return RollCallCount(expected=len(found), here=each[Stand.HERE], gone=each[Stand.GONE], silent=each[Stand.SILENT])


def leave_effect(*, silent: int, after: Quorum, voting: bool) -> Text:
    """Say what recording the silent as gone does to presence, and to a round of voting that is open.

    Source: 上海市职工代表大会条例 28.
    """
    parts = [say(_("没有应答的 %(n)s 位代表登记为离场。登记后%(quorum)s。"), n=silent, quorum=after.sentence)]
    if voting:
        parts.append(say(_("正在表决：名册不变，已收到的票有效；登记离场的代表不能再投本轮的票。")))
    if voting and not after.met:
        parts.append(say(_("登记后不足法定人数，表决不能停止和确认。")))
    return join(parts)
