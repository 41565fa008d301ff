"""The agenda: from a template, item by item, in order, agreed by both sides."""

from collections.abc import Callable
from typing import Any

import pytest

from gonghui.congress.actions import agenda, materials, signing
from gonghui.congress.models import AgendaItem, GroupWaiver, Meeting, Room, RoomPresence
from gonghui.congress.queries.preparation import readiness_of
from gonghui.congress.rules.states import ItemState, MeetingState
from gonghui.congress.rules.steps import PrepStep
from gonghui.congress.tests.plan import Plan, fresh, meeting_of, plan, stranger, worker_of
from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db
TEMPLATE = "PRIVATE_ENTERPRISE"


def _made() -> tuple[Plan, Meeting]:
    made = plan(categories=())
    return made, meeting_of(made)


def _three(made: Plan, meeting: Meeting) -> list[AgendaItem]:
    for title in ("听取工会工作报告", "审议考勤办法", "通过大会决议"):
        agenda.add_item(made.secretary, meeting_id=meeting.id, title=title, matter="M-AGREE", now=NOON)
    return list(meeting.items.order_by("position"))


def test_template_when_taken_then_every_item_is_lawful_as_it_stands() -> None:
    made, meeting = _made()
    count = agenda.start_from_template(made.secretary, meeting_id=meeting.id, template=TEMPLATE, now=NOON)
    items = list(meeting.items.order_by("position"))
    assert [item.position for item in items] == list(range(1, count + 1))
    assert {item.state for item in items} == {ItemState.DRAFT}
    assert all(item.script.startswith(f"现在进行会议议程第{item.position}项：") for item in items)
    gaps = readiness_of(fresh(meeting), NOON).of_step(PrepStep.AGENDA)
    # Both sides have not signed yet: neither the agenda nor the two drafts of contracts on it.
    assert [gap.rule for gap in gaps] == ["V33", "V33", "V18"]


def test_template_when_there_are_items_or_it_is_for_another_kind_of_unit_then_refused() -> None:
    made, meeting = _made()
    with pytest.raises(NotFound):
        agenda.start_from_template(made.secretary, meeting_id=meeting.id, template="STATE_ENTERPRISE", now=NOON)
    _three(made, meeting)
    with pytest.raises(Conflict):
        agenda.start_from_template(made.secretary, meeting_id=meeting.id, template=TEMPLATE, now=NOON)
    assert meeting.items.count() == 3


@pytest.mark.parametrize(("chosen", "kept"), [("", "SHEET"), ("SHEET", "SHEET"), ("PHONE", "PHONE"), ("X", "SHEET")])
def test_item_when_it_must_be_approved_then_it_is_voted_secretly_on_paper_or_sealed(chosen: str, kept: str) -> None:
    made, meeting = _made()
    ident = agenda.add_item(made.secretary, meeting_id=meeting.id, title="审议表决集体合同（草案）", matter="M-CC",
                            count_by=chosen, now=NOON)  # fmt: skip
    item = AgendaItem.objects.get(id=ident)
    assert (item.power, item.form, item.count_by) == ("REVIEW_APPROVE", "SECRET_BALLOT", kept)
    assert item.question == "是否同意集体合同（草案）？"
    with pytest.raises(RuleBroken) as caught:
        agenda.edit_item(made.secretary, item_id=ident, title="集体合同", matter="M-CC", power="REVIEW_APPROVE",
                         form="SHOW_OF_HANDS", mode="MIXED", now=NOON)  # fmt: skip
    assert caught.value.code == "form-not-lawful"
    assert str(caught.value.law) == "《上海市职工代表大会条例》第三十一条"


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "title-missing"),
        ({"title": "长" * 121}, "title-too-long"),
        ({"matter": "M-NONE"}, "no-such-matter"),
        ({"power": "RULE_THE_WORLD"}, "no-such-power"),
        ({"mode": "NOWHERE"}, "no-such-mode"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 601}, "minutes"),
    ],
)
def test_item_when_words_cannot_be_then_refused(changed: dict[str, object], code: str) -> None:
    made, meeting = _made()
    fields: dict[str, object] = {"meeting_id": meeting.id, "title": "听取报告", "matter": "M-AGREE", "now": NOON}
    with pytest.raises(RuleBroken) as caught:
        agenda.add_item(made.secretary, **{**fields, **changed})  # type: ignore[arg-type]
    assert caught.value.code == code
    assert not AgendaItem.objects.exists()


