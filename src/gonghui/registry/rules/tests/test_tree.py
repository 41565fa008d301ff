"""The dated tree."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from gonghui.kernel.testing import ident
from gonghui.registry.rules.tree import Place, TreeFault, fault_of_placing, line_above, placed, superior_on

A, B, C, D = (ident(f"union {letter}") for letter in "ABCD")
UNIONS = (A, B, C, D)
MAY = date(2020, 5, 1)
JUNE = date(2020, 6, 1)
JULY = date(2020, 7, 1)


def test_superior_when_a_place_has_ended_then_it_holds_no_more_on_that_day():
    places = [Place(union=B, superior=A, since=MAY, until=JUNE)]
    assert superior_on(places, B, MAY - timedelta(days=1)) is None
    assert superior_on(places, B, MAY) == A
    assert superior_on(places, B, JUNE - timedelta(days=1)) == A
    assert superior_on(places, B, JUNE) is None


def test_line_when_three_stand_above_each_other_then_the_nearest_comes_first():
    places = [Place(union=C, superior=B, since=MAY), Place(union=B, superior=A, since=JUNE)]
    assert line_above(places, C, MAY) == (B,)
    assert line_above(places, C, JUNE) == (B, A)


def test_line_when_what_is_stored_turns_in_a_circle_then_it_ends():
    places = [Place(union=A, superior=B, since=MAY), Place(union=B, superior=A, since=MAY)]
    assert line_above(places, A, MAY) == (B, A)


def test_placing_when_new_then_the_open_place_ends_that_day():
    old = Place(union=B, superior=A, since=MAY)
    new = Place(union=B, superior=C, since=JUNE)
    assert placed([old], new) == (Place(union=B, superior=A, since=MAY, until=JUNE), new)


def test_placing_when_on_the_first_day_of_another_then_that_one_falls_away():
    new = Place(union=B, superior=C, since=MAY)
    assert placed([Place(union=B, superior=A, since=MAY)], new) == (new,)


def test_placing_when_under_itself_then_it_is_refused():
    assert fault_of_placing([], Place(union=A, superior=A, since=MAY)) is TreeFault.ITSELF


def test_placing_when_earlier_than_a_later_move_then_it_is_refused():
    places = [Place(union=B, superior=A, since=JUNE)]
    assert fault_of_placing(places, Place(union=B, superior=C, since=MAY)) is TreeFault.EARLIER_THAN_LAST


def test_placing_when_the_superior_stands_below_then_it_is_refused():
    places = [Place(union=C, superior=B, since=MAY), Place(union=B, superior=A, since=MAY)]
    assert fault_of_placing(places, Place(union=A, superior=C, since=JUNE)) is TreeFault.CYCLE


def test_placing_when_the_circle_would_close_only_later_then_it_is_refused():
    places = [Place(union=B, superior=A, since=JULY)]
    assert fault_of_placing(places, Place(union=A, superior=B, since=JUNE)) is TreeFault.CYCLE


def test_placing_when_the_superior_once_stood_below_then_it_is_taken():
    places = [Place(union=B, superior=A, since=MAY, until=JUNE)]
    assert fault_of_placing(places, Place(union=A, superior=B, since=JUNE)) is None


moves = st.lists(
    st.tuples(st.sampled_from(UNIONS), st.sampled_from(UNIONS), st.integers(0, 30)).map(
        lambda move: Place(union=move[0], superior=move[1], since=MAY + timedelta(days=move[2]))
    ),
    max_size=25,
)


@given(moves)
def test_tree_when_any_moves_are_tried_then_nobody_ever_stands_above_themselves(tried):
    places: tuple[Place, ...] = ()
    for move in tried:
        if fault_of_placing(places, move) is None:
            places = placed(places, move)
    for offset in range(-1, 32):
        day = MAY + timedelta(days=offset)
        for union in UNIONS:
            assert union not in line_above(places, union, day)
            assert sum(place.union == union and place.covers(day) for place in places) <= 1


@given(moves)
def test_tree_when_a_move_is_refused_as_a_circle_then_it_would_have_closed_one(tried):
    places: tuple[Place, ...] = ()
    for move in tried:
        fault = fault_of_placing(places, move)
        if fault is TreeFault.CYCLE:
            after = placed(places, move)
            days = [MAY + timedelta(days=offset) for offset in range(32)]
            assert any(move.union in line_above(after, move.union, day) for day in days)
        elif fault is None:
            places = placed(places, move)
