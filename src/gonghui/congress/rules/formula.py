"""Numbers that depend on a headcount: bands, steps, clamped percentages and sliding percentages, all from data."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class BandKind(StrEnum):
    """How a band computes its floor from the headcount."""

    FIXED = "FIXED"
    STEP = "STEP"
    PERCENT = "PERCENT"
    SLIDING = "SLIDING"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seats:
    """A permitted number of seats: at least `floor`, and at most `cap` where the law names one."""

    floor: int
    cap: int | None

    def allows(self, count: int) -> bool:
        """Say whether `count` seats keep the floor and the cap."""
        return count >= self.floor and (self.cap is None or count <= self.cap)


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One band of headcounts, `start` included, `end` excluded (None: no end).

    FIXED: `base`. STEP: `base` plus `add` for every full `per` above `start`. PERCENT: `rate` of the headcount
    rounded up, kept within `least` and `most`. SLIDING: the rate moves in a straight line from `rate` at `start`
    to `rate_end` at `end`, the result rounded up. `cap` is the upper limit the law sets on the band, if any.
    """

    start: int
    end: int | None
    kind: BandKind
    base: int = 0
    per: int = 1
    add: int = 0
    rate: Fraction = Fraction(0)
    rate_end: Fraction = Fraction(0)
    least: int | None = None
    most: int | None = None
    cap: int | None = None

    def holds(self, headcount: int) -> bool:
        """Say whether the headcount falls in this band."""
        return headcount >= self.start and (self.end is None or headcount < self.end)

    def floor(self, headcount: int) -> int:
        """Return the least number of seats for a headcount of this band."""
        if self.kind is BandKind.FIXED:
            return self.base
        if self.kind is BandKind.STEP:
            return self.base + self.add * ((headcount - self.start) // self.per)
        need = _ceil(self._rate_at(headcount) * headcount)
        if self.least is not None:
            need = max(need, self.least)
        return need if self.most is None else min(need, self.most)

    def _rate_at(self, headcount: int) -> Fraction:
        if self.kind is BandKind.PERCENT or self.end is None:
            return self.rate
        return self.rate + (self.rate_end - self.rate) * Fraction(headcount - self.start, self.end - self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """Bands that meet without gap from the first start upwards; the last one has no end.

    Raises: ValueError when the bands leave a gap, overlap, or the last one ends.
    """

    bands: tuple[Band, ...]

    def __post_init__(self) -> None:
        ends = [band.end for band in self.bands]
        starts: list[int | None] = [band.start for band in self.bands[1:]]
        if not self.bands or ends != [*starts, None]:
            raise ValueError("the bands of a formula must follow one another, the last without end")
        if any(band.end is not None and band.end <= band.start for band in self.bands):
            raise ValueError("a band must hold at least one headcount")
        if any(band.kind is BandKind.SLIDING and band.end is None for band in self.bands):
            raise ValueError("a sliding band needs an end")

    def seats(self, headcount: int) -> Seats:
        """Return the seats for a headcount. Raises: ValueError below the first band."""
        for band in self.bands:
            if band.holds(headcount):
                return Seats(floor=band.floor(headcount), cap=band.cap)
        raise ValueError(f"no band for a headcount of {headcount}")


def _ceil(number: Fraction) -> int:
    return -(-number.numerator // number.denominator)