def test_item_when_the_meeting_is_on_site_then_so_is_the_item() -> None:
    made = plan(categories=())
    meeting = meeting_of(made, mode="ON_SITE")
    ident = agenda.add_item(made.secretary, meeting_id=meeting.id, title="听取报告", matter="M-PLAN", mode="ONLINE",
                            now=NOON)  # fmt: skip
    assert AgendaItem.objects.get(id=ident).mode == "ON_SITE"


def test_items_when_moved_then_places_and_drafted_scripts_follow() -> None:
    made, meeting = _made()
    first, second, _third = _three(made, meeting)
    AgendaItem.objects.filter(id=second.id).update(script="手写的主持词")
    agenda.move_item(made.secretary, item_id=first.id, up=False, now=NOON)
    titles = list(meeting.items.order_by("position").values_list("title", flat=True))
    assert titles == ["审议考勤办法", "听取工会工作报告", "通过大会决议"]
    assert AgendaItem.objects.get(id=first.id).script.startswith("现在进行会议议程第2项：")
    assert AgendaItem.objects.get(id=second.id).script == "手写的主持词"
    agenda.move_item(made.secretary, item_id=second.id, up=True, now=NOON)
    assert LedgerEntry.objects.filter(verb="moved-item").count() == 1


def test_items_when_one_is_put_at_a_place_then_the_others_close_ranks_and_a_place_beyond_changes_nothing() -> None:
    made, meeting = _made()
    first, second, third = _three(made, meeting)
    agenda.place_item(made.secretary, item_id=first.id, to=3, now=NOON)
    assert list(meeting.items.order_by("position").values_list("id", flat=True)) == [second.id, third.id, first.id]
    agenda.place_item(made.secretary, item_id=first.id, to=1, now=NOON)
    for nowhere in (0, 1, 4):
        agenda.place_item(made.secretary, item_id=first.id, to=nowhere, now=NOON)
    assert list(meeting.items.order_by("position").values_list("id", flat=True)) == [first.id, second.id, third.id]
    assert LedgerEntry.objects.filter(verb="moved-item").count() == 2


def test_items_when_one_is_removed_then_the_others_move_up() -> None:
    made, meeting = _made()
    first, _second, _third = _three(made, meeting)
    agenda.remove_item(made.secretary, item_id=first.id, now=NOON)
    assert list(meeting.items.order_by("position").values_list("position", "title")) == [
        (1, "审议考勤办法"), (2, "通过大会决议"),
    ]  # fmt: skip


def test_item_when_it_has_papers_then_it_is_not_removed() -> None:
    made, meeting = _made()
    first, *_rest = _three(made, meeting)
    materials.add_paper(made.secretary, meeting_id=meeting.id, title="工作报告", kind="REPORT", text="一年来……",
                        item_id=first.id, now=NOON)  # fmt: skip
    with pytest.raises(Conflict) as caught:
        agenda.remove_item(made.secretary, item_id=first.id, now=NOON)
    assert caught.value.code == "item-in-use"
    assert meeting.items.count() == 3


def test_agenda_when_both_sides_sign_then_items_are_agreed_and_a_change_asks_anew() -> None:
    made, meeting = _made()
    first, *_rest = _three(made, meeting)
    for _again in range(2):
        signing.sign_agenda_for_union(made.secretary, meeting_id=meeting.id, now=NOON)
    assert fresh(meeting).state == MeetingState.PROPOSED
    signing.sign_agenda_for_unit(made.secretary, meeting_id=meeting.id, signed_by="总经理 沈岳", now=NOON)
    signed = fresh(meeting)
    assert (signed.state, signed.agenda_unit_signed_by) == (MeetingState.MODE_DECIDED, "总经理 沈岳")
    assert set(meeting.items.values_list("state", flat=True)) == {ItemState.CONSULTED}
    agenda.edit_item(made.secretary, item_id=first.id, title=first.title, matter=first.matter, power=first.power,
                     form=first.form, mode=first.mode, minutes=20, reporter="宋青禾", now=NOON)  # fmt: skip
    assert fresh(meeting).agenda_union_signed_at == NOON
    agenda.edit_item(made.secretary, item_id=first.id, title="听取工会报告", matter=first.matter, power=first.power,
                     form=first.form, mode=first.mode, minutes=20, reporter="宋青禾", now=NOON)  # fmt: skip
    after = fresh(meeting)
    assert (after.agenda_union_signed_at, after.agenda_unit_signed_by, after.state) == (None, "", "PROPOSED")


