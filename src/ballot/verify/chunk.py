"""Verify the ballots of a few thousand board lines at once: all their equations under random weights in one sum."""

import binascii
import secrets
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha512

from ballot.canonical import MAX_INTEGER
from ballot.entries import read_entry
from ballot.errors import Invalid
from ballot.group import BASE, IDENTITY, ORDER, standard
from ballot.group import scalars as sc
from ballot.manifest import Manifest
from ballot.sealed import Ballot, check_ballot
from ballot.verify.kernels import BadPoint, Kernel, Points
from ballot.verify.plan import LENGTH_8, LENGTH_32, SIGNATURE, TRACKER, ItemPlan, lp

MARK = b'"kind":"ballot"'
MAX_NAMED = 8
_LINE = (
    b'{"ciphertexts":"%b","counter":%d,"item":"%b","key":"%b","kind":"ballot",'
    b'"previous":"%b","proofs":"%b","signature":"%b"}'
)


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot whose proofs hold; without them, with its tracker: what its place on the board still needs."""

    ballot: Ballot
    tracker: bytes


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """The good ballots of a chunk by line, the sums of their ciphertexts by item, and hints for the next time."""

    casts: dict[int, Cast]
    sums: dict[str, list[bytes]]
    hints: bytes = b""


@dataclass(frozen=True, slots=True)
class Equations:
    """One ballot's part of the big sum: where its points stand and their scalars."""

    line: int
    start: int
    wide: int
    points: int
    long: bytes
    short: bytes
    g: int
    h: int


@dataclass(slots=True)
class _Batch:
    points: bytearray = field(default_factory=bytearray)
    lines: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    starts: dict[str, list[int]] = field(default_factory=dict)
    equations: list[Equations] = field(default_factory=list)


