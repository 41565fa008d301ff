"""Delegates' elections: turnout and win of an electoral unit, by-election, recall; and who is elected by a congress."""

from collections.abc import Mapping
from dataclasses import dataclass

from gonghui.congress.rules.findings import Finding, judge
from gonghui.congress.rules.kinds import Severity
from gonghui.congress.rules.majority import Counted, Majority
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import (
    BY_ELECTION,
    CALL_RATIO,
    ELECTION_ROUNDS,
    PUBLISH_ELECTION,
    RECALL_WIN,
    SURPLUS_MIN,
    UNIT_TURNOUT,
    UNIT_WIN,
)
from gonghui.congress.rules.text import Text, say
from gonghui.congress.rules.text import mark as _

_MOST_NAMED = 3


def check_turnout(pack: Pack, *, staff: int, took_part: int) -> Finding:
    """Check that enough staff of an electoral unit took part, counted of all its staff.

    Raises: ValueError when the unit has no staff. Source: 上海市职工代表大会条例 15.
    """
    majority = pack[UNIT_TURNOUT]
    return judge(
        pack,
        UNIT_TURNOUT.rule,
        majority.is_met(took_part, staff),
        say(
            _("选区职工 %(staff)s 人，参加选举 %(took_part)s 人；%(rule)s"),
            staff=staff,
            took_part=took_part,
            rule=majority.sentence(staff, Counted.PEOPLE),
        ),
        way_out=say(_("参加人数不足，选举无效，请重新组织选举")),
        actual=f"{took_part}/{staff}",
        limit=say("%(fraction)s", fraction=majority.fraction_words()),
    )


def check_win(pack: Pack, *, staff: int, votes_for: int) -> Finding:
    """Check that a candidate was elected, counted of all staff of the unit and not of the votes cast.

    Raises: ValueError when the unit has no staff. Source: 上海市职工代表大会条例 15.
    """
    return _check_votes(
        pack,
        UNIT_WIN.rule,
        pack[UNIT_WIN],
        staff,
        votes_for,
        say(_("未获得足够赞成票，不能当选，请另行选举或补选")),
    )


def check_recall(pack: Pack, *, staff: int, votes_for: int) -> Finding:
    """Check that a recall was agreed to by enough staff of the unit that elected the delegate.

    Raises: ValueError when the unit has no staff. Source: 上海市职工代表大会条例 19.
    """
    return _check_votes(
        pack, RECALL_WIN.rule, pack[RECALL_WIN], staff, votes_for, say(_("同意人数不足，代表资格继续有效"))
    )


def check_unit_election(pack: Pack, *, staff: int, took_part: int, votes: tuple[int, ...]) -> tuple[Finding, ...]:
    """Check a whole unit election: the turnout, then each elected delegate's votes in the order given.

    Raises: ValueError when the unit has no staff, or somebody got more votes than took part.
    Source: 上海市职工代表大会条例 15.
    """
    if any(count > took_part for count in votes):
        raise ValueError("more votes for a candidate than people who took part")
    turnout = check_turnout(pack, staff=staff, took_part=took_part)
    return (turnout, *(check_win(pack, staff=staff, votes_for=count) for count in votes))


def check_recorded(pack: Pack, silent_units: tuple[str, ...], without_unit: int) -> list[Finding]:
    """Check that each full delegate was elected by a unit, and that the figures of its election are known.

    What is not known cannot be judged: that is told, and stops nothing. `silent_units` are names, `without_unit` counts
    people.
    Source: 上海市职工代表大会条例 15.
    """
    names = "”、“".join(silent_units[:_MOST_NAMED])
    told = _("选区“%(units)s”没有登记选举情况")
    if len(silent_units) > _MOST_NAMED:
        told = _("选区“%(units)s”等 %(count)s 个选区没有登记选举情况")
    return [
        judge(
            pack,
            UNIT_TURNOUT.rule,
            not silent_units,
            say(told, units=names, count=len(silent_units)),
            way_out=say(_("请登记选区职工数、参加人数和每名代表的得票")),
            severity=Severity.WARN,
        ),
        judge(
            pack,
            UNIT_WIN.rule,
            not without_unit,
            say(_("%(count)s 名正式代表没有登记由哪个选区选举"), count=without_unit),
            way_out=say(_("请登记每名正式代表的选区")),
            actual=str(without_unit),
            severity=Severity.WARN,
        ),
    ]


