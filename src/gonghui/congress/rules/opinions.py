"""When delegates may give opinions, in whose name, and how an opinion is answered."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from gonghui.congress.rules.difference import paragraphs
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

LONGEST_OPINION: Final = 2000
LONGEST_REASON: Final = 1000


class Window(StrEnum):
    """How the time for opinions stands."""

    AHEAD = "AHEAD"
    OPEN = "OPEN"
    PAST = "PAST"


class Voice(StrEnum):
    """In whose name an opinion is given: a delegate's, a delegation's, nobody's."""

    NAMED = "NAMED"
    GROUP = "GROUP"
    ANONYMOUS = "ANONYMOUS"


class Outcome(StrEnum):
    """What became of an opinion."""

    ADOPTED = "ADOPTED"
    PARTLY = "PARTLY"
    DECLINED = "DECLINED"


OUTCOME_WORDS: Mapping[Outcome, str] = MappingProxyType(
    {Outcome.ADOPTED: _("采纳"), Outcome.PARTLY: _("部分采纳"), Outcome.DECLINED: _("未采纳")}
)


def window(begins: datetime | None, ends: datetime | None, *, is_sitting: bool, now: datetime) -> Window:
    """Return how the time for opinions stands; a time without a begin or an end is open on that side.

    The last moment is `ends` itself. While the congress sits, whoever deliberates may give an opinion.
    """
    if is_sitting:
        return Window.OPEN
    if begins is not None and now < begins:
        return Window.AHEAD
    return Window.PAST if ends is not None and now > ends else Window.OPEN


def answer_fault(outcome: str, reason: str, *, changes_text: bool) -> Text | None:
    """Say why an opinion cannot be closed so; None when it can.

    An answer always has a reason, and what was not adopted has changed no text.
    """
    if outcome not in set(Outcome):
        return say(_("请选采纳、部分采纳或未采纳"))
    if not reason.strip():
        return say(_("请写明理由和说明，代表会逐条看到"))
    if len(reason.strip()) > LONGEST_REASON:
        return say(_("理由太长，请写在%(most)s字以内"), most=LONGEST_REASON)
    if changes_text and outcome == Outcome.DECLINED:
        return say(_("未采纳的意见没有改动文稿，请不要选修改后的材料"))
    return None


def paragraph_fault(text: str, paragraph: int | None) -> Text | None:
    """Say why a paper has no such paragraph; None when it has, or none is named."""
    count = len(paragraphs(text))
    if paragraph is None or 1 <= paragraph <= count:
        return None
    if count == 0:
        return say(_("这份材料没有可以分段的正文，请不要填段号"))
    return say(_("这份材料共%(count)s段，没有第%(n)s段"), count=count, n=paragraph)
