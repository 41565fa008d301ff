"""Charts as plain figures, for `ui/plot.html` and the script that draws them. The page holds the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from gonghui.ui.parts import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A part of a ring. `look` is for, against, abstain, silent, slate or grade-0 to grade-7."""

    word: Text
    count: int
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Donut:
    """A ring of shares with a figure in its middle; around a `bare` one there is nothing, its figures stand beside."""

    shares: Sequence[Share]
    middle: Text = ""
    under: Text = ""
    bare: bool = False

    def write(self) -> dict[str, object]:
        """Return the figures as JSON."""
        parts = [{"word": str(one.word), "n": one.count, "look": one.look} for one in self.shares]
        return {"kind": "donut", "parts": parts, "middle": str(self.middle), "under": str(self.under),
                "bare": self.bare}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Lying bars, one a row, each parted by the options (word, look). `whole` is where the axis ends.

    `needed` marks the least that is enough; with `own` each row is as long as the others, whatever its sum.
    With `tenths` the counts are tenths of a percent.
    """

    rows: Sequence[tuple[Text, Sequence[int]]]
    options: Sequence[tuple[Text, str]]
    whole: int
    needed: int | None = None
    needed_word: Text = ""
    own: bool = False
    tenths: bool = False

    def write(self) -> dict[str, object]:
        """Return the figures as JSON."""
        found: dict[str, object] = {
            "kind": "bars",
            "rows": [{"name": str(name), "counts": list(counts)} for name, counts in self.rows],
            "options": [{"word": str(word), "look": look} for word, look in self.options],
            "whole": self.whole,
            "own": self.own,
        }
        if self.tenths:
            found["tenths"] = True
        if self.needed is not None:
            found |= {"needed": self.needed, "needed_word": str(self.needed_word)}
        return found


Plot = Donut | Bars
