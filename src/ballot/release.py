"""What a trustee's client does before it gives away a partial decryption: verify the whole board itself."""

import secrets
from collections.abc import Sequence

from ballot.archive import Archive
from ballot.board import Head
from ballot.entries import Share
from ballot.errors import Invalid, ensure
from ballot.group import Entropy, Group
from ballot.signature import KeyPair
from ballot.tally import decrypt
from ballot.verify.batch import verify_batch


def release(
    archive: Archive,
    item: str,
    trustee: int,
    share: KeyPair,
    *,
    seen: Sequence[Head] = (),
    entropy: Entropy = secrets.token_bytes,
    group: Group | None = None,
) -> Share:
    """Verify the board and decrypt the sum of one item, once, never of a subset.

    `seen` are heads the trustee knows from elsewhere (scrutineers, phones): a board that leaves out what they cover is
    refused, and so is one whose last head the scrutineers have not signed.

    Raises: Invalid(check, where).
    """
    report = verify_batch(archive, group=group, unsealed=True, seen=seen)
    outcome = next((o for o in report.items if o.id == item), None)
    if outcome is None or outcome.tally is None or outcome.step != "tallied":
        raise Invalid("tally", f"item {item}: not waiting for decryption")
    ensure(report.countersigned >= report.quorum, "head", "the scrutineers have not signed the head of this board")
    ensure(trustee not in outcome.shares, "share", f"item {item}: trustee {trustee} has given its share")
    return decrypt(report.election, outcome.tally, trustee, share, entropy, group)
