"""A meeting's preparation in plain values, as the rules look at it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from gonghui.congress.rules.agenda import ItemPlan
from gonghui.congress.rules.kinds import Mode, OnlineReason
from gonghui.congress.rules.owed import Remanded
from gonghui.congress.rules.people import Mix, Workforce
from gonghui.congress.rules.presidium import Scrutineer


@dataclass(frozen=True, slots=True, kw_only=True)
class Preparation:
    """A meeting's preparation in plain values; counts in people unless they say otherwise.

    `opens_on` and `today` are local days, `opens_on` is None while no day is set. `onsite_others` counts the other
    meetings of the year with a hall. `failing_units` names the electoral units whose election does not stand,
    `silent_units` those of whose election not all figures are known, `without_unit` counts full delegates of none.
    `without_delegation` counts full delegates in no delegation. `report_sent` and `report_answered` are the prior
    report to the superior union. `papers_served_on` is the latest day a paper was served, `papers_unreached` counts
    delegates without all papers, `notice_unreached` those whom no notice reached. `groups_discussed` of `groups`
    delegations filed their opinions; `split_items` names items on which opinions part widely and no revised text was
    served. `yearly`, `remanded`, `joint_unreported`: see `agenda`, `joint`. `committees` counts those of the term that
    have members, `committees_elected` says whether a congress of the term has elected any. `overridden`
    holds the rules with a signed reason.
    """

    today: date
    opens_on: date | None
    mode: Mode
    workforce: Workforce
    mix: Mix
    term_years: int
    online_reason: OnlineReason | None = None
    online_explained: bool = False
    onsite_others: int = 0
    conduct: Mapping[str, str] = field(default_factory=dict)
    report_sent: bool = False
    report_answered: bool = False
    failing_units: tuple[str, ...] = ()
    silent_units: tuple[str, ...] = ()
    without_unit: int = 0
    without_delegation: int = 0
    review_done: bool = False
    presidium: int = 0
    presidium_frontline: int = 0
    has_secretary_general: bool = False
    has_presiding: bool = False
    scrutineers: tuple[Scrutineer, ...] = ()
    tellers: int = 0
    items: tuple[ItemPlan, ...] = ()
    union_signed: bool = False
    unit_signed: bool = False
    yearly: bool = True
    joint_unreported: int = 0
    remanded: tuple[Remanded, ...] = ()
    committees: int = 0
    committees_elected: bool = False
    papers_served_on: date | None = None
    papers_unreached: int = 0
    groups: int = 0
    groups_discussed: int = 0
    split_items: tuple[str, ...] = ()
    notice_sent: bool = False
    notice_unreached: int = 0
    rehearsed: bool = False
    fallback_printed: bool = False
    overridden: frozenset[str] = field(default_factory=frozenset)
