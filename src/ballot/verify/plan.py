"""What is the same for every ballot of an item, worked out once: prefixes of hashes and the layout of proofs."""

from dataclasses import dataclass
from hashlib import sha512

from ballot.questions import Item
from ballot.sealed import Ballot
from ballot.transcript import prefix, u64

LENGTH_8 = (8).to_bytes(4, "big")
LENGTH_32 = (32).to_bytes(4, "big")
LENGTH_64 = (64).to_bytes(4, "big")
TRACKER = prefix("tracker") + LENGTH_64
SIGNATURE = prefix("signature", b"ballot") + LENGTH_32


def lp(part: bytes) -> bytes:
    """Prefix a part with its length."""
    return len(part).to_bytes(4, "big") + part


@dataclass(frozen=True, slots=True)
class Row:
    """One range proof: its first value, how many, and the cells whose sum it speaks of."""

    low: int
    count: int
    cells: tuple[int, ...]


@dataclass(frozen=True)
class Layout:
    """Where scalars stand in an item's proofs, for whoever weighs its equations."""

    cells: int
    rows: tuple[Row, ...]

    @property
    def wide(self) -> int:
        """Count the points with scalars of full width: the ciphertexts' and the key."""
        return 2 * self.cells + 1

    @property
    def narrow(self) -> int:
        """Count the commitments, the signature's last."""
        return 2 * sum(row.count for row in self.rows) + 1

    @property
    def proofs(self) -> int:
        """Give the bytes of the proofs."""
        return 32 * sum(4 * row.count - 1 for row in self.rows)


class ItemPlan:
    """How to hash the ballots of one item."""

    def __init__(self, election: bytes, item: Item) -> None:
        self.item = item
        cells = [Row(0, 2, (j,)) for j in range(item.cells)]
        sums = [Row(s.low, s.high - s.low + 1, tuple(s.cells)) for s in item.sums]
        self.layout = Layout(item.cells, (*cells, *sums))
        self.wide, self.narrow = self.layout.wide, self.layout.narrow
        self._context = prefix("ballot", election, item.id.encode()) + LENGTH_32
        self._ciphertexts = 64 * item.cells
        self._proofs = item.proof_length
        self._rows: list[tuple[bytes, bytes, int, int]] = []
        at = 0
        for label, group in (("cell", cells), ("sum", sums)):
            for index, row in enumerate(group):
                middle = LENGTH_8 + u64(index) + (64 * row.count).to_bytes(4, "big")
                self._rows.append((prefix(label) + LENGTH_64, middle, at, at + 64 * row.count))
                at += 32 * (4 * row.count - 1)

    def fits(self, ballot: Ballot) -> bool:
        """Tell whether the lengths are those of the item."""
        right = len(ballot.ciphertexts) == self._ciphertexts and len(ballot.proofs) == self._proofs
        return right and len(ballot.key) == len(ballot.previous) == 32 and len(ballot.signature) == 64

    def context(self, ballot: Ballot) -> bytes:
        """Give the ballot's context, as `Ballot.context` does."""
        counter = ballot.counter.to_bytes(8, "big")
        parts = (self._context, ballot.key, LENGTH_8, counter, LENGTH_32, ballot.previous, lp(ballot.ciphertexts))
        return sha512(b"".join(parts)).digest()

    def tracker(self, context: bytes, ballot: Ballot) -> bytes:
        """Give the ballot's tracker, as `Ballot.tracker` does."""
        return sha512(TRACKER + context + lp(ballot.proofs)).digest()[:32]

    def challenges(self, context: bytes, tracker: bytes, ballot: Ballot) -> tuple[list[bytes], list[bytes]]:
        """Hash the challenges of all rows and of the signature, 64 bytes each; give them and the commitments."""
        committed = [ballot.proofs[start:end] for _, _, start, end in self._rows]
        hashed = [
            sha512(b"".join((label, context, middle, part))).digest()
            for (label, middle, _, _), part in zip(self._rows, committed, strict=True)
        ]
        commitment = ballot.signature[:32]
        parts = (SIGNATURE, ballot.key, LENGTH_32, commitment, LENGTH_32, tracker)
        hashed.append(sha512(b"".join(parts)).digest())
        committed.append(commitment)
        return hashed, committed
