"""Keyed hashes by which people are found again: resident ID, phone, and the tail of a phone."""

from typing import Final

from gonghui.kernel.privacy import blind_index
from gonghui.registry.rules.matching import Keyed
from gonghui.registry.rules.roster import PersonRow

TAIL: Final = 4
"""Digits of a phone by which an officer looks somebody up."""


def id_key(resident_id: str) -> str | None:
    """Return the key of a resident ID, None for an empty one."""
    return blind_index(resident_id, "resident-id") if resident_id else None


def phone_key(phone: str) -> str | None:
    """Return the key of a phone in E.164 form, None for an empty one; accounts find theirs under the same."""
    return blind_index(phone, "phone") if phone else None


def phone_tail_key(phone: str) -> str | None:
    """Return the key of the last four digits of a phone, None for an empty one."""
    return blind_index(phone[-TAIL:], "phone-tail") if phone else None


def keyed(row: PersonRow) -> Keyed:
    """Return a row with its keys."""
    return Keyed(row=row, id_key=id_key(row.resident_id), phone_key=phone_key(row.phone))
