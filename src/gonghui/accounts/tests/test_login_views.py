"""The pages of the door, walked by a browser without script."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from gonghui.accounts import hats
from gonghui.accounts.hats import DemoPerson
from gonghui.accounts.models import LoginCode, OpenSession
from gonghui.accounts.tests import make
from gonghui.accounts.tests.browsing import ask, is_in, log_in_by_code, text_of
from gonghui.accounts.tests.conftest import AUDITOR, SECRETARY
from gonghui.kernel import clock
from gonghui.kernel.testing import ident

pytestmark = pytest.mark.django_db
GOOD = "春风又绿江南岸2026"


@pytest.fixture(autouse=True)
def quick_hash(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def test_log_in_when_the_code_is_right_then_one_is_in_and_led_home(client, postbox, ports):
    make.account()
    answer = ask(client)
    assert (answer.status_code, answer["Location"]) == (302, "/login/code/")
    page = client.get("/login/code/")
    assert "如果 199****0001 已在本平台登记" in text_of(page)
    assert postbox.last not in page.content.decode()
    answer = client.post("/login/code/", {"code": f" {postbox.last[:3]} {postbox.last[3:]} "})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert is_in(client)


def test_log_in_when_the_number_is_unknown_then_every_answer_is_the_same_but_for_the_number(client, postbox, ports):
    make.account(1)
    pages = []
    for number in (1, 3):
        browser_ = Client()
        said = [ask(browser_, number), browser_.get("/login/code/")]
        said.append(browser_.post("/login/code/", {"code": "000000" if postbox.last != "000000" else "000001"}))
        said.append(browser_.post("/login/code/again/"))
        bodies = [
            re.sub(r'value="[^"]{64}"|199\*{4}000\d|"X-CSRFToken": "[^"]+"|data-now="[^"]+"', "", each.content.decode())
            for each in said
        ]
        pages.append(
            [(each.status_code, each.headers.get("Location"), body) for each, body in zip(said, bodies, strict=True)]
        )
    assert pages[0] == pages[1]
    assert [status for status, _, _ in pages[0]] == [302, 200, 422, 302]


def test_log_in_when_the_password_is_wrong_then_the_answer_does_not_tell_whether_the_number_is_known(client, ports):
    make.account(1, password=GOOD)
    answers = [client.post("/login/password/", {"phone": f"1990000000{n}", "password": "wrong"}) for n in (1, 3)]
    assert [a.status_code for a in answers] == [422, 422]
    assert all("手机号或密码不对" in text_of(a) for a in answers)


def test_log_in_when_a_key_was_planted_before_then_it_is_worth_nothing_afterwards(client, postbox, ports):
    make.account()
    ask(client)
    planted = client.cookies["sessionid"].value
    token = client.get("/login/code/").cookies["csrftoken"].value
    client.post("/login/code/", {"code": postbox.last})
    assert client.cookies["sessionid"].value != planted
    assert client.cookies["csrftoken"].value != token
    other = Client()
    other.cookies["sessionid"] = planted
    assert not is_in(other)


@pytest.mark.parametrize("way", ["code", "password"])
@pytest.mark.parametrize(
    ("wanted", "led_to"),
    [
        ("/account/?a=1", "/account/?a=1"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("http://testserver/account/", "http://testserver/account/"),
        ("", "/"),
    ],
)
def test_log_in_when_next_is_given_then_only_our_own_host_is_gone_to(client, postbox, ports, way, wanted, led_to):
    make.account(password=GOOD)
    client.get("/login/", {"next": wanted})
    if way == "code":
        answer = log_in_by_code(client, postbox)
    else:
        answer = client.post("/login/password/", {"phone": "19900000001", "password": GOOD})
    assert answer["Location"] == led_to


def test_log_in_when_already_in_then_led_on(client, ports):
    make.log_in(client, make.account())
    for address in ("/login/", "/login/password/"):
        assert client.get(address)["Location"] == "/"
        assert client.get(address, {"next": "/account/"})["Location"] == "/account/"


def test_log_in_when_the_machine_is_shared_then_the_cookie_ends_with_the_browser(client, postbox, ports):
    make.account()
    log_in_by_code(client, postbox, shared="on")
    assert client.cookies["sessionid"]["max-age"] == ""
    assert OpenSession.objects.get().on_shared_machine


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请输入手机号。"),
        ("123", "这不是一个完整的手机号。请输入11位手机号"),
        ("<script>", "这不是一个完整的手机号。"),
    ],
)
def test_login_when_the_number_is_unfit_then_it_says_so_in_place(client, typed, sentence):
    answer = client.post("/login/", {"phone": typed})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not LoginCode.objects.exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "请输入短信里的6位验证码。"),
        ("12345", "验证码是6位数字"),
        ("abcdef", "验证码是6位数字"),
        ("①②③④⑤⑥", "验证码是6位数字"),
    ],
)
def test_code_when_it_is_no_code_then_it_says_so_and_counts_nothing(client, postbox, typed, sentence):
    ask(client)
    answer = client.post("/login/code/", {"code": typed})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert LoginCode.objects.get().tries == 0


def test_code_when_typed_in_full_width_then_it_opens(client, postbox, ports):
    make.account()
    ask(client)
    wide = "".join(chr(ord(char) + 0xFEE0) for char in postbox.last)
    assert client.post("/login/code/", {"code": wide})["Location"] == "/"


def test_code_when_wrong_then_it_says_how_many_tries_are_left(client, postbox):
    ask(client)
    said = [text_of(client.post("/login/code/", {"code": "123456"})) for _ in range(6)]
    for index, left in enumerate((4, 3, 2, 1)):
        assert f"验证码不对，还可以再试{left}次。" in said[index]
    assert "已输错5次，不能再用" in said[4]
    assert "这个验证码已输错5次，不能再用。请重新获取验证码。" in said[5]


def test_code_when_no_number_was_given_then_back_to_the_door(client):
    assert client.get("/login/code/")["Location"] == "/login/"
    assert client.post("/login/code/", {"code": "123456"})["Location"] == "/login/"
    assert client.post("/login/code/again/")["Location"] == "/login/"


def test_code_again_when_a_minute_has_passed_then_another_is_sent(client, postbox, ports):
    make.account()
    ask(client)
    assert "刚刚已经发过验证码" in text_of(client.post("/login/code/again/", follow=True))
    LoginCode.objects.update(issued_at=clock.now() - timedelta(seconds=61))
    assert client.post("/login/code/again/")["Location"] == "/login/code/"
    assert len(postbox) == 2
    assert client.post("/login/code/", {"code": postbox.last})["Location"] == "/"


def test_login_when_asked_too_often_then_it_says_until_when(client, postbox):
    ask(client)
    answer = ask(client)
    assert answer.status_code == 429
    assert "刚刚已经发过验证码，请在" in text_of(answer)


def test_password_when_tried_too_often_then_it_says_until_when(client):
    for _ in range(8):
        client.post("/login/password/", {"phone": "19900000001", "password": "wrong"})
    answer = client.post("/login/password/", {"phone": "19900000001", "password": "wrong"})
    assert answer.status_code == 429
    assert "现在可以改用验证码登录。着急时请联系本单位工会。" in text_of(answer)


def test_password_page_when_first_seen_or_left_empty_then_it_asks(client):
    assert client.get("/login/password/").status_code == 200
    assert "请输入密码。" in text_of(client.post("/login/password/", {"phone": "19900000001"}))


def test_log_in_when_several_hats_and_a_place_to_go_then_asked_first(client, postbox, stands_behind):
    stands_behind(SECRETARY, AUDITOR)
    make.account()
    client.get("/login/", {"next": "/account/?a=1"})
    assert log_in_by_code(client, postbox)["Location"] == "/hat/?next=%2Faccount%2F%3Fa%3D1"
    assert 'name="then" value="/account/?a=1"' in client.get("/hat/", {"next": "/account/?a=1"}).content.decode()


def test_demo_when_not_a_demo_then_there_is_nothing(client, ports):
    account_id = make.account()
    hats.provide_demo_people(lambda: [DemoPerson(account_id=account_id, name="沈知遥", words="工会秘书")])
    assert client.post(f"/login/demo/{account_id}/").status_code == 404
    assert "沈知遥" not in text_of(client.get("/login/"))
    assert not OpenSession.objects.exists()


def test_demo_when_a_demo_then_one_press_is_enough_and_codes_are_shown(client, ports, settings, postbox):
    settings.DEMO = True
    account_id = make.account()
    hats.provide_demo_people(lambda: [DemoPerson(account_id=account_id, name="沈知遥", words="工会秘书")])
    assert "沈知遥" in text_of(client.get("/login/"))
    assert client.post(f"/login/demo/{account_id}/")["Location"] == "/"
    assert is_in(client)
    other = Client()
    ask(other)
    assert f"验证码是 {postbox.last}" in text_of(other.get("/login/code/"))
    assert other.post(f"/login/demo/{ident('nobody')}/").status_code == 404


def test_help_when_no_code_arrives_then_it_says_whom_to_call(client, settings):
    settings.GONGHUI_HELP_CONTACT = "机关工会"
    said = text_of(client.get("/login/help/"))
    assert "收不到验证码？" in said
    assert "马上联系机关工会" in said


def test_login_page_when_shown_to_a_stranger_then_no_query(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/login/").status_code == 200
