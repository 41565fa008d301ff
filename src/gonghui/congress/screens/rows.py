"""A ballot of several rows on screens: what is told before, what a voter marks, and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from gonghui.congress.models import Vote
from gonghui.congress.queries import state
from gonghui.congress.queries.ballots import is_restricted, next_candidates, paper_of
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.queries.sealed import is_sealed
from gonghui.congress.rules.ballotpaper import BallotPaper, PaperKind, told_before
from gonghui.congress.rules.parameters import MIN_GROUP
from gonghui.congress.rules.rowsresult import OUTCOME_WORDS, RowOutcome
from gonghui.congress.screens import words
from gonghui.ui.parts import Kind
from gonghui.ui.templatetags.ui import share, width

DECIDING = ("for", "against", "abstain")
BADGES: dict[RowOutcome, Kind] = {
    RowOutcome.PASSED: "ok", RowOutcome.ELECTED: "ok", RowOutcome.TIED: "warn", RowOutcome.WITHHELD: "warn",
}  # fmt: skip
SAY_SHORT = 10
"""As many names are said in one line; more stand in the list alone."""
HEADS = {
    PaperKind.ITEMS: gettext_noop("通过 %(n)s 项，共 %(all)s 项"),
    PaperKind.ELECTION: gettext_noop("当选 %(n)s 名，应选 %(seats)s 名"),
    PaperKind.APPRAISAL: gettext_noop("测评完成"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a bar: its look, and where it stands."""

    look: str
    x: str
    width: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row with what came of it; `cells` are the counts with their shares of the base."""

    number: int
    name: str
    note: str
    cells: tuple[tuple[int, str], ...]
    bar: tuple[Part, ...]
    word: str
    kind: Kind
    rank: int
    votes: int
    written: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowsShown:
    """The result of a round of several rows as every face shows it; `need` is where the bar of a decision is marked."""

    head: str
    passed: bool
    is_appraisal: bool
    options: tuple[tuple[str, str], ...]
    elected: tuple[Line, ...]
    lines: tuple[Line, ...]
    need: str
    sentence: str
    short: str
    note: str
    withheld: bool
    is_rows: bool = True


def is_rows(vote: Vote | None) -> bool:
    """Tell whether a round has a ballot of several rows."""
    return vote is not None and bool(vote.paper)


def base_words(vote: Vote) -> str:
    """Return what stands under the question: the base in integers, what equal votes mean, the rules of several rows."""
    paper = paper_of(vote)
    base, tie = words.translated(state.base_sentence(vote)), words.translated(state.tie_sentence(vote))
    if paper is None:
        return _("%(base)s；%(tie)s") % {"base": base, "tie": tie}
    told = words.translated(told_before(paper, min_group=pack_of(vote.item.meeting)[MIN_GROUP]))
    if paper.kind is PaperKind.ELECTION and is_sealed(vote):
        told = _("%(told)s；本轮用密封票，不能另选他人") % {"told": told}
    if paper.kind is PaperKind.ITEMS:
        base = _("%(base)s；%(tie)s") % {"base": base, "tie": tie}
    return told if paper.kind is PaperKind.APPRAISAL else f"{base}。{told}"


def looks(paper: BallotPaper) -> tuple[str, ...]:
    """Return how the options look: the three of a decision in their own colours, grades from good to bad."""
    if paper.kind is not PaperKind.APPRAISAL:
        return DECIDING
    return tuple(f"grade-{min(place, 7)}" for place in range(len(paper.options)))


def ballot_part(vote: Vote, chosen: Sequence[int] = ()) -> dict[str, object]:
    """Return the rows that a voter marks, or marked."""
    paper = paper_of(vote)
    if paper is None:
        return {"paper": None}
    both = zip(paper.options, looks(paper), strict=True)
    options = [(place, _(word), look) for place, (word, look) in enumerate(both)]
    return {
        "paper": paper, "options": options, "may_skip": paper.may_skip, "seats": paper.seats,
        "rows": [{"place": place, "row": row} for place, row in enumerate(paper.rows)],
        "write_ins": range(paper.write_ins),
        "chosen_rows": [
            (word, [paper.rows[n].full for n, choice in enumerate(chosen) if choice == place])
            for place, word, _look in options
            if place in chosen
        ],
    }  # fmt: skip


def names_line(vote: Vote | None) -> str:
    """Return who stands on the ballot in one line, or how many when they are many."""
    paper = paper_of(vote) if vote is not None else None
    if paper is None:
        return ""
    if len(paper.rows) <= SAY_SHORT and sum(len(row.name) for row in paper.rows) <= 6 * SAY_SHORT:
        return "、".join(row.name for row in paper.rows)
    return _("共 %(n)s 个，名单见表决票") % {"n": len(paper.rows)}


def shown(vote: Vote) -> RowsShown | None:
    """Return the stored result of a round of several rows; None for a decision."""
    paper = paper_of(vote)
    if paper is None:
        return None
    result = vote.result
    lines = tuple(_line(paper, n, row, result.base) for n, row in enumerate(result.rows or (), 1))
    good = [one for one in lines if one.kind == "ok"]
    elected = sorted((one for one in lines if one.rank), key=lambda one: one.rank)
    return RowsShown(
        head=_(HEADS[paper.kind]) % {"n": len(good), "all": len(lines), "seats": paper.seats}, passed=result.passed,
        is_appraisal=paper.kind is PaperKind.APPRAISAL, elected=tuple(elected), lines=lines,
        options=tuple((_(word), look) for word, look in zip(paper.options, looks(paper), strict=True)),
        need="" if paper.kind is PaperKind.APPRAISAL else width(result.needed, result.base),
        sentence=result.sentence, short=_short(vote, lines), note=result.note,
        withheld=any(row["outcome"] == RowOutcome.WITHHELD for row in result.rows or ()),
    )  # fmt: skip


def _short(vote: Vote, lines: Sequence[Line]) -> str:
    """Return what stands under the table on the wall: no names, which stand in the table already."""
    if vote.paper["kind"] == PaperKind.APPRAISAL:
        return vote.result.sentence
    base = words.translated(state.base_sentence(vote))
    tied = any(line.kind == "warn" for line in lines)
    left = {"n": vote.result.open_seats}
    if tied:
        return _("%(base)s；末位票数相同，%(n)s 个名额没有选出") % {"base": base, **left}
    return _("%(base)s；%(n)s 个名额没有选出") % {"base": base, **left} if vote.result.open_seats else base


def for_everybody(vote: Vote) -> RowsShown | None:
    """Return the result as everybody may see it: how people were rated only where that was chosen."""
    return None if is_restricted(vote) else shown(vote)


def is_closed(vote: Vote | None) -> bool:
    """Tell whether a round was announced whose result is not for everybody."""
    return vote is not None and vote.state in ("ANNOUNCED", "PUBLISHED") and is_restricted(vote)


def runoff_part(vote: Vote | None) -> dict[str, object]:
    """Return who would stand in another round, for the chair's one tap; nothing where none may follow."""
    none: dict[str, object] = {"runoff": "", "runoff_made": False}
    if vote is None or not vote.paper or vote.state not in ("ANNOUNCED", "PUBLISHED"):
        return none
    rows = [vote.result.rows[n]["name"] for n in next_candidates(vote)] if vote.result.rows else []
    if not rows:
        return none
    made = type(vote.item).objects.filter(runoff_of=vote.item).exists()
    return {"runoff": "、".join(rows), "runoff_seats": vote.result.open_seats, "runoff_made": made}


def _line(paper: BallotPaper, number: int, row: dict[str, object], base: int) -> Line:
    counts: list[int] = list(row["counts"])  # type: ignore[call-overload]
    outcome = RowOutcome(str(row["outcome"]))
    whole = base if paper.kind is not PaperKind.APPRAISAL else max(sum(counts), 1)
    starts = [sum(counts[:place]) for place in range(len(counts))]
    return Line(
        number=number, name=str(row["name"]), note=str(row["note"]), rank=int(str(row["rank"])), votes=counts[0],
        written=bool(row.get("written")),
        cells=tuple((count, share(count, whole)) for count in counts),
        bar=tuple(
            Part(look=look, x=width(start, whole), width=width(count, whole, start))
            for look, start, count in zip(looks(paper), starts, counts, strict=True)
            if not row.get("written") or start == 0
        ),
        word=_(OUTCOME_WORDS[outcome]), kind=BADGES.get(outcome, "line"),
    )  # fmt: skip
