"""The rows of an import as a table: what each says, what would become of it, and why not."""

from collections.abc import Mapping
from typing import Final, cast
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from gonghui.kernel.paging import Page
from gonghui.kernel.privacy import mask_identity, mask_phone
from gonghui.kernel.staging import Batch, BatchState, Line, Verdict
from gonghui.registry.queries.people import local_phone
from gonghui.registry.rules.roster import Column as Of
from gonghui.registry.screens.people import category_word, sex_word
from gonghui.registry.words import COLUMNS
from gonghui.ui.parts import Act, Badge, Cell, Column, Row, Tab

LONGEST_SHOWN: Final = 16


def rows(
    union_id: UUID, batch: Batch, page: Page[Line] | None, here: str, verdict: str, words: str
) -> dict[str, object]:
    if page is None:
        return {"page": None}
    kept = f"verdict={verdict}&" if verdict else ""
    can_repair = batch.state is BatchState.PREVIEWED
    return {
        "page": page,
        "words": words,
        "verdict_tabs": _tabs(batch, here, verdict),
        "columns": _columns(),
        "rows": [_row(union_id, batch, line, can_repair) for line in page.items],
        "previous_url": f"{here}?{kept}page={page.number - 1}" if page.has_previous and not words else "",
        "next_url": f"{here}?{kept}page={page.number + 1}" if page.has_next and not words else "",
        "everything": Act(label=_("看全部行"), url=here),
    }


def _tabs(batch: Batch, here: str, verdict: str) -> list[Tab]:
    names = (
        (Verdict.REFUSED, _("不能登记")), (Verdict.ACCEPTED, _("新登记")), (Verdict.CHANGED, _("有更改")),
        (Verdict.UNCHANGED, _("无变化")),
    )  # fmt: skip
    every = Tab(label=_("全部"), url=here, current=not verdict, count=sum(batch.counts.values()))
    return [
        every,
        *(
            Tab(label=label, url=f"{here}?verdict={one.value}", current=verdict == one.value, count=batch.counts[one])
            for one, label in names
        ),
    ]


def _columns() -> list[Column]:
    return [
        Column(label=_("姓名")), Column(label=_("结果"), nowrap=True, top=True), Column(label=_("工号"), nowrap=True),
        Column(label=_("性别"), nowrap=True), Column(label=_("身份证号"), nowrap=True),
        Column(label=_("手机号"), nowrap=True), Column(label=_("部门")), Column(label=_("岗位")),
        Column(label=_("类别")), Column(label=_("将更改")),
    ]  # fmt: skip


def _row(union_id: UUID, batch: Batch, line: Line, can_repair: bool) -> Row:
    said = cast(Mapping[str, str], line.proposed.get("row") or {})
    shown = {column.value: said.get(column, "") or line.values.get(column, "") for column in Of}
    if said:
        shown |= {"sex": sex_word(said.get("sex", "")), "category": category_word(said.get("category", ""))}
    repairs = [
        Act(label=_("修改"), url=reverse("registry:import-row", args=[union_id, batch.id, line.number]), icon="pencil")
    ]
    is_bad = line.verdict is Verdict.REFUSED
    return Row(
        key=f"row-{line.number}",
        state="bad" if is_bad else "",
        cells=[
            Cell(text=_cut(shown["name"]), name=True, note=_("第%(number)d行") % {"number": line.number}),
            Cell(badge=verdict_badge(line.verdict)), _cut(shown["number"]), _cut(shown["sex"]),
            _ends(shown["resident_id"]), mask_phone(local_phone(_cut(shown["phone"]))), _cut(shown["department"]),
            _cut(shown["post"]), _cut(shown["category"]), _changes(line),
        ],
        why=" ".join(reason.sentence for reason in line.reasons) if is_bad else "",
        acts=repairs if is_bad and can_repair else (),
    )  # fmt: skip


def _cut(text: str) -> str:
    """Return a text short enough for a column; what is too long is read whole where it is put right."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _ends(resident_id: str) -> str:
    """Return the first and last character of a number, as short as a column wants it."""
    masked = mask_identity(resident_id)
    return f"{masked[0]}****{masked[-1]}" if len(masked) > 6 else masked


def verdict_badge(verdict: Verdict) -> Badge:
    badges = {
        Verdict.ACCEPTED: Badge(text=_("新登记"), kind="ok"),
        Verdict.CHANGED: Badge(text=_("有更改"), kind="warn", icon="swap"),
        Verdict.UNCHANGED: Badge(text=_("无变化"), kind="mute"),
        Verdict.REFUSED: Badge(text=_("不能登记"), kind="bad"),
    }
    return badges[verdict]


def _changes(line: Line) -> str:
    """Return what would change: a column with its old and new value, a secret one by its name alone."""
    if line.verdict is not Verdict.CHANGED:
        return ""
    new = cast(Mapping[str, str], line.proposed["row"])
    told = []
    for name, old in cast(Mapping[str, str], line.proposed["changed"]).items():
        column = Of(name)
        values = {"column": COLUMNS[column], "old": _shown(column, old) or _("空"), "new": _shown(column, new[name])}
        if column in (Of.RESIDENT_ID, Of.PHONE):
            told.append(_("%(column)s有变化") % values)
        else:
            told.append(_("%(column)s：%(old)s → %(new)s") % values)
    return "；".join(told)


def _shown(column: Of, value: str) -> str:
    if column is Of.SEX:
        return sex_word(value)
    return category_word(value) if column is Of.CATEGORY else value
