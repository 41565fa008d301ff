"""The result of a round in charts, each beside the table of the same figures: drawn from the one stored count."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from gonghui.congress.models import Vote
from gonghui.congress.queries.ballots import is_restricted, kind_of, paper_of
from gonghui.congress.queries.comments import comments_of
from gonghui.congress.queries.presence import pack_of
from gonghui.congress.queries.raters import RaterRound, rounds_of, weighted_of
from gonghui.congress.queries.turnout import Turnout, turnout
from gonghui.congress.rules.ballotpaper import PaperKind
from gonghui.congress.rules.parameters import MIN_GROUP
from gonghui.congress.screens import rows
from gonghui.congress.screens.phone import tally_of
from gonghui.congress.screens.rows import RowsShown
from gonghui.ui.parts import Cell, Column, Row
from gonghui.ui.plots import Bars, Donut, Plot, Share
from gonghui.ui.templatetags.ui import share


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with its table; `note` says what is not shown, and why."""

    id: str
    title: str
    plot: Plot | None
    columns: Sequence[Column]
    rows: Sequence[Row]
    note: str = ""


def page(vote: Vote) -> dict[str, object]:
    """Return the charts of a confirmed round."""
    shown = rows.shown(vote)
    least = pack_of(vote.item.meeting)[MIN_GROUP]
    charts = [_decision(vote) if shown is None else _rows(vote, shown)]
    groups = turnout(vote, min_group=least)
    if groups:
        charts.append(_turnout(groups, least))
    classes = rounds_of(vote)
    if classes:
        charts.append(_weighted(vote, classes))
    return {
        "vote": vote, "item": vote.item, "charts": charts, "sentence": vote.result.sentence,
        "comments": comments_of(vote), "restricted": is_restricted(vote), "base": rows.base_words(vote),
    }  # fmt: skip


def _decision(vote: Vote) -> Chart:
    tally = tally_of(vote.result)
    parts = (
        (_("赞成"), tally.yes, "for"), (_("反对"), tally.no, "against"), (_("弃权"), tally.abstain, "abstain"),
        (_("未表决"), tally.silent + tally.spoiled, "silent"),
    )  # fmt: skip
    needed = _("须%(n)s票") % {"n": tally.needed}
    plot = Donut(
        middle=str(tally.yes), under=_("赞成，%(needed)s") % {"needed": needed},
        shares=[Share(word=word, count=count, look=look) for word, count, look in parts],
    )  # fmt: skip
    return Chart(
        id="chart-result", title=_("表决结果"), plot=plot, note=_("未表决含空白票、废票和没有到会的代表。"),
        columns=(Column(label=_("选项")), Column(label=_("票数"), num=True), Column(label=_("占全体代表"), num=True)),
        rows=[Row(cells=(word, count, share(count, tally.base))) for word, count, _look in parts],
    )  # fmt: skip


def _rows(vote: Vote, shown: RowsShown) -> Chart:
    title = _("各等次票数") if shown.is_appraisal else _("得票")
    columns = [Column(label=_("姓名")), *(Column(label=word, num=True) for word, _look in shown.options)]
    if shown.withheld:
        return Chart(id="chart-result", title=title, plot=None, columns=columns, rows=(), note=shown.note)
    is_election = kind_of(vote) is PaperKind.ELECTION
    lines = sorted(shown.lines, key=lambda one: -one.votes) if is_election else shown.lines
    options = shown.options[:1] if is_election else shown.options
    cells = [[count for count, _of in one.cells][: len(options)] for one in lines]
    result = vote.result
    plot = Bars(
        rows=[(one.name, counts) for one, counts in zip(lines, cells, strict=True)], options=options, whole=result.base,
        own=shown.is_appraisal, needed=None if shown.is_appraisal else result.needed,
        needed_word=_("须%(n)s票") % {"n": result.needed},
    )  # fmt: skip
    if not shown.is_appraisal:
        columns.append(Column(label=_("结果")))
    table = [
        Row(cells=(
            one.name if not one.note else f"{one.name}（{one.note}）",
            *(_cell(n, count, of, written=one.written) for n, (count, of) in enumerate(one.cells)),
            *(() if shown.is_appraisal else (one.word,)),
        ))
        for one in lines
    ]  # fmt: skip
    return Chart(id="chart-result", title=title, plot=plot, columns=columns, rows=table, note=shown.note)


def _cell(place: int, count: int, of: str, *, written: bool) -> str:
    return "–" if written and place else f"{count}（{of}）"


def _weighted(vote: Vote, classes: Sequence[RaterRound]) -> Chart:
    """All classes of raters together: the weighted share of every grade, in percent and exactly."""
    paper = paper_of(vote)
    assert paper is not None, "classes of raters are an appraisal's"
    shares = weighted_of(classes)
    columns = [Column(label=_("姓名")), *(Column(label=_(word), num=True) for word in paper.options)]
    made_of = "、".join(
        _("%(name)s %(weight)s%%") % {"name": one.name, "weight": one.weight} for one in classes
    )  # fmt: skip
    if shares is None:
        return Chart(
            id="chart-weighted", title=_("加权结果"), plot=None, columns=columns, rows=(), note=_waits(classes)
        )
    both = [(row.full, found) for row, found in zip(paper.rows, shares, strict=True)]
    plot = Bars(
        rows=[(name, [tenths(one) for one in found]) for name, found in both], own=True, tenths=True, whole=1000,
        options=[(_(word), look) for word, look in zip(paper.options, rows.looks(paper), strict=True)],
    )  # fmt: skip
    return Chart(
        id="chart-weighted", title=_("加权结果"), plot=plot, columns=columns,
        rows=[
            Row(cells=(name, *(Cell(text=share(one.numerator, one.denominator), note=str(one)) for one in found)))
            for name, found in both
        ],
        note=_("%(classes)s。各类先算出每个等次的比例，再按权重相加；百分比下面是准确的分数。") % {"classes": made_of},
    )  # fmt: skip


def tenths(part: Fraction) -> int:
    """Return a share in tenths of a percent, rounded half up: for drawing alone."""
    return (2000 * part.numerator + part.denominator) // (2 * part.denominator)


def _waits(classes: Sequence[RaterRound]) -> str:
    few = "、".join(one.name for one in classes if one.withheld)
    if few:
        return _("%(names)s的有效票太少，不显示，也不计算加权结果，以免看出个人的评价。") % {"names": few}
    open_yet = "、".join(one.name for one in classes if one.rows is None)
    return _("%(names)s还没有宣布结果；各类都宣布以后，在这里计算加权结果。") % {"names": open_yet}


def _turnout(groups: Sequence[Turnout], least: int) -> Chart:
    known = [group for group in groups if group.missing is not None]
    plot = Bars(
        rows=[(group.name, (group.received, group.missing or 0)) for group in known],
        options=((_("已交"), "slate"), (_("未交"), "silent")), whole=max((one.on_roll for one in groups), default=1),
    )  # fmt: skip
    return Chart(
        id="chart-turnout", title=_("各代表团交票"), plot=plot if known else None,
        columns=(
            Column(label=_("代表团")), Column(label=_("在册"), num=True), Column(label=_("已交"), num=True),
            Column(label=_("未交"), num=True),
        ),
        rows=[
            Row(cells=(group.name, group.on_roll, group.received, group.missing) if group.missing is not None
                else (group.name, group.on_roll, _("少量未交"), _("少量")))
            for group in groups
        ],
        note=_("只计手机票。未交不足%(k)s人的代表团不列人数，也不画在图上。") % {"k": least}
        if len(known) < len(groups) else _("只计手机票。"),
    )  # fmt: skip
