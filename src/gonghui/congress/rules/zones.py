"""A show of hands counted zone by zone (分区清点): each zone by itself, then summed."""

from collections.abc import Sequence
from dataclasses import dataclass

from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _
from gonghui.congress.rules.vote import TALLY_WORDS, Tally

FIELDS = ("votes_for", "votes_against", "abstained")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """The hands counted in one zone of a hall, or at one site."""

    name: str
    votes_for: int
    votes_against: int
    abstained: int

    @property
    def hands(self) -> int:
        """How many hands were raised here."""
        return self.votes_for + self.votes_against + self.abstained


def total(zones: Sequence[Zone], *, entitled: int) -> Tally:
    """Add up the zones into the count of the whole; `entitled` is how many could raise a hand."""
    return Tally(
        issued=entitled, returned=sum(zone.hands for zone in zones),
        votes_for=sum(zone.votes_for for zone in zones), votes_against=sum(zone.votes_against for zone in zones),
        abstained=sum(zone.abstained for zone in zones),
    )  # fmt: skip


def zone_faults(zones: Sequence[Zone]) -> tuple[Text, ...]:
    """Return what cannot be right: a zone without a name or twice, negative numbers."""
    faults = []
    names = [zone.name.strip() for zone in zones]
    if any(not name for name in names):
        faults.append(say(_("有一个分区没有写名称")))
    twice = sorted({name for name in names if name and names.count(name) > 1})
    faults += [say(_("分区“%(name)s”写了两次"), name=name) for name in twice]
    if any(getattr(zone, field) < 0 for zone in zones for field in FIELDS):
        faults.append(say(_("分区的票数不能是负数")))
    return tuple(faults)


def zone_differences(first: Sequence[Zone], second: Sequence[Zone]) -> tuple[Text, ...]:
    """Return where two scrutineers' zones differ: a zone that one has not, and each number by itself."""
    ours, theirs = ({zone.name: zone for zone in zones} for zones in (first, second))
    found = [
        say(_("分区“%(name)s”只有一位监票人清点，请共同重新清点"), name=name)
        for name in sorted(ours.keys() ^ theirs.keys())
    ]
    for name in (zone.name for zone in first if zone.name in theirs):
        for field in FIELDS:
            one, other = getattr(ours[name], field), getattr(theirs[name], field)
            if one != other:
                found.append(
                    say(
                        _("分区“%(name)s”的%(field)s不一致：%(first)s 与 %(second)s，请共同重新清点"),
                        name=name,
                        field=say(TALLY_WORDS[field]),
                        first=one,
                        second=other,
                    )
                )
    return tuple(found)
