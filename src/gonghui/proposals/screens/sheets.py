"""The rows of the workbooks: lists as each side may see them, and the figures."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from gonghui.proposals.queries.figures import Figures
from gonghui.proposals.queries.lists import Line
from gonghui.proposals.rules.kinds import Category, Grade, Part, ReplyKind
from gonghui.proposals.rules.states import State
from gonghui.proposals.screens.shared import author_words
from gonghui.proposals.words import CATEGORIES, GRADES, KINDS, STATES

Sheet = tuple[str, Sequence[str], Sequence[Sequence[str | int]]]


def list_sheet(lines: Sequence[Line]) -> Sheet:
    """Return a list as a sheet; who is hidden from the reader is hidden here, too: the lines do not have them."""
    head = (
        _("案号"), _("案名"), _("类别"), _("提案人"), _("主办"), _("协办"), _("状态"), _("期限"), _("答复类别"),
        _("评价"), _("督办"), _("荣誉"),
    )  # fmt: skip
    return _("提案"), head, [_line(one) for one in lines]


def _line(one: Line) -> list[str | int]:
    def named(part: Part) -> str:
        return "、".join(name for held, name in one.departments if held == part)

    return [
        one.number, one.title, str(CATEGORIES[Category(one.category)]), author_words(one.author, one.delegation),
        named(Part.LEAD), named(Part.ASSIST), str(STATES[one.state]), one.due_on.isoformat() if one.due_on else "",
        str(KINDS[ReplyKind(one.reply_kind)]) if one.reply_kind else "",
        str(GRADES[Grade(one.grade)]) if one.grade else "", _("是") if one.is_supervised else "", one.award,
    ]  # fmt: skip


def figure_sheets(figures: Figures) -> list[Sheet]:
    """Return the figures as sheets."""
    pair = (_("项目"), _("件数"))
    return [
        (_("概况"), pair, overview(figures)),
        (_("状态"), pair, [(str(STATES[State(key)]), n) for key, n in figures.by_state.items()]),
        (_("类别"), pair, [(str(CATEGORIES[Category(key)]), n) for key, n in figures.by_category.items()]),
        (_("答复"), pair, [(str(KINDS[ReplyKind(key)]), n) for key, n in figures.by_kind.items()]),
        (_("评价"), pair, [(str(GRADES[Grade(key)]), n) for key, n in figures.by_grade.items()]),
        (_("承办部门"), department_head(), [
            (one.name, one.led, one.answered, one.overdue, one.satisfied, one.unsatisfied)
            for one in figures.departments
        ]),
    ]  # fmt: skip


def department_head() -> tuple[str, ...]:
    """Return the head of the table of departments."""
    return _("部门"), _("主办"), _("已答复"), _("逾期"), _("满意和基本满意"), _("不满意")


def overview(figures: Figures) -> list[tuple[str, int]]:
    """Return the figures of the first lines."""
    return [
        (_("收到"), figures.received), (_("立案"), figures.taken_up), (_("已答复"), figures.answered),
        (_("办结"), figures.closed), (_("现在逾期"), figures.overdue), (_("督办"), figures.supervised),
        (_("重新办理"), figures.rehandled), (_("优秀提案"), figures.awarded), (_("推荐上级"), figures.forwarded),
    ]  # fmt: skip
