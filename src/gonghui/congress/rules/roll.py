"""A row of a list of delegates: what it says beyond the person, and whether managers still fit under the ceiling."""

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from types import MappingProxyType

from gonghui.congress.rules.election import check_turnout, check_win
from gonghui.congress.rules.findings import Finding
from gonghui.congress.rules.majority import Bound
from gonghui.congress.rules.pack import Pack
from gonghui.congress.rules.parameters import UNIT_TURNOUT, UNIT_WIN
from gonghui.congress.rules.text import Text, say, share_words
from gonghui.congress.rules.text import mark as _


class RollColumn(StrEnum):
    """A column that a list of delegates has beside those of a person; the value is its stable name."""

    BADGE = "badge"
    UNIT = "unit"
    UNIT_STAFF = "unit_staff"
    UNIT_SEATS = "unit_seats"
    TOOK_PART = "took_part"
    VOTES = "votes"
    DELEGATION = "delegation"
    SEAT = "seat"
    KIND = "kind"


class Kind(StrEnum):
    """What a delegate is: with a vote, attending without one, invited."""

    FULL = "FULL"
    NON_VOTING = "NON_VOTING"
    GUEST = "GUEST"


#: What people write in the column; empty means a full delegate. RETURNED rows go back to their electoral unit.
KIND_CELLS: Mapping[str, Kind] = MappingProxyType(
    {
        "": Kind.FULL, "正式": Kind.FULL, "正式代表": Kind.FULL, "列席": Kind.NON_VOTING, "列席代表": Kind.NON_VOTING,
        "特邀": Kind.GUEST, "特邀代表": Kind.GUEST,
    }
)  # fmt: skip
RETURNED = "退回选区"
_LONGEST_NAME = 80
_LONGEST_SEAT = 10
_LARGEST = 10_000_000
_LONGEST_BADGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that stands against a row: a stable code, the sentence, the column where it is put right."""

    code: str
    sentence: Text
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """What a row says of the mandate. Counts are people of the electoral unit, None where the list does not say.

    `unit_seats` are the seats that the unit was allotted (选区名额).
    """

    kind: Kind
    badge: str = ""
    unit: str = ""
    unit_staff: int | None = None
    unit_seats: int | None = None
    took_part: int | None = None
    votes: int | None = None
    delegation: str = ""
    seat: str = ""


def read_mandate(cells: Mapping[str, str], pack: Pack) -> tuple[Mandate | None, tuple[Fault, ...]]:
    """Read what a row says of the mandate, and judge the election by the pack: turnout, and the base of the win.

    Source: 上海市职工代表大会条例 15.
    """
    faults: list[Fault] = []
    texts = {column: " ".join(cells.get(column, "").split()) for column in RollColumn}
    badge = badge_of(cells)
    if badge and not is_badge(badge):
        sentence = say(_("代表证号请用 1 至 %(most)s 个字母或数字，如 007"), most=_LONGEST_BADGE)
        faults.append(Fault(code="badge", sentence=sentence, column=RollColumn.BADGE))
    kind = KIND_CELLS.get(texts[RollColumn.KIND])
    if texts[RollColumn.KIND] == RETURNED:
        faults.append(Fault(code="returned", sentence=say(_("已退回选区，请改选后补报")), column=RollColumn.KIND))
    elif kind is None:
        faults.append(
            Fault(code="kind", sentence=say(_("代表类别请填：正式、列席、特邀；留空为正式")), column=RollColumn.KIND)
        )
    counts = {column: _count(texts[column], column, faults) for column in _COUNTED}
    for column, most in ((RollColumn.UNIT, _LONGEST_NAME), (RollColumn.DELEGATION, _LONGEST_NAME),
                         (RollColumn.SEAT, _LONGEST_SEAT)):  # fmt: skip
        if len(texts[column]) > most:
            faults.append(
                Fault(code="too-long", sentence=say(_("内容超过 %(most)s 个字，请写短些"), most=most), column=column)
            )
    mandate = Mandate(
        kind=kind or Kind.FULL, badge=badge, unit=texts[RollColumn.UNIT],
        # An electoral unit without staff elects nobody: 0 is a figure that is not known.
        unit_staff=counts[RollColumn.UNIT_STAFF] or None,
        unit_seats=counts[RollColumn.UNIT_SEATS] or None,
        took_part=counts[RollColumn.TOOK_PART], votes=counts[RollColumn.VOTES],
        delegation=texts[RollColumn.DELEGATION], seat=texts[RollColumn.SEAT],
    )  # fmt: skip
    if not faults:
        # An observer's row may tell the figures of the unit too; only full delegates are elected.
        faults.extend(_election_faults(mandate, pack) if mandate.kind is Kind.FULL else _unit_faults(mandate))
    return (None, tuple(faults)) if faults else (mandate, ())


def badge_of(cells: Mapping[str, str]) -> str:
    """Return the delegate's number (代表证号) that a row gives, in narrow letters and digits; empty when none."""
    return unicodedata.normalize("NFKC", cells.get(RollColumn.BADGE, "")).strip()


def is_badge(text: str) -> bool:
    """Say whether a text can be a delegate's number: 1 to 10 letters and digits, as the desk types them."""
    return text.isascii() and text.isalnum() and len(text) <= _LONGEST_BADGE


