"""Play an election of one item from beginning to end and write its archive."""

import secrets
import tempfile
from pathlib import Path

from ballot.drbg import Drbg
from ballot.group import Entropy
from ballot.questions import Item, Kind, Revote
from ballot.simulate.election import THREE, Election


def simulate(target: Path, voters: int, options: int = 3, seed: str | None = None) -> Election:
    """Play an election of one item in which everybody votes, and write its archive."""
    entropy: Entropy = secrets.token_bytes if seed is None else Drbg(seed)
    names = tuple(f"选项 {i + 1}" for i in range(options)) if options != 3 else THREE.options
    item = Item(id="plan", kind=Kind.ONE, title=THREE.title, options=names, revote=Revote.LAST)
    k_min = min(10, voters)
    with tempfile.TemporaryFile() as spool:
        election = Election(voters=voters, items=(item,), entropy=entropy, k_min=k_min, spool=spool)
        election.know_the_secret()
        election.prepare()
        election.open(item)
        for number, pair in enumerate(election.voters):
            chosen = number % options
            election.vote(pair, item, [int(cell == chosen) for cell in range(options)])
        election.close(item)
        election.count(item)
        election.seal()
        election.write(target)
    return election
