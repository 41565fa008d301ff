"""The rules of the board, entry by entry: what may stand where (section 8). Proofs of ballots are checked elsewhere."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from functools import singledispatchmethod
from typing import Protocol

from ballot.dkg import Ceremony
from ballot.entries import (
    Entry,
    Paper,
    Papers,
    Rehearsal,
    Result,
    RollChange,
    Seal,
    Share,
    Stage,
    Tally,
    Withheld,
)
from ballot.errors import Invalid, ensure
from ballot.group import Group
from ballot.manifest import Manifest
from ballot.questions import Item, Revote
from ballot.sealed import NO_TRACKER, Audit, Ballot, check_audit
from ballot.signature import require_key
from ballot.store import Last, Store
from ballot.tally import check_rehearsal, check_share, check_totals
from ballot.writing import check_signed, entry_json


class Step(IntEnum):
    """How far an item has come."""

    WAITING = 0
    OPEN = 1
    CLOSED = 2
    TALLIED = 3
    DONE = 4


@dataclass(slots=True)
class Progress:
    """One item while the board is read."""

    item: Item
    number: int
    step: Step = Step.WAITING
    ballots: int = 0
    counted: int = 0
    audits: int = 0
    issued: int = 0
    paper: int = 0
    paper_totals: list[int] = field(default_factory=list)
    batches: set[str] = field(default_factory=set)
    tally: Tally | None = None
    shares: list[Share] = field(default_factory=list)
    totals: tuple[int, ...] | None = None


class Sums(Protocol):
    """Whoever adds up the counted ciphertexts of every item."""

    def add(self, item: Item, ciphertexts: bytes) -> None:
        """Count a ballot."""
        ...

    def remove(self, item: Item, ciphertexts: bytes) -> None:
        """Stop counting a replaced ballot."""
        ...

    def total(self, item: Item) -> bytes:
        """Give the sums, A then B per cell."""
        ...


class Replay:
    """The state of a board; each method takes the next entry or refuses it and stays as it was."""

    def __init__(
        self, group: Group, manifest: Manifest, ceremony: Ceremony, store: Store, sums: Sums, roll: Iterable[bytes]
    ) -> None:
        self.group = group
        self.manifest = manifest
        self.ceremony = ceremony
        self.items = {item.id: Progress(item, number) for number, item in enumerate(manifest.items)}
        self.entries = 0
        self.removed = 0
        self.seats = manifest.roll_size
        self.sealed = False
        self.papers: Papers | None = None
        self._store = store
        self._sums = sums
        self._roll_sealed = False
        self._rehearsed = False
        store.add_roll(roll)

    def next(self, where: str) -> None:
        """Make sure that an entry may follow: none may follow the seal.

        Raises: Invalid("seal", where).
        """
        ensure(not self.sealed, "seal", f"{where}: an entry after the seal")

    def _at(self, item: Item, step: Step, where: str) -> Progress:
        progress = self.items[item.id]
        if progress.step is not step:
            now, then = progress.step.name.lower(), step.name.lower()
            raise Invalid("entry", f"{where}: item {item.id} is {now}, not {then}")
        return progress

    def cast(self, ballot: Ballot, tracker: bytes, where: str) -> None:
        """Take a ballot whose proofs and signature somebody checks.

        Raises: Invalid("entry" | "roll" | "chain" | "duplicate", where).
        """
        progress = self._at(self.manifest.by_id[ballot.item], Step.OPEN, where)
        seat = self._seat(ballot, where)
        last = self._store.last(progress.number, seat)
        self._continues(ballot, last, progress.item, where)
        ensure(self._store.first_seen(ballot.alphas()), "duplicate", f"{where}: a ciphertext stands twice")
        if last is None:
            progress.counted += 1
        else:
            self._sums.remove(progress.item, last.ciphertexts)
        progress.ballots += 1
        self._sums.add(progress.item, ballot.ciphertexts)
        kept = ballot.ciphertexts if progress.item.revote is Revote.LAST else b""
        self._store.put(progress.number, seat, Last(ballot.counter, tracker, kept))
        self.entries += 1

    def last(self, ballot: Ballot) -> Last | None:
        """Give the last ballot of a ballot's seat, none for a key that is not on the roll."""
        seat = self._store.seat(ballot.key)
        return None if seat is None else self._store.last(self.items[ballot.item].number, seat)

    def _seat(self, ballot: Ballot, where: str) -> int:
        seat = self._store.seat(ballot.key)
        if seat is None:
            raise Invalid("roll", f"{where}: the key is not on the roll")
        return seat

    def _continues(self, ballot: Ballot, last: Last | None, item: Item, where: str) -> None:
        counter, tracker = (last.counter, last.tracker) if last else (0, NO_TRACKER)
        right = ballot.counter == counter + 1 and ballot.previous == tracker
        ensure(right, "chain", f"{where}: does not continue the seat's ballots")
        only = last is None or item.revote is Revote.LAST
        ensure(only, "chain", f"{where}: the first ballot counts for this item")

    def take(self, entry: Entry, where: str) -> None:
        """Take an entry that is not a ballot.

        Raises: Invalid(check, where).
        """
        self._take(entry, where)
        self.entries += 1

    @singledispatchmethod
    def _take(self, entry: Entry, where: str) -> None:
        raise TypeError(f"{where}: not an entry: {type(entry).__name__}")

    @_take.register
    def _(self, entry: Audit, where: str) -> None:
        ballot = entry.ballot
        progress = self._at(self.manifest.by_id[ballot.item], Step.OPEN, where)
        # A key that has a seat is a voter's, whether or not it is an auditor's too.
        seat = self._store.seat(ballot.key)
        known = seat is not None or ballot.key in self.manifest.auditors
        ensure(known, "roll", f"{where}: the key is neither on the roll nor an auditor's")
        self._continues(ballot, None if seat is None else self._store.last(progress.number, seat), progress.item, where)
        check_audit(self.group, self.manifest, entry, where)
        ensure(self._store.first_seen(ballot.alphas()), "duplicate", f"{where}: a ciphertext stands twice")
        progress.audits += 1

    @_take.register
    def _(self, entry: RollChange, where: str) -> None:
        quorum = self.manifest.quorum
        check_signed(self.group, self.manifest, entry_json(entry), entry.signatures, quorum, where)
        if entry.kind == "roll_seal":
            before = all(p.step is Step.WAITING for p in self.items.values())
            ensure(before and not self._roll_sealed, "entry", f"{where}: the roll is sealed once, before voting")
            self._roll_sealed = True
            return
        ensure(quorum > 0, "entry", f"{where}: without scrutineers the roll cannot change")
        seat = None
        if entry.old is not None:
            seat = self._store.seat(entry.old)
            ensure(seat is not None, "roll", f"{where}: the old key is not current")
        if entry.new is not None:
            require_key(self.group, entry.new, "roll", where)
            given = self._store.add_key(entry.new, seat)
            ensure(given is not None, "roll", f"{where}: the new key was on the roll before")
            self.seats += seat is None
        elif seat is not None:
            self._remove(seat, where)
        if entry.old is not None:
            self._store.retire(entry.old)

    def _remove(self, seat: int, where: str) -> None:
        for progress in self.items.values():
            voted = progress.step is Step.OPEN and self._store.last(progress.number, seat) is not None
            ensure(not voted, "roll", f"{where}: the seat has voted on an open item")
        self.removed += 1
        self.seats -= 1

    @_take.register
    def _(self, entry: Rehearsal, where: str) -> None:
        before = all(p.step is Step.WAITING for p in self.items.values())
        ensure(before, "entry", f"{where}: a rehearsal after voting opened")
        check_rehearsal(self.group, self.manifest, self.ceremony, entry, where)
        self._rehearsed = True

    @_take.register
    def _(self, entry: Stage, where: str) -> None:
        if entry.kind == "close":
            self._at(entry.item, Step.OPEN, where).step = Step.CLOSED
            return
        progress = self._at(entry.item, Step.WAITING, where)
        ensure(self._rehearsed, "entry", f"{where}: opened before the rehearsal")
        ensure(self._roll_sealed or self.manifest.quorum == 0, "entry", f"{where}: opened before the roll was sealed")
        progress.step = Step.OPEN

    @_take.register
    def _(self, entry: Paper, where: str) -> None:
        progress = self.items[entry.item.id]
        ensure(Step.OPEN <= progress.step < Step.DONE, "paper", f"{where}: the item is not open")
        ensure(entry.batch not in progress.batches, "paper", f"{where}: batch {entry.batch} stands twice")
        ensure(entry.valid <= entry.received <= entry.issued, "paper", f"{where}: more received than issued")
        ensure(entry.item.check_totals(entry.totals, entry.valid), "paper", f"{where}: totals")
        least = max(2, self.manifest.quorum)
        check_signed(self.group, self.manifest, entry_json(entry), entry.signatures, least, where)
        allowed = self.manifest.roll_paper + self.removed
        issued = progress.issued + entry.issued
        ensure(issued <= allowed, "paper", f"{where}: more issued than persons entitled on paper")
        progress.issued = issued
        progress.batches.add(entry.batch)
        progress.paper += entry.valid
        before = progress.paper_totals or [0] * entry.item.cells
        progress.paper_totals = [a + b for a, b in zip(before, entry.totals, strict=True)]

    @_take.register
    def _(self, entry: Tally, where: str) -> None:
        progress = self._at(entry.item, Step.CLOSED, where)
        ensure(entry.count == progress.counted, "tally", f"{where}: {progress.counted} ballots count")
        ensure(entry.count >= self.manifest.k_min, "tally", f"{where}: fewer ballots than may be opened")
        ensure(entry.ciphertexts == self._sums.total(entry.item), "tally", f"{where}: not the sum of the ballots")
        progress.tally, progress.step = entry, Step.TALLIED

    @_take.register
    def _(self, entry: Share, where: str) -> None:
        progress = self._at(entry.item, Step.TALLIED, where)
        assert progress.tally is not None
        twice = any(s.trustee == entry.trustee for s in progress.shares)
        ensure(not twice, "share", f"{where}: trustee {entry.trustee} has given its share")
        check_share(self.group, self.manifest.election, self.ceremony, progress.tally, entry, where)
        progress.shares.append(entry)

    @_take.register
    def _(self, entry: Result, where: str) -> None:
        progress = self._at(entry.item, Step.TALLIED, where)
        assert progress.tally is not None
        threshold = self.ceremony.threshold
        check_totals(self.group, threshold, progress.tally, progress.shares, entry.totals, where)
        self._finish(progress, where)
        progress.totals = entry.totals

    @_take.register
    def _(self, entry: Withheld, where: str) -> None:
        progress = self._at(entry.item, Step.CLOSED, where)
        right = entry.count == progress.counted < self.manifest.k_min
        ensure(right, "tally", f"{where}: {progress.counted} ballots count")
        self._finish(progress, where)

    def _finish(self, progress: Progress, where: str) -> None:
        enough = progress.paper == 0 or progress.paper >= self.manifest.k_min
        ensure(enough, "paper", f"{where}: too few paper ballots to show")
        progress.step = Step.DONE

    @_take.register
    def _(self, entry: Papers, where: str) -> None:
        ensure(self.papers is None, "papers", f"{where}: the papers are listed twice")
        names = [f.name for f in entry.files]
        ensure(len(set(names)) == len(names), "papers", f"{where}: a name stands twice")
        self.papers = entry

    @_take.register
    def _(self, entry: Seal, where: str) -> None:
        ensure(entry.entries == self.entries, "seal", f"{where}: {self.entries} entries stand before it")
        for progress in self.items.values():
            done = progress.step in (Step.WAITING, Step.DONE)
            ensure(done, "seal", f"{where}: item {progress.item.id} has no result")
        self.sealed = True
