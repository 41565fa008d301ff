"""Sessions: opened, worn, seen, ended; accounts opened for others; the demo's press."""

from datetime import timedelta

import pytest

from gonghui.accounts import hats, queries
from gonghui.accounts.actions import (
    choose_hat,
    end_all_sessions,
    end_session,
    log_in_as,
    note_seen,
    open_account,
    open_accounts,
)
from gonghui.accounts.hats import DemoPerson
from gonghui.accounts.models import Account, OpenSession
from gonghui.accounts.tests import make
from gonghui.accounts.tests.conftest import AUDITOR, SECRETARY
from gonghui.accounts.tests.make import HERE, MACHINE
from gonghui.kernel.actor import Actor
from gonghui.kernel.errors import NotAllowed, NotFound
from gonghui.kernel.models import LedgerEntry
from gonghui.kernel.testing import NOON, OUR_UNION, cast_of, ident

pytestmark = pytest.mark.django_db
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def sit(account_id, now=NOON, visitor=HERE):
    return make.sit_down(MACHINE, account_id=account_id, now=now, visitor=visitor).session_id


def verbs():
    return list(LedgerEntry.objects.order_by("id").values_list("verb", flat=True))


def test_seat_of_when_the_session_is_open_then_the_person_and_the_only_hat(stands_behind):
    stands_behind(SECRETARY)
    account_id = make.account()
    seat = queries.seat_of(sit(account_id), now=NOON)
    assert seat.actor == Actor(account_id=account_id, person_id=ident("person"), hat=SECRETARY, hats=(SECRETARY,))
    assert (seat.name, seat.must_choose, seat.seen_is_stale) == ("沈知遥", False, False)


def test_seat_of_when_ended_idle_closed_or_made_up_then_nobody(ports):
    account_id = make.account()
    session_id = sit(account_id)
    assert queries.seat_of(session_id, now=NOON + 6 * HOUR - MINUTE).actor.account_id == account_id
    assert queries.seat_of(session_id, now=NOON + 6 * HOUR) == queries.NOBODY
    assert queries.seat_of(ident("nothing"), now=NOON) == queries.NOBODY
    assert queries.seat_of(None, now=NOON) == queries.NOBODY
    Account.objects.update(is_active=False)
    assert queries.seat_of(session_id, now=NOON) == queries.NOBODY


def test_choose_hat_when_held_then_worn_now_and_at_the_next_log_in(stands_behind):
    stands_behind(SECRETARY, AUDITOR)
    account_id = make.account()
    first = sit(account_id)
    seat = queries.seat_of(first, now=NOON)
    assert (seat.actor.hat, seat.must_choose) == (None, True)
    choose_hat(seat.actor, session_id=first, key=AUDITOR.key, now=NOON)
    assert queries.seat_of(first, now=NOON).actor.hat == AUDITOR
    assert queries.seat_of(sit(account_id), now=NOON).actor.hat == AUDITOR
    choose_hat(queries.seat_of(first, now=NOON).actor, session_id=first, key=AUDITOR.key, now=NOON)
    assert verbs().count("hat-chosen") == 1


def test_choose_hat_when_lost_since_then_it_must_be_chosen_anew(stands_behind):
    stands_behind(SECRETARY, AUDITOR)
    session_id = sit(make.account())
    choose_hat(queries.seat_of(session_id, now=NOON).actor, session_id=session_id, key=AUDITOR.key, now=NOON)
    stands_behind(SECRETARY)
    assert queries.seat_of(session_id, now=NOON).actor.hat == SECRETARY


def test_choose_hat_when_not_held_or_in_anothers_session_then_not_found_and_nothing_is_written(stands_behind):
    stands_behind(SECRETARY)
    mine, theirs = sit(make.account(1)), sit(make.account(2))
    actor = queries.seat_of(mine, now=NOON).actor
    for session_id, key in ((mine, AUDITOR.key), (mine, ""), (theirs, SECRETARY.key)):
        with pytest.raises(NotFound):
            choose_hat(actor, session_id=session_id, key=key, now=NOON)
    assert "hat-chosen" not in verbs()
    assert set(OpenSession.objects.values_list("hat", flat=True)) == {""}


def test_end_session_when_ones_own_then_gone_and_again_changes_nothing(ports):
    session_id = sit(make.account())
    actor = queries.seat_of(session_id, now=NOON).actor
    end_session(actor, session_id=session_id, now=NOON)
    end_session(actor, session_id=session_id, now=NOON)
    assert verbs() == ["opened", "logged-in", "logged-out"]
    assert queries.seat_of(session_id, now=NOON) == queries.NOBODY


def test_end_session_when_somebody_elses_then_it_stays(ports):
    mine, theirs = sit(make.account(1)), sit(make.account(2))
    end_session(queries.seat_of(mine, now=NOON).actor, session_id=theirs, now=NOON)
    assert OpenSession.objects.count() == 2
    with pytest.raises(NotFound):
        end_session(Actor.stranger(), session_id=theirs, now=NOON)


