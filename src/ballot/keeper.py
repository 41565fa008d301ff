"""The keeper of a board: checks every entry before it stands there, and answers a ballot with a receipt."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from ballot.board import Board, Head
from ballot.dkg import Ceremony
from ballot.entries import Entry, Tally, read_entry
from ballot.errors import Invalid
from ballot.group import Entropy, Group, standard
from ballot.manifest import Manifest
from ballot.questions import Item
from ballot.replay import Replay
from ballot.sealed import Ballot, check_ballot, short_tracker
from ballot.signature import KeyPair
from ballot.store import MemoryStore
from ballot.verify.naive import PlainSums


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a voter keeps: the tracker, and a signed head of the board the ballot stands on.

    `again` is true for a ballot that was received before; `counter` is the number of the seat's ballot for this item.
    """

    tracker: bytes
    short: str
    counter: int
    head: Head
    again: bool


class Keeper:
    """A board in the hands of a server. One writer at a time: whoever calls it must hold a lock."""

    def __init__(
        self, manifest: Manifest, ceremony: Ceremony, roll: Iterable[bytes], group: Group | None = None
    ) -> None:
        self.manifest = manifest
        self.group = group or standard()
        self._sums = PlainSums(self.group)
        self._replay = Replay(self.group, manifest, ceremony, MemoryStore(), self._sums, roll)
        self._board = Board(manifest)

    @property
    def entries(self) -> int:
        """Count the entries."""
        return self._replay.entries

    @property
    def head(self) -> bytes:
        """Give the head of the chain."""
        return self._board.chain.head

    def resume(self, lines: Iterable[bytes]) -> None:
        """Take the lines of a board this server kept; proofs and signatures of its ballots were checked on receipt.

        Raises: Invalid(check, where).
        """
        for line in lines:
            where = f"board entry {self.entries + 1}"
            entry, _ = read_entry(self.manifest, line, where)
            self._take(entry, where)

    def accept(self, entry: Entry) -> bytes:
        """Check an entry and put it on the board; give its line, without line feed, to be stored.

        Raises: Invalid(check, where); the board is then as before.
        """
        where = f"board entry {self.entries + 1}"
        if isinstance(entry, Ballot):
            if entry.item not in self.manifest.by_id:
                raise Invalid("entry", f"{where}: unknown item")
            check_ballot(self.group, self.manifest, entry, where)
        return self._take(entry, where)

    def _take(self, entry: Entry, where: str) -> bytes:
        self._replay.next(where)
        if isinstance(entry, Ballot):
            self._replay.cast(entry, entry.tracker(self.manifest.election), where)
        else:
            self._replay.take(entry, where)
        return self._board.append(entry)

    def check(self, ballot: Ballot) -> None:
        """Check proofs and signature of a ballot: all that needs no place on the board, so that many may be checked at
        once before one writer places them.

        Raises: Invalid("entry" | "ballot" | "proof" | "signature", where).
        """
        if ballot.item not in self.manifest.by_id:
            raise Invalid("entry", "ballot: unknown item")
        check_ballot(self.group, self.manifest, ballot, "ballot")

    def place(self, ballot: Ballot) -> bytes | None:
        """Put a ballot that was checked on the board and give its line; none when it was received before.

        Raises: Invalid("entry" | "roll" | "chain" | "duplicate", where); the board is then as before.
        """
        known = self._replay.last(ballot) if ballot.item in self.manifest.by_id else None
        if known is not None and known.tracker == ballot.tracker(self.manifest.election):
            return None
        return self._take(ballot, f"board entry {self.entries + 1}")

    def receive(
        self, ballot: Ballot, pair: KeyPair, entropy: Entropy = secrets.token_bytes
    ) -> tuple[bytes | None, Receipt]:
        """Check and place a ballot; give its line (none when it was received before) and the receipt.

        Raises: Invalid(check, where); the board is then as before.
        """
        self.check(ballot)
        line = self.place(ballot)
        tracker = ballot.tracker(self.manifest.election)
        head = self._board.sign(pair, entropy, self.group)
        short = short_tracker(tracker)
        return line, Receipt(tracker=tracker, short=short, counter=ballot.counter, head=head, again=line is None)

    def tally(self, item: Item) -> Tally | None:
        """Give the entry with the sum of an item's counted ballots, none when too few may be opened."""
        counted = self.counted(item)
        if counted < self.manifest.k_min:
            return None
        return Tally(item=item, count=counted, ciphertexts=self._sums.total(item))

    def counted(self, item: Item) -> int:
        """Count the seats that have a ballot for an item."""
        return self._replay.items[item.id].counted

    def sign(self, pair: KeyPair, entropy: Entropy = secrets.token_bytes) -> Head:
        """Sign the current head."""
        return self._board.sign(pair, entropy, self.group)
