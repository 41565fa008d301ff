"""Imports of delegates: the list of them, one from its upload to its end, one row to be put right."""

from collections.abc import Mapping
from typing import Final, cast

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gonghui.congress.intake import ROLL_COLUMNS
from gonghui.congress.models import Meeting
from gonghui.congress.rules.roll import RollColumn
from gonghui.congress.screens import words
from gonghui.congress.screens.prepare.delegates import category_word
from gonghui.kernel.clock import local
from gonghui.kernel.paging import Page
from gonghui.kernel.staging import Batch, BatchState, Line, Verdict
from gonghui.registry.public import COLUMNS, SEXES, Sex
from gonghui.registry.public import Column as Of
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Row, Tab, Tile

WORKING: Final = (BatchState.UPLOADED, BatchState.READING, BatchState.APPLYING, BatchState.UNDOING)
LABELS: Final = {**{one.value: COLUMNS[one] for one in Of}, **{one.value: text for one, text in ROLL_COLUMNS.items()}}
SECRET: Final = (Of.RESIDENT_ID, Of.PHONE)
CHANGED: Final = {
    "number": RollColumn.BADGE.value,
    "employee_number": Of.NUMBER.value,
    "votes": RollColumn.VOTES.value,
    "unit": RollColumn.UNIT.value,
}


def imports(meeting: Meeting, batches: list[Batch], error: str) -> dict[str, object]:
    """Return the upload and the imports so far."""
    return {
        "crumbs": [_back(meeting), Crumb(label=_("导入代表名册"))], "error": error,
        "acts": [Act(label=_("下载模板"), url=reverse("congress:roll-template", args=[meeting.id]), icon="download")],
        "columns": [
            Column(label=_("文件")), Column(label=_("上传时间"), nowrap=True), Column(label=_("新纳入"), num=True),
            Column(label=_("有更改"), num=True), Column(label=_("未纳入"), num=True),
            Column(label=_("状态"), nowrap=True, top=True),
        ],
        "rows": [_batch_row(meeting, batch) for batch in batches],
    }  # fmt: skip


def one_import(
    meeting: Meeting, batch: Batch, page: Page[Line] | None, verdict: str, same: Batch | None
) -> dict[str, object]:
    """Return one import: how far it is, what would become of each row, what can be done now."""
    counts, args = batch.counts, [meeting.id, batch.id]
    here = reverse("congress:roll-import", args=args)
    to_apply = counts[Verdict.ACCEPTED] + counts[Verdict.CHANGED]
    return {
        "batch": batch,
        "badge": state_badge(batch.state),
        "same": same,
        "crumbs": [
            _back(meeting),
            Crumb(label=_("导入代表名册"), url=reverse("congress:roll-imports", args=[meeting.id])),
            Crumb(label=batch.source_name),
        ],
        "lede": _("上传于%(at)s") % {"at": date_format(local(batch.at), "Y-m-d H:i")},
        "is_working": batch.state in WORKING,
        "is_preview": batch.state is BatchState.PREVIEWED,
        **work(meeting, batch),
        "is_applied": batch.state is BatchState.APPLIED,
        "is_undone": batch.state is BatchState.UNDONE,
        "import_tiles": _import_tiles(batch),
        "to_apply": to_apply,
        "nothing_new": batch.state is BatchState.PREVIEWED and not to_apply,
        "page": page,
        "verdict_tabs": _tabs(batch, here, verdict),
        "columns": _columns(),
        "rows": [_row(meeting, batch, line) for line in page.items] if page else [],
        "previous_url": _page_url(here, verdict, page.number - 1) if page and page.has_previous else "",
        "next_page_url": _page_url(here, verdict, page.number + 1) if page and page.has_next else "",
        "apply_url": reverse("congress:roll-apply", args=args),
        "undo_url": reverse("congress:roll-undo", args=args),
        "refused_url": reverse("congress:roll-refused", args=args) if counts[Verdict.REFUSED] and page else "",
        "again_url": reverse("congress:roll-again", args=args),
        "new_act": Act(label=_("重新上传"), url=reverse("congress:roll-imports", args=[meeting.id]), icon="upload"),
        "back_act": Act(label=_("看代表名册"), url=reverse("congress:prepare-delegates", args=[meeting.id])),
    }