def check_by_election(pack: Pack, *, same_unit: bool, published: bool) -> tuple[Finding, ...]:
    """Check that a vacancy was filled by the unit that elected the delegate, and published.

    Source: 上海市职工代表大会条例 19.
    """
    return (
        judge(
            pack,
            BY_ELECTION.rule,
            same_unit or not pack[BY_ELECTION],
            say(_("代表出现缺额的，由原选区依照规定的民主程序补选")),
            way_out=say(_("请由原选区重新补选")),
        ),
        check_published(pack, published=published),
    )


def check_published(pack: Pack, *, published: bool) -> Finding:
    """Check that the result of an election of delegates was published. Source: 上海市职工代表大会条例 15, 19."""
    return judge(
        pack,
        PUBLISH_ELECTION.rule,
        published or not pack[PUBLISH_ELECTION],
        say(_("代表选举结果应当公布")),
        way_out=say(_("请公布选举结果并保存公布记录")),
    )


def check_surplus(pack: Pack, *, seats: int, candidates: int) -> Finding:
    """Check that there are more candidates than seats by the share that is asked for."""
    least = seats + pack[SURPLUS_MIN].least(seats)
    return judge(
        pack,
        SURPLUS_MIN.rule,
        candidates >= least,
        say(
            _("应选 %(seats)s 名，候选人 %(candidates)s 名，差额选举一般不少于 %(least)s 名"),
            seats=seats,
            candidates=candidates,
            least=least,
        ),
        way_out=say(_("请再推荐 %(count)s 名候选人"), count=least - candidates),
        actual=str(candidates),
    )


def check_call(pack: Pack, *, delegates: int, signed: int) -> Finding:
    """Check that enough delegates propose a meeting, counted of all delegates.

    Raises: ValueError without delegates. Source: 上海市职工代表大会条例 22; 浙江省企业民主管理条例 15.
    """
    majority = pack[CALL_RATIO]
    return judge(
        pack,
        CALL_RATIO.rule,
        majority.is_met(signed, delegates),
        say(
            _("提议召开会议的代表 %(signed)s 人；%(rule)s"),
            signed=signed,
            rule=majority.sentence(delegates, Counted.PEOPLE),
        ),
        way_out=say(_("请继续征集代表联名，或由企业、工会提议召开")),
        actual=f"{signed}/{delegates}",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ElectionOutcome:
    """Who is elected, whose equal votes leave the last seats open, and how many seats stay empty.

    `elected` runs by votes, then in the order of the ballot. `again` says whether another round may be held.
    """

    elected: tuple[str, ...]
    tied: tuple[str, ...]
    open_seats: int
    again: bool
    sentence: Text


def elect(
    pack: Pack, majority: Majority, votes: Mapping[str, int], *, seats: int, base: int, round_number: int = 1
) -> ElectionOutcome:
    """Decide an election held by the congress: those who reach the majority, by votes, up to the seats.

    `votes` maps candidates to their votes in the order of the ballot. Candidates with equal votes who do not all fit
    are not elected in this round.

    Raises: ValueError for less than one seat or an empty base.
    """
    if seats < 1:
        raise ValueError("an election fills at least one seat")
    needed = majority.needed(base)
    reached = sorted((name for name, count in votes.items() if count >= needed), key=lambda name: -votes[name])
    elected, tied = reached[:seats], []
    if len(reached) > seats and votes[reached[seats]] == votes[reached[seats - 1]]:
        edge = votes[reached[seats]]
        tied = [name for name in reached if votes[name] == edge]
        elected = [name for name in reached if votes[name] > edge]
    open_seats = seats - len(elected)
    return ElectionOutcome(
        elected=tuple(elected),
        tied=tuple(tied),
        open_seats=open_seats,
        again=open_seats > 0 and round_number < pack[ELECTION_ROUNDS],
        sentence=say(
            _("应选 %(seats)s 名，当选 %(elected)s 名，缺额 %(open)s 名；%(rule)s"),
            seats=seats,
            elected=len(elected),
            open=open_seats,
            rule=majority.sentence(base),
        ),
    )


def _check_votes(pack: Pack, rule: str, majority: Majority, staff: int, votes_for: int, way_out: Text) -> Finding:
    return judge(
        pack,
        rule,
        majority.is_met(votes_for, staff),
        say(_("获得 %(votes)s 票赞成；%(rule)s"), votes=votes_for, rule=majority.sentence(staff)),
        way_out=way_out,
        actual=f"{votes_for}/{staff}",
        limit=say("%(fraction)s", fraction=majority.fraction_words()),
    )
