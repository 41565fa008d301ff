"""What people do at the door: prove a phone, open and end sessions, choose a hat; and what others open for them."""

from gonghui.accounts.actions.codes import ask_again, ask_code, try_code
from gonghui.accounts.actions.demo import log_in_as
from gonghui.accounts.actions.limits import TryLater
from gonghui.accounts.actions.opening import open_account, open_accounts
from gonghui.accounts.actions.passwords import change_password, log_in_by_password
from gonghui.accounts.actions.sessions import (
    Opened,
    Visitor,
    Wrong,
    choose_hat,
    end_all_sessions,
    end_session,
    forget_old,
    note_all_seen,
    note_seen,
)
from gonghui.accounts.actions.slips import log_in_by_slip, make_slips

__all__ = [
    "Opened",
    "TryLater",
    "Visitor",
    "Wrong",
    "ask_again",
    "ask_code",
    "change_password",
    "choose_hat",
    "end_all_sessions",
    "end_session",
    "forget_old",
    "log_in_as",
    "log_in_by_password",
    "log_in_by_slip",
    "make_slips",
    "note_all_seen",
    "note_seen",
    "open_account",
    "open_accounts",
    "try_code",
]
