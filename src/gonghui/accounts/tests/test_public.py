"""The face that other contexts see, and counts that hold over several connections."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from gonghui.accounts import public
from gonghui.accounts.actions import TryLater, limits
from gonghui.accounts.models import Meter
from gonghui.accounts.rules import Limit
from gonghui.kernel.action import action, record
from gonghui.kernel.actor import Actor
from gonghui.kernel.testing import NOON

FIVE = Limit("five", 5, timedelta(minutes=10))


def test_public_when_read_then_these_names_and_no_model():
    assert sorted(public.__all__) == [
        "CodeSender", "DemoPerson", "DemoProvider", "HomeProvider", "Identity", "IdentityProvider", "Phone", "Seat",
        "find_account_by_phone", "forget_old", "open_account", "open_accounts", "provide_demo_people", "provide_home",
        "provide_identity", "read_phone", "seat_at",
    ]  # fmt: skip
    assert all(hasattr(public, name) for name in public.__all__)


@action
def knock(_actor, *, now=NOON):
    limits.spend({FIVE: "somebody"}, now=now)
    record("knocked", stream="knocks", subject=("door", "x"))


@pytest.mark.django_db(transaction=True)
def test_spend_when_twelve_connections_try_at_once_then_exactly_five_are_let_through():
    if connection.vendor == "sqlite":
        pytest.skip("a test database of SQLite is one connection in memory; there is nothing to run at once")

    def try_once(_number):
        try:
            knock(Actor.system("test"))
        except TryLater:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(12) as pool:
        assert sorted(pool.map(try_once, range(12))) == [False] * 7 + [True] * 5
    assert Meter.objects.get().times == 5
