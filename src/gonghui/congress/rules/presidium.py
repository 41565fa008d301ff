"""The people in charge of a meeting: presidium, executive chair, scrutineers, heads of committees."""

from collections.abc import Hashable
from dataclasses import dataclass

from gonghui.congress.rules.findings import Finding, advise, judge
from gonghui.congress.rules.formula import Seats
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import (
    COMMITTEE_HEAD,
    PRESIDIUM_ELECTED,
    PRESIDIUM_FRONTLINE,
    PRESIDIUM_SIZE,
    SCRUTINEERS_APART,
    SCRUTINEERS_MIN,
    SINGLE_CHAIR_STAFF,
)
from gonghui.congress.rules.text import Text, say, share_words
from gonghui.congress.rules.text import mark as _

#: The matter by which the congress elects the members of its committees.
COMMITTEE_LIST = "M-EL-COMM"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scrutineer:
    """A proposed scrutineer: their delegation, and whether they stand in an election of this meeting."""

    delegation: Hashable
    is_candidate: bool = False


def presidium_seats(pack: Pack, *, delegates: int, staff: int) -> Seats:
    """Return the permitted size of the presidium; a small unit may have one executive chair instead.

    Source: 上海市职工代表大会条例 23.
    """
    if staff <= pack[SINGLE_CHAIR_STAFF]:
        seats = pack[PRESIDIUM_SIZE].seats(delegates)
        return Seats(floor=1, cap=seats.cap)
    return pack[PRESIDIUM_SIZE].seats(delegates)


def check_presidium(
    pack: Pack, *, delegates: int, staff: int, members: int, frontline: int, elected: bool
) -> tuple[Finding, ...]:
    """Check the presidium: its size, the share of front-line delegates in it, and that the congress elects it.

    `elected` is whether the list is on the agenda (before the meeting) or was adopted (in it).
    Source: 上海市职工代表大会条例 23; 河南省企业职工民主权利保障条例 19.
    """
    seats = presidium_seats(pack, delegates=delegates, staff=staff)
    limit = _size_words(seats)
    share = pack[PRESIDIUM_FRONTLINE]
    return (
        judge(
            pack,
            PRESIDIUM_SIZE.rule,
            seats.allows(members),
            say(_("主席团 %(members)s 人，应当%(limit)s"), members=members, limit=limit),
            way_out=say(_("请增加 %(count)s 名主席团成员"), count=seats.floor - members)
            if members < seats.floor
            else say(_("请减少到 %(cap)s 人以内"), cap=seats.cap or members),
            actual=str(members),
            limit=limit,
        ),
        judge(
            pack,
            PRESIDIUM_FRONTLINE.rule,
            share.is_met(frontline, members),
            say(
                _("主席团成员中一线职工代表 %(actual)s，%(limit)s"),
                actual=share_words(frontline, members),
                limit=share.words(),
            ),
            way_out=say(_("请再增加一线职工代表，至少 %(count)s 名"), count=share.least(members)),
            actual=share_words(frontline, members),
            limit=share.words(),
        ),
        judge(
            pack,
            PRESIDIUM_ELECTED.rule,
            elected or not pack[PRESIDIUM_ELECTED],
            say(_("主席团由职工代表大会选举产生")),
            way_out=say(_("请把选举主席团列入预备会议议程")),
        ),
    )


def check_scrutineers(pack: Pack, scrutineers: tuple[Scrutineer, ...]) -> Finding:
    """Check the scrutineers: enough, none a candidate, from different delegations where there are several."""
    least = pack[SCRUTINEERS_MIN]
    candidates = sum(one.is_candidate for one in scrutineers)
    apart = len({one.delegation for one in scrutineers}) >= min(len(scrutineers), least)
    if len(scrutineers) < least:
        way_out = say(_("请再提名 %(count)s 名监票人"), count=least - len(scrutineers))
    elif candidates:
        way_out = say(_("监票人不得是候选人，请更换 %(count)s 名"), count=candidates)
    else:
        way_out = say(_("请从不同代表团提名监票人"))
    return judge(
        pack,
        SCRUTINEERS_MIN.rule,
        len(scrutineers) >= least and not candidates and (apart or not pack[SCRUTINEERS_APART]),
        say(_("监票人 %(count)s 名，至少 %(least)s 名"), count=len(scrutineers), least=least),
        way_out=way_out,
        actual=str(len(scrutineers)),
    )


def check_committee_head(pack: Pack, *, is_delegate: bool) -> Finding:
    """Check that a committee is headed by a delegate. Source: 上海市职工代表大会条例 24."""
    return judge(
        pack,
        COMMITTEE_HEAD.rule,
        is_delegate or not pack[COMMITTEE_HEAD],
        say(_("民主管理专门小组（委员会）负责人由职工代表担任")),
        way_out=say(_("请改由职工代表担任负责人")),
    )


def check_committees_elected(pack: Pack, *, committees: int, elected: bool) -> Finding:
    """Check that the congress of the term has elected, or is about to elect, the members of the committees.

    Who stood on the list that it elected is a matter of the ballot paper. Source: 上海市职工代表大会条例 13, 24.
    """
    return advise(
        pack.matters[COMMITTEE_LIST],
        not committees or elected,
        say(_("专门小组（委员会）成员由职工代表大会选举产生，本届大会还没有选举")),
        way_out=say(_("请把选举专门小组（委员会）成员列入大会议程")),
        actual=str(committees),
    )


def _size_words(seats: Seats) -> Text:
    if seats.cap is None:
        return say(_("不少于 %(floor)s 人"), floor=seats.floor)
    return say(_("为 %(floor)s 至 %(cap)s 人"), floor=seats.floor, cap=seats.cap)
