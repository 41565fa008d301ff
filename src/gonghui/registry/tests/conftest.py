"""Browsers in which somebody of a union is logged in, through real offices and a real session."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gonghui.accounts.public import open_account, read_phone
from gonghui.accounts.tests.make import log_in
from gonghui.kernel import clock
from gonghui.kernel.testing import NOON, OTHER_UNION, OUR_UNION
from gonghui.registry.actions.logins import bind_accounts
from gonghui.registry.rules.kinds import OfficeRole
from gonghui.registry.tests import make


@pytest.fixture
def unions(db):
    """Our union and another one."""
    make.union()
    make.union(OTHER_UNION, "青禾医院工会委员会")


@pytest.fixture
def browse(unions):
    """Open a browser for an officer of a union, by role; made once per role and union."""

    def browse(role: OfficeRole = OfficeRole.SECRETARY, union_id=OUR_UNION) -> Client:
        serial = list(OfficeRole).index(role) + (50 if union_id == OTHER_UNION else 0)
        who = make.officer(role, "宋青禾", union_id=union_id, number=f"OF-{serial}")
        account = open_account(make.MACHINE, phone=read_phone(f"199000099{serial:02}"), now=NOON)
        bind_accounts(make.MACHINE, union_id=union_id, pairs=[(who, account)], now=NOON)
        client = Client()
        log_in(client, account, hat=f"{role.value}:{union_id}", now=clock.now())
        return client

    return browse


def queries_of(client, address) -> int:
    """Return how many queries a page costs beyond finding out who is logged in, which other contexts answer too."""
    with CaptureQueriesContext(connection) as only_who:
        assert client.get(reverse("registry:people", args=[OTHER_UNION])).status_code == 404
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked) - len(only_who)
