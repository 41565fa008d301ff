"""Play an election of one item from beginning to end and write its archive."""

import secrets
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from ballot.drbg import Drbg
from ballot.group import Entropy, standard
from ballot.manifest import Manifest
from ballot.questions import Item, Kind, Revote
from ballot.sealed import Ballot, cast, prepare
from ballot.signature import KeyPair
from ballot.simulate.election import THREE, Election
from ballot.simulate.keys import KnowingGroup

# Voters whose ballots are made together, from a stream of randomness of their own.
TOGETHER = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """Some of the voters, and all that is needed to vote for them; the election's secret makes that cheap."""

    manifest: Manifest
    secret: int
    first: int
    voters: Sequence[KeyPair]
    seed: str | None


def simulate(target: Path, voters: int, options: int = 3, seed: str | None = None, workers: int = 1) -> Election:
    """Play an election of one item in which everybody votes once, and write its archive.

    The same seed gives the same bytes, on however many processes the ballots are made.
    """
    entropy: Entropy = secrets.token_bytes if seed is None else Drbg(seed)
    names = tuple(f"选项 {i + 1}" for i in range(options)) if options != 3 else THREE.options
    item = Item(id="plan", kind=Kind.ONE, title=THREE.title, options=names, revote=Revote.LAST)
    k_min = min(10, voters)
    with tempfile.TemporaryFile() as spool:
        election = Election(voters=voters, items=(item,), entropy=entropy, k_min=k_min, spool=spool)
        election.prepare()
        election.open(item)
        for ballot in _ballots(election, seed, workers):
            election.take(ballot, item)
        election.close(item)
        election.count(item)
        election.seal()
        election.write(target)
    return election


def _ballots(election: Election, seed: str | None, workers: int) -> Iterator[Ballot]:
    secret = election.know_the_secret()
    parts = [
        _Part(
            manifest=election.manifest,
            secret=secret,
            first=first,
            voters=election.voters[first : first + TOGETHER],
            seed=None if seed is None else f"{seed}, voters from {first}",
        )
        for first in range(0, len(election.voters), TOGETHER)
    ]
    if workers < 2 or len(parts) == 1:
        for part in parts:
            yield from _vote(part)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for ballots in pool.map(_vote, parts):
            yield from ballots


def _vote(part: _Part) -> list[Ballot]:
    """Make the ballots of some voters, their choices in turn."""
    entropy: Entropy = secrets.token_bytes if part.seed is None else Drbg(part.seed)
    group = KnowingGroup(standard(), part.manifest.key, part.secret)
    item = part.manifest.items[0]
    made = []
    for number, pair in enumerate(part.voters, part.first):
        choices = [int(cell == number % item.cells) for cell in range(item.cells)]
        prepared = prepare(part.manifest, item, pair.public, choices, entropy=entropy, group=group)
        made.append(cast(prepared, pair, entropy, group))
    return made
