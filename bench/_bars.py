"""Bars: what was asked for beside what was measured, in the tables and at the end of a run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A figure that was asked for: at most (or `least`: at least) so much; `met` is what was measured."""

    what: str
    asked: float
    met: float
    unit: str
    least: bool = False
    note: str = ""

    @property
    def holds(self) -> bool:
        """Tell whether it was met."""
        return self.met >= self.asked if self.least else self.met <= self.asked

    @property
    def sign(self) -> str:
        """Tell it in one character."""
        return "✓" if self.holds else "✗"

    @property
    def wanted(self) -> str:
        """Write what was asked for."""
        return f"{'≥' if self.least else '≤'} {self.asked:g} {self.unit}".rstrip()

    def line(self) -> str:
        """Write the bar as one line."""
        note = f" ({self.note})" if self.note else ""
        return f"{self.sign} {self.what}: {figure(self.met)} {self.unit}, asked {self.wanted}{note}"


def figure(value: float) -> str:
    """Write a number with three digits that matter."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"


def spread(values: Sequence[float], form: str = ".3f") -> str:
    """Write a median and, of several values, the least and the greatest."""
    middle = format(median(values), form)
    return middle if len(values) < 2 else f"{middle} ({min(values):{form}} – {max(values):{form}})"


def lines(bars: Iterable[Bar]) -> str:
    """Write the bars as a list, one a line."""
    return "\n".join(f"- {bar.line()}" for bar in bars)


def code(bars: Iterable[Bar]) -> int:
    """Give the exit code of a run: 0 when every bar was met."""
    return 0 if all(bar.holds for bar in bars) else 1
