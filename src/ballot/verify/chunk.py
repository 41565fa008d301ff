"""Verify the ballots of a few thousand board lines at once: all their equations under random weights in one sum."""

import binascii
import secrets
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import NamedTuple

from ballot.canonical import MAX_INTEGER
from ballot.entries import read_entry
from ballot.errors import Invalid
from ballot.group import BASE, IDENTITY, ORDER, standard
from ballot.manifest import Manifest
from ballot.sealed import Ballot, check_ballot
from ballot.verify.kernels import BadPoint, Kernel, Points
from ballot.verify.plan import ItemPlan
from ballot.verify.weigh import BadScalar

MARK = b'"kind":"ballot"'
MAX_NAMED = 8
# A ballot's line cut at its quotes: what must stand between the values.
_TEMPLATE = (
    b'{"ciphertexts":"","counter":0,"item":"","key":"","kind":"ballot","previous":"","proofs":"","signature":""}'
)
_frame = itemgetter(0, 1, 2, 4, 5, 7, 8, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 22, 23, 24, 26, 27, 28, 30)
_FRAME = _frame(_TEMPLATE.split(b'"'))


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot whose proofs hold, and its tracker: what its place on the board still needs."""

    ballot: Ballot
    tracker: bytes


@dataclass(frozen=True, slots=True)
class ChunkResult:
    """The good ballots of a chunk by line, the sums of their ciphertexts by item, and hints for the next time."""

    casts: dict[int, Cast]
    sums: dict[str, list[bytes]]
    hints: bytes = b""


class Equations(NamedTuple):
    """One ballot's part of the big sum: where its points stand and their scalars."""

    line: int
    start: int
    wide: int
    narrow: int
    long: bytes
    short: bytes
    base: int
    key: int


@dataclass(slots=True)
class _Group:
    """The ballots of one item in a chunk: what is weighed together."""

    plan: ItemPlan
    lines: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    challenges: list[bytes] = field(default_factory=list)
    proofs: list[bytes] = field(default_factory=list)
    responses: list[bytes] = field(default_factory=list)


@dataclass(slots=True)
class _Batch:
    points: bytearray = field(default_factory=bytearray)
    lines: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)
    starts: dict[str, list[int]] = field(default_factory=dict)
    groups: dict[str, _Group] = field(default_factory=dict)


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
                ballot = self._read(line, first + n)
                if ballot.key == IDENTITY:
                    raise self._name((n,), lines, first)
                casts[n] = self._gather(batch, ballot, n, first, trusted=n < skip)
        if not casts:
            return ChunkResult({}, {})
        batch.points += BASE + self.manifest.key
        try:
            points = self.kernel.load(bytes(batch.points), hints)
        except BadPoint as bad:
            at = bisect_right(batch.firsts, bad.index) - 1
            raise self._name((batch.lines[at],), lines, first) from None
        equations: list[Equations] = []
        for group in batch.groups.values():
            try:
                equations += self._weigh(group)
            except BadScalar as bad:
                raise self._name((group.lines[bad.index],), lines, first) from None
        if not self._holds(points, equations):
            bad_lines = sorted(e.line for e in self._find(points, equations))
            raise self._name(bad_lines, lines, first)
        sums = {
            item: points.totals(starts, 2 * self.manifest.by_id[item].cells) for item, starts in batch.starts.items()
        }
        return ChunkResult(casts, sums, points.hints)

    def _read(self, line: bytes, number: int) -> Ballot:
        """Read a ballot; the canonical form by cutting at the quotes, anything else by the general reader."""
        parts = line.split(b'"')
        if len(parts) == 31 and _frame(parts) == _FRAME and (plan := self._plans.get(parts[9])):
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
            if ballot and plan.fits(ballot) and _canonical(ballot, parts):
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
        context = plan.context(ballot)
        tracker = plan.tracker(context, ballot)
        start = len(batch.points) // 32
        batch.points += ct
        batch.lines.append(n)
        batch.firsts.append(start)
        batch.starts.setdefault(ballot.item, []).append(start)
        if not trusted:
            challenges, committed = plan.challenges(context, tracker, ballot)
            batch.points += ballot.key
            batch.points += b"".join(committed)
            group = batch.groups.get(ballot.item) or batch.groups.setdefault(ballot.item, _Group(plan))
            group.lines.append(n)
            group.starts.append(start)
            group.challenges += challenges
            group.proofs.append(ballot.proofs)
            group.responses.append(ballot.signature[32:])
        return Cast(ballot, tracker)

    def _weigh(self, group: _Group) -> Iterator[Equations]:
        """Weigh every equation of the ballots of one item with fresh random numbers. Raises: BadScalar."""
        wide, narrow = group.plan.wide, group.plan.narrow
        short = secrets.token_bytes(16 * narrow * len(group.lines))
        parts = (b"".join(group.challenges), b"".join(group.proofs), b"".join(group.responses), short)
        weighed = self.kernel.weigh(group.plan.layout, *parts)
        for n, (line, start) in enumerate(zip(group.lines, group.starts, strict=True)):
            yield Equations(
                line,
                start,
                wide,
                narrow,
                weighed.long[32 * wide * n : 32 * wide * (n + 1)],
                short[16 * narrow * n : 16 * narrow * (n + 1)],
                int.from_bytes(weighed.base[32 * n : 32 * n + 32], "little"),
                int.from_bytes(weighed.key[32 * n : 32 * n + 32], "little"),
            )

    def _holds(self, points: Points, equations: Sequence[Equations]) -> bool:
        """Check the sum of these ballots' equations; base point and election key stand last among the points."""
        if not equations:
            return True
        wide: list[int] = []
        narrow: list[int] = []
        for e in equations:
            wide.extend(range(e.start, e.start + e.wide))
            narrow.extend(range(e.start + e.wide, e.start + e.wide + e.narrow))
        wide += (-2, -1)
        g = -sum(e.base for e in equations) % ORDER
        h = -sum(e.key for e in equations) % ORDER
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


def _tail(data: bytes, text: bytes) -> bool:
    """Tell whether base64 that was decoded strictly has no more padding than it needs, and no unused bits but zeros."""
    rest = len(data) % 3
    if len(text) != (len(data) + 2) // 3 * 4:  # some versions of Python let `=` follow whole groups of four
        return False
    return not rest or binascii.b2a_base64(data[-rest:], newline=False) == text[-4:]


def _canonical(ballot: Ballot, parts: list[bytes]) -> bool:
    """Tell whether the parts of a line are the one way to write this ballot."""
    return (
        0 < ballot.counter <= MAX_INTEGER
        and parts[6] == b":%d," % ballot.counter
        and parts[13] == ballot.key.hex().encode()
        and parts[21] == ballot.previous.hex().encode()
        and _tail(ballot.ciphertexts, parts[3])
        and _tail(ballot.proofs, parts[25])
        and _tail(ballot.signature, parts[29])
    )
