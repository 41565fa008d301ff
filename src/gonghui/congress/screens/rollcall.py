"""What a roll-call looks like: on the chair's desk, at the check-in desk, on phones and on the wall."""

from collections.abc import Iterable
from datetime import datetime

from gonghui.congress.models import Delegate, Meeting, RollCall
from gonghui.congress.queries import rollcall, state
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.queries.rollcall import Counted
from gonghui.congress.rules.parameters import QUORUM
from gonghui.congress.rules.quorum import quorum
from gonghui.congress.rules.rollcall import SECONDS, RollCallStep, leave_effect
from gonghui.congress.rules.states import VoteState
from gonghui.congress.rules.text import Text
from gonghui.congress.screens import words


def panel(sat: state.Sat, now: datetime) -> dict[str, object]:
    """Return the panel of the chair's desk: figures by delegation, and what recording the silent would do."""
    call = rollcall.current(sat.meeting)
    if call is None:
        return {"call": None}
    found = rollcall.counted(call, now)
    return {
        "call": found, "call_running": found.step is RollCallStep.RUNNING, "call_seconds": SECONDS,
        "call_effect": words.translated(_effect(sat, found)) if found.count.silent else "",
        "call_names": [(group.name, names(group.silent)) for group in found.groups if group.silent],
    }  # fmt: skip


def desk(meeting: Meeting, now: datetime) -> dict[str, object]:
    """Return what the check-in desk needs to confirm people who have no phone."""
    call = rollcall.current(meeting)
    found = rollcall.counted(call, now) if call else None
    return {"m": meeting, "call": found, "by_hand": rollcall.without_phone(found.silent) if found else []}


def wall(meeting: Meeting, now: datetime) -> dict[str, object] | None:
    """Return what a screen of the hall shows while the seconds run; None without a roll-call, and when it is over."""
    call: RollCall | None = rollcall.current(meeting)
    if call is None or now >= call.ends_at:
        return None
    figures, step = rollcall.tally(call, now)
    if step is not RollCallStep.RUNNING:
        return None
    return {"count": figures, "ends_at": call.ends_at, "seconds": SECONDS}


def names(people: Iterable[Delegate]) -> str:
    """Return names in one line."""
    return "、".join(one.name for one in people)


def _effect(sat: state.Sat, found: Counted) -> Text:
    pack, left = pack_of(sat.meeting), max(0, sat.quorum.present - found.count.silent)
    return leave_effect(
        silent=found.count.silent, after=quorum(pack[QUORUM], should=sat.quorum.should, present=left),
        voting=sat.vote is not None and sat.vote.state == VoteState.OPEN,
    )  # fmt: skip
