"""Who acts."""

import pytest

from gonghui.kernel.actor import Actor, Hat
from gonghui.kernel.testing import OTHER_UNION, OUR_UNION, ROLES, cast_of, ident


def test_stranger_when_asked_then_wears_nothing_and_has_a_name_for_the_ledger():
    stranger = Actor.stranger()
    assert stranger.is_stranger
    assert not stranger.is_machine
    assert not stranger.wears("secretary", within=OUR_UNION)
    assert stranger.name == "stranger"


def test_system_when_named_then_it_is_a_machine_and_no_stranger():
    machine = Actor.system("outbox")
    assert machine.is_machine
    assert not machine.is_stranger
    assert machine.name == "machine:outbox"


def test_system_when_nameless_then_it_is_refused():
    with pytest.raises(ValueError, match="under a name"):
        Actor.system("")


@pytest.mark.parametrize("role", ROLES)
def test_cast_when_of_our_union_then_wears_its_hat_here_and_nowhere_else(role):
    actor = cast_of(OUR_UNION)[role]
    assert actor.wears(role, within=OUR_UNION)
    assert not actor.wears(role, within=OTHER_UNION)
    assert not actor.wears("nothing", within=OUR_UNION)
    assert actor.name == f"account:{ident(f'{OUR_UNION} {role} account')}"


def test_hat_when_keyed_then_names_role_and_place():
    assert Hat(role="chair", within=OUR_UNION).key == f"chair:{OUR_UNION}"
