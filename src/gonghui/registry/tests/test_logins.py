"""Accounts for members, and who stands behind an account."""

import pytest

from gonghui.accounts.public import find_account_by_phone, open_account, read_phone
from gonghui.kernel.errors import NotAllowed, NotFound
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON, OUR_UNION, ident
from gonghui.registry import tasks
from gonghui.registry.actions.logins import bind_accounts, open_logins
from gonghui.registry.actions.people import enroll_person
from gonghui.registry.events import PeopleEnrolled
from gonghui.registry.models import Person
from gonghui.registry.queries.identity import identity_of
from gonghui.registry.rules.kinds import OfficeRole
from gonghui.registry.tests import make
from gonghui.registry.tests.make import MACHINE, OURS, THEIRS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def our_union():
    make.union()


def test_logins_when_opened_then_each_phone_has_an_account_and_twice_changes_nothing():
    who = make.person(phone="19900000001")
    make.person("韦立", number="HD2")
    assert open_logins(OURS["secretary"], union_id=OUR_UNION, now=NOON) == 1
    assert open_logins(OURS["secretary"], union_id=OUR_UNION, now=NOON) == 0
    assert Person.objects.get(pk=who).account_id == find_account_by_phone(read_phone("19900000001"))


def test_logins_when_people_were_enrolled_then_the_task_opens_them():
    make.person(phone="19900000001")
    tasks.give_logins(PeopleEnrolled(union_id=OUR_UNION, people=1))
    assert Person.objects.filter(account=None).count() == 0


def test_logins_when_two_share_a_phone_then_the_account_is_the_first_ones():
    first = make.person(phone="19900000001")
    second = make.person("韦立", number="HD2", phone="19900000002")
    account = open_account(MACHINE, phone=read_phone("19900000001"), now=NOON)
    pairs = [(second, account), (first, account)]
    assert bind_accounts(MACHINE, union_id=OUR_UNION, pairs=pairs, now=NOON) == 1
    assert bind_accounts(MACHINE, union_id=OUR_UNION, pairs=pairs, now=NOON) == 0
    assert Person.objects.get(account=account).pk == min(first, second)


def test_logins_when_by_others_then_nothing_is_written():
    make.person(phone="19900000001")
    for actor, error in ((OURS["worker"], NotAllowed), (THEIRS["secretary"], NotFound)):
        with pytest.raises(error):
            open_logins(actor, union_id=OUR_UNION, now=NOON)
        with pytest.raises(error):
            bind_accounts(actor, union_id=OUR_UNION, pairs=[], now=NOON)
    assert Person.objects.get().account_id is None
    assert not LedgerEntry.objects.filter(stream="accounts").exists()


def test_phone_when_it_changes_then_the_old_account_is_theirs_no_more():
    who = make.person(phone="19900000001")
    open_logins(MACHINE, union_id=OUR_UNION, now=NOON)
    enroll_person(MACHINE, union_id=OUR_UNION, row=make.row(phone="19900000002"), now=NOON)
    assert Person.objects.get(pk=who).account_id is None
    open_logins(MACHINE, union_id=OUR_UNION, now=NOON)
    assert Person.objects.get(pk=who).account_id == find_account_by_phone(read_phone("19900000002"))


def test_identity_when_offices_are_held_then_each_gives_a_hat_and_membership_one(django_assert_num_queries):
    who = make.officer(OfficeRole.SECRETARY, "宋青禾")
    account = open_account(MACHINE, phone=read_phone("19900000009"), now=NOON)
    bind_accounts(MACHINE, union_id=OUR_UNION, pairs=[(who, account)], now=NOON)
    with django_assert_num_queries(3):
        identity = identity_of(account)
    assert (identity.person_id, identity.name) == (who, "宋青禾")
    assert [(hat.role, hat.within, hat.label) for hat in identity.hats] == [
        ("secretary", OUR_UNION, "禾渡精密 工会干事"),
        ("worker", OUR_UNION, "禾渡精密 会员"),
    ]


def test_identity_when_nobody_stands_behind_the_account_then_it_is_empty():
    identity = identity_of(ident("account"))
    assert (identity.person_id, identity.hats) == (None, ())
