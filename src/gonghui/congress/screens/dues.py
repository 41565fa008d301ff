"""What a union owes its congress, as lines of its working calendar."""

from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gonghui.congress.queries.dues import Kind, Owed, owed
from gonghui.congress.screens import words
from gonghui.kernel.workdays import china
from gonghui.ui.parts import Due

WORDS = {
    Kind.MATERIALS: gettext_lazy("会议材料送达代表"),
    Kind.SITTING: gettext_lazy("开会"),
    Kind.PUBLICATION: gettext_lazy("公示决议和表决结果"),
    Kind.OBJECTIONS: gettext_lazy("答复公示期间的异议"),
    Kind.FILING: gettext_lazy("向上一级工会报告"),
    Kind.CORRECTION: gettext_lazy("要求纠正的答复或者整改到期"),
    Kind.RENEWAL: gettext_lazy("届期届满，按时换届"),
}
PAGES = {Kind.PUBLICATION: "posting", Kind.OBJECTIONS: "posting", Kind.FILING: "filing"}


def dues(union_id: UUID, today: date) -> list[Due]:
    """Return the lines of a union, in order of days."""
    return [
        Due(
            text=WORDS[one.kind], on=one.on, url=_address(one), of=_of(one), law=str(one.law or ""),
            note="" if one.certain else _("当年放假安排公布以后可能变动"), is_event=one.kind is Kind.SITTING,
        )
        for one in owed(union_id, today, china())
    ]  # fmt: skip


def _of(one: Owed) -> str:
    if one.meeting:
        return words.meeting_name(one.meeting)
    return words.term_name(one.term) if one.term else ""


def _address(one: Owed) -> str:
    if one.kind is Kind.MATERIALS:
        return reverse("congress:prepare-materials", args=[one.of])
    if one.kind is Kind.SITTING:
        return reverse("congress:prepare", args=[one.of])
    if one.kind is Kind.CORRECTION:
        return reverse("congress:corrections")
    if one.kind is Kind.RENEWAL:
        return reverse("congress:term", args=[one.of])
    return reverse("congress:after-step", args=[one.of, PAGES[one.kind]])
