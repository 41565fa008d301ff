"""Words that raters add to an appraisal: what would tell who wrote them is taken out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 300
SOMEBODY: Final = "某代表"
NUMBER: Final = "＊＊＊"
_NUMBERS: Final = re.compile(r"[0-9０-９][0-9０-９ -]{4,}[0-9０-９XxＸｘ]")
"""Six digits and more: telephones, resident IDs, employees' numbers."""
_ADDRESSES: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrubbed:
    """A comment as it is kept, and whether something was taken out of it."""

    text: str
    masked: bool


def scrub(text: str, names: Iterable[str]) -> Scrubbed:
    """Take the raters' names, long numbers and addresses out of a comment; the people rated keep theirs.

    `names` are those of the raters who are not rated themselves. Longer names go first, so that no part of one stays.
    """
    plain = " ".join(text.split())
    found = _NUMBERS.sub(NUMBER, _ADDRESSES.sub(NUMBER, plain))
    for name in sorted({one for one in names if len(one) > 1}, key=len, reverse=True):
        found = found.replace(name, SOMEBODY)
    return Scrubbed(text=found, masked=found != plain)