class ChunkVerifier:
    """Verifies chunks of one election's board."""

    def __init__(self, manifest: Manifest, kernel: Kernel) -> None:
        self.manifest = manifest
        self.kernel = kernel
        self._plans = {item.id.encode(): ItemPlan(manifest.election, item) for item in manifest.items}

    def verify(self, lines: Sequence[bytes], first: int, hints: bytes = b"", skip: int = 0) -> ChunkResult:
        """Verify the ballots among board lines; `first` is the number of the first line.

        The first `skip` lines were verified before: only their ciphertexts are decoded and added up.

        Raises: Invalid(check, where) naming the bad ballots.
        """
        batch = _Batch()
        casts = {}
        for n, line in enumerate(lines):
            if MARK in line:
                casts[n] = self._gather(batch, self._read(line, first + n), n, first, trusted=n < skip)
        if not casts:
            return ChunkResult({}, {})
        batch.points += BASE + self.manifest.key
        try:
            points = self.kernel.load(bytes(batch.points), hints)
        except BadPoint as bad:
            at = bisect_right(batch.firsts, bad.index) - 1
            raise self._name((batch.lines[at],), lines, first) from None
        if not self._holds(points, batch.equations):
            bad_lines = [e.line for e in self._find(points, batch.equations)]
            raise self._name(bad_lines, lines, first)
        sums = {
            item: points.totals(starts, 2 * self.manifest.by_id[item].cells) for item, starts in batch.starts.items()
        }
        return ChunkResult(casts, sums, points.hints)

    def _read(self, line: bytes, number: int) -> Ballot:
        """Read a ballot; the canonical form by cutting at the quotes, anything else by the general reader."""
        parts = line.split(b'"')
        if len(parts) == 31 and (plan := self._plans.get(parts[9])):
            try:
                ballot = Ballot(
                    item=plan.item.id,
                    key=bytes.fromhex(parts[13].decode()),
                    counter=int(parts[6][1:-1]),
                    previous=bytes.fromhex(parts[21].decode()),
                    ciphertexts=binascii.a2b_base64(parts[3], strict_mode=True),
                    proofs=binascii.a2b_base64(parts[25], strict_mode=True),
                    signature=binascii.a2b_base64(parts[29], strict_mode=True),
                )
            except ValueError:
                ballot = None
            # What is written back to the same bytes is canonical: nothing else needs to be looked at.
            if ballot and plan.fits(ballot) and 0 < ballot.counter <= MAX_INTEGER and _rewrite(ballot) == line:
                return ballot
        entry, _ = read_entry(self.manifest, line, f"board entry {number}")
        if not isinstance(entry, Ballot):
            raise Invalid("entry", f"board entry {number}: not a ballot")
        return entry

    def _gather(self, batch: _Batch, ballot: Ballot, n: int, first: int, *, trusted: bool) -> Cast:
        """Put a ballot's points and scalars to the batch."""
        plan, ct = self._plans[ballot.item.encode()], ballot.ciphertexts
        where = f"board entry {first + n}"
        if IDENTITY in ct and any(ct[at : at + 32] == IDENTITY for at in range(0, len(ct), 32)):
            raise Invalid("ballot", f"{where}: the identity in a ciphertext")
        if ballot.key == IDENTITY:
            raise Invalid("signature", f"{where}: the identity as a key")
        context = sha512(
            b"".join(
                (plan.context, ballot.key, LENGTH_8, ballot.counter.to_bytes(8, "big"), LENGTH_32, ballot.previous)
            )
            + lp(ct)
        ).digest()
        tracker = sha512(TRACKER + context + lp(ballot.proofs)).digest()[:32]
        start = len(batch.points) // 32
        batch.points += ct
        batch.lines.append(n)
        batch.firsts.append(start)
        batch.starts.setdefault(ballot.item, []).append(start)
        if not trusted:
            try:
                equations = self._equations(plan, ballot, context, tracker, n, start, batch.points)
            except ValueError:
                raise Invalid("proof", f"{where}: a scalar is not canonical") from None
            batch.equations.append(equations)
        bare = Ballot(
            item=ballot.item,
            key=ballot.key,
            counter=ballot.counter,
            previous=ballot.previous,
            ciphertexts=ct,
            proofs=b"",
            signature=b"",
        )
        return Cast(bare, tracker)

    def _equations(
        self, plan: ItemPlan, ballot: Ballot, context: bytes, tracker: bytes, n: int, start: int, points: bytearray
    ) -> Equations:
        """Weigh every equation of a ballot with fresh random numbers. Raises: ValueError for a bad scalar."""
        short = secrets.token_bytes(16 * (plan.commitments + 1))
        longs, commitments, g, h = plan.weigh(context, ballot.proofs, short)
        signature = ballot.signature
        commitment, s = signature[:32], sc.decode(signature[32:])
        hashed = sha512(b"".join((SIGNATURE, ballot.key, LENGTH_32, commitment, LENGTH_32, tracker)))
        e, w = int.from_bytes(hashed.digest(), "little") % ORDER, int.from_bytes(short[-16:], "little")
        longs.append(w * e)
        points += b"".join((ballot.key, *commitments, commitment))
        return Equations(
            line=n,
            start=start,
            wide=len(longs),
            points=len(longs) + plan.commitments + 1,
            long=b"".join([(x % ORDER).to_bytes(32, "little") for x in longs]),
            short=short,
            g=g + w * s,
            h=h,
        )

    def _holds(self, points: Points, equations: Sequence[Equations]) -> bool:
        """Check the sum of these ballots' equations; base point and election key stand last among the points."""
        if not equations:
            return True
        wide: list[int] = []
        narrow: list[int] = []
        for e in equations:
            wide.extend(range(e.start, e.start + e.wide))
            narrow.extend(range(e.start + e.wide, e.start + e.points))
        wide += (-2, -1)
        g = -sum(e.g for e in equations) % ORDER
        h = -sum(e.h for e in equations) % ORDER
        long = b"".join([e.long for e in equations]) + g.to_bytes(32, "little") + h.to_bytes(32, "little")
        return points.vanishes(wide + narrow, long, b"".join([e.short for e in equations]))

    def _find(self, points: Points, equations: Sequence[Equations]) -> list[Equations]:
        """Halve a set that fails until the bad ballots stand alone, at most MAX_NAMED of them."""
        if len(equations) == 1:
            return list(equations)
        half = len(equations) // 2
        left, right = equations[:half], equations[half:]
        if self._holds(points, left):
            return self._find(points, right)
        bad = self._find(points, left)
        if len(bad) < MAX_NAMED and not self._holds(points, right):
            bad += self._find(points, right)
        return bad[:MAX_NAMED]

    def _name(self, bad: Iterable[int], lines: Sequence[bytes], first: int) -> Invalid:
        """Say what is wrong with bad ballots, by checking them one equation at a time."""
        failures = []
        for n in bad:
            try:
                check_ballot(standard(), self.manifest, self._read(lines[n], first + n), f"board entry {first + n}")
            except Invalid as failure:
                failures.append((n, failure))
        if not failures:
            return Invalid("proof", f"board entry {first + next(iter(bad))}: the batch fails, its ballots do not")
        worst = failures[0][1]
        others = ", ".join(str(first + n) for n, _ in failures[1:])
        return Invalid(worst.check, worst.where + (f" (also board entries {others})" if others else ""))


def _rewrite(ballot: Ballot) -> bytes:
    def b64(data: bytes) -> bytes:
        return binascii.b2a_base64(data, newline=False)

    return _LINE % (
        b64(ballot.ciphertexts),
        ballot.counter,
        ballot.item.encode(),
        ballot.key.hex().encode(),
        ballot.previous.hex().encode(),
        b64(ballot.proofs),
        b64(ballot.signature),
    )
