"""Founding unions and placing them in the tree."""

from datetime import date

import pytest

from gonghui.kernel.errors import NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry, OutboxEvent
from gonghui.kernel.testing import NOON, OTHER_UNION, OUR_UNION, cast_of, ident
from gonghui.registry.actions.unions import found_union, place_union
from gonghui.registry.models import Union, UnionPlace
from gonghui.registry.queries import unions
from gonghui.registry.rules.kinds import OfficeRole, UnionKind
from gonghui.registry.tests import make
from gonghui.registry.tests.make import MACHINE, OURS, THEIRS, TODAY

pytestmark = pytest.mark.django_db

TOP = ident("federation")
MAY = date(2020, 5, 1)


@pytest.fixture
def tree():
    make.union(TOP, "河东区总工会", kind=UnionKind.FEDERATION, unit_kind=None)
    make.union(OUR_UNION, superior=TOP)
    make.union(OTHER_UNION, "青禾医院工会委员会", superior=TOP)


def place(actor=MACHINE, *, union, superior, since=TODAY):
    place_union(actor, union_id=union, superior_id=superior, since=since, now=NOON)


def test_founding_when_under_a_superior_then_it_stands_there_from_that_day(tree):
    assert unions.superior_of(OUR_UNION, make.FOUNDED) == unions.card(TOP)
    assert unions.superior_of(OUR_UNION, date(2001, 4, 30)) is None
    assert [one.id for one in unions.subordinates_of(TOP, TODAY)] == [OUR_UNION, OTHER_UNION]
    assert [one.id for one in unions.line_above(OUR_UNION, TODAY)] == [TOP]


def test_founding_when_pressed_twice_then_there_is_one_union_and_one_word():
    assert make.union() == make.union() == OUR_UNION
    assert Union.objects.count() == 1
    assert LedgerEntry.objects.filter(verb="union-founded").count() == 1


def test_founding_when_a_keeper_founds_below_then_it_is_founded(tree):
    key = ident("branch")
    found_union(
        OURS["secretary"], name="一车间分工会", short_name="一车间", kind=UnionKind.BRANCH, region="CN-SH",
        superior_id=OUR_UNION, key=key, now=NOON,
    )  # fmt: skip
    assert [one.id for one in unions.line_above(key, TODAY)] == [OUR_UNION, TOP]
    assert unions.card(key).founded_on == TODAY


@pytest.mark.parametrize(("actor", "error"), [(OURS["worker"], NotFound), (THEIRS["secretary"], NotFound)])
def test_founding_when_by_somebody_else_then_nothing_is_written(tree, actor, error):
    with pytest.raises(error):
        found_union(
            actor, name="一车间分工会", short_name="一车间", kind=UnionKind.BRANCH, region="CN-SH",
            superior_id=OUR_UNION, now=NOON,
        )  # fmt: skip
    assert Union.objects.count() == 3


def test_founding_when_a_person_founds_a_top_union_then_it_is_not_allowed():
    with pytest.raises(NotAllowed):
        found_union(
            OURS["chair"], name="河东区总工会", short_name="河东", kind=UnionKind.FEDERATION, region="CN-SH", now=NOON
        )
    assert Union.objects.count() == 0


def test_founding_when_earlier_than_the_superior_then_it_is_refused(tree):
    with pytest.raises(RuleBroken) as refused:
        make.union(ident("branch"), superior=TOP, founded_on=date(2000, 1, 1))
    assert refused.value.code == "tree-before-founding"
    assert Union.objects.count() == 3


def test_founding_when_the_superior_does_not_exist_then_it_is_not_found():
    with pytest.raises(NotFound):
        make.union(superior=TOP)


def test_placing_when_moved_then_the_old_place_ends_that_day_and_history_stays(tree):
    place(union=OTHER_UNION, superior=OUR_UNION, since=MAY)
    assert [one.id for one in unions.line_above(OTHER_UNION, MAY)] == [OUR_UNION, TOP]
    assert [one.id for one in unions.line_above(OTHER_UNION, date(2020, 4, 30))] == [TOP]
    assert list(UnionPlace.objects.filter(union=OTHER_UNION).order_by("since").values_list("until", flat=True)) == [
        MAY, None,
    ]  # fmt: skip
    assert OutboxEvent.objects.filter(name="registry.union_placed").count() == 1