def work(meeting: Meeting, batch: Batch) -> dict[str, object]:
    """Return how far the checking of a list is, and the addresses that do it and tell of it."""
    args = [meeting.id, batch.id]
    facts = {"done": batch.done, "total": batch.total, "left": batch.total - batch.done}
    is_counted = batch.total > 0
    return {
        "work_url": reverse("congress:roll-read", args=args),
        "progress_url": reverse("congress:roll-progress", args=args),
        "work_text": (_("正在逐行检查：第%(done)d行，共%(total)d行") if is_counted else _("正在打开文件")) % facts,
        "work_left": _("还剩%(left)d行") % facts if is_counted else "",
        "work_done": batch.done,
        "work_max": batch.total if is_counted else None,
    }


def _import_tiles(batch: Batch) -> list[Tile]:
    counts = batch.counts
    here = batch.state is BatchState.PREVIEWED
    return [
        Tile(
            name=_("新纳入"),
            figure=str(counts[Verdict.ACCEPTED]),
            unit=_("人"),
            rule=_("不在代表名册，纳入后成为代表"),
        ),
        Tile(name=_("有更改"), figure=str(counts[Verdict.CHANGED]), unit=_("人"), rule=_("已是代表，登记内容有变化")),
        Tile(name=_("无变化"), figure=str(counts[Verdict.UNCHANGED]), unit=_("人"), rule=_("已是代表，内容相同")),
        Tile(
            name=_("未纳入"),
            figure=str(counts[Verdict.REFUSED]),
            unit=_("行"),
            rule=_("写明了原因，可就地处理") if here else _("没有纳入；改好后再上传一次"),
            badge=Badge(text=_("待处理"), kind="warn") if counts[Verdict.REFUSED] else None,
        ),
    ]


def repair(meeting: Meeting, batch: Batch, line: Line) -> dict[str, object]:
    """Return what stands around the form on which one row is put right."""
    here = reverse("congress:roll-import", args=[meeting.id, batch.id])
    title = _("第%(number)d行") % {"number": line.number}
    return {
        "title": title,
        "back": here,
        "go": _("改好了，再检查"),
        "badge": verdict_badge(line.verdict),
        "lede": _("只改这次导入，不改您的文件。"),
        "crumbs": [Crumb(label=batch.source_name, url=here), Crumb(label=title)],
    }


def state_badge(state: BatchState) -> Badge:
    """Return the state of an import in a word."""
    made = {
        BatchState.UPLOADED: Badge(text=_("待检查"), kind="info"),
        BatchState.READING: Badge(text=_("正在检查"), kind="info"),
        BatchState.PREVIEWED: Badge(text=_("预览，尚未纳入"), kind="warn"),
        BatchState.APPLYING: Badge(text=_("正在纳入"), kind="info"),
        BatchState.APPLIED: Badge(text=_("已纳入"), kind="ok"),
        BatchState.UNDOING: Badge(text=_("正在撤销"), kind="info"),
        BatchState.UNDONE: Badge(text=_("已撤销"), kind="mute"),
        BatchState.FAILED: Badge(text=_("没有读成"), kind="bad"),
    }
    return made[state]


def verdict_badge(verdict: Verdict) -> Badge:
    """Return what would become of a row in a word."""
    made = {
        Verdict.ACCEPTED: Badge(text=_("新纳入"), kind="ok"),
        Verdict.CHANGED: Badge(text=_("有更改"), kind="warn", icon="swap"),
        Verdict.UNCHANGED: Badge(text=_("无变化"), kind="mute"),
        Verdict.REFUSED: Badge(text=_("未纳入"), kind="bad"),
    }
    return made[verdict]


def _back(meeting: Meeting) -> Crumb:
    return Crumb(label=_("代表"), url=reverse("congress:prepare-delegates", args=[meeting.id]))


def _batch_row(meeting: Meeting, batch: Batch) -> Row:
    counts = batch.counts
    return Row(
        cells=[
            Cell(
                text=batch.source_name or _("未命名"), url=reverse("congress:roll-import", args=[meeting.id, batch.id])
            ),
            date_format(local(batch.at), "Y-m-d H:i"),
            counts[Verdict.ACCEPTED],
            counts[Verdict.CHANGED],
            counts[Verdict.REFUSED],
            Cell(badge=state_badge(batch.state)),
        ]
    )


