"""People, memberships and offices."""

from datetime import date
from typing import Any

import pytest

from gonghui.kernel.errors import Conflict, NotAllowed, NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry, OutboxEvent
from gonghui.kernel.testing import NOON, OTHER_UNION, OUR_UNION, ident
from gonghui.registry.actions.offices import appoint_office, dismiss_office
from gonghui.registry.actions.people import end_membership, enroll_person, start_membership
from gonghui.registry.actions.taking import RowsRefused
from gonghui.registry.models import Membership, Office, Person
from gonghui.registry.queries import people
from gonghui.registry.rules.kinds import OfficeRole
from gonghui.registry.tests import make
from gonghui.registry.tests.make import MACHINE, OURS, THEIRS, TODAY, resident_id

pytestmark = pytest.mark.django_db

ID = resident_id(2)
SECRETARY = OURS["secretary"]


@pytest.fixture(autouse=True)
def two_unions():
    make.union()
    make.union(OTHER_UNION, "青禾医院工会委员会")


def enroll(name="沈知遥", actor=SECRETARY, union_id=OUR_UNION, **cells):
    return enroll_person(actor, union_id=union_id, row=make.row(name, **cells), now=NOON)


def test_enrolling_when_new_then_person_and_membership_stand():
    who = enroll(resident_id=ID, phone="19900000001", department="技术质量", category="专业技术")
    person = Person.objects.get()
    membership = Membership.objects.get()
    assert (person.pk, person.name, person.sex) == (who, "沈知遥", "FEMALE")
    assert person.resident_id is not None
    assert person.phone is not None
    assert (person.resident_id.reveal(), person.phone.reveal()) == (ID, "+8619900000001")
    assert (membership.number, membership.category, membership.since) == ("HD1", "PROFESSIONAL", TODAY)


def test_enrolling_when_pressed_twice_then_nothing_changes():
    assert enroll(resident_id=ID) == enroll(resident_id=ID)
    assert Membership.objects.count() == 1
    assert LedgerEntry.objects.filter(verb="person-enrolled").count() == 1


def test_enrolling_when_something_is_new_then_only_that_changes():
    who = enroll(resident_id=ID, department="技术质量")
    assert enroll("沈知瑶", resident_id=ID, number="HD2", post="计量员", phone="19900000001") == who
    membership = Membership.objects.select_related("person").get()
    assert (membership.person.name, membership.number, membership.department, membership.post) == (
        "沈知瑶", "HD2", "技术质量", "计量员",
    )  # fmt: skip
    entry = LedgerEntry.objects.get(verb="person-changed")
    assert entry.facts == '{"columns":"name number phone post"}'


@pytest.mark.parametrize(
    ("actor", "error"), [(OURS["worker"], NotAllowed), (OURS["auditor"], NotAllowed), (THEIRS["secretary"], NotFound)]
)
def test_enrolling_when_by_others_then_nothing_is_written(actor, error):
    with pytest.raises(error):
        enroll(actor=actor)
    assert not Person.objects.exists()


def test_enrolling_when_member_elsewhere_then_it_is_refused_without_a_word_of_where():
    enroll(actor=MACHINE, union_id=OTHER_UNION, resident_id=ID)
    with pytest.raises(RowsRefused) as refused:
        enroll(resident_id=ID, number="HD9")
    assert [one.fault.value for one in refused.value.refused.values()] == ["member-elsewhere"]
    assert "青禾" not in str(refused.value.sentence)
    assert Membership.objects.count() == 1


def test_enrolling_when_the_phone_is_anothers_then_it_is_refused():
    enroll(phone="19900000001")
    with pytest.raises(RowsRefused):
        enroll("韦立", number="HD2", phone="19900000001")


def test_enrolling_when_there_is_no_such_union_then_it_is_not_found():
    with pytest.raises(NotFound):
        enroll(actor=MACHINE, union_id=ident("nobody"))


def test_ledger_and_events_when_people_are_enrolled_then_they_hold_no_personal_data():
    who = make.officer(OfficeRole.SECRETARY, "宋青禾", number="HD77")
    make.person("沈知遥", resident_id=ID, phone="19900000001", number="HD78", department="技术质量")
    enroll("沈知瑶", resident_id=ID, number="HD79", phone="19900000002")
    dismiss = [("宋青禾", who)]
    words = [*LedgerEntry.objects.values_list("facts", "subject", "stream", "actor")]
    said = "".join(map(str, words)) + "".join(OutboxEvent.objects.values_list("payload", flat=True))
    for secret in ("沈", "宋", ID, "19900", "HD7", "技术", dismiss[0][0]):
        assert secret not in said


