"""One thing to see to at a term: what it is, how it stands, what to do; a line on a desk, a short card on a phone."""

from collections.abc import Sequence
from dataclasses import dataclass

from gonghui.ui.parts import Act, Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line: `text` says what was found, `way` what to do, `small` stands below: the article, or who and when."""

    title: str
    badge: Badge
    text: str
    small: str = ""
    way: str = ""
    acts: Sequence[Act] = ()
