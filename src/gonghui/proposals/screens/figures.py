"""The statistics of the desk with their charts, and the words of the report to the congress (提案工作报告)."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from gonghui.congress.public import MeetingCard
from gonghui.proposals.queries.figures import Figures
from gonghui.proposals.rules.kinds import Grade
from gonghui.proposals.rules.states import State
from gonghui.proposals.screens import shared, sheets
from gonghui.proposals.screens.desk import meeting_word
from gonghui.proposals.words import CATEGORIES, GRADES, KINDS, STATES
from gonghui.ui.parts import Act, Column, Row, Tab, Tile
from gonghui.ui.plots import Bars, Donut, Share

K = TypeVar("K", bound=StrEnum)
GRADE_LOOKS = {Grade.SATISFIED: "for", Grade.BASICALLY: "abstain", Grade.UNSATISFIED: "against"}
REPORT_TITLE = "提案工作报告"


def page(
    union_id: UUID, figures: Figures, *, year: int | None, years: Sequence[int], meetings: Sequence[MeetingCard]
) -> dict[str, object]:
    """Return the page of the statistics: tiles, four charts with their tables, departments, reports to meetings."""
    here = reverse("proposals:figures")
    given = f"?year={year}" if year else ""
    return {
        **shared.desk_frame(union_id), "title": _("提案统计和报告"), "crumbs": shared.desk_crumbs(_("统计和报告")),
        "acts": [Act(label=_("导出表格"), url=f"{reverse('proposals:figures-sheet')}{given}", icon="download")],
        "year_tabs": [Tab(label=_("全部年度"), url=here, current=year is None),
                      *(Tab(label=str(one), url=f"{here}?year={one}", current=one == year) for one in years[:6])],
        "tiles": _tiles(figures), "charts": _charts(figures),
        "department_columns": [Column(label=head, num=n > 0) for n, head in enumerate(sheets.department_head())],
        "departments": [Row(cells=[one.name, one.led, one.answered, one.overdue, one.satisfied, one.unsatisfied])
                        for one in figures.departments],
        "meetings": [_meeting(one, given) for one in meetings],
    }  # fmt: skip


def _tiles(figures: Figures) -> list[Tile]:
    answered = _("立案%(n)d件") % {"n": figures.taken_up}
    rated = sum(figures.by_grade.values())
    good = rated - figures.by_grade.get(Grade.UNSATISFIED, 0)
    return [
        Tile(name=_("收到"), figure=str(figures.received), unit=_("件"),
             rule=_("立案%(n)d件") % {"n": figures.taken_up}),
        Tile(name=_("已答复"), figure=str(figures.answered), unit=_("件"), rule=answered, part=figures.answered,
             whole=max(1, figures.taken_up)),
        Tile(name=_("满意和基本满意"), figure=str(good), unit=_("件"), rule=_("提案人评价%(n)d件") % {"n": rated},
             part=good, whole=max(1, rated)),
        Tile(name=_("现在逾期"), figure=str(figures.overdue), unit=_("件"),
             rule=_("督办%(n)d件") % {"n": figures.supervised},
             url=f"{reverse('proposals:desk')}?queue=red" if figures.overdue else ""),
    ]  # fmt: skip


def _charts(figures: Figures) -> list[dict[str, object]]:
    grades = [
        Share(word=word, count=figures.by_grade.get(one, 0), look=GRADE_LOOKS[one]) for one, word in GRADES.items()
    ]
    categories = {str(word): figures.by_category.get(one, 0) for one, word in CATEGORIES.items()}
    kinds = {str(word): figures.by_kind.get(one, 0) for one, word in KINDS.items()}
    states = {str(word): figures.by_state[one] for one, word in STATES.items() if figures.by_state.get(one)}
    return [
        _chart("states", _("办理到哪一步"), states),
        _chart("categories", _("提的是什么"), categories),
        _chart("kinds", _("答复类别"), kinds),
        {"id": "grades", "title": _("提案人评价"), "rows": [(str(one.word), one.count) for one in grades],
         "plot": Donut(shares=grades, middle=str(sum(one.count for one in grades)), under=_("件已评价"))},
    ]  # fmt: skip


def _chart(key: str, title: str, counts: Mapping[str, int]) -> dict[str, object]:
    whole = max(1, *counts.values()) if counts else 1
    plot = Bars(rows=[(name, [n]) for name, n in counts.items()], options=[(_("件数"), "slate")], whole=whole)
    return {"id": key, "title": title, "rows": list(counts.items()), "plot": plot}


def _meeting(one: MeetingCard, given: str) -> dict[str, object]:
    return {
        "name": meeting_word(one),
        "takes": one.takes_papers,
        "docx": reverse("proposals:report", args=[one.id, "docx"]) + given,
        "pdf": reverse("proposals:report", args=[one.id, "pdf"]) + given,
        "hand_in": reverse("proposals:report-hand-in", args=[one.id]) + given,
    }


def report_facts(figures: Figures, year: int | None) -> list[tuple[str, str]]:
    """Return the head of the report; papers are in Chinese whatever the screen speaks."""
    return [
        ("统计范围", f"{year}年度" if year else "历年"), ("收到提案", f"{figures.received}件"),
        ("立案", f"{figures.taken_up}件"), ("已答复", f"{figures.answered}件"), ("办结", f"{figures.closed}件"),
    ]  # fmt: skip


def report_parts(
    figures: Figures, awarded: Sequence[tuple[str, str, str]], promised: Sequence[tuple[str, str]]
) -> list[tuple[str, list[str]]]:
    """Return the report: what came in, how it was handled, what is owed, what was good; no author is named."""
    with override("zh-hans"):
        categories, kinds = _list(CATEGORIES, figures.by_category), _list(KINDS, figures.by_kind)
        grades, others = _list(GRADES, figures.by_grade), _list(STATES, {key: n for key, n in figures.by_state.items()
                                   if key in (State.MERGED, State.CONVERTED, State.REFUSED)})  # fmt: skip
    return [
        ("提案征集和审查情况", [
            f"共收到提案{figures.received}件，立案{figures.taken_up}件。", *_said("按类别分", categories),
            *_said("其余", others)]),
        ("办理和答复情况", [
            f"已答复{figures.answered}件，办结{figures.closed}件，重新办理{figures.rehandled}件，"
            f"逾期{figures.overdue}件，列入督办{figures.supervised}件。", *_said("按答复分", kinds),
            *_said("提案人评价", grades)]),
        ("各承办部门情况", [
            f"{one.name}：主办{one.led}件，已答复{one.answered}件，逾期{one.overdue}件，"
            f"满意和基本满意{one.satisfied}件，不满意{one.unsatisfied}件。" for one in figures.departments]),
        ("列入计划、尚在跟踪的提案", [f"{number}　{title}" for number, title in promised]),
        ("优秀提案和推荐情况", [
            *(f"{number}　{title}（{award}）" for number, title, award in awarded),
            f"推荐给上级工会{figures.forwarded}件。"]),
    ]  # fmt: skip


def _list(words: Mapping[K, Promise], counts: Mapping[str, int]) -> str:
    return "，".join(f"{word}{counts[key]}件" for key, word in words.items() if counts.get(key))


def _said(head: str, counted: str) -> list[str]:
    return [f"{head}：{counted}。"] if counted else []
