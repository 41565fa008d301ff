"""How codes reach phones."""

import logging
from datetime import timedelta

import pytest

from gonghui.accounts import senders
from gonghui.accounts.actions import ask_code
from gonghui.accounts.tests import make
from gonghui.accounts.tests.make import HERE
from gonghui.kernel.actor import Actor
from gonghui.kernel.testing import NOON, ident

MINUTE = timedelta(minutes=1)


def ask(now=NOON):
    return ask_code(Actor.stranger(), phone=make.phone(), visitor=HERE, now=now)


def test_dispatch_when_the_provider_fails_then_only_its_kind_is_logged(settings, caplog):
    settings.GONGHUI_CODE_SENDER = "gonghui.accounts.tests.test_senders.Failing"
    with caplog.at_level(logging.ERROR, logger="gonghui"):
        senders.dispatch(code_id=ident("code"), phone=make.phone(), code="123456", minutes=5)
        senders.settle()
    assert [record.getMessage() for record in caplog.records] == ["a one-time code was not sent: RuntimeError"]


class Failing:
    """A provider that quotes what it was given."""

    def send(self, *, phone, code, minutes):
        raise RuntimeError(phone.e164, code)


def test_console_sender_when_it_writes_then_the_number_is_masked(capsys):
    senders.ConsoleSender().send(phone=make.phone(), code="123456", minutes=5)
    assert capsys.readouterr().out == "[gonghui] 199****0001: 123456 (5 min)\n"


def test_file_sender_when_it_writes_then_a_line_of_json(settings, tmp_path):
    settings.VAR = tmp_path
    senders.FileSender().send(phone=make.phone(), code="123456", minutes=5)
    written = senders.codes_file().read_text(encoding="utf-8")
    assert written == '{"phone": "+8619900000001", "code": "123456", "minutes": 5}\n'


@pytest.mark.django_db
def test_shown_code_when_not_a_demo_then_none_is_ever_kept_or_shown(settings, postbox):
    make.account()
    code_id = ask()
    settings.DEMO = True
    assert senders.shown_code(code_id) is None
    shown = ask(now=NOON + MINUTE)
    assert senders.shown_code(shown) == postbox.last
    settings.DEMO = False
    assert senders.shown_code(shown) is None


def test_shown_codes_when_many_then_the_oldest_are_dropped(settings, postbox):
    settings.DEMO = True
    for number in range(senders._KEPT_TO_SHOW + 5):
        senders.dispatch(code_id=ident(str(number)), phone=make.phone(), code="1", minutes=5)
    assert senders.shown_code(ident("0")) is None
    assert senders.shown_code(ident("204")) == "1"
