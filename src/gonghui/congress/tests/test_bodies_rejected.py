"""Lists of the meeting's bodies that the delegates vote down, and titles that stand inside brackets."""

import pytest
from django.template.loader import render_to_string

from gonghui.congress.documents import sitting
from gonghui.congress.documents.catalogue import documents, within_brackets
from gonghui.congress.models import AgendaItem
from gonghui.congress.screens.hall import desk
from gonghui.congress.tests.held import held
from gonghui.congress.tests.make import after

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("choice", "presidium", "scrutineers"),
    [
        ("AGAINST", "主席团：名单未获大会通过。", "监票人：名单未获大会通过。计票人：名单未获大会通过。"),
        ("FOR", "", ""),
    ],
)
def test_minutes_when_a_list_of_a_body_is_voted_on_then_they_name_it_only_if_it_passed(
    choice: str, presidium: str, scrutineers: str
) -> None:
    hall = held(choices=((choice,) * 5, (choice,) * 5))
    hall.meeting.items.filter(position=hall.items[0].position).update(matter="M-PRO-PRESIDIUM")
    hall.meeting.items.filter(position=hall.items[1].position).update(matter="M-PRO-SCRUTINEERS")
    told = sitting.minutes_words(hall.meeting)
    assert ("名单未获大会通过" in told) is (choice == "AGAINST")
    assert presidium in told
    assert scrutineers in told
    lists = {"M-PRO-PRESIDIUM", "M-PRO-SCRUTINEERS"} if choice == "AGAINST" else set()
    assert sitting.rejected_lists(hall.meeting) == lists


def test_desk_when_a_list_of_a_body_did_not_pass_then_the_chair_is_warned() -> None:
    hall = held(choices=(("AGAINST",) * 5, ("FOR",) * 5), close=False)
    AgendaItem.objects.filter(id=hall.items[0].id).update(matter="M-PRO-PRESIDIUM", title="主席团名单")
    AgendaItem.objects.filter(id=hall.items[1].id).update(matter="M-PRO-SCRUTINEERS")
    shown = desk(hall.meeting, after(1000), is_operator=False)
    assert shown["without"] == ["“主席团名单”未获通过，请重新提名后再表决。"]
    assert "“主席团名单”未获通过" in render_to_string("congress/hall/_side.html", shown)


def test_title_when_it_has_brackets_of_its_own_then_they_are_square_within_others() -> None:
    assert within_brackets("集体合同（草案）") == "集体合同〔草案〕"
    hall = held()
    hall.meeting.items.update(title="集体合同（草案）")
    titles = [one.title for one in documents(hall.meeting) if one.folder == 10 and "集体合同" in one.title]
    assert titles
    assert all(title.endswith("（集体合同〔草案〕）") for title in titles)
