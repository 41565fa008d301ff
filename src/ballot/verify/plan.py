"""What is the same for every ballot of an item, worked out once: hash prefixes, and how equations are weighed."""

from collections.abc import Sequence
from hashlib import sha512

from ballot.group import ORDER
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


class ItemPlan:
    """How to hash and weigh the ballots of one item."""

    def __init__(self, election: bytes, item: Item) -> None:
        self.item = item
        self.context = prefix("ballot", election, item.id.encode()) + LENGTH_32
        self._ciphertexts = 64 * item.cells
        self._proofs = item.proof_length
        self._rows: list[tuple[bytes, bytes, Sequence[int], int, int]] = []
        for j in range(item.cells):
            self._row("cell", j, (j,), 0, 1)
        for q, s in enumerate(item.sums):
            self._row("sum", q, s.cells, s.low, s.high)
        self.commitments = sum(2 * (high - low + 1) for _, _, _, low, high in self._rows)

    def _row(self, label: str, index: int, cells: Sequence[int], low: int, high: int) -> None:
        middle = LENGTH_8 + u64(index) + (64 * (high - low + 1)).to_bytes(4, "big")
        self._rows.append((prefix(label) + LENGTH_64, middle, cells, low, high))

    def fits(self, ballot: Ballot) -> bool:
        """Tell whether the lengths are those of the item."""
        right = len(ballot.ciphertexts) == self._ciphertexts and len(ballot.proofs) == self._proofs
        return right and len(ballot.key) == len(ballot.previous) == 32 and len(ballot.signature) == 64

    def weigh(self, context: bytes, proofs: bytes, weights: bytes) -> tuple[list[int], list[bytes], int, int]:
        """Add up the range equations of one ballot, the k-th commitment weighed with the k-th 128 bits of `weights`.

        Gives the scalars of the ciphertext points (not reduced), the commitments in order, and what is to be subtracted
        for the base point and for the election key. For branch i with value v, response z and challenge c the two
        equations are a + c·A − z·G = 0 and b + c·(B − v·G) − z·H = 0.

        Raises: ValueError for a scalar that is not canonical.
        """
        longs = [0] * (2 * self.item.cells)
        commitments: list[bytes] = []
        number = int.from_bytes
        at = k = g = h = 0
        for start, middle, cells, low, high in self._rows:
            count = high - low + 1
            end = at + 64 * count
            committed = proofs[at:end]
            commitments.append(committed)
            rest = number(sha512(b"".join((start, context, middle, committed))).digest(), "little")
            responses = end + 32 * (count - 1)
            alpha = beta = 0
            for i in range(count):
                z = number(proofs[responses + 32 * i : responses + 32 * i + 32], "little")
                if i < count - 1:
                    c = number(proofs[end + 32 * i : end + 32 * i + 32], "little")
                    rest -= c
                else:
                    c = rest % ORDER
                if c >= ORDER or z >= ORDER:
                    raise ValueError("not a canonical scalar")
                w, u = number(weights[k : k + 16], "little"), number(weights[k + 16 : k + 32], "little")
                k += 32
                alpha += w * c
                beta += u * c
                g += w * z + u * c * (low + i)
                h += u * z
            for j in cells:
                longs[2 * j] += alpha
                longs[2 * j + 1] += beta
            at = responses + 32 * count
        return longs, commitments, g, h