def _tabs(batch: Batch, here: str, chosen: str) -> list[Tab]:
    offered = ((Verdict.REFUSED, _("未纳入")), (Verdict.ACCEPTED, _("新纳入")), (Verdict.CHANGED, _("有更改")),
               (Verdict.UNCHANGED, _("无变化")))  # fmt: skip
    every = Tab(label=_("全部"), url=here, current=not chosen, count=sum(batch.counts.values()))
    return [every, *(
        Tab(label=label, url=f"{here}?verdict={one.value}", current=chosen == one.value, count=batch.counts[one])
        for one, label in offered
    )]  # fmt: skip


def _columns() -> list[Column]:
    return [
        Column(label=_("行"), nowrap=True),
        Column(label=_("姓名"), nowrap=True),
        Column(label=_("结果"), nowrap=True, top=True),
        Column(label=_("代表证号"), nowrap=True),
        Column(label=_("工号"), nowrap=True),
        Column(label=_("代表团")),
        Column(label=_("岗位")),
        Column(label=_("类别"), nowrap=True),
        Column(label=_("性别"), nowrap=True),
        Column(label=_("选区")),
        Column(label=_("得票/全体"), num=True, nowrap=True),
        Column(label=_("座位"), nowrap=True),
    ]


def _row(meeting: Meeting, batch: Batch, line: Line) -> Row:
    said = cast(Mapping[str, str], line.proposed.get("mandate") or {})
    given = line.values
    bad = line.verdict is Verdict.REFUSED
    sex = said.get("sex", "")
    votes, staff = given.get(RollColumn.VOTES, ""), given.get(RollColumn.UNIT_STAFF, "")
    return Row(
        key=f"row-{line.number}", state="bad" if bad else "",
        cells=[
            str(line.number), Cell(text=given.get(Of.NAME, ""), name=True),
            Cell(badge=verdict_badge(line.verdict), note=_changes(line)), given.get(RollColumn.BADGE, ""),
            given.get(Of.NUMBER, ""),
            given.get(RollColumn.DELEGATION, ""), given.get(Of.POST, ""),
            category_word(said["category"]) if said else given.get(Of.CATEGORY, ""),
            str(SEXES[Sex(sex)]) if sex else given.get(Of.SEX, ""), given.get(RollColumn.UNIT, ""),
            f"{votes}/{staff}" if votes and staff else votes, given.get(RollColumn.SEAT, ""),
        ],
        why=" ".join(_ended(reason.sentence) for reason in line.reasons) if bad else "",
        acts=_ways_out(meeting, batch, line) if bad and batch.state is BatchState.PREVIEWED else (),
    )  # fmt: skip


def _ways_out(meeting: Meeting, batch: Batch, line: Line) -> list[Act]:
    args = [meeting.id, batch.id, line.number]
    mend = Act(label=_("修改"), url=reverse("congress:roll-row", args=args), icon="pencil")
    if any(reason.code == "managers" for reason in line.reasons):
        return [
            Act(label=_("登记为列席"), url=reverse("congress:roll-row-kind", args=[*args, "observer"]), method="post"),
            Act(label=_("退回选区"), url=reverse("congress:roll-row-kind", args=[*args, "returned"]), method="post"),
        ]
    return [mend]


def _changes(line: Line) -> str:
    if line.verdict is not Verdict.CHANGED:
        return ""
    new = cast(Mapping[str, str], line.proposed["mandate"])
    told = []
    for name, old in cast(Mapping[str, str], line.proposed["changed"]).items():
        told.append(
            _("%(column)s：%(old)s→%(new)s")
            % {
                "column": LABELS[CHANGED.get(name, name)],
                "old": _shown(name, old) or _("空"),
                "new": _shown(name, new[name]),
            }
        )
    return "；".join(told) or _("会员登记有变化")


def _shown(name: str, value: str) -> str:
    if name == "category":
        return category_word(value)
    if name == "kind":
        return _(words.KIND_WORDS.get(value, value))
    if name == "sex":
        return str(SEXES[Sex(value)]) if value else ""
    return value


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(("。", "！", "？")) else f"{sentence}。"


def _page_url(here: str, verdict: str, number: int) -> str:
    return f"{here}?verdict={verdict}&page={number}" if verdict else f"{here}?page={number}"
