"""What batch verification needs of a group: decode many points once, then test one big sum and add up columns."""

from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from typing import Protocol

from ballot import group as groups
from ballot.group import IDENTITY, Group
from ballot.group import reference as ref
from ballot.verify.plan import Layout
from ballot.verify.weigh import Weighed, weigh


class BadPoint(Exception):
    """A string of 32 bytes is no point; `index` is its number among those given."""

    def __init__(self, index: int) -> None:
        super().__init__(index)
        self.index = index


class Points(Protocol):
    """Decoded points."""

    hints: bytes
    """What makes decoding them again cheap; empty when the back end has no use for it."""

    def vanishes(self, order: Sequence[int], long: bytes, short: bytes) -> bool:
        """Tell whether Σ scalar·point is the identity; in order first the scalars of 32 bytes, then those of 16."""
        ...

    def totals(self, starts: Sequence[int], width: int) -> list[bytes]:
        """Add up `width` neighbouring points over all `starts`: one encoded sum per column."""
        ...


class Kernel(Protocol):
    """A back end of batch verification."""

    @property
    def name(self) -> str:
        """Name it, for reports."""
        ...

    def load(self, points: bytes, hints: bytes) -> Points:
        """Decode points strictly. Raises: BadPoint."""
        ...

    def weigh(self, layout: Layout, challenges: bytes, proofs: bytes, responses: bytes, weights: bytes) -> Weighed:
        """Do what `ballot.verify.weigh.weigh` does. Raises: BadScalar."""
        ...


def first_bad(kernel: Kernel, keys: bytes) -> int | None:
    """Of keys that follow each other give the number of the first that is no point."""
    try:
        kernel.load(keys, b"")
    except BadPoint as bad:
        return bad.index
    return None


def _numbers(long: bytes, short: bytes) -> list[int]:
    numbers = [int.from_bytes(long[at : at + 32], "little") for at in range(0, len(long), 32)]
    return numbers + [int.from_bytes(short[at : at + 16], "little") for at in range(0, len(short), 16)]


class ReferencePoints:
    """Points decoded in plain Python."""

    hints = b""

    def __init__(self, data: bytes) -> None:
        self._points: list[ref.Point] = []
        for at in range(0, len(data), 32):
            try:
                self._points.append(ref.decode(data[at : at + 32]))
            except ValueError:
                raise BadPoint(at // 32) from None

    def vanishes(self, order: Sequence[int], long: bytes, short: bytes) -> bool:
        """Tell whether the sum is the identity."""
        numbers = _numbers(long, short)
        return ref.encode(ref.multi(numbers, [self._points[n] for n in order])) == IDENTITY

    def totals(self, starts: Sequence[int], width: int) -> list[bytes]:
        """Add up columns."""
        sums = []
        for k in range(width):
            total = ref.IDENTITY
            for start in starts:
                total = ref.add(total, self._points[start + k])
            sums.append(ref.encode(total))
        return sums


class EncodedPoints:
    """Points that stay encoded, for a back end without a multi-scalar multiplication."""

    hints = b""

    def __init__(self, group: Group, data: bytes) -> None:
        self._group = group
        self._points = [data[at : at + 32] for at in range(0, len(data), 32)]
        for n, point in enumerate(self._points):
            if not group.is_point(point):
                raise BadPoint(n)

    def vanishes(self, order: Sequence[int], long: bytes, short: bytes) -> bool:
        """Tell whether the sum is the identity."""
        total = IDENTITY
        for n, scalar in zip(order, _numbers(long, short), strict=True):
            total = self._group.add(total, self._group.multiply(scalar, self._points[n]))
        return total == IDENTITY

    def totals(self, starts: Sequence[int], width: int) -> list[bytes]:
        """Add up columns."""
        sums = []
        for k in range(width):
            total = IDENTITY
            for start in starts:
                total = self._group.add(total, self._points[start + k])
            sums.append(total)
        return sums


class _PlainWeighing:
    def weigh(self, layout: Layout, challenges: bytes, proofs: bytes, responses: bytes, weights: bytes) -> Weighed:
        """Weigh with Python's integers. Raises: BadScalar."""
        return weigh(layout, challenges, proofs, responses, weights)


class ReferenceKernel(_PlainWeighing):
    """Batch verification in plain Python."""

    name = "reference"

    def load(self, points: bytes, hints: bytes) -> Points:  # noqa: ARG002 - no hints here
        """Decode points strictly. Raises: BadPoint."""
        return ReferencePoints(points)


class SodiumKernel(_PlainWeighing):
    """Batch verification over libsodium; it has no multi-scalar multiplication, so it gains little."""

    name = "libsodium"

    def __init__(self) -> None:
        self._group = groups.named("libsodium")

    def load(self, points: bytes, hints: bytes) -> Points:  # noqa: ARG002 - no hints here
        """Decode points strictly. Raises: BadPoint."""
        return EncodedPoints(self._group, points)


@lru_cache(maxsize=1)
def _fast() -> Kernel | Exception:
    """Load the compiled kernels once, compiling them the first time; give what went wrong instead."""
    try:
        module = import_module("ballot.fast")
        made: Kernel = module.FastKernel()
    # Whatever a compiler may raise: plain back ends do the same work, only slower.
    except Exception as error:
        return error
    return made


def fast_trouble() -> str:
    """Say in one line why the compiled kernels cannot be used though they are installed; empty when all is well."""
    made = _fast()
    if not isinstance(made, Exception) or isinstance(made, ModuleNotFoundError):
        return ""
    reason = next(iter(str(made).splitlines()), "")
    return f"{type(made).__name__}: {reason}"[:160] if reason else type(made).__name__


def kernel(name: str = "") -> Kernel:
    """Give the back end `fast`, `libsodium` or `reference`; without a name the fastest that is there.

    Raises: ImportError, OSError when the named one is not installed or does not compile; ValueError for another name.
    """
    if name in ("", "fast"):
        made = _fast()
        if not isinstance(made, Exception):
            return made
        if name:
            raise ImportError(fast_trouble() or str(made)) from made
    if name in ("", "libsodium"):
        try:
            return SodiumKernel()
        except OSError:
            if name:
                raise
    if name in ("", "reference"):
        return ReferenceKernel()
    raise ValueError(f"no back end {name!r}")
