"""The list of imports, and one import from its upload to its end."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from gonghui.kernel.clock import local
from gonghui.kernel.paging import Page
from gonghui.kernel.staging import Batch, BatchState, Line, Verdict
from gonghui.registry.queries.unions import UnionCard
from gonghui.registry.screens.frame import frame, imports_crumb
from gonghui.registry.screens.import_rows import rows, verdict_badge
from gonghui.ui.parts import Act, Badge, Cell, Column, Crumb, Row, Tile

WORKING: Final = (BatchState.UPLOADED, BatchState.READING, BatchState.APPLYING, BatchState.UNDOING)


def imports_list(card: UnionCard, batches: list[Batch]) -> dict[str, object]:
    """Return the context of the list of imports."""
    new = reverse("registry:import-new", args=[card.id])
    return {
        **frame(card, "imports"),
        "acts": [
            Act(label=_("下载模板"), url=reverse("registry:import-template", args=[card.id]), icon="download"),
            Act(label=_("导入名册"), url=new, icon="upload", main=True),
        ],
        "columns": [
            Column(label=_("文件")), Column(label=_("上传时间"), nowrap=True), Column(label=_("行数"), num=True),
            Column(label=_("新登记"), num=True), Column(label=_("有更改"), num=True),
            Column(label=_("不能登记"), num=True), Column(label=_("状态"), nowrap=True, top=True),
        ],
        "rows": [_import_row(card.id, batch) for batch in batches],
        "empty_act": Act(label=_("导入名册"), url=new, icon="upload"),
    }  # fmt: skip


def upload(card: UnionCard, *, error: str = "") -> dict[str, object]:
    """Return the context of the upload."""
    return {
        **frame(card, "imports"),
        "crumbs": [imports_crumb(card.id), Crumb(label=_("导入名册"))],
        "acts": [Act(label=_("下载模板"), url=reverse("registry:import-template", args=[card.id]), icon="download")],
        "error": error,
    }


def one_import(
    card: UnionCard,
    batch: Batch,
    *,
    page: Page[Line] | None = None,
    verdict: str = "",
    words: str = "",
    same: Batch | None = None,
    until: BatchState | None = None,
) -> dict[str, object]:
    """Return the context of one import; `page` holds rows to show, `same` is an import of the very same file.

    `until` is the state that ends the work which a person has just asked for.
    """
    here = reverse("registry:import", args=[card.id, batch.id])
    return {
        **frame(card, "imports"),
        "batch": batch,
        "here": here,
        "crumbs": [imports_crumb(card.id), Crumb(label=batch.source_name)],
        "badge": state_badge(batch.state),
        "lede": _("上传于%(at)s") % {"at": date_format(local(batch.at), "Y-m-d H:i")},
        "is_working": batch.state in WORKING or until is not None,
        **_work(card.id, batch, until),
        **_outcome(card.id, batch, same),
        **rows(card.id, batch, page, here, verdict, words),
    }


def state_badge(state: BatchState) -> Badge:
    """Return the state of an import in a word."""
    words = {
        BatchState.UPLOADED: Badge(text=_("待检查"), kind="info"),
        BatchState.READING: Badge(text=_("正在检查"), kind="info"),
        BatchState.PREVIEWED: Badge(text=_("预览，尚未登记"), kind="warn"),
        BatchState.APPLYING: Badge(text=_("正在登记"), kind="info"),
        BatchState.APPLIED: Badge(text=_("已登记"), kind="ok"),
        BatchState.UNDOING: Badge(text=_("正在撤销"), kind="info"),
        BatchState.UNDONE: Badge(text=_("已撤销"), kind="mute"),
        BatchState.FAILED: Badge(text=_("没有读成"), kind="bad"),
    }
    return words[state]


def repair(card: UnionCard, batch: Batch, line: Line, form: object) -> dict[str, object]:
    """Return the context of the page on which one row is put right."""
    here = reverse("registry:import", args=[card.id, batch.id])
    title = _("第%(number)d行") % {"number": line.number}
    return {
        **frame(card, "imports"),
        "crumbs": [imports_crumb(card.id), Crumb(label=batch.source_name, url=here), Crumb(label=title)],
        "title": title,
        "badge": verdict_badge(line.verdict),
        "reasons": [reason.sentence for reason in line.reasons],
        "form": form,
        "back": here,
    }


def _import_row(union_id: UUID, batch: Batch) -> Row:
    counts = batch.counts
    return Row(
        cells=[
            Cell(text=batch.source_name or _("未命名"), url=reverse("registry:import", args=[union_id, batch.id])),
            date_format(local(batch.at), "Y-m-d H:i"), sum(counts.values()), counts[Verdict.ACCEPTED],
            counts[Verdict.CHANGED], counts[Verdict.REFUSED], Cell(badge=state_badge(batch.state)),
        ],
    )  # fmt: skip


def _work(union_id: UUID, batch: Batch, until: BatchState | None) -> dict[str, object]:
    """Return what goes on now: the address that does it, and the one that tells how far it is."""
    ends = until or ENDS.get(batch.state)
    if ends is None or ends not in _STEPS:
        return {}
    name, words, counted = _STEPS[ends]
    is_counted = batch.state in WORKING and batch.total > 0
    facts = {"done": batch.done, "total": batch.total, "left": batch.total - batch.done}
    return {
        "work_url": reverse(f"registry:{name}", args=[union_id, batch.id]),
        "progress_url": reverse("registry:import-progress", args=[union_id, batch.id, ends.value]),
        "work_text": counted() % facts if is_counted else words(),
        "work_left": _("还剩%(left)d行") % facts if is_counted else "",
        "work_done": batch.done,
        "work_max": batch.total if is_counted else None,
    }


ENDS: Final[Mapping[BatchState, BatchState]] = {
    BatchState.UPLOADED: BatchState.PREVIEWED,
    BatchState.READING: BatchState.PREVIEWED,
    BatchState.APPLYING: BatchState.APPLIED,
    BatchState.UNDOING: BatchState.UNDONE,
}
_STEPS: Final[Mapping[BatchState, tuple[str, Callable[[], str], Callable[[], str]]]] = {
    BatchState.PREVIEWED: (
        "import-read",
        lambda: _("正在打开文件"),
        lambda: _("正在逐行检查：第%(done)d行，共%(total)d行"),
    ),
    BatchState.APPLIED: (
        "import-apply", lambda: _("正在登记"), lambda: _("正在登记：%(done)d行，共%(total)d行"),
    ),
    BatchState.UNDONE: (
        "import-undo", lambda: _("正在撤销"), lambda: _("正在撤销：%(done)d行，共%(total)d行"),
    ),
}  # fmt: skip


def _outcome(union_id: UUID, batch: Batch, same: Batch | None) -> dict[str, object]:
    counts = batch.counts
    to_apply = counts[Verdict.ACCEPTED] + counts[Verdict.CHANGED]
    args = [union_id, batch.id]
    return {
        "tiles": [
            _tile(_("新登记"), counts[Verdict.ACCEPTED], _("不在册，登记后成为会员")),
            _tile(_("有更改"), counts[Verdict.CHANGED], _("已在册，登记内容有变化")),
            _tile(_("无变化"), counts[Verdict.UNCHANGED], _("已在册，内容相同，不会改动")),
            Tile(
                name=_("不能登记"), figure=str(counts[Verdict.REFUSED]), unit=_("行"),
                rule=(
                    _("写明了原因，可就地修改")
                    if batch.state is BatchState.PREVIEWED
                    else _("没有登记；改好后再上传一次")
                ),
                badge=Badge(text=_("待处理"), kind="warn") if counts[Verdict.REFUSED] else None,
            ),
        ],
        "begin": [("begin", "1")],
        "to_apply": to_apply,
        "refused": counts[Verdict.REFUSED],
        "nothing_new": batch.state is BatchState.PREVIEWED and not to_apply,
        "nothing_text": (
            _("可登记的行都与已登记的相同；其余各行请按提示修改。")
            if counts[Verdict.UNCHANGED]
            else _("每一行都有要改的地方。几行的，就地修改；整列都不对的，在Excel里改好再上传一次。")
        ),
        "same": same,
        "same_url": reverse("registry:import", args=[union_id, same.id]) if same else "",
        "apply_url": reverse("registry:import-apply", args=args),
        "apply_effects": _effects(counts),
        "undo_url": reverse("registry:import-undo", args=args),
        "again_url": reverse("registry:import-again", args=args),
        "refused_url": reverse("registry:import-refused", args=args),
        "new_act": Act(label=_("重新上传"), url=reverse("registry:import-new", args=[union_id]), icon="upload"),
    }  # fmt: skip


def _tile(name: str, count: int, rule: str) -> Tile:
    return Tile(name=name, figure=str(count), unit=_("人"), rule=rule)


def _effects(counts: Mapping[Verdict, int]) -> list[str]:
    lines = (
        (counts[Verdict.ACCEPTED], _("%(count)d人登记为会员；有手机号的，可以用手机号登录")),
        (counts[Verdict.CHANGED], _("%(count)d人的登记内容按名册更改")),
        (counts[Verdict.REFUSED], _("%(count)d行不登记，仍留在这里，可以下载")),
    )
    return [sentence % {"count": count} for count, sentence in lines if count]
