"""Ports by which others say who stands behind an account."""

from gonghui.accounts import hats
from gonghui.accounts.hats import DemoPerson, Identity
from gonghui.accounts.tests.conftest import AUDITOR, SECRETARY
from gonghui.kernel.testing import ident

ACCOUNT = ident("account")


def test_identity_of_when_nobody_provides_then_nothing_is_known(ports):
    assert hats.identity_of(ACCOUNT) == Identity()


def test_identity_of_when_two_contexts_know_then_first_name_and_all_hats_once_in_order(ports):
    hats.provide_identity(lambda _id: Identity(hats=(SECRETARY,)))
    hats.provide_identity(lambda _id: Identity(person_id=ident("p"), name="沈知遥", hats=(AUDITOR, SECRETARY)))
    hats.provide_identity(lambda _id: Identity(person_id=ident("q"), name="韦立"))
    assert hats.identity_of(ACCOUNT) == Identity(person_id=ident("p"), name="沈知遥", hats=(SECRETARY, AUDITOR))


def test_provide_when_the_same_twice_then_asked_once(ports):
    asked = []

    def provider(account_id):
        asked.append(account_id)
        return Identity()

    hats.provide_identity(provider)
    hats.provide_identity(provider)
    hats.identity_of(ACCOUNT)
    assert asked == [ACCOUNT]


def test_home_of_when_several_answer_then_the_first_that_knows_the_hat(ports):
    assert hats.home_of(SECRETARY) is None
    hats.provide_home(lambda hat: "/audit/" if hat.role == "auditor" else None)
    hats.provide_home(lambda hat: f"/{hat.role}/")
    assert (hats.home_of(AUDITOR), hats.home_of(SECRETARY)) == ("/audit/", "/secretary/")


def test_demo_people_when_named_then_in_order(ports):
    one, two = (DemoPerson(account_id=ident(n), name=n, words="") for n in "ab")
    hats.provide_demo_people(lambda: [one])
    hats.provide_demo_people(lambda: [two])
    assert hats.demo_people() == [one, two]
