"""Phones that this server plays: for delegates of a demo whom nobody sits for, and for rehearsals. Never for real ones.

A played phone's key comes from a secret of the caller, so it needs no memory of its own.
"""

import hashlib
import hmac
from collections.abc import Sequence
from uuid import UUID

from ballot import sealed
from ballot.canonical import write
from ballot.group import scalars as sc
from ballot.questions import Item
from ballot.signature import KeyPair, key_of
from gonghui.congress.ballotbox import boards
from gonghui.congress.ballotbox.making import ITEM
from gonghui.congress.models import SealedBox

Phone = KeyPair
CHOICES = {"FOR": (1, 0, 0), "AGAINST": (0, 1, 0), "ABSTAIN": (0, 0, 1)}


def pair(secret: str, meeting_id: UUID, delegate_id: UUID) -> KeyPair:
    """Return the key pair of a played phone."""
    message = b"played-phone" + meeting_id.bytes + delegate_id.bytes
    return key_of(sc.from_wide(hmac.new(secret.encode(), message, hashlib.sha512).digest()))


def key(secret: str, meeting_id: UUID, delegate_id: UUID) -> str:
    """Return the public key of a played phone, in hex."""
    return pair(secret, meeting_id, delegate_id).public.hex()


def ballot_line(box: SealedBox, phone: KeyPair, choice: str | Sequence[int]) -> str:
    """Return the line of a first ballot as a phone would send it: FOR, AGAINST, ABSTAIN, or a choice for each row."""
    manifest = boards.manifest_of(box)
    item = manifest.by_id[ITEM]
    prepared = sealed.prepare(manifest, item, phone.public, cells(item, choice))
    return write(sealed.cast(prepared, phone).to_json()).decode()


def cells(item: Item, choice: str | Sequence[int]) -> tuple[int, ...]:
    """Return a choice as the cells of a ballot, row after row: 1 where an option is chosen."""
    if isinstance(choice, str):
        return CHOICES[choice]
    return tuple(int(place == chosen) for chosen in choice for place in range(len(item.options)))
