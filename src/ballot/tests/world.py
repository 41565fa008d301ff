"""A small election for tests, and ways to spoil it: change lines, chain and sign them again, verify both ways."""

import io
import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from ballot.archive import BOARD, HEADS, NAMES, Archive, ArchiveWriter
from ballot.board import Chain, sign_head
from ballot.canonical import write
from ballot.drbg import Drbg
from ballot.errors import Invalid
from ballot.group import Entropy, named
from ballot.signature import KeyPair
from ballot.simulate import THREE, Election
from ballot.verify.batch import verify_batch
from ballot.verify.naive import verify_naive
from ballot.verify.report import Report

VOTERS = 4


class CachedGroup:
    """libsodium that remembers every answer."""

    name = "libsodium"

    def __init__(self) -> None:
        inner = named("libsodium")
        self.is_point = lru_cache(None)(inner.is_point)
        self.base = lru_cache(None)(inner.base)
        self.multiply = lru_cache(None)(inner.multiply)
        self.add = lru_cache(None)(inner.add)
        self.subtract = lru_cache(None)(inner.subtract)
        self.from_uniform = lru_cache(None)(inner.from_uniform)


def start_small(entropy: Entropy, **more: Any) -> Election:
    """Begin an election of one item in which voting is open."""
    election = Election(voters=VOTERS, entropy=entropy, k_min=2, **more)
    election.prepare()
    election.open(THREE)
    return election


def finish_small(election: Election, trustees: Sequence[int] = (1, 2)) -> Election:
    """Close, count and seal."""
    election.close(THREE)
    election.count(THREE, trustees)
    election.seal()
    return election


def play_small(entropy: Entropy, **more: Any) -> Election:
    """Play an election of one item, everybody votes, one of them twice."""
    election = start_small(entropy, **more)
    for number, pair in enumerate(election.voters):
        election.vote(pair, THREE, [int(cell == number % 3) for cell in range(3)])
    election.vote(election.voters[0], THREE, [0, 0, 1])
    return finish_small(election)


def signed_heads(election: bytes, lines: Sequence[bytes], signers: Sequence[KeyPair]) -> bytes:
    """Sign the last head of these lines."""
    chain = Chain(election)
    for line in lines:
        chain.extend(line)
    entropy = Drbg("heads")
    heads = [sign_head(election, chain.index, chain.head, pair, entropy) for pair in signers]
    return b"".join(head.line() + b"\n" for head in heads)


def signers_of(election: Election) -> list[KeyPair]:
    """Give who signs heads."""
    return [election.board_pair, *election.scrutineers]


def members_of(election: Election) -> dict[str, bytes]:
    """Give an election's archive as its members."""
    target = io.BytesIO()
    election.write(target)
    return unpack(target)


def unpack(source: Any) -> dict[str, bytes]:
    """Read all members of an archive."""
    with Archive(source) as archive:
        return {name: archive.read(name, 2**24) for name in (*NAMES, *archive.papers())}


def pack(members: dict[str, bytes]) -> io.BytesIO:
    """Write members as an archive."""
    target = io.BytesIO()
    with ArchiveWriter(target) as archive:
        for name, content in members.items():
            archive.add(name, content)
    target.seek(0)
    return target


def rebuilt(election: Election, lines: Sequence[bytes]) -> dict[str, bytes]:
    """Give an archive with other lines, chained and signed again by a board and scrutineers who do as they are told."""
    members = members_of(election)
    members[BOARD] = b"".join(line + b"\n" for line in lines)
    members[HEADS] = signed_heads(election.manifest.election, lines, signers_of(election))
    return members


def lines_of(election: Election) -> list[bytes]:
    """Give the board's lines."""
    return [line.rstrip(b"\n") for line in election.lines()]


def changed(line: bytes, **members: object) -> bytes:
    """Give a line with members changed."""
    return write(json.loads(line) | members)


def verdict(run: Callable[[], object]) -> str:
    """Give the name of the failed check, or `ok`."""
    try:
        run()
    except Invalid as failure:
        return failure.check
    return "ok"


def both(members: dict[str, bytes], group: Any = None, kernel: str = "fast", **more: Any) -> tuple[str, str]:
    """Verify naively and in batch, and give both verdicts."""
    archive = pack(members)

    def naive() -> Report:
        with Archive(archive) as opened:
            return verify_naive(opened, group=group, **more)

    def batch() -> Report:
        with Archive(archive) as opened:
            return verify_batch(opened, group=group, kernel=kernel, **more)

    return verdict(naive), verdict(batch)
