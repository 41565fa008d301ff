"""Numbers of resident identity cards."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gonghui.registry.rules.kinds import Sex
from gonghui.registry.rules.resident_id import IdFault, ResidentIdInvalid, check_digit, read_resident_id

TODAY = date(2026, 3, 10)
# The sample number printed in the standard itself.
SAMPLE = "11010519491231002X"


def fault_of(text: str) -> IdFault:
    with pytest.raises(ResidentIdInvalid) as refused:
        read_resident_id(text, today=TODAY)
    return refused.value.fault


def number(first: str) -> str:
    return first + check_digit(first)


def test_number_when_it_is_the_sample_of_the_standard_then_it_says_birthday_and_sex():
    read = read_resident_id(SAMPLE, today=TODAY)
    assert (read.number, read.born_on, read.sex) == (SAMPLE, date(1949, 12, 31), Sex.FEMALE)


def test_number_when_seventeenth_digit_is_odd_then_it_is_of_a_man():
    assert read_resident_id(number("31010119900101001"), today=TODAY).sex is Sex.MALE


@pytest.mark.parametrize(
    "text",
    ["11010519491231002x", "１１０１０５１９４９１２３１００２Ｘ", " 110105 19491231 002X ", "11010519491231002ｘ"],
)
def test_number_when_written_as_people_write_then_it_is_read(text):
    assert read_resident_id(text, today=TODAY).number == SAMPLE


def test_number_when_of_a_resident_of_hong_kong_or_a_foreigner_then_it_is_read():
    assert read_resident_id(number("81000019920315001"), today=TODAY).born_on == date(1992, 3, 15)
    assert read_resident_id(number("93115619920315001"), today=TODAY).born_on == date(1992, 3, 15)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", IdFault.LENGTH),
        ("1101051949123100", IdFault.LENGTH),
        ("110105194912310022X", IdFault.LENGTH),
        ("110105491231002", IdFault.OLD),
        ("11010549123100A", IdFault.LENGTH),
        ("1101051949123100X2", IdFault.CHARACTERS),
        ("٣10105194912310021", IdFault.CHARACTERS),
        ("010105194912310028", IdFault.REGION),
        (number("99010519491231002"), IdFault.REGION),
        (number("11010519490230002"), IdFault.DATE),
        (number("11010520260311002"), IdFault.DATE),
        (number("11010518891231002"), IdFault.DATE),
        ("110105194912310021", IdFault.CHECK_DIGIT),
        ("1.10105194912310E+17", IdFault.AS_NUMBER),
        ("1.10105E17", IdFault.AS_NUMBER),
        ("110105194912310000.0", IdFault.AS_NUMBER),
        ("110105194912310000", IdFault.AS_NUMBER),
    ],
)
def test_number_when_it_cannot_be_right_then_the_fault_is_named(text, fault):
    assert fault_of(text) is fault


def test_refusal_when_printed_then_it_does_not_repeat_the_number():
    with pytest.raises(ResidentIdInvalid) as refused:
        read_resident_id("110105194912310021", today=TODAY)
    assert "194912" not in str(refused.value)


@given(
    st.sampled_from(["110105", "310101", "120101", "710000", "830000"]),
    st.dates(min_value=date(1890, 1, 1), max_value=TODAY), st.integers(0, 999),
)  # fmt: skip
def test_number_when_made_by_the_standard_then_it_is_read_back(region, born_on, serial):
    made = number(f"{region}{born_on:%Y%m%d}{serial:03}")
    read = read_resident_id(made, today=TODAY)
    assert (read.number, read.born_on) == (made, born_on)


@given(st.integers(0, 16), st.integers(1, 9))
def test_number_when_one_digit_is_copied_wrongly_then_it_is_never_taken(place, by):
    wrong = list(SAMPLE)
    wrong[place] = str((int(wrong[place]) + by) % 10)
    with pytest.raises(ResidentIdInvalid):
        read_resident_id("".join(wrong), today=TODAY)


@given(st.integers(0, 16))
def test_number_when_two_neighbours_change_places_then_it_is_taken_only_if_they_are_equal(place):
    swapped = list(SAMPLE)
    swapped[place], swapped[place + 1] = swapped[place + 1], swapped[place]
    if "".join(swapped) == SAMPLE:
        return
    with pytest.raises(ResidentIdInvalid):
        read_resident_id("".join(swapped), today=TODAY)


@given(st.text(max_size=25))
def test_number_when_anything_at_all_is_typed_then_it_is_read_or_refused(text):
    try:
        read = read_resident_id(text, today=TODAY)
    except ResidentIdInvalid:
        return
    assert read_resident_id(read.number, today=TODAY) == read
