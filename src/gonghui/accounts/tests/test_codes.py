"""One-time codes: asked for, sent, tried."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gonghui.accounts import rules
from gonghui.accounts.actions import Opened, TryLater, Wrong, ask_again, ask_code, forget_old, try_code
from gonghui.accounts.actions.codes import _digest
from gonghui.accounts.actions.sessions import Visitor, tries_of
from gonghui.accounts.models import Account, LoginCode, Meter, OpenSession
from gonghui.accounts.tests import make
from gonghui.accounts.tests.make import HERE
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import RuleBroken
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON, ident

pytestmark = pytest.mark.django_db
STRANGER = Actor.stranger()
SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


def ask(number=1, now=NOON, visitor=HERE):
    return ask_code(STRANGER, phone=make.phone(number), visitor=visitor, now=now)


def give(code_id, code, now=NOON, visitor=HERE):
    return try_code(STRANGER, code_id=code_id, code=code, visitor=visitor, now=now)


def other_than(code):
    return f"{(int(code) + 1) % 10**6:06d}"


def refused_with(call, *args, **kwargs):
    with pytest.raises((RuleBroken, TryLater)) as refused:
        call(*args, **kwargs)
    return refused.value.code


def entries():
    return list(LedgerEntry.objects.order_by("id").values_list("stream", "verb"))


def test_ask_code_when_the_number_has_an_account_then_six_digits_are_sent_to_it(postbox):
    make.account()
    ask()
    assert len(postbox) == 1
    number, code = postbox.all[0]
    assert number == "+8619900000001"
    assert len(code) == 6
    assert code.isdigit()


def test_ask_code_when_the_number_is_unknown_then_nothing_is_sent_but_the_same_is_done(postbox):
    make.account(1)
    ask(1)
    ask(3)
    Meter.objects.all().delete()
    later = NOON + 2 * MINUTE
    with CaptureQueriesContext(
        connection,
    ) as known:
        ask(1, now=later)
    Meter.objects.all().delete()
    with CaptureQueriesContext(connection) as unknown:
        ask(3, now=later)
    assert len(postbox) == 2
    assert len(known) == len(unknown)
    assert [q["sql"][:20] for q in known] == [q["sql"][:20] for q in unknown]


def test_ask_code_when_stored_then_neither_code_nor_number_can_be_read(postbox):
    make.account()
    code_id = ask()
    row = LoginCode.objects.get()
    assert row.id == code_id
    assert row.digest == _digest(code_id, postbox.last)
    stored = f"{row.digest} {row.phone_key} " + " ".join(LedgerEntry.objects.values_list("facts", flat=True))
    assert "1990000" not in stored
    assert postbox.last not in stored


def test_ask_code_when_the_account_is_closed_then_nothing_is_sent(postbox):
    make.account()
    Account.objects.update(is_active=False)
    ask()
    assert len(postbox) == 0


def test_ask_code_when_asked_again_within_a_minute_then_it_says_how_long_to_wait(postbox):
    ask()
    with pytest.raises(TryLater) as refused:
        ask(now=NOON + 20 * SECOND)
    assert (refused.value.code, refused.value.fields["seconds"], refused.value.status) == ("too-soon", "40", 429)
    assert str(refused.value.sentence) == "刚刚已经发过验证码，请在40秒后再要。"
    ask(now=NOON + 60 * SECOND)


def test_ask_code_when_five_were_asked_for_within_an_hour_then_locked_with_time_and_contact(postbox, settings):
    settings.GONGHUI_HELP_CONTACT = "机关工会 0000-0000"
    for minute in range(5):
        ask(now=NOON + minute * MINUTE)
    with pytest.raises(TryLater) as refused:
        ask(now=NOON + 5 * MINUTE)
    assert (
        str(refused.value.sentence)
        == "这个手机号要过的验证码太多了。请在13:00以后再要（还有55分钟），或者改用密码登录。"
    )
    assert str(refused.value.remedy) == "着急时请联系机关工会 0000-0000。"
    assert LoginCode.objects.count() == 5
    ask(now=NOON + HOUR)


def test_ask_code_when_one_address_asks_for_many_numbers_then_it_is_stopped_and_others_are_not(postbox, settings):
    settings.GONGHUI_CODES_PER_ADDRESS = 3
    for number in range(1, 4):
        ask(number)
    assert refused_with(ask, 4) == "try-later-codes-address"
    ask(4, visitor=Visitor(address="203.0.113.8"))


def test_ask_code_when_everybody_together_asks_too_often_then_everybody_waits(postbox, monkeypatch):
    monkeypatch.setattr(rules, "CODES_AT_ALL", rules.Limit("codes-all", 2, 10 * MINUTE))
    ask(1)
    ask(2, visitor=Visitor(address="203.0.113.8"))
    with pytest.raises(TryLater) as refused:
        ask(3, visitor=Visitor(address="203.0.113.9"))
    assert str(refused.value.sentence) == "现在登录的人太多，请在12:10以后再试（还有10分钟）。"


def test_ask_code_when_refused_then_nothing_was_written(postbox):
    ask()
    before = (entries(), list(Meter.objects.order_by("key").values_list()))
    assert refused_with(ask, now=NOON + SECOND) == "too-soon"
    assert (entries(), list(Meter.objects.order_by("key").values_list())) == before


def test_try_code_when_right_then_a_session_is_open_and_recorded(postbox):
    account_id = make.account()
    opened = give(ask(), postbox.last, now=NOON + MINUTE)
    row = OpenSession.objects.get()
    assert opened == Opened(session_id=row.id, account_id=account_id, on_shared_machine=False)
    assert (row.method, row.device, row.network, row.opened_at) == (
        "code", "iphone wechat", "203.0.113.*", NOON + MINUTE,
    )  # fmt: skip
    assert entries()[-2:] == [(tries_of(make.phone().key), "code-issued"), (f"account:{account_id}", "logged-in")]


def test_try_code_when_used_once_then_never_again(postbox):
    make.account()
    code_id = ask()
    give(code_id, postbox.last)
    assert refused_with(give, code_id, postbox.last) == "code-ended"
    assert OpenSession.objects.count() == 1


def test_try_code_when_five_minutes_old_then_too_late(postbox):
    make.account()
    code_id = ask()
    assert refused_with(give, code_id, postbox.last, now=NOON + 5 * MINUTE) == "code-expired"


def test_try_code_when_wrong_five_times_then_even_the_right_one_is_refused(postbox):
    make.account()
    code_id = ask()
    lefts = [give(code_id, other_than(postbox.last)) for _ in range(5)]
    assert lefts == [Wrong(tries_left=left) for left in (4, 3, 2, 1, 0)]
    assert refused_with(give, code_id, postbox.last) == "code-worn-out"
    assert not OpenSession.objects.exists()


def test_try_code_when_wrong_ten_times_in_half_an_hour_then_the_phone_is_locked_even_for_the_right_one(postbox):
    make.account()
    for start in (NOON, NOON + 2 * MINUTE):
        code_id = ask(now=start)
        for _ in range(5):
            give(code_id, other_than(postbox.last), now=start)
    code_id = ask(now=NOON + 4 * MINUTE)
    with pytest.raises(TryLater) as refused:
        give(code_id, postbox.last, now=NOON + 4 * MINUTE)
    assert str(refused.value.sentence) == (
        "验证码输错的次数太多。为保护您的账号，验证码登录已暂停到12:30（还有26分钟）。"
    )
    assert not OpenSession.objects.exists()
    code_id = ask(now=NOON + 30 * MINUTE)
    assert isinstance(give(code_id, postbox.last, now=NOON + 30 * MINUTE), Opened)


def test_try_code_when_the_number_is_unknown_then_answered_and_counted_as_a_wrong_one(postbox):
    make.account(1)
    codes = {number: ask(number) for number in (1, 3)}
    answers, statements = [], []
    for code_id in codes.values():
        Meter.objects.all().delete()
        with CaptureQueriesContext(connection) as seen:
            answers.append(give(code_id, other_than(postbox.last)))
        statements.append([q["sql"].split()[0] for q in seen])
    assert answers == [Wrong(tries_left=4)] * 2
    assert statements[0] == statements[1]


def test_try_code_when_the_row_of_an_unknown_number_is_guessed_right_then_still_wrong(postbox):
    code_id = ask()
    LoginCode.objects.update(digest=_digest(code_id, "123456"))
    assert give(code_id, "123456") == Wrong(tries_left=4)
    make.account()
    assert give(code_id, "123456") == Wrong(tries_left=3)
    assert not OpenSession.objects.exists()


def test_try_code_when_the_account_was_closed_meanwhile_then_wrong(postbox):
    make.account()
    code_id = ask()
    Account.objects.update(is_active=False)
    assert give(code_id, postbox.last) == Wrong(tries_left=4)


def test_try_code_when_the_id_is_made_up_then_refused(postbox):
    assert refused_with(give, ident("nothing"), "123456") == "code-ended"


def test_try_code_when_another_browser_asks_too_then_both_codes_live_and_neither_opens_the_others(postbox):
    make.account()
    mine, my_code = ask(), postbox.last
    theirs = ask(now=NOON + MINUTE)
    if postbox.last != my_code:
        assert isinstance(give(theirs, my_code, now=NOON + MINUTE), Wrong)
    assert isinstance(give(mine, my_code, now=NOON + MINUTE), Opened)


def test_try_code_when_right_then_earlier_mistakes_at_this_phone_are_forgiven_not_those_at_the_address(postbox):
    make.account()
    code_id = ask()
    give(code_id, other_than(postbox.last))
    give(code_id, postbox.last)
    assert sorted(Meter.objects.values_list("times", flat=True)) == [1, 1, 1, 1]
    assert Meter.objects.count() == 4  # codes: phone a day, address, at all; wrong ones: address


def test_ask_again_when_the_first_did_not_arrive_then_only_the_second_opens(postbox):
    make.account()
    first, first_code = ask(), postbox.last
    second = ask_again(STRANGER, code_id=first, visitor=HERE, now=NOON + MINUTE)
    assert refused_with(give, first, first_code, now=NOON + MINUTE) == "code-ended"
    assert isinstance(give(second, postbox.last, now=NOON + MINUTE), Opened)


def test_ask_again_when_the_log_in_is_over_then_refused(postbox):
    make.account()
    code_id = ask()
    give(code_id, postbox.last)
    again = {"code_id": code_id, "visitor": HERE, "now": NOON + 2 * MINUTE}
    assert refused_with(ask_again, STRANGER, **again) == "code-ended"
    assert refused_with(ask_again, STRANGER, **{**again, "code_id": ident("nothing")}) == "code-ended"
    assert len(postbox) == 1


def test_forget_old_when_a_day_has_passed_then_codes_counts_and_dead_sessions_go(postbox):
    make.account()
    give(ask(), postbox.last)
    assert forget_old(NOON + timedelta(hours=11)) == 0
    assert forget_old(NOON + timedelta(hours=12)) == 1
    assert forget_old(NOON + timedelta(hours=25)) == 1 + Meter.objects.count() + 4
    assert (LoginCode.objects.count(), Meter.objects.count(), OpenSession.objects.count()) == (0, 0, 0)