def test_agenda_when_empty_or_without_a_name_then_not_signed() -> None:
    made, meeting = _made()
    with pytest.raises(Conflict):
        signing.sign_agenda_for_union(made.secretary, meeting_id=meeting.id, now=NOON)
    _three(made, meeting)
    with pytest.raises(RuleBroken):
        signing.sign_agenda_for_unit(made.secretary, meeting_id=meeting.id, signed_by=" ", now=NOON)
    assert fresh(meeting).agenda_unit_signed_at is None


@pytest.mark.parametrize(
    "act",
    [
        lambda who, meeting, item: agenda.add_item(who, meeting_id=meeting.id, title="新", matter="M-AGREE", now=NOON),
        lambda who, meeting, item: agenda.move_item(who, item_id=item.id, up=False, now=NOON),
        lambda who, meeting, item: agenda.remove_item(who, item_id=item.id, now=NOON),
        lambda who, meeting, item: agenda.start_from_template(who, meeting_id=meeting.id, template=TEMPLATE, now=NOON),
        lambda who, meeting, item: signing.sign_agenda_for_union(who, meeting_id=meeting.id, now=NOON),
    ],
)
def test_agenda_when_others_touch_it_then_nothing_changes(act: Callable[..., object]) -> None:
    made, meeting = _made()
    first, *_rest = _three(made, meeting)
    before = list(meeting.items.order_by("position").values())
    with pytest.raises(NotAllowed):
        act(worker_of(made.union), meeting, first)
    with pytest.raises(NotFound):
        act(stranger(), meeting, first)
    Meeting.objects.filter(id=meeting.id).update(state=MeetingState.OPEN)
    with pytest.raises(Conflict):
        act(made.secretary, meeting, first)
    assert list(meeting.items.order_by("position").values()) == before


def test_item_when_its_form_comes_back_then_drafted_words_follow_and_written_ones_stand() -> None:
    made, meeting = _made()
    ident = agenda.add_item(
        made.secretary, meeting_id=meeting.id, title="通过会议议程", matter="M-PRO-AGENDA", now=NOON
    )
    item = AgendaItem.objects.get(id=ident)
    assert (item.form, item.count_by, item.question) == ("SHOW_OF_HANDS", "PHONE", "是否同意会议议程？")
    assert "在手机上表明" in item.script

    def send(title: str, question: str, script: str) -> None:
        agenda.edit_item(made.secretary, item_id=ident, title=title, question=question, script=script, now=NOON,
                         matter=item.matter, power=item.power, form=item.form, mode=item.mode,
                         count_by="SHEET")  # fmt: skip
        item.refresh_from_db()

    send("通过会议日程", item.question, item.script.replace("\n", "\r\n"))
    assert item.question == "是否同意会议日程？"
    assert "通过会议日程。" in item.script
    assert "赞成的请举手" in item.script
    send("通过议程", "同意这个日程吗？", "请大家表决。")
    assert (item.question, item.script) == ("同意这个日程吗？", "请大家表决。")


@pytest.mark.parametrize("left", ["summary", "people", "signed", "waiver"])
def test_item_when_delegations_have_discussed_it_then_it_is_not_removed(left: str) -> None:
    made = plan()
    meeting = meeting_of(made)
    first, *_rest = _three(made, meeting)
    group = made.term.delegations.create(name="一车间", position=1)
    found: dict[str, dict[str, Any]] = {"summary": {"summary": "草稿"}, "signed": {"signed_at": NOON}}
    room = Room.objects.create(item=first, delegation=group, opened_at=NOON, **found.get(left, {}))
    if left == "people":
        RoomPresence.objects.create(room=room, delegate=made.delegates[0], way="ON_SITE", at=NOON)
    if left == "waiver":
        GroupWaiver.objects.create(item=first, reason="台风红色预警", at=NOON)
    with pytest.raises(Conflict, match="已有代表团讨论记录") as caught:
        agenda.remove_item(made.secretary, item_id=first.id, now=NOON)
    assert caught.value.code == "item-in-use"
    assert (meeting.items.count(), Room.objects.count()) == (3, 1)


def test_item_when_its_rooms_are_still_empty_then_they_go_with_it() -> None:
    made, meeting = _made()
    first, *_rest = _three(made, meeting)
    group = made.term.delegations.create(name="一车间", position=1)
    Room.objects.create(item=first, delegation=group, opened_at=NOON)
    agenda.remove_item(made.secretary, item_id=first.id, now=NOON)
    assert (meeting.items.count(), Room.objects.count()) == (2, 0)
