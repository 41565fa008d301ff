"""The pages behind the door: home, hats, sessions, password; and what holds for all pages."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gonghui.accounts import browser, hats, queries
from gonghui.accounts.models import Account, OpenSession
from gonghui.accounts.tests import make
from gonghui.accounts.tests.browsing import is_in, text_of
from gonghui.accounts.tests.conftest import AUDITOR, SECRETARY
from gonghui.kernel import clock
from gonghui.kernel.errors import NotFound
from gonghui.kernel.testing import ident

pytestmark = pytest.mark.django_db
GOOD = "春风又绿江南岸2026"


@pytest.fixture(autouse=True)
def quick_hash(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_home_when_nobody_is_in_then_led_to_the_door(client):
    assert client.get("/")["Location"] == "/login/?next=/"


def test_home_when_several_hats_and_none_chosen_then_asked_and_remembered(client, stands_behind):
    stands_behind(SECRETARY, AUDITOR)
    hats.provide_home(lambda hat: f"/{hat.role}-home/")
    account_id = make.account()
    make.log_in(client, account_id)
    assert client.get("/")["Location"] == "/hat/"
    page = text_of(client.get("/hat/", {"next": "/account/"}))
    assert "沈知遥，现在以哪个身份办事？" in page
    assert "工会秘书" in page
    assert client.post("/hat/", {"hat": AUDITOR.key, "then": "/account/"})["Location"] == "/account/"
    assert client.get("/")["Location"] == "/auditor-home/"
    again = Client()
    make.log_in(again, account_id)
    assert again.get("/")["Location"] == "/auditor-home/"


def test_hat_when_chosen_in_the_page_head_then_led_to_where_it_is_at_home(client, stands_behind):
    stands_behind(SECRETARY, AUDITOR)
    make.log_in(client, make.account())
    assert client.post("/hat/", {"hat": AUDITOR.key, "next": "/account/"})["Location"] == "/"


def test_hat_when_not_held_then_404_and_evil_places_are_not_gone_to(client, stands_behind):
    stands_behind(SECRETARY)
    make.log_in(client, make.account())
    assert client.post("/hat/", {"hat": AUDITOR.key}).status_code == 404
    assert client.post("/hat/", {"hat": SECRETARY.key, "then": "https://evil.example/"})["Location"] == "/"
    assert "evil" not in client.get("/hat/", {"next": "https://evil.example/"}).content.decode()


def test_home_when_the_hat_has_no_place_then_it_says_what_one_can_do(client, stands_behind):
    stands_behind()
    make.log_in(client, make.account())
    assert "您现在没有要办的事" in text_of(client.get("/"))
    assert "您目前没有可选的身份" in text_of(client.get("/hat/"))
    stands_behind(SECRETARY)
    assert "更换身份" in text_of(client.get("/"))


def test_logout_when_pressed_then_out_and_the_old_cookie_is_worth_nothing(client, ports):
    make.log_in(client, make.account())
    stolen = client.cookies["sessionid"].value
    assert client.post("/logout/")["Location"] == "/login/"
    other = Client()
    other.cookies["sessionid"] = stolen
    assert not is_in(client)
    assert not is_in(other)
    assert not OpenSession.objects.exists()
    assert client.post("/logout/").status_code == 302


def test_end_all_when_pressed_then_every_browser_is_out(client, ports):
    account_id = make.account()
    others = [Client(), Client()]
    for each in (client, *others):
        make.log_in(each, account_id)
    assert "已在3台设备上退出登录。" in text_of(client.post("/account/sessions/end/", follow=True))
    assert not any(is_in(each) for each in (client, *others))


def test_end_session_when_another_machine_then_only_it_is_out(client, ports):
    account_id = make.account()
    other = Client()
    mine, theirs = make.log_in(client, account_id), make.log_in(other, account_id)
    page = client.get("/account/").content.decode()
    assert reverse("accounts:end-session", args=[theirs]) in page
    assert reverse("accounts:end-session", args=[mine]) not in page
    client.post(reverse("accounts:end-session", args=[theirs]))
    assert is_in(client)
    assert not is_in(other)


def test_change_password_when_right_then_saved_and_others_are_out(client, ports):
    account_id = make.account(password=GOOD)
    other = Client()
    make.log_in(other, account_id)
    session_id = make.log_in(client, account_id)
    OpenSession.objects.filter(id=session_id).update(method="password")
    given = {"old": GOOD, "new": "明月何时照我还2026", "again": "明月何时照我还2026"}
    assert "两遍输入的新密码不一样" in text_of(client.post("/account/password/", given | {"again": "x"}))
    assert "原密码不对。" in text_of(client.post("/account/password/", given | {"old": "x"}))
    assert "密码" in text_of(client.post("/account/password/", given | {"new": "123", "again": "123"}))
    assert is_in(other)
    answer = client.post("/account/password/", given, follow=True)
    assert "新密码已生效，其他1台设备已退出登录。" in text_of(answer)
    assert not is_in(other)
    assert is_in(client)


def test_change_password_when_none_is_set_and_the_log_in_is_old_then_it_asks_for_a_fresh_one(client, ports):
    session_id = make.log_in(client, make.account())
    assert "原密码" not in text_of(client.get("/account/password/"))
    OpenSession.objects.filter(id=session_id).update(opened_at=clock.now() - timedelta(minutes=16))
    assert "需要先确认手机在您手里" in text_of(client.get("/account/password/"))


def test_change_password_when_set_for_the_first_time_then_the_page_says_so(client, ports):
    make.log_in(client, make.account())
    answer = client.post("/account/password/", {"new": GOOD, "again": GOOD}, follow=True)
    assert "新密码已生效。" in text_of(answer)
    assert "修改密码" in text_of(answer)


@pytest.mark.parametrize("address", ["/account/", "/account/password/", "/hat/"])
def test_own_pages_when_nobody_is_in_then_led_to_the_door(client, address):
    assert client.get(address)["Location"].startswith("/login/?next=/")


@pytest.mark.parametrize(
    "address",
    [
        "/login/code/again/",
        f"/login/demo/{ident('x')}/",
        "/logout/",
        "/account/sessions/end/",
        f"/account/sessions/{ident('x')}/end/",
    ],
)
def test_deeds_when_only_looked_at_then_refused(client, address):
    assert client.get(address).status_code == 405


def test_deeds_when_posted_without_token_then_refused(ports):
    strict = Client(enforce_csrf_checks=True)
    make.log_in(strict, make.account())
    for address in ("/logout/", "/account/sessions/end/", "/hat/"):
        assert strict.post(address).status_code == 403
    assert OpenSession.objects.count() == 1


def test_pages_when_sent_then_not_kept_by_caches_and_without_inline_code(client, ports):
    make.log_in(client, make.account())
    for address in ("/account/", "/hat/", "/account/password/"):
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert not re.search(r"<script(?![^>]*src=)|\sstyle=|\son\w+=", answer.content.decode())


def test_middleware_when_a_page_asks_nothing_then_nothing_is_read(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/static/ui/nothing.css").status_code == 404


def test_middleware_when_a_session_is_used_then_seen_is_noted_once_a_minute(client, ports):
    session_id = make.log_in(client, make.account(), now=clock.now() - timedelta(minutes=3))
    before = OpenSession.objects.get().last_seen_at
    assert is_in(client)
    noted = OpenSession.objects.get().last_seen_at
    assert noted > before
    assert is_in(client)
    assert OpenSession.objects.get().last_seen_at == noted
    assert OpenSession.objects.get().id == session_id


@pytest.mark.parametrize("sessions", [1, 3])
def test_pages_when_shown_then_the_number_of_queries_is_pinned(
    client, stands_behind, sessions, django_assert_num_queries
):
    stands_behind(SECRETARY)
    account_id = make.account()
    for _ in range(sessions - 1):
        make.log_in(Client(), account_id)
    make.log_in(client, account_id)
    for address, queries_ in (("/", 2), ("/hat/", 2), ("/account/", 4), ("/account/password/", 4), ("/login/help/", 2)):
        with django_assert_num_queries(queries_):
            assert client.get(address).status_code == 200


def test_seat_at_when_given_a_session_cookie_then_who_sits_there(client, stands_behind):
    stands_behind(SECRETARY)
    account_id = make.account()
    make.log_in(client, account_id)
    seat = browser.seat_at(client.cookies["sessionid"].value, now=clock.now())
    assert (seat.actor.account_id, seat.actor.hat) == (account_id, SECRETARY)
    for nobody in (None, "", "x" * 32, "../../etc"):
        assert browser.seat_at(nobody, now=clock.now()) == queries.NOBODY


def test_seat_here_when_nobody_is_logged_in_then_not_found(rf):
    with pytest.raises(NotFound):
        browser.seat_here(rf.get("/"))


def test_account_when_found_by_its_natural_key_then_by_the_phones():
    account_id = make.account()
    assert Account.objects.get_by_natural_key(make.phone().key).id == account_id
