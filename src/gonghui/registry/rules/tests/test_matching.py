"""Whom a row speaks of."""

from datetime import date

from gonghui.kernel.testing import ident
from gonghui.registry.rules.kinds import Sex, StaffCategory
from gonghui.registry.rules.matching import (
    Double,
    Effect,
    Keyed,
    Known,
    KnownFault,
    Match,
    MatchRefused,
    doubles,
    match,
)
from gonghui.registry.rules.roster import Column, PersonRow

SHEN = ident("沈知遥")
WEI = ident("韦立")


def row(name="沈知遥", *, id_key=None, phone_key=None, **rest) -> Keyed:
    return Keyed(row=PersonRow(name=name, **rest), id_key=id_key, phone_key=phone_key)


def member(name="沈知遥", *, person_id=SHEN, **rest) -> Known:
    return Known(person_id=person_id, name=name, member_here=True, **rest)


def found(keyed, *, by_id=None, by_number=None, phone_holder=None):
    return match(keyed, by_id=by_id, by_number=by_number, phone_holder=phone_holder)


def refused(column: Column, fault: KnownFault) -> MatchRefused:
    return MatchRefused(column=column, fault=fault)


def test_row_when_nobody_is_known_then_somebody_new_comes():
    assert found(row(id_key="i")) == Match(effect=Effect.NEW, person_id=None)


def test_row_when_all_is_known_then_nothing_changes():
    known = member(
        sex="FEMALE", id_key="i", phone_key="p", number="7", department="一车间", post="钳工", category="FRONT_LINE",
        since=date(2019, 7, 1),
    )  # fmt: skip
    same = row(
        id_key="i", phone_key="p", sex=Sex.FEMALE, number="7", department="一车间", post="钳工",
        category=StaffCategory.FRONT_LINE, since=date(2019, 7, 1),
    )  # fmt: skip
    assert found(same, by_id=known, by_number=known, phone_holder=SHEN) == Match(effect=Effect.SAME, person_id=SHEN)


def test_row_when_all_is_different_then_every_column_changes():
    known = member(id_key="i", number="7")
    other = row(
        "沈知瑶", id_key="i", phone_key="p", sex=Sex.FEMALE, number="8", department="一车间", post="钳工",
        category=StaffCategory.FRONT_LINE, since=date(2019, 7, 1),
    )  # fmt: skip
    assert found(other, by_id=known) == Match(
        effect=Effect.CHANGE, person_id=SHEN,
        changed=(
            Column.NAME, Column.SEX, Column.PHONE, Column.NUMBER, Column.DEPARTMENT, Column.POST, Column.CATEGORY,
            Column.SINCE,
        ),
    )  # fmt: skip


def test_row_when_cells_are_empty_then_they_change_nothing():
    known = member(
        sex="FEMALE", id_key="i", phone_key="p", number="7", department="一车间", post="钳工", category="OTHER"
    )
    assert found(row(number="7"), by_number=known) == Match(effect=Effect.SAME, person_id=SHEN)


def test_row_when_the_number_is_known_and_the_id_is_not_then_the_id_is_added():
    known = member(number="7")
    assert found(row(id_key="i", number="7"), by_number=known) == Match(
        effect=Effect.CHANGE, person_id=SHEN, changed=(Column.RESIDENT_ID,)
    )


def test_row_when_the_number_is_of_another_name_then_it_is_refused():
    assert found(row(number="7"), by_number=member("韦立")) == refused(Column.NUMBER, KnownFault.NUMBER_TAKEN)


def test_row_when_the_number_is_of_another_id_then_it_is_refused_even_for_a_namesake():
    known = member(id_key="other", number="7")
    assert found(row(id_key="i", number="7"), by_number=known) == refused(Column.NUMBER, KnownFault.NUMBER_TAKEN)


def test_row_when_id_and_number_are_of_two_people_then_it_is_refused():
    shen, wei = member(id_key="i"), member("韦立", person_id=WEI, number="7")
    assert found(row(id_key="i", number="7"), by_id=shen, by_number=wei) == refused(
        Column.NUMBER, KnownFault.NUMBER_TAKEN
    )


def test_row_when_the_phone_is_of_another_then_it_is_refused():
    assert found(row(phone_key="p"), phone_holder=WEI) == refused(Column.PHONE, KnownFault.PHONE_TAKEN)
    assert found(row(phone_key="p", id_key="i"), by_id=member(id_key="i"), phone_holder=WEI) == refused(
        Column.PHONE, KnownFault.PHONE_TAKEN
    )


def test_row_when_the_person_is_member_elsewhere_then_it_is_refused():
    known = Known(person_id=SHEN, name="沈知遥", id_key="i", member_elsewhere=True)
    assert found(row(id_key="i"), by_id=known) == refused(Column.RESIDENT_ID, KnownFault.MEMBER_ELSEWHERE)


def test_row_when_the_person_is_member_nowhere_then_they_join_again():
    known = Known(person_id=SHEN, name="沈知遥", id_key="i")
    assert found(row(id_key="i", phone_key="p"), by_id=known) == Match(
        effect=Effect.JOIN, person_id=SHEN, changed=(Column.PHONE,)
    )


def test_row_when_the_person_is_member_nowhere_and_has_another_name_then_it_is_refused():
    known = Known(person_id=SHEN, name="韦立", id_key="i")
    assert found(row(id_key="i"), by_id=known) == refused(Column.RESIDENT_ID, KnownFault.ID_OTHER_NAME)


def says(name="沈知遥", **rest) -> PersonRow:
    return PersonRow(name=name, **rest)


def test_doubles_when_rows_repeat_then_the_first_stands_and_the_later_names_it():
    rows = [
        says(resident_id="i"),
        None,
        says(number="7"),
        says(resident_id="i", number="7"),
        says(number="7", phone="p"),
        says(phone="p"),
    ]
    assert doubles(rows) == {
        3: Double(index=3, earlier=0, refused=refused(Column.RESIDENT_ID, KnownFault.TWICE_BY_ID)),
        4: Double(index=4, earlier=2, refused=refused(Column.NUMBER, KnownFault.TWICE_BY_NUMBER)),
    }


def test_doubles_when_phones_repeat_then_the_later_is_refused():
    assert doubles([says(number="1", phone="p"), says(number="2", phone="p")]) == {
        1: Double(index=1, earlier=0, refused=refused(Column.PHONE, KnownFault.TWICE_BY_PHONE))
    }


def test_doubles_when_nothing_repeats_then_there_are_none():
    assert doubles([says(), says(), says(number="1"), says(number="2")]) == {}
