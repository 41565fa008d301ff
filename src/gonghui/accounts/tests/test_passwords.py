"""Passwords: tried and changed."""

from datetime import timedelta

import pytest
from django.contrib.auth import hashers
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.accounts import queries, rules
from gonghui.accounts.actions import Opened, TryLater, Wrong, change_password, limits, log_in_by_password
from gonghui.accounts.actions import passwords as module
from gonghui.accounts.models import Account, Meter, OpenSession
from gonghui.accounts.rules import Method
from gonghui.accounts.tests import make
from gonghui.accounts.tests.make import HERE
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotFound, RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON, ident

pytestmark = pytest.mark.django_db
STRANGER = Actor.stranger()
GOOD, BETTER = "春风又绿江南岸2026", "明月何时照我还2026"
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def quick_hash(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def attempt(number=1, password=GOOD, now=NOON):
    return log_in_by_password(STRANGER, phone=make.phone(number), password=password, visitor=HERE, now=now)


def seat(method=Method.PASSWORD, now=NOON, number=1):
    account_id = queries.find_account_by_phone(make.phone(number))
    assert account_id is not None
    opened = make.sit_down(make.MACHINE, account_id=account_id, method=method, now=now)
    return queries.seat_of(opened.session_id, now=now)


def change(at, old=GOOD, new=BETTER, now=NOON):
    return change_password(at.actor, session_id=at.session_id, old=old, new=new, now=now)


def test_log_in_when_the_password_is_right_then_a_session_is_open():
    account_id = make.account(password=GOOD)
    opened = attempt()
    assert isinstance(opened, Opened)
    assert opened.account_id == account_id
    assert OpenSession.objects.get().method == "password"


def test_log_in_when_wrong_unknown_without_password_or_closed_then_answered_alike():
    make.account(1, password=GOOD)
    make.account(2)
    make.account(3, password=GOOD)
    Account.objects.filter(phone_key=make.phone(3).key).update(is_active=False)
    answers = [attempt(1, "wrong"), attempt(2, "!"), attempt(2, ""), attempt(3), attempt(4)]
    assert answers == [Wrong(tries_left=None)] * 5
    assert not OpenSession.objects.exists()


def test_log_in_when_unknown_then_the_same_statements_and_one_hash(monkeypatch):
    make.account(1, password=GOOD)
    attempt(5, "warms the counts of the address")
    hashed = []

    def counted(right):
        def work(_hasher, *args, **kwargs):
            hashed.append(args)
            return right

        return work

    # The library's own work is counted: one hash for either answer.
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher."
    monkeypatch.setattr(hasher + "verify", counted(False))
    monkeypatch.setattr(hasher + "encode", counted("md5$salt$hash"))
    statements = []
    for number in (1, 4):
        with CaptureQueriesContext(connection) as seen:
            attempt(number, "wrong")
        statements.append([q["sql"].split()[0] for q in seen])
    assert statements[0] == statements[1]
    assert len(hashed) == 2


def test_log_in_when_tried_eight_times_then_locked_with_a_way_out_and_codes_still_work():
    make.account(password=GOOD)
    for _ in range(8):
        assert attempt(password="wrong") == Wrong()
    with pytest.raises(TryLater) as refused:
        attempt()
    assert str(refused.value.sentence) == (
        "密码输错的次数太多。为保护您的账号，密码登录已暂停到12:30（还有30分钟），现在可以改用验证码登录。"
    )
    assert isinstance(attempt(now=NOON + 30 * MINUTE), Opened)


def test_log_in_when_the_number_is_unknown_then_it_is_locked_like_any_other():
    for _ in range(8):
        attempt(4, "wrong")
    with pytest.raises(TryLater):
        attempt(4, "wrong")


def test_log_in_when_one_address_tries_many_numbers_then_it_is_stopped(monkeypatch):
    monkeypatch.setattr(rules, "WRONG_AN_ADDRESS", rules.Limit("wrong-address", 3, 10 * MINUTE))
    for number in range(3):
        attempt(number, "wrong")
    with pytest.raises(TryLater) as refused:
        attempt(9, "wrong")
    assert str(refused.value.sentence).startswith("您所在的网络上登录尝试太多，已暂停到12:10")


def test_log_in_when_right_then_the_count_of_the_phone_starts_anew():
    make.account(password=GOOD)
    for _ in range(7):
        attempt(password="wrong")
    attempt()
    assert attempt(password="wrong") == Wrong()


def test_log_in_when_the_password_changes_between_check_and_opening_then_refused(monkeypatch):
    account_id = make.account(password=GOOD)
    check = hashers.check_password

    def slow_check(password, encoded):
        right = check(password, encoded)
        Account.objects.filter(id=account_id).update(password="md5$another$one")
        return right

    monkeypatch.setattr(module, "check_password", slow_check)
    with pytest.raises(RuleBroken) as refused:
        attempt()
    assert refused.value.code == "password-changed"
    assert not OpenSession.objects.exists()


def test_change_when_the_old_one_is_right_then_others_are_logged_out_and_the_new_one_opens():
    account_id = make.account(password=GOOD)
    mine, other = seat(), seat()
    assert change(mine) == 1
    assert list(OpenSession.objects.values_list("id", flat=True)) == [mine.session_id]
    assert queries.seat_of(other.session_id, now=NOON) == queries.NOBODY
    assert attempt(password=GOOD) == Wrong()
    assert isinstance(attempt(password=BETTER), Opened)
    entry = LedgerEntry.objects.get(verb="password-set")
    assert (entry.stream, entry.facts) == (f"account:{account_id}", '{"sessions_ended":1}')


def test_change_when_the_old_one_is_wrong_then_refused_counted_and_nothing_changes():
    make.account(password=GOOD)
    mine = seat()
    before = Account.objects.get().password
    for _ in range(8):
        with pytest.raises(RuleBroken) as refused:
            change(mine, old="wrong")
        assert refused.value.code == "password-wrong"
    with pytest.raises(TryLater):
        change(mine)
    assert Account.objects.get().password == before


def test_change_when_right_then_the_count_of_the_phone_starts_anew():
    make.account(password=GOOD)
    change(seat())
    limit = limits._key(rules.PASSWORDS_A_PHONE, make.phone().key)
    assert not Meter.objects.filter(key=limit).exists()


def test_change_when_a_code_was_given_just_now_then_the_old_one_is_not_asked_for():
    make.account()
    mine = seat(Method.CODE)
    assert change(mine, old="", now=NOON + 14 * MINUTE) == 0
    with pytest.raises(RuleBroken):
        change(mine, old="", new=GOOD, now=NOON + 15 * MINUTE)


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("江南岸", "密码太短，至少要10个字符。"),
        ("83749201847362", "密码不能全是数字。"),
        ("password123", "这是常见的密码，容易被猜到。"),
        ("", "密码太短，至少要10个字符。"),
        ("123", "密码太短，至少要10个字符。这是常见的密码，容易被猜到。密码不能全是数字。"),
    ],
)
def test_change_when_the_new_one_is_unfit_then_it_says_why(bad, why):
    make.account()
    with pytest.raises(RuleBroken) as refused:
        change(seat(Method.CODE), new=bad)
    assert refused.value.code == "password-unfit"
    assert str(refused.value.sentence) == why


def test_change_when_a_deployment_asks_for_more_then_still_a_sentence(settings):
    settings.AUTH_PASSWORD_VALIDATORS = [
        {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
        {"NAME": "gonghui.accounts.tests.test_passwords.Stricter"},
    ]
    with pytest.raises(RuleBroken) as refused:
        module.ensure_fit(GOOD)
    assert str(refused.value.sentence) == "这个密码不合用，请换一个。"


class Stricter:
    """A validator of a deployment's own."""

    def validate(self, password, user=None):
        raise ValidationError("not good enough here", code="house-rule")


def test_change_when_the_session_is_somebody_elses_or_nobody_is_there_then_not_found():
    make.account(1)
    make.account(2)
    mine, theirs = seat(Method.CODE), seat(Method.CODE, number=2)
    with pytest.raises(NotFound):
        change_password(mine.actor, session_id=theirs.session_id, old="", new=BETTER, now=NOON)
    with pytest.raises(NotFound):
        change_password(STRANGER, session_id=ident("nothing"), old="", new=BETTER, now=NOON)
    assert not LedgerEntry.objects.filter(verb="password-set").exists()
