"""Discussion in the delegations (团组讨论): how each may hold it, and who has to report before an item is voted on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.kinds import MODE_WORDS, CongressPower, Mode
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import GROUP_DISCUSSION
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

DISCUSSED: Final = frozenset(
    {CongressPower.REVIEW_ADVISE, CongressPower.REVIEW_APPROVE, CongressPower.REVIEW_DECIDE, CongressPower.SUPERVISE}
)
"""Powers over a text or a report. Elections, ratings and the order of the sitting are not discussed by delegations."""


class Way(StrEnum):
    """How somebody took part in a discussion."""

    ONLINE = "ONLINE"
    ON_SITE = "ON_SITE"


WAY_WORDS: Mapping[Way, str] = MappingProxyType({Way.ONLINE: _("线上"), Way.ON_SITE: _("现场")})


class RoomState(StrEnum):
    """How far the discussion of an item is in a delegation. NONE: no room was opened for it."""

    NONE = "NONE"
    OPEN = "OPEN"
    SIGNED = "SIGNED"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupStand:
    """A delegation before the vote on an item: its room for it, and whether it reported on the meeting as a whole."""

    name: str
    members: int
    room: RoomState = RoomState.NONE
    filed: bool = False

    @property
    def reported(self) -> bool:
        """Tell whether it is not waited for: a room counts once signed, whatever was filed; nobody is not waited for.

        Where no room was opened, what was filed of the meeting's papers as a whole counts.
        """
        if self.members == 0 or self.room is RoomState.SIGNED:
            return True
        return self.room is RoomState.NONE and self.filed


def missing(groups: Iterable[GroupStand]) -> tuple[str, ...]:
    """Return the names of the delegations that are waited for, in the order given."""
    return tuple(group.name for group in groups if not group.reported)


def check_groups(pack: Pack, waiting: tuple[str, ...], *, waived: bool) -> Finding:
    """Check that all delegations have reported before an item is voted on, or that the chair waived it with a reason.

    Source: 上海市职工代表大会条例 art. 30(1): delegations discuss the papers and their opinions are gathered.
    """
    return judge(
        pack,
        GROUP_DISCUSSION.rule,
        not waiting or waived or not pack[GROUP_DISCUSSION],
        say(_("还有%(n)s个代表团没有汇总讨论意见：%(names)s"), n=len(waiting), names="、".join(waiting)),
        way_out=say(_("请等团长签字汇总；确需先表决的，由主持人写明理由")),
    )


def mode_fault(step: Mode, wanted: Mode) -> Text | None:
    """Say why a delegation cannot discuss so at a meeting whose discussion is held as `step`; None when it can."""
    if step in (Mode.MIXED, wanted):
        return None
    return say(
        _("本次会议的分组讨论是%(step)s，代表团不能改成%(wanted)s"),
        step=say(MODE_WORDS[step]), wanted=say(MODE_WORDS[wanted]),
    )  # fmt: skip


def may_come(mode: Mode, way: Way) -> bool:
    """Tell whether somebody can take part in this way in a discussion held so."""
    return mode is Mode.MIXED or mode.value == way.value