def test_end_all_when_logged_in_on_three_machines_then_all_are_out_and_others_stay(ports):
    account_id, other = make.account(1), make.account(2)
    sessions = [sit(account_id) for _ in range(3)]
    sit(other)
    assert end_all_sessions(queries.seat_of(sessions[0], now=NOON).actor, now=NOON) == 3
    assert list(OpenSession.objects.values_list("account_id", flat=True)) == [other]
    with pytest.raises(NotFound):
        end_all_sessions(MACHINE, now=NOON)


def test_note_seen_when_a_minute_has_passed_then_idle_time_starts_anew(ports):
    session_id = sit(make.account())
    note_seen(session_id, now=NOON + MINUTE / 2)
    assert OpenSession.objects.get().last_seen_at == NOON
    note_seen(session_id, now=NOON + 5 * HOUR)
    assert OpenSession.objects.get().last_seen_at == NOON + 5 * HOUR
    assert queries.seat_of(session_id, now=NOON + 10 * HOUR).session_id == session_id
    assert queries.seat_of(session_id, now=NOON + 12 * HOUR) == queries.NOBODY


def test_open_session_when_old_ones_are_dead_then_they_are_swept_out(ports):
    account_id = make.account()
    sit(account_id)
    latest = sit(account_id, now=NOON + 12 * HOUR)
    assert list(OpenSession.objects.values_list("id", flat=True)) == [latest]


def test_account_page_when_shown_then_masked_with_this_session_first(ports):
    account_id = make.account()
    mine, other, idle = sit(account_id, NOON + HOUR), sit(account_id, NOON + 2 * HOUR), sit(account_id, NOON - 5 * HOUR)
    actor = queries.seat_of(mine, now=NOON + 2 * HOUR).actor
    page = queries.account_page(actor, session_id=mine, now=NOON + 2 * HOUR)
    assert (page.phone, page.has_password, page.may_skip_old) == ("199****0001", False, False)
    assert [(row.id, row.is_this) for row in page.sessions] == [(mine, True), (other, False)]
    assert idle not in {row.id for row in page.sessions}
    with pytest.raises(NotFound):
        queries.account_page(Actor.stranger(), session_id=None, now=NOON)


def test_open_account_when_the_number_has_one_then_it_keeps_it_password_and_all():
    account_id = make.account()
    before = Account.objects.get().password
    assert make.account(password="春风又绿江南岸2026") == account_id
    assert Account.objects.get().password == before
    assert Account.objects.get().phone.reveal() == "+8619900000001"
    assert verbs() == ["opened"]


def test_open_accounts_when_many_then_ids_in_order_and_one_entry():
    held = make.account(2)
    phones = [make.phone(number) for number in (1, 2, 3, 1)]
    ids = open_accounts(MACHINE, phones=phones, now=NOON)
    assert ids[1] == held
    assert ids[0] == ids[3]
    assert ids == [queries.find_account_by_phone(phone) for phone in phones]
    assert open_accounts(MACHINE, phones=phones, now=NOON) == ids
    assert list(LedgerEntry.objects.order_by("seq").values_list("subject", "facts")) == [
        (f"account:{held}", '{"accounts":1}'), ("accounts:several", '{"accounts":2}'),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "may"),
    [
        ("secretary", True),
        ("chair", True),
        ("worker", False),
        ("delegate", False),
        ("auditor", False),
        ("manager", False),
    ],
)
def test_open_account_when_asked_by_a_role_then_only_those_who_keep_the_roster_may(role, may):
    actor = cast_of(OUR_UNION)[role]
    if may:
        open_account(actor, phone=make.phone(), now=NOON)
    else:
        with pytest.raises(NotAllowed):
            open_account(actor, phone=make.phone(), now=NOON)
        with pytest.raises(NotAllowed):
            open_accounts(Actor.stranger(), phones=[make.phone()], now=NOON)
    assert Account.objects.exists() is may


def test_find_account_by_phone_when_none_then_none():
    assert queries.find_account_by_phone(make.phone()) is None


def test_log_in_as_when_a_demo_names_the_person_then_in(settings, ports):
    settings.DEMO = True
    account_id, unnamed = make.account(1), make.account(2)
    hats.provide_demo_people(lambda: [DemoPerson(account_id=i, name="", words="") for i in (account_id, ident("gone"))])
    assert log_in_as(Actor.stranger(), account_id=account_id, visitor=HERE, now=NOON).account_id == account_id
    for nobody in (unnamed, ident("gone")):
        with pytest.raises(NotFound):
            log_in_as(Actor.stranger(), account_id=nobody, visitor=HERE, now=NOON)
    settings.DEMO = False
    with pytest.raises(NotFound):
        log_in_as(Actor.stranger(), account_id=account_id, visitor=HERE, now=NOON)
    assert OpenSession.objects.count() == 1
