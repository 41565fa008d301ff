"""The bulletin board: a hash chain of lines, signed heads, and the follower who mirrors it (section 8)."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from ballot.canonical import Members, base64, parse, write
from ballot.entries import MAX_LINE, Entry
from ballot.errors import Invalid, ensure
from ballot.group import Entropy, Group
from ballot.manifest import Manifest
from ballot.signature import KeyPair, sign, verify
from ballot.transcript import digest, u64
from ballot.writing import entry_json

MAX_HEAD_LINE = 4096


class Chain:
    """The hash chain over the board's lines."""

    __slots__ = ("head", "index")

    def __init__(self, election: bytes) -> None:
        self.index = 0
        self.head = digest("board-start", election)

    def extend(self, line: bytes) -> bytes:
        """Take one line (without its line feed) and give the new head."""
        self.index += 1
        self.head = digest("board-entry", self.head, u64(self.index), line)
        return self.head


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A head signed by the board or a scrutineer."""

    index: int
    head: bytes
    signer: bytes
    signature: bytes

    def line(self) -> bytes:
        """Give the line of `heads.jsonl`, without its line feed."""
        members = {
            "head": self.head.hex(),
            "index": self.index,
            "signature": base64(self.signature),
            "signer": self.signer.hex(),
        }
        return write(members)


def sign_head(
    election: bytes,
    index: int,
    head: bytes,
    pair: KeyPair,
    entropy: Entropy = secrets.token_bytes,
    group: Group | None = None,
) -> Head:
    """Sign a head."""
    signature = sign(pair, "head", election + u64(index) + head, entropy, group)
    return Head(index=index, head=head, signer=pair.public, signature=signature)


def read_head(line: bytes, where: str) -> Head:
    """Read a line of `heads.jsonl`.

    Raises: Invalid("json" | "head", where).
    """
    ensure(len(line) < MAX_HEAD_LINE, "head", f"{where}: line too long")
    m = Members(parse(line, where), ("head", "index", "signature", "signer"), "head", where)
    return Head(index=m.integer("index"), head=m.hex("head"), signer=m.hex("signer"), signature=m.blob("signature", 64))


def verify_head(group: Group, manifest: Manifest, head: Head, where: str) -> None:
    """Check that a head is signed by the board's key or a scrutineer's.

    Raises: Invalid("head" | "signature", where).
    """
    known = head.signer == manifest.board_key or any(head.signer == s.key for s in manifest.scrutineers)
    ensure(known, "head", f"{where}: signed by neither the board nor a scrutineer")
    message = manifest.election + u64(head.index) + head.head
    verify(group, head.signer, "head", message, head.signature, where)


def check_fork(group: Group, manifest: Manifest, one: Head, other: Head) -> None:
    """Compare two signed heads: two different ones of one index prove a forked board.

    Raises: Invalid("head", where) with the proof; Invalid("signature", where) when one is not signed.
    """
    verify_head(group, manifest, one, "first head")
    verify_head(group, manifest, other, "second head")
    forked = one.index == other.index and one.head != other.head
    ensure(not forked, "head", f"two heads of index {one.index}: the board was forked")


class Board:
    """The board as its keeper writes it: every entry becomes one canonical line."""

    def __init__(self, manifest: Manifest) -> None:
        self.manifest = manifest
        self.chain = Chain(manifest.election)

    def append(self, entry: Entry) -> bytes:
        """Add an entry and give its line, without its line feed. The entry must have been checked."""
        line = write(entry_json(entry))
        ensure(len(line) < MAX_LINE, "entry", "line too long")
        self.chain.extend(line)
        return line

    def sign(self, pair: KeyPair, entropy: Entropy = secrets.token_bytes, group: Group | None = None) -> Head:
        """Sign the current head."""
        return sign_head(self.manifest.election, self.chain.index, self.chain.head, pair, entropy, group)


class Mirror:
    """A follower: takes new lines with a signed head and refuses a board that was cut, reordered or rewritten."""

    def __init__(self, group: Group, manifest: Manifest) -> None:
        self._group = group
        self._manifest = manifest
        self.chain = Chain(manifest.election)
        self.heads: list[Head] = []
        self._known = {0: self.chain.head}

    def receive(self, lines: Iterable[bytes], head: Head) -> None:
        """Take the lines after our last one, up to a signed head.

        Raises: Invalid("head" | "signature", where); the mirror is then unchanged.
        """
        verify_head(self._group, self._manifest, head, f"head {head.index}")
        chain = Chain(self._manifest.election)
        chain.index, chain.head = self.chain.index, self.chain.head
        for line in lines:
            chain.extend(line)
        same = (chain.index, chain.head) == (head.index, head.head)
        ensure(same, "head", f"the lines do not lead to the signed head {head.index}")
        self.chain = chain
        self.heads.append(head)
        self._known[head.index] = head.head

    def compare(self, head: Head) -> None:
        """Compare a head somebody else saw with ours.

        Raises: Invalid("head", where) when ours of that index differs, or is not known.
        """
        verify_head(self._group, self._manifest, head, f"head {head.index}")
        ours = self._known.get(head.index)
        if ours is None:
            raise Invalid("head", f"head {head.index} is not one of ours")
        ensure(ours == head.head, "head", f"two heads of index {head.index}: the board was forked")
