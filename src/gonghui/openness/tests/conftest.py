"""Two unions, and browsers in which somebody of one of them is logged in."""

import pytest
from django.test import Client

from gonghui.accounts.public import open_account, read_phone
from gonghui.accounts.tests.make import log_in
from gonghui.kernel import clock
from gonghui.kernel.testing import NOON, OTHER_UNION, OUR_UNION
from gonghui.openness.tests import make as openness
from gonghui.registry.public import OfficeRole, bind_accounts
from gonghui.registry.tests import make


@pytest.fixture
def unions(db):
    """Our union and another one."""
    make.union()
    make.union(OTHER_UNION, "青禾医院工会委员会")


@pytest.fixture
def board(unions):
    """Our board, opened at noon of the tests' day."""
    return openness.board()


@pytest.fixture
def browse(unions):
    """Open a browser for somebody of a union: an officer by role, or a member."""

    def browse(role: str = "secretary", union_id=OUR_UNION) -> Client:
        serial = ["worker", *OfficeRole].index(role) + (50 if union_id == OTHER_UNION else 0)
        number = f"OF-{serial}"
        if role == "worker":
            who = make.person("韦立", union_id=union_id, number=number)
        else:
            who = make.officer(OfficeRole(role), "宋青禾", union_id=union_id, number=number)
        account = open_account(make.MACHINE, phone=read_phone(f"199000099{serial:02}"), now=NOON)
        bind_accounts(make.MACHINE, union_id=union_id, pairs=[(who, account)], now=NOON)
        client = Client()
        log_in(client, account, hat=f"{role}:{union_id}", now=clock.now())
        return client

    return browse