def test_placing_when_pressed_twice_then_nothing_changes(tree):
    place(union=OTHER_UNION, superior=OUR_UNION, since=MAY)
    place(union=OTHER_UNION, superior=OUR_UNION, since=MAY)
    assert UnionPlace.objects.filter(union=OTHER_UNION).count() == 2
    assert LedgerEntry.objects.filter(verb="union-placed").count() == 1


def test_placing_when_corrected_on_the_same_day_then_the_wrong_place_is_gone(tree):
    place(union=OTHER_UNION, superior=OUR_UNION, since=MAY)
    place(union=OTHER_UNION, superior=TOP, since=MAY)
    assert [(row.superior_id, row.until) for row in UnionPlace.objects.filter(union=OTHER_UNION).order_by("since")] == [
        (TOP, MAY), (TOP, None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("union", "superior", "since", "code"),
    [
        (TOP, OUR_UNION, TODAY, "tree-cycle"),
        (OUR_UNION, OUR_UNION, TODAY, "tree-itself"),
        (OUR_UNION, OTHER_UNION, date(2000, 1, 1), "tree-before-founding"),
    ],
)
def test_placing_when_a_rule_stands_against_it_then_nothing_is_written(tree, union, superior, since, code):
    before = list(UnionPlace.objects.order_by("pk").values())
    with pytest.raises(RuleBroken) as refused:
        place(union=union, superior=superior, since=since)
    assert refused.value.code == code
    assert list(UnionPlace.objects.order_by("pk").values()) == before


def test_placing_when_the_superior_is_dissolved_then_it_is_refused(tree):
    Union.objects.filter(pk=OUR_UNION).update(dissolved_on=MAY)
    with pytest.raises(RuleBroken) as refused:
        place(union=OTHER_UNION, superior=OUR_UNION, since=MAY)
    assert refused.value.code == "tree-dissolved"


def test_placing_when_by_the_keeper_of_one_of_the_two_alone_then_it_is_not_found(tree):
    for actor in (OURS["secretary"], THEIRS["secretary"], OURS["worker"]):
        with pytest.raises(NotFound):
            place(actor, union=OTHER_UNION, superior=OUR_UNION)


def test_placing_when_by_the_keeper_above_both_then_it_is_done(tree):
    place(cast_of(TOP)["secretary"], union=OTHER_UNION, superior=OUR_UNION)
    assert unions.superior_of(OTHER_UNION, TODAY) == unions.card(OUR_UNION)


def test_placing_when_there_is_no_such_union_then_it_is_not_found(tree):
    with pytest.raises(NotFound):
        place(union=ident("nobody"), superior=OUR_UNION)


def test_page_when_read_by_its_keeper_then_it_shows_line_places_and_offices(tree):
    make.officer(OfficeRole.CHAIR, "罗予安")
    page = unions.page(OURS["secretary"], OUR_UNION, day=TODAY)
    assert [one.id for one in page.above] == [TOP]
    assert [(line.superior.id, line.since, line.until) for line in page.places] == [(TOP, make.FOUNDED, None)]
    assert [(line.name, line.role) for line in page.offices] == [("罗予安", "chair")]
    assert page.members == 1


def test_page_when_read_by_others_then_there_is_nothing(tree):
    for actor in (THEIRS["secretary"], THEIRS["worker"], cast_of(TOP)["chair"]):
        with pytest.raises(NotFound):
            unions.page(actor, OUR_UNION, day=TODAY)
    with pytest.raises(NotAllowed):
        unions.page(OURS["worker"], OUR_UNION, day=TODAY)


def test_cards_when_asked_for_many_then_only_those_that_exist_come(tree):
    assert set(unions.cards([OUR_UNION, ident("nobody")])) == {OUR_UNION}
    with pytest.raises(NotFound):
        unions.card(ident("nobody"))
