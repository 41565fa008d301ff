"""Counting: tallies per channel, two scrutineers' sheets, and the one result with its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, fields

from gonghui.congress.rules.kinds import Channel
from gonghui.congress.rules.majority import Majority, Op
from gonghui.congress.rules.text import Text, join, say
from gonghui.congress.rules.text import mark as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was counted in one channel. Every returned ballot is one of for, against, abstained, blank or spoiled.

    `issued` is the number of ballots given out; for phones and hands, the number of delegates entitled in the channel.
    """

    issued: int
    returned: int
    votes_for: int
    votes_against: int
    abstained: int
    blank: int = 0
    spoiled: int = 0

    @property
    def valid(self) -> int:
        """Ballots that say something readable: for, against and abstained."""
        return self.votes_for + self.votes_against + self.abstained

    @property
    def not_cast(self) -> int:
        """Ballots issued and not returned."""
        return self.issued - self.returned


NOTHING = Tally(issued=0, returned=0, votes_for=0, votes_against=0, abstained=0)

TALLY_WORDS: Mapping[str, str] = {
    "issued": _("发出票数"),
    "returned": _("收回票数"),
    "votes_for": _("赞成"),
    "votes_against": _("反对"),
    "abstained": _("弃权"),
    "blank": _("空白票"),
    "spoiled": _("废票"),
}


def tally_faults(tally: Tally) -> tuple[Text, ...]:
    """Return what cannot be right about a count: negative numbers, more returned than issued, parts that do not add up.

    A round with more ballots returned than issued is void and must be repeated.
    """
    faults = [
        say(_("%(field)s不能是负数"), field=say(TALLY_WORDS[field.name]))
        for field in fields(tally)
        if getattr(tally, field.name) < 0
    ]
    if tally.returned > tally.issued:
        faults.append(
            say(
                _("收回 %(returned)s 票，多于发出的 %(issued)s 票，本轮无效，应当重新表决"),
                returned=tally.returned,
                issued=tally.issued,
            )
        )
    parts = tally.valid + tally.blank + tally.spoiled
    if parts != tally.returned:
        faults.append(
            say(
                _("赞成、反对、弃权、空白票、废票合计 %(parts)s 票，与收回的 %(returned)s 票不符，请重新清点"),
                parts=parts,
                returned=tally.returned,
            )
        )
    return tuple(faults)


def sheet_differences(first: Tally, second: Tally) -> tuple[Text, ...]:
    """Return where two scrutineers' sheets of one channel differ, field by field; none when they agree."""
    return tuple(
        say(
            _("两份计票单的“%(field)s”不一致：%(first)s 与 %(second)s，请共同重新清点"),
            field=say(TALLY_WORDS[field.name]),
            first=getattr(first, field.name),
            second=getattr(second, field.name),
        )
        for field in fields(first)
        if getattr(first, field.name) != getattr(second, field.name)
    )


def combine(tallies: Mapping[Channel, Tally]) -> Tally:
    """Add up the tallies of all channels."""
    sums = {field.name: sum(getattr(tally, field.name) for tally in tallies.values()) for field in fields(Tally)}
    return Tally(**sums)


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteResult:
    """The result of a round, in votes. `base` is the number the majority is counted of.

    Spoiled, blank and abstained ballots, those not cast and the absent stay in the base and are no votes for. The
    sentence calls everybody of whom no vote came 未表决, and says how many of them were not there.
    `passes_by_law` differs from `passed` only when the law says 半数以上 and the count is exactly half.
    """

    base: int
    needed: int
    votes_for: int
    votes_against: int
    abstained: int
    blank: int
    spoiled: int
    not_cast: int
    absent: int
    passed: bool
    passes_by_law: bool
    sentence: Text
    note: Text | None


def decide(majority: Majority, *, base: int, tally: Tally) -> VoteResult:
    """Compute the result of a round from its combined count.

    `base` is the whole number of the majority's base (all delegates, not those present).

    Raises: ValueError when the tally has faults, the base is empty, or more ballots were issued than it holds.
    Source: 上海市职工代表大会条例 31; 浙江省企业民主管理条例 15; 河南省企业职工民主权利保障条例 20.
    """
    if tally_faults(tally):
        raise ValueError("a tally with faults has no result")
    if tally.issued > base:
        raise ValueError(f"{tally.issued} ballots issued for a base of {base}")
    passed = majority.is_met(tally.votes_for, base)
    return VoteResult(
        base=base,
        needed=majority.needed(base),
        votes_for=tally.votes_for,
        votes_against=tally.votes_against,
        abstained=tally.abstained,
        blank=tally.blank,
        spoiled=tally.spoiled,
        not_cast=tally.not_cast,
        absent=base - tally.issued,
        passed=passed,
        passes_by_law=majority.legal.is_met(tally.votes_for, base),
        sentence=_result_sentence(majority, base, tally, passed),
        note=_exact_note(majority, base, tally),
    )


def tie_words(*, needed: int, base: int) -> Text:
    """Return what everybody is told before a round opens: what becomes of as many votes against as for.

    It follows from what is frozen into the round: where more than half of the base is needed, equal votes never pass.
    """
    if 2 * needed > base:
        return say(_("赞成、反对票数相同的，不通过，也不由主持人裁定"))
    return say(_("赞成、反对票数相同的，仍看赞成票是否达到 %(needed)s 票，不由主持人裁定"), needed=needed)


def _result_sentence(majority: Majority, base: int, tally: Tally, passed: bool) -> Text:
    parts = [
        say(
            _("赞成 %(votes_for)s 票，反对 %(votes_against)s 票，弃权 %(abstained)s 票"),
            votes_for=tally.votes_for,
            votes_against=tally.votes_against,
            abstained=tally.abstained,
        )
    ]
    for template, count in (
        (_("，空白票 %(count)s 票"), tally.blank),
        (_("，废票 %(count)s 票"), tally.spoiled),
        (_("，未表决 %(count)s 人"), base - tally.returned),
    ):
        if count:
            parts.append(say(template, count=count))
    if base > tally.issued:
        parts.append(say(_("（其中 %(count)s 人表决时不在场）"), count=base - tally.issued))
    outcome = _("；%(rule)s，通过") if passed else _("；%(rule)s，未通过")
    parts.append(say(outcome, rule=majority.sentence(base)))
    return join(parts)


def _exact_note(majority: Majority, base: int, tally: Tally) -> Text | None:
    """Print both wordings when the count is exactly the fraction; name a tie when for and against are equal."""
    legal = majority.legal
    if majority.op is not legal.op and legal.op is Op.GTE and majority.is_exact(tally.votes_for, base):
        return say(
            _("赞成 %(votes)s 票恰好在 %(base)s 人的界线上：法律用语“%(legal)s”已达到，本次适用的“%(applied)s”未达到"),
            votes=tally.votes_for,
            base=base,
            legal=legal.fraction_words(),
            applied=majority.fraction_words(),
        )
    if tally.votes_for == tally.votes_against and tally.votes_for > 0:
        return say(
            _("赞成与反对票数相同；是否通过只看赞成票是否达到 %(needed)s 票，不由主持人裁定"),
            needed=majority.needed(base),
        )
    return None
