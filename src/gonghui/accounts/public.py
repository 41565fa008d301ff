"""The face of accounts: open accounts, find them, say who stands behind them, read and mask phone numbers."""

from gonghui.accounts.actions import forget_old, make_slips, note_all_seen, open_account, open_accounts
from gonghui.accounts.browser import seat_at, sitters_at
from gonghui.accounts.hats import (
    DemoPerson,
    DemoProvider,
    HomeProvider,
    Identity,
    IdentityProvider,
    Way,
    provide_demo_people,
    provide_home,
    provide_identity,
    provide_way,
)
from gonghui.accounts.phones import Phone, read_phone
from gonghui.accounts.queries import Seat, Sitter, find_account_by_phone
from gonghui.accounts.rules import slip_groups
from gonghui.accounts.senders import CodeSender

__all__ = [
    "CodeSender",
    "DemoPerson",
    "DemoProvider",
    "HomeProvider",
    "Identity",
    "IdentityProvider",
    "Phone",
    "Seat",
    "Sitter",
    "Way",
    "find_account_by_phone",
    "forget_old",
    "make_slips",
    "note_all_seen",
    "open_account",
    "open_accounts",
    "provide_demo_people",
    "provide_home",
    "provide_identity",
    "provide_way",
    "read_phone",
    "seat_at",
    "sitters_at",
    "slip_groups",
]
