"""The face of the registry: unions, people, offices and roster rows, for other contexts."""

from gonghui.registry.actions.founding import found_with_officers
from gonghui.registry.actions.logins import bind_accounts, open_logins
from gonghui.registry.actions.offices import appoint_office, dismiss_office
from gonghui.registry.actions.people import end_membership, enroll_person, start_membership
from gonghui.registry.actions.taking import RowsRefused, Taken, take_rows
from gonghui.registry.actions.unions import found_union, place_union
from gonghui.registry.events import (
    MembershipEnded,
    OfficeLeft,
    OfficeTaken,
    PeopleEnrolled,
    RosterApplied,
    RosterUndone,
    UnionFounded,
    UnionPlaced,
)
from gonghui.registry.homes import home_of
from gonghui.registry.intake import staged_columns
from gonghui.registry.keys import keyed
from gonghui.registry.queries.identity import identity_of
from gonghui.registry.queries.known import Circle, circle_of
from gonghui.registry.queries.people import PersonCard, find_people, person_cards
from gonghui.registry.queries.roster import row_of_json, row_to_json
from gonghui.registry.queries.unions import (
    UnionCard,
    line_above,
    subordinates_of,
    superior_of,
)
from gonghui.registry.queries.unions import card as union_card
from gonghui.registry.queries.unions import cards as union_cards
from gonghui.registry.rules.kinds import OfficeRole, Sex, StaffCategory, UnionKind, UnitKind
from gonghui.registry.rules.matching import Double, Effect, Keyed, KnownFault, Match, MatchRefused, doubles
from gonghui.registry.rules.roster import CellRefused, Column, PersonRow, RowJudged, column_of
from gonghui.registry.rules.roster import judge_row as judge_person_row
from gonghui.registry.screens.frame import own_tabs, provide_tab, union_tabs
from gonghui.registry.words import CATEGORIES, COLUMNS, EFFECTS, OFFICES, SEXES, UNION_KINDS, UNIT_KINDS, fault_sentence

__all__ = [
    "CATEGORIES",
    "COLUMNS",
    "EFFECTS",
    "OFFICES",
    "SEXES",
    "UNION_KINDS",
    "UNIT_KINDS",
    "CellRefused",
    "Circle",
    "Column",
    "Double",
    "Effect",
    "Keyed",
    "KnownFault",
    "Match",
    "MatchRefused",
    "MembershipEnded",
    "OfficeLeft",
    "OfficeRole",
    "OfficeTaken",
    "PeopleEnrolled",
    "PersonCard",
    "PersonRow",
    "RosterApplied",
    "RosterUndone",
    "RowJudged",
    "RowsRefused",
    "Sex",
    "StaffCategory",
    "Taken",
    "UnionCard",
    "UnionFounded",
    "UnionKind",
    "UnionPlaced",
    "UnitKind",
    "appoint_office",
    "bind_accounts",
    "circle_of",
    "column_of",
    "dismiss_office",
    "doubles",
    "end_membership",
    "enroll_person",
    "fault_sentence",
    "find_people",
    "found_union",
    "found_with_officers",
    "home_of",
    "identity_of",
    "judge_person_row",
    "keyed",
    "line_above",
    "open_logins",
    "own_tabs",
    "person_cards",
    "place_union",
    "provide_tab",
    "row_of_json",
    "row_to_json",
    "staged_columns",
    "start_membership",
    "subordinates_of",
    "superior_of",
    "take_rows",
    "union_card",
    "union_cards",
    "union_tabs",
]
