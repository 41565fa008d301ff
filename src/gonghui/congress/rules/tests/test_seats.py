"""The seats of an electoral unit: whoever has one keeps it, nobody comes beyond them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.congress.rules.seats import full_sentence, has_room, seats_beyond, seats_sentence


@pytest.mark.parametrize(
    ("seats", "serving", "settled", "beyond"),
    [
        (3, 0, [False, False, False], set()),
        (3, 1, [False, False, False], {2}),
        (3, 1, [False, True, False], {2}),
        (3, 0, [False, True, False, True], {2}),
        (2, 2, [False, True], {0, 1}),
        (1, 0, [True, True], {1}),
        (0, 90, [False], set()),
    ],
)
def test_rows_when_a_unit_has_fewer_seats_then_the_last_newcomers_find_none(
    seats: int, serving: int, settled: list[bool], beyond: set[int]
) -> None:
    assert seats_beyond(seats, serving=serving, settled=settled) == beyond


@given(st.integers(1, 40), st.integers(0, 40), st.lists(st.booleans(), max_size=40))
def test_rows_that_stay_never_exceed_the_seats_and_none_is_refused_without_need(
    seats: int, serving: int, settled: list[bool]
) -> None:
    beyond = seats_beyond(seats, serving=serving, settled=settled)
    staying = len(settled) - len(beyond)
    assert serving + staying <= seats or not staying
    assert len(beyond) == min(len(settled), max(0, serving + len(settled) - seats))
    # Nobody who has a seat goes while a newcomer stays.
    if any(settled[index] for index in beyond):
        assert all(index in beyond for index, kept in enumerate(settled) if not kept)


def test_room_is_left_until_the_last_seat_is_taken_and_always_without_a_limit() -> None:
    assert [has_room(2, serving=n) for n in range(4)] == [True, True, False, False]
    assert has_room(0, serving=900)


def test_sentences_name_the_unit_its_seats_and_the_way_out() -> None:
    assert str(seats_sentence("一车间", seats=2, wanted=3)) == (
        "选区“一车间”名额 2 名，纳入后正式代表 3 名。可登记为列席，或先调整选区名额"
    )
    assert str(full_sentence("一车间", seats=2, serving=2)) == (
        "选区“一车间”名额 2 名，现有正式代表 2 名，没有空缺的名额。"
    )
