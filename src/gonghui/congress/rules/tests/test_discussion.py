"""Who has to report before a vote, and how a delegation may discuss."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.discussion import (
    GroupStand,
    RoomState,
    Way,
    check_groups,
    may_come,
    missing,
    mode_fault,
)
from gonghui.congress.rules.kinds import Mode
from gonghui.congress.rules.packfile import builtin

PACK = builtin("CN-SH")
groups = st.lists(
    st.builds(
        GroupStand, name=st.sampled_from("一二三四五"), members=st.integers(0, 3), room=st.sampled_from(RoomState),
        filed=st.booleans(),
    ),
    max_size=6,
)  # fmt: skip


@given(groups, st.booleans())
def test_vote_is_let_on_only_when_every_delegation_has_reported_or_the_chair_has_waived(
    stands: list[GroupStand], waived: bool
) -> None:
    found = check_groups(PACK, missing(stands), waived=waived)
    silent = [
        one
        for one in stands
        if one.members and one.room is not RoomState.SIGNED and (one.room is RoomState.OPEN or not one.filed)
    ]
    assert found.ok == (waived or not silent)
    assert missing(stands) == tuple(one.name for one in silent)
    if silent:
        assert "、".join(one.name for one in silent) in str(found.sentence)


def test_open_room_counts_as_not_reported_whatever_was_filed() -> None:
    for filed in (True, False):
        assert not GroupStand(name="一", members=5, room=RoomState.OPEN, filed=filed).reported
        assert GroupStand(name="一", members=5, room=RoomState.SIGNED, filed=filed).reported
        assert GroupStand(name="一", members=0, room=RoomState.OPEN, filed=filed).reported
        assert GroupStand(name="一", members=5, filed=filed).reported == filed


@pytest.mark.parametrize("step", Mode)
@pytest.mark.parametrize("wanted", Mode)
def test_delegation_discusses_as_the_meeting_does_or_freely_where_it_is_mixed(step: Mode, wanted: Mode) -> None:
    found = mode_fault(step, wanted)
    assert (found is None) == (step is Mode.MIXED or step is wanted)
    assert found is None or "不能改成" in str(found)


def test_ways_into_a_discussion_are_those_it_is_held_in() -> None:
    assert [(mode.value, [way.value for way in Way if may_come(mode, way)]) for mode in Mode] == [
        ("ON_SITE", ["ON_SITE"]), ("ONLINE", ["ONLINE"]), ("MIXED", ["ONLINE", "ON_SITE"]),
    ]  # fmt: skip
