"""Senders that remember, and people behind accounts."""

import pytest

from gonghui.accounts import hats, senders
from gonghui.accounts.phones import Phone
from gonghui.kernel.actor import Hat
from gonghui.kernel.testing import OTHER_UNION, OUR_UNION, ident

SECRETARY = Hat(role="secretary", within=OUR_UNION, label="工会秘书")
AUDITOR = Hat(role="auditor", within=OTHER_UNION, label="经费审查委员")


class Remembering:
    """A sender that keeps what it was given."""

    sent: list[tuple[str, str]] = []

    def send(self, *, phone: Phone, code: str, minutes: int) -> None:
        self.sent.append((phone.e164, code))


class Postbox:
    """What reached phones."""

    def __len__(self):
        senders.settle()
        return len(Remembering.sent)

    @property
    def last(self):
        """The code sent last."""
        senders.settle()
        return Remembering.sent[-1][1]

    @property
    def all(self):
        senders.settle()
        return list(Remembering.sent)


@pytest.fixture
def postbox(settings):
    settings.GONGHUI_CODE_SENDER = "gonghui.accounts.tests.conftest.Remembering"
    senders.settle()
    Remembering.sent.clear()
    return Postbox()


@pytest.fixture
def ports(monkeypatch):
    """Ports of this test alone."""
    for name in ("_identities", "_homes", "_demos", "_ways"):
        monkeypatch.setattr(hats, name, [])
    return hats


@pytest.fixture
def stands_behind(ports):
    """Say who stands behind every account."""

    def say(*worn, name="沈知遥"):
        identity = hats.Identity(person_id=ident("person"), name=name, hats=worn)
        hats._identities[:] = [lambda _account: identity]

    return say
