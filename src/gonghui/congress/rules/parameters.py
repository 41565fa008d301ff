"""Every parameter of the law of the congress: its name, its rule, its type, and which way is stricter."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from gonghui.congress.rules.kinds import (
    Conduct,
    CongressPower,
    DispatchRule,
    ExtensionApproval,
    FilingClock,
    MainBody,
    OnlineElections,
    OnlineReason,
    UnitType,
)
from gonghui.congress.rules.majority import Bound, Majority, Op
from gonghui.congress.rules.values import (
    BOOLEAN,
    BOUND,
    CODES,
    FORMULA,
    INTEGER,
    MAJORITY,
    NUMBERS,
    ByUnitType,
    Kind,
    by_unit_type,
    choice,
    members,
)

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
M = TypeVar("M")

#: Says whether the second value is at least as strict as the first.
Keeps = Callable[[T, T], bool]


@dataclass(frozen=True, slots=True)
class Parameter(Generic[T]):
    """One parameter: ask a pack for its value with `pack[QUORUM]`.

    `keeps(old, new)` says whether a unit's own measures may set `new` where the law has `old`. `before` holds in a pack
    that was frozen when there was no such parameter yet; None where there always was.
    """

    name: str
    rule: str
    kind: Kind[T]
    keeps: Keeps[T]
    before: T | None = None


_registered: dict[str, Parameter[Any]] = {}
#: All parameters by name, in the order of their rules.
PARAMETERS: Mapping[str, Parameter[Any]] = MappingProxyType(_registered)


def _parameter(rule: str, name: str, kind: Kind[T], keeps: Keeps[T], *, before: T | None = None) -> Parameter[T]:
    made = Parameter(name, rule, kind, keeps, before)
    _registered[name] = made
    return made


def higher(old: int, new: int) -> bool:
    """More is stricter."""
    return new >= old


def lower(old: int, new: int) -> bool:
    """Less is stricter."""
    return new <= old


def unchanged(old: object, new: object) -> bool:
    """The law leaves a unit no choice."""
    return new == old


def free(old: object, new: object) -> bool:  # noqa: ARG001 - the signature of a direction
    """Neither way is stricter: the unit chooses."""
    return True


def stays_true(old: bool, new: bool) -> bool:
    """True is stricter."""
    return new or not old


def stays_false(old: bool, new: bool) -> bool:
    """False is stricter."""
    return old or not new


def superset(old: frozenset[M], new: frozenset[M]) -> bool:
    """A larger set is stricter."""
    return new >= old


def subset(old: frozenset[M], new: frozenset[M]) -> bool:
    """A smaller set is stricter, but an empty one leaves nothing to do."""
    return bool(new) and new <= old


def later_member(old: E, new: E) -> bool:
    """The vocabulary runs from the loosest to the strictest."""
    order = list(type(old))
    return order.index(new) >= order.index(old)


def larger_majority(old: Majority, new: Majority) -> bool:
    """A larger fraction of the same base is stricter; the floor is the wording of the law, not our safer one."""
    return new.base is old.base and _strength(new.num, new.den, new.op) >= _strength(old.num, old.den, old.legal.op)


def smaller_majority(old: Majority, new: Majority) -> bool:
    """A smaller fraction of the same base is stricter: the right of a minority to call for something."""
    return new.base is old.base and larger_majority(new, old)


def higher_floor(old: Bound, new: Bound) -> bool:
    """A higher floor is stricter."""
    return new.op in (Op.GT, Op.GTE) and (new.fraction, new.op is Op.GT) >= (old.fraction, old.op is Op.GT)


def lower_floor(old: Bound, new: Bound) -> bool:
    """A lower floor is stricter: a duty that begins earlier."""
    return new.op in (Op.GT, Op.GTE) and (new.fraction, new.op is Op.GT) <= (old.fraction, old.op is Op.GT)


def lower_ceiling(old: Bound, new: Bound) -> bool:
    """A lower ceiling is stricter."""
    return new.op in (Op.LT, Op.LTE) and (new.fraction, new.op is Op.LTE) <= (old.fraction, old.op is Op.LTE)


def each_type(keeps: Keeps[T]) -> Keeps[ByUnitType[T]]:
    """Make the direction of a value that differs by type of unit: it must hold for every type."""

    def compare(old: ByUnitType[T], new: ByUnitType[T]) -> bool:
        return all(keeps(old.for_type(unit_type), new.for_type(unit_type)) for unit_type in UnitType) and keeps(
            old.default, new.default
        )

    return compare


def _strength(num: int, den: int, op: Op) -> tuple[Fraction, bool]:
    return (Fraction(num, den), op is Op.GT)


MIN_STAFF = _parameter("V01", "congress.min_staff", INTEGER, lower)
COUNT_RULE = _parameter("V02", "delegate.count_rule", FORMULA, unchanged)
COUNT_EXTRA = _parameter("V02", "delegate.count_extra", INTEGER, higher)
MANAGER_MAX = _parameter("V03", "delegate.manager_max", BOUND, lower_ceiling)
GROUP_RELAX = _parameter("V03", "delegate.group_relax", BOOLEAN, stays_false)
FRONTLINE_MIN = _parameter("V04", "delegate.frontline_min", by_unit_type(BOUND), each_type(higher_floor))
MAIN_BODY = _parameter("V04", "delegate.main_body", by_unit_type(choice(MainBody)), unchanged)
WOMEN_FACTOR = _parameter("V05", "delegate.women_factor", BOUND, higher_floor)
DISPATCH = _parameter("V06", "delegate.dispatch_required", choice(DispatchRule), later_member)
UNIT_TURNOUT = _parameter("V07", "unit.turnout", MAJORITY, larger_majority)
UNIT_WIN = _parameter("V08", "unit.win", MAJORITY, larger_majority)
SURPLUS_MIN = _parameter("V09", "unit.surplus_min", BOUND, higher_floor)
CANDIDATE_PUBLICITY = _parameter("V10", "unit.publicity_wd", INTEGER, higher)
RECALL_WIN = _parameter("V11", "recall.win", MAJORITY, larger_majority)
TERM_YEARS = _parameter("V12", "term.years", NUMBERS, subset)
EXTENSION_MONTHS = _parameter("V13", "term.ext_max_months", INTEGER, lower)
EXTENSION_APPROVAL = _parameter("V14", "term.ext_approval", choice(ExtensionApproval), later_member)
PER_YEAR_MIN = _parameter("V15", "session.per_year_min", by_unit_type(INTEGER), each_type(higher))
CALL_RATIO = _parameter("V16", "session.call_ratio", MAJORITY, smaller_majority)
MATERIALS_DAYS = _parameter("V17", "materials.days", INTEGER, higher)
AGENDA_COSIGN = _parameter("V18", "agenda.cosign", BOOLEAN, stays_true)
QUORUM = _parameter("V19", "session.quorum", MAJORITY, larger_majority)
PASS = _parameter("V20", "vote.pass", MAJORITY, larger_majority)
PROCEDURE_PASS = _parameter("V20", "vote.procedure", MAJORITY, larger_majority)
SECRET_POWERS = _parameter("V21", "vote.secret_powers", members(CongressPower), superset)
PER_ITEM = _parameter("V22", "vote.per_item", BOOLEAN, stays_true)
PROXY = _parameter("V23", "vote.proxy", BOOLEAN, stays_false)
PRESIDIUM_SIZE = _parameter("V24", "presidium.size_rule", FORMULA, unchanged)
SINGLE_CHAIR_STAFF = _parameter("V24", "presidium.single_chair_max_staff", INTEGER, lower)
PRESIDIUM_FRONTLINE = _parameter("V25", "presidium.frontline_min", BOUND, higher_floor)
JOINT_FORBID = _parameter("V26", "joint.forbid_powers", members(CongressPower), superset)
JOINT_REPORT = _parameter("V27", "joint.report_next", BOOLEAN, stays_true)
PUBLISH_DAYS = _parameter("V28", "publish.days", INTEGER, lower)
PUBLISH_MIN_DAYS = _parameter("V29", "publish.min_days", INTEGER, higher)
FILE_UPPER_WD = _parameter("V30", "file.upper_wd", INTEGER, lower)
CC_REPLY_DAYS = _parameter("V31", "cc.offer_reply_days", INTEGER, lower)
CC_REPS_MIN = _parameter("V32", "cc.reps_min", INTEGER, higher)
CC_OUTSIDE_MAX = _parameter("V32", "cc.outside_max", BOUND, lower_ceiling)
CC_SIGN_FIRST = _parameter("V33", "cc.sign_before_vote", BOOLEAN, unchanged)
CC_FILE_DAYS = _parameter("V34", "cc.file_days", INTEGER, lower)
CC_FILE_FROM = _parameter("V34", "cc.file_from", choice(FilingClock), unchanged)
CC_SILENCE_DAYS = _parameter("V35", "cc.silence_days", INTEGER, unchanged)
CC_TERM_YEARS = _parameter("V36", "cc.term_years", NUMBERS, subset)
CC_WAGE_YEARS = _parameter("V36", "cc.wage_term_years", NUMBERS, subset)
REDUCE_DAYS = _parameter("V37", "reduce.days", INTEGER, higher)
REDUCE_STAFF = _parameter("V37", "reduce.min_staff", INTEGER, lower)
REDUCE_SHARE = _parameter("V37", "reduce.min_share", BOUND, lower_floor)
BOARD_SUPERVISORS = _parameter("V38", "board.sup_staff_min", BOUND, higher_floor)
BOARD_DIRECTOR_STAFF = _parameter("V39", "board.dir_staff_min", INTEGER, lower)
ONSITE_MIN = _parameter("V40", "online.onsite_min", INTEGER, higher)
ONLINE_REASON = _parameter("V41", "online.reason_required", BOOLEAN, stays_true)
ONLINE_REASONS = _parameter("V41", "online.reasons", members(OnlineReason), subset)
ONSITE_MATTERS = _parameter("V42", "online.forbid_matters", CODES, superset)
ONSITE_STEPS = _parameter("V42", "online.onsite_steps", members(Conduct), superset, before=frozenset())
ONLINE_ELECTIONS = _parameter("V43", "online.elections", choice(OnlineElections), later_member)
REGIONAL_MANAGER_MAX = _parameter("V44", "regional.manager_max", BOUND, lower_ceiling)
REGIONAL_FRONTLINE_MIN = _parameter("V44", "regional.frontline_min", BOUND, higher_floor)
REGIONAL_MIN = _parameter("V44", "regional.min_delegates", INTEGER, higher)
OPEN_REPLY_DAYS = _parameter("V45", "open.reply_days", INTEGER, lower)
ENFORCE_UNION_DAYS = _parameter("V46", "enforce.union_days", INTEGER, unchanged)
ENFORCE_AUTHORITY_DAYS = _parameter("V46", "enforce.authority_days", INTEGER, unchanged)
MANDATORY_REPORTS = _parameter("V47", "agenda.mandatory", CODES, superset)
CC_WOMEN = _parameter("V48", "cc.women_clause", BOOLEAN, stays_true)
MIN_GROUP = _parameter("V49", "vote.min_group", INTEGER, higher)
SECONDERS = _parameter("V50", "proposal.seconders", INTEGER, free)
# All days of V50 are working days.
PROPOSAL_REPLY_DAYS = _parameter("V50", "proposal.reply_days", INTEGER, lower)
PROPOSAL_REPLY_MAX = _parameter("V50", "proposal.reply_max", INTEGER, lower)
PROPOSAL_REVIEW_WD = _parameter("V50", "proposal.review_wd", INTEGER, lower, before=10)
PROPOSAL_ASSIGN_WD = _parameter("V50", "proposal.assign_wd", INTEGER, lower, before=10)
PROPOSAL_SEND_BACK_WD = _parameter("V50", "proposal.send_back_wd", INTEGER, lower, before=5)
PROPOSAL_COUNTERSIGN_WD = _parameter("V50", "proposal.countersign_wd", INTEGER, lower, before=5)
PROPOSAL_RATE_WD = _parameter("V50", "proposal.rate_wd", INTEGER, higher, before=10)
PROPOSAL_AMBER_WD = _parameter("V50", "proposal.amber_wd", INTEGER, free, before=3)
PROPOSAL_TRACK_MONTHS = _parameter("V50", "proposal.track_months", INTEGER, lower, before=3)
OBSERVER_VOTES = _parameter("V51", "observer.votes", BOOLEAN, stays_false)
COMMITTEE_HEAD = _parameter("V52", "committee.head_is_delegate", BOOLEAN, stays_true)
REMAND_ON_SPLIT = _parameter("V53", "agenda.remand_on_split", BOOLEAN, stays_true)
CHANGE_NEEDS_VOTE = _parameter("V54", "resolution.change_needs_vote", BOOLEAN, stays_true)
STANDING = _parameter("V55", "delegate.standing", BOOLEAN, stays_true)
PUBLISH_ELECTION = _parameter("V56", "unit.publish_result", BOOLEAN, stays_true)
JOINT_BY_UNION = _parameter("V57", "joint.convened_by_union", BOOLEAN, stays_true)
GROUP_DISCUSSION = _parameter("V58", "group.discussion_required", BOOLEAN, stays_true)
PRESIDIUM_ELECTED = _parameter("V59", "presidium.elected", BOOLEAN, stays_true)
SCRUTINEERS_MIN = _parameter("V60", "scrutineers.min", INTEGER, higher)
SCRUTINEERS_APART = _parameter("V60", "scrutineers.cross_delegation", BOOLEAN, stays_true)
DISABLED_FACTOR = _parameter("V61", "delegate.disabled_factor", BOUND, higher_floor)
ELECTION_ROUNDS = _parameter("V62", "election.rounds_max", INTEGER, free)
WRITE_INS = _parameter("V62", "election.write_ins", BOOLEAN, free, before=False)
BRANCH_CONGRESS = _parameter("V63", "branch.congress_required", BOOLEAN, stays_true)
WRITTEN_CORRECTION = _parameter("V64", "enforce.written_correction", BOOLEAN, stays_true)
BY_ELECTION = _parameter("V65", "unit.by_election_same_unit", BOOLEAN, stays_true)
POWER_FIXED = _parameter("V66", "matter.power_fixed", BOOLEAN, stays_true)

#: The rule ids in order, with the parameters each must carry.
RULE_PARAMETERS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        rule: frozenset(name for name, parameter in _registered.items() if parameter.rule == rule)
        for rule in sorted({parameter.rule for parameter in _registered.values()})
    }
)
