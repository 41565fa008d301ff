"""Quorum: those present against all delegates, never against those invited or signed up."""

from dataclasses import dataclass

from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.majority import Counted, Majority
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import PASS, QUORUM
from gonghui.congress.rules.text import Text, percent, say
from gonghui.congress.rules.text import mark as _


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Presence against the quorum, in people: due (应到), present (实到), needed, how many are short."""

    should: int
    present: int
    needed: int
    met: bool
    sentence: Text

    @property
    def short(self) -> int:
        """How many more must come."""
        return max(0, self.needed - self.present)


def quorum(majority: Majority, *, should: int, present: int) -> Quorum:
    """Compare those present with the quorum. Without any delegate nobody is quorate.

    Raises: ValueError for a negative count, or more present than there are.
    """
    if not 0 <= present <= should:
        raise ValueError(f"{present} present of {should} delegates")
    if should == 0:
        return Quorum(should=0, present=0, needed=1, met=False, sentence=say(_("代表名册为空，无法计算法定人数")))
    needed = majority.needed(should)
    met = present >= needed
    template = (
        _("实到 %(present)s 人，应到 %(should)s 人；%(rule)s，已达到法定人数")
        if met
        else _("实到 %(present)s 人，应到 %(should)s 人；%(rule)s，还差 %(short)s 人")
    )
    values: dict[str, str | int | Text] = {
        "present": present,
        "should": should,
        "rule": majority.sentence(should, Counted.PEOPLE),
    }
    if not met:
        values["short"] = needed - present
    return Quorum(should=should, present=present, needed=needed, met=met, sentence=say(template, **values))


def check_quorum(pack: Pack, *, should: int, present: int) -> Finding:
    """Say whether the congress may open, go on, or vote.

    Source: 上海市职工代表大会条例 28; 浙江省企业民主管理条例 15; 河南省企业职工民主权利保障条例 19.
    """
    counted = quorum(pack[QUORUM], should=should, present=present)
    return judge(
        pack,
        QUORUM.rule,
        counted.met,
        counted.sentence,
        way_out=say(_("请催促未到代表签到，或清点人数；仍不足的，应当休会并改期召开")),
        actual=f"{present}/{should}",
        limit=say("%(fraction)s", fraction=pack[QUORUM].fraction_words()),
    )


def needed_of_present(pack: Pack, *, should: int, present: int) -> Text:
    """Tell the chair what the base of all delegates means for those in the room (到会 142 人中须有 107 人赞成)."""
    if should < 1:
        return say(_("代表名册为空，无法计算法定人数"))
    needed = pack[PASS].needed(should)
    if needed > present:
        return say(
            _("到会 %(present)s 人，少于通过所需的 %(needed)s 票，任何议题都不能通过"), present=present, needed=needed
        )
    return say(
        _("到会 %(present)s 人中须有 %(needed)s 人赞成（%(share)s）方能通过"),
        present=present,
        needed=needed,
        share=percent(needed, present),
    )
