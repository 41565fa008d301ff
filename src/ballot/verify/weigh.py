"""Weigh the equations of many ballots of one item with random numbers: the scalars of their points."""

from dataclasses import dataclass

from ballot.group import ORDER
from ballot.verify.plan import Layout


class BadScalar(Exception):
    """A scalar is not canonical; `index` is the number of its ballot among those given."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


@dataclass(frozen=True, slots=True)
class Weighed:
    """Scalars of 32 bytes: per ballot those of its wide points, and what base point and election key are subtracted."""

    long: bytes
    base: bytes
    key: bytes


def weigh(layout: Layout, challenges: bytes, proofs: bytes, responses: bytes, weights: bytes) -> Weighed:
    """Add up the equations of ballots that follow each other in every argument.

    Per ballot `challenges` has 64 bytes for each row and for the signature, `responses` the signature's 32, `weights`
    16 for each commitment. For a branch with value v, response z and challenge c the two equations are
    a + c·A − z·G = 0 and b + c·(B − v·G) − z·H = 0; for the signature R + e·X − s·G = 0.

    Raises: BadScalar.
    """
    long, base, key = [], [], []
    for n in range(len(responses) // 32):
        reader = _Reader(layout, n, challenges, proofs, responses, weights)
        wide, g, h = reader.sums()
        long += [(x % ORDER).to_bytes(32, "little") for x in wide]
        base.append((g % ORDER).to_bytes(32, "little"))
        key.append((h % ORDER).to_bytes(32, "little"))
    return Weighed(b"".join(long), b"".join(base), b"".join(key))


class _Reader:
    """The numbers of one ballot."""

    def __init__(
        self, layout: Layout, n: int, challenges: bytes, proofs: bytes, responses: bytes, weights: bytes
    ) -> None:
        rows, length, narrow = len(layout.rows) + 1, layout.proofs, layout.narrow
        self._layout = layout
        self._n = n
        self._challenges = challenges[64 * rows * n : 64 * rows * (n + 1)]
        self._proofs = proofs[length * n : length * (n + 1)]
        self._response = responses[32 * n : 32 * n + 32]
        self._weights = weights[16 * narrow * n : 16 * narrow * (n + 1)]

    def _scalar(self, data: bytes) -> int:
        value = int.from_bytes(data, "little")
        if value >= ORDER:
            raise BadScalar(self._n)
        return value

    def sums(self) -> tuple[list[int], int, int]:
        """Give the scalars of the wide points, of the base point and of the election key, not reduced."""
        weights = [int.from_bytes(self._weights[k : k + 16], "little") for k in range(0, len(self._weights), 16)]
        hashed = [int.from_bytes(self._challenges[k : k + 64], "little") for k in range(0, len(self._challenges), 64)]
        wide = [0] * self._layout.wide
        at = k = g = h = 0
        for row, c in zip(self._layout.rows, hashed, strict=False):
            start, end = at + 64 * row.count, at + 32 * (4 * row.count - 1)
            scalars = [self._scalar(self._proofs[i : i + 32]) for i in range(start, end, 32)]
            parts = scalars[: row.count - 1]
            parts.append((c - sum(parts)) % ORDER)
            for i, (part, z) in enumerate(zip(parts, scalars[row.count - 1 :], strict=True)):
                w, u = weights[k], weights[k + 1]
                k += 2
                g += w * z + u * part * (row.low + i)
                h += u * z
                for j in row.cells:
                    wide[2 * j] += w * part
                    wide[2 * j + 1] += u * part
            at = end
        w = weights[k]
        wide[-1] = w * hashed[-1]
        return wide, g + w * self._scalar(self._response), h
