"""Counts, codes and passwords when several connections press at once; on the database that has several."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from gonghui.accounts.actions import Opened, TryLater, ask_again, ask_code, limits, log_in_by_password, try_code
from gonghui.accounts.models import Meter, OpenSession
from gonghui.accounts.rules import Limit
from gonghui.accounts.tests import make
from gonghui.kernel.action import action, record
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import RuleBroken
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="a test database of SQLite is one connection in memory"
)
FIVE = Limit("five", 5, timedelta(minutes=10))
STRANGER = Actor.stranger()


@action
def knock(_actor, *, now=NOON):
    limits.spend({FIVE: "somebody"}, now=now)
    record("knocked", stream="knocks", subject=("door", "x"))


def at_once(times, call):
    """Call on as many connections at once."""

    def closing(number):
        try:
            return call(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(closing, range(times)))


@pytest.mark.django_db(transaction=True)
def test_log_in_when_pressed_six_times_at_once_then_nobody_waits_for_ever(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    make.account(password="春风又绿江南岸2026")

    def press(_number):
        right = "春风又绿江南岸2026"
        return log_in_by_password(STRANGER, phone=make.phone(), password=right, visitor=make.HERE, now=NOON)

    answers = at_once(6, press)
    assert [type(answer) for answer in answers] == [Opened] * 6
    assert OpenSession.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_code_when_tried_and_asked_for_again_at_once_then_one_of_them_counts(postbox):
    make.account()
    for minute in range(0, 20, 2):
        asked = NOON + timedelta(minutes=minute)
        code_id = ask_code(STRANGER, phone=make.phone(), visitor=make.HERE, now=asked)
        code, later = postbox.last, asked + timedelta(minutes=1)

        def press(number, code_id=code_id, code=code, later=later):
            given = {"code_id": code_id, "visitor": make.HERE, "now": later}
            try:
                return ask_again(STRANGER, **given) if number else try_code(STRANGER, code=code, **given)
            except RuleBroken as refused:
                return refused.code

        assert "code-ended" in at_once(2, press)
        Meter.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_spend_when_twelve_connections_try_at_once_then_exactly_five_are_let_through():
    def try_once(_number):
        try:
            knock(Actor.system("test"))
        except TryLater:
            return False
        return True

    assert sorted(at_once(12, try_once)) == [False] * 7 + [True] * 5
    assert Meter.objects.get().times == 5