def badge_doubles(rows: Iterable[tuple[int, str]]) -> dict[int, int]:
    """Return rows that give a number which an earlier row gives too: row number -> that one's."""
    first: dict[str, int] = {}
    return {number: first[badge] for number, badge in rows if badge and first.setdefault(badge, number) != number}


def free_badges(taken: Collection[str]) -> Iterator[str]:
    """Go through the numbers to give to those who have none: up from the highest that is taken, `001` at the least."""
    used = set(taken)
    highest = max((int(one) for one in used if is_badge(one) and one.isdecimal()), default=0)
    # Behind the last number that fits there is only what was left free before.
    start = highest + 1 if len(str(highest + 1)) <= _LONGEST_BADGE else 1
    return (badge for number in count(start) if (badge := f"{number:03d}") not in used)


def managers_beyond(
    ceiling: Bound, *, managers: int, total: int, rows: Sequence[bool]
) -> tuple[frozenset[int], int, int]:
    """Return which rows of a list would push the managers over the ceiling, and the managers and total without them.

    `managers` and `total` are the full delegates who are on the roll already and not in the list; `rows` says of each
    full delegate of the list, in order, whether they are a manager. The last managers of the list go first.

    Source: 上海市职工代表大会条例 16.
    """
    taken, everyone = managers + sum(rows), total + len(rows)
    beyond: set[int] = set()
    for index in reversed([index for index, is_manager in enumerate(rows) if is_manager]):
        if ceiling.is_met(taken, everyone):
            break
        beyond.add(index)
        taken, everyone = taken - 1, everyone - 1
    return frozenset(beyond), taken, everyone


def beyond_sentence(ceiling: Bound, *, managers: int, total: int) -> Text:
    """Say why a manager does not fit: what the sum would be with them, and the two ways out."""
    return say(
        _("纳入后经营管理人员为 %(sum)s，%(limit)s。可登记为列席，或退回选区，改选一名非管理人员"),
        sum=share_words(managers + 1, total + 1),
        limit=ceiling.words(),
    )


def unit_differences(rows: Iterable[tuple[int, Mandate]]) -> dict[int, int]:
    """Return rows that give other figures for their electoral unit than an earlier one: row number -> that one's."""
    first: dict[str, tuple[int, tuple[int | None, ...]]] = {}
    found: dict[int, int] = {}
    for number, row in rows:
        figures = (row.unit_staff, row.unit_seats, row.took_part)
        if not row.unit or figures == (None, None, None):
            continue
        known = first.setdefault(row.unit, (number, figures))
        if known[1] != figures:
            found[number] = known[0]
    return found


_COUNTED = (RollColumn.UNIT_STAFF, RollColumn.UNIT_SEATS, RollColumn.TOOK_PART, RollColumn.VOTES)


def _count(text: str, column: RollColumn, faults: list[Fault]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdecimal() and int(text) <= _LARGEST:
        return int(text)
    faults.append(Fault(code="not-a-number", sentence=say(_("请填人数，如 118")), column=column))
    return None


def _unit_faults(row: Mandate) -> Iterable[Fault]:
    """Yield what is wrong with the figures of the electoral unit: a turnout of nobody, or of more than there are."""
    if row.took_part is None:
        return
    if row.unit_staff is None:
        yield Fault(
            code="unit-staff-missing", sentence=say(_("填了参加人数，还要填选区职工数")), column=RollColumn.UNIT_STAFF
        )
    elif row.took_part > row.unit_staff:
        yield Fault(code="took-part-too-many", sentence=say(_("参加人数多于选区职工数")), column=RollColumn.TOOK_PART)


def _election_faults(row: Mandate, pack: Pack) -> Iterable[Fault]:
    faults = list(_unit_faults(row))
    if faults:
        yield from faults
        return
    if row.unit_staff is None:
        if row.votes is not None:
            yield Fault(
                code="unit-staff-missing", sentence=say(_("填了得票，还要填选区职工数")), column=RollColumn.UNIT_STAFF
            )
        return
    if row.votes is not None and row.votes > (row.took_part if row.took_part is not None else row.unit_staff):
        yield Fault(code="votes-too-many", sentence=say(_("得票多于参加选举的人数")), column=RollColumn.VOTES)
        return
    # Sentences are written for the few rows that fail, not for thousands that are in order.
    if row.took_part is not None and not pack[UNIT_TURNOUT].is_met(row.took_part, row.unit_staff):
        turnout = check_turnout(pack, staff=row.unit_staff, took_part=row.took_part)
        yield _election_fault("turnout", turnout, RollColumn.TOOK_PART)
    if row.votes is not None and not pack[UNIT_WIN].is_met(row.votes, row.unit_staff):
        win = check_win(pack, staff=row.unit_staff, votes_for=row.votes)
        yield _election_fault("not-elected", win, RollColumn.VOTES)


def _election_fault(code: str, found: Finding, column: RollColumn) -> Fault:
    sentence = say(_("%(sentence)s。%(basis)s"), sentence=found.sentence, basis=found.basis)
    return Fault(code=code, sentence=sentence, column=column)