def test_membership_when_ended_then_it_no_longer_counts_and_can_begin_again():
    who = make.person(resident_id=ID)
    end_membership(SECRETARY, union_id=OUR_UNION, person_id=who, until=date(2025, 1, 1), now=NOON)
    assert not people.members(SECRETARY, OUR_UNION).exists()
    assert [row.until for row in people.members(SECRETARY, OUR_UNION, former=True)] == [date(2025, 1, 1)]
    start_membership(SECRETARY, union_id=OUR_UNION, person_id=who, since=date(2025, 6, 1), now=NOON, number="HD5")
    assert people.members(SECRETARY, OUR_UNION).get().number == "HD5"


def test_membership_when_ended_twice_then_it_ends_once():
    who = make.person()
    for _ in range(2):
        end_membership(SECRETARY, union_id=OUR_UNION, person_id=who, until=date(2025, 1, 1), now=NOON)
    assert LedgerEntry.objects.filter(verb="membership-ended").count() == 1


@pytest.mark.parametrize("until", [date(2019, 7, 1), date(2026, 3, 11)])
def test_membership_when_the_day_does_not_fit_then_it_goes_on(until):
    who = make.person()
    with pytest.raises(RuleBroken):
        end_membership(SECRETARY, union_id=OUR_UNION, person_id=who, until=until, now=NOON)
    assert Membership.objects.get().until is None


def test_membership_when_an_office_is_held_then_it_goes_on():
    who = make.officer(OfficeRole.CHAIR, "罗予安")
    with pytest.raises(RuleBroken) as refused:
        end_membership(SECRETARY, union_id=OUR_UNION, person_id=who, until=TODAY, now=NOON)
    assert refused.value.code == "office-held"


def test_membership_when_of_somebody_unknown_here_then_it_is_not_found():
    who = make.person(union_id=OTHER_UNION)
    for actor in (SECRETARY, MACHINE):
        with pytest.raises(NotFound):
            end_membership(actor, union_id=OUR_UNION, person_id=who, until=TODAY, now=NOON)
    with pytest.raises(NotFound):
        start_membership(SECRETARY, union_id=OUR_UNION, person_id=who, since=TODAY, now=NOON)


def test_membership_when_begun_while_a_member_elsewhere_then_it_conflicts():
    who = make.person(union_id=OTHER_UNION)
    with pytest.raises(Conflict) as refused:
        start_membership(MACHINE, union_id=OUR_UNION, person_id=who, since=TODAY, now=NOON)
    assert refused.value.code == "member-elsewhere"


def test_membership_when_begun_twice_then_it_is_one():
    who = make.person()
    again = start_membership(SECRETARY, union_id=OUR_UNION, person_id=who, since=TODAY, now=NOON)
    assert Membership.objects.get().pk == again


def test_membership_when_begun_with_a_taken_number_or_a_wrong_day_then_it_is_refused():
    who = make.person()
    end_membership(SECRETARY, union_id=OUR_UNION, person_id=who, until=date(2025, 1, 1), now=NOON)
    make.person("韦立", number="HD9")
    with pytest.raises(Conflict) as taken:
        start_membership(SECRETARY, union_id=OUR_UNION, person_id=who, since=TODAY, now=NOON, number="HD9")
    assert taken.value.code == "number-taken"
    for since in (date(2024, 12, 31), date(2026, 3, 11)):
        with pytest.raises(RuleBroken):
            start_membership(SECRETARY, union_id=OUR_UNION, person_id=who, since=since, now=NOON)
    assert Membership.objects.filter(person=who).count() == 1


def test_office_when_taken_and_left_then_it_has_both_days_and_is_pressed_twice_in_vain():
    who = make.person()
    make.officer(OfficeRole.CHAIR, "罗予安")
    for _ in range(2):
        appoint_office(
            SECRETARY, union_id=OUR_UNION, person_id=who, role=OfficeRole.AUDITOR, since=date(2020, 1, 1), now=NOON
        )
    for _ in range(2):
        dismiss_office(
            SECRETARY, union_id=OUR_UNION, person_id=who, role=OfficeRole.AUDITOR, until=date(2021, 1, 1), now=NOON
        )
    office = Office.objects.get(role="auditor")
    assert (office.since, office.until) == (date(2020, 1, 1), date(2021, 1, 1))
    assert LedgerEntry.objects.filter(verb__in=["office-taken", "office-left"], subject__endswith=str(who)).count() == 2


def test_office_when_the_first_one_then_the_union_above_may_enter_it_and_the_second_one_not():
    make.union(ident("branch"), "一车间分工会", superior=OUR_UNION)
    who = enroll(union_id=ident("branch"))
    args: dict[str, Any] = {"union_id": ident("branch"), "person_id": who, "since": TODAY, "now": NOON}
    appoint_office(SECRETARY, role=OfficeRole.SECRETARY, **args)
    with pytest.raises(NotFound):
        appoint_office(SECRETARY, role=OfficeRole.CHAIR, **args)
    with pytest.raises(NotFound):
        enroll("韦立", number="HD2", union_id=ident("branch"))


