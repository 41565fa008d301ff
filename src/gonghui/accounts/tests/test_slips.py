"""Login slips: one log-in each, for as long as they hold, and nothing learnt by trying."""

from datetime import timedelta

import pytest
from django.urls import reverse

from gonghui.accounts import rules
from gonghui.accounts.actions import Opened, TryLater, Wrong, forget_old, log_in_by_slip, make_slips
from gonghui.accounts.models import Account, LoginSlip, OpenSession
from gonghui.accounts.tests import make
from gonghui.accounts.tests.make import HERE, MACHINE
from gonghui.kernel import clock
from gonghui.kernel.actor import Actor
from gonghui.kernel.testing import NOON

pytestmark = pytest.mark.django_db
END = NOON + timedelta(hours=9)


def slip_for(account_id, *, now=NOON, ends_at=END):
    return make_slips(MACHINE, account_ids=[account_id], ends_at=ends_at, now=now)[account_id]


def enter(code, *, now=NOON):
    return log_in_by_slip(Actor.stranger(), code=code, visitor=HERE, now=now)


def test_slip_when_used_then_a_session_opens_once_and_never_again():
    account_id = make.account()
    code = slip_for(account_id)
    opened = enter(code)
    assert isinstance(opened, Opened)
    assert opened.account_id == account_id
    assert OpenSession.objects.get().method == "slip"
    assert enter(code) == Wrong()
    assert OpenSession.objects.count() == 1


def test_slip_when_stored_then_the_code_cannot_be_read_and_old_ones_are_forgotten():
    code = slip_for(make.account())
    assert code not in str(LoginSlip.objects.values())
    assert forget_old(END) == 0
    assert forget_old(END + timedelta(seconds=1)) == 1


@pytest.mark.parametrize("late", [timedelta(0), timedelta(minutes=1)])
def test_slip_when_its_time_is_over_then_refused(late):
    assert enter(slip_for(make.account()), now=END + late) == Wrong()


def test_slip_when_another_is_made_then_the_old_one_is_dead():
    account_id = make.account()
    old, new = slip_for(account_id), slip_for(account_id)
    assert enter(old) == Wrong()
    assert isinstance(enter(new), Opened)


def test_slip_when_guessed_too_often_from_one_address_then_later_even_for_the_right_one():
    code = slip_for(make.account())
    for _try in range(rules.WRONG_AN_ADDRESS.times):
        assert enter("2" * rules.SLIP_LENGTH) == Wrong()
    with pytest.raises(TryLater):
        enter(code)
    assert OpenSession.objects.count() == 0


def test_slip_when_the_account_is_closed_then_refused():
    account_id = make.account()
    code = slip_for(account_id)
    Account.objects.filter(id=account_id).update(is_active=False)
    assert enter(code) == Wrong()


@pytest.mark.parametrize("typed", ["2345-6789-abcd", "2345 6789 ABCD", "  23456789ABCD "])
def test_slip_code_when_typed_in_groups_or_small_letters_then_read_as_printed(typed):
    assert rules.slip_code(typed) == "23456789ABCD"
    assert rules.slip_groups("23456789ABCD") == "2345-6789-ABCD"


@pytest.mark.parametrize("typed", ["", "2345-6789", "2345-6789-ABC0", "2345-6789-ABCDE", "二三四五六七八九十一二三"])
def test_slip_code_when_it_cannot_be_one_then_empty(typed):
    assert rules.slip_code(typed) == ""


def test_door_when_slips_are_off_then_there_is_no_such_page(client, settings):
    settings.GONGHUI_LOGIN_SLIPS = False
    assert client.get(reverse("accounts:slip")).status_code == 404
    assert reverse("accounts:slip") not in client.get(reverse("accounts:login")).content.decode()


def test_door_when_a_slip_is_looked_at_then_nothing_is_used_up_until_pressed(client, settings, stands_behind):
    settings.GONGHUI_LOGIN_SLIPS = True
    stands_behind()
    code = make_slips(
        MACHINE, account_ids=[make.account()], ends_at=clock.now() + timedelta(hours=1), now=clock.now()
    ).popitem()[1]
    for _look in range(2):
        assert code in client.get(reverse("accounts:slip-code", args=[code])).content.decode()
    assert LoginSlip.objects.get().used_at is None
    assert client.post(reverse("accounts:slip"), {"code": rules.slip_groups(code)}).status_code == 302
    other = type(client)()
    answer = other.post(reverse("accounts:slip"), {"code": code})
    assert answer.status_code == 422
    assert "请到签到台换一张登录条" in answer.content.decode()
