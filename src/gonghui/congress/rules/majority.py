"""Majorities and shares as integer fractions: what is needed, whether it is met, and how to say it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from gonghui.congress.rules.text import Text, numeral, say
from gonghui.congress.rules.text import mark as _


class Op(StrEnum):
    """How a fraction is compared. Laws: 以上 includes the number (GTE), 过/超过 excludes it (GT)."""

    GT = "GT"
    GTE = "GTE"
    LT = "LT"
    LTE = "LTE"


class MajorityBase(StrEnum):
    """Whom a majority is counted of. There is no default: every majority names its base."""

    ALL_DELEGATES = "ALL_DELEGATES"
    PRESENT = "PRESENT"
    ALL_EMPLOYEES = "ALL_EMPLOYEES"
    UNIT_EMPLOYEES = "UNIT_EMPLOYEES"


class Counted(StrEnum):
    """What is being counted, for the words of a sentence."""

    VOTES = "VOTES"
    PEOPLE = "PEOPLE"


BASE_WORDS: Mapping[MajorityBase, str] = MappingProxyType(
    {
        MajorityBase.ALL_DELEGATES: _("全体代表"),
        MajorityBase.PRESENT: _("到会代表"),
        MajorityBase.ALL_EMPLOYEES: _("全体职工"),
        MajorityBase.UNIT_EMPLOYEES: _("选区全体职工"),
    }
)
#: The fractions of laws and measures, whole, so that they can be translated; others are said in numerals.
FRACTION_WORDS: Mapping[Fraction, str] = MappingProxyType(
    {
        Fraction(1, 3): _("三分之一"),
        Fraction(2, 3): _("三分之二"),
        Fraction(1, 4): _("四分之一"),
        Fraction(3, 4): _("四分之三"),
        Fraction(3, 5): _("五分之三"),
        Fraction(4, 5): _("五分之四"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Majority:
    """A required fraction of a named base, compared in integers.

    `op` is what the platform applies; `legal_op` is the wording of the law where it is milder (半数以上 against the
    safe 过半数, which satisfies every wording). Both are printed when the count falls exactly on the fraction.

    Raises: ValueError when no count could ever meet it, or `op` is not GT or GTE.
    """

    num: int
    den: int
    op: Op
    base: MajorityBase
    legal_op: Op | None = None

    def __post_init__(self) -> None:
        if self.op not in (Op.GT, Op.GTE) or self.legal_op not in (None, Op.GTE, self.op):
            raise ValueError("a majority compares with GT or GTE, its legal wording is never stricter")
        if not 0 < self.num <= self.den or (self.num == self.den and self.op is Op.GT):
            raise ValueError("a majority is a fraction above 0 that can be met")

    @property
    def legal(self) -> "Majority":
        """The same majority in the wording of the law."""
        return Majority(num=self.num, den=self.den, op=self.legal_op or self.op, base=self.base)

    def needed(self, base_count: int) -> int:
        """Return the least whole number that meets the majority. Raises: ValueError when the base is empty."""
        if base_count < 1:
            raise ValueError("a majority of nobody does not exist")
        exact = self.num * base_count
        return exact // self.den + 1 if self.op is Op.GT else -(-exact // self.den)

    def is_met(self, yes: int, base_count: int) -> bool:
        """Say whether `yes` of `base_count` is enough. Raises: ValueError when the base is empty."""
        return yes >= self.needed(base_count)

    def is_exact(self, yes: int, base_count: int) -> bool:
        """Say whether `yes` is exactly the fraction of the base, where the two wordings of the law part."""
        return yes * self.den == self.num * base_count

    def fraction_words(self) -> Text:
        """Name the fraction as a law does: 过半数, 半数以上, 三分之二以上, 超过三分之二."""
        return _fraction_words(self.num, self.den, self.op)

    def sentence(self, base_count: int, counted: Counted = Counted.VOTES) -> Text:
        """Say the majority in words and integers: 须全体代表 213 人过半数，即 107 票."""
        template = (
            _("须%(base)s %(count)s 人%(fraction)s，即 %(needed)s 票")
            if counted is Counted.VOTES
            else _("须%(base)s %(count)s 人%(fraction)s，即 %(needed)s 人")
        )
        return say(
            template,
            base=say(BASE_WORDS[self.base]),
            count=base_count,
            fraction=self.fraction_words(),
            needed=self.needed(base_count),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A limit on a share: `op` GTE or GT makes it a floor, LTE or LT a ceiling. Compared in integers.

    Raises: ValueError for a negative fraction or a denominator below 1.
    """

    num: int
    den: int
    op: Op

    def __post_init__(self) -> None:
        if self.num < 0 or self.den < 1:
            raise ValueError("a share limit is a fraction from 0 upwards")

    @property
    def fraction(self) -> Fraction:
        """The limit as an exact fraction."""
        return Fraction(self.num, self.den)

    def is_met(self, part: int, whole: int) -> bool:
        """Say whether `part` of `whole` keeps the limit; an empty whole keeps every limit."""
        if whole == 0:
            return True
        left, right = part * self.den, self.num * whole
        return {Op.GT: left > right, Op.GTE: left >= right, Op.LT: left < right, Op.LTE: left <= right}[self.op]

    def least(self, whole: int) -> int:
        """Return the least part that meets a floor. Raises: ValueError for a ceiling."""
        exact = self.num * whole
        if self.op is Op.GT:
            return exact // self.den + 1
        if self.op is Op.GTE:
            return -(-exact // self.den)
        raise ValueError("a ceiling has no least part")

    def most(self, whole: int) -> int:
        """Return the greatest part that keeps a ceiling, -1 when none does. Raises: ValueError for a floor."""
        exact = self.num * whole
        if self.op is Op.LTE:
            return exact // self.den
        if self.op is Op.LT:
            return -(-exact // self.den) - 1
        raise ValueError("a floor has no greatest part")

    def words(self) -> Text:
        """Name the limit: 不低于 50%, 高于 50%, 不超过 20%, 低于 20%."""
        template = {
            Op.GTE: _("不低于 %(share)s"),
            Op.GT: _("高于 %(share)s"),
            Op.LTE: _("不超过 %(share)s"),
            Op.LT: _("低于 %(share)s"),
        }[self.op]
        return say(template, share=_share(self.num, self.den))


def _share(num: int, den: int) -> str:
    """Write a fraction as a whole percentage where it is one, else as num/den."""
    return f"{num * 100 // den}%" if num * 100 % den == 0 else f"{num}/{den}"


def _fraction_words(num: int, den: int, op: Op) -> Text:
    if num * 2 == den:
        return say(_("过半数")) if op is Op.GT else say(_("半数以上"))
    if num == den:
        return say(_("一致"))
    usual = FRACTION_WORDS.get(Fraction(num, den))
    fraction = say(usual) if usual else say("%(words)s", words=f"{numeral(den)}分之{numeral(num)}")
    if op is Op.GT:
        return say(_("超过%(fraction)s"), fraction=fraction)
    return say(_("%(fraction)s以上"), fraction=fraction)