def test_office_when_of_no_member_or_on_a_wrong_day_then_it_is_refused():
    args: dict[str, Any] = {"union_id": OUR_UNION, "role": OfficeRole.AUDITOR, "now": NOON}
    with pytest.raises(NotFound):
        appoint_office(SECRETARY, person_id=make.person(union_id=OTHER_UNION), since=TODAY, **args)
    with pytest.raises(NotFound):
        appoint_office(MACHINE, person_id=ident("x"), since=TODAY, **{**args, "union_id": ident("nobody")})
    who = make.person("韦立", number="HD2")
    for since in (date(2019, 6, 30), date(2026, 3, 11)):
        with pytest.raises(RuleBroken):
            appoint_office(SECRETARY, person_id=who, since=since, **args)
    with pytest.raises(NotFound):
        dismiss_office(SECRETARY, person_id=who, until=TODAY, **args)
    assert not Office.objects.exists()


def test_office_when_the_last_keeper_would_go_then_it_is_held():
    who = make.officer(OfficeRole.CHAIR, "罗予安", since=date(2025, 1, 1))
    args: dict[str, Any] = {"union_id": OUR_UNION, "person_id": who, "role": OfficeRole.CHAIR, "now": NOON}
    with pytest.raises(RuleBroken) as last:
        dismiss_office(OURS["chair"], until=TODAY, **args)
    assert last.value.code == "last-keeper"
    make.officer(OfficeRole.SECRETARY, "宋青禾")
    with pytest.raises(RuleBroken) as wrong_day:
        dismiss_office(OURS["chair"], until=date(2025, 1, 1), **args)
    assert wrong_day.value.code == "until"
    dismiss_office(OURS["chair"], until=TODAY, **args)
    assert Office.objects.get(role="chair").until == TODAY


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("沈", ["沈知遥"]), ("hd2", ["韦立"]), ("0001", ["沈知遥"]), ("199 0000 0002", ["韦立"]), (ID, ["沈知遥"]),
        ("9999", []), ("", []), (" ", []), ("HD", ["沈知遥", "韦立"]), ("%", []),
    ],
)  # fmt: skip
def test_finding_when_by_name_number_phone_or_its_tail_then_they_are_found(words, names):
    make.person("沈知遥", resident_id=ID, phone="19900000001")
    make.person("韦立", number="HD2", phone="19900000002")
    make.person("何岚", number="HD3", union_id=OTHER_UNION, phone="19900010001")
    assert sorted(card.name for card in people.find_people(SECRETARY, OUR_UNION, words)) == sorted(names)


def test_members_when_filtered_then_only_those_come(django_assert_num_queries):
    make.person("沈知遥", department="技术质量", category="专业技术")
    make.person("韦立", number="HD2", department="一车间", category="一线职工")
    assert people.departments(SECRETARY, OUR_UNION) == ["一车间", "技术质量"]
    assert [row.person.name for row in people.members(SECRETARY, OUR_UNION, department="一车间")] == ["韦立"]
    with django_assert_num_queries(1):
        lines = [people.line(row) for row in people.members(SECRETARY, OUR_UNION, category="PROFESSIONAL")]
    assert [line.name for line in lines] == ["沈知遥"]


def test_reading_when_by_others_then_there_is_nothing():
    who = make.person()
    for read in (
        lambda actor: people.members(actor, OUR_UNION),
        lambda actor: people.find_people(actor, OUR_UNION, "沈"),
        lambda actor: people.departments(actor, OUR_UNION),
        lambda actor: people.person_page(actor, OUR_UNION, who),
    ):
        with pytest.raises(NotFound):
            read(THEIRS["secretary"])
        with pytest.raises(NotAllowed):
            read(OURS["delegate"])


def test_person_page_when_read_then_all_numbers_are_masked():
    who = make.person(resident_id=ID, phone="19900000001")
    page = people.person_page(SECRETARY, OUR_UNION, who)
    assert (page.line.phone, page.line.resident_id) == ("199****0001", ID[0] + "*" * 16 + ID[-1])
    assert not page.has_account
    with pytest.raises(NotFound):
        people.person_page(SECRETARY, OUR_UNION, make.person("何岚", number="HD3", union_id=OTHER_UNION))


def test_cards_when_asked_for_many_then_two_queries_answer(django_assert_num_queries):
    ids = [make.person(f"沈{letter}", number=f"HD{letter}") for letter in "甲乙丙"]
    with django_assert_num_queries(2):
        cards = people.person_cards([*ids, ident("nobody")])
    assert [cards[who].name for who in ids] == ["沈甲", "沈乙", "沈丙"]
    assert len(cards) == 3
