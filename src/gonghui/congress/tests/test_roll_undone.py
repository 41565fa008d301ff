"""A list of delegates is taken off the roll again, but not what others hold on to."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from gonghui.congress.actions import roll
from gonghui.congress.models import (
    AgendaItem,
    Delegate,
    Delegation,
    GroupPlan,
    GroupReport,
    Meeting,
    Opinion,
    OpinionSupport,
    Room,
    RoomPresence,
)
from gonghui.congress.tests.plan import meeting_of
from gonghui.congress.tests.test_prepare_roll import apply, empty, lawful, take_in
from gonghui.kernel.clock import local_date
from gonghui.kernel.errors import RuleBroken
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def _room(meeting: Meeting, group: Delegation, **more: Any) -> Room:
    item = AgendaItem.objects.create(meeting=meeting, position=1, title="集体合同", matter="M-AGREE", power="APPROVE",
                                     form="OPEN_BALLOT", state="DRAFT")  # fmt: skip
    return Room.objects.create(item=item, delegation=group, opened_at=NOON, **more)


def _opinion(meeting: Meeting, delegate: Delegate | None) -> Opinion:
    return Opinion.objects.create(meeting=meeting, delegate=delegate, text="增加班车", key=uuid4(), at=NOON)


USES = {
    "attended": lambda meeting, group, one: RoomPresence.objects.create(
        room=_room(meeting, group), delegate=one, way="ONLINE", at=NOON
    ),
    "signed": lambda meeting, group, one: _room(meeting, group, signed_at=NOON, signed_by=one),
    "records": lambda meeting, group, one: GroupPlan.objects.create(
        meeting=meeting, delegation=group, mode="ONLINE", recorder=one
    ),
    "spoke": lambda meeting, _group, one: _opinion(meeting, one),
    "supports": lambda meeting, _group, one: OpinionSupport.objects.create(
        opinion=_opinion(meeting, None), delegate=one
    ),
}


@pytest.mark.parametrize("use", USES)
def test_undo_when_a_delegate_has_taken_part_in_the_discussion_then_refused_and_all_stays(use: str) -> None:
    made = empty()
    batch = take_in(made, lawful())
    apply(made, batch)
    group = made.term.delegations.create(name="补登团", position=9)
    USES[use](meeting_of(made), group, Delegate.objects.get(number="001"))
    with pytest.raises(RuleBroken, match="1名代表已有") as caught:
        roll.undo_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)
    assert caught.value.code == "roll-in-use"
    assert Delegate.objects.count() == 30


def test_undo_when_delegations_have_rooms_plans_or_reports_then_these_stay_and_the_empty_ones_go() -> None:
    made = empty()
    batch = take_in(made, lawful())
    apply(made, batch)
    meeting = meeting_of(made)
    planned, reported, opened, _bare = (
        made.term.delegations.create(name=name, position=n) for n, name in enumerate("甲乙丙丁", 7)
    )
    GroupPlan.objects.create(meeting=meeting, delegation=planned, mode="ONLINE")
    GroupReport.objects.create(
        meeting=meeting, delegation=reported, held_on=local_date(NOON), attended=1, summary="无意见", at=NOON
    )
    _room(meeting, opened)
    roll.undo_roll(made.secretary, term_id=made.term.id, batch_id=batch.id, now=NOON)
    assert not Delegate.objects.exists()
    assert set(made.term.delegations.values_list("name", flat=True)) == {"甲", "乙", "丙"}
