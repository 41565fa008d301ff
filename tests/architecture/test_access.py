"""The outermost net: every view says who may knock and by which methods, and keeps to it."""

from collections import Counter

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from gonghui.kernel.access import DEVICE, PUBLIC, SIGNED_IN, Door, access
from tests.architecture.addresses import Address, addresses

ADDRESSES = addresses()
KNOWN = {"GET", "HEAD", "POST"}
ROLES = {
    "secretary", "chair", "manager",
    "presiding", "operator", "scrutineer", "desk", "delegate",
}  # fmt: skip
"""Roles that give a hat with a door of its own."""
POST_ONLY = [address for address in ADDRESSES if address.methods == ("POST",)]


def named(address: Address) -> str:
    return address.name


def test_resolver_when_walked_then_finds_the_site():
    assert {"accounts:home", "registry:people", "congress:chair", "ui:catalogue"} <= {one.name for one in ADDRESSES}


@pytest.mark.parametrize("address", ADDRESSES, ids=named)
def test_view_declares_a_door_and_its_methods(address):
    assert isinstance(getattr(address.view, "door", None), Door), f"{address.name}: no @access"
    assert set(address.methods) <= KNOWN
    assert address.methods, f"{address.name}: no methods"
    assert ("GET" in address.methods) == ("HEAD" in address.methods)


@pytest.mark.parametrize("address", ADDRESSES, ids=named)
def test_door_is_one_of_the_four_kinds_and_names_roles_that_exist(address):
    door = address.view.door
    assert door in (PUBLIC, DEVICE, SIGNED_IN) or door.name == "hats"
    assert door.hats <= ROLES
    assert bool(door.hats) == (door.name == "hats")


@pytest.mark.parametrize("address", POST_ONLY, ids=named)
def test_view_that_only_changes_things_when_looked_at_then_refuses(address):
    words = dict.fromkeys(address.words, "x")
    answer = address.view(RequestFactory().get("/"), **words)
    assert (answer.status_code, answer["Allow"]) == (405, "POST")


def test_name_of_an_address_is_used_once():
    counted = Counter(one.name for one in ADDRESSES)
    assert [name for name, times in counted.items() if times > 1] == []
    assert not [name for name in counted if name.endswith("None")]


def test_view_without_a_declaration_when_planted_then_is_seen():
    def bare(_request):
        return HttpResponse()

    assert not hasattr(bare, "door")
    assert getattr(access(PUBLIC)(bare), "door", None) == PUBLIC
